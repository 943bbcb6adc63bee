"""What is installed and what the documents promise are the same thing."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_package_is_installed() -> None:
    """setuptools is told each package by name, because `resources` is mapped into the package."""
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "inspector").rglob("__init__.py")}
    assert set(SETTINGS["tool"]["setuptools"]["packages"]) == found | {"inspector.resources"}
