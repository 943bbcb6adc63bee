"""What was done against what was approved, as figures; each is a filter of the visits below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QVBoxLayout, QWidget

from ...domain.messages import Wording
from ...workflow.execution import Figures
from ..look import GAP, Meaning
from ..models.counted import DUTIES, VISITS, Counted
from .figures import Figure, ShareBar
from .plan_words import Say

SHARE = Wording(
    "execution.share",
    "批准 {approved} 次：按期实施 {as_approved}，改期实施 {moved}，未实施 {not_made}，未登记 {open}",
    "{approved} approved: {as_approved} made as approved, {moved} on another day, {not_made} not made, {open} not "
    "recorded",
)


class DoneFigures(QWidget):
    """Two rows of figures, one of them chosen, over a bar of the visits' shares."""

    chosen = Signal()

    def __init__(self, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        self.buttons: dict[Figure, Counted] = {}
        group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setSpacing(2)
        for row, line in enumerate((VISITS, DUTIES)):
            for column, counted in enumerate(line):
                figure = Figure(say(counted.caption), counted.meaning)
                self.buttons[figure] = counted
                group.addButton(figure)
                grid.addWidget(figure, row, column)
                grid.setColumnStretch(column, 1)
        next(iter(self.buttons)).setChecked(True)
        group.buttonClicked.connect(self.chosen)
        self.bar = ShareBar()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(GAP)
        body.addLayout(grid)
        body.addWidget(self.bar)

    @property
    def counted(self) -> Counted:
        """What the chosen figure counts."""
        return next(counted for figure, counted in self.buttons.items() if figure.isChecked())

    def show_figures(self, found: Figures) -> None:
        """Show other numbers; the chosen figure stays."""
        for figure, counted in self.buttons.items():
            figure.show_number(counted.number(found))
        words = self.say(
            SHARE,
            approved=found.approved,
            as_approved=found.as_approved,
            moved=found.moved,
            not_made=found.not_made,
            open=found.open,
        )
        parts = [(found.as_approved, Meaning.DONE), (found.moved, Meaning.DRAFT), (found.not_made, Meaning.CONFLICT)]
        self.bar.show_shares(parts, found.approved, words)
