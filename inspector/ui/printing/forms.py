"""Pages of the official forms, painted on any device; the same on the screen, in a PDF and on paper."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen, QTransform
from PySide6.QtPrintSupport import QPrinter

from ...domain.messages import Refusal, Wording
from .layout import BOTTOM, FOOT, HEAD, LEADING, POINT, SIDE, TOP, Layout, Row, cells, flow, font, font_of, pad, resized

CANNOT_WRITE = Wording(
    "print.cannot_write",
    "写不了“{name}”：{reason}。如果它正在别的程序里打开，请先关闭，或换一个文件名。",
    "Cannot write {name}: {reason}. If it is open in another program close it there, or choose another name.",
)
NOT_PRINTED = Wording(
    "print.not_printed",
    "打印机“{name}”不能打印。请检查它是否开机、联机，或先存为 PDF。",
    "The printer {name} does not print. See that it is on and connected, or save a PDF first.",
)
RESOLUTION = 600
UNITS_AN_INCH = 72 * POINT
# a form looks the same in a light and in a dark window: it is paper
INK, RED, RULE, GHOST = QColor("#000000"), QColor("#c00000"), QColor("#4d4d4d"), QColor("#f3f3f3")
UNLAWFUL = "未经批准不得执行"


def page_layout(layout: Layout) -> QPageLayout:
    """The paper that a form's pages ask for."""
    way = QPageLayout.Orientation.Landscape if layout.landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF(0, 0, 0, 0))


def paint_page(painter: QPainter, layout: Layout, page: int) -> None:
    """Paint one page; the painter's unit is a tenth of a point, its origin the paper's corner."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setPen(QPen(INK))
    if layout.paper.draft:
        _ghost(painter, layout)
    _head(painter, layout)
    top = TOP + HEAD
    for row in layout.pages[page]:
        _row(painter, layout, row, top)
        top += row.height
    _foot(painter, layout, page)


def write_pdf(path: Path, layouts: Sequence[Layout], tell: Callable[[float], None] = lambda _: None) -> Path:
    """Save forms one after the other as one PDF, whole or not at all; may be called in any thread.

    Raises:
        Refusal: the file cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(suffix=".pdf", prefix=f".{path.stem}-", dir=path.parent)
    except OSError as error:
        raise Refusal(CANNOT_WRITE(name=path.name, reason=error.strerror or str(error))) from error
    os.close(handle)
    part = Path(name)
    try:
        _write_pdf(part, layouts, tell)
        part.chmod(0o644)
        part.replace(path)
    except OSError as error:
        raise Refusal(CANNOT_WRITE(name=path.name, reason=error.strerror or str(error))) from error
    finally:
        part.unlink(missing_ok=True)
    return path


def _write_pdf(path: Path, layouts: Sequence[Layout], tell: Callable[[float], None]) -> None:
    writer = QPdfWriter(str(path))
    writer.setResolution(RESOLUTION)
    writer.setTitle(layouts[0].paper.title)
    writer.setCreator("Inspector")
    writer.setPageLayout(page_layout(layouts[0]))
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(0, str(path))
    _paint_all(painter, writer, layouts, tell)
    if not painter.end():
        raise OSError(0, str(path))


def print_forms(printer: QPrinter, layouts: Sequence[Layout], tell: Callable[[float], None] = lambda _: None) -> None:
    """Send forms to a printer that a dialog has set up; may be called in any thread.

    Raises:
        Refusal: the printer does not take them.
    """
    printer.setFullPage(True)
    printer.setPageLayout(page_layout(layouts[0]))
    painter = QPainter()
    if not painter.begin(printer):
        raise Refusal(NOT_PRINTED(name=printer.printerName()))
    _paint_all(painter, printer, layouts, tell)
    painter.end()


def _paint_all(
    painter: QPainter, device: QPdfWriter | QPrinter, layouts: Sequence[Layout], tell: Callable[[float], None]
) -> None:
    total, done = sum(len(layout.pages) for layout in layouts), 0
    for layout in layouts:
        for page in range(len(layout.pages)):
            if done:
                device.setPageLayout(page_layout(layout))
                device.newPage()
            across, down = device.logicalDpiX() / UNITS_AN_INCH, device.logicalDpiY() / UNITS_AN_INCH
            painter.setTransform(QTransform.fromScale(across, down))
            paint_page(painter, layout, page)
            done += 1
            tell(done / total)


