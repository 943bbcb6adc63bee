"""Who does what in the sample county: departments, the approved item list, qualifications."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ...domain.codes import Exemption, ItemCategory, Method
from ...domain.county import Department, Item
from ...domain.quarters import Quarter
from .words import COUNTY, SHORT

_NAMES = (
    ("SJ", "市场监督管理局", "市监", 19),
    ("YJ", "应急管理局", "应急", 13),
    ("HJ", "生态环境局", "环境", 9),
    ("XF", "消防救援大队", "消防", 12),
    ("RS", "人力资源和社会保障局", "人社", 9),
    ("ZJ", "住房和城乡建设局", "住建", 6),
    ("JT", "交通运输局", "交通", 6),
    ("NY", "农业农村局", "农业", 6),
    ("WJ", "卫生健康局", "卫健", 6),
    ("SW", "税务局", "税务", 5),
    ("WL", "文化和旅游局", "文旅", 4),
    ("SS", "商务局", "商务", 5),
)
STAFF = {code: people for code, _, _, people in _NAMES}
"""Inspectors of each department, a hundred in all."""

DEPARTMENTS = tuple(Department(code, COUNTY + name, short) for code, name, short, _ in _NAMES)

QUALIFICATIONS = {
    "SJ": (("食品安全检查员", 8), ("特种设备安全监察员", 7), ("药品检查员", 5)),
    "YJ": (("危险化学品安全监管", 6),),
    "HJ": (("生态环境监察", 6),),
    "XF": (("消防监督检查", 6),),
    "NY": (("农药监督管理", 4),),
    "JT": (("道路运输执法", 4),),
}
"""Department -> qualification and how many of its inspectors hold it."""

NARROW_SCOPES = {
    "SJ": (("SJ01", "SJ02", "SJ03"), ("SJ04", "SJ05", "SJ06")),
    "YJ": (("YJ02", "YJ03"),),
    "HJ": (("HJ01", "HJ02"),),
}
"""Department -> scopes of those of its inspectors who may not check everything, one scope a person."""

_SAFETY, _ENVIRONMENT, _FOOD = Exemption.WORK_SAFETY, Exemption.ENVIRONMENT, Exemption.FOOD_AND_DRUGS


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the item list, as far as it differs from the usual one."""

    code: str
    name: str
    basis: str
    sub_item: str = ""
    key: bool = False
    exemption: Exemption | None = None
    methods: tuple[Method, ...] = (Method.ON_SITE,)
    qualification: str = ""
    materials: tuple[str, ...] = ()


