"""Where everything of a form stands on its pages, before anything is painted.

Lengths are tenths of a point, whatever the device, so a page looks the same on the screen, in a PDF and on paper.
Text is laid out with fonts sized in that unit and without hinting; what was measured is what is painted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QTextLayout, QTextOption

from ...workflow.forms import Line, Look, Paper, Table, canonical
from ..look import FAMILIES

POINT = 10
"""Units to a point."""
A4 = (5953.0, 8419.0)
SIDE, TOP, BOTTOM = 340.0, 260.0, 230.0
"""Margins of a page."""
HEAD, FOOT = 380.0, 280.0
"""Bands for what stands above and below the table on every page."""
CHARACTER = 52.5
"""A character's width in a spreadsheet's default font; columns are measured in it."""
PAD = 20.0
"""Least space left and right of a cell's text."""
OVER = 24.0
"""Space above and below a cell's text."""
LEAST = 7.0
"""The smallest type, in points, that a wide table is shrunk to."""
LEADING = 1.28
"""Distance of lines as a multiple of the type's size."""
SAMPLE, MOVES, POWER = 40, 60, 5
STEPS = (25.0, 50.0, 100.0, 200.0)
"""How the widths of columns are balanced: over so many rows, in so many moves of so much."""
UNBROKEN = re.compile("[!-~]+|(?<![^、；，])[^!-~、；，]{1,4}(?:[、；，]|$)")
"""Codes, dates and numbers; members of a list that are short, with the mark that follows them."""

_MONO = ("Consolas", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", "Liberation Mono")
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "FZShuSong-Z01S", "AR PL UMing CN", *FAMILIES)
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", *FAMILIES)
FONTS = {
    "宋体": ("SimSun", "宋体", "NSimSun", *_SERIF),
    "仿宋": ("FangSong", "仿宋", "FangSong_GB2312", "仿宋_GB2312", "STFangsong", *_SERIF),
    "楷体": ("KaiTi", "楷体", "KaiTi_GB2312", "楷体_GB2312", "STKaiti", "AR PL UKai CN", *_SERIF),
    "黑体": ("SimHei", "黑体", *_SANS),
    "Consolas": _MONO,
}
"""Families in which a font of the official forms is found: on Windows, on Kylin and UOS, elsewhere."""


@dataclass(frozen=True)
class Row:
    """A line of a table with its height and the factor its type is shrunk by to fit a page (mostly 1)."""

    line: Line
    height: float
    shrunk: float = 1.0


@dataclass(frozen=True)
class Layout:
    """A form on its pages: the rows of each, and where its columns begin."""

    paper: Paper
    width: float
    height: float
    edges: tuple[float, ...]
    scale: float
    pages: tuple[tuple[Row, ...], ...]

    @property
    def table(self) -> Table:
        return self.paper.table

    @property
    def landscape(self) -> bool:
        return self.width > self.height


def lay_out(paper: Paper) -> Layout:
    """Lay a form out on A4; may be called in any thread."""
    short, long = A4
    width, height = (long, short) if paper.table.landscape else (short, long)
    usable = width - 2 * SIDE
    table = paper.table
    natural = CHARACTER * sum(column.width for column in table.columns)
    scale = min(1.0, usable / natural)
    widths = _widths(table, usable, scale)
    edges = [SIDE]
    for each in widths:
        edges.append(edges[-1] + each)
    room = height - TOP - HEAD - FOOT - BOTTOM
    head = _row(table.lines[0], edges, scale, room) if table.headed else None
    body = table.lines[1:] if table.headed else table.lines
    left = room - (head.height if head else 0)
    rows = [_row(line, edges, scale, left) for line in body]
    pages = tuple((*([head] if head else []), *page) for page in _paginate(rows, left))
    return Layout(paper, width, height, tuple(edges), scale, pages)


def font_of(look: Look, scale: float) -> QFont:
    """The font of a cell; type of wide tables is shrunk, but not below what can be read."""
    size = max(look.size * scale, min(LEAST, look.size))
    return font(look.font, size, look.bold)


@cache
def font(name: str, points: float, bold: bool = False) -> QFont:
    """A font by its official name, or the best there is in its place."""
    known = set(_families())
    families = [family for family in FONTS.get(name, (name, *_SERIF)) if family in known]
    made = QFont()
    made.setFamilies([*families, *made.families()])
    made.setPixelSize(round(points * POINT))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


@cache
def _families() -> tuple[str, ...]:
    return tuple(QFontDatabase.families())


def flow(text: str, type_: QFont, width: float, align: str = "left", wrap: bool = True) -> tuple[QTextLayout, float]:
    """Text set in lines of a width, and the height that it takes."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if wrap else QTextOption.WrapMode.ManualWrap)
    option.setAlignment(
        {"center": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight}.get(
            align, Qt.AlignmentFlag.AlignLeft
        )
    )
    set_ = QTextLayout(text.replace("\n", "\u2028"), type_)
    set_.setTextOption(option)
    distance, down = type_.pixelSize() * LEADING, 0.0
    set_.beginLayout()
    while (line := set_.createLine()).isValid():
        line.setLineWidth(width)
        # a font's own leading differs from font to font; ours does not
        line.setPosition(QPointF(0, down + (distance - line.height()) / 2))
        down += distance
    set_.endLayout()
    return set_, down


def cells(line: Line, edges: Sequence[float]) -> Iterator[tuple[str, Look, float, float]]:
    """The cells of a line that are one block each: text, look, left edge, right edge."""
    spans = dict(line.spans)
    at = 1
    while at <= len(line.values):
        last = spans.get(at, at)
        yield canonical(line.values[at - 1]), line.looks[at - 1], edges[at - 1], edges[last]
        at = last + 1


def pad(scale: float) -> float:
    """Space left and right of a cell's text: little in a wide table, more in a form."""
    return max(PAD, 3 * PAD * scale - 20)


