"""The stand-alone verifier, run as an auditor would."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def check(verifier: Path, workbook: Path, language: str = "zh_CN") -> subprocess.CompletedProcess[str]:
    """With Python's standard library and nothing else: no installed packages, no settings of this environment."""
    words = [sys.executable, "-I", "-S", "-X", "utf8", str(verifier), str(workbook), "--lang", language]
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=120)
