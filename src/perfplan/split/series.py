"""One series over the months of a year: what is open when the plan is issued, and cells that people have fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from perfplan.diagnostics import Location
from perfplan.split.apportion import spread


@dataclass(frozen=True, slots=True)
class Span:
    """An amount fixed for months ``first``..``last`` (inclusive indexes); ``cell`` names it in messages."""

    first: int
    last: int
    value: int
    cell: str
    location: Location


class CannotHold(Exception):  # noqa: N818  a fact about the plan, turned into a finding by the engine
    """Fixed cells that cannot all hold: which, what they come to, and what there is."""

    def __init__(self, location: Location, cells: Sequence[str], found: int, limit: int) -> None:
        """Keep the facts for the finding."""
        super().__init__(found, limit)
        self.location = location
        self.cells = ", ".join(cells)
        self.found = found
        self.limit = limit


def months_with_locks(total: int, weights: Sequence[int], spans: Sequence[Span]) -> list[int]:
    """Share ``total`` over months so that every fixed span holds; the months outside absorb the rest by weight.

    Spans may nest (a month inside a quarter) but not cross. Raises :class:`CannotHold` when what is left has nowhere
    to go, or would be negative. Without any weight the last month takes everything.
    """
    return _fill(total, weights, (0, len(weights) - 1), spans)


def _fill(total: int, weights: Sequence[int], within: tuple[int, int], spans: Sequence[Span]) -> list[int]:
    first, last = within
    outer = _outermost(spans)
    fixed = sum(span.value for span in outer)
    free = [0 if any(s.first <= i <= s.last for s in outer) else weights[i] for i in range(first, last + 1)]
    if outer and (total - fixed < 0 <= total or (total != fixed and not any(free))):
        raise CannotHold(outer[0].location, [span.cell for span in outer], fixed, total)
    shares = spread(total - fixed, free) if any(free) else [0] * (last - first) + [total - fixed]
    for span in outer:
        inside = [s for s in spans if s is not span and span.first <= s.first and s.last <= span.last]
        shares[span.first - first : span.last - first + 1] = _fill(span.value, weights, (span.first, span.last), inside)
    return shares


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """Return the spans that no other contains; equal or crossing spans cannot both hold."""
    outer: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.first, -s.last)):
        if not outer or span.first > outer[-1].last:
            outer.append(span)
        elif span.last > outer[-1].last or (span.first, span.last) == (outer[-1].first, outer[-1].last):
            raise CannotHold(span.location, [outer[-1].cell, span.cell], span.value, outer[-1].value)
    return outer


def open_weights(weights: Sequence[Fraction], is_open: Sequence[bool], reached: Fraction) -> list[Fraction]:
    """Return what each month still has to bring when a plan is issued, as weights.

    Checkpoints hold whatever day the plan is issued: what the months before it were to bring falls to the first open
    month, less ``reached``, the share of the year done before. A month issued in its middle keeps its whole share.
    """
    done, due, left = reached * sum(weights), Fraction(0), []
    for weight, can_be_given in zip(weights, is_open, strict=True):
        due += weight
        step = max(due - done, Fraction(0)) if can_be_given else Fraction(0)
        left.append(step)
        done += step
    return left
