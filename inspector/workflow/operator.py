"""Who sits at the keyboard, for the log."""

from __future__ import annotations

import getpass


def operator() -> str:
    """The user's name on this machine; blank if the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
