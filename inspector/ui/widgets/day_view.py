"""A week or a day by half-days: mornings above, afternoons below, each visit a card that can be dragged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ...domain.codes import Half
from ...domain.messages import Wording
from ...workflow.picture import Block, monday_of
from ..look import Meaning, colour, tint
from .inks import Inks, meaning_of
from .pictures import PictureView, Spot
from .plan_words import (
    COUNTED,
    EXEMPT,
    HALVES,
    KINDS,
    Say,
    block_lines,
    day_lines,
    day_words,
    meeting_line,
    span_words,
)

WEEK_NAME = Wording("week.name", "周视图", "Week")
DAY_NAME = Wording("day_view.name", "日视图", "Day")
NOTHING = Wording("day_view.nothing", "没有安排", "Nothing planned")
PAD = 6
GAP = 4
STRIPE = 4
CARD_WIDTH = 19
"""Lines of type that a card of a day is wide, about."""


@dataclass(frozen=True)
class _Cell:
    """A half-day of a date: where it is and the cards in it."""

    day: date
    half: Half
    area: QRect
    cards: tuple[tuple[QRect, Block], ...]


class DayView(PictureView):
    """Shows `span` days (7 or 1). Left and right turn the day, up and down go through its visits, Enter opens.

    `turned` carries the date that is shown now. A card can be dragged to another half-day.
    """

    turned = Signal(object)

    def __init__(self, say: Say, span: int, parent: QWidget | None = None) -> None:
        self.NAME = WEEK_NAME if span > 1 else DAY_NAME  # type: ignore[misc]
        self.span = span
        self.day = date.min
        self._cells: list[_Cell] = []
        self._row = -1
        super().__init__(say, parent)

    def reset(self) -> None:
        """Start at the first day that has visits, unless the day shown before still is in the quarter."""
        self._row = -1
        if self.picture is not None and self.day not in self.picture.days:
            busy = next((block.day for block in self.picture.blocks), None)
            self.day = busy or self.picture.quarter.first

    @property
    def days(self) -> tuple[date, ...]:
        """The dates shown: of a week only those of the quarter."""
        assert self.picture is not None
        if self.span == 1:
            return (self.day,)
        week = (monday_of(self.day) + timedelta(number) for number in range(7))
        return tuple(day for day in week if day in self.picture.days)

    @property
    def title(self) -> str:
        """What is shown, in words."""
        if self.picture is None:
            return ""
        days = self.days
        return day_words(self.say, days[0]) if self.span == 1 else span_words(self.say, days[0], days[-1])

    def go(self, day: date) -> None:
        """Show another date, within the quarter."""
        assert self.picture is not None
        quarter = self.picture.quarter
        self.day = min(max(day, quarter.first), quarter.last)
        self._row = -1
        self.refit()
        self.turned.emit(self.day)
        self._tell_reader()

    def turn(self, direction: int) -> None:
        """The next or the last week; or the next or last day that is worked."""
        assert self.picture is not None
        if self.span > 1:
            self.go(self.day + timedelta(7 * direction))
            return
        day = self.day + timedelta(direction)
        while day in self.picture.quarter.period and not self.picture.days[day].kind.works:
            day += timedelta(direction)
        if day in self.picture.quarter.period:
            self.go(day)

    def _works(self, day: date) -> bool:
        assert self.picture is not None
        shown = self.picture.days[day]
        return shown.kind.works or bool(shown.blocks)

    def measure(self, width: int, height: int) -> QSize:
        assert self.picture is not None
        line = self.line_height
        self.left = self.fontMetrics().horizontalAdvance(self.say(HALVES[Half.AFTERNOON])) + 3 * PAD
        days = self.days
        meet = any(self.picture.days[day].meetings for day in days)
        self.top = round(line * ((self.span > 1) * 1.3 + meet * 1.2)) + 4
        width, height = self.viewport().width() - self.left, self.viewport().height() - self.top
        parts = [1.0 if self._works(day) else 0.3 for day in days]
        unit = max(line * 6.5, width / sum(parts)) if self.span > 1 else float(width)
        columns, at = [], 0.0
        for part in parts:
            columns.append((round(at), round(at + part * unit)))
            at += part * unit
        self._cells, bottom = [], 0
        for half in (Half.WHOLE_DAY, Half.MORNING, Half.AFTERNOON):
            drafts = [
                self._cards(day, half, left, right, bottom) for day, (left, right) in zip(days, columns, strict=True)
            ]
            if half is Half.WHOLE_DAY and not any(cards for cards, _ in drafts):
                continue
            share = height // 2 if half is not Half.WHOLE_DAY else 0
            deepest = max(end for _, end in drafts)
            end = max(deepest + PAD, bottom + (share if half is Half.MORNING else 0), bottom + 3 * line)
            if half is Half.AFTERNOON:
                end = max(end, height)
            for day, (left, right), (cards, _) in zip(days, columns, drafts, strict=True):
                self._cells.append(_Cell(day, half, QRect(left, bottom, right - left, end - bottom), tuple(cards)))
            bottom = end
        return QSize(round(at), bottom)

    def _cards(self, day: date, half: Half, left: int, right: int, top: int) -> tuple[list[tuple[QRect, Block]], int]:
        """Places of the cards of a half-day, and where they end."""
        assert self.picture is not None
        blocks = [block for block in self.picture.days[day].blocks if block.half is half]
        room = right - left - 2 * PAD
        across = max(1, room // (self.line_height * CARD_WIDTH)) if self.span == 1 else 1
        wide = (room - (across - 1) * GAP) // across
        cards = []
        at = top + PAD
        for start in range(0, len(blocks), across):
            row = blocks[start : start + across]
            high = max(map(self._height, row))
            for number, block in enumerate(row):
                cards.append((QRect(left + PAD + number * (wide + GAP), at, wide, high), block))
            at += high + GAP
        return cards, at

    def _height(self, block: Block) -> int:
        lines = 2 if self.span > 1 else 2 + max(1, len(block.crews))
        return lines * self.line_height + 2 * GAP

    def draw(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        assert self.picture is not None
        for cell in self._cells:
            if not cell.area.intersects(seen):
                continue
            shown = self.picture.days[cell.day]
            forbidden = self.allowed is not None and cell.day not in self.allowed
            if not shown.kind.works or forbidden:
                painter.fillRect(cell.area, inks.rest)
            painter.setPen(inks.line)
            painter.drawLine(cell.area.topRight(), cell.area.bottomRight())
            painter.setPen(inks.strong)
            painter.drawLine(cell.area.bottomLeft(), cell.area.bottomRight())
            for area, block in cell.cards:
                if area.intersects(seen):
                    self._draw_card(painter, area, block, inks)
        if self.span == 1 and not any(cell.cards for cell in self._cells):
            painter.setPen(inks.quiet)
            painter.drawText(seen, Qt.AlignmentFlag.AlignCenter, self.say(NOTHING))

    def _draw_card(self, painter: QPainter, area: QRect, block: Block, inks: Inks) -> None:
        meaning = meaning_of(block)
        painter.fillRect(area, tint(meaning))
        painter.fillRect(QRect(area.left(), area.top(), STRIPE, area.height()), colour(meaning))
        if not block.counted:
            painter.fillRect(QRect(area.left() + 1, area.top() + 1, STRIPE - 2, area.height() - 2), inks.ground)
        inner = area.adjusted(STRIPE + PAD, GAP, -PAD, -GAP)
        line = QRect(inner.left(), inner.top(), inner.width(), self.line_height)
        if block.pinned:
            self._draw_pin(painter, line, meaning)
            line.setRight(line.right() - self.line_height)
        font = QFont(self.font())
        font.setBold(self.span == 1)
        painter.setFont(font)
        painter.setPen(inks.text)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.elided(painter, block.name, line.width()))
        painter.setFont(self.small)
        painter.setPen(inks.quiet)
        line = QRect(inner.left(), inner.top() + self.line_height, inner.width(), self.line_height)
        for words in self._lines(block):
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.elided(painter, words, line.width()))
            line.translate(0, self.line_height)
        if block.visit in self.selection:
            painter.setPen(QPen(inks.text, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(0, 0, -1, -1))

    def _lines(self, block: Block) -> list[str]:
        departments = "、".join(block.departments)
        if self.span > 1:
            return [f"{block.town}　{departments}"]
        kind = self.say(COUNTED if block.counted else EXEMPT)
        crews = [f"{department}：{'、'.join(people)}" for department, people in block.crews]
        return [f"{block.visit}　{block.town}　{kind}", *(crews or [departments])]

    def _draw_pin(self, painter: QPainter, line: QRect, meaning: Meaning) -> None:
        """A needle with its head, at the end of the line."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(meaning), 1.4))
        painter.setBrush(colour(meaning))
        head = QPoint(line.right() - 4, line.center().y() - 2)
        painter.drawLine(head, head + QPoint(0, 8))
        painter.drawEllipse(head, 3, 3)
        painter.restore()

    def draw_top(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        assert self.picture is not None
        line = self.line_height
        for cell in self._cells[-len(self.days) :]:
            shown = self.picture.days[cell.day]
            area = QRect(cell.area.left() + PAD, 2, cell.area.width() - 2 * PAD, line)
            font = QFont(self.font())
            font.setBold(cell.day == self.day and self.span > 1)
            painter.setFont(font)
            painter.setPen(inks.text if shown.kind.works else inks.quiet)
            words = day_words(self.say, cell.day)
            if self.span > 1 and painter.fontMetrics().horizontalAdvance(words) > area.width():
                words = str(cell.day.day)
            if self.span > 1:
                painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)
                kind = KINDS.get(shown.kind)
                if kind is not None:
                    painter.setFont(self.small)
                    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.say(kind))
                area.translate(0, line)
            painter.setFont(self.small)
            painter.setPen(inks.quiet)
            meetings = "；".join(meeting_line(self.say, meeting) for meeting in shown.meetings)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.elided(painter, meetings, area.width()))
        painter.setPen(inks.strong)
        painter.drawLine(seen.left(), self.top - 1, seen.right() + 1, self.top - 1)

    def draw_left(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        painter.setFont(self.small)
        for cell in self._cells[:: max(1, len(self.days))]:
            painter.setPen(inks.quiet)
            top = max(cell.area.top(), seen.top()) + PAD
            if top + self.line_height > cell.area.bottom():
                continue
            painter.drawText(
                QRect(PAD, top, self.left - PAD, self.line_height),
                Qt.AlignmentFlag.AlignVCenter,
                self.say(HALVES[cell.half]),
            )
            painter.setPen(inks.strong)
            painter.drawLine(0, cell.area.bottom(), self.left, cell.area.bottom())

    def spot_at(self, point: QPoint) -> Spot | None:
        for cell in self._cells:
            if cell.area.contains(point):
                for area, block in cell.cards:
                    if area.contains(point):
                        return self._card_spot(area, block)
                return self._cell_spot(cell)
        return None

    def _card_spot(self, area: QRect, block: Block) -> Spot:
        lines = tuple(block_lines(self.say, block))
        return Spot(area, lines, (block.visit,), block.day, block.half, is_visit=True)

    def _cell_spot(self, cell: _Cell) -> Spot:
        assert self.picture is not None
        visits = tuple(block.visit for _, block in cell.cards)
        return Spot(cell.area, tuple(day_lines(self.say, self.picture.days[cell.day])), visits, cell.day, cell.half)

    def drop_spot(self, spot: Spot) -> Spot | None:
        """The whole half-day under the pointer, also where a card lies on it."""
        cell = next((cell for cell in self._cells if cell.area.contains(spot.area.center())), None)
        return self._cell_spot(cell) if cell else None

    def _of_day(self) -> list[tuple[QRect, Block]]:
        return [card for cell in self._cells if cell.day == self.day for card in cell.cards]

    def here(self) -> Spot | None:
        if self.picture is None:
            return None
        cards = self._of_day()
        if 0 <= self._row < len(cards):
            return self._card_spot(*cards[self._row])
        cell = next((cell for cell in self._cells if cell.day == self.day), None)
        return self._cell_spot(cell) if cell else None

    def go_to(self, spot: Spot) -> None:
        if spot.day is not None and spot.day != self.day:
            self.day = spot.day
            self.turned.emit(spot.day)
        numbers = [block.visit for _, block in self._of_day()]
        self._row = numbers.index(spot.visits[0]) if spot.is_visit and spot.visits[0] in numbers else -1

    def step(self, across: int, down: int) -> None:
        assert self.picture is not None
        if across and self.span == 1:
            self.turn(across)
        elif across:
            self.go(self.day + timedelta(across))
        else:
            self._row = min(max(self._row + down, 0), len(self._of_day()) - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        direction = turns.get(Qt.Key(event.key()))
        if self.picture is None or direction is None:
            super().keyPressEvent(event)
            return
        self.turn(direction)
        self._arrived()

    def reveal(self) -> None:
        """Turn to the day of a visit that was chosen elsewhere."""
        assert self.picture is not None
        chosen = [self.picture.block[visit] for visit in self.selection if visit in self.picture.block]
        if not chosen:
            return
        first = min(chosen, key=lambda block: block.place)
        if first.day not in self.days or (self.span > 1 and first.day != self.day):
            self.go(first.day)
        numbers = [block.visit for _, block in self._of_day()]
        if first.visit in numbers and len(chosen) == 1:
            self._row = numbers.index(first.visit)
            self.show_area(self._of_day()[self._row][0])
