"""The field's code lists. A member's value is the official Chinese term, as lists and exports write it."""

from __future__ import annotations

from enum import Enum


class RiskClass(str, Enum):
    """信用风险等级."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    UNRATED = "未评级"


class EnterpriseStatus(str, Enum):
    """登记状态; only ACTIVE can be visited."""

    ACTIVE = "存续"
    DEREGISTERED = "注销"
    CANCELLED = "撤销"
    REVOKED = "吊销"
    MOVED_OUT = "迁出"


class EnterpriseKind(str, Enum):
    """主体类型."""

    COMPANY = "企业"
    SOLE_TRADER = "个体工商户"
    FARMERS_COOPERATIVE = "农民专业合作社"
    FOREIGN_OFFICE = "外国企业常驻代表机构"
    OTHER = "其他"


class TaskKind(str, Enum):
    """抽查类型."""

    TARGETED = "定向"
    UNTARGETED = "不定向"


class ItemCategory(str, Enum):
    """事项类别."""

    GENERAL = "一般"
    KEY = "重点"


class Method(str, Enum):
    """检查方式. Only ON_SITE makes somebody enter an enterprise."""

    ON_SITE = "实地检查"
    DOCUMENTS = "书面检查"
    ONLINE = "网络监测"
    TESTING = "检验检测"
    OTHER_AUTHORITY = "行政部门检查结果或专业意见"
    COMMISSIONED = "委托专业机构辅助"


class Exemption(str, Enum):
    """不受次数限制情形: the closed list of seven."""

    COMPLAINT = "投诉举报"
    SUPERIOR = "上级交办"
    TRANSFER = "异地转办"
    WORK_SAFETY = "安全生产"
    ENVIRONMENT = "生态环保"
    FOOD_AND_DRUGS = "食品药品安全"
    TAX = "涉嫌税收违法"


class MeetingExemption(str, Enum):
    """除外情形 of a meeting or research visit."""

    SERVICE_VISIT = "走访服务"
    SOCIAL_DUTY = "社会职务"


class MeetingKind(str, Enum):
    MEETING = "会议"
    RESEARCH = "调研"


class InspectorStatus(str, Enum):
    """人员状态."""

    VALID = "有效"
    INVALID = "失效"


class Half(str, Enum):
    """时段 of a visit."""

    MORNING = "上午"
    AFTERNOON = "下午"
    WHOLE_DAY = "全天"


class YearBasis(str, Enum):
    """What 'one check a year' means; a setting of the county."""

    CALENDAR = "自然年"
    ROLLING = "滚动12个月"


class MonthBasis(str, Enum):
    """What 'one meeting a month' means; a setting of the county."""

    CALENDAR = "自然月"
    ROLLING = "滚动30天"
