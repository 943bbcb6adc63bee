"""Where a failure's details go: the user's own folder for logs, else the folder for temporary files."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path


def log_folder() -> Path:
    """A folder the user can write to; made if it is missing."""
    home = Path.home()
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA", home)) / "Inspector" / "logs"
    else:
        folder = Path(os.environ.get("XDG_STATE_HOME", home / ".local" / "state")) / "inspector"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    return Path(tempfile.gettempdir())


def new_log() -> Path:
    return log_folder() / f"inspector-{datetime.now():%Y%m%d-%H%M%S}.log"
