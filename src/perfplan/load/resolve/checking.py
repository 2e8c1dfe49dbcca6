"""The check section: which findings the plan wants to see, and how severe they are."""

from __future__ import annotations

from collections.abc import Iterable

from perfplan.checks._rule import codes, named_codes
from perfplan.diagnostics import Location, Severity
from perfplan.load.nearest import nearest
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.checking import MOST_DAY_TASKS, MOST_STAGES, CheckSettings
from perfplan.spec.check import CheckSpec


def resolve_check(item: Item[CheckSpec] | None, scope: Scope) -> CheckSettings:
    """Return the settings; a code that no finding has is reported and left out."""
    if item is None:
        return CheckSettings()
    spec = item.spec
    select = _known(spec.select, [item.at("select", i) for i in range(len(spec.select))], scope)
    ignore = _known(spec.ignore, [item.at("ignore", i) for i in range(len(spec.ignore))], scope)
    exact = _known(spec.severity, [item.key_at("severity", code) for code in spec.severity], scope)
    severity = {code: Severity(spec.severity[name]) for name in exact for code in named_codes(name)}
    limits = spec.limits
    return CheckSettings(
        select,
        ignore,
        severity,
        (limits and limits.stages) or MOST_STAGES,
        (limits and limits.day_tasks) or MOST_DAY_TASKS,
    )


def _known(names: Iterable[str], places: Iterable[Location], scope: Scope) -> tuple[str, ...]:
    known = []
    for name, place in zip(names, places, strict=True):
        if named_codes(name):
            known.append(name)
        else:
            scope.report("PP316", place, name=name, nearest=nearest(name, codes()))
    return tuple(known)
