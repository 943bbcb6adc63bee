"""Columns of lists with titles of their own, matched with ours once and known from then on by their header."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..exchange.intake import Learned, Match
from ..exchange.intake.headers import title_of
from ..exchange.intake.sheets import BY_LIST, SHEETS, Sheet
from .list_files import ListSheet

__all__ = ["Learned", "Match", "forgotten", "from_plain", "lists", "matched", "nearest", "suggested", "to_plain"]


LIKELIEST = tuple(sorted((sheet.list for sheet in SHEETS), key=lambda name: name != "enterprises"))
"""The lists; first that of enterprises, which has the most sources."""


def lists() -> tuple[Sheet, ...]:
    """The lists that can be imported, with their columns."""
    return SHEETS


def matched(learned: Learned, sheet: ListSheet, name: str, columns: Mapping[str, str]) -> Learned:
    """What is known once a sheet is said to be the list `name`; `columns` are its titles by ours, blank for none."""
    said = {ours: theirs for ours, theirs in columns.items() if theirs}
    return {**forgotten(learned, sheet), sheet.signature: Match(name, said)}


def forgotten(learned: Learned, sheet: ListSheet) -> Learned:
    """What is known without what was said of a sheet's header."""
    return {signature: match for signature, match in learned.items() if signature != sheet.signature}


def suggested(learned: Learned, sheet: ListSheet, name: str) -> dict[str, str]:
    """By our title, the sheet's title that may stand for it: as it is read now, as titles go, or as said of another.

    Only for somebody to look at: nothing is read by a suggestion.
    """
    if sheet.list == name:
        return dict(sheet.columns)
    own = {title_of(title): title for title in reversed(tuple(sheet.titles))}
    found = {}
    for column in BY_LIST[name].columns:
        before = [match.columns[column.title] for match in learned.values() if column.title in _columns(match, name)]
        names = (column.title, *column.aliases, *reversed(before))
        theirs = next((own[known] for known in map(title_of, names) if known in own), None)
        if theirs is not None:
            found[column.title] = theirs
    return found


def nearest(learned: Learned, sheet: ListSheet) -> str:
    """The list that a sheet is read as, or else the one that most of its titles could stand for."""
    return sheet.list or max(LIKELIEST, key=lambda name: len(suggested(learned, sheet, name)))


def _columns(match: Match, name: str) -> Mapping[str, str]:
    return match.columns if match.list == name else {}


def to_plain(learned: Learned) -> dict[str, Any]:
    """Plain data to keep between two starts."""
    return {signature: {"list": match.list, "columns": dict(match.columns)} for signature, match in learned.items()}


def from_plain(plain: Any) -> Learned:
    """What was kept; what is not as `to_plain` makes it, or of a list that there is no longer, is left out."""
    found = {}
    for signature, said in plain.items() if isinstance(plain, dict) else ():
        match said:
            case {"list": str(name), "columns": dict(columns)} if name in BY_LIST:
                titles = {column.title for column in BY_LIST[name].columns}
                kept = {ours: theirs for ours, theirs in columns.items() if ours in titles and isinstance(theirs, str)}
                found[signature] = Match(name, kept)
    return found
