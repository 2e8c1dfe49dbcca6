"""What a policy of re-planning declares, and what it is told about the rest of a year."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from msgspec import Struct

from perfplan.registry import discover


class Rest(Struct, frozen=True):
    """What is left of a year. All amounts are quanta and none is negative: what falls is counted as if it rose.

    Attributes:
        planned: what each open month was still to bring.
        missing: what all of them together must bring now.
        done: what the year has brought so far.
        due: what it was to bring by then.
        recover: how many of the open months end by the day on which the plan is to be caught up with.
        limit: by which share a month may exceed what was planned for it.
    """

    planned: tuple[int, ...]
    missing: int
    done: int
    due: int
    recover: int = 0
    limit: Fraction = Fraction(0)


class Policy(Struct, frozen=True):
    """A way to place the rest of a year.

    ``place`` returns an amount for each open month: none negative, nothing where nothing was planned, no more than
    ``missing`` together. What it does not place is reported. ``needs`` is what else must be said: ``by`` or ``limit``.
    """

    name: str
    place: Callable[[Rest], list[int]]
    needs: str = ""


def policies() -> dict[str, Policy]:
    """Return the policies by name."""
    return discover("perfplan.split.policies", "POLICY")


def no_more_than(missing: int, planned: tuple[int, ...]) -> list[int]:
    """Return what was planned, from the first month on, until nothing is missing any more."""
    placed = []
    for amount in planned:
        placed.append(min(amount, missing))
        missing -= placed[-1]
    return placed
