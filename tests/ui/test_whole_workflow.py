"""From the first start to a verified export by clicks and keys; once more in a real window where there is a screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(folder: Path, language: str, *before: str, platform: str, **more: str) -> str:
    """Walk in a program of its own; returns what it printed."""
    words = [*before, sys.executable, "-P", "-c", WALK, str(folder), language]
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONPATH": "", **more}
    done = subprocess.run(
        words, capture_output=True, text=True, encoding="utf-8", timeout=400, check=False, env=environment, cwd=folder
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


WALK = f"""
import importlib.util, sys
from pathlib import Path
spec = importlib.util.spec_from_file_location("walk", {str(ROOT / "tests/ui/walk.py")!r})
module = importlib.util.module_from_spec(spec)
sys.modules["walk"] = module
spec.loader.exec_module(module)
from PySide6.QtWidgets import QApplication
if __name__ == "__main__":
    print(module.walk(Path(sys.argv[1]), sys.argv[2]), QApplication.platformName())
"""


def pictures(folder: Path, name: str) -> None:
    """Keep the pictures where whoever runs the tests wants them."""
    kept = os.environ.get("INSPECTOR_ARTEFACTS")
    if kept:
        target = Path(kept) / name
        target.mkdir(parents=True, exist_ok=True)
        for picture in folder.glob("*.png"):
            shutil.copy(picture, target)


def test_the_whole_work_by_clicks_and_keys(tmp_path: Path) -> None:
    printed = run(tmp_path, "zh_CN", platform="offscreen")
    assert printed.split() == [str(tmp_path / "plan.xlsx"), "offscreen"]
    assert len(list(tmp_path.glob("*.png"))) >= 12
    pictures(tmp_path, "zh_CN")


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="xvfb is not installed")
def test_the_same_in_english_at_one_and_a_half_times_the_size_in_a_real_window(tmp_path: Path) -> None:
    before = ("xvfb-run", "-a", "-s", "-screen 0 2560x1440x24")
    printed = run(tmp_path, "en", *before, platform="xcb", QT_SCALE_FACTOR="1.5")
    assert printed.split()[-1] == "xcb"
    pictures(tmp_path, "en-150")
