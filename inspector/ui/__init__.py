"""The desktop program: PySide6 over the workflow.

Nothing of Qt is imported before a window is asked for.
"""

from __future__ import annotations

from pathlib import Path


def run(file: Path | None, language: str) -> int:
    """Open the desktop program, with a county file if one is named; returns the exit code."""
    from .application import run_application

    return run_application(file, language)


def self_test(language: str) -> int:
    """Start the window without a screen, plan a tiny county in it, and say so; returns the exit code."""
    from .application import run_self_test

    return run_self_test(language)
