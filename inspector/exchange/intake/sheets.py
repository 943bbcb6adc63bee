"""The import sheets, each described once: import, template and the lists' export all read this description."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ...domain import codes

CODE = "统一社会信用代码/注册号"
CODE_LISTS = "代码表"
"""The template's sheet of terms to choose from; no list."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, the field of the noun it fills (several columns may fill one), whether a sheet must have
    it, how other systems title it, what the template says of it, an example, and the terms it may hold."""

    title: str
    field: str
    required: bool = False
    aliases: tuple[str, ...] = ()
    hint: str = ""
    example: str = ""
    choices: type[Enum] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the import workbook, and the county's list it fills.

    `marks` are the titles a header must have for the sheet to be recognised; other required columns that it
    lacks are told row by row, since a list that only updates what is known may leave them out.
    """

    name: str
    list: str
    marks: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required)


def _enterprise(field: str = "enterprise") -> Column:
    return Column(
        CODE,
        field,
        True,
        (
            "统一社会信用代码",
            "统一社会信用代码或注册号",
            "注册号/统一社会信用代码",
            "统一信用代码",
            "社会统一信用代码",
            "社会信用代码",
            "信用代码",
            "统一代码",
            "注册号/信用代码",
            "企业注册号",
            "工商注册号",
            "营业执照注册号",
            "注册号",
        ),
        "18位代码或旧注册号，单元格设为文本",
        "91429088MA00000015",
    )


DEPARTMENT_HINT = "部门编码、名称或简称"

