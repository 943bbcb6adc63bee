"""One kind of public draw, as the ceremony needs to know it: what it rests on, how it is made, how it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel
from PySide6.QtWidgets import QWidget

from ...domain.messages import Message
from ...workflow.opening import CountyFile


@dataclass(frozen=True)
class Outcome:
    """What came out, for the screen: the rows, above each what it belongs to, the sum of it, and notices.

    `wide` is the column that takes the room that is left.
    """

    rows: QAbstractTableModel
    caption: Callable[[int], str]
    sum: str
    notices: Sequence[Message]
    wide: int


@dataclass(frozen=True)
class Chances:
    """What stands before the dice: a title, and a table of everybody's chances; `wide` as in an outcome."""

    title: str
    rows: QAbstractTableModel
    wide: int


@dataclass(frozen=True)
class Ritual:
    """One kind of draw: its name, the hash it rests on, how it is made, and how its result is shown.

    `make(file, dice, witnesses, reason, approver)` draws; `show` turns its answer into an outcome. `number` counts the
    draws of this kind, this one included. `print_slip` prints what is locked, before the dice, and `print_record` what
    came of them. `help` is the manual's chapter; `answers` is the reason and the name that a further draw already has.
    """

    title: Message
    hash_name: str
    frozen: str
    number: int
    make: Callable[[CountyFile, str, Sequence[str], str, str], Any]
    show: Callable[[Any], Outcome]
    print_slip: Callable[[QWidget], None]
    print_record: Callable[[QWidget], None]
    chances: Chances
    help: str
    answers: tuple[str, str] | None = None
