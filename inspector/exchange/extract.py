"""摘录: one department's part of the plan as a workbook of its own; the approved plan itself is what counts.

An extract is not under the seal and not verified: every page of it says so, and bears the fingerprint of the plan it
was taken from, by which it is held against that plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..domain.county import County, Snapshot
from ..domain.plan import Plan, Visit
from ..draw.fingerprint import plan_fingerprint
from ..rules.annual_cap import visit_counts
from ..rules.joint_visit import departments_at, items_of, lead_department
from ..rules.materials import materials_asked
from ..rules.naming import name_department
from .office import DRAFT, Office
from .official import form, meetings, off_site, teams
from .official.exempt import exempt_parts
from .official.table import CENTRED, CODE, DATE, NUMBER, Column, Table, Value, listing
from .official.visits import in_order
from .official.words import LIST, NO, SERIES, YES, attending, in_fours, items_text, person, quarter_text, short_names
from .page import Print
from .workbook import Saved, save_together

MARKER = "InspectorExtract"
"""The custom document property by which an extract is known."""
EXTRACT = "摘录，以批准的总表为准"
COVER, VISITS, TEAMS, MATERIALS = "摘录说明", "入企检查（摘录）", "派员（摘录）", "需备材料（摘录）"
OFF_SITE, MEETINGS = "非现场检查（摘录）", "会议调研（摘录）"

VISIT_COLUMNS = (
    Column("序号", 5, NUMBER),
    Column("检查日期", 11, DATE),
    Column("时段", 6, CENTRED),
    Column("统一社会信用代码/注册号", 20, CODE),
    Column("企业名称", 19),
    Column("乡镇街道", 10, CENTRED),
    Column("地址", 16),
    Column("联系人", 8, CENTRED),
    Column("联系电话", 13, CODE),
    Column("发起部门", 8, CENTRED),
    Column("同行部门", 10, CENTRED),
    Column("本部门检查事项", 23),
    Column("任务编号", 13, CODE),
    Column("本部门检查人员", 14),
    Column("是否计入年度检查次数", 9, CENTRED),
    Column("不受次数限制情形", 11, CENTRED),
    Column("依据文号", 12),
    Column("备注", 10),
)
MATERIAL_COLUMNS = (
    Column("检查日期", 12, DATE),
    Column("时段", 7, CENTRED),
    Column("统一社会信用代码/注册号", 21, CODE),
    Column("企业名称", 34),
    Column("需备材料", 44),
    Column("由谁告知企业", 18, CENTRED),
)


@dataclass(frozen=True, slots=True)
class Extract:
    """A department's workbook: for whom, and where it was saved."""

    department: str
    saved: Saved


def departments_in(snapshot: Snapshot, plan: Plan) -> tuple[str, ...]:
    """Codes of the departments that the plan gives anything to do."""
    county = snapshot.county
    found = {code for visit in plan.visits for code in departments_at(county, visit)}
    found |= {team.department for team in plan.teams} | {duty.department for duty in plan.off_site}
    found |= {county.meeting[event.meeting].organiser for event in plan.events}
    return tuple(sorted(found))


def write_extracts(folder: Path, snapshot: Snapshot, plan: Plan, contacts: County, office: Office) -> list[Extract]:
    """Write every department's extract into a folder: all of them or none.

    `contacts` are the county's lists as they are now: who to call is not frozen with the plan.

    Raises:
        Refusal: the folder cannot be written to, or a text is too long for a cell.
    """
    departments = departments_in(snapshot, plan)
    books = [
        (file_name(snapshot, department, office), extract_tables(snapshot, plan, department, contacts, office))
        for department in departments
    ]
    note = EXTRACT + (f"（批准文号：{office.approval.document}）" if office.approval else "")
    page = Print(form.title(snapshot), note, "" if office.approved else f"{DRAFT}（摘录）")
    saved = save_together(folder, books, page, marker=MARKER)
    return [Extract(code, where) for code, where in zip(departments, saved, strict=True)]


def file_name(snapshot: Snapshot, department: str, office: Office) -> str:
    """2027Q1-市监-摘录.xlsx; characters that no file name may have are left out."""
    name = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "", name_department(snapshot.county, department)).strip(". ")
    state = "" if office.approved else f"-{DRAFT}"
    return f"{snapshot.quarter}-{name or department}-摘录{state}.xlsx"


def extract_tables(
    snapshot: Snapshot, plan: Plan, department: str, contacts: County, office: Office
) -> tuple[Table, ...]:
    """One department's sheets: its visits, its team-days, what to have ready, and what needs no visit."""
    own = _own(snapshot, plan, department)
    sheets = [
        listing(VISITS, VISIT_COLUMNS, _visits(snapshot, own, department, contacts)),
        replace(teams.table(snapshot, own), name=TEAMS),
        listing(MATERIALS, MATERIAL_COLUMNS, _materials(snapshot, own, department)),
        replace(off_site.table(snapshot, own), name=OFF_SITE),
        replace(meetings.table(snapshot, own), name=MEETINGS),
    ]
    cover = _cover(snapshot, plan, own, department, office)
    return (cover, *(sheet for sheet in sheets if len(sheet.lines) > 1))


