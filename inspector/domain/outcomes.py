"""What came of a planned visit: the field's code lists, and the one noun that is put on record afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Finding(str, Enum):
    """检查结果, in the order of the official list."""

    NOTHING = "未发现问题"
    NOT_PUBLISHED = "未按规定公示应当公示的信息"
    FALSE_INFORMATION = "公示信息隐瞒真实情况、弄虚作假"
    NOT_FOUND = "通过登记的住所（经营场所）无法联系"
    PUT_RIGHT = "发现问题已责令改正"
    OBSTRUCTED = "不配合检查情节严重"
    NO_ACTIVITY = "未发现开展本次抽查涉及的经营活动"
    CLOSED = "已关闭停业或正在组织清算"
    PENDING = "发现问题待后续处理"


class FollowUp(str, Enum):
    """后续处置."""

    NONE = "无需后续处置"
    ROUTINE = "停止检查反馈日常监管"
    ORDERED = "责令改正"
    REFERRED = "移送办案机构"
    REPORTED = "抄告相关部门"
    OTHER = "其他"


class Rating(str, Enum):
    """How the enterprise rates the check (企业评价)."""

    GOOD = "满意"
    FAIR = "基本满意"
    BAD = "不满意"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one visit, as it is known now; a later record of the same visit takes its place.

    `on` is the day of the check, None if there was none; then, and where the day is not the approved one, `reason`
    says why. `published` is the day of 公示. `answered` is the day on which the complainant of a case was answered.
    A bad rating is to be settled by `settle_by` and was on `settled`. `first_minor` is 首违不罚.
    """

    visit: str
    on: date | None = None
    reason: str = ""
    finding: Finding | None = None
    follow_up: FollowUp | None = None
    first_minor: bool = False
    published: date | None = None
    answered: date | None = None
    rating: Rating | None = None
    settle_by: date | None = None
    settled: date | None = None
    note: str = ""
