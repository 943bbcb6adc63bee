"""The approval page: what a signer sees, the decision by clicks, what leaves the program."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from inspector.domain.messages import EN, LANGUAGES, ZH, Wording
from inspector.domain.plan import Change, ChangeOrder, DiceRecord, Plan
from inspector.exchange.official import change_orders
from inspector.rules import RULES
from inspector.store import CountyFile
from inspector.ui.dialogs.approve import ApproveDialog, SendBackDialog
from inspector.ui.dialogs.preview import PreviewDialog
from inspector.ui.dialogs.submit import SubmitDialog
from inspector.ui.main_window import MainWindow
from inspector.ui.pages.approval import ApprovalPage
from inspector.ui.printing.forms import print_forms
from inspector.ui.printing.layout import BOTTOM, FOOT, HEAD, TOP, Layout, font_of, lay_out, pad
from inspector.ui.widgets.pages_view import PagesView
from inspector.workflow import approving, exporting, forms, state
from inspector.workflow.demo import FIRST
from inspector.workflow.overview import StepName
from inspector.workflow.readiness import Checked
from inspector.workflow.state import Stage

from .conftest import seen, settled

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

OpenWindow = Callable[..., MainWindow]
DAY = date(2026, 12, 20)


@pytest.fixture(scope="module")
def submitted(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(tiny, tmp_path_factory.mktemp("submitted") / "a.county"))
    with CountyFile.open(path) as file:
        approving.submit(file, FIRST, by="甲", operator="x")
    return path


@pytest.fixture(scope="module")
def approved(submitted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(submitted, tmp_path_factory.mktemp("approved") / "a.county"))
    with CountyFile.open(path) as file:
        approving.approve(file, FIRST, by="乙", document="示例〔2026〕1号", on=DAY, operator="x")
    return path


def approval_page(bot: QtBot, window: MainWindow) -> ApprovalPage:
    window.jump(StepName.APPROVAL)
    settled(bot, window.session)
    page = window.page(StepName.APPROVAL)
    assert isinstance(page, ApprovalPage)
    return page


def texts(page: ApprovalPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())


def stage(window: MainWindow) -> Stage:
    assert window.session.shown is not None
    return window.session.shown.quarter.stage


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_signer_sees_every_rule_in_its_own_words_and_every_notice(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, language: str
) -> None:
    page = approval_page(qtbot, open_window(tiny, language))
    told = texts(page)
    for rule in RULES:
        assert page.say(rule.name) in told
        assert page.say(rule.clause) in told
    assert (f"：{len(RULES)} 条规则" if language == "zh_CN" else f": {len(RULES)} rules") in told
    assert told.count("✓") == len(RULES) + 1  # the draws, recomputed, are no rule
    for word in ("暂定", "未见证", "方案批准未填"):
        assert word in told
    assert "送审稿" in told


def test_the_fingerprint_stands_in_groups_of_four_and_is_copied_whole(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path
) -> None:
    page = approval_page(qtbot, open_window(tiny))
    groups = page.standing.fingerprint.digits.text().split()
    assert [len(group) for group in groups] == [4] * 16
    qtbot.mouseClick(page.standing.fingerprint.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "".join(groups) == page.standing.fingerprint.mark


def test_a_plan_is_submitted_and_approved_by_keys_and_clicks(qtbot: QtBot, open_window: OpenWindow, tiny: Path) -> None:
    window = open_window(tiny)
    page = approval_page(qtbot, window)
    qtbot.mouseClick(page.standing.submit_button, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(SubmitDialog)
    assert not dialog.go.isEnabled()
    qtbot.keyClicks(dialog.name, "wang")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    settled(qtbot, window.session)
    assert stage(window) is Stage.SUBMITTED
    assert seen(window, SubmitDialog) == []
    before = page.standing.fingerprint.mark

    qtbot.mouseClick(page.standing.approve_button, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(ApproveDialog)
    qtbot.keyClicks(dialog.document, "No. 1")
    qtbot.keyClicks(dialog.name, "wang")
    assert not dialog.go.isEnabled()
    assert "wang" in dialog.objection.text()
    dialog.name.setText("乙")
    assert dialog.go.isEnabled()
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    settled(qtbot, window.session)
    assert stage(window) is Stage.APPROVED
    assert page.standing.fingerprint.mark != before
    assert page.standing.draft.isHidden()
    assert "No. 1" in page.standing.who.text()


def test_a_plan_is_sent_back_with_its_reason(qtbot: QtBot, open_window: OpenWindow, submitted: Path) -> None:
    window = open_window(submitted)
    page = approval_page(qtbot, window)
    qtbot.mouseClick(page.standing.back_button, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(SendBackDialog)
    dialog.name.setText("乙")
    assert not dialog.go.isEnabled()
    dialog.reason.setPlainText("错开春运")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    settled(qtbot, window.session)
    assert stage(window) is Stage.DRAWN
    assert window.session.shown is not None
    assert window.session.shown.quarter.sent_back == ("错开春运", "乙")
    assert page.tabs.isHidden()
    assert not page.export_button.isEnabled()


def test_what_was_refused_meanwhile_is_told_in_the_dialog(qtbot: QtBot, open_window: OpenWindow, tiny: Path) -> None:
    window = open_window(tiny)
    page = approval_page(qtbot, window)
    page.show_submit()
    (dialog,) = window.findChildren(SubmitDialog)
    assert window.session.shown is not None
    with CountyFile.open(window.session.shown.path) as file:
        approving.submit(file, FIRST, by="丙", operator="y")
    dialog.name.setText("甲")
    dialog.decide()
    settled(qtbot, window.session)
    assert dialog.isVisible()
    assert dialog.objection.text()
    dialog.reject()


def test_nobody_signs_what_breaks_a_rule(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspector.ui.pages import approval as module

    real = module.readiness
    words = Wording("test", "年度次数超了", "too many")

    def broken(quarter: state.QuarterState) -> object:
        seen = real(quarter)
        return replace(seen, checks=(*seen.checks[1:], Checked(words, words, words, (words(),))))

    monkeypatch.setattr(module, "readiness", broken)
    page = approval_page(qtbot, open_window(tiny))
    assert not page.standing.submit_button.isEnabled()
    assert "✗" in texts(page)
    assert "年度次数超了" in texts(page)


def test_an_export_is_verified_on_the_spot(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(tiny, EN)
    page = approval_page(qtbot, window)
    wished = tmp_path / "plan.xlsx"
    (tmp_path / "~$plan.xlsx").write_bytes(b"")
    wished.touch()  # empty, so nothing is lost by writing over it, but open elsewhere
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(wished), ""))
    qtbot.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    settled(qtbot, window.session)
    assert page.written.path == tmp_path / "plan(2).xlsx"
    assert "plan(2).xlsx" in page.written.words.text()
    assert exporting.DRAFT().text(EN) in page.written.words.text()
    qtbot.mouseClick(page.written.verify_button, Qt.MouseButton.LeftButton)
    settled(qtbot, window.session)
    assert page.written.verdict.text().startswith("✓")
    assert page.standing.fingerprint.mark[:4] in page.written.verdict.text()


def test_each_department_gets_its_extract(
    qtbot: QtBot, open_window: OpenWindow, approved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(approved)
    page = approval_page(qtbot, window)
    folder = tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    qtbot.mouseClick(page.share_button, Qt.MouseButton.LeftButton)
    settled(qtbot, window.session)
    assert len(list(folder.glob("*.xlsx"))) == 2
    assert page.written.verify_button.isHidden()
    assert str(folder) in page.written.words.text()


def test_before_there_are_people_the_page_says_what_comes_first(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, tmp_path: Path
) -> None:
    window = open_window(tiny)
    window.session.choose_quarter(FIRST.next())
    settled(qtbot, window.session)
    page = approval_page(qtbot, window)
    assert page.tabs.isHidden()
    assert page.standing.isHidden()
    assert not any(button.isEnabled() for button in (page.export_button, page.share_button, page.preview_button))
    assert page.words.text()


CHANGE = Change(
    1, "改期", "V0001", "2027-01-05 上午", "2027-01-12 下午", "企业停电", "情况说明", "乙", "示例〔2027〕2号", DAY
)


def test_a_change_order_stands_with_before_and_after(qtbot: QtBot, open_window: OpenWindow, approved: Path) -> None:
    window = open_window(approved)
    page = approval_page(qtbot, window)
    assert page.orders.split.isHidden()
    shown = window.session.shown
    assert shown is not None
    changed = replace(shown.quarter, plan=replace(shown.quarter.current, changes=(CHANGE, replace(CHANGE, number=2))))
    QAbstractItemModelTester(page.orders.changes, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.show_changes(changed)
    assert page.orders.changes.rowCount() == 2
    assert (page.orders.before.text(), page.orders.after.text()) == (CHANGE.before, CHANGE.after)
    assert "2" in page.tabs.tabText(1)


# ---- pages of paper ----


def layouts(path: Path, **other: object) -> list[Layout]:
    """The forms of a county's first quarter, with parts of its plan exchanged."""
    with CountyFile.open(path) as file:
        quarter = state.load(file, FIRST)
    quarter = replace(quarter, plan=replace(quarter.current, **other))  # type: ignore[arg-type]
    return [lay_out(paper) for paper in forms.papers(quarter)]


