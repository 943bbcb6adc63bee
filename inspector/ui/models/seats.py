"""The seats of team-days as tables: who may take them with which chance, and who was drawn."""

from __future__ import annotations

from ...domain.messages import Message, Wording
from ...workflow.draw_record import SeatRow
from ..look import Meaning
from .table import Column

CAPTION = Wording(
    "seats.caption", "{day}　{department}　{town}　第 {number} 组", "{day}  {department}  {town}  team {number}"
)
CHANCE = "{name} {percent:.1f}%"
SHOWN_CHANCES = 8


def chances(row: SeatRow) -> str:
    """The likeliest candidates with their chances in per cent."""
    told = "　".join(CHANCE.format(name=name, percent=part / 10_000) for _, name, part in row.chances[:SHOWN_CHANCES])
    return f"{told}　…" if len(row.chances) > SHOWN_CHANCES else told


def all_chances(row: SeatRow) -> str:
    """All candidates with their certificates."""
    return "　".join(f"{name}（{code}）{part / 10_000:.2f}%" for code, name, part in row.chances)


def chance_drawn(row: SeatRow) -> str:
    """How likely it was that this person would be drawn."""
    return f"{row.chance / 10_000:.2f}%" if row.drawn else ""


SEAT_COLUMNS: tuple[Column[SeatRow], ...] = (
    Column(Wording("seats.day", "日期", "Date"), lambda row: row.day, width=7),
    Column(Wording("seats.department", "部门", "Department"), lambda row: row.department, width=7),
    Column(Wording("seats.town", "乡镇街道", "Town"), lambda row: row.town, width=7),
    Column(Wording("seats.number", "组号", "Team"), lambda row: row.number, width=4),
    Column(Wording("seats.seat", "岗位", "Seat"), lambda row: row.seat, width=4),
    Column(Wording("seats.drawn", "抽中", "Drawn"), lambda row: row.drawn, meaning=lambda _: Meaning.DONE, width=6),
    Column(Wording("seats.chances", "可派人员与概率", "Who may go, and chances"), chances, width=27, tip=all_chances),
    Column(
        Wording("seats.enterprises", "企业", "Enterprises"),
        lambda row: row.enterprises,
        width=14,
        tip=lambda row: "\n".join(row.enterprises),
    ),
)
CALL_COLUMNS: tuple[Column[SeatRow], ...] = (
    *SEAT_COLUMNS[:6],
    Column(Wording("seats.chance", "概率", "Chance"), chance_drawn, right=True),
    SEAT_COLUMNS[7],
)
CALL_ENTERPRISES = 7
CHANCE_COLUMNS: tuple[Column[SeatRow], ...] = (*SEAT_COLUMNS[:5], SEAT_COLUMNS[6])
CHANCE_PEOPLE = 5


def caption_of(row: SeatRow) -> Message:
    """The team-day that a seat belongs to, as it is called out."""
    return CAPTION(day=row.day, department=row.department, town=row.town, number=row.number)