CERTIFICATE = (
    "执法证号",
    "执法证件号",
    "执法证件编号",
    "行政执法证号",
    "行政执法证编号",
    "证件编号",
    "省执法证编号",
    "工商执法证编号",
)
"""Other titles of 执法证编号; where a list has both the province's and an older number, the province's counts."""

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "部门",
        "departments",
        ("部门编码", "部门名称"),
        (
            Column("部门编码", "code", True, ("部门代码",), "大写字母", "SCJG"),
            Column("部门名称", "name", True, (), "全称", "市场监督管理局"),
            Column("简称", "short_name", False, ("部门简称",), "计划表中使用", "市监"),
        ),
    ),
    Sheet(
        "检查对象名录",
        "enterprises",
        (CODE, "企业名称"),
        (
            _enterprise("code"),
            Column(
                "企业名称",
                "name",
                True,
                ("检查对象名称", "市场主体名称", "经营主体名称", "主体名称", "单位名称", "公司名称", "名称"),
                "",
                "示例商贸有限公司",
            ),
            Column("主体类型", "kind", False, ("市场主体类型",), "", "企业", codes.EnterpriseKind),
            Column("行业代码", "industry", False, ("国民经济行业代码", "行业门类代码"), "GB/T 4754 门类或代码", "F51"),
            Column("信用风险等级", "risk", False, ("风险等级", "信用风险分类"), "空白为未评级", "B", codes.RiskClass),
            Column("乡镇街道", "town", False, ("乡镇", "所属乡镇", "乡镇（街道）"), "", "示例镇"),
            Column("地址", "address", False, ("住所", "经营场所", "企业地址", "注册地址"), "", "示例镇示例路1号"),
            Column(
                "登记状态", "status", False, ("经营状态", "状态"), "只有存续可以检查", "存续", codes.EnterpriseStatus
            ),
            Column("标签", "labels", False, ("专项库",), "用；分开", "食品销售；危险化学品"),
            Column("错峰时段", "blackouts", False, (), "用；分开", "2027-01-21~2027-02-04"),
            Column("联系人", "contact"),
            Column("联系电话", "phone", False, ("电话",)),
        ),
    ),
    Sheet(
        "执法检查人员名录",
        "inspectors",
        ("执法证编号", "姓名"),
        (
            Column("执法证编号", "certificate", True, CERTIFICATE, "单元格设为文本", "示执0001"),
            Column("姓名", "name", True, (), "", "张三"),
            Column(
                "所属部门",
                "department",
                True,
                ("部门", "所在部门", "所在业务部门", "工作单位"),
                DEPARTMENT_HINT,
                "SCJG",
            ),
            Column("执法事项范围", "scope", True, ("执法范围",), "全部，或事项编码用；分开", "全部"),
            Column("岗位资质", "qualifications", False, ("资质", "岗位资质资格"), "用；分开", "食品"),
            Column("执法证有效期至", "expires", False, ("执法证有效期", "有效期至"), "日期或长期", "2029-12-31"),
            Column("人员状态", "status", False, ("执法人员状态", "状态"), "", "有效", codes.InspectorStatus),
            Column("请假时段", "leave", False, (), "用；分开", "2027-01-05~2027-01-07"),
            Column("季度派员上限", "load_limit", False, (), "天数，空白为不限", "30"),
        ),
    ),
    Sheet(
        "回避登记",
        "recusals",
        ("执法证编号", CODE),
        (
            Column("执法证编号", "certificate", True, CERTIFICATE, "", "示执0001"),
            _enterprise(),
            Column("回避原因", "reason", True, ("原因",), "", "近亲属任职"),
        ),
    ),
    Sheet(
        "抽查事项清单",
        "items",
        ("事项编码", "事项名称"),
        (
            Column("事项编码", "code", True, ("事项代码",), "", "A01"),
            Column("事项名称", "name", True, ("抽查事项名称",), "", "登记事项检查"),
            Column("子项", "sub_item", False, ("抽查子项",)),
            Column("所属部门", "department", True, ("部门",), DEPARTMENT_HINT, "SCJG"),
            Column("事项类别", "category", False, (), "", "一般", codes.ItemCategory),
            Column("不受次数限制类别", "exemption", False, (), "安全生产、生态环保、食品药品安全之一，或空白", ""),
            Column("检查方式", "methods", False, ("抽查方式",), "只有“实地检查”入企", "实地检查", codes.Method),
            Column("检查依据", "basis", False, ("抽查依据",), "", "《示例条例》"),
            Column("资质要求", "qualification", False, (), "组内至少一人具备", ""),
            Column("批准文号", "document", True, (), "清单的批准文号", "示例政办函〔2026〕1号"),
            Column("有效期至", "expires", False, (), "日期或长期", "2027-12-31"),
            Column("需备材料", "materials", False, (), "用；分开", "年报"),
        ),
    ),
    Sheet(
        "抽查任务",
        "tasks",
        ("任务编号", "任务名称"),
        (
            Column("任务编号", "code", True, (), "", "示例抽查〔2027〕1号"),
            Column("任务名称", "name", True, ("抽查任务名称",), "", "食品销售抽查"),
            Column("抽查类型", "kind", True, (), "", "定向", codes.TaskKind),
            Column("发起部门", "lead", True, (), DEPARTMENT_HINT, "SCJG"),
            Column("配合部门", "cooperating", False, (), "用；分开", ""),
            Column("检查事项", "items", True, ("抽查事项",), "事项编码，用；分开", "A01"),
            Column("范围-主体类型", "scope", False, (), "空白为不限", ""),
            Column("范围-行业代码", "scope", False, (), "空白为不限", ""),
            Column("范围-标签", "scope", False, (), "空白为不限", "食品销售"),
            Column("范围-乡镇街道", "scope", False, (), "空白为不限", ""),
            Column("比例A", "rates", False, (), "5% 或 5‰", "5%"),
            Column("比例B", "rates", False, (), "", "10%"),
            Column("比例C", "rates", False, (), "", "25%"),
            Column("比例D", "rates", False, (), "", "60%"),
            Column("比例未评级", "rates", False, (), "", "10%"),
            Column("固定数", "fixed", False, (), "家数；与比例只填一种", ""),
            Column("开始日期", "window", True, (), "", "2027-01-01"),
            Column("结束日期", "window", True, (), "", "2027-03-31"),
            Column("每部门人数", "officers", False, (), "不少于2，空白为2", "2"),
            Column("半天数", "half_days", False, (), "1 半天，2 全天", "1"),
        ),
    ),
    Sheet(
        "有因检查",
        "cases",
        ("线索编号", CODE),
        (
            Column("线索编号", "code", True, (), "", "线索2027-001"),
            _enterprise(),
            Column("不受次数限制情形", "exemption", True, (), "七种之一", "投诉举报", codes.Exemption),
            Column("依据文号", "document", True, (), "", "投诉字〔2027〕1号"),
            Column("部门", "department", True, (), DEPARTMENT_HINT, "SCJG"),
            Column("检查事项", "items", True, (), "事项编码，用；分开", "A01"),
            Column("受理日期", "received", True, (), "", "2027-01-19"),
            Column("办结期限", "deadline", True, (), "", "2027-02-16"),
            Column("可否合并", "may_merge", False, (), "是或否，空白为否", "否"),
            Column("承办人", "inspectors", False, (), "执法证编号或姓名，用；分开；空白为抽取", ""),
        ),
    ),
    Sheet(
        "涉企会议调研",
        "meetings",
        ("编号", "名称", "组织部门"),
        (
            Column("编号", "code", True, (), "", "会2027-01"),
            Column("名称", "name", True, ("会议名称",), "", "企业家座谈会"),
            Column("类型", "kind", True, (), "", "会议", codes.MeetingKind),
            Column("组织部门", "organiser", True, (), DEPARTMENT_HINT, "SCJG"),
            Column("开始日期", "window", True, (), "", "2027-01-01"),
            Column("结束日期", "window", True, (), "", "2027-03-31"),
            Column("参加企业", "invitees", False, (), "点名企业的代码，用；分开", ""),
            Column("范围-标签", "labels", False, (), "不点名时的范围", "食品销售"),
            Column("家数", "count", False, (), "不点名时的家数", "10"),
            Column("除外情形", "exemption", False, (), "", "", codes.MeetingExemption),
        ),
    ),
    Sheet(
        "历史检查",
        "past_checks",
        (CODE, "检查日期", "部门"),
        (
            _enterprise(),
            Column("检查日期", "date", True, (), "", "2026-10-20"),
            Column("部门", "department", True, ("检查部门",), DEPARTMENT_HINT, "SCJG"),
            Column("不受次数限制情形", "exemption", False, (), "空白为计入次数", "", codes.Exemption),
            Column("是否现场", "on_site", False, (), "是或否，空白为是", "是"),
        ),
    ),
    Sheet(
        "历史会议调研",
        "past_meetings",
        (CODE, "日期", "类型"),
        (
            _enterprise(),
            Column("日期", "date", True, ("会议日期",), "", "2027-01-13"),
            Column("类型", "kind", True, (), "", "会议", codes.MeetingKind),
            Column("除外情形", "exemption", False, (), "", "", codes.MeetingExemption),
        ),
    ),
)
"""In the order in which people fill them in."""

BY_LIST = {sheet.list: sheet for sheet in SHEETS}
