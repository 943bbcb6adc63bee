"""The Qt application: start it, give it fonts that write Chinese rightly, open the window."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from ..domain.messages import Wording
from ..workflow.demo import FIRST
from ..workflow.selftest import plan_tiny_county
from .main_window import MainWindow

FAMILIES = ["Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"]
"""Simplified Chinese families by name: a mere fallback would pick Japanese forms."""

PASSED = Wording(
    "selftest.passed",
    "自检通过：窗口已打开，{quarter} 的小县已计划（入企检查 {visits} 次）。",
    "Self-test passed: the window opened and a tiny county was planned for {quarter} ({visits} visits).",
)


def application() -> QApplication:
    """The one application object, made on first use."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    made = QApplication(sys.argv[:1])
    made.setApplicationName("Inspector")
    font = QFont(made.font())
    font.setFamilies([*FAMILIES, *font.families()])
    made.setFont(font)
    return made


def run_application(file: Path | None, language: str) -> int:
    app = application()
    window = MainWindow(language)
    if file is not None:
        window.open_file(file)
    window.show()
    return app.exec()


def run_self_test(language: str) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = application()
    window = MainWindow(language)
    window.show()
    app.processEvents()
    with tempfile.TemporaryDirectory() as folder:
        path, visits = plan_tiny_county(Path(folder))
        window.open_file(path)
        app.processEvents()
        window.close()
    print(PASSED(quarter=str(FIRST), visits=visits).text(language))
    return 0