_ROWS = (
    _Row("SJ01", "登记事项检查", "《市场主体登记管理条例》", materials=("住所使用证明",)),
    _Row("SJ02", "年度报告公示信息检查", "《企业信息公示暂行条例》", methods=(Method.DOCUMENTS, Method.ONLINE)),
    _Row("SJ03", "价格行为检查", "《价格法》", materials=("价目表", "收费票据")),
    _Row(
        "SJ04", "食品生产监督检查", "《食品安全法》", "原料与过程控制", True, _FOOD,
        qualification="食品安全检查员", materials=("进货查验记录", "出厂检验记录"),
    ),
    _Row("SJ05", "食品经营监督检查", "《食品安全法》", "贮存与标签", True, _FOOD, materials=("进货查验记录",)),
    _Row("SJ06", "广告行为检查", "《广告法》", methods=(Method.ONLINE,)),
    _Row(
        "SJ07", "特种设备使用安全检查", "《特种设备安全法》", "登记与检验", True, _SAFETY,
        qualification="特种设备安全监察员", materials=("设备台账", "检验报告"),
    ),
    _Row("SJ08", "药品经营质量检查", "《药品管理法》", "", True, _FOOD, qualification="药品检查员"),
    _Row("SJ09", "计量器具检查", "《计量法》", materials=("检定证书",)),
    _Row(
        "YJ01", "危险化学品企业安全检查", "《危险化学品安全管理条例》", "储存与使用", True, _SAFETY,
        qualification="危险化学品安全监管", materials=("安全评价报告", "应急预案"),
    ),
    _Row("YJ02", "烟花爆竹经营安全检查", "《烟花爆竹安全管理条例》", "", True, _SAFETY, materials=("进销台账",)),
    _Row("YJ03", "工贸企业安全生产检查", "《安全生产法》", "有限空间作业", True, _SAFETY, materials=("培训记录",)),
    _Row(
        "HJ01", "排污许可执行情况检查", "《排污许可管理条例》", "", True, _ENVIRONMENT,
        qualification="生态环境监察", materials=("自行监测报告",),
    ),
    _Row("HJ02", "固体废物管理检查", "《固体废物污染环境防治法》", "", True, _ENVIRONMENT, materials=("转移联单",)),
    _Row("HJ03", "建设项目环境影响评价检查", "《环境影响评价法》", methods=(Method.DOCUMENTS,)),
    _Row(
        "XF01", "消防安全检查", "《消防法》", "疏散与设施", True, _SAFETY,
        qualification="消防监督检查", materials=("消防设施检测报告",),
    ),
    _Row("XF02", "消防安全责任制检查", "《消防法》", materials=("值班记录",)),
    _Row("RS01", "劳动用工检查", "《劳动合同法》", materials=("职工名册", "工资表")),
    _Row("RS02", "社会保险缴纳情况检查", "《社会保险法》", methods=(Method.OTHER_AUTHORITY,)),
    _Row("RS03", "劳务派遣经营检查", "《劳务派遣行政许可实施办法》", materials=("派遣协议",)),
    _Row("ZJ01", "建筑施工现场安全检查", "《建设工程安全生产管理条例》", "", True, _SAFETY, materials=("专项方案",)),
    _Row("ZJ02", "建筑市场行为检查", "《建筑法》", materials=("承包合同",)),
    _Row("JT01", "道路运输经营检查", "《道路运输条例》", qualification="道路运输执法", materials=("车辆台账",)),
    _Row("JT02", "机动车维修经营检查", "《道路运输条例》", materials=("维修档案",)),
    _Row("NY01", "农药经营检查", "《农药管理条例》", qualification="农药监督管理", materials=("购销台账",)),
    _Row("NY02", "农产品质量安全检查", "《农产品质量安全法》", "", True, _FOOD, materials=("生产记录",)),
    _Row("WJ01", "公共场所卫生检查", "《公共场所卫生管理条例》", materials=("卫生检测报告",)),
    _Row("WJ02", "餐饮具集中消毒检查", "《食品安全法》", "", False, _FOOD, (Method.TESTING,)),
    _Row("SW01", "纳税申报情况检查", "《税收征收管理法》", methods=(Method.DOCUMENTS,)),
    _Row("SW02", "发票使用情况检查", "《发票管理办法》", materials=("发票领用簿",)),
    _Row("WL01", "娱乐场所经营检查", "《娱乐场所管理条例》", materials=("从业人员名簿",)),
    _Row("SS01", "成品油零售经营检查", "《成品油流通管理办法》", materials=("进销存台账",)),
    _Row("SS02", "单用途商业预付卡检查", "《单用途商业预付卡管理办法（试行）》", materials=("预收资金台账",)),
)  # fmt: skip

RENEWED_ITEM = "SJ09"
"""The item whose approval runs out within the quarter and is renewed for the next."""


def items(quarter: Quarter) -> tuple[Item, ...]:
    """The approved list as it stands for `quarter`: approved the year before, good to the end of the next year.

    The approval of `RENEWED_ITEM` runs out in the quarter's last month.
    """
    listed = tuple(
        Item(
            row.code,
            row.name,
            row.code[:2],
            row.sub_item,
            ItemCategory.KEY if row.key else ItemCategory.GENERAL,
            row.exemption,
            row.methods,
            row.basis,
            row.qualification,
            f"{SHORT}政办函〔{quarter.year - 1}〕{number}号",
            date(quarter.year + 1, 12, 31),
            row.materials,
        )
        for number, row in enumerate(_ROWS, 11)
    )
    return tuple(
        replace(item, expires=quarter.last.replace(day=18)) if item.code == RENEWED_ITEM else item for item in listed
    )


def renewed(listed: tuple[Item, ...], quarter: Quarter) -> tuple[Item, ...]:
    """The list with every approval that runs out before `quarter` ends renewed to the end of the next year."""
    return tuple(
        replace(item, document=f"{SHORT}政办函〔{quarter.year}〕{number}号", expires=date(quarter.year + 1, 12, 31))
        if item.expires and item.expires <= quarter.last
        else item
        for number, item in enumerate(listed, 41)
    )