def _own(snapshot: Snapshot, plan: Plan, department: str) -> Plan:
    """The plan with nothing in it but one department's part."""
    county = snapshot.county
    own_teams = tuple(team for team in plan.teams if team.department == department)
    names = {team.name for team in own_teams}
    return replace(
        plan,
        visits=tuple(visit for visit in plan.visits if department in departments_at(county, visit)),
        teams=own_teams,
        postings=tuple(posting for posting in plan.postings if posting.team in names),
        off_site=tuple(duty for duty in plan.off_site if duty.department == department),
        events=tuple(event for event in plan.events if county.meeting[event.meeting].organiser == department),
    )


def _cover(snapshot: Snapshot, plan: Plan, own: Plan, department: str, office: Office) -> Table:
    county, approval = snapshot.county, office.approval
    name = county.department[department].name if department in county.department else department
    state = "已批准" if office.approved else f"{DRAFT}，未经批准不得执行"
    people = {posting.certificate for posting in own.postings}
    counted = sum(visit_counts(county, visit) for visit in own.visits)
    mark = in_fours(plan_fingerprint(plan, approval))
    told = f"{approval.by}，{approval.date.year}年{approval.date.month}月{approval.date.day}日" if approval else ""
    lines = (
        form.HEADLINE.line(f"{name}检查计划摘录"),
        form.UNDER.line(f"{form.title(snapshot)}（{EXTRACT}）"),
        form.PART.line("一、总表"),
        form.PAIR.line("辖区", county.name, "季度", quarter_text(snapshot.quarter)),
        form.PAIR.line("计划版本", f"第 {office.version} 版", "计划状态", state),
        form.PAIR.line("批准文号", approval.document if approval else "", "批准", told),
        form.DIGEST.line("计划指纹", mark),
        form.PART.line("二、本部门"),
        form.PAIR.line("入企检查", f"{len(own.visits)} 次", "其中计入次数", f"{counted} 次"),
        form.PAIR.line("检查组日", f"{len(own.teams)} 个", "派出检查人员", f"{len(people)} 人"),
        form.PAIR.line("非现场检查", f"{len(own.off_site)} 项次", "会议调研", f"{len(own.events)} 场"),
        form.PART.line("三、说明"),
        form.WIDE.line(1, f"本工作簿只摘录与{name}有关的内容，以批准的总表为准；计划如有调整，以调整后的总表为准。"),
        form.WIDE.line(2, "总表的计划指纹应与上面一致；不一致的摘录作废，请向双随机办重新索取。"),
        form.WIDE.line(3, "检查对象、日期和人员不得自行更换；确需调整的，办理计划调整审批单。"),
        form.WIDE.line(4, "联合检查的材料由一个部门一次告知企业，政府部门已掌握的证照不再索取。联系方式为现行登记。"),
    )
    columns = tuple(Column("", width) for width in form.WIDTHS)
    return Table(COVER, columns, lines, headed=False, landscape=False)


def _visits(snapshot: Snapshot, own: Plan, department: str, contacts: County) -> Iterator[Sequence[Value]]:
    county = snapshot.county
    for number, visit in enumerate(in_order(own), 1):
        enterprise = county.enterprise[visit.enterprise]
        now = contacts.enterprise.get(visit.enterprise)
        exempt = [part for part in exempt_parts(county, visit) if part.department == department]
        codes = [item.code for item in items_of(county, visit, department)]
        crew = own.crews.get((visit.number, department), ())
        yield (
            number,
            visit.date,
            visit.half.value if visit.half else None,
            enterprise.code,
            enterprise.name,
            enterprise.town,
            enterprise.address,
            (now.contact or None) if now else None,
            (now.phone or None) if now else None,
            name_department(county, lead_department(county, visit)),
            short_names(county, [code for code in attending(county, visit) if code != department]),
            items_text(county, codes),
            LIST.join(_sources(visit, codes)),
            SERIES.join(person(county, certificate) for certificate in crew),
            YES if visit_counts(county, visit) else NO,
            LIST.join(dict.fromkeys(part.exemption.value for part in exempt)),
            LIST.join(dict.fromkeys(name for part in exempt for name in part.documents)),
            None,
        )


def _sources(visit: Visit, codes: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(source for use in visit.items if use.item in codes for source in use.sources))


def _materials(snapshot: Snapshot, own: Plan, department: str) -> Iterator[Sequence[Value]]:
    """What to have ready; nothing where only cases lead there, since that would tell the enterprise beforehand."""
    county = snapshot.county
    for visit in in_order(own):
        if all(source in county.case for source in visit.sources):
            continue
        needed = {document for item in items_of(county, visit, department) for document in item.materials}
        asked: dict[str, list[str]] = {}
        for document, asker in materials_asked(county, visit).items():
            if document in needed:
                asked.setdefault(asker, []).append(document)
        for asker, documents in asked.items():
            yield (
                visit.date,
                visit.half.value if visit.half else None,
                visit.enterprise,
                county.enterprise[visit.enterprise].name,
                LIST.join(documents),
                "本部门" if asker == department else name_department(county, asker),
            )
