"""拼音首字母: the initials by which a Chinese name is found from the keyboard (hbxs for 湖北浠水).

GB 2312 orders its 3,755 common characters by their reading, so that a few boundaries give their initials; its other
3,008 are ordered by radical and stand in a table. Names keep to these, but for the few that are listed here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import product

_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
"""The first common character of each initial."""
_INITIALS = "abcdefghjklmnopqrstwxyz"
_COMMON_ROWS, _OTHER_ROWS = range(16, 56), range(56, 88)
_ROW = 94
_OTHER = (
    "cjwgnspgcgnegypbtyyzdxykygtzjnmjqmbsgzscyjsyyfpgkbzgydywjkgkljswkpjqhyjwrdzlsgmrypywwcckznkyyg"
    "ttngjeykkzytcjnmcylqlypyqfqrpzslwbtgkjfyxjwzltbncxjjjjtxdttsqzycdxxhgckbphffsstybgmxlpbyllbhlx"
    "smzmyjhsojnghdzqyklgjhsgqzhxqgkezzwyscscjxyeyxadzpmdssmzjzqjyzcjjfwqjbdzbxgznzcpwhkxhqkmwfbpby"
    "dtjzzkqhylygxfptyjyyzpszlfchmqshgmxxsxjyqdcsbbqbefsjyhwwgzkpylqbgldlcctnmayddkssngycsgxlyzaypn"
    "ptsdkdylhgymylcxpycjndqjwqqxfyyfjlejpzrxccqwqqsbzkymgplbmjrqcflnymyqmsqtrbcjthztqfrxqhxmjjcjlx"
    "xgjmshzkbswyemyltxfsydsglycjqxsjnqbsctyhbftdcyjdjwyghqfrxwckqkxebptlpxjzsrmebwhjlbjslyysmdxlcl"
    "qkxlhxjrzjmfqhxhwywsbhtrxxglhqhfnmgykldyxzpylggsmtcfpajjzyljtyanjgbjplqgdzyqyaxbkysecjsznslyzh"
    "zxlzcghpxzhznytdsbcjkdlzyyfwydlebbgqyzkggldndnyskjshdlyxbcghxypkdjmmzngmmclgwzszxzjfznmlzzthcs"
    "ydbdllscddnlkjykjsycjlkohqasdknhcsganhdaashtcplcpqybsdmpjlpcjoqlcdhjjysprchnwjnlhlyyqyhwzptczg"
    "wwmzffjqqqqyxaclbhkdjxdgmmydjxzllsygxgkjrywzwyclzmssjzldbydcpcxyhlxchyzjqsqqagmnyxpfrkssbjlyxy"
    "syglnscmhcwwmnzjjlxxhchsyzsttxrycyxbyhcsmxjsznpwgpxxtaybgajcxlyxdccwzocwkccsbnhcpdyznfcyytyckx"
    "kybsqkkytqqxfcwchcykelzqbsqyjqcclmthsywhmktlkjlycxwheqqhtqhqpqsqscfymmdmgbwhwlgsllystlmlxpthmj"
    "hwljzyhzjxhtxjlhxrswlwzjcbxmhzqxsdzpmgfcsglsxymjshxpjxwmyqksmyplrthbxftpmhyxlchlhlzylxgsssstcl"
    "sldclrpbhzhxyyfhbmgdmycnqqwlqhjjcywjzyejjdhpblqxtqkwhlchqxagtlxljxmsljhtzkzjecxjcjnmfbycsfywyb"
    "jzgnysdzsqyrsljpclpwxsdwejbjcbcnaytwgmpapclyqpclzxsbnmsggfnzjjbzsfzyndxhplqkzczwalsbccjxsyzgwk"
    "ypsgxfzfcdkhjgxtlqfsgdslqwzkxtmhsbgzmjzrglyjbpmlmsxlzjqqhzyjczydjwbwjklddpmjegxyhylxhlqyqhkycw"
    "cjmyyxnatjhyccxzpcqlbzwwytwbqcmlpmyrjcccxfpznzzljplxxyztzlgdldcklyrzzgqtgjhhgjljaxfgfjzslcfdqz"
    "lclgjdjzsnzlljpjqdcclcjxmyzftsxgcgsbrzxjqqctzhgyqtjqqlzxjylylbcyamcstylpdjbyregklzyzhlyszqlznw"
    "czcllwjqjjjkdgjzolbbzppglghtgzxyjhzmycnqcycyhbhgxkamtxyxnbskyzzgjzlqjdfcjxdygjqjjpmgwgjjjpkqsb"
    "gbmmcjssclpqpdxcdyykypcjddyygywrhjrtgznyqldkljszzgzqzjgdykshpzmtlcpwnjyfyzdjcnmwescyglbtzcgmss"
    "llyxysxsbsjsbbsgghfjlypmzjnlyywdqshzxtyywhmcyhywdbxbtlmsyyyfsxjcbdxxlhjhfssxzqhfzmzcztqcxzxrtt"
    "djhnnyzqqmtqdmmgyydxmjgdhcdyzbffallztdltfxmxqzdngwqdbdcdjdxbzgsqqddjcmbkzffxmkdmdsyyszcmljdsyn"
    "sprskmkmpcklgtbqtfzswtfgglyplljzhgjjgypzltcsmcnbtjbqfkthbyzgkpbbymtdssxtbnpdkleycjnyddykzddhqh"
    "sdzsctarlltkzlgecllkjlqjaqnbdkkghpjtzqksecshalqfmmgjnlyjbbtmlyzxdcjpldlpcqdhzycbzsczbzmsljflkr"
    "zjsnfrgjhxpdhyjybzgdlqcsezgxlblgyxtwmabchecmwyjyzlljjyhlgndjlslygkdzpzxjyyzlwcxszfgwyydlyhcljs"
    "cmbjhblyzlycblydpdqysxqzbytdkyxjyycnrjmpdjgklcljbctbjddbblblczqrppxjcjlzcshltoljnmdddlngkathqh"
    "jhykheznmshrphqqjchgmfprxhjgdychghlyrzqlcyqjnzsqtkqjymszswlcfqqqxyfggyptqwlmcrnfkkfsyylqbmqamm"
    "myxctpshcptxxzzsmphpshmclmldqfyqxszyjdjjzzhqpdszglstjbckbxyqzysgpsxqzqzrqtbdkyxzkhhgflbcsmdldg"
    "dzdblzyycxnncsybzbfglzzxswmsccmqnjqsbdqsjtxxmbltxzclzshzcxrqjgjylxzfjphymzqqydfqjjlzznzjsdgzyg"
    "ctxmzysctlkphtxhtlbjxjlxscdqxcbbtjfqzfsltjbtkqbxxjjljchczdbzjdczjdcprnpqcjpfczlclzxzdmxmphjsgz"
    "gszzqjylwtjpfsyaxmcjbtzkycwmytzsjjlqcqlwzmalbxyfbpnlsfhtgjwejjxxglljstgshjqlzfkcgnndszfdeqfhbs"
    "aqtgylbxmmygszldydqmjjrgbjtkgdhgkblqkbdmbylxwcxyttybkmrtjzxqjbhlmhmjjzmqasldcyxyqdlqcafywyxqhz"
)
"""The initials of rows 56 to 87, character by character."""
_NOT_IN_GB = {
    "喆": "z", "堃": "k", "玥": "y", "珺": "j", "昇": "s", "镕": "r", "犇": "b", "祎": "y", "翀": "c", "旻": "m",
    "劼": "j", "琭": "l", "甯": "n", "頔": "d", "赟": "y", "垚": "y", "淼": "m", "鎏": "l", "鋆": "y",
    "瑨": "j", "瑀": "y", "璟": "j", "晞": "x", "昉": "f", "祺": "q", "烜": "x", "洺": "m", "湉": "t",
}  # fmt: skip
"""Characters of names that came into use after the standard."""
_SEVERAL = {
    "长": "cz", "重": "zc", "行": "hx", "乐": "ly", "朝": "cz", "厦": "sx", "会": "hk", "曾": "zc", "传": "cz",
    "盛": "sc", "校": "xj", "藏": "zc", "车": "cj", "单": "ds", "解": "jx", "覃": "qt", "查": "cz", "种": "zc",
    "降": "jx", "贾": "jg", "宿": "sx", "乘": "cs", "参": "cs", "率": "sl", "铅": "qy", "堡": "bp", "番": "fp",
    "调": "td", "弹": "td", "仇": "cq", "尉": "wy", "万": "wm", "茄": "jq", "省": "sx", "系": "xj", "脯": "pf",
    "辟": "pb", "石": "sd", "繁": "fp", "适": "sk", "祭": "jz", "蛤": "gh",
}  # fmt: skip
"""Characters of names with several readings, the usual one first."""
_MOST_SEVERAL = 3
"""Beyond this many such characters in a name only the usual readings count."""
_ANY_SEVERAL = re.compile(f"[{''.join(_SEVERAL)}]")
_DROPPED = "（）()《》“”·•・-—、，,。. 　"
BETWEEN = "\n"
"""What stands between the several initials of one name; nobody types it."""


@cache
def _table() -> dict[int, str | None]:
    """Each character's usual initial; what is dropped has none."""
    table: dict[int, str | None] = {}
    bounds = [char.encode("gb2312") for char in _FIRST]
    for row in _COMMON_ROWS:
        for cell in range(1, _ROW + 1):
            code = bytes((row + 0xA0, cell + 0xA0))
            if char := code.decode("gb2312", "ignore"):
                table[ord(char)] = _INITIALS[bisect_right(bounds, code) - 1]
    for number, initial in enumerate(_OTHER):
        row, cell = divmod(number, _ROW)
        table[ord(bytes((_OTHER_ROWS[row] + 0xA0, cell + 0xA1)).decode("gb2312"))] = initial
    table |= {ord(char): initial for char, initial in _NOT_IN_GB.items()}
    table |= {ord(char): readings[0] for char, readings in _SEVERAL.items()}
    return table | dict.fromkeys(map(ord, _DROPPED))


def initials(name: str) -> str:
    """The initials of a name in lower case; all that it may have, one below the other, where it has several."""
    table = _table()
    several = _ANY_SEVERAL.findall(name)
    if not several or len(several) > _MOST_SEVERAL:
        return name.translate(table).lower()
    parts = [part.translate(table).lower() for part in _ANY_SEVERAL.split(name)]
    found = []
    for readings in product(*(_SEVERAL[char] for char in several)):
        found.append(parts[0] + "".join(reading + part for reading, part in zip(readings, parts[1:], strict=True)))
    return BETWEEN.join(found)