def test_every_line_is_on_a_page_that_holds_it_and_every_page_has_the_header(qtbot: QtBot, tiny: Path) -> None:
    for layout in layouts(tiny):
        table = layout.table
        told = {id(row.line) for page in layout.pages for row in page}
        assert told == {id(line) for line in table.lines}
        for page in layout.pages:
            assert sum(row.height for row in page) <= layout.height - TOP - HEAD - FOOT - BOTTOM
            if table.headed:
                assert page[0].line is table.lines[0]


def test_a_long_list_goes_over_pages_and_no_line_is_lost(qtbot: QtBot, tiny: Path) -> None:
    paper = next(paper.paper for paper in layouts(tiny) if paper.paper.table.headed)
    head, *rows = paper.table.lines
    long = replace(paper, table=replace(paper.table, lines=(head, *(rows * 60))))
    layout = lay_out(long)
    assert len(layout.pages) > 3
    assert sum(len(page) - 1 for page in layout.pages) == 60 * len(rows)
    tallest = max(sum(row.height for row in page) for page in layout.pages)
    assert tallest < layout.height


def test_a_row_that_no_page_could_hold_is_set_smaller(qtbot: QtBot, tiny: Path) -> None:
    paper = next(paper.paper for paper in layouts(tiny) if paper.paper.table.headed)
    head, row, *_ = paper.table.lines
    endless = replace(
        row, values=tuple("很长的说明" * 400 if isinstance(value, str) else value for value in row.values)
    )
    layout = lay_out(replace(paper, table=replace(paper.table, lines=(head, endless))))
    (page,) = layout.pages
    assert page[1].shrunk < 1
    assert sum(each.height for each in page) < layout.height


