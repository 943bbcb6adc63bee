"""The house's import rules (CONTRIBUTING.md), kept by reading every import statement."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "inspector"

ALLOWED = {
    "domain": set(),
    "rules": {"domain"},
    "draw": {"domain", "rules"},
    "planning": {"domain", "rules", "draw"},
    "exchange": {"domain", "rules", "draw"},
    "store": {"domain"},
    "workflow": {"domain", "rules", "draw", "planning", "exchange", "store"},
    "console": {"domain", "workflow"},
    "ui": {"domain", "workflow"},
}
"""Which packages a package may import from; `inspector/*.py` (the doors) use what is named below."""

OWNERS = {
    "PySide6": {"ui"},
    "ortools": {"planning"},
    "networkx": {"planning"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "openpyxl": {"exchange"},
    "python_calamine": {"exchange"},
    "chinese_calendar": {"exchange"},
    "holidays": {"exchange"},
    "pypinyin": {"workflow"},
}
"""Which packages may import a library."""


def imports_of(path: Path) -> set[str]:
    """Absolute names of the modules that a file imports, wherever the import stands."""
    package = ("inspector", *path.relative_to(ROOT).parts[:-1])
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *(node.module or "").split("."))).strip(".")
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


FILES = sorted(ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_keeps_the_import_rules(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0] if path.parent != ROOT else ""
    for name in imports_of(path):
        top = name.split(".")[0]
        if top in OWNERS:
            assert package in OWNERS[top], f"{path} imports {name}: only {OWNERS[top]} may"
        parts = name.split(".")
        if top == "inspector" and len(parts) > 1 and parts[1] in ALLOWED and parts[1] != package:
            allowed = ALLOWED[package] if package else {"console", "domain", "ui", "workflow"}
            assert parts[1] in allowed, f"{path} imports {name}: {package or 'the command line'} may not"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_name_is_given_twice(path: Path) -> None:
    """A constant, function or class that is defined again in its file silently replaces the first."""
    names: list[str] = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
    assert sorted(names) == sorted(set(names))


def test_domain_and_draw_use_the_standard_library_only() -> None:
    import sys

    for path in FILES:
        if path.relative_to(ROOT).parts[0] in ("domain", "rules", "draw"):
            for name in imports_of(path):
                top = name.split(".")[0]
                assert top == "inspector" or top in sys.stdlib_module_names, f"{path} imports {name}"


def test_no_import_circles() -> None:
    modules = {
        ".".join(("inspector", *p.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): p for p in FILES
    }
    graph = {
        name: {found for found in imports_of(path) if found in modules and found != name}
        for name, path in modules.items()
    }
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail[trail.index(name) :], name))
        if name in done:
            return
        for other in sorted(graph[name]):
            # a package's own __init__ may gather its modules; that is not a circle
            if not name.startswith(other + "."):
                walk(other, (*trail, name))
        done.add(name)

    for name in graph:
        walk(name, ())
