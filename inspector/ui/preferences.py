"""What the program remembers of its user: in the user's own settings, or beside the program in portable mode.

Nothing of a county is kept here; that is in its file. Portable mode: a folder `inspector-portable` beside the program
makes everything be kept there (a memory stick, a machine without a home folder).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from ..domain.messages import LANGUAGES
from .look import Appearance

PORTABLE = "inspector-portable"
MOST_RECENT = 8


def portable_folder() -> Path | None:
    """The folder of portable mode, if there is one beside the program."""
    folder = Path(sys.executable).resolve().parent / PORTABLE
    return folder if folder.is_dir() else None


class Preferences:
    """Each preference is a property; what cannot be read is as if it had never been set."""

    def __init__(self, path: Path | None = None) -> None:
        folder = portable_folder()
        if path is None and folder is not None:
            path = folder / "inspector.ini"
        if path is not None:
            self._settings = QSettings(str(path), QSettings.Format.IniFormat)
        else:
            self._settings = QSettings(
                QSettings.Format.IniFormat, QSettings.Scope.UserScope, "inspector-county", "inspector"
            )

    @property
    def language(self) -> str | None:
        """The language chosen in the window; None to follow the system."""
        found = self._settings.value("language")
        return found if found in LANGUAGES else None

    @language.setter
    def language(self, value: str) -> None:
        self._settings.setValue("language", value)

    @property
    def appearance(self) -> Appearance:
        try:
            return Appearance(self._settings.value("appearance"))
        except ValueError:
            return Appearance.SYSTEM

    @appearance.setter
    def appearance(self, value: Appearance) -> None:
        self._settings.setValue("appearance", value.value)

    @property
    def recent(self) -> list[Path]:
        """County files opened lately, the last one first; those that are gone are left out."""
        found = self.get("recent", [])
        return [Path(each) for each in found if isinstance(each, str) and Path(each).is_file()]

    def opened(self, path: Path, county: str) -> None:
        """Put a file at the head of the recent ones, with its county's name."""
        path = path.resolve()
        recent = [str(each) for each in [path, *(old for old in self.recent if old != path)]][:MOST_RECENT]
        names = {each: self.county_name(Path(each)) for each in recent}
        self.set("recent", recent)
        self.set("counties", {**names, str(path): county})

    def county_name(self, path: Path) -> str:
        """The name of the county of a recent file; blank if it is not known."""
        found = self.get("counties", {})
        name = found.get(str(path)) if isinstance(found, dict) else None
        return name if isinstance(name, str) else ""

    @property
    def geometry(self) -> QByteArray | None:
        found = self._settings.value("geometry")
        return found if isinstance(found, QByteArray) else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._settings.setValue("geometry", value)

    def get(self, name: str, default: Any) -> Any:
        """Plain data kept under a name."""
        try:
            return json.loads(str(self._settings.value(f"data/{name}")))
        except ValueError:
            return default

    def set(self, name: str, value: Any) -> None:
        self._settings.setValue(f"data/{name}", json.dumps(value, ensure_ascii=False))
        self._settings.sync()
