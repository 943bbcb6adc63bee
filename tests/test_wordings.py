"""Every sentence of the program: said in both languages, with the same parameters, under a code of its own."""

from __future__ import annotations

import importlib
import pkgutil
import re
import string
from collections import defaultdict
from collections.abc import Iterator

import inspector
from inspector.domain.messages import Wording

HAN = re.compile("[\u4e00-\u9fff]")
HAN_RUN = re.compile("[\u4e00-\u9fff]+")
OURS = """
    存续 送审稿 检查对象名录 未见证 有因检查 安全生产 生态环保 食品药品安全 执法事项范围 抽取时点名录 参数 企业名称
    执法检查人员名录 全部 半天数 未填乡镇 部门 抽查事项清单 字第 号 投诉举报 上级交办 异地转办 涉嫌税收违法 暂定
    两次号码同时录入 方案批准未填 上年度历史不全 可否合并 是 否 实地检查 中文 长期 抽查任务
"""
TERMS = set(OURS.split())
"""Terms of lists, sheets and forms, which stand in Chinese in English sentences too."""


def modules() -> Iterator[object]:
    for found in pkgutil.walk_packages(inspector.__path__, "inspector."):
        if not found.name.startswith(("inspector.store.migrations", "inspector.__main__")):
            yield importlib.import_module(found.name)


def wordings() -> dict[str, set[Wording]]:
    """All wordings of all modules by code, also those in tables."""
    found: dict[str, set[Wording]] = defaultdict(set)

    def take(value: object, depth: int = 0) -> None:
        if isinstance(value, Wording):
            found[value.code].add(value)
        elif isinstance(value, dict) and depth < 3:
            for part in value.values():
                take(part, depth + 1)
        elif isinstance(value, (tuple, list)) and depth < 3:
            for part in value:
                take(part, depth + 1)
        elif hasattr(value, "title") and isinstance(getattr(value, "title", None), Wording):
            take(value.title)  # type: ignore[attr-defined]

    for module in modules():
        for value in vars(module).values():
            take(value)
    return found


WORDINGS = wordings()


def parameters(text: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_are_many() -> None:
    assert len(WORDINGS) > 800


def test_a_code_means_one_sentence() -> None:
    assert {code: found for code, found in WORDINGS.items() if len(found) > 1} == {}


def test_both_languages_say_something_with_the_same_parameters() -> None:
    for (wording,) in WORDINGS.values():
        assert wording.zh.strip() or not wording.en.strip(), wording
        assert wording.en.strip() or not wording.zh.strip(), wording
        assert parameters(wording.zh) == parameters(wording.en), wording


def test_chinese_is_chinese() -> None:
    """A sentence without a Chinese character is a figure, a name or a format."""
    plain = {code for code, found in WORDINGS.items() for wording in found if not HAN.search(wording.zh)}
    spoken = {code for code in plain for wording in WORDINGS[code] if re.search("[A-Za-z]{4,}", strip(wording.zh))}
    assert spoken == {"window.english", "about.version"}


def test_english_is_english() -> None:
    """Only terms of lists and forms stand in Chinese in an English sentence."""
    terms = {term for found in WORDINGS.values() for wording in found for term in HAN_RUN.findall(wording.en)}
    assert terms <= TERMS


def strip(text: str) -> str:
    return re.sub(r"{[^}]*}|&", "", text)
