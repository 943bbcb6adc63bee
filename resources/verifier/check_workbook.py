#!/usr/bin/env python3
"""Checks an exported inspection plan (涉企检查计划 .xlsx) without the program that made it.

    python check_workbook.py PLAN.xlsx [--lang zh_CN|en]

Needs Python 3.8 or later and nothing else. It was written from the published draw protocol; the section numbers below
are the protocol's. From the frozen lists and the dice digits in the workbook it recomputes the hashes H0 and H1, the
sampling frame, who was drawn, which guests were asked and who was sent, and compares that with every sheet.

Exit code: 0 all is right; 1 something is wrong; 2 the file cannot be read or is not such a workbook.
It cannot know what the witnesses wrote down: compare H0, H1 and the digits it prints with their record.
"""

# ruff: noqa: B904, B905, RUF005, UP031 - newer ways of writing than Python 3.8 or a reader of this file needs

import argparse
import hashlib
import locale
import os
import re
import sys
import zipfile
import zlib
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from xml.etree import ElementTree

M = 1_000_000  # chances are in millionths
MOST_BYTES = 1 << 30  # a workbook unpacks to at most so much
MOST_CELLS = 30_000_000
MOST_SHOWN = 20  # of one kind of finding
CHINESE = True

FORM, PLAN, OFF_SITE, TEAMS = "涉企检查计划审批表", "联合抽查实施计划表", "非现场检查任务表", "检查组派员表"
MEETINGS, LEDGER, TARGETS = "会议调研安排", "不受年度次数限制检查台账", "检查对象随机抽取记录"
INSPECTORS, FAIRNESS, FROZEN, PARAMETERS = "检查人员随机抽取记录", "公平性", "抽取时点名录", "参数"
CHANGES, LOG, SEALS = "计划调整记录", "操作日志", "封签"
SHEETS = (FORM, PLAN, OFF_SITE, TEAMS, MEETINGS, LEDGER, TARGETS, INSPECTORS, FROZEN, PARAMETERS, CHANGES, LOG, SEALS)
CODE = "统一社会信用代码/注册号"
HEADS = {  # the columns that are fixed; further ones may follow
    PLAN: "序号 检查日期 时段 %s 企业名称 乡镇街道 地址 信用风险等级 发起部门 参与部门 检查事项 任务编号 检查人员 "
    "是否计入年度检查次数 不受次数限制情形 依据文号 检查方式 检查依据 本年第几次 备注" % CODE,
    OFF_SITE: "序号 %s 企业名称 部门 检查事项 检查方式 任务编号 开始日期 结束日期" % CODE,
    TEAMS: "日期 部门 乡镇街道 组号 检查人员 执法证编号 上午企业 下午企业",
    MEETINGS: "编号 名称 类型 组织部门 日期 %s 企业名称 是否计入当月次数 除外情形" % CODE,
    LEDGER: "%s 企业名称 不受次数限制情形 依据文号 部门 检查日期" % CODE,
    TARGETS: "抽取批次 %s 抽取分层 随机号 排序号" % CODE,
    INSPECTORS: "检查组 组内岗位 执法证编号 概率(百万分之) 结果 检查人员 部门",
    CHANGES: "序号 类别 对象 调整前 调整后 原因 依据 批准人 批准文号 批准日期",
}
UNSEALED = {"备注", "联系人", "联系电话"}
MARKER = b"InspectorWorkbook"


def say(chinese, english):
    return chinese if CHINESE else english


class NotOurs(Exception):
    """The file cannot be read, or is something else (exit 2)."""


class Damaged(Exception):
    """The file is such a workbook, but not whole (exit 1)."""


# ---------------------------------------------------------------- reading .xlsx


class Parts:
    """Receives the XML of one part of the workbook; a document type, which could define entities, is refused."""

    def doctype(self, *_):
        raise Damaged(say("XML 中含有 DOCTYPE，拒绝读取", "the XML holds a DOCTYPE, which is refused"))

    def close(self):
        return self


class Elements(Parts):
    """All elements as (name, attributes), and the texts of the elements <si> (shared strings)."""

    def __init__(self):
        self.elements, self.strings, self._text, self._skip = [], [], None, 0

    def start(self, tag, attributes):
        name = tag.rpartition("}")[2]
        if name == "si":
            self._text = []
        self._skip += name == "rPh"  # a reading aid, not text
        self._in_text = name == "t"
        if self._text is None:
            self.elements.append((name, {key.rpartition("}")[2]: value for key, value in attributes.items()}))

    def data(self, text):
        if self._text is not None and self._in_text and not self._skip:
            self._text.append(text)

    def end(self, tag):
        name = tag.rpartition("}")[2]
        self._in_text = False
        self._skip -= name == "rPh"
        if name == "si":
            self.strings.append(unescape("".join(self._text)))
            self._text = None


class Cells(Parts):
    """The cells of a sheet: rows[number][column] = text. Dates become 2027-01-05, whole numbers have no point."""

    def __init__(self, strings, date_styles, epoch):
        self.strings, self.date_styles, self.epoch = strings, date_styles, epoch
        self.rows, self._row, self._column, self._skip, self._into = {}, 0, 0, 0, None

    def start(self, tag, attributes):
        name = tag.rpartition("}")[2]
        if name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif name == "c":
            letters = re.match("[A-Z]*", attributes.get("r", "")).group()
            self._column = _column(letters) if letters else self._column + 1
            self._type, self._style = attributes.get("t", "n"), int(attributes.get("s", 0))
            self._parts = {"v": [], "t": [], "f": []}
            self._formula = False
        elif name in ("v", "t", "f") and not self._skip:
            self._into = name
            self._formula = self._formula or name == "f"
        self._skip += name == "rPh"

    def data(self, text):
        if self._into:
            self._parts[self._into].append(text)

    def end(self, tag):
        name = tag.rpartition("}")[2]
        self._into = None
        self._skip -= name == "rPh"
        if name == "c":
            text = self._value()
            if text:
                self.rows.setdefault(self._row, {})[self._column] = text

    def _value(self):
        value = "".join(self._parts["v"])
        if self._formula:  # nothing in these workbooks is a formula
            return "=" + "".join(self._parts["f"])
        if self._type == "inlineStr":
            return unescape("".join(self._parts["t"]))
        if self._type == "s":
            return self.strings[int(value)] if value else ""
        if self._type != "n" or not value:
            return unescape(value)
        number = float(value)
        if self._style in self.date_styles:
            moment = self.epoch + timedelta(days=number)
            return moment.date().isoformat() if number == int(number) else moment.isoformat()
        return str(int(number)) if number == int(number) else repr(number)


def _column(letters):
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def unescape(text):
    """Spreadsheets write control characters as _x000D_, and such a text itself with _x005F_ for its first _."""
    return re.sub("_x(00[01][0-9A-Fa-f]|005F)_", lambda found: chr(int(found.group(1), 16)), text)


def parse(archive, name, target):
    parser = ElementTree.XMLParser(target=target)
    with archive.open(name) as stream:
        for block in iter(lambda: stream.read(1 << 16), b""):
            parser.feed(block)
    return parser.close()


def is_date(number, code):
    """Whether a number format shows a date."""
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code).lower()
    return (
        14 <= number <= 17 or number == 22 or 27 <= number <= 36 or 50 <= number <= 58 or bool(set("yd") & set(plain))
    )


def read_workbook(path):
    """{sheet: [row, …]}, each row a list of texts without trailing blanks; row 1 is [0]."""
    try:
        with open(path, "rb") as stream:
            head = stream.read(4 << 20)
    except OSError as error:
        raise NotOurs(say("无法读取文件：", "the file cannot be read: ") + str(error))
    if head[:2] != b"PK":
        raise NotOurs(say("不是 .xlsx 工作簿", "this is no .xlsx workbook"))
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise NotOurs(say("解压后过大，拒绝读取", "it would unpack to too much; refused"))
            return _read_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, IndexError, OverflowError) as error:
        what = say("文件被截断或损坏，无法读全", "the file is truncated or damaged and cannot be read in full")
        raise (Damaged if _looks_ours(head) else NotOurs)("%s (%s)" % (what, error))
    except (ElementTree.ParseError, NotImplementedError, RuntimeError, OSError, AttributeError) as error:
        what = say("文件内容损坏，无法读取", "the file's content is damaged and cannot be read")
        raise (Damaged if _looks_ours(head) else NotOurs)("%s (%s)" % (what, error))


def _looks_ours(head):
    """Whether the remains of an archive hold our mark: looks into each entry that begins in what is left."""
    for found in re.finditer(b"PK\x03\x04", head):
        at = found.start()
        name, extra = (int.from_bytes(head[at + k : at + k + 2], "little") for k in (26, 28))
        body = head[at + 30 + name + extra :][: 1 << 16]
        try:
            text = zlib.decompressobj(-15).decompress(body, 1 << 16)
        except zlib.error:
            text = body
        if MARKER in text or any(sheet.encode() in text for sheet in SHEETS):
            return True
    return False


def _read_parts(archive):
    base = "xl/"
    book = parse(archive, base + "workbook.xml", Elements()).elements
    names = set(archive.namelist())
    if len(names) < len(archive.namelist()):
        raise ValueError("two parts have one name")
    targets = {
        made["Id"]: made["Target"]
        for name, made in parse(archive, base + "_rels/workbook.xml.rels", Elements()).elements
        if name == "Relationship"
    }
    strings, date_styles = [], set()
    if base + "sharedStrings.xml" in names:
        strings = parse(archive, base + "sharedStrings.xml", Elements()).strings
    if base + "styles.xml" in names:
        codes, styles, inside = {}, [], ""
        for name, made in parse(archive, base + "styles.xml", Elements()).elements:
            inside = name if name in ("cellStyleXfs", "cellXfs", "cellStyles", "dxfs") else inside
            if name == "numFmt":
                codes[int(made["numFmtId"])] = made.get("formatCode", "")
            elif name == "xf" and inside == "cellXfs":
                styles.append(int(made.get("numFmtId", 0)))
        date_styles = {at for at, number in enumerate(styles) if is_date(number, codes.get(number, ""))}
    in_1904 = any(name == "workbookPr" and made.get("date1904") in ("1", "true") for name, made in book)
    epoch = datetime(1904, 1, 1) if in_1904 else datetime(1899, 12, 30)
    sheets, count = {}, 0
    for name, made in book:
        if name == "sheet":
            target = targets[made["id"]]
            part = target.lstrip("/") if target.startswith("/") else base + target
            cells = parse(archive, part, Cells(strings, date_styles, epoch)).rows
            last = max(cells, default=0)
            count += last + sum(max(row) for row in cells.values())
            if count > MOST_CELLS or made["name"] in sheets:
                raise ValueError("too many cells, or two sheets %s" % made["name"])
            sheets[made["name"]] = rows = []
            for row in (cells.get(number, {}) for number in range(1, last + 1)):
                rows.append([row.get(column, "") for column in range(1, max(row, default=0) + 1)])
    if not any(name in sheets for name in SHEETS):
        raise NotOurs(say("不是涉企检查计划工作簿", "this is no workbook of an inspection plan"))
    return sheets


