"""References of items that hold mistakes: looked up although the items themselves are of no use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from perfplan.diagnostics import Diagnostic
from perfplan.load.resolve.campaign import resolve_campaign
from perfplan.load.resolve.project import resolve_project
from perfplan.load.resolve.schemes import resolve_schemes
from perfplan.load.resolve.scope import Item, Scope
from perfplan.load.resolve.target import resolve_target
from perfplan.load.resolve.units import check_references
from perfplan.load.wounds import NOBODY

TRUSTED = frozenset({
    "PP302", "PP303", "PP305", "PP306", "PP307", "PP308", "PP309", "PP310", "PP311", "PP312", "PP330", "PP502", "PP503",
    "PP326",
    "PP704",
})  # fmt: skip
"""What is true of an item whatever else is wrong in it; all else could follow from what was patched."""

Wounds = Mapping[str, Sequence[tuple[Item[Any], frozenset[str]]]]
"""By section: items as patched, each with the texts that were left out of it."""


def check_wounded(wounds: Wounds, targets: Sequence[Item[Any]], scope: Scope) -> list[Diagnostic]:
    """Return what is surely wrong with wounded items, besides what wounded them. ``scope`` is left as it is."""
    found: list[Diagnostic] = []
    for section, items in wounds.items():
        for item, lost in items:
            scratch = replace(scope, findings=[], gaps=set(scope.gaps))
            _resolve(section, item, targets, scratch)
            found += (f for f in scratch.findings if f.code in TRUSTED and f.args.get("name") not in {NOBODY, *lost})
    return found


def _resolve(section: str, item: Item[Any], targets: Sequence[Item[Any]], scope: Scope) -> None:
    match section:
        case "units" | "people":
            check_references(section, item, scope)
        case "targets":
            resolve_target(item, scope)
        case "projects":
            resolve_project(item, scope)
        case "campaigns":
            resolve_campaign(item, scope)
        case "schemes":
            resolve_schemes([item], targets, scope)