def _ghost(painter: QPainter, layout: Layout) -> None:
    """送审稿 across the page, under everything, so that no page of a draft passes for an official one."""
    painter.save()
    painter.translate(layout.width / 2, layout.height / 2)
    painter.rotate(-32)
    painter.setPen(QPen(GHOST))
    painter.setFont(font("黑体", 110, True))
    painter.drawText(QRectF(-4000, -1000, 8000, 1600), Qt.AlignmentFlag.AlignCenter, layout.paper.draft)
    painter.setFont(font("黑体", 34))
    painter.drawText(QRectF(-4000, 420, 8000, 500), Qt.AlignmentFlag.AlignCenter, UNLAWFUL)
    painter.restore()


def _head(painter: QPainter, layout: Layout) -> None:
    """The plan at the left, the form's name as the page's title, 送审稿 or the approval at the right."""
    paper = layout.paper
    band = QRectF(SIDE, TOP, layout.width - 2 * SIDE, HEAD - 60)
    bottom = Qt.AlignmentFlag.AlignBottom
    painter.setFont(font("宋体", 9))
    painter.drawText(band, Qt.AlignmentFlag.AlignLeft | bottom, paper.title)
    if layout.table.headed:
        painter.setFont(font("宋体", 16, True))
        painter.drawText(band, Qt.AlignmentFlag.AlignHCenter | bottom, paper.name)
    painter.setFont(font("宋体", 9))
    if paper.draft:
        painter.setFont(font("黑体", 16, True))
        painter.setPen(QPen(RED))
    painter.drawText(band, Qt.AlignmentFlag.AlignRight | bottom, paper.draft or paper.note)
    painter.setPen(QPen(INK))


def _foot(painter: QPainter, layout: Layout, page: int) -> None:
    """The plan's fingerprint, which ties the page to the plan, and the number of the page."""
    top = layout.height - BOTTOM - FOOT + 70
    groups = layout.paper.mark.split(" ")
    half = len(groups) // 2
    painter.setFont(font("宋体", 7))
    painter.drawText(
        QRectF(SIDE, top, 400, 90), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, layout.paper.mark_name
    )
    painter.setFont(font("Consolas", 6.5))
    for line, part in enumerate((groups[:half], groups[half:])):
        place = QRectF(SIDE + 330, top + 90 * line, 2400, 90)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, " ".join(part))
    painter.setFont(font("宋体", 9))
    number = f"第 {page + 1} 页　共 {len(layout.pages)} 页"
    where = Qt.AlignmentFlag.AlignHCenter if layout.landscape else Qt.AlignmentFlag.AlignRight
    painter.drawText(QRectF(SIDE, top, layout.width - 2 * SIDE, 180), where | Qt.AlignmentFlag.AlignVCenter, number)


def _row(painter: QPainter, layout: Layout, row: Row, top: float) -> None:
    rule = QPen(RULE, 5)
    inset = pad(layout.scale)
    for text, look, left, right in cells(row.line, layout.edges):
        box = QRectF(left, top, right - left, row.height)
        if look.fill:
            painter.fillRect(box, QColor(f"#{look.fill}"))
        if look.border:
            painter.setPen(rule)
            painter.drawRect(box)
        if not text:
            continue
        type_ = font_of(look, layout.scale)
        if row.shrunk < 1:
            type_ = resized(type_, max(1, round(type_.pixelSize() * row.shrunk)))
        painter.setPen(QPen(QColor(f"#{look.color}") if look.color else INK))
        set_, tall = flow(text, type_, box.width() - 2 * inset, look.align)
        # a lone line of digits is centred like a line of Chinese
        down = (row.height - tall) / 2 if tall < row.height else (row.height - set_.lineCount() * LEADING) / 2
        set_.draw(painter, QPointF(left + inset, top + down))