# ---------------------------------------------------------------- sections 1 to 3: words, rows, the frozen lists


def sha(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def text_of(rows):
    """Section 2: rows as text."""
    made = []
    for row in rows:
        fields = list(row)
        while fields and not fields[-1]:
            fields.pop()
        escaped = [
            field.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
            for field in fields
        ]
        made.append("\t".join(escaped) + "\n")
    return "".join(made)


def members(text):
    return [part for part in text.split("；") if part]


def pairs(text):
    return dict(part.split("=", 1) for part in members(text))


def day(text):
    return date(*map(int, text.split("-")))


def periods(text):
    return [tuple(day(end) for end in part.split("~")) for part in members(text)]


class Row(dict):
    """A row's fields by the names its heading gives them, and the number of the row on its sheet."""

    number = 0


def by_kind(rows):
    """{kind: [Row, …]} of the sheet 抽取时点名录 or 参数."""
    heads, found = {}, defaultdict(list)
    for number, row in enumerate(rows, 1):
        if row and row[0].startswith("#"):
            heads[row[0][1:]] = row[1:]
        elif row:
            titles = heads.get(row[0], [])
            made = Row(zip(titles, row[1:] + [""] * len(titles)))
            made.number, made.fields = number, row
            found[row[0]].append(made)
    return found


class Lists:
    """The frozen lists (section 3)."""

    def __init__(self, rows):
        kinds = self.kinds = by_kind(rows)
        year, self.quarter = kinds["季度"][0].fields[1][:4], kinds["季度"][0].fields[1]
        first = date(int(year), int(self.quarter[5]) * 3 - 2, 1)
        after = date(first.year + (first.month == 10), (first.month + 2) % 12 + 1, 1)
        resting = {row["日期"] for row in kinds["休息日"]}
        working = {row["日期"] for row in kinds["调休上班日"]}
        self.first = first
        self.days = [first + timedelta(days=k) for k in range((after - first).days)]
        self.workdays = [
            d for d in self.days if (d.weekday() < 5 and d.isoformat() not in resting) or d.isoformat() in working
        ]
        self.settings = kinds["设置"][0]
        self.enterprises = {row[CODE]: row for row in kinds["检查对象"]}
        self.people = {row["执法证编号"]: row for row in kinds["执法检查人员"]}
        self.items = {row["事项编码"]: row for row in kinds["抽查事项"]}
        self.tasks = {row["任务编号"]: row for row in kinds["抽查任务"]}
        self.cases = {row["线索编号"]: row for row in kinds["有因检查"]}
        self.meetings = {row["编号"]: row for row in kinds["会议调研"]}
        self.short = {row["部门编码"]: row["简称"] or row["部门名称"] or row["部门编码"] for row in kinds["部门"]}
        self.recused = {(row["执法证编号"], row[CODE]) for row in kinds["回避"]}
        self.carried = {
            (row["任务编号"], row[CODE], item) for row in kinds["结转"] for item in members(row["检查事项"])
        }
        self.counted_past = defaultdict(list)  # enterprise: [(date, department)]
        for row in kinds["历史检查"]:
            if row["是否现场"] == "是" and not row["不受次数限制情形"]:
                self.counted_past[row[CODE]].append((day(row["检查日期"]), row["部门"]))
        self.counted_meetings = defaultdict(list)
        for row in kinds["历史会议调研"]:
            if not row["除外情形"]:
                self.counted_meetings[row[CODE]].append(day(row["日期"]))
        self.blackouts = {key: periods(row["错峰时段"]) for key, row in self.enterprises.items()}

    def active(self, code):
        return self.enterprises[code]["登记状态"] == "存续"

    def closed(self, code, when):
        return any(start <= when <= end for start, end in self.blackouts[code])

    def on_site(self, item):
        return self.items[item]["检查方式"] == "实地检查"

    def counted(self, item):
        return self.on_site(item) and not self.items[item]["不受次数限制类别"]

    def unexpired(self, item, when):
        until = self.items[item]["有效期至"]
        return not until or when.isoformat() <= until

    def same_month(self, one, other):
        """Whether two counted meetings on these days are too many."""
        if self.settings["月度口径"] == "滚动30天":
            return abs((one - other).days) < 30
        return (one.year, one.month) == (other.year, other.month)

    def forbids(self, past, when):
        """Whether a counted check on one day forbids a counted item on another."""
        if self.settings["年度口径"] != "滚动12个月":
            return past.year == when.year
        early, late = sorted((past, when))
        leap = (early.month, early.day) == (2, 29)
        return late < early.replace(year=early.year + 1, day=28 if leap else early.day)


# ---------------------------------------------------------------- sections 4 to 6: groups, frame, enterprises


class Sampling:
    """Groups and frame; `drawn` is {enterprise: first task that drew it with a counted item} of earlier groups."""

    def __init__(self, lists):
        self.lists = lists
        self.window, self.task_days, self.task_items, self._possible = {}, {}, {}, {}
        for code, task in lists.tasks.items():
            start, end = self.window[code] = periods(task["起止日期"])[0]
            self.task_days[code] = [d for d in lists.workdays if start <= d <= end]
            departments = [task["发起部门"]] + members(task["配合部门"])
            self.task_items[code] = [
                item
                for item in members(task["检查事项"])
                if item in lists.items
                and lists.items[item]["所属部门"] in departments
                and lists.items[item]["批准文号"]
                and any(
                    lists.unexpired(item, d)
                    for d in (self.task_days[code] if lists.on_site(item) else [max(start, lists.first)])
                )
            ]
        self.groups = self._groups()

    def _groups(self):
        left = sorted(self.lists.tasks, key=lambda code: (self.window[code][1], self.window[code][0], code))
        groups = []
        while left:
            group, common, later = [left[0]], set(self.task_days[left[0]]), []
            for code in left[1:]:
                both = common & set(self.task_days[code])
                if len(both) >= 5:
                    group.append(code)
                    common = both
                else:
                    later.append(code)
            groups.append(group)
            left = later
        return groups

    def in_scope(self, task, row):
        kinds, sectors, labels, towns = (
            members(task["范围-" + name]) for name in ("主体类型", "行业代码", "标签", "乡镇街道")
        )
        sector = row["行业代码"]
        bare = sector.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return (
            (not kinds or row["主体类型"] in kinds)
            and (not sectors or any(sector.startswith(s) or (s[0].isdigit() and bare.startswith(s)) for s in sectors))
            and (not labels or bool(set(labels) & set(members(row["标签"]))))
            and (not towns or row["乡镇街道"] in towns)
        )

    def possible(self, task, code, drawn):
        """(possible items, whether the cap is the reason, first day for a counted item with past checks aside)."""
        lists = self.lists
        past = tuple(when for when, _ in lists.counted_past.get(code, ()))
        key = (task, tuple(lists.blackouts[code]), past, drawn)
        if key not in self._possible:
            open_days = [d for d in self.task_days[task] if not lists.closed(code, d)]
            free = [d for d in open_days if not drawn and not any(lists.forbids(p, d) for p in past)]
            days, wished = {}, set()
            for item in self.task_items[task]:
                if lists.on_site(item):
                    counted = lists.counted(item)
                    if counted:
                        wished.update(d for d in open_days if lists.unexpired(item, d))
                    found = {d for d in (free if counted else open_days) if lists.unexpired(item, d)}
                    if found:
                        days[item] = found
            cap = bool(wished) and not any(lists.counted(item) for item in days)
            while days and not set.intersection(*days.values()):
                del days[min(days, key=lambda item: (lists.items[item]["有效期至"] or "9999", item))]
            items = [item for item in self.task_items[task] if item in days or not lists.on_site(item)]
            self._possible[key] = items, cap, min(wished, default=None)
        return self._possible[key]

    def rates(self, task):
        return pairs(self.lists.tasks[task]["比例"])

    def verdicts(self, number, code, tasks, drawn):
        """The rows 抽样框 of an enterprise that is in scope of some tasks of a group."""
        lists, risk = self.lists, self.lists.enterprises[code]["信用风险等级"]
        made = lambda verdict, names, reason="": [["抽样框", str(number), code, verdict, "；".join(names), reason]]  # noqa: E731
        if not lists.active(code):
            return made("不可抽", tasks, "登记状态为%s，不是存续" % lists.enterprises[code]["登记状态"])
        sorts = defaultdict(list)
        for task in tasks:
            items, cap, _ = self.possible(task, code, code in drawn)
            if not self.task_items[task]:
                sorts["7"].append(task)
            elif not lists.tasks[task]["固定数"] and risk not in self.rates(task):
                sorts["8"].append(task)
            elif len(items) == len(self.task_items[task]):
                sorts["2"].append(task)
            else:
                sorts[("3" if cap else "4") if items else ("5" if cap else "6")].append(task)
        no_day = "任务起止日期内除去休息日和错峰时段，没有可以检查的工作日"
        rows = made("可抽", sorts["2"])
        rows += made("可抽部分事项", sorts["3"], self._cap(code, sorts["3"], drawn))
        rows += made("可抽部分事项", sorts["4"], no_day)
        rows += made("不可抽", sorts["5"], self._cap(code, sorts["5"], drawn))
        rows += made("不可抽", sorts["6"], no_day)
        rows += made("不可抽", sorts["7"], "任务没有在起止日期内有效的检查事项")
        rows += made("不可抽", sorts["8"], "任务未规定%s类的抽查比例" % risk)
        return [row for row in rows if row[4]]

    def _cap(self, code, tasks, drawn):
        if not tasks:
            return ""
        if code in drawn:
            return "前一批次已由任务%s抽中，计入年度次数" % drawn[code]
        first = min(self.possible(task, code, False)[2] for task in tasks)
        when, department = min(past for past in self.lists.counted_past[code] if self.lists.forbids(past[0], first))
        rolling = self.lists.settings["年度口径"] == "滚动12个月"
        begin = "12个月内已有计入次数的检查：" if rolling else "本年已有计入次数的检查："
        return "%s%s，%s" % (begin, self.lists.short.get(department, department), when.isoformat())

    def frame(self, number, drawn):
        """A group's frame: rows 抽样框, rows 抽取分层, {(task, stratum): eligible enterprises}."""
        lists, tasks = self.lists, self.groups[number - 1]
        scope = {
            code: [task for task in tasks if self.in_scope(lists.tasks[task], row)]
            for code, row in lists.enterprises.items()
        }
        rows = [row for code in sorted(scope) if scope[code] for row in self.verdicts(number, code, scope[code], drawn)]
        eligible, counts = defaultdict(list), defaultdict(int)
        stratum = lambda task, code: "全部" if lists.tasks[task]["固定数"] else lists.enterprises[code]["信用风险等级"]  # noqa: E731
        for code, own in scope.items():
            for task in own:
                counts[task, stratum(task, code)] += 1
        for row in rows:
            if row[3] != "不可抽":
                for task in members(row[4]):
                    eligible[task, stratum(task, row[2])].append(row[2])
        strata = []
        for task in tasks:
            fixed, rates = lists.tasks[task]["固定数"], self.rates(task)
            for name in ["全部"] if fixed else ["A", "B", "C", "D", "未评级"]:
                count, rate = counts[task, name], rates.get(name, "")
                if fixed or count or name in rates:
                    due = int(fixed) if fixed else -int(-(Fraction(rate or 0) * count) // 1)
                    ready = len(eligible[task, name])
                    strata.append(["抽取分层", str(number), task, name, str(count), rate, fixed, str(due), str(ready)])
        return rows, strata, eligible

    def draw(self, seed):
        """(selections (task, enterprise, items), rows of the sheet 检查对象随机抽取记录)."""
        lists, selections, drawn, record = self.lists, [], {}, []
        self.drawn_strata = []  # as they were when the dice were thrown
        self.pools = {}  # (task, stratum): the eligible in the order of their tickets
        self.pool_items = {}  # (task, eligible enterprise): the items it can be drawn with
        for number in range(1, len(self.groups) + 1):
            rows, strata, eligible = self.frame(number, drawn)
            self.drawn_strata += strata
            ticket = {code: sha("E|%s|%d|%s" % (seed, number, code)) for found in eligible.values() for code in found}
            words = defaultdict(dict)
            for row in rows:
                for task in members(row[4]):
                    words[row[2]][task] = row[5] if row[3] == "不可抽" else "未抽中"
            now = {}
            for _, _, task, name, _, _, _, due, _ in strata:
                self.pools[task, name] = sorted(eligible[task, name], key=ticket.get)
                for code in self.pools[task, name]:
                    self.pool_items[task, code] = self.possible(task, code, code in drawn)[0]
                for code in self.pools[task, name][: int(due)]:
                    items = self.pool_items[task, code]
                    selections.append((task, code, items))
                    words[code][task] = "抽中"
                    if any(map(lists.counted, items)):
                        now.setdefault(code, task)
            order = sorted(ticket, key=ticket.get)
            rank = {code: str(at) for at, code in enumerate(order, 1)}
            for code in order + sorted(set(words) - set(ticket)):
                firm = lists.enterprises[code]
                own = [firm["信用风险等级"], ticket.get(code, ""), rank.get(code, "")]
                said = [words[code].get(task, "") for group in self.groups for task in group]
                record.append([str(number), code] + own + said + [firm["企业名称"], firm["乡镇街道"]])
            for code, task in now.items():
                drawn.setdefault(code, task)
        return selections, record


def guests_of(lists, visits, dates, seed, before=None, due=None, since=""):
    """Section 6, guests: {meeting: [enterprise, …]} for the meetings' dates.

    Section 13: with the guests `before` an order, how many were `due`, and its first day, those stay who are free.
    """
    busy = {(visit[CODE], visit["日期"]) for visit in visits}
    counted = defaultdict(list, {code: list(days) for code, days in lists.counted_meetings.items()})
    order = sorted(dates, key=lambda code: (dates[code], code))

    def free(key, code):
        when = day(dates[code])
        if not lists.active(key) or lists.closed(key, when) or (key, dates[code]) in busy:
            return False
        taken = counted.get(key, ())
        return lists.meetings[code]["除外情形"] or not any(lists.same_month(when, other) for other in taken)

    def ask(key, code):
        busy.add((key, dates[code]))
        if not lists.meetings[code]["除外情形"]:
            counted[key].append(day(dates[code]))

    guests = {}
    for code in order:
        if before is None:
            guests[code] = [key for key in members(lists.meetings[code]["参加企业"]) if lists.active(key)]
        else:
            guests[code] = [key for key in before[code] if dates[code] < since or free(key, code)]
        for key in guests[code]:
            ask(key, code)
    for code in order:
        meeting = lists.meetings[code]
        labels, wanted = set(members(meeting["范围-标签"])), int(meeting["家数"] or 0)
        if dates[code] < since:
            continue
        ready = [
            key
            for key, row in lists.enterprises.items()
            if (not labels or labels & set(members(row["标签"]))) and key not in guests[code] and free(key, code)
        ]
        ready.sort(key=lambda key: sha("M|%s|%s|%s" % (seed, code, key)))
        asked = ready[: max(0, (due[code] if wanted and due else wanted) - len(guests[code]))]
        for key in asked:
            ask(key, code)
        guests[code] += asked
    return guests


# ---------------------------------------------------------------- sections 8 and 9: the table, inspectors


def team_name(team):
    return "/".join(team[name] for name in ("日期", "部门", "乡镇街道", "组号"))


def team_order(team):
    return team["部门"], team["日期"], team["乡镇街道"], int(team["组号"])


def table_text(h0, plan):
    """Section 8: the text that H1 is the hash of, from the rows of the sheet 参数."""
    below, seats = defaultdict(list), defaultdict(list)
    for row in plan["检查事项"]:
        below[row.fields[1]].append(row.fields)
    for row in plan["组内岗位"]:
        seats[row.fields[1]].append(row.fields)
    rows = [["H0", h0]]
    for visit in sorted(plan["入企检查"], key=lambda row: row["编号"]):
        rows += [visit.fields] + below[visit["编号"]]
    teams = sorted(plan["检查组"], key=team_order)
    for team in teams:
        rows += [team.fields] + sorted(seats[team_name(team)], key=lambda fields: int(fields[2]))
    place = {team_name(team): at for at, team in enumerate(teams)}
    rows += [
        row.fields
        for row in sorted(
            plan["概率"],
            key=lambda row: (
                place.get(row["检查组"], len(place)),
                row["检查组"],
                int(row["组内岗位"]),
                row["执法证编号"],
            ),
        )
    ]
    return text_of(rows)


class Network:
    """Section 9 for one department: edges [from, to, value] in order, rounded in place."""

    def __init__(self, chances, coins):
        self.coins, self.edges, self.at = coins, [], defaultdict(list)
        self.seats = list(dict.fromkeys((team, seat) for team, seat, _, _ in chances))
        days, loads = {}, {}
        for team, seat, person, value in chances:
            self._add(("seat", team, seat), ("day", person, team[:10]), value)
            days[person, team[:10]] = days.get((person, team[:10]), 0) + value
        self.seat_edges = len(self.edges)
        for (person, when), value in days.items():
            self._add(("day", person, when), ("load", person), value)
            loads[person] = loads.get(person, 0) + value
        for person, value in loads.items():
            self._add(("load", person), ("all",), value)

    def _add(self, start, end, value):
        self.at[start].append(len(self.edges))
        self.at[end].append(len(self.edges))
        self.edges.append([start, end, value])

    def round(self):
        for limit in (self.seat_edges, len(self.edges)):
            out = set()
            for team, seat in self.seats:
                self._walk(("seat", team, seat), limit, out)

    def _walk(self, node, limit, out):
        nodes, path = [node], []
        while True:
            here, came = nodes[-1], path[-1] if path else None
            own = self.at[here]
            edge = next((e for e in own if e < limit and e != came and e not in out and self.edges[e][2] % M), None)
            if edge is None:
                if came is None:
                    return
                out.add(came)
                nodes.pop()
                path.pop()
                continue
            start, end, _ = self.edges[edge]
            other = end if start == here else start
            path.append(edge)
            if other in nodes:
                first = nodes.index(other)
                self._cycle(path[first:], nodes[first:])
                del path[first:], nodes[first + 1 :]
            else:
                nodes.append(other)

    def _cycle(self, cycle, nodes):
        signs = [1 if self.edges[edge][0] == node else -1 for edge, node in zip(cycle, nodes)]
        rests = [self.edges[edge][2] % M for edge in cycle]
        forward = min(M - rest if sign > 0 else rest for sign, rest in zip(signs, rests))
        backward = min(rest if sign > 0 else M - rest for sign, rest in zip(signs, rests))
        step = forward if self.coins() * (forward + backward) < backward << 256 else -backward
        for edge, sign in zip(cycle, signs):
            self.edges[edge][2] += sign * step


def roster(plan, seed):
    """Section 9: {(team, seat): certificate}."""
    teams = {team_name(team): team for team in plan["检查组"]}
    order = {name: at for at, name in enumerate(sorted(teams, key=lambda name: team_order(teams[name])))}
    ticket = {person: sha("P|%s|%s" % (seed, person)) for person in {row["执法证编号"] for row in plan["概率"]}}
    chances = sorted(
        (
            order[row["检查组"]],
            int(row["组内岗位"]),
            ticket[row["执法证编号"]],
            row["检查组"],
            row["执法证编号"],
            int(row["概率(百万分之)"]),
        )
        for row in plan["概率"]
    )
    thrown = [0]

    def coins():
        thrown[0] += 1
        return int(sha("O|%s|%d" % (seed, thrown[0])), 16)

    found = {}
    for department in sorted({team["部门"] for team in teams.values()}):
        own = [
            (name, seat, person, value)
            for _, seat, _, name, person, value in chances
            if teams[name]["部门"] == department
        ]
        network = Network(own, coins)
        network.round()
        for (name, seat, person, _), edge in zip(own, network.edges):
            if edge[2] == M:
                found[name, seat] = person
    return found


# ---------------------------------------------------------------- section 13: change orders


class Order:
    """One change order: its number, first day and hash, and its rows without their first two fields."""

    def __init__(self, number, since, frozen=""):
        self.number, self.since, self.frozen = number, since, frozen
        self.rows = {"名录变动": [], "调整前": [], "调整后": []}


def orders_of(rows):
    """(the change orders, the rows that are no part of any)."""
    orders, others = {}, []
    for row in rows:
        if row and row[0] == "调整单":
            orders[row[1]] = Order(*row[1:4])
        elif row and row[0] in ("名录变动", "调整前", "调整后"):
            orders[row[1]].rows[row[0]].append(row[2:])
        elif not row or row[0] != "#调整单":
            others.append(row)
    return list(orders.values()), others


def exchanged(rows, out, into):
    """(the rows without those of `out` and with those of `into`, how many of `out` were not there)."""
    gone = Counter(text_of([row]) for row in out)
    kept = []
    for row in rows:
        key = text_of([row])
        if gone[key] > 0:
            gone[key] -= 1
        else:
            kept.append(row)
    return kept + into, sum(count for count in gone.values() if count > 0)


HISTORY = "历史检查", "历史会议调研"


def with_facts(rows, facts):
    """The rows of the sheet 抽取时点名录 with facts laid over them; history is only ever added."""
    years = {fact[1] for fact in facts if fact[0] == "日历"}
    keys = {(fact[0], fact[1]) for fact in facts if fact[0] not in HISTORY}
    found = []
    for row in rows:
        of_year = row and row[0] in ("日历", "休息日", "调休上班日") and row[1][:4] in years
        if not of_year and (row[0], (row + [""])[1]) not in keys:
            found.append(row)
    return found + facts


# ---------------------------------------------------------------- the checks, with the sheets of section 12


def letter(column):
    """A column's letters: 0 is A."""
    return (letter(column // 26 - 1) if column > 25 else "") + chr(65 + column % 26)


class Check:
    """All checks of one workbook; `findings` are (sheet, row, what)."""

    def __init__(self, sheets):
        self.sheets, self.findings = sheets, []

    def wrong(self, sheet, row, what):
        self.findings.append((sheet, row, what))

    def step(self, chinese, english, run):
        """Run one check and print one line about it."""
        before = len(self.findings)
        try:
            told = run()
        except AttributeError:  # what an earlier check should have found is not there
            told = ""
            self.wrong("", 0, say("前面有误，无法检查", "not checked, because of what is wrong before"))
        except (KeyError, IndexError, ValueError, TypeError, ZeroDivisionError) as error:
            missing = say("数据缺失或无法理解：", "data are missing or cannot be understood: ")
            told = ""
            self.wrong(
                "", 0, say(chinese, english) + say("：", ": ") + missing + "%s %s" % (type(error).__name__, error)
            )
        count = len(self.findings) - before
        mark = say("[正确]", "[ok]   ") if not count else say("[有误]", "[WRONG]")
        print(mark, say(chinese, english) + (say("：", ": ") + told if told else ""))
        for sheet, row, what in self.findings[before:][:MOST_SHOWN]:
            place = say("“%s”第 %d 行 ", "sheet %s, row %d: ") % (sheet, row) if row else ""
            if sheet and not row:
                place = say("“%s” ", "sheet %s: ") % sheet
            print("    " + place + what)
        if count > MOST_SHOWN:
            print(say("    ……共 %d 处", "    ... %d in all") % count)

    def compare(self, sheet, expected, first=2):
        """Compare a sheet's rows from `first` on; an expected None is not looked at."""
        if sheet in HEADS:
            for column, title in enumerate(HEADS[sheet].split()):
                self.equal(sheet, 1, letter(column), (self.sheets[sheet][0] + [""] * 20)[column], title)
        found = self.sheets[sheet][first - 1 :]
        width = max(map(len, expected + found), default=0)
        found = [row + [""] * (width - len(row)) for row in found]
        wanted = [list(row) + [None] * (width - len(row)) for row in expected]

        def same(one, other):
            return all(b is None or a == b for a, b in zip(one, other))

        start = end = 0
        if len(found) != len(wanted):  # one finding for rows taken out or put in, not one for each row after them
            least = min(len(found), len(wanted))
            while start < least and same(found[start], wanted[start]):
                start += 1
            while end < least - start and same(found[-1 - end], wanted[-1 - end]):
                end += 1
            what = say("此处有 %d 行，应有 %d 行", "%d rows stand here where %d should")
            self.wrong(sheet, first + start, what % (len(found) - start - end, len(wanted) - start - end))
            return
        titles = self.sheets[sheet][0]
        for at, (row, other) in enumerate(zip(found, wanted), first):
            for column, (is_now, should) in enumerate(zip(row, other)):
                if should is not None and is_now != should:
                    title = letter(column) + " " + (titles[column] if column < len(titles) else "")
                    what = say("%s 列是“%s”，应为“%s”", "column %s reads '%s', should read '%s'")
                    self.wrong(sheet, at, what % (title, is_now, should))

    def equal(self, sheet, row, name, found, should):
        if found != should:
            what = say("%s是“%s”，应为“%s”", "%s reads '%s', should read '%s'")
            self.wrong(sheet, row, what % (name, found, should))

    def run(self):
        self.step("工作表齐全，封签完整", "all sheets are there, seals are whole", self.seals)
        self.step("名录和 H0", "frozen lists and H0", self.lists_and_h0)
        self.step("办理状态和审批表", "state and form of approval", self.state)
        self.undo()
        self.step("抽取批次、抽取分层、抽样框", "groups, strata and frame", self.frame)
        self.step("抽取检查对象", "enterprises drawn", self.targets)
        self.step("抽中的都安排，安排的都抽中", "who was drawn is checked, and nobody else", self.duties)
        self.step("会议调研参加企业", "guests of meetings", self.guests)
        self.step("H1 和概率表", "H1 and the table of chances", self.table)
        self.step("抽取检查人员", "inspectors drawn", self.inspectors)
        if self.orders:
            self.step("计划调整", "change orders", self.change_orders)
            self.step("调整以后，抽中的都安排", "after the changes, who was drawn is checked", self.duties)
        self.step("会议调研安排", "sheet " + MEETINGS, self.meetings)
        self.step("检查人员随机抽取记录", "sheet " + INSPECTORS, self.record)
        self.step("联合抽查实施计划表", "sheet " + PLAN, self.visits)
        self.step("检查组派员表", "sheet " + TEAMS, self.teams)
        self.step(
            "非现场检查任务表、台账、调整记录", "sheets %s, %s, %s" % (OFF_SITE, LEDGER, CHANGES), self.other_sheets
        )
        self.step("审批表的数字", "figures on the form", self.figures)

    # Section 12

    def seals(self):
        seals = self.sheets[SEALS]
        sealed = defaultdict(list)
        for number, row in enumerate(seals[1:-1], 2):
            sealed[row[0]].append((number, row[1], row[2], (row[3:] + [""])[0].split()))
        for name in dict.fromkeys((*SHEETS, *sealed)):
            if name not in self.sheets:
                self.wrong("", 0, say("缺少工作表“%s”", "sheet %s is missing") % name)
        if seals[-1][:3] != ["全部封签", str(len(seals) - 2), sha(text_of(seals[1:-1]))]:
            self.wrong(
                SEALS, len(seals), say("总封签不符：封签被改过", "the seal of the seals differs: seals were altered")
            )
        if seals[0] != ["工作表", "行号", "封签(SHA-256)", "单元格校验"]:
            self.wrong(SEALS, 1, say("表头被改过", "the header was altered"))
        for name in set(self.sheets) - set(sealed) - {SEALS}:
            self.wrong(name, 0, say("导出时没有这张工作表", "this sheet was not exported"))
        for name in [name for name in sealed if name in self.sheets]:
            self._sealed_sheet(name, self.sheets[name], sealed[name])
        return say("%d 行", "%d rows") % (len(seals) - 2)

    def _sealed_sheet(self, name, rows, sealed):
        headed = name not in (FORM, FROZEN, PARAMETERS)
        free = [at for at, title in enumerate(rows[0] if rows else []) if headed and title in UNSEALED]
        now = []
        for at, row in enumerate(rows):
            cells = ["" if at and column in free else text for column, text in enumerate(row)]
            now.append(sha(text_of([cells])))
        if len(now) != len(sealed):
            what = say("有 %d 行，封签时 %d 行", "%d rows stand here, %d were sealed") % (len(now), len(sealed))
            at = next(
                (k for k, (one, seal) in enumerate(zip(now, sealed), 1) if one != seal[2]), min(len(now), len(sealed))
            )
            self.wrong(name, at, what)
            return
        for at, (one, row, (number, place, seal, marks)) in enumerate(zip(now, rows, sealed), 1):
            if place != str(at):
                self.wrong(SEALS, number, say("行号应为 %d", "the row number should be %d") % at)
            if one != seal:
                cells = [sha(text)[:6] if text else "-" for text in row] + ["-"] * len(marks)
                changed = [
                    letter(k)
                    for k in range(max(len(row), len(marks)))
                    if k not in free and cells[k] != (marks[k] if k < len(marks) else "-")
                ]
                what = say("与封签不符，被改过的列：", "differs from its seal; altered columns: ")
                self.wrong(name, at, what + (", ".join(changed) or say("封签本身", "the seal itself")))

    # Sections 1 to 3

    def lists_and_h0(self):
        rows = self.sheets[FROZEN]
        self.h0 = sha(text_of(rows))
        self.plan = by_kind(self.sheets[PARAMETERS])
        stated = self.plan["H0"][0]
        self.equal(PARAMETERS, stated.number, "H0", stated.fields[1], self.h0)
        self.lists = Lists(rows)
        protocol = self.lists.kinds["协议"][0]
        self.equal(FROZEN, protocol.number, say("协议版本", "version of the protocol"), protocol.fields[1], "1")
        quarter = self.plan["季度"][0]
        self.equal(PARAMETERS, quarter.number, say("季度", "quarter"), quarter.fields[1], self.lists.quarter)
        self.orders, self.base = orders_of(self.sheets[PARAMETERS])
        own = {order.frozen for order in self.orders}
        self.dice = {}  # stage: its last draw, which counts; those of change orders apart
        for row in self.plan["抽取"]:
            if row["锁定指纹"] not in own:
                self.dice[row["阶段"]] = row
            if not re.match("[0-9]{20,}$", row["号码"]):
                self.wrong(PARAMETERS, row.number, say("号码不足二十位数字", "the dice are not twenty digits"))
        for stage in {"1", "2"} - set(self.dice):
            self.wrong(PARAMETERS, 0, say("缺少第 %s 阶段的抽取", "the draw of stage %s is missing") % stage)
        self.equal(
            PARAMETERS, self.dice["1"].number, say("锁定指纹", "frozen hash"), self.dice["1"]["锁定指纹"], self.h0
        )
        return self.h0

    def undo(self):
        """Section 13: the plan as it was approved, whose draws are checked first."""
        self.current = self.plan
        if not self.orders:
            return
        for order in reversed(self.orders):
            self.base, missing = exchanged(self.base, order.rows["调整后"], order.rows["调整前"])
            if missing:
                what = say(
                    "第 %s 号调整单的调整后有 %d 行不在计划里", "order %s put %d rows in place that are not there"
                )
                self.wrong(PARAMETERS, 0, what % (order.number, missing))
        self.plan = by_kind(self.base)
        events = {row["编号"]: (row["日期"], row["编号"]) for row in self.plan["会议调研安排"]}
        self.plan["参会"].sort(key=lambda row: events[row.fields[1]])

    # The form, and who approved

    def state(self):
        office = self.plan["办理"][0]
        approvals = self.plan["批准"]
        official = office["状态"] == "正式"
        if office["状态"] not in ("正式", "送审稿"):
            self.wrong(PARAMETERS, office.number, say("状态只能是正式或送审稿", "the state must be 正式 or 送审稿"))
        if official != bool(approvals):
            what = say(
                "正式计划应当有批准，送审稿应当没有", "an official plan needs an approval, a draft must have none"
            )
            self.wrong(PARAMETERS, office.number, what)
        approval = approvals[0] if approvals else defaultdict(str)
        if official and not (approval["批准文号"] and approval["批准人"] and approval["批准日期"] and office["送审人"]):
            self.wrong(PARAMETERS, office.number, say("批准或送审不完整", "approval or submission is incomplete"))
        if official and approval["批准人"] == office["送审人"]:
            self.wrong(PARAMETERS, office.number, say("送审和批准是同一人", "who submitted also approved"))

        start = self.plan["季度"][0].number
        rows = [list(row) for row in self.sheets[PARAMETERS][start - 1 :]]
        for row in rows:
            if row[0] == "抽取":  # when, by whom and with which version the digits were typed is left out
                row[6:9] = ["", "", ""]
        if approvals:
            rows.append(approvals[0].fields)
        lists, quarter = self.lists, self.lists.quarter
        county = lists.kinds["辖区"][0]["名称"]
        long_quarter = "%s年第%s季度" % (quarter[:4], "一二三四"[int(quarter[5]) - 1])
        fours = lambda text: " ".join(text[k : k + 4] for k in range(0, len(text), 4))  # noqa: E731
        should = {
            "辖区": county,
            "季度": long_quarter,
            "计划版本": "第 %s 版" % office["计划版本"],
            "计划状态": "已批准" if official else "送审稿",
            "批准文号": approval["批准文号"],
            "批准人": approval["批准人"],
            "批准日期": approval["批准日期"],
            "送审人": office["送审人"],
            "H0（名录锁定）": fours(self.h0),
            "H1（概率表锁定）": fours(self.plan["H1"][0].fields[1] if len(self.plan["H1"][0].fields) > 1 else ""),
            "计划指纹": fours(sha(text_of(rows))),
        }
        form = self.sheets[FORM]
        title = county + long_quarter + "涉企联合检查计划" + ("" if official else "（送审稿，未经批准不得执行）")
        self.equal(FORM, 2, say("标题", "the title"), form[1][0], title)
        for number, row in enumerate(form[:11], 1):
            row = row + [""] * 6
            for at, label in ((0, 1), (2, 4)):
                if row[at] in should:
                    self.equal(FORM, number, row[at], row[label], should.pop(row[at]))
        for label in should:
            self.wrong(FORM, 0, say("缺少“%s”", "'%s' is missing") % label)
        witnesses = [row["阶段"] for row in self.plan["抽取"] if not row["见证人"]]
        told = (
            say("正式计划，", "official plan, ") + approval["批准文号"]
            if official
            else say("送审稿，未经批准", "a draft, not approved")
        )
        if witnesses:
            told += say("；未见证的抽取阶段：", "; draws without witnesses: ") + ", ".join(witnesses)
        if any(row["两次号码同时录入"] == "是" for row in self.plan["抽取"]):
            told += say("；两次号码同时录入", "; both dice were typed at once")
        return told

    # Sections 4 to 6

    def frame(self):
        self.sampling = sampling = Sampling(self.lists)
        groups = [["抽取批次", str(at), "；".join(tasks)] for at, tasks in enumerate(sampling.groups, 1)]
        frames = [sampling.frame(at, {}) for at in range(1, len(groups) + 1)]
        strata = [row for _, rows, _ in frames for row in rows]
        verdicts = [row for rows, _, _ in frames for row in rows]
        for kind, rows, sheet, kinds in (
            ("抽取批次", groups, FROZEN, self.lists.kinds),
            ("抽取分层", strata, FROZEN, self.lists.kinds),
            ("抽样框", verdicts, FROZEN, self.lists.kinds),
            ("抽取批次", groups, PARAMETERS, self.plan),
        ):
            self._rows(sheet, kind, kinds[kind], rows)
        return say("%d 批，%d 层，%d 行结论", "%d groups, %d strata, %d verdicts") % (
            len(groups),
            len(strata),
            len(verdicts),
        )

    def _rows(self, sheet, kind, found, expected):
        """Compare the rows of a kind on a sheet of data."""
        for row, should in zip(found, expected):
            should = text_of([should])
            if text_of([row.fields]) != should:
                what = say("%s 应为 %s", "%s should be %s")
                self.wrong(sheet, row.number, what % (" ".join(row.fields), should.replace("\t", " ").strip()))
        if len(found) != len(expected):
            what = say("“%s”有 %d 行，应有 %d 行", "%s has %d rows, should have %d")
            self.wrong(sheet, 0, what % (kind, len(found), len(expected)))

    def targets(self):
        self.seed1 = self.dice["1"]["号码"] + "|" + self.h0
        self.selections, record = self.sampling.draw(self.seed1)
        rows = [["抽中", task, code, "；".join(items)] for task, code, items in self.selections]
        stated = self.plan["抽中"]
        if self.orders:
            rows, stated = sorted(rows), sorted(stated, key=lambda row: row.fields)
        self._rows(PARAMETERS, "抽中", stated, rows)
        tasks = [task for group in self.sampling.groups for task in group]
        head = HEADS[TARGETS].split() + tasks + ["企业名称", "乡镇街道"]
        self.compare(TARGETS, [head] + record, 1)
        return say("抽中 %d 家次", "%d drawn") % len(self.selections)

    def duties(self):
        """Every item of every selection is done at a visit, off site, or next quarter, and nothing else is done."""
        lists = self.lists
        wanted = {(task, code, item) for task, code, items in self.selections for item in items} | lists.carried
        where = {row["编号"]: row[CODE] for row in self.plan["入企检查"]}
        done = set()
        for row in self.plan["检查事项"]:
            _, visit, item, source = row.fields
            key = (source, where[visit], item)
            case = lists.cases.get(source)
            known = key in wanted if case is None else case[CODE] == key[1] and item in members(case["检查事项"])
            if not known or (case is None and not lists.on_site(item)):
                self.wrong(
                    PARAMETERS,
                    row.number,
                    say("没有抽中，也不是有因检查：", "neither drawn nor a case: ") + " ".join(row.fields),
                )
            done.add(key)
        for row in self.plan["非现场检查"] + self.plan["转下季度"]:
            for item in members(row["检查事项"]):
                key = (row["任务编号"], row[CODE], item)
                if key not in wanted and row["任务编号"] not in lists.cases:
                    self.wrong(PARAMETERS, row.number, say("没有抽中：", "not drawn: ") + " ".join(row.fields))
                done.add(key)
        for key in sorted(wanted - done):
            if key not in lists.carried:
                self.wrong(PARAMETERS, 0, say("抽中而没有安排：", "drawn, but nowhere done: ") + " ".join(key))
        return say("%d 项", "%d items") % len(done)

    def guests(self):
        lists = self.lists
        dates = {row["编号"]: row["日期"] for row in self.plan["会议调研安排"]}
        guests = guests_of(lists, self.plan["入企检查"], dates, self.seed1)
        rows = [["参会", code, guest] for code in guests for guest in guests[code]]
        self._rows(PARAMETERS, "参会", self.plan["参会"], rows)
        return say("%d 场，%d 家次", "%d meetings, %d guests") % (len(guests), len(rows))

    def meetings(self):
        lists, guests, rows = self.lists, defaultdict(list), []
        for row in self.plan["参会"]:
            guests[row.fields[1]].append(row.fields[2])
        for event in sorted(self.plan["会议调研安排"], key=lambda row: (row["日期"], row["编号"])):
            code = event["编号"]
            row = lists.meetings[code]
            for guest in guests[code]:
                who = [guest, lists.enterprises[guest]["企业名称"], "否" if row["除外情形"] else "是", row["除外情形"]]
                rows.append([code, row["名称"], row["类型"], lists.short[row["组织部门"]], event["日期"]] + who)
        self.compare(MEETINGS, rows)
        return say("%d 行", "%d rows") % len(rows)

    # Sections 7 to 9

    def table(self):
        self.h1 = sha(table_text(self.h0, self.plan))
        stated = self.plan["H1"][0]
        self.equal(PARAMETERS, stated.number, "H1", (stated.fields + [""])[1], self.h1)
        draw = self.dice["2"]
        self.equal(PARAMETERS, draw.number, say("锁定指纹", "frozen hash"), draw["锁定指纹"], self.h1)
        lists, teams = self.lists, {team_name(team): team for team in self.plan["检查组"]}
        visits = {row["编号"]: row for row in self.plan["入企检查"]}
        seats, named_on = self._seats(self.plan)
        by_seat, by_day, by_load = defaultdict(int), defaultdict(int), defaultdict(int)
        for row in self.plan["概率"]:
            name, person, value = row["检查组"], row["执法证编号"], int(row["概率(百万分之)"])
            by_seat[name, row["组内岗位"]] += value
            by_day[person, name[:10]] += value
            by_load[person] += value
            why = self._may_not(lists.people.get(person), teams[name], visits, seats[name, row["组内岗位"]], named_on)
            if why or not 0 < value <= M:
                self.wrong(
                    PARAMETERS, row.number, " ".join(row.fields[1:]) + say("：", ": ") + (why or say("概率", "chance"))
                )
        for row in self.plan["组内岗位"]:
            total = by_seat[row.fields[1], row.fields[2]]
            self.equal(PARAMETERS, row.number, say("岗位概率之和", "sum of the seat's chances"), total, M)
        for (person, when), total in by_day.items():
            if total > M:
                self.wrong(
                    PARAMETERS, 0, say("%s 在 %s 的概率之和超过 1", "chances of %s on %s are over 1") % (person, when)
                )
        for person, total in by_load.items():
            limit = lists.people[person]["季度派员上限"]
            if limit and total > int(limit) * M:
                self.wrong(PARAMETERS, 0, say("%s 超过季度派员上限", "%s is over the load limit") % person)
        return say("%d 个岗位，%d 个概率 %s", "%d seats, %d chances %s") % (len(seats), len(self.plan["概率"]), self.h1)

    def _seats(self, plan):
        """(what each seat asks for, which inspectors cases name on each date); and what each visit is for."""
        self.uses = uses = defaultdict(list)  # visit: [(item, source)]
        for row in plan["检查事项"]:
            uses[row.fields[1]].append((row.fields[2], row.fields[3]))
        seats = {(row.fields[1], row.fields[2]): (row.fields + ["", ""])[3:5] for row in plan["组内岗位"]}
        named_on = defaultdict(set)
        for visit in plan["入企检查"]:
            for _, source in uses[visit["编号"]]:
                if source in self.lists.cases:
                    named_on[visit["日期"]].update(members(self.lists.cases[source]["承办人"]))
        return seats, named_on

    def _may_not(self, person, team, visits, seat, named_on):
        """Section 7 without rotation: why an inspector may not take a seat, or nothing."""
        lists, when = self.lists, team["日期"]
        qualifications, named = seat
        if person is None:
            return say("不在名录中", "not on the list")
        items = {
            item
            for number in {team["上午"], team["下午"]} - {""}
            for item, _ in self.uses[number]
            if lists.items[item]["所属部门"] == team["部门"]
        }
        if person["所属部门"] != team["部门"] or person["人员状态"] != "有效":
            return say("部门或状态不符", "other department, or not in service")
        if person["执法证有效期至"] and person["执法证有效期至"] < when:
            return say("执法证过期", "certificate expired")
        if any(start <= day(when) <= end for start, end in periods(person["请假时段"])):
            return say("请假", "on leave")
        if person["执法事项范围"] and not items <= set(members(person["执法事项范围"])):
            return say("事项不在执法范围", "an item is out of scope")
        if named:
            return (
                "" if named == person["执法证编号"] else say("岗位已指定承办人", "the seat is named for somebody else")
            )
        if person["执法证编号"] in named_on[when]:
            return say("当日是有因检查的承办人", "named by a case that day")
        for number in {team["上午"], team["下午"]} - {""}:
            if (person["执法证编号"], visits[number][CODE]) in lists.recused:
                return say("应当回避", "recused")
        if not set(members(qualifications)) <= set(members(person["岗位资质"])):
            return say("缺少岗位资质", "lacks a qualification")
        return ""

    def inspectors(self):
        self.crew = defaultdict(list)  # team: inspectors in the order of their seats
        crew = roster(self.plan, self.dice["2"]["号码"] + "|" + self.h1)
        for (name, _), person in sorted(crew.items()):
            self.crew[name].append(person)
        rows = [
            ["派员", row.fields[1], row.fields[2], crew.get((row.fields[1], int(row.fields[2])), "")]
            for row in self.plan["组内岗位"]
        ]
        stated = sorted(self.plan["派员"], key=lambda row: (row["检查组"], int(row["组内岗位"])))
        self._rows(PARAMETERS, "派员", stated, sorted(rows, key=lambda row: (row[1], int(row[2]))))
        return say("%d 人次", "%d seats") % len(crew)

    def record(self):
        """The sheet of the draw of inspectors: every chance, and who was drawn."""
        posted = {tuple(row.fields[1:4]) for row in self.plan["派员"]}
        rows = []
        for row in self.plan["概率"]:
            who = self.lists.people.get(row["执法证编号"])
            own = [who["姓名"], self.lists.short[who["所属部门"]]] if who else [row["执法证编号"], ""]
            rows.append(row.fields[1:5] + ["选派" if tuple(row.fields[1:4]) in posted else "未选派"] + own)
        self.compare(INSPECTORS, rows)
        return say("%d 行", "%d rows") % len(rows)

    # Section 13

    def change_orders(self):
        """Every order by itself, from the approved plan on; afterwards the plan and the lists are those of today."""
        heads = [row for row in self.sheets[PARAMETERS] if row and row[0].startswith("#")]
        rows, frozen_rows, previous = self.base, self.sheets[FROZEN], self.h1
        for place, order in enumerate(self.orders, 1):
            if order.number != str(place):
                self._order(order, say("序号应为 %d", "its number should be %d") % place)
            facts, after = order.rows["名录变动"], order.rows["调整后"]
            was, frozen_rows = self.lists, with_facts(frozen_rows, facts)
            self.lists = Lists(frozen_rows)
            before = by_kind(heads + rows)
            self._facts(order, was, before)
            rows, missing = exchanged(rows, order.rows["调整前"], after)
            if missing:
                what = say("调整前有 %d 行不在计划里", "%d rows that it takes away are not in the plan")
                self._order(order, what % missing)
            named = [["调整单", order.number, order.since]] + [["名录变动"] + fact for fact in facts]
            computed = sha(text_of(named) + table_text(previous, by_kind(heads + after)))
            if computed != order.frozen:
                self._order(order, say("锁定指纹应为 ", "the hash should be ") + computed)
            self._not_before(order)
            taken, put = by_kind(heads + order.rows["调整前"]), by_kind(heads + after)
            self._next_tickets(order, before, taken, put)
            self._put_off(order, taken, put)
            self._guests(order, before, by_kind(heads + rows))
            self._chances_stand(order, by_kind(heads + rows), taken, put)
            self._people(order, before, by_kind(heads + rows), put)
            previous = order.frozen
        self.plan = self.current
        self._seats(self.plan)
        self.selections = [(row["任务编号"], row[CODE], members(row["检查事项"])) for row in self.plan["抽中"]]
        self.crew = defaultdict(list)
        for row in sorted(self.plan["派员"], key=lambda row: (row["检查组"], int(row["组内岗位"]))):
            self.crew[row["检查组"]].append(row["执法证编号"])
        return say("%d 份调整单", "%d orders") % len(self.orders)

    def _order(self, order, what):
        self.wrong(PARAMETERS, 0, say("第 %s 号调整单：", "order %s: ") % order.number + what)

    def _facts(self, order, was, before):
        """A fact is a leave more, an enterprise struck off, closed or moved, a new case, a year's calendar, or a
        counted check or meeting of another quarter."""
        closed = order.since + "~" + self.lists.days[-1].isoformat()
        for fact in order.rows["名录变动"]:
            kind, key = fact[:2]
            if kind == "执法检查人员":
                old, new = was.people.get(key), self.lists.people[key]
                right = old and all(old[name] == new[name] for name in old if name != "请假时段")
                leave = members(old["请假时段"]) if right else []
                right = right and members(new["请假时段"])[: len(leave)] == leave
            elif kind == "检查对象":
                old, new = was.enterprises.get(key), self.lists.enterprises[key]
                free = ("登记状态", "错峰时段", "乡镇街道")
                right = old and all(old[name] == new[name] for name in old if name not in free)
                right = right and new["登记状态"] in (old["登记状态"], "注销")
                shut = members(old["错峰时段"]) if right else []
                right = right and members(new["错峰时段"]) in (shut, shut + [closed])
            elif kind == "有因检查":
                right = key not in was.cases
            elif kind == "历史检查":
                right = self._unheard_check(was, before, fact + [""] * 6)
            elif kind == "历史会议调研":
                right = self._unheard_meeting(was, before, fact + [""] * 4)
            else:
                right = kind in ("日历", "休息日", "调休上班日")
            if not right:
                self._order(order, say("不允许的变动：", "no such fact is allowed: ") + kind + " " + key)

    def _unheard_check(self, was, before, fact):
        """A counted check that was not on the lists and forbids no counted visit of the plan before."""
        _, code, when, department, exempt, on_site, crew = fact[:7]
        known = {tuple(row.fields[1:4]) for row in was.kinds["历史检查"]}
        uses = defaultdict(list)
        for row in before["检查事项"]:
            uses[row.fields[1]].append(row.fields[2:4])
        return (
            on_site == "是"
            and not exempt + crew
            and (code, when, department) not in known
            and not any(
                visit[CODE] == code
                and was.forbids(day(when), day(visit["日期"]))
                and any(source in was.tasks and was.counted(item) for item, source in uses[visit["编号"]])
                for visit in before["入企检查"]
            )
        )

    def _unheard_meeting(self, was, before, fact):
        """A counted meeting that was not on the lists and forbids none of the plan before to its guest."""
        _, code, when, kind, exempt = fact[:5]
        known = {tuple(row.fields[1:4]) for row in was.kinds["历史会议调研"]}
        there = {row.fields[1] for row in before["参会"] if row.fields[2] == code}
        return (
            not exempt
            and (code, when, kind) not in known
            and not any(
                row["编号"] in there
                and not was.meetings[row["编号"]]["除外情形"]
                and was.same_month(day(when), day(row["日期"]))
                for row in before["会议调研安排"]
            )
        )

    def _put_off(self, order, taken, put):
        """Only who comes in another's place may be put off to the next quarter."""
        come = {(row["任务编号"], row[CODE]) for row in put["抽中"]}
        wrong = [row for row in put["转下季度"] if (row["任务编号"], row[CODE]) not in come]
        for row in taken["转下季度"] + wrong:
            what = say("不得转下季度，也不得撤回：", "must not be put off, nor taken back: ")
            self._order(order, what + " ".join(row.fields[1:3]))

    def _chances_stand(self, order, after, taken, put):
        """A seat's chances are replaced or kept, not struck out."""
        seats = {(row.fields[1], row.fields[2]) for row in after["组内岗位"]}
        new = {(row["检查组"], row["组内岗位"]) for row in put["概率"]}
        for name, seat in sorted({(row["检查组"], row["组内岗位"]) for row in taken["概率"]} & seats - new):
            what = say("%s 第 %s 号岗位的概率被撤去", "chances of seat %s %s are struck out")
            self._order(order, what % (name, seat))

    def _not_before(self, order):
        for part in ("调整前", "调整后"):
            for row in order.rows[part]:
                when = {"入企检查": row[4:5], "会议调研安排": row[2:3], "检查组": row[1:2], "派员": [row[1][:10]]}.get(
                    row[0]
                )
                if when and when[0] and when[0] < order.since:
                    self._order(
                        order, say("改动了起始日期以前的安排：", "changes what was before its day: ") + " ".join(row)
                    )

    def _could_check(self, order, before, task, code):
        """Whether the enterprise has a day left for the task and was not reached before the order."""
        lists, first = self.lists, order.since
        if not lists.active(code):
            return False
        uses = defaultdict(set)
        for row in before["检查事项"]:
            uses[row.fields[1]].add(row.fields[3])
        for visit in before["入企检查"]:
            if visit[CODE] == code and visit["日期"] < first and uses[visit["编号"]] & set(lists.tasks):
                return False
        items = [item for item in self.sampling.pool_items[task, code] if lists.on_site(item)]
        start, end = lists.tasks[task]["起止日期"].split("~")
        counted = any(map(lists.counted, items))
        return not items or any(
            max(start, first) <= when.isoformat() <= end
            and not lists.closed(code, when)
            and all(lists.unexpired(item, when) for item in items)
            and not (counted and any(lists.forbids(past, when) for past, _ in lists.counted_past.get(code, ())))
            for when in lists.workdays
        )

    def _next_tickets(self, order, before, taken, put):
        """Who drops out can no longer be checked, and the next ticket of the stratum takes the place."""
        gone = sorted((row["任务编号"], row[CODE]) for row in taken["抽中"])
        come = {(row["任务编号"], row[CODE]) for row in put["抽中"]}
        drawn = {(task, code) for task, code, _ in self.selections}
        drawn |= {(row["任务编号"], row[CODE]) for row in before["抽中"]} - set(gone)
        group_of = {task: at for at, tasks in enumerate(self.sampling.groups) for task in tasks}
        counted = defaultdict(set)  # enterprise: the groups that have drawn it for a counted item
        for row in before["抽中"]:
            if (row["任务编号"], row[CODE]) not in gone and any(map(self.lists.counted, members(row["检查事项"]))):
                counted[row[CODE]].add(group_of[row["任务编号"]])

        def counts(task, code):
            return any(map(self.lists.counted, self.sampling.pool_items[task, code]))

        def free(task, code):
            return not (counts(task, code) and counted[code] - {group_of[task]})

        for task, code in gone:
            if self._could_check(order, before, task, code):
                self._order(order, say("仍可检查，不得调换：", "could still be checked: ") + code)
            pool = next((pool for (own, _), pool in self.sampling.pools.items() if own == task and code in pool), [])
            ready = (
                other
                for other in pool
                if (task, other) not in drawn and free(task, other) and self._could_check(order, before, task, other)
            )
            found = next(ready, None)
            if found is not None:
                drawn.add((task, found))
                if counts(task, found):
                    counted[found].add(group_of[task])
                if (task, found) not in come:
                    self._order(order, say("递补应为 ", "the next ticket is ") + found)
                come.discard((task, found))
        for extra in sorted(come):
            self._order(order, say("不应递补：", "is not the next ticket: ") + " ".join(extra))

    def _guests(self, order, before, after):
        """Who was asked stays if still free; places that came free go to the next tickets."""
        asked, found = defaultdict(list), defaultdict(list)
        for plan, guests in ((before, asked), (after, found)):
            for row in plan["参会"]:
                guests[row.fields[1]].append(row.fields[2])
        dates = {row["编号"]: row["日期"] for row in after["会议调研安排"]}
        due = {row["编号"]: int(row["应邀数"]) for row in before["会议调研安排"]}
        for code, guests in guests_of(
            self.lists, after["入企检查"], dates, self.seed1, asked, due, order.since
        ).items():
            if guests != found[code]:
                self._order(order, say("参加企业应为 ", "the guests should be ") + code + " " + "、".join(guests))

    def _people(self, order, before, after, put):
        """Who left had to, and who came was drawn among those free."""
        teams = {team_name(team): team for team in after["检查组"]}
        visits = {row["编号"]: row for row in after["入企检查"]}
        seats, named_on = self._seats(after)
        old, new = self._crews(before), self._crews(after)
        earlier = defaultdict(set)
        for name, team in teams.items():
            for number in {team["上午"], team["下午"]} - {""}:
                earlier[name] |= old.get((number, team["部门"]), set())
        chances = defaultdict(list)
        for row in put["概率"]:
            chances[row["检查组"], row["组内岗位"]].append(row)
        vacant = {
            seat: rows
            for seat, rows in chances.items()
            if not (len(rows) == 1 and rows[0]["执法证编号"] in earlier[seat[0]])
        }
        out, days = defaultdict(set), Counter()
        for row in after["派员"]:
            if (row["检查组"], row["组内岗位"]) not in vacant:
                out[row["检查组"][:10]].add(row["执法证编号"])
                days[row["执法证编号"]] += 1
        for (name, seat), rows in vacant.items():
            if sum(int(row["概率(百万分之)"]) for row in rows) != M:
                self._order(order, say("岗位概率之和不是 1：", "chances do not add up: ") + name)
            for row in rows:
                person = self.lists.people.get(row["执法证编号"])
                why = self._may_not(person, teams[name], visits, seats[name, seat], named_on)
                if not why and row["执法证编号"] in out[name[:10]]:
                    why = say("当日已派", "is out already that day")
                limit = person["季度派员上限"] if person else ""
                if not why and limit and days[row["执法证编号"]] >= int(limit):
                    why = say("已到季度派员上限", "is at the load limit")
                if why:
                    self._order(order, "%s %s %s" % (name, row["执法证编号"], why))
        self._drawn(order, after, vacant)
        team_of = {(n, t["部门"]): t for t in teams.values() for n in (t["上午"], t["下午"]) if n}
        drawn = defaultdict(set)
        for row in after["派员"]:
            if (row["检查组"], row["组内岗位"]) in vacant:
                drawn[row["检查组"]].add(row["执法证编号"])
        for key, crew in new.items():
            for person in sorted(crew - old.get(key, set()) - drawn[team_name(team_of[key])]):
                what = say("%s 未经抽取去了 %s", "%s was not drawn for %s")
                self._order(order, what % (person, key[0]))
        posted = Counter(row["执法证编号"] for row in after["派员"])
        on_day = {(row["执法证编号"], row["检查组"][:10]) for row in after["派员"]}
        for key, crew in old.items():
            team = team_of.get(key)
            for person in crew - new.get(key, set()) if team else ():
                row, name = self.lists.people[person], team_name(team)
                if len(new.get(key, ())) < len(crew):
                    continue
                own = [seat for seat in seats if seat[0] == name]
                able = any(not self._may_not(row, team, visits, seats[seat], named_on) for seat in own)
                spent = row["季度派员上限"] and posted[person] >= int(row["季度派员上限"])
                if able and not spent and (person, team["日期"]) not in on_day:
                    what = say("%s 仍可去 %s，不得换下", "%s could still go to %s")
                    self._order(order, what % (person, key[0]))

    def _crews(self, plan):
        """{(visit, department): inspectors}."""
        members_of = defaultdict(set)
        for row in plan["派员"]:
            members_of[row["检查组"]].add(row["执法证编号"])
        return {
            (number, team["部门"]): members_of[team_name(team)]
            for team in plan["检查组"]
            for number in (team["上午"], team["下午"])
            if number
        }

    def _drawn(self, order, after, vacant):
        """The order's own dice, rounded as in section 9."""
        chances = [row for rows in vacant.values() for row in rows]
        dice = [row for row in after["抽取"] if row["锁定指纹"] == order.frozen]
        if not dice and any(int(row["概率(百万分之)"]) != M for row in chances):
            self._order(order, say("没有号码记录", "no dice on record"))
            return
        if len(dice) > 1:
            self._order(order, say("号码有 %d 次，只能有一次", "%d throws of dice, there is one at most") % len(dice))
        seed = (dice[-1]["号码"] if dice else "") + "|" + order.frozen
        names = {name for name, _ in vacant}
        teams = [team for team in after["检查组"] if team_name(team) in names]
        found = roster({"检查组": teams, "概率": chances}, seed)
        posted = {(row["检查组"], row["组内岗位"]): row["执法证编号"] for row in after["派员"]}
        for name, seat in vacant:
            if posted.get((name, seat)) != found.get((name, int(seat))):
                what = say("%s 第 %s 号岗位应为 %s", "seat %s %s should be %s")
                self._order(order, what % (name, seat, found.get((name, int(seat)), "")))

    # The sheets that follow from all that

    def people(self, team):
        """Names with certificate numbers, of a team's people."""
        return "、".join("%s(%s)" % (self.lists.people[who]["姓名"], who) for who in self.crew[team_name(team)])

    def visits(self):
        lists = self.lists
        team_at = {
            (number, team["部门"]): team
            for team in self.plan["检查组"]
            for number in (team["上午"], team["下午"])
            if number
        }
        halves = ["上午", "下午", "全天"]
        order = sorted(self.plan["入企检查"], key=lambda v: (v["日期"], halves.index(v["时段"]), v["编号"]))
        counted = {
            v["编号"]: any(source in lists.tasks and lists.counted(item) for item, source in self.uses[v["编号"]])
            for v in order
        }
        self.counted = counted
        dates = defaultdict(set)
        for code, past in lists.counted_past.items():
            dates[code].update(when.isoformat() for when, _ in past)
        for visit in order:
            if counted[visit["编号"]]:
                dates[visit[CODE]].add(visit["日期"])
        rows, self.exempt = [], []
        for at, visit in enumerate(order):
            number, code, when = visit["编号"], visit[CODE], visit["日期"]
            firm, uses = lists.enterprises[code], self.uses[number]
            items = list(dict.fromkeys(item for item, _ in uses))
            departments = sorted({lists.items[item]["所属部门"] for item in items})
            sources = list(dict.fromkeys(source for _, source in uses))
            tasks = [lists.tasks[source]["发起部门"] for source in sources if source in lists.tasks]
            lead = tasks[0] if tasks else lists.cases[sources[0]]["部门"]
            others = [d for d in departments if d != lead]
            crews = [
                lists.short[d] + "：" + self.people(team_at[number, d])
                for d in sorted(departments, key=lambda d: (d != lead, d))
            ]
            exempt = self._exempt(uses, counted[number])
            self.exempt += [
                [code, firm["企业名称"], case, "；".join(papers), lists.short[d], when]
                for (d, case), papers in exempt.items()
            ]
            nth = str(1 + sum(d[:4] == when[:4] and d < when for d in dates[code])) if counted[number] else ""
            rows.append(
                [
                    str(at + 1),
                    when,
                    visit["时段"],
                    code,
                    firm["企业名称"],
                    firm["乡镇街道"],
                    firm["地址"],
                    firm["信用风险等级"],
                ]
                + [lists.short[lead], "、".join(lists.short[d] for d in others)]
                + ["；".join("%s %s" % (item, lists.items[item]["事项名称"]) for item in items)]
                + ["；".join(sources), "；".join(crews)]
                + ["是" if counted[number] else "否", self._joined(at, 14, [case for _, case in exempt])]
                + [self._joined(at, 15, [paper for papers in exempt.values() for paper in papers]), "实地检查"]
                + [
                    "；".join(
                        dict.fromkeys(lists.items[item]["检查依据"] for item in items if lists.items[item]["检查依据"])
                    ),
                    nth,
                ]
            )
        self.compare(PLAN, rows)
        return say("%d 次入企检查", "%d visits") % len(rows)

    def _joined(self, at, column, words):
        """A list whose order is free: as it stands if its members are right, else sorted."""
        row = (self.sheets[PLAN][at + 1 : at + 2] or [[]])[0]
        stated = row[column] if column < len(row) else ""
        return stated if sorted(members(stated)) == sorted(set(words)) else "；".join(sorted(set(words)))

    def _exempt(self, uses, counted):
        """{(department, 不受次数限制情形): documents} of a visit."""
        found = defaultdict(list)
        for item, source in uses:
            row, case = self.lists.items[item], self.lists.cases.get(source)
            if case:
                key, paper = (row["所属部门"], case["不受次数限制情形"]), case["依据文号"]
            elif row["不受次数限制类别"] and not counted:
                key, paper = (row["所属部门"], row["不受次数限制类别"]), row["批准文号"]
            else:
                continue
            if paper not in found[key]:
                found[key] += [paper] if paper else []
        return found

    def teams(self):
        lists = self.lists
        firm = {row["编号"]: lists.enterprises[row[CODE]]["企业名称"] for row in self.plan["入企检查"]}
        rows = []
        for team in sorted(
            self.plan["检查组"], key=lambda team: (team["日期"], team["部门"], team["乡镇街道"], int(team["组号"]))
        ):
            crew = self.crew[team_name(team)]
            people = ["、".join(lists.people[who]["姓名"] for who in crew), "、".join(crew)]
            place = [team["日期"], lists.short[team["部门"]], team["乡镇街道"], team["组号"]]
            rows.append(place + people + [firm.get(team["上午"], ""), firm.get(team["下午"], "")])
        self.compare(TEAMS, rows)
        return say("%d 个检查组日", "%d team-days") % len(rows)

    def other_sheets(self):
        lists, rows = self.lists, []
        for duty in sorted(self.plan["非现场检查"], key=lambda duty: (duty["任务编号"], duty["部门"], duty[CODE])):
            items = members(duty["检查事项"])
            methods = dict.fromkeys(method for item in items for method in members(lists.items[item]["检查方式"]))
            names = "；".join("%s %s" % (item, lists.items[item]["事项名称"]) for item in items)
            who = [duty[CODE], lists.enterprises[duty[CODE]]["企业名称"], lists.short[duty["部门"]]]
            rows.append(
                [str(len(rows) + 1)] + who + [names, "；".join(methods), duty["任务编号"]] + duty["起止日期"].split("~")
            )
        self.compare(OFF_SITE, rows)
        self.compare(CHANGES, [row.fields[1:] for row in self.plan["调整"]])
        self.compare(LEDGER, [[None]] * (len(self.sheets[LEDGER]) - 1))
        ledger = self.sheets[LEDGER][1:]
        for number, row in enumerate(ledger, 2):
            if row not in self.exempt:
                self.wrong(LEDGER, number, say("没有这样的检查：", "there is no such check: ") + " ".join(row))
        for row in self.exempt:
            if row not in ledger:
                self.wrong(LEDGER, 0, say("台账缺少：", "missing from the ledger: ") + " ".join(row))
        return say("%d 行，%d 行", "%d rows, %d rows") % (len(rows), len(ledger))

    def figures(self):
        """The form's tables: tasks, amounts, and the dice."""
        lists, plan, form = self.lists, self.plan, {}
        for number, row in enumerate(self.sheets[FORM], 1):
            for at in (0, 2):
                if at < len(row) and row[at]:
                    form.setdefault(row[at], (number, row[at + 1 :]))
        drawn = [task for task, _, _ in self.selections]
        sums = defaultdict(lambda: [0, 0, 0])
        for _, _, task, _, count, _, _, due, ready in self.sampling.drawn_strata:
            sums[task] = [one + int(two) for one, two in zip(sums[task], (count, ready, due))]
        wanted = {
            task: [lists.tasks[task]["任务名称"]] + list(map(str, numbers)) + [str(drawn.count(task))]
            for task, numbers in sums.items()
        }
        visits, people = plan["入企检查"], {row["执法证编号"] for row in plan["派员"]}
        counted = sum(self.counted.values())
        departments = {lists.items[row.fields[2]]["所属部门"] for row in plan["检查事项"]}
        wanted["入企检查"] = ["%d 次，%d 家企业" % (len(visits), len({visit[CODE] for visit in visits}))]
        wanted["计入年度次数"] = ["%d 次" % counted]
        wanted["不受次数限制"] = ["", "%d 次" % (len(visits) - counted)]
        wanted["参与部门"] = ["", "%d 个" % len(departments)]
        wanted["派出检查人员"] = ["", "%d 人" % len(people)]
        wanted["会议调研"] = ["%d 场，%d 家次" % (len(plan["会议调研安排"]), len(plan["参会"]))]
        wanted["本季度工作日"] = ["", "%d 天" % len(lists.workdays)]
        for row in plan["抽取"]:
            label = "第 %s 次抽取%s" % (row["次数"], "检查对象" if row["阶段"] == "1" else "检查人员")
            seen = "、".join(members(row["见证人"])) or "未见证"
            found = form.get(label, (0, [""]))[1][0]
            begins = "号码：%s；见证人：%s" % (row["号码"], seen)
            wanted[label] = [found if (found + "；").startswith(begins + "；") else begins]
        for label, should in wanted.items():
            number, cells = form.get(label, (0, []))
            cells = (cells + [""] * len(should))[: len(should)]
            self.equal(FORM, number, label, "；".join(cells), "；".join(should))
        return say("%d 项", "%d figures") % len(wanted)


def main(words=None):
    global CHINESE
    parser = argparse.ArgumentParser(description="涉企检查计划核验 / checks an exported inspection plan")
    parser.add_argument("workbook", metavar="PLAN.xlsx")
    parser.add_argument("--lang", choices=("zh_CN", "en"))
    options = parser.parse_args(words)
    system = (locale.getlocale()[0] or os.environ.get("LC_ALL") or os.environ.get("LANG") or "").lower()
    CHINESE = (options.lang or ("zh_CN" if system.startswith(("zh", "chinese")) else "en")) == "zh_CN"
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a console without Chinese letters must not stop the check
    try:
        check = Check(read_workbook(options.workbook))
    except NotOurs as error:
        print(say("无法核验：", "Cannot be checked: ") + str(error))
        return 2
    except Damaged as error:
        print(say("核验不通过：", "Verdict: WRONG. ") + str(error))
        return 1
    check.run()
    if check.findings:
        print(say("核验不通过：共 %d 处不符。", "Verdict: WRONG. %d findings.") % len(check.findings))
        return 1
    print(say("核验通过：名录、抽取、派员和各表相符。", "Verdict: RIGHT. Lists, draws, postings and sheets agree."))
    print(say("请将 H0、H1 和号码与见证人的记录核对。", "Compare H0, H1 and the digits with the witnesses' record."))
    return 0


if __name__ == "__main__":
    sys.exit(main())
