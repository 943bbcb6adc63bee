"""Visits by town and week: the fuller, the darker; each number is there to be read."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from ...domain.messages import Wording
from .inks import Inks, mixed
from .pictures import PictureView, Spot
from .plan_words import MONTHS, VISITS, day_words, span_words

NAME = Wording("heat.name", "乡镇与周", "Towns and weeks")
ALL = Wording("heat.all", "合计", "All")
CELL = Wording("heat.cell", "{town}　{when}", "{town}　{when}")
PAD = 6
STRONGEST = 0.62
"""How dark the fullest cell is."""


class HeatMapView(PictureView):
    """A click on a number chooses its visits; Enter opens the first day of the week that has any."""

    NAME = NAME

    def reset(self) -> None:
        self._row = self._wide = 1
        self._town = self._week = 0

    def measure(self, width: int, height: int) -> QSize:
        assert self.picture is not None
        metrics, heat = self.fontMetrics(), self.picture.heat
        self.left = max((metrics.horizontalAdvance(town) for town in heat.towns), default=0) + 3 * PAD
        self.top = round(self.line_height * 1.5)
        room = self.viewport().width() - self.left
        self._wide = max(metrics.horizontalAdvance("8888"), room // (len(heat.weeks) + 1))
        self._row = round(self.line_height * 1.6)
        return QSize(self._wide * (len(heat.weeks) + 1), self._row * (len(heat.towns) + 1))

    def area_of(self, town: int, week: int) -> QRect:
        return QRect(week * self._wide, town * self._row, self._wide, self._row)

    def draw(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        assert self.picture is not None
        heat = self.picture.heat
        chosen = {
            (block.town, block.day - timedelta(block.day.weekday()))
            for visit in self.selection
            if (block := self.picture.block.get(visit))
        }
        for row, town in enumerate(heat.towns):
            if (row + 1) * self._row < seen.top() or row * self._row > seen.bottom():
                continue
            for column, week in enumerate(heat.weeks):
                area = self.area_of(row, column).adjusted(1, 1, -1, -1)
                count = heat.total(town, week)
                part = STRONGEST * count / heat.most if heat.most else 0
                painter.fillRect(area, mixed(inks.text, inks.ground, max(part, 0.025)))
                if count:
                    painter.setPen(inks.ground if part > 0.45 else inks.text)
                    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(count))
                if (town, week) in chosen:
                    painter.setPen(QPen(inks.chosen, 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(area)
            total = sum(heat.total(town, week) for week in heat.weeks)
            self._sum(painter, self.area_of(row, len(heat.weeks)), total, inks)
        last = len(heat.towns)
        for column, week in enumerate(heat.weeks):
            self._sum(painter, self.area_of(last, column), sum(heat.total(town, week) for town in heat.towns), inks)
        self._sum(painter, self.area_of(last, len(heat.weeks)), len(self.picture.blocks), inks)

    def _sum(self, painter: QPainter, area: QRect, count: int, inks: Inks) -> None:
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(inks.text)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(count) if count else "")
        painter.setFont(self.font())

    def draw_top(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        assert self.picture is not None
        month = 0
        quarter = self.picture.quarter
        for column, week in enumerate(self.picture.weeks):
            first = max(week, quarter.first)
            area = QRect(column * self._wide, 0, self._wide, self.top)
            words = f"{self.say(MONTHS[first.month - 1])} {first.day}" if first.month != month else str(first.day)
            month = first.month
            painter.setFont(self.small)
            painter.setPen(inks.text if " " in words else inks.quiet)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(inks.quiet)
        area = QRect(len(self.picture.weeks) * self._wide, 0, self._wide, self.top)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.say(ALL))

    def draw_left(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        assert self.picture is not None
        for row, town in enumerate((*self.picture.heat.towns, self.say(ALL))):
            area = QRect(PAD, row * self._row, self.left - 2 * PAD, self._row)
            painter.setPen(inks.text if row < len(self.picture.heat.towns) else inks.quiet)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, town)

    def spot_at(self, point: QPoint) -> Spot | None:
        assert self.picture is not None
        row, column = point.y() // self._row, point.x() // self._wide
        if 0 <= row < len(self.picture.heat.towns) and 0 <= column < len(self.picture.weeks):
            return self._spot(row, column)
        return None

    def _spot(self, row: int, column: int) -> Spot:
        assert self.picture is not None
        heat = self.picture.heat
        town, week = heat.towns[row], heat.weeks[column]
        days = [week + timedelta(number) for number in range(7)]
        there = [block for day in days for block in self.picture.days[day].blocks if block.town == town]
        counted, exempt = heat.counted[town, week], heat.exempt[town, week]
        quarter = self.picture.quarter
        when = span_words(self.say, max(week, quarter.first), min(days[-1], quarter.last))
        words = [
            self.say(CELL, town=town, when=when),
            self.say(VISITS, count=counted + exempt, counted=counted, exempt=exempt),
            *(f"{day_words(self.say, block.day)}　{block.name}" for block in there[:10]),
        ]
        day = there[0].day if there else max(week, quarter.first)
        return Spot(self.area_of(row, column), tuple(words), tuple(block.visit for block in there), day)

    def drop_spot(self, spot: Spot) -> Spot | None:
        return None

    def here(self) -> Spot | None:
        if self.picture is None or not self.picture.heat.towns:
            return None
        return self._spot(self._town, self._week)

    def go_to(self, spot: Spot) -> None:
        self._town, self._week = spot.area.top() // self._row, spot.area.left() // self._wide

    def step(self, across: int, down: int) -> None:
        assert self.picture is not None
        self._town = min(max(self._town + down, 0), max(0, len(self.picture.heat.towns) - 1))
        self._week = min(max(self._week + across, 0), len(self.picture.weeks) - 1)

    def reveal(self) -> None:
        assert self.picture is not None
        blocks = [self.picture.block[visit] for visit in self.selection if visit in self.picture.block]
        if blocks:
            first = min(blocks, key=lambda block: block.place)
            self._town = self.picture.heat.towns.index(first.town)
            self._week = (first.day - self.picture.weeks[0]).days // 7
            self.show_area(self.area_of(self._town, self._week))
