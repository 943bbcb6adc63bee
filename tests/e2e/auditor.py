"""The stand-alone verifier, run as an auditor would."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def check(verifier: Path, workbook: Path, language: str = "zh_CN") -> subprocess.CompletedProcess[str]:
    """Without the program: isolated from this environment's packages and settings."""
    words = [sys.executable, "-I", "-X", "utf8", str(verifier), str(workbook), "--lang", language]
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=120)
