"""拼音首字母: the initials by which a Chinese name is found from the keyboard (hbyt for 湖北云汀)."""

from __future__ import annotations

import os
import re
from functools import cache
from itertools import product
from unicodedata import normalize

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
    # the readings of whole words, which pypinyin would load too, take most of its time and memory
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.pinyin_dict import pinyin_dict

    table: dict[int, str | None] = {char: normalize("NFD", readings[0])[0] for char, readings in pinyin_dict.items()}
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
