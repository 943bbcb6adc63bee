"""The quarter as a calendar: a row a week, a column a weekday; rest days quiet, every visit a small sign."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen

from ...domain.messages import Wording
from ...workflow.picture import Block, Day, DayKind
from ..look import Meaning, colour
from .inks import Inks
from .pictures import PictureView, Spot
from .plan_words import KINDS, MONTHS, WEEKDAYS, block_lines, day_lines

NAME = Wording("calendar.name", "季度日历", "Calendar of the quarter")
WEEK = Wording("calendar.week", "第{number}周", "W{number}")
MEETINGS = Wording("calendar.meetings", "会{count}", "{count} mtg")
SIGNS = ((9, 13), (7, 9))
"""Pixels of a visit's sign, and from one to the next: the smaller ones where a day is full."""
TIGHT = 13
"""Pixels below the date in the lowest row."""
PAD = 6
BAR = 5
WEEKEND_PART = 0.42
"""How wide a column that nobody works in is, as a part of the others."""


class CalendarView(PictureView):
    """Arrows move the day, Enter opens it; a visit's sign can be dragged to another day."""

    NAME = NAME

    def reset(self) -> None:
        """Start at the first day that has visits."""
        self.day: date | None = None
        self._columns: list[tuple[int, int]] = []
        self._row = 0
        if self.picture is not None:
            days = self.picture.days.values()
            busy = next((day.date for day in days if day.blocks), None)
            self.day = busy or self.picture.quarter.first

    def measure(self, width: int, height: int) -> QSize:
        assert self.picture is not None
        self.top = round(self.line_height * 1.35)
        self.left = self.fontMetrics().horizontalAdvance(self.say(WEEK, number=88)) + 2 * PAD
        width, height = self.viewport().width() - self.left, self.viewport().height() - self.top
        days = list(self.picture.days.values())
        worked = [any(day.kind.works for day in days[number::7]) for number in range(7)]
        parts = [1.0 if works else WEEKEND_PART for works in worked]
        least = self.line_height * 6
        unit = max(least, width / sum(parts))
        at = 0.0
        self._columns = []
        for part in parts:
            self._columns.append((round(at), round(at + part * unit)))
            at += part * unit
        weeks = len(self.picture.weeks)
        self._row = max(self.line_height + TIGHT, height // weeks)
        return QSize(round(at), self._row * weeks)

    def area_of(self, day: date) -> QRect:
        """A day's cell."""
        assert self.picture is not None
        row = (day - self.picture.weeks[0]).days // 7
        left, right = self._columns[day.weekday()]
        return QRect(left, row * self._row, right - left, self._row)

    def _signs(self, day: Day, area: QRect) -> list[tuple[QRect, Block]] | None:
        """Where the day's signs are; None if there are too many for its cell."""
        first = area.top() + self.line_height + min(5, (area.height() - self.line_height - 9) // 2)
        for size, step in SIGNS:
            across = max(1, (area.width() - 2 * PAD) // step)
            rows = max(1, (area.bottom() - first + step - size) // step)
            if len(day.blocks) <= across * rows:
                left = area.left() + PAD
                return [
                    (QRect(left + number % across * step, first + number // across * step, size, size), block)
                    for number, block in enumerate(day.blocks)
                ]
        return None

    def draw(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        assert self.picture is not None
        for number in range(seen.top() // self._row, min(seen.bottom() // self._row + 1, len(self.picture.weeks))):
            for weekday in range(7):
                day = self.picture.days[self.picture.weeks[number] + timedelta(weekday)]
                self._draw_day(painter, day, self.area_of(day.date), inks)

    def _draw_day(self, painter: QPainter, day: Day, area: QRect, inks: Inks) -> None:
        outside = day.kind is DayKind.OUTSIDE
        forbidden = self.allowed is not None and day.date not in self.allowed
        if not day.kind.works or forbidden:
            painter.fillRect(area, inks.rest)
        painter.setPen(inks.line)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if outside:
            return
        if day.date.day == 1:
            painter.setPen(QPen(inks.strong, 1))
            painter.drawLine(area.topLeft(), area.bottomLeft())
            painter.drawLine(area.topLeft() - QPoint(0, 1), area.topRight() - QPoint(0, 1))
        elif day.date.day <= 7:
            painter.setPen(QPen(inks.strong, 1))
            painter.drawLine(area.topLeft() - QPoint(0, 1), area.topRight() - QPoint(0, 1))
        line = QRect(area.left() + PAD, area.top() + 2, area.width() - 2 * PAD, self.line_height)
        self._draw_date(painter, day, line, inks)
        if not day.blocks:
            return
        signs = self._signs(day, area)
        if signs is None:
            self._draw_bar(painter, day, area, inks)
        else:
            for place, block in signs:
                self.draw_mark(painter, place, block, inks)

    def _draw_date(self, painter: QPainter, day: Day, line: QRect, inks: Inks) -> None:
        """Left the date and what kind of day it is, right how much takes place."""
        font = QFont(self.font())
        first = day.date.day == 1
        font.setBold(first)
        painter.setFont(font)
        painter.setPen(inks.text if day.kind.works else inks.quiet)
        words = str(day.date.day)
        if first and line.width() > self.line_height * 4:
            words = f"{self.say(MONTHS[day.date.month - 1])} {words}"
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        kind = KINDS.get(day.kind)
        if kind is not None:
            used = painter.fontMetrics().horizontalAdvance(words) + PAD
            painter.setFont(self.small)
            painter.setPen(inks.quiet if day.kind is DayKind.HOLIDAY else inks.text)
            painter.drawText(
                line.adjusted(used, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.say(kind)
            )
        painter.setFont(self.small)
        right = line.right()
        counts = [(str(day.exempt), colour(Meaning.EXEMPT)), (str(day.counted), colour(Meaning.COUNTED))]
        if day.meetings:
            counts.append((self.say(MEETINGS, count=len(day.meetings)), inks.text))
        for words, ink in counts:
            if words == "0":
                continue
            wide = painter.fontMetrics().horizontalAdvance(words)
            painter.setPen(ink)
            painter.drawText(
                QRect(right - wide + 1, line.top(), wide, line.height()), Qt.AlignmentFlag.AlignVCenter, words
            )
            right -= wide + PAD

    def _draw_bar(self, painter: QPainter, day: Day, area: QRect, inks: Inks) -> None:
        """Too many for signs: one bar, as long as the day is full beside the fullest of the quarter."""
        assert self.picture is not None
        whole = area.width() - 2 * PAD
        top = area.top() + self.line_height + 3
        high = min(BAR * 2, area.bottom() - top - 3)
        left = area.left() + PAD
        for count, meaning in ((day.counted, Meaning.COUNTED), (day.exempt, Meaning.EXEMPT)):
            wide = round(whole * count / self.picture.busiest)
            painter.fillRect(QRect(left, top, wide, high), colour(meaning))
            left += wide
        chosen = sum(block.visit in self.selection for block in day.blocks)
        if chosen:
            painter.setPen(QPen(inks.text, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRect(area.left() + PAD - 2, top - 2, left - area.left() - PAD + 4, high + 3))

    def draw_top(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        painter.setFont(self.small)
        painter.setPen(inks.quiet)
        for weekday, (left, right) in enumerate(self._columns):
            area = QRect(left + PAD, 0, right - left - PAD, self.top)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.say(WEEKDAYS[weekday]))
        painter.setPen(inks.strong)
        painter.drawLine(seen.left(), self.top - 1, seen.right() + 1, self.top - 1)

    def draw_left(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        assert self.picture is not None
        painter.setFont(self.small)
        painter.setPen(inks.quiet)
        for number in range(seen.top() // self._row, min(seen.bottom() // self._row + 1, len(self.picture.weeks))):
            area = QRect(PAD, number * self._row + 2, self.left - PAD, self.line_height)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.say(WEEK, number=number + 1))

    def spot_at(self, point: QPoint) -> Spot | None:
        assert self.picture is not None
        column = next((n for n, (left, right) in enumerate(self._columns) if left <= point.x() < right), None)
        row = point.y() // self._row if self._row else 0
        if column is None or not 0 <= row < len(self.picture.weeks):
            return None
        day = self.picture.days[self.picture.weeks[row] + timedelta(column)]
        if day.kind is DayKind.OUTSIDE:
            return None
        for area, block in self._signs(day, self.area_of(day.date)) or ():
            if area.adjusted(-2, -2, 2, 2).contains(point):
                return Spot(area, tuple(block_lines(self.say, block)), (block.visit,), day.date, is_visit=True)
        return self._spot(day)

    def _spot(self, day: Day) -> Spot:
        visits = tuple(block.visit for block in day.blocks)
        return Spot(self.area_of(day.date), tuple(day_lines(self.say, day)), visits, day.date)

    def drop_spot(self, spot: Spot) -> Spot | None:
        assert self.picture is not None
        return self._spot(self.picture.days[spot.day]) if spot.day else None

    def here(self) -> Spot | None:
        if self.picture is None or self.day is None:
            return None
        return self._spot(self.picture.days[self.day])

    def go_to(self, spot: Spot) -> None:
        self.day = spot.day

    def step(self, across: int, down: int) -> None:
        assert self.picture is not None
        assert self.day is not None
        self._turn(self.day + timedelta(across + 7 * down))

    def _turn(self, day: date) -> None:
        assert self.picture is not None
        quarter = self.picture.quarter
        self.day = min(max(day, quarter.first), quarter.last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.picture is None or self.day is None:
            super().keyPressEvent(event)
            return
        jumps = {
            Qt.Key.Key_Home: self.picture.quarter.first,
            Qt.Key.Key_End: self.picture.quarter.last,
            Qt.Key.Key_PageUp: self.day - timedelta(28),
            Qt.Key.Key_PageDown: self.day + timedelta(28),
        }
        target = jumps.get(Qt.Key(event.key()))
        if target is None:
            super().keyPressEvent(event)
            return
        self._turn(target)
        self._arrived()

    def reveal(self) -> None:
        assert self.picture is not None
        chosen = [self.picture.block[visit].day for visit in self.selection if visit in self.picture.block]
        if chosen:
            self.day = min(chosen)
            self.show_area(self.area_of(self.day))
