"""What a rule declares, and how a code finds its rule without importing the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from perfplan.diagnostics import Location, Severity
from perfplan.registry import module_names

if TYPE_CHECKING:
    from perfplan.model.plan import Plan

Found = tuple[Location, Mapping[str, str | int]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of mistake. ``message`` and ``hint`` are English templates filled with the finding's args.

    ``check`` yields (place, args) for a resolved plan; the runner adds the code.
    """

    code: str
    name: str
    severity: Severity
    message: str
    hint: str
    check: Callable[[Plan], Iterator[Found]] | None = None


@cache
def rule(code: str) -> Rule:
    """Return the rule of a code such as ``PP203``. Raises ``LookupError`` for a code that does not exist."""
    prefix = code.lower() + "_"
    for name in module_names("perfplan.checks"):
        if name.startswith(prefix):
            found: Rule = import_module(f"perfplan.checks.{name}").RULE
            return found
    raise LookupError(code)


def codes() -> tuple[str, ...]:
    """Return all codes, sorted, without importing a rule."""
    return tuple(name[:5].upper() for name in module_names("perfplan.checks") if name.startswith("pp"))
