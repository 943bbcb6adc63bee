"""核验: everything an official workbook says, recomputed from the workbook alone.

The frozen lists (抽取时点名录) and the plan (参数) are read back; the draws are made again, every rule is
checked, every sheet is made anew and compared cell by cell, and every row is held against its seal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import rules
from ..domain.county import Snapshot
from ..domain.messages import Message, Refusal, Wording
from ..domain.plan import Plan
from ..domain.records import read_plan
from ..draw.canonical import digest
from ..draw.fingerprint import plan_fingerprint
from ..draw.replay import differences
from ..draw.snapshot import read_snapshot
from . import seal
from .extract import MARKER as EXTRACT_MARKER
from .identify import Origin, bears, identify
from .located import Sheets, tell
from .office import Office, read_office
from .official import NAMES, SHEETS, data, journal, official_tables
from .official.table import column_letter
from .official.words import in_fours
from .reading import read
from .seal import Broken, Seal, Texts

CANNOT_READ = Wording(
    "verify.cannot_read",
    "无法读取“{path}”：{reason}。请检查文件是否存在、是否有读取权限。",
    "Cannot read {path}: {reason}. Check that the file exists and may be read.",
)
NOT_OURS = Wording(
    "verify.not_ours",
    "“{path}”不是本程序导出的计划工作簿。请选择用 inspector export 导出的 .xlsx 文件。",
    "{path} is not a plan workbook of this program. Choose an .xlsx file that inspector export wrote.",
)
AN_EXTRACT = Wording(
    "verify.an_extract",
    "“{path}”是部门摘录，只含总表的一部分，不能核验。请核验批准的总表，再比对计划指纹。",
    "{path} is a department's extract, which holds a part of the plan only. Verify the plan's own workbook and compare "
    "the fingerprints.",
)
DAMAGED = Wording(
    "verify.damaged",
    "文件已损坏或不完整，无法读取全部内容。请用存档的原文件核对。",
    "The file is damaged or incomplete and cannot be read in full. Compare it with the copy on file.",
)
SHEET_MISSING = Wording("verify.sheet_missing", "缺少工作表“{sheet}”。", "Sheet {sheet} is missing.")
SHEET_ADDED = Wording(
    "verify.sheet_added",
    "多出工作表“{sheet}”，不是本计划的内容。",
    "Sheet {sheet} was added; it is no part of the plan.",
)
TITLE = Wording(
    "verify.title",
    "工作表“{sheet}”第 {row} 行（表头）{column} 列：现为“{found}”，应为“{expected}”。",
    "Sheet {sheet}, row {row} (header), column {column}: reads '{found}', should read '{expected}'.",
)
SEAL_ALTERED = Wording(
    "verify.seal_altered",
    "工作表“{sheet}”第 {row} 行的封签本身被改动。",
    "The seal in row {row} of sheet {sheet} was itself altered.",
)
SEALS_ALTERED = Wording(
    "verify.seals_altered",
    "工作表“{sheet}”不完整或被改动：全部封签的校验值不符。",
    "Sheet {sheet} is incomplete or was altered: the seal of all seals does not match.",
)
H0_DIFFERS = Wording(
    "verify.h0_differs",
    "抽取时点名录与锁定时不符：按名录计算的 H0 是 {found}，记录的是 {expected}。",
    "The frozen lists are not those that were frozen: their H0 is {found}, on record is {expected}.",
)
NOT_RECOMPUTED = Wording(
    "verify.not_recomputed",
    "“抽取时点名录”或“参数”已被改动或缺少，无法据以重新计算抽取和规则。",
    "The sheets 抽取时点名录 or 参数 were altered or are missing, so draws and rules cannot be recomputed from them.",
)
UNREADABLE = Wording(
    "verify.unreadable",
    "“抽取时点名录”或“参数”中的数据无法还原（{reason}），无法重新计算。",
    "The data on the sheets 抽取时点名录 or 参数 cannot be read back ({reason}); nothing can be recomputed.",
)
WITHOUT_APPROVAL = Wording(
    "verify.without_approval",
    "计划标为已批准，但没有批准文号、批准人和日期。",
    "The plan is marked as approved but names no document, approver and date.",
)
SEALS_WHOLE = Wording(
    "verify.seals_whole",
    "封签完整：{sheets} 张工作表 {rows} 行，导出后没有改动。",
    "Seals whole: {rows} rows on {sheets} sheets, unchanged since the export.",
)
DRAWS_AGREE = Wording(
    "verify.draws_agree",
    "抽取重新计算一致：检查对象 {selections} 项次、检查人员 {postings} 人次，H0 {h0}。",
    "Draws recomputed and equal: {selections} selections of enterprises, {postings} postings of inspectors, H0 {h0}.",
)
RULES_KEPT = Wording(
    "verify.rules_kept",
    "规则核查通过：{rules} 条规则，入企检查 {visits} 次。",
    "Rules kept: {rules} {rules:rule|rules}, {visits} {visits:visit|visits}.",
)
SHEETS_AGREE = Wording(
    "verify.sheets_agree",
    "各表重新生成并逐格比对一致。",
    "Every sheet was made anew and is equal cell by cell.",
)
FINGERPRINT = Wording(
    "verify.fingerprint",
    "计划指纹：{mark}。请与盖章审批表上的指纹核对。",
    "Plan fingerprint: {mark}. Compare it with the one on the sealed approval form.",
)
STILL_DRAFT = Wording(
    "verify.still_draft",
    "这是送审稿，尚未批准，不得作为正式计划使用。",
    "This is a draft (送审稿), not approved; it must not be used as the official plan.",
)


@dataclass(frozen=True)
class Verification:
    """What a workbook of ours was found to be.

    `findings` says, worst places first, what is wrong and where; `checked` what was found in order;
    `warnings` what a reader should know although nothing is wrong.
    """

    ok: bool
    findings: tuple[Message, ...] = ()
    checked: tuple[Message, ...] = ()
    warnings: tuple[Message, ...] = ()
    fingerprint: str = ""


@dataclass(frozen=True)
class _Original:
    """What the data sheets say the workbook was made from."""

    snapshot: Snapshot
    plan: Plan
    office: Office


def verify(path: Path) -> Verification:
    """Recompute draws and rules from the workbook alone and compare every sealed cell.

    Raises:
        Refusal: the file cannot be read, or is no workbook of ours (a damaged one of ours is not refused).
    """
    try:
        origin = identify(path)
    except OSError as error:
        raise Refusal(CANNOT_READ(path=str(path), reason=error.strerror or str(error))) from error
    if origin is Origin.FOREIGN:
        refusal = AN_EXTRACT if bears(path, EXTRACT_MARKER) else NOT_OURS
        raise Refusal(refusal(path=str(path)))
    if origin is Origin.DAMAGED:
        return _failed([DAMAGED()])
    try:
        sheets = read(path)
    except Exception:  # a damaged part makes the readers below fail in any way they can
        return _failed([DAMAGED()])
    return verify_sheets(sheets)


def _failed(findings: Sequence[Message]) -> Verification:
    return Verification(False, tuple(findings))


def verify_sheets(sheets: Sheets) -> Verification:
    findings = [*_check_names(sheets), *_check_titles(sheets)]
    seals = {
        sheet.name: seal.seal_rows(sheets[sheet.name], headed=sheet.headed, unsealed=sheet.unsealed)
        for sheet in SHEETS
        if sheet.name in sheets
    }
    places = list(_check_seals(sheets, seals))
    seal_findings = list(_check_seal_sheet(sheets, seals))
    touched = {place.sheet for place in places} | (set(NAMES) - set(sheets))
    h0_findings = list(_check_h0(sheets))
    if touched & {data.FROZEN, data.PARAMETERS}:
        located = [tell(place, sheets) for place in places]
        return _failed([*findings, *located, *seal_findings, *h0_findings, NOT_RECOMPUTED()])
    try:
        original = _read_back(sheets)
        breaches = [*_check_office(original.office), *_recompute(original)]
        tables = official_tables(original.snapshot, original.plan, original.office)
        expected = {table.name: table.texts() for table in tables}
    except Exception as error:  # data that no program of ours wrote may fail anywhere, and that is the finding
        located = [tell(place, sheets) for place in places]
        reason = str(error) or type(error).__name__
        return _failed([*findings, *located, *seal_findings, *h0_findings, UNREADABLE(reason=reason)])
    places = list(dict.fromkeys([*places, *_compare(expected, sheets, seals)]))
    located = [tell(place, sheets, expected[place.sheet]) for place in places]
    # rules and draws may object to the same thing in the same words
    found = {message.text(): message for message in (*findings, *located, *seal_findings, *h0_findings, *breaches)}
    if found:
        return _failed(list(found.values()))
    return _passed(original, sum(map(len, seals.values())))


def _passed(original: _Original, rows: int) -> Verification:
    snapshot, plan, office = original.snapshot, original.plan, original.office
    mark = plan_fingerprint(plan, office.approval)
    checked = (
        SEALS_WHOLE(sheets=len(SHEETS), rows=rows),
        DRAWS_AGREE(selections=len(plan.selections), postings=len(plan.postings), h0=plan.h0),
        RULES_KEPT(rules=len(rules.RULES), visits=len(plan.visits)),
        SHEETS_AGREE(),
        FINGERPRINT(mark=in_fours(mark)),
    )
    draft = () if office.approved else (STILL_DRAFT(),)
    return Verification(True, (), checked, (*draft, *rules.warnings(snapshot, plan)), mark)


def _check_names(sheets: Sheets) -> Iterator[Message]:
    wanted = (*NAMES, seal.NAME)
    yield from (SHEET_MISSING(sheet=name) for name in wanted if name not in sheets)
    yield from (SHEET_ADDED(sheet=name) for name in sheets if name not in wanted)


def _check_titles(sheets: Sheets) -> Iterator[Message]:
    """Header rows must read exactly as published; task numbers may follow where the sheet has them."""
    for name, titles in (*((sheet.name, sheet.titles) for sheet in SHEETS), (seal.NAME, seal.TITLES)):
        if name not in sheets:
            continue
        head = sheets[name][0] if sheets[name] else ()
        for at, title in enumerate(titles):
            found = head[at] if at < len(head) else ""
            if found != title:
                yield TITLE(sheet=name, row=1, column=column_letter(at), found=found, expected=title)


def _check_seals(sheets: Sheets, seals: dict[str, list[Seal]]) -> Iterator[Broken]:
    if seal.NAME not in sheets:
        return
    then = seal.recorded(sheets[seal.NAME])
    for name, now in seals.items():
        yield from seal.broken(name, now, then.get(name, ()))


def _check_seal_sheet(sheets: Sheets, seals: dict[str, list[Seal]]) -> Iterator[Message]:
    if seal.NAME not in sheets:
        return
    rows = sheets[seal.NAME]
    yield from (SEAL_ALTERED(sheet=seal.NAME, row=row) for row in seal.altered_seals(seals, rows))
    if not seal.is_whole(rows):
        yield SEALS_ALTERED(sheet=seal.NAME)


def _check_h0(sheets: Sheets) -> Iterator[Message]:
    """The hash of the lists as they stand against the one on record."""
    recorded = next((row[1] for row in sheets.get(data.PARAMETERS, ()) if row[:1] == ("H0",) and len(row) > 1), "")
    if data.FROZEN in sheets and data.PARAMETERS in sheets:
        found = digest(sheets[data.FROZEN])
        if found != recorded:
            yield H0_DIFFERS(found=found, expected=recorded)


def _check_office(office: Office) -> Iterator[Message]:
    if office.approved and office.approval is None:
        yield WITHOUT_APPROVAL()


def _read_back(sheets: Sheets) -> _Original:
    parameters = sheets[data.PARAMETERS]
    office = read_office(parameters, sheets.get(journal.LOG, [()])[1:])
    return _Original(read_snapshot(sheets[data.FROZEN]), read_plan(parameters), office)


def _recompute(original: _Original) -> Iterator[Message]:
    """What the draws and the rules, made and checked again, object to."""
    for breach in (*differences(original.snapshot, original.plan), *rules.check(original.snapshot, original.plan)):
        yield breach.message


def _compare(expected: Mapping[str, Texts], sheets: Sheets, seals: dict[str, list[Seal]]) -> Iterator[Broken]:
    """Where the sheets differ from those made anew; open columns are left out on both sides."""
    for sheet in SHEETS:
        if sheet.name in seals and expected[sheet.name] != sheets[sheet.name]:
            anew = seal.seal_rows(expected[sheet.name], headed=sheet.headed, unsealed=sheet.unsealed)
            yield from seal.broken(sheet.name, seals[sheet.name], anew)