def _row(line: Line, edges: Sequence[float], scale: float, room: float) -> Row:
    """A line with the height that its texts need; one that no page could hold is set in smaller type."""
    shrunk = 1.0
    while (height := _height(line, edges, scale, shrunk)) > room:
        shrunk *= 0.9
    return Row(line, height, shrunk)


def _height(line: Line, edges: Sequence[float], scale: float, shrunk: float) -> float:
    tallest = line.height * POINT * (scale if shrunk == 1 else 0.5)
    for text, look, left, right in cells(line, edges):
        size = font_of(look, scale).pixelSize()
        if shrunk < 1:
            size = max(1, round(size * shrunk))
        lines = _lines(text, look, size, right - left - 2 * pad(scale))
        tallest = max(tallest, lines * size * LEADING + 2 * OVER * max(scale, 0.7))
    return tallest


@lru_cache(maxsize=1 << 16)
def _lines(text: str, look: Look, size: int, width: float) -> int:
    """Lines that a text takes; lists repeat the same few texts."""
    if not text:
        return 1
    set_, _ = flow(text, resized(font_of(look, 1.0), size), width)
    return set_.lineCount()


def resized(type_: QFont, size: int) -> QFont:
    """The same font in another size (in units)."""
    if type_.pixelSize() == size:
        return type_
    made = QFont(type_)
    made.setPixelSize(size)
    return made


def _widths(table: Table, usable: float, scale: float) -> list[float]:
    """Columns in proportion to the sheet's, none narrower than its longest code, date or number.

    What that leaves is then moved from columns that have room to those that make rows tall.
    """
    total = sum(column.width for column in table.columns)
    widths = [usable * column.width / total for column in table.columns]
    if not table.headed:
        return widths
    least = [_least(table, at, scale) for at in range(len(widths))]
    wanting = sum(max(0.0, need - has) for need, has in zip(least, widths, strict=True))
    spare = sum(max(0.0, has - need) for need, has in zip(least, widths, strict=True))
    if wanting > spare:
        return widths
    taken = wanting / spare if spare else 0.0
    widths = [has + (need - has) * (taken if has > need else 1) for need, has in zip(least, widths, strict=True)]
    return _balanced(table, widths, least, scale)


def _least(table: Table, at: int, scale: float) -> float:
    """The width of a column's longest run that should not be broken, of two characters, of four in long texts."""
    texts = [canonical(line.values[at]) for line in table.lines[1:]]
    runs = {run for text in set(texts) for run in UNBROKEN.findall(text)}
    type_ = font_of(table.columns[at].look, scale)
    measure = QFontMetricsF(type_)
    longest = max((measure.horizontalAdvance(run) for run in runs), default=0.0)
    few = 4.1 if 2 * sum(len(text) > 9 for text in texts) > len(texts) else 2.1
    return max(longest, few * type_.pixelSize()) + 2 * pad(scale) + 4


def _balanced(table: Table, widths: list[float], least: Sequence[float], scale: float) -> list[float]:
    """Widths that make a sample of the rows less tall: a little is moved from a column to another while that helps.

    A row is as tall as its tallest cell. A high power of each cell's lines stands in for that, since it can be added
    up column by column; the maximum itself often does not change until several moves were made.
    """
    lines = table.lines
    sample = [lines[0], *lines[1 :: max(1, len(lines) // SAMPLE)]]
    columns = [
        [(canonical(line.values[at]), line.looks[at], font_of(line.looks[at], scale).pixelSize()) for line in sample]
        for at in range(len(widths))
    ]

    @cache
    def cost(at: int, width: float) -> int:
        return sum(_lines(*cell, width - 2 * pad(scale)) ** POWER for cell in columns[at])

    widths = [round(width, 1) for width in widths]
    for _ in range(MOVES):
        best = 0, 0, 0, 0.0
        for step in STEPS:
            gains = [(cost(at, width) - cost(at, round(width + step, 1)), at) for at, width in enumerate(widths)]
            losses = [
                (cost(at, round(width - step, 1)) - cost(at, width), at)
                for at, width in enumerate(widths)
                if width - step >= least[at]
            ]
            gain, taker = max(gains)
            loss, giver = min(((loss, at) for loss, at in losses if at != taker), default=(gain, taker))
            best = max(best, (gain - loss, taker, giver, step))
        gained, taker, giver, step = best
        if gained <= 0:
            break
        widths[taker] = round(widths[taker] + step, 1)
        widths[giver] = round(widths[giver] - step, 1)
    return widths


def _paginate(rows: Sequence[Row], room: float) -> Iterator[list[Row]]:
    """Whole rows, page after page; a heading never stands at the foot of one, titles of columns are said again."""
    page: list[Row] = []
    left = room
    titles: Row | None = None
    for at, row in enumerate(rows):
        if page and min(_with_heading(rows, at), room) > left:
            yield page
            page, left = [], room
            if titles and not _is_heading(row.line):
                page, left = [titles], room - titles.height
        if _is_heading(row.line):
            titles = row if len(row.line.spans) != 1 else None
        page.append(row)
        left -= row.height
    yield page


def _with_heading(rows: Sequence[Row], at: int) -> float:
    """The height of a row and, if it is a heading, of what it heads."""
    height = rows[at].height
    while _is_heading(rows[at].line) and at + 1 < len(rows):
        at += 1
        height += rows[at].height
    return height


def _is_heading(line: Line) -> bool:
    return all(look.fill for look in line.looks) or not any(look.border for look in line.looks)