def test_codes_and_dates_are_not_broken(qtbot: QtBot, tiny: Path) -> None:
    layout = next(each for each in layouts(tiny) if each.paper.name == "联合抽查实施计划表")
    titles = [column.title for column in layout.table.columns]
    for title in ("检查日期", "统一社会信用代码/注册号"):
        at = titles.index(title)
        room = layout.edges[at + 1] - layout.edges[at] - 2 * pad(layout.scale)
        for line in layout.table.lines[1:]:
            text = forms.canonical(line.values[at])
            assert QFontMetricsF(font_of(line.looks[at], layout.scale)).horizontalAdvance(text) <= room


def test_drafts_say_so_on_every_paper_and_official_ones_do_not(qtbot: QtBot, tiny: Path, approved: Path) -> None:
    assert {layout.paper.draft for layout in layouts(tiny)} == {"送审稿"}
    official = layouts(approved)
    assert {layout.paper.draft for layout in official} == {""}
    assert all("示例〔2026〕1号" in layout.paper.note for layout in official)


def test_change_orders_have_a_form_each(qtbot: QtBot, approved: Path) -> None:
    other = replace(CHANGE, number=3, document="示例〔2027〕9号")
    made = layouts(approved, changes=(CHANGE, replace(CHANGE, number=2, subject="V0002"), other))
    orders = [layout.paper.table for layout in made if layout.paper.name.startswith(forms.CHANGE_ORDER)]
    assert len(orders) == 2
    told = "\n".join(text for line in orders[0].texts() for text in line)
    for word in (CHANGE.before, CHANGE.after, CHANGE.reason, CHANGE.basis, CHANGE.document, "V0002"):
        assert word in told
    assert "示例〔2027〕9号" not in told


