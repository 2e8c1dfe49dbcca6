"""What stages say without effect: a link given twice (PP349), a limit that the project's own dates imply (PP511)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from perfplan.load.resolve.scope import Item, Scope
from perfplan.spec.project import StageSpec

_NOT_BEFORE, _NOT_AFTER = ("start_not_before", "finish_not_before"), ("start_not_after", "finish_not_after")


def report_idle_words(parts: Iterable[Item[StageSpec]], start: date, deadline: date, scope: Scope) -> None:
    """Look at the stages and groups of a project that runs from ``start`` to ``deadline``."""
    for part in parts:
        _report_links(part, scope)
        for key in (*_NOT_BEFORE, *_NOT_AFTER):
            day = getattr(part.spec, key)
            if day is not None and (day < start if key in _NOT_BEFORE else day > deadline):
                bound = start if key in _NOT_BEFORE else deadline
                scope.report("PP511", part.at(key), key=key, date=day.isoformat(), limit=bound.isoformat())


def _report_links(part: Item[StageSpec], scope: Scope) -> None:
    seen: set[tuple[str, str]] = set()
    for index, link in enumerate(part.spec.after):
        known = (link.stage, link.link)
        if known in seen:
            scope.report("PP349", part.at("after", index, "stage"), name=link.stage)
        seen.add(known)
