"""Who goes out when: a row a person, or before the dice a team; a column a workday, a cell in two halves."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QKeyEvent, QPainter, QPen

from ...domain.messages import Wording
from ...workflow.picture import Block, Lane, Outing
from ..look import Meaning, colour, tint
from .inks import Inks, meaning_of
from .pictures import PictureView, Spot
from .plan_words import MONTHS, day_words, outing_lines

NAME = Wording("gantt.name", "派员横道图", "Team-days")
ON_LEAVE = Wording("gantt.on_leave", "{day}　{name} 请假", "{day}　{name} is on leave")
FREE = Wording("gantt.free", "{day}　{name} 没有派出", "{day}　{name} stays in")
TEAM = Wording("gantt.team", "第 {number} 组", "team {number}")
USED = Wording("gantt.used", "{used} 天", "{used} d")
USED_OF = Wording("gantt.used_of", "{used}/{limit} 天", "{used}/{limit} d")
PAD = 6
LEAST = 12
"""Pixels of the narrowest day."""


class GanttView(PictureView):
    """Arrows go from day to day and row to row; Enter opens the visit of the team-day."""

    NAME = NAME

    def reset(self) -> None:
        self._lane = 0
        self._column = 0
        self._days: tuple[date, ...] = self.picture.snapshot.workdays if self.picture else ()
        self._lefts: list[int] = []
        self._weeks: list[tuple[int, int]] = []
        self._wide = LEAST
        self._row = self._name = self._used = 1

    def measure(self, width: int, height: int) -> QSize:
        assert self.picture is not None
        lanes, metrics = self.picture.lanes, self.fontMetrics()
        people = bool(self.picture.plan.postings)
        self._row = round(self.line_height * 1.45)
        self._name = max((metrics.horizontalAdvance(self._title(lane)) for lane in lanes[:400]), default=0) + PAD
        departments = {lane.department for lane in lanes}
        department = max((metrics.horizontalAdvance(name) for name in departments), default=0) + 2 * PAD
        self._used = metrics.horizontalAdvance(self.say(USED_OF, used=99, limit=99)) + PAD if people else 0
        self.left = 2 * PAD + department + self._name + self._used
        self.top = round(self.line_height * 2.3)
        room = self.viewport().width() - self.left
        breaks = sum(day.weekday() < before.weekday() for before, day in zip(self._days, self._days[1:], strict=False))
        wide = max(LEAST, (room - 4 * breaks) // max(1, len(self._days)))
        self._lefts, self._weeks, at = [], [], 0
        for number, day in enumerate(self._days):
            if not number or day.weekday() <= self._days[number - 1].weekday():
                at += 4 if number else 0
                self._weeks.append((at, at))
            self._lefts.append(at)
            at += wide
            self._weeks[-1] = self._weeks[-1][0], at
        self._lefts.append(at)
        self._wide = wide
        return QSize(at, self._row * len(lanes))

    def _title(self, lane: Lane) -> str:
        assert self.picture is not None
        return lane.title if self.picture.plan.postings else self.say(TEAM, number=lane.title)

    def area_of(self, lane: int, column: int) -> QRect:
        """A cell."""
        left = self._lefts[column]
        return QRect(left, lane * self._row, self._wide, self._row)

    def _rows(self, seen: QRect) -> range:
        assert self.picture is not None
        return range(max(0, seen.top() // self._row), min(seen.bottom() // self._row + 1, len(self.picture.lanes)))

    def draw(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        assert self.picture is not None
        first, last = seen.left() - self._wide, seen.right()
        columns = {day: n for n, day in enumerate(self._days) if first < self._lefts[n] <= last}
        away = QBrush(inks.strong, Qt.BrushStyle.BDiagPattern)
        high = self._row - 4
        for row in self._rows(seen):
            lane, top = self.picture.lanes[row], row * self._row + 2
            for left, right in self._weeks:
                if left <= last and right > first:
                    painter.fillRect(QRect(left, top, right - left, high), inks.rest)
            for day in lane.leave & columns.keys():
                painter.fillRect(QRect(self._lefts[columns[day]] + 1, top, self._wide - 2, high), away)
            for day in lane.outings.keys() & columns.keys():
                cell = QRect(self._lefts[columns[day]] + 1, top, self._wide - 2, high)
                self._draw_outing(painter, cell, lane.outings[day], inks)
            self._line_above(painter, row, seen, inks)

    def _line_above(self, painter: QPainter, row: int, seen: QRect, inks: Inks) -> None:
        assert self.picture is not None
        if row and self.picture.lanes[row].department != self.picture.lanes[row - 1].department:
            painter.setPen(inks.strong)
            painter.drawLine(seen.left(), row * self._row, seen.right() + 1, row * self._row)

    def _draw_outing(self, painter: QPainter, cell: QRect, outing: Outing, inks: Inks) -> None:
        """The morning above, the afternoon below; a half that is free stays pale."""
        high = (cell.height() - 1) // 2
        halves: tuple[tuple[QRect, Block | None], ...] = (
            (QRect(cell.left(), cell.top(), cell.width(), high), outing.morning),
            (QRect(cell.left(), cell.bottom() - high + 1, cell.width(), high), outing.afternoon),
        )
        if outing.morning is not None and outing.morning is outing.afternoon:
            halves = ((cell, outing.morning),)
        for area, block in halves:
            if block is None:
                painter.fillRect(area, inks.line)
                continue
            meaning = meaning_of(block)
            if block.counted:
                painter.fillRect(area, colour(meaning))
            else:
                painter.fillRect(area, tint(meaning))
                painter.setPen(colour(meaning))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(area.adjusted(0, 0, -1, -1))
        if self.selection and not self.selection.isdisjoint(outing.visits):
            painter.setPen(QPen(inks.text, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell)

    def draw_top(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        line = self.line_height
        painter.setFont(self.small)
        month = 0
        for number, day in enumerate(self._days):
            left = self._lefts[number]
            if day.month != month:
                month = day.month
                font = QFont(self.font())
                font.setBold(True)
                painter.setFont(font)
                painter.setPen(inks.text)
                painter.drawText(left, round(line * 0.95), self.say(MONTHS[month - 1]))
                painter.setFont(self.small)
            if left + self._wide < seen.left() or left > seen.right():
                continue
            crowded = self._wide < painter.fontMetrics().horizontalAdvance("30") + 3
            if crowded and number and day.weekday() > self._days[number - 1].weekday():
                continue
            painter.setPen(inks.quiet)
            area = QRect(left - PAD, line, self._wide + 2 * PAD, line)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(day.day))
        painter.setPen(inks.strong)
        painter.drawLine(seen.left(), self.top - 1, seen.right() + 1, self.top - 1)

    def draw_left(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        assert self.picture is not None
        lanes = self.picture.lanes
        rows = self._rows(seen)
        for row in rows:
            lane = lanes[row]
            area = QRect(PAD, row * self._row, self.left - 2 * PAD, self._row)
            if row == rows.start or lane.department != lanes[row - 1].department:
                painter.setPen(inks.text)
                painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, lane.department)
            self._line_above(painter, row, QRect(0, 0, self.left, 1), inks)
            painter.setPen(inks.text)
            name = area.adjusted(area.width() - self._used - self._name, 0, -self._used, 0)
            painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, self._title(lane))
            if self._used:
                over = lane.limit is not None and len(lane.outings) > lane.limit
                painter.setFont(self.small)
                painter.setPen(colour(Meaning.CONFLICT) if over else inks.quiet)
                words = USED if lane.limit is None else USED_OF
                painter.drawText(
                    area,
                    Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                    self.say(words, used=len(lane.outings), **({} if lane.limit is None else {"limit": lane.limit})),
                )
                painter.setFont(self.font())
        painter.setPen(inks.strong)
        painter.drawLine(self.left - 1, seen.top(), self.left - 1, seen.bottom() + 1)

    def spot_at(self, point: QPoint) -> Spot | None:
        assert self.picture is not None
        row = point.y() // self._row
        column = next((n for n, left in enumerate(self._lefts[:-1]) if left <= point.x() < left + self._wide), None)
        if column is None or not 0 <= row < len(self.picture.lanes):
            return None
        outing = self.picture.lanes[row].outings.get(self._days[column])
        if outing is not None and len(outing.visits) == 2:
            return self._half_spot(row, column, outing, point)
        return self._spot(row, column)

    def _half_spot(self, row: int, column: int, outing: Outing, point: QPoint) -> Spot:
        """The morning's or the afternoon's visit of a team that makes two."""
        assert self.picture is not None
        area = self.area_of(row, column)
        upper = point.y() < area.center().y()
        block = outing.morning if upper else outing.afternoon
        assert block is not None
        half = QRect(area.left(), area.top() if upper else area.center().y(), area.width(), area.height() // 2)
        lines = outing_lines(self.say, outing, self.picture.lanes[row].department)
        return Spot(half, (block.name, *lines), (block.visit,), outing.day, block.half, is_visit=True)

    def _spot(self, row: int, column: int) -> Spot:
        assert self.picture is not None
        lane, day, area = self.picture.lanes[row], self._days[column], self.area_of(row, column)
        outing = lane.outings.get(day)
        if outing is not None:
            lines = outing_lines(self.say, outing, lane.department)
            return Spot(area, tuple(lines), outing.visits, day, is_visit=len(outing.visits) == 1)
        wording = ON_LEAVE if day in lane.leave else FREE
        who = f"{lane.department} {self._title(lane)}"
        return Spot(area, (self.say(wording, day=day_words(self.say, day), name=who),), (), day)

    def drop_spot(self, spot: Spot) -> Spot | None:
        return None

    def here(self) -> Spot | None:
        if self.picture is None or not self._days or not self.picture.lanes:
            return None
        return self._spot(self._lane, self._column)

    def go_to(self, spot: Spot) -> None:
        if spot.day is not None:
            self._lane, self._column = spot.area.center().y() // self._row, self._days.index(spot.day)

    def step(self, across: int, down: int) -> None:
        assert self.picture is not None
        self._column = min(max(self._column + across, 0), len(self._days) - 1)
        self._lane = min(max(self._lane + down, 0), len(self.picture.lanes) - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = max(1, (self.viewport().height() - self.top) // self._row - 1)
        pages = {Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        down = pages.get(Qt.Key(event.key()))
        if self.picture is None or down is None:
            super().keyPressEvent(event)
            return
        self.step(0, down)
        self._arrived()

    def reveal(self) -> None:
        assert self.picture is not None
        if len(self.selection) != 1:
            return
        (visit,) = self.selection
        block = self.picture.block.get(visit)
        if block is None or block.day not in self._days:
            return
        for row, lane in enumerate(self.picture.lanes):
            outing = lane.outings.get(block.day)
            if outing is not None and visit in outing.visits:
                self._lane, self._column = row, self._days.index(block.day)
                self.show_area(self.area_of(row, self._column))
                return