def test_a_change_order_names_the_dice_that_drew_its_people(qtbot: QtBot, approved: Path) -> None:
    order = ChangeOrder(1, DAY, "f" * 64, (), Plan("", ""), Plan("", ""))
    dice = DiceRecord(2, 2, "98765432109876543210", "f" * 64, ("丙", "丁"), reason=CHANGE.reason)
    with CountyFile.open(approved) as file:
        read = state.load(file, FIRST)
    plan = replace(read.current, changes=(CHANGE,), orders=(order,), draws=(*read.current.draws, dice))
    (form,) = change_orders.tables(read.frozen, plan)
    told = "\n".join(text for line in form.texts() for text in line)
    assert dice.digits in told
    assert "丙、丁" in told
    assert read.current.draws[0].digits not in told


@pytest.mark.parametrize("language", [ZH, EN])
def test_the_preview_shows_every_page_and_saves_them_as_one_pdf(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, tmp_path: Path, language: str
) -> None:
    window = open_window(tiny, language)
    page = approval_page(qtbot, window)
    qtbot.mouseClick(page.preview_button, Qt.MouseButton.LeftButton)
    settled(qtbot, window.session)
    (dialog,) = window.findChildren(PreviewDialog)
    for row in range(dialog.forms.count()):
        dialog.forms.setCurrentRow(row)
        assert dialog.view.count == len(dialog.layouts[row].pages)
        assert not dialog.view.viewport().grab().isNull()
    dialog.view.zoom_in()
    dialog.view.go_to(dialog.view.count)
    dialog.view.fit_width()
    dialog.forms.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.save_pdf(tmp_path / "forms")
    settled(qtbot, window.session)
    assert dialog.saved == tmp_path / "forms.pdf"
    assert (tmp_path / "forms.pdf").read_bytes().startswith(b"%PDF")
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.print_on(printer)
    settled(qtbot, window.session)
    assert (tmp_path / "printed.pdf").exists()
    assert str(sum(len(layout.pages) for layout in dialog.ticked)) in dialog.words.text()
    for row in range(dialog.forms.count()):
        dialog.forms.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.pdf_button.isEnabled()
    assert not dialog.print_button.isEnabled()
    dialog.reject()


def test_a_pdf_that_cannot_be_written_is_told_and_leaves_nothing(
    qtbot: QtBot, open_window: OpenWindow, tiny: Path, tmp_path: Path
) -> None:
    window = open_window(tiny)
    page = approval_page(qtbot, window)
    page.show_preview()
    settled(qtbot, window.session)
    (dialog,) = window.findChildren(PreviewDialog)
    dialog.save_pdf(tmp_path / "missing" / "forms.pdf")
    settled(qtbot, window.session)
    assert dialog.saved is None
    assert "forms.pdf" in dialog.words.text()
    assert dialog.pdf_button.isEnabled()
    dialog.reject()


def test_pages_of_any_orientation_come_out_of_one_printer(qtbot: QtBot, tiny: Path, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    made = layouts(tiny)
    assert {layout.landscape for layout in made} == {True, False}
    print_forms(printer, made)
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert printed.count(b"/Type /Page\n") == sum(len(layout.pages) for layout in made)


def test_pages_are_found_by_scrolling_and_by_keys(qtbot: QtBot, tiny: Path) -> None:
    paper = next(layout.paper for layout in layouts(tiny) if layout.table.headed)
    head, *rows = paper.table.lines
    view = PagesView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    view.show_layouts([lay_out(replace(paper, table=replace(paper.table, lines=(head, *(rows * 60)))))])
    assert view.current == 0
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.current == 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current == view.count - 1
    before = view.scale
    view.zoom_in()
    assert view.scale > before
    assert view.current == view.count - 1
    view.fit_width()
    assert view.scale == before
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current == 0
