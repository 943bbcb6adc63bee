"""The words the sample county is made of. Every one is made up or a word of general language.

No county, town, enterprise or person of these names is meant; the division code belongs to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...domain.codes import EnterpriseKind

COUNTY = "云汀县"
SHORT = "云汀"
DIVISION = "429088"
"""Not assigned to any county: no credit code that begins with it is a real enterprise's."""

TOWNS = {
    "云津街道": 16,
    "汀南街道": 13,
    "汀北街道": 10,
    "漱玉镇": 8,
    "鹭汀镇": 7,
    "苇渚镇": 6,
    "枫漪镇": 6,
    "棠漪镇": 5,
    "砚渚镇": 5,
    "松漪镇": 5,
    "岚汀镇": 4,
    "菱漪镇": 4,
    "听荷镇": 4,
    "石漪乡": 3,
    "竹渚乡": 2,
    "芦漪乡": 2,
}
"""Invented towns and how many of a hundred enterprises lie in each."""

ROADS = ("漱玉路", "云津大道", "荷风路", "沿渚路", "工贸一路", "工贸二路", "环汀路", "听泉街", "菱歌巷", "新汀路")
VILLAGES = ("上苇村", "下苇村", "半坡村", "柳荫村", "荷塘村", "竹坞村", "石桥头村", "枫树湾村")

BRAND_FIRST = "瑞恒嘉盛铭泽晟润禾沃启元诚信宏博汇锦佳远安康百福星辰"
BRAND_SECOND = "丰源达和兴昌益隆茂庆祥顺腾翔宇航川岳林森禾田园洲畅通"

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN_FIRST = "文志建海国明春晓玉思雨子俊永立新德宏景昌"
GIVEN_SECOND = "华平军辉敏芳涛磊洁霞斌峰琳健宁波静超颖凯"

NOWHERE_PHONE = "0000-555"
"""No area code is 0000: these numbers ring nowhere."""


@dataclass(frozen=True, slots=True)
class Trade:
    """A line of business: the words for it, its GB/T 4754 class, the labels it brings, and who runs it.

    `shops`: how a sole trader in it is called; empty where sole traders do not run it. `small` of ten are
    sole traders, `weight` is its share among all trades.
    """

    words: tuple[str, ...]
    industry: str
    labels: tuple[str, ...]
    weight: int
    shops: tuple[str, ...] = ()
    small: int = 0
    kind: EnterpriseKind = EnterpriseKind.COMPANY


_COOPERATIVE = EnterpriseKind.FARMERS_COOPERATIVE

TRADES = (
    Trade(("粮油", "米业"), "C1311", ("食品生产", "工业企业"), 4),
    Trade(("肉制品", "食品加工"), "C1353", ("食品生产", "排污单位", "工业企业"), 3),
    Trade(("豆制品",), "C1392", ("食品生产",), 2, ("豆制品加工坊",), 5),
    Trade(("糕点", "烘焙食品"), "C1411", ("食品生产",), 3, ("糕点坊",), 5),
    Trade(("酒业",), "C1512", ("食品生产", "排污单位", "工业企业"), 2),
    Trade(("茶业",), "C1530", ("食品生产",), 3),
    Trade(("纺织",), "C1711", ("排污单位", "工业企业"), 3),
    Trade(("制衣", "服饰"), "C1819", ("工业企业",), 4),
    Trade(("家具", "木业"), "C2110", ("排污单位", "工业企业"), 4, ("家具厂",), 3),
    Trade(("包装印刷",), "C2319", ("排污单位", "工业企业"), 2),
    Trade(("化工", "精细化工"), "C2614", ("危险化学品", "排污单位", "工业企业"), 2),
    Trade(("花炮",), "C2672", ("烟花爆竹", "工业企业"), 1),
    Trade(("塑料制品",), "C2926", ("排污单位", "工业企业"), 3),
    Trade(("水泥制品", "新型建材"), "C3021", ("排污单位", "工业企业"), 4),
    Trade(("金属结构", "钢构"), "C3311", ("工业企业",), 4),
    Trade(("汽车零部件",), "C3670", ("工业企业",), 3),
    Trade(("石料",), "B1019", ("排污单位", "工业企业"), 1),
    Trade(("燃气",), "D4511", ("危险化学品", "特种设备"), 1),
    Trade(("建筑工程", "建设"), "E4710", ("建筑施工",), 6),
    Trade(("装饰工程",), "E5011", ("建筑施工",), 3),
    Trade(("酒水", "茶叶"), "F5127", ("食品经营",), 3, ("烟酒商行",), 5),
    Trade(("烟花",), "F5295", ("烟花爆竹",), 2, ("烟花爆竹零售点",), 6),
    Trade(("农资",), "F5166", ("农资经营",), 4, ("农资经营部", "化肥经营部"), 5),
    Trade(("农药",), "F5167", ("农资经营", "危险化学品"), 1, ("农药店",), 5),
    Trade(("百货", "商贸"), "F5211", ("食品经营", "人员密集场所"), 5, ("百货店",), 6),
    Trade(("超市",), "F5212", ("食品经营", "人员密集场所"), 5, ("便利店", "副食店"), 7),
    Trade(("大药房", "医药"), "F5251", ("药品经营",), 4, ("药店",), 4),
    Trade(("石油", "加油站"), "F5265", ("加油站", "危险化学品"), 2),
    Trade(("货运", "物流"), "G5431", ("道路运输",), 5),
    Trade(("危货运输",), "G5435", ("道路运输", "危险化学品"), 1),
    Trade(("酒店",), "H6110", ("人员密集场所", "公共场所卫生", "特种设备"), 2),
    Trade(("宾馆",), "H6121", ("人员密集场所", "公共场所卫生"), 3, ("旅馆",), 6),
    Trade(("餐饮管理", "饭庄"), "H6210", ("食品经营", "人员密集场所"), 6, ("饭店", "酒楼"), 7),
    Trade(("餐饮",), "H6220", ("食品经营",), 6, ("小吃店", "面馆", "早点铺"), 9),
    Trade(("房地产开发",), "K7010", (), 2),
    Trade(("物业服务",), "K7020", ("特种设备", "用工单位"), 3),
    Trade(("劳务派遣", "人力资源"), "L7263", ("用工单位",), 2),
    Trade(("理发美容",), "O8040", ("公共场所卫生",), 4, ("理发店", "美容院"), 9),
    Trade(("汽车维修", "汽修"), "O8111", ("汽车维修", "排污单位"), 4, ("汽修厂",), 6),
    Trade(("职业技能培训",), "P8291", ("人员密集场所",), 2),
    Trade(("诊所", "门诊"), "Q8425", ("公共场所卫生",), 2),
    Trade(("娱乐",), "R9011", ("文化娱乐", "人员密集场所"), 2, ("歌厅",), 5),
    Trade(("网络科技",), "R9013", ("文化娱乐", "人员密集场所"), 2, ("网吧",), 5),
    Trade(("水稻种植",), "A0111", (), 3, kind=_COOPERATIVE),
    Trade(("蔬菜种植", "果蔬"), "A0141", ("农产品基地",), 4, kind=_COOPERATIVE),
    Trade(("生猪养殖", "牧业"), "A0313", ("畜禽养殖", "排污单位"), 3, kind=_COOPERATIVE),
    Trade(("水产养殖",), "A0412", ("农产品基地",), 3, kind=_COOPERATIVE),
)
