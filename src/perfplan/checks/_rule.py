"""What a rule declares, and how a code finds its rule without importing the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct

from perfplan.diagnostics import Location, Severity
from perfplan.registry import module_names

if TYPE_CHECKING:
    from perfplan.checks._fix import Edit, Flaw
    from perfplan.model.plan import Plan
    from perfplan.schedule.progress import Actual

Found = tuple[Location, Mapping[str, str | int]]


class Day(Struct, frozen=True):
    """What a rule about the present is told: today, and the ids of the tasks reported done, or started, by then.

    ``actuals`` is what was reported of stages, by project and stage; projects of which nothing was are not in it.
    """

    today: date
    done: frozenset[str] = frozenset()
    started: frozenset[str] = frozenset()
    actuals: Mapping[str, Mapping[str, Actual]] = {}


class Rule(Struct, frozen=True):
    """One kind of mistake. ``message`` and ``hint`` are English templates filled with the finding's args.

    ``check`` yields (place, args) for a resolved plan, ``check_on`` for a plan on a day; the runner adds the code.
    ``fix`` returns the changes that repair one finding safely, none where that is not sure.
    """

    code: str
    name: str
    severity: Severity
    message: str
    hint: str
    check: Callable[[Plan], Iterator[Found]] | None = None
    check_on: Callable[[Plan, Day], Iterator[Found]] | None = None
    fix: Callable[[Flaw], Sequence[Edit]] | None = None


@cache
def rule(code: str) -> Rule:
    """Return the rule of a code such as ``PP203``. Raises ``LookupError`` for a code that does not exist."""
    prefix = code.lower() + "_"
    for name in module_names("perfplan.checks"):
        if name.startswith(prefix):
            found: Rule = import_module(f"perfplan.checks.{name}").RULE
            return found
    raise LookupError(code)


def named_codes(prefix: str) -> tuple[str, ...]:
    """Return the codes that a code, or the beginning of one (``PP2``), names; none for anything else."""
    return tuple(code for code in codes() if code.startswith(prefix)) if len(prefix) >= len("PP") else ()


@cache
def codes() -> tuple[str, ...]:
    """Return all codes, sorted, without importing a rule."""
    return tuple(name[:5].upper() for name in module_names("perfplan.checks") if name.startswith("pp"))
