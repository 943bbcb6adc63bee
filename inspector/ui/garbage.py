"""Cyclic garbage is collected in the window's thread only.

Python would collect it in whichever thread happens to allocate. A widget that is garbage would then be destroyed in the
thread that works in the background, and Qt crashes.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

SELDOM = 2000, 20, 250
"""Counts after which each generation is collected. Python's own would go through all objects of a large county several
times an act, which stops every thread for a second; nearly all of them are freed without it."""
BEAT = 50
"""Milliseconds between two looks at the counts."""


class Collector(QObject):
    """Takes Python's own collection out of use, and does it from the event loop."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(BEAT)

    @Slot()
    def look(self) -> None:
        """Collect the oldest generation whose count is over its threshold."""
        due = [age for age, (count, most) in enumerate(zip(gc.get_count(), SELDOM, strict=True)) if count > most]
        if due:
            gc.collect(due[-1])
