"""非现场优先: what can be settled from documents or data makes no visit and uses no cap."""

from __future__ import annotations

from ..domain.county import Item


def needs_visit(item: Item) -> bool:
    """Whether somebody has to enter the enterprise: its only method is 实地检查."""
    return item.on_site
