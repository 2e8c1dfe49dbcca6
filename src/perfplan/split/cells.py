"""What a target's months are made of: amounts of the total and of each unit, and the cells of them that are fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from perfplan.split.series import Span


@dataclass(frozen=True, slots=True)
class Months:
    """Amounts a month: the total's, and each unit's.

    ``exact`` says that every declared total is known to be within one quantum of its ideal.
    """

    own: list[int]
    units: list[list[int]]
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """Fixed cells of a target: the total's, and each unit's. ``turns`` says that it may rise and fall (a level)."""

    own: tuple[Span, ...]
    units: tuple[tuple[Span, ...], ...]
    turns: bool

    @property
    def all(self) -> tuple[Span, ...]:
        """Every fixed cell, the total's first."""
        return tuple(chain(self.own, *self.units))

    def __bool__(self) -> bool:
        """Whether anything is fixed."""
        return bool(self.own) or any(self.units)

    def after(self, month: int, planned: Months) -> Cells:
        """Return the cells from ``month`` on, counted from it; one that crosses it keeps what is still to come."""
        units = (_after(spans, month, unit) for spans, unit in zip(self.units, planned.units, strict=True))
        return replace(self, own=_after(self.own, month, planned.own), units=tuple(units))

    def mirrored(self) -> Cells:
        """Return the cells with their signs turned."""
        return replace(self, own=_mirrored(self.own), units=tuple(_mirrored(unit) for unit in self.units))


def _after(spans: Sequence[Span], month: int, planned: Sequence[int]) -> tuple[Span, ...]:
    return tuple(
        replace(s, first=max(s.first - month, 0), last=s.last - month, value=s.value - sum(planned[s.first : month]))
        for s in spans
        if s.last >= month
    )


def _mirrored(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(replace(span, value=-span.value) for span in spans)
