"""Where a failure's details go: the user's own folder for logs, else the folder for temporary files."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from ..domain.messages import Message, Wording

KEPT = Wording(
    "log.kept",
    "详情已写入 {path}，请把它交给维护人员。",
    "Details are in {path}; hand it to whoever maintains the program.",
)
NOT_KEPT = Wording(
    "log.not_kept",
    "详情没能写入 {path}（{why}）。请记下刚才的操作，告诉维护人员。",
    "Details could not be written to {path} ({why}). Note what you did and tell whoever maintains the program.",
)


def log_folder() -> Path:
    """A folder the user can write to; made if it is missing."""
    home = Path(os.path.expanduser("~"))  # Path.home() fails where there is none
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
    try:
        return Path(tempfile.gettempdir())
    except OSError:  # no folder at all can be written to
        return home


def keep(details: str) -> Message:
    """Write what a maintainer needs to a new log; says where it is, or that it could not be written."""
    path = new_log()
    try:
        path.write_text(details, encoding="utf-8")
    except OSError as error:
        return NOT_KEPT(path=str(path), why=error.strerror or str(error))
    return KEPT(path=str(path))


def new_log() -> Path:
    return log_folder() / f"inspector-{datetime.now():%Y%m%d-%H%M%S}.log"
