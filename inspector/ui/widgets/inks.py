"""The colours that pictures of a plan are painted in, worked out from the palette in force."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

from ...workflow.picture import Block
from ..look import Meaning, colour


def mixed(over: QColor, under: QColor, part: float) -> QColor:
    """A colour between two others: `part` of the first."""
    return QColor(
        round(part * over.red() + (1 - part) * under.red()),
        round(part * over.green() + (1 - part) * under.green()),
        round(part * over.blue() + (1 - part) * under.blue()),
    )


def meaning_of(block: Block) -> Meaning:
    """What a visit's colour says."""
    return Meaning.COUNTED if block.counted else Meaning.EXEMPT


@dataclass(frozen=True)
class Inks:
    """The colours of the palette in force, worked out once a painting."""

    text: QColor
    quiet: QColor
    line: QColor
    ground: QColor
    rest: QColor
    strong: QColor
    chosen: QColor

    @classmethod
    def of(cls, palette: QPalette) -> Inks:
        role = QPalette.ColorRole
        text, ground = palette.color(role.Text), palette.color(role.Base)
        return cls(
            text,
            colour(Meaning.QUIET),
            mixed(text, ground, 0.13),
            ground,
            mixed(text, ground, 0.045),
            mixed(text, ground, 0.3),
            palette.color(role.Highlight),
        )
