"""How everything looks: fonts that write Chinese rightly, distances, and colours only where they mean something."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

FAMILIES = ["Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"]
"""Simplified Chinese families by name: a mere fallback would pick Japanese forms."""
MARGIN = 24
"""Pixels round a page."""
GAP = 12
"""Pixels between things that belong together."""
HEADING = 1.55
SMALL = 0.9
PROJECTOR = 2.2
"""Font sizes as multiples of the application's."""


FRAMED = ("QCheckBox", "QRadioButton", "QLineEdit", "QAbstractSpinBox", "QListView", "QPlainTextEdit")
"""Widgets whose frames the style draws a little darker than the window, which nobody sees on a dark one."""


class Meaning(Enum):
    """What a colour says; nothing else is coloured."""

    DRAFT = "draft"
    COUNTED = "counted"
    EXEMPT = "exempt"
    CONFLICT = "conflict"
    DONE = "done"
    QUIET = "quiet"


_LIGHT = {
    Meaning.DRAFT: "#9a6700",
    Meaning.COUNTED: "#0b61a4",
    Meaning.EXEMPT: "#7d4e9e",
    Meaning.CONFLICT: "#b3261e",
    Meaning.DONE: "#2e7d32",
    Meaning.QUIET: "#6b7280",
}
_DARK = {
    Meaning.DRAFT: "#e3b341",
    Meaning.COUNTED: "#6cb6ff",
    Meaning.EXEMPT: "#c8a2e8",
    Meaning.CONFLICT: "#ff8a80",
    Meaning.DONE: "#7ccf84",
    Meaning.QUIET: "#9aa3ad",
}


class Appearance(Enum):
    """Light or dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def is_dark() -> bool:
    """Whether the palette in force is a dark one."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def colour(meaning: Meaning) -> QColor:
    """The text or line colour of a meaning, legible on the palette in force."""
    return QColor((_DARK if is_dark() else _LIGHT)[meaning])


def tint(meaning: Meaning) -> QColor:
    """The same as a faint ground behind text."""
    over, under = colour(meaning), QGuiApplication.palette().color(QPalette.ColorRole.Base)
    part = 0.24 if is_dark() else 0.13

    def mixed(above: int, below: int) -> int:
        return round(part * above + (1 - part) * below)

    return QColor(mixed(over.red(), under.red()), mixed(over.green(), under.green()), mixed(over.blue(), under.blue()))


def set_fonts(app: QApplication) -> None:
    """Put the Chinese families before the system's own."""
    font = QFont(app.font())
    font.setFamilies([*FAMILIES, *font.families()])
    app.setFont(font)


def set_appearance(app: QApplication, appearance: Appearance) -> None:
    """Light or dark by palette; the system's own look is left alone."""
    if appearance is Appearance.SYSTEM:
        app.setPalette(QPalette())
        for framed in FRAMED:
            app.setPalette(QPalette(), framed)  # type: ignore[arg-type]
        return
    app.setStyle("Fusion")
    palette = _palette(dark=appearance is Appearance.DARK)
    app.setPalette(palette)
    if appearance is Appearance.DARK:
        palette.setColor(QPalette.ColorRole.Window, QColor(_DARK[Meaning.QUIET]))
    for framed in FRAMED:
        app.setPalette(palette, framed)  # type: ignore[arg-type]


def _palette(dark: bool) -> QPalette:
    window, base, words = ("#202326", "#181a1c", "#e6e6e6") if dark else ("#f5f5f4", "#ffffff", "#1f2328")
    palette = QPalette(QColor(window), QColor(window))
    role = QPalette.ColorRole
    for each, value in (
        (role.WindowText, words),
        (role.Base, base),
        (role.AlternateBase, "#1f2224" if dark else "#fafaf9"),
        (role.Text, words),
        (role.ButtonText, words),
        (role.ToolTipBase, base),
        (role.ToolTipText, words),
        (role.PlaceholderText, "#8b949e"),
        (role.Highlight, "#2f6fab"),
        (role.HighlightedText, "#ffffff"),
        (role.Link, "#6cb6ff" if dark else "#0b61a4"),
    ):
        palette.setColor(each, QColor(value))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor("#6e7681" if dark else "#9aa0a6"))
    return palette


def sized(widget: QWidget, times: float, *, bold: bool = False) -> None:
    """Give the widget the application's font, so many times as large."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * times)
    font.setBold(bold)
    widget.setFont(font)


def fit_height(window: QWidget) -> None:
    """Make a window high enough for the texts that wrap in it at its width; Qt counts them as fewer lines."""
    layout = window.layout()
    if layout is not None and layout.hasHeightForWidth():
        layout.activate()
        window.resize(window.width(), max(window.height(), layout.totalHeightForWidth(window.width())))


def heading(words: str, times: float = HEADING) -> QLabel:
    """A line of large type."""
    label = QLabel(words)
    sized(label, times)
    return label


def note(words: str = "", meaning: Meaning = Meaning.QUIET) -> QLabel:
    """A wrapped line of explanation; can be selected and copied."""
    label = QLabel(words)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    paint(label, meaning)
    return label


def paint(label: QLabel, meaning: Meaning) -> None:
    """Colour a label's text by what it means."""
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, colour(meaning))
    label.setPalette(palette)


def mono(widget: QWidget, times: float = 1.0) -> None:
    """Digits and hashes of equal width, so that groups line up."""
    font = QFont(QApplication.font())
    font.setFamilies(["Consolas", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", "monospace"])
    font.setPointSizeF(font.pointSizeF() * times)
    widget.setFont(font)
