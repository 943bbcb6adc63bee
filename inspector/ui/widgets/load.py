"""How busy each department is: team-days against what its people could form, a bar a day or a week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from ...domain.messages import Wording
from ...workflow.picture import Load, monday_of
from ..look import Meaning, colour
from .inks import Inks, mixed
from .pictures import PictureView, Spot
from .plan_words import MONTHS, day_words, span_words

NAME = Wording("load.name", "各部门负荷", "Load of departments")
PEOPLE = Wording("load.people", "{count} 人", "{count} people")
SHARE = Wording("load.share", "{used}/{possible}　{percent}%", "{used}/{possible}　{percent}%")
SHARE_TITLE = Wording("load.share_title", "组日／可组成", "team-days / possible")
DAY_TIP = Wording("load.day_tip", "{when}　{department}", "{when}　{department}")
USED_TIP = Wording(
    "load.used_tip", "派出 {used} 个检查组，最多可组成 {possible} 个", "{used} teams go out; {possible} could be formed"
)
PAD = 6


@dataclass(frozen=True)
class _Part:
    """A day or a week of one department."""

    first: date
    last: date
    used: int
    possible: int


class LoadView(PictureView):
    """A row a department, the outline what is possible, the bar what is used. `by_week` gathers days to weeks."""

    NAME = NAME

    def reset(self) -> None:
        self._row = self._wide = 1
        self._lane = self._column = 0
        self._parts: list[list[_Part]] = []
        self._days: tuple[date, ...] = self.picture.snapshot.workdays if self.picture else ()
        self._gather()

    by_week = True

    def gather_by(self, week: bool) -> None:
        """Show weeks, or days."""
        self.by_week = week
        self._column = 0
        self._gather()
        self.refit()

    def _gather(self) -> None:
        if self.picture is None:
            return
        groups: dict[date, list[date]] = {}
        for day in self._days:
            groups.setdefault(monday_of(day) if self.by_week else day, []).append(day)
        self._parts = [
            [
                _Part(
                    days[0],
                    days[-1],
                    sum(load.used.get(day, 0) for day in days),
                    sum(load.capacity.get(day, 0) for day in days),
                )
                for days in groups.values()
            ]
            for load in self.picture.loads
        ]

    def measure(self, width: int, height: int) -> QSize:
        assert self.picture is not None
        metrics, loads = self.fontMetrics(), self.picture.loads
        name = max((metrics.horizontalAdvance(load.name) for load in loads), default=0)
        share = metrics.horizontalAdvance(self.say(SHARE, used=8888, possible=8888, percent=888))
        title = metrics.horizontalAdvance(self.say(SHARE_TITLE))
        self.left = max(name, share, title) + 2 * PAD
        self.top = round(self.line_height * 1.5)
        room = self.viewport().width() - self.left - PAD
        count = len(self._parts[0]) if self._parts else 1
        self._wide = max(9 if not self.by_week else 30, room // max(1, count))
        self._row = max(round(self.line_height * 3.4), (self.viewport().height() - self.top) // max(1, len(loads), 5))
        self._row = min(self._row, round(self.line_height * 6))
        return QSize(self._wide * count, self._row * len(loads))

    def area_of(self, lane: int, column: int) -> QRect:
        return QRect(column * self._wide, lane * self._row, self._wide, self._row)

    def draw(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        assert self.picture is not None
        chosen = self._chosen()
        for row in range(max(0, seen.top() // self._row), min(seen.bottom() // self._row + 1, len(self._parts))):
            most = max((max(part.possible, part.used) for part in self._parts[row]), default=0) or 1
            load = self.picture.loads[row]
            for column, part in enumerate(self._parts[row]):
                area = self.area_of(row, column)
                if area.right() >= seen.left() and area.left() <= seen.right():
                    mark = any(part.first <= day <= part.last for day in chosen.get(load.department, ()))
                    self._draw_part(painter, area, part, most, mark, inks)
            painter.setPen(inks.line)
            base = (row + 1) * self._row - 1
            painter.drawLine(seen.left(), base, seen.right() + 1, base)

    def _chosen(self) -> dict[str, set[date]]:
        """By department the days of the visits that are chosen."""
        assert self.picture is not None
        found: dict[str, set[date]] = {}
        for visit in self.selection:
            for load in self.picture.loads:
                block = self.picture.block.get(visit)
                if block is not None and load.name in block.departments:
                    found.setdefault(load.department, set()).add(block.day)
        return found

    def _draw_part(self, painter: QPainter, area: QRect, part: _Part, most: int, mark: bool, inks: Inks) -> None:
        room = self._row - PAD - self.line_height
        foot = area.bottom() - 1
        gap = max(1, self._wide // 6)
        possible = round(room * part.possible / most)
        used = round(room * part.used / most)
        left, wide = area.left() + gap // 2, self._wide - gap
        painter.fillRect(QRect(left, foot - possible + 1, wide, possible), inks.rest)
        painter.setPen(inks.strong)
        painter.drawLine(left, foot - possible, left + wide - 1, foot - possible)
        full = part.used > part.possible
        ink = colour(Meaning.CONFLICT) if full else mixed(inks.text, inks.ground, 0.62)
        painter.fillRect(QRect(left, foot - used + 1, wide, used), ink)
        if part.used and self._wide >= self.line_height * 1.6:
            painter.setFont(self.small)
            inside = used >= self.line_height
            painter.setPen(inks.ground if inside else inks.text)
            above = foot - used - self.line_height
            if above < foot - possible < above + self.line_height:
                # not across the line of what is possible
                above = foot - possible - self.line_height
            top = foot - used + 1 if inside else above
            painter.drawText(QRect(left, top, wide, self.line_height), Qt.AlignmentFlag.AlignCenter, str(part.used))
        if mark:
            painter.setPen(QPen(inks.text, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRect(left, foot - max(used, 4), wide - 1, max(used, 4)))

    def draw_top(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        month = 0
        for column, part in enumerate(self._parts[0] if self._parts else ()):
            left = column * self._wide
            area = QRect(left, 0, self._wide * 6, self.top)
            if part.first.month != month:
                month = part.first.month
                font = QFont(self.font())
                font.setBold(True)
                painter.setFont(font)
                painter.setPen(inks.text)
                painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.say(MONTHS[month - 1]))
            elif self.by_week:
                painter.setFont(self.small)
                painter.setPen(inks.quiet)
                painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, str(part.first.day))
        painter.setPen(inks.strong)
        painter.drawLine(seen.left(), self.top - 1, seen.right() + 1, self.top - 1)

    def draw_left(self, painter: QPainter, seen: QRect, inks: Inks) -> None:
        assert self.picture is not None
        for row, load in enumerate(self.picture.loads):
            area = QRect(PAD, row * self._row + PAD, self.left - 2 * PAD, self.line_height)
            if area.bottom() < seen.top() or area.top() > seen.bottom():
                continue
            painter.setFont(self.font())
            painter.setPen(inks.text)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, load.name)
            painter.setFont(self.small)
            painter.setPen(inks.quiet)
            painter.drawText(
                area,
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                self.say(PEOPLE, count=load.people),
            )
            painter.drawText(area.translated(0, self.line_height), Qt.AlignmentFlag.AlignVCenter, self._share(load))
            painter.setPen(inks.line)
            painter.drawLine(0, (row + 1) * self._row - 1, self.left, (row + 1) * self._row - 1)

    def _share(self, load: Load) -> str:
        percent = round(100 * load.total / load.possible) if load.possible else 0
        return self.say(SHARE, used=load.total, possible=load.possible, percent=percent)

    def spot_at(self, point: QPoint) -> Spot | None:
        row, column = point.y() // self._row, point.x() // self._wide
        if 0 <= row < len(self._parts) and 0 <= column < len(self._parts[row]):
            return self._spot(row, column)
        return None

    def _spot(self, row: int, column: int) -> Spot:
        assert self.picture is not None
        part, load = self._parts[row][column], self.picture.loads[row]
        when = span_words(self.say, part.first, part.last) if self.by_week else day_words(self.say, part.first)
        visits = tuple(
            block.visit
            for day in self._days
            if part.first <= day <= part.last
            for block in self.picture.days[day].blocks
            if load.name in block.departments
        )
        words = (
            self.say(DAY_TIP, when=when, department=load.name),
            self.say(USED_TIP, used=part.used, possible=part.possible),
        )
        return Spot(self.area_of(row, column), words, visits, part.first)

    def drop_spot(self, spot: Spot) -> Spot | None:
        return None

    def here(self) -> Spot | None:
        return self._spot(self._lane, self._column) if self._parts else None

    def go_to(self, spot: Spot) -> None:
        self._lane, self._column = spot.area.top() // self._row, spot.area.left() // self._wide

    def step(self, across: int, down: int) -> None:
        if self._parts:
            self._lane = min(max(self._lane + down, 0), len(self._parts) - 1)
            self._column = min(max(self._column + across, 0), len(self._parts[0]) - 1)
