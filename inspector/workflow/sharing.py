"""Each department's part of the plan in a workbook of its own, to be handed to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..domain.messages import Message, Wording
from ..domain.quarters import Quarter
from ..draw.fingerprint import plan_fingerprint
from ..exchange.extract import write_extracts
from ..store import CountyFile
from . import checking, state
from .exporting import DRAFT, office
from .state import Stage

ACT = Wording("share.act", "分发部门摘录", "hand out the departments' extracts")


@dataclass(frozen=True)
class Shared:
    """The workbooks written: department and file, whether the plan is official, and its fingerprint."""

    folder: Path
    workbooks: tuple[tuple[str, Path], ...]
    official: bool
    fingerprint: str
    messages: tuple[Message, ...]


def share(file: CountyFile, quarter: Quarter | None, folder: Path) -> Shared:
    """Write one workbook a department into `folder`, all or none: its visits, its people, what to have ready.

    Raises:
        Refusal: there is no plan yet, or the folder cannot be written to.
        AnswerIsNo: the independent check found a breach.
    """
    before = state.load(file, quarter)
    before.need(ACT, Stage.STAFFED, Stage.SUBMITTED, Stage.APPROVED)
    checking.refuse_breaches(before.frozen, before.current)
    extracts = write_extracts(folder, before.in_force, before.current, file.county(), office(before))
    official = before.stage is Stage.APPROVED
    county = before.in_force.county
    told = tuple(message for extract in extracts for message in extract.saved.messages)
    return Shared(
        folder,
        tuple((county.department[extract.department].name, extract.saved.path) for extract in extracts),
        official,
        plan_fingerprint(before.current, before.approval),
        (*told, *(() if official else (DRAFT(),))),
    )
