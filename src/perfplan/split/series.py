"""One series over the months of a year: what is open when the plan is issued, and cells that people have fixed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec import Struct

from perfplan.diagnostics import Location
from perfplan.split.apportion import spread


class Span(Struct, frozen=True):
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


class Region(Struct, frozen=True):
    """Months that share one fixed amount: a span without the spans inside it (``inner``), or the year without any."""

    months: tuple[int, ...]
    amount: int
    inner: tuple[Span, ...]
    total: int


def regions(total: int, count: int, spans: Sequence[Span]) -> list[Region]:
    """Return the regions that ``spans`` cut ``count`` months with ``total`` into; together they are every month once.

    Spans may nest (a month inside a quarter) but not cross. Raises :class:`CannotHold` for spans that contradict each
    other. A region's amount may be negative; :func:`settle` and the callers judge that.
    """
    return list(_regions(total, (0, count - 1), spans))


def _regions(total: int, within: tuple[int, int], spans: Sequence[Span]) -> Iterator[Region]:
    outer = _outermost(spans)
    inside = {i for span in outer for i in range(span.first, span.last + 1)}
    free = tuple(i for i in range(within[0], within[1] + 1) if i not in inside)
    yield Region(free, total - sum(span.value for span in outer), tuple(outer), total)
    for span in outer:
        nested = [s for s in spans if s is not span and span.first <= s.first and s.last <= span.last]
        yield from _regions(span.value, (span.first, span.last), nested)


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """Return the spans that no other contains; crossing spans, or two values for one cell, cannot both hold."""
    outer: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.first, -s.last)):
        if not outer or span.first > outer[-1].last:
            outer.append(span)
            continue
        twice = (span.first, span.last) == (outer[-1].first, outer[-1].last) and span.value != outer[-1].value
        if twice or span.last > outer[-1].last:
            raise CannotHold(span.location, [outer[-1].cell, span.cell], span.value, outer[-1].value)
    return outer


def alone(total: int, weights: Sequence[int], spans: Sequence[Span], *, turns: bool = False) -> list[int]:
    """Spread one series over months."""
    if not spans and any(weights):
        return spread(total, weights)
    return months_with_locks(total, weights, spans, turns=turns)


def months_with_locks(total: int, weights: Sequence[int], spans: Sequence[Span], *, turns: bool = False) -> list[int]:
    """Share ``total`` over months so that every fixed span holds; the months outside absorb the rest by weight.

    Raises :class:`CannotHold` when what is left has nowhere to go, or, unless the series ``turns`` (a level that may
    rise and fall again), when it would go back.
    """
    shares = [0] * len(weights)
    for region in regions(total, len(weights), spans):
        for month, amount in zip(region.months, settle(region, weights, turns=turns), strict=True):
            shares[month] = amount
    return shares


def settle(region: Region, weights: Sequence[int], *, turns: bool = False) -> list[int]:
    """Share a region's amount over its months by weight. A fixed span without any weight falls on its last month."""
    check(region, weights, turns=turns)
    own = [weights[i] for i in region.months]
    if any(own):
        return spread(region.amount, own)
    return [0] * (len(own) - 1) + [region.amount] if own else []


def check(region: Region, weights: Sequence[int], *, turns: bool = False) -> None:
    """Raise :class:`CannotHold` when a region's fixed parts leave it less than nothing, or more than it can place."""
    goes_back = region.amount < 0 <= region.total or region.total < 0 < region.amount
    has_no_place = region.amount != 0 and not any(weights[i] for i in region.months)
    if region.inner and (has_no_place or (goes_back and not turns)):
        fixed = region.total - region.amount
        raise CannotHold(region.inner[0].location, [span.cell for span in region.inner], fixed, region.total)


def open_weights(weights: Sequence[Fraction], is_open: Sequence[bool], reached: Fraction) -> list[Fraction]:
    """Return what each month still has to bring when a plan is issued, as weights.

    Checkpoints hold whatever day the plan is issued: what the months before it were to bring falls to the first open
    month, less ``reached``, the share of the year done before. A month issued in its middle keeps its whole share;
    one without any working day gives its share to the next open month, or to the last. Where nothing is left to
    bring, the last open month stands for the rest of the year.
    """
    last = max(i for i, can_be_given in enumerate(is_open) if can_be_given)
    done, due = reached * sum(weights), Fraction(0)
    left = [Fraction(0)] * len(weights)
    for i, (weight, can_be_given) in enumerate(zip(weights, is_open, strict=True)):
        due = sum(weights, Fraction(0)) if i == last else due + weight
        if can_be_given:
            left[i] = max(due - done, Fraction(0))
            done += left[i]
    return anchored(left, last)


def anchored(weights: Sequence[Fraction], last: int) -> list[Fraction]:
    """Return the weights; where all are zero, all of it falls on month ``last``."""
    return list(weights) if any(weights) else [Fraction(int(i == last)) for i in range(len(weights))]
