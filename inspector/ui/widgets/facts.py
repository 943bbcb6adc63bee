"""What is known of one thing, a line a fact: its name at the left, what it says at the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ..look import GAP, Meaning, note, paint, sized

Fact = tuple[str, str | QWidget]


class Facts(QScrollArea):
    """A heading and facts below it; texts can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def show_facts(self, title: str, facts: Iterable[Fact]) -> None:
        """Show other facts; those that say nothing are left out."""
        self.setAccessibleName(title)
        inner = QWidget()
        inner.setAutoFillBackground(False)
        body = QVBoxLayout(inner)
        body.setContentsMargins(GAP, 0, 0, 0)
        head = QLabel(title)
        head.setWordWrap(True)
        head.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sized(head, 1.15, bold=True)
        body.addWidget(head)
        form = QFormLayout()
        form.setVerticalSpacing(7)
        form.setHorizontalSpacing(GAP)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for name, value in facts:
            if isinstance(value, str):
                if not value:
                    continue
                value = fact_label(value)
            label = QLabel(name)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            paint(label, Meaning.QUIET)
            form.addRow(label, value)
        body.addLayout(form)
        body.addStretch(1)
        self.setWidget(inner)


def fact_label(words: str) -> QLabel:
    """A text in the reader's own colour that wraps and can be copied."""
    label = note(words)
    label.setPalette(QLabel().palette())
    return label


def small_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> QWidget:
    """A few figures in columns, the first at the left and the others at the right."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(3)
    for line, cells in enumerate([heads, *rows]):
        for column, words in enumerate(cells):
            label = QLabel(words)
            if line == 0:
                paint(label, Meaning.QUIET)
            side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
            grid.addWidget(label, line, column, side)
    grid.setColumnStretch(len(heads), 1)
    return table
