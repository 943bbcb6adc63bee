"""One enterprise's year as a line: checks above, meetings below, blackout periods across both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ...domain.messages import Wording
from ...domain.quarters import Period, Quarter
from ...workflow.enterprise_year import EnterpriseYear, MarkKind
from ..look import Meaning, colour, tint
from .plan_words import MONTHS

NAME = Wording("year_line.name", "年度时间线", "Year as a line")
CHECKS = Wording("year_line.checks", "检查", "Checks")
MEETINGS = Wording("year_line.meetings", "会议调研", "Meetings")
BLACKOUT = Wording("year_line.blackout", "错峰 {start} – {end}", "Blackout {start} – {end}")
COUNTED = Wording("year_line.counted", "计入次数", "counts")
EXEMPT = Wording("year_line.exempt", "不计入", "exempt")
DRAFT = Wording("year_line.draft", "草案", "draft")
BLACKOUTS = Wording("year_line.blackouts", "错峰时段", "blackout")
QUARTER = Wording("year_line.quarter", "本季度", "this quarter")
NOTHING = Wording("year_line.nothing", "这一年还没有检查和会议调研", "No checks or meetings this year")
RADIUS = 6.0
LANES = (MarkKind.CHECK, MarkKind.MEETING)
Say = Callable[..., str]


class YearLine(QWidget):
    """Left and right go from mark to mark; what one is stands in its tip and is told to screen readers."""

    def __init__(self, say: Say, today: Callable[[], date] = date.today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        self.today = today
        self.year: EnterpriseYear | None = None
        self._here = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say(NAME))

    def show_year(self, year: EnterpriseYear) -> None:
        """Show another year, or another enterprise's."""
        self.year = year
        self._here = -1
        self.setAccessibleDescription(
            "\n".join(self.say(mark.words) for mark in year.marks) if year.marks else self.say(NOTHING)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, self._top() + 2 * self._lane() + self._below())

    def minimumSizeHint(self) -> QSize:
        return QSize(420, self.sizeHint().height())

    def _line(self) -> int:
        return self.fontMetrics().height()

    def _top(self) -> int:
        return round(self._line() * 1.5)

    def _lane(self) -> int:
        return round(self._line() * 1.9)

    def _below(self) -> int:
        return round(self._line() * 1.7)

    def _left(self) -> int:
        metrics = self.fontMetrics()
        return max(metrics.horizontalAdvance(self.say(words)) for words in (CHECKS, MEETINGS)) + 14

    def _x(self, day: date) -> float:
        assert self.year is not None
        first, last = date(self.year.year, 1, 1), date(self.year.year, 12, 31)
        day = min(max(day, first), last + timedelta(1))
        wide = self.width() - self._left() - 2
        return self._left() + wide * (day - first).days / ((last - first).days + 1)

    def point_of(self, number: int) -> QPointF:
        """Where a mark is painted: on its day in its lane, beside others of nearly the same day."""
        assert self.year is not None
        mark = self.year.marks[number]
        across = self._x(mark.day)
        before = [
            other
            for other in self.year.marks[:number]
            if other.kind is mark.kind and abs(self._x(other.day) - across) < 2 * RADIUS
        ]
        lane = LANES.index(mark.kind)
        middle = self._top() + lane * self._lane() + self._lane() / 2
        return QPointF(across + 3, middle + (-1) ** len(before) * RADIUS * 0.9 * bool(before))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.year is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_months(painter)
        for period in self.year.blackouts:
            self._paint_blackout(painter, period)
        self._paint_today(painter)
        for number in range(len(self.year.marks)):
            self._paint_mark(painter, number)
        self._paint_legend(painter)

    def _area(self) -> QRect:
        left = self._left()
        return QRect(left, self._top(), self.width() - left - 2, 2 * self._lane())

    def _paint_ground(self, painter: QPainter) -> None:
        assert self.year is not None
        area = self._area()
        painter.fillRect(area, self.palette().color(QPalette.ColorRole.Base))
        quarter = self.year.quarter
        if quarter.year == self.year.year:
            painter.fillRect(self._across(quarter.period), self._mixed(0.05))
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        for lane, words in enumerate((CHECKS, MEETINGS)):
            top = self._top() + lane * self._lane()
            painter.drawText(
                QRect(0, top, self._left() - 8, self._lane()),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                self.say(words),
            )
        painter.setPen(QPen(self._mixed(0.18), 1))
        painter.drawLine(area.left(), area.top() + self._lane(), area.right(), area.top() + self._lane())

    def _paint_months(self, painter: QPainter) -> None:
        assert self.year is not None
        area = self._area()
        faint, strong = self._mixed(0.12), self._mixed(0.3)
        quiet = colour(Meaning.QUIET)
        for month in range(1, 13):
            left = self._x(date(self.year.year, month, 1))
            right = self._x(Quarter(self.year.year, 4).last if month == 12 else date(self.year.year, month + 1, 1))
            painter.setPen(QPen(strong if month % 3 == 1 else faint, 1))
            painter.drawLine(QPointF(left, area.top()), QPointF(left, area.bottom()))
            painter.setPen(quiet)
            words = self.say(MONTHS[month - 1])
            painter.drawText(
                QRectF(left, 0, right - left, self._top()),
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip,
                words,
            )
        painter.setPen(QPen(strong, 1))
        painter.drawRect(area)

    def _across(self, period: Period) -> QRectF:
        left, right = self._x(period.start), self._x(period.end + timedelta(1))
        return QRectF(left, self._area().top(), max(2.0, right - left), self._area().height())

    def _paint_blackout(self, painter: QPainter, period: Period) -> None:
        area = self._across(period)
        painter.fillRect(area, tint(Meaning.QUIET))
        painter.fillRect(area, QBrush(colour(Meaning.QUIET), Qt.BrushStyle.BDiagPattern))

    def _paint_today(self, painter: QPainter) -> None:
        assert self.year is not None
        today = self.today()
        if today.year == self.year.year:
            painter.setPen(QPen(colour(Meaning.QUIET), 1, Qt.PenStyle.DashLine))
            across = self._x(today)
            painter.drawLine(QPointF(across, self._area().top()), QPointF(across, self._area().bottom()))

    def _paint_mark(self, painter: QPainter, number: int) -> None:
        assert self.year is not None
        mark, point = self.year.marks[number], self.point_of(number)
        self._paint_dot(painter, point, mark.counted, mark.draft)
        if number == self._here:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.drawEllipse(point, RADIUS + 3, RADIUS + 3)

    def _paint_dot(self, painter: QPainter, point: QPointF, counted: bool, draft: bool) -> None:
        ink = colour(Meaning.COUNTED if counted else Meaning.EXEMPT)
        style = Qt.PenStyle.DotLine if draft else Qt.PenStyle.SolidLine
        painter.setPen(QPen(ink, 2, style))
        if draft:
            painter.setBrush(tint(Meaning.COUNTED if counted else Meaning.EXEMPT))
        else:
            painter.setBrush(ink if counted else self.palette().color(QPalette.ColorRole.Base))
        painter.drawEllipse(point, RADIUS - 1, RADIUS - 1)

    def _paint_legend(self, painter: QPainter) -> None:
        """What the marks mean, at the right below the line."""
        middle = self._area().bottom() + self._below() / 2 + 3
        entries = ((COUNTED, True, False), (EXEMPT, False, False), (DRAFT, True, True))
        quiet = colour(Meaning.QUIET)
        across: float = self._left()
        for words, counted, draft in entries:
            self._paint_dot(painter, QPointF(across + RADIUS, middle), counted, draft)
            across = self._legend_words(painter, across + 2 * RADIUS + 6, middle, self.say(words))
        box = QRectF(across, middle - RADIUS, 2 * RADIUS + 4, 2 * RADIUS)
        painter.fillRect(box, tint(Meaning.QUIET))
        painter.fillRect(box, QBrush(quiet, Qt.BrushStyle.BDiagPattern))
        across = self._legend_words(painter, box.right() + 6, middle, self.say(BLACKOUTS))
        assert self.year is not None
        if self.year.quarter.year == self.year.year:
            box = QRectF(across, middle - RADIUS, 2 * RADIUS + 4, 2 * RADIUS)
            painter.fillRect(box, self.palette().color(QPalette.ColorRole.Base))
            painter.fillRect(box, self._mixed(0.05))
            painter.setPen(QPen(self._mixed(0.3), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
            self._legend_words(painter, box.right() + 6, middle, f"{self.say(QUARTER)} {self.year.quarter}")

    def _legend_words(self, painter: QPainter, left: float, middle: float, words: str) -> float:
        wide = self.fontMetrics().horizontalAdvance(words)
        painter.setPen(colour(Meaning.QUIET))
        high = self._line()
        painter.drawText(QRectF(left, middle - high / 2, wide + 4, high), Qt.AlignmentFlag.AlignVCenter, words)
        return left + wide + 22

    def _mixed(self, part: float) -> QColor:
        """The colour of text, laid thinly over the ground."""
        ink = QColor(self.palette().color(QPalette.ColorRole.WindowText))
        ink.setAlphaF(part)
        return ink

    def mark_at(self, point: QPointF) -> int:
        """The number of the mark under a point; -1 if there is none."""
        if self.year is None:
            return -1
        near = [((self.point_of(number) - point).manhattanLength(), number) for number in range(len(self.year.marks))]
        distance, number = min(near, default=(99.0, -1))
        return number if distance <= 2 * RADIUS else -1

    def words_at(self, point: QPointF) -> str:
        """What is at a point: a mark, or a blackout period."""
        number = self.mark_at(point)
        if self.year is None:
            return ""
        if number >= 0:
            return self.say(self.year.marks[number].words)
        for period in self.year.blackouts:
            if self._across(period).contains(point):
                return self.say(BLACKOUT, start=period.start, end=period.end)
        return ""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.words_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(self.mark_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None or self.year is None or not self.year.marks:
            super().keyPressEvent(event)
            return
        last = len(self.year.marks) - 1
        self._go(min(max(self._here + step, 0), last) if self._here >= 0 or step > 0 else last)
        QToolTip.showText(self.mapToGlobal(self.point_of(self._here).toPoint()), self._told(), self)

    def _go(self, number: int) -> None:
        self._here = number
        self.setAccessibleDescription(self._told())
        self.update()

    def _told(self) -> str:
        return self.say(self.year.marks[self._here].words) if self.year and self._here >= 0 else ""
