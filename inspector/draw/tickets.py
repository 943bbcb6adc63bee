"""Tickets and coins: the only randomness there is, SHA-256 of a seed and a name.

A seed is the dice's digits and the frozen hash, joined by a bar (`DiceRecord.seed`). Tickets are compared as full
lower-case hex texts and never cut; a name is hashed as it stands on the list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

COIN_RANGE = 1 << 256
"""Coins are whole numbers from 0 up to, not including, this."""


def enterprise_tickets(seed: str, group: int, enterprises: Iterable[str]) -> dict[str, str]:
    """随机号 of enterprises in a draw group: ``SHA256("E|seed1|group|code")``, in lower-case hex."""
    return _tickets(f"E|{seed}|{group}|", enterprises)


def guest_tickets(seed: str, meeting: str, enterprises: Iterable[str]) -> dict[str, str]:
    """Tickets of enterprises for a meeting's "k of this scope": ``SHA256("M|seed1|meeting|code")``."""
    return _tickets(f"M|{seed}|{meeting}|", enterprises)


def rotation_ticket(quarter: str, department: str, enterprise: str, certificate: str) -> str:
    """Where a person stands when a department's people are shared between its visits of one enterprise.

    ``SHA256("I|quarter|department|enterprise|certificate")``: identities only, so there is nothing to try out.
    """
    return _hash(f"I|{quarter}|{department}|{enterprise}|{certificate}").hexdigest()


def inspector_tickets(seed: str, certificates: Iterable[str]) -> dict[str, str]:
    """Tickets that order people in the rounding, so that no pair of neighbours on a list is favoured.

    ``SHA256("P|seed2|certificate")``, in lower-case hex.
    """
    return _tickets(f"P|{seed}|", certificates)


def coin(seed: str, number: int) -> int:
    """Coin `number`, counted from 1: ``SHA256("O|seed2|number")`` as a whole number, first byte most significant."""
    return int.from_bytes(_hash(f"O|{seed}|{number}").digest(), "big")


def _tickets(prefix: str, names: Iterable[str]) -> dict[str, str]:
    # what all texts begin with is hashed once
    begun = _hash(prefix)
    tickets = {}
    for name in names:
        ticket = begun.copy()
        ticket.update(name.encode())
        tickets[name] = ticket.hexdigest()
    return tickets


def _hash(text: str) -> hashlib._Hash:
    return hashlib.sha256(text.encode())
