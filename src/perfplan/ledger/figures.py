"""The figures of one target at one unit, by day; what is asked of thousands is answered without reading them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import overload

from perfplan.ledger.states import Figure


class Figures(Sequence[Figure]):
    """Cumulative values, one a day, by day."""

    def __init__(self, figures: Iterable[Figure] = ()) -> None:
        """Keep the figures, which are in order."""
        self._given = tuple(figures)

    @property
    def all(self) -> tuple[Figure, ...]:
        """Every figure."""
        return self._given

    @cached_property
    def last(self) -> Figure:
        """The last figure; there must be one."""
        return self.all[-1]

    @cached_property
    def last_day(self) -> date | None:
        """The day of the last figure."""
        return self.all[-1].on if self.all else None

    @cached_property
    def counts(self) -> bool:
        """Whether any of them is a count of so many."""
        return any(figure.whole for figure in self.all)

    def highest(self, decimals: int) -> int:
        """Return the highest value in quanta of 10^-decimals, rounded down; there must be a figure."""
        one = _quanta(decimals)
        return max(figure.value.numerator * one // figure.value.denominator for figure in self.all)

    def until(self, day: date) -> Figures:
        """Return the figures up to a day."""
        if self.last_day is None or self.last_day <= day:
            return self
        return Figures(figure for figure in self.all if figure.on <= day)

    @overload
    def __getitem__(self, index: int) -> Figure: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Figure]: ...
    def __getitem__(self, index: int | slice) -> Figure | Sequence[Figure]:
        """Return one figure, or several."""
        return self.all[index]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.all)

    def __eq__(self, other: object) -> bool:
        """Whether another sequence holds the same figures."""
        return isinstance(other, Sequence) and self.all == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Return all of them."""
        return repr(self.all)


class StoredFigures(Figures):
    """Figures of which days and amounts are known, and which are read when more is asked for; none is a count.

    ``days`` are ordinals, ascending; ``amounts`` whole numbers of 10^-scale with the ``scales`` beside them. ``read``
    returns the figures at some indexes.
    """

    def __init__(
        self,
        days: Sequence[int],
        amounts: Sequence[int],
        scales: Sequence[int],
        read: Callable[[slice], tuple[Figure, ...]],
    ) -> None:
        """Keep the columns, and how the figures are read."""
        self._days, self._amounts, self._scales, self._read = days, amounts, scales, read
        self._highest: dict[int, int] = {}

    @cached_property
    def all(self) -> tuple[Figure, ...]:
        """Every figure, read from the files."""
        return self._read(slice(None))

    @cached_property
    def counts(self) -> bool:
        """A line with a count is kept whole, so none of these is one."""
        return False

    @cached_property
    def last(self) -> Figure:
        """The last figure; the others need not be read for it."""
        return self._read(slice(-1, None))[0]

    @cached_property
    def last_day(self) -> date | None:
        """The day of the last figure."""
        return date.fromordinal(self._days[-1])

    def highest(self, decimals: int) -> int:
        """Return the highest value in quanta of 10^-decimals, rounded down."""
        if decimals not in self._highest:
            self._highest[decimals] = self._highest_of(_quanta(decimals))
        return self._highest[decimals]

    def _highest_of(self, one: int) -> int:
        if min(self._scales) == max(self._scales):  # the usual case: all have as many decimals
            return max(self._amounts) * one // _quanta(self._scales[0])
        return max(amount * one // _quanta(scale) for amount, scale in zip(self._amounts, self._scales, strict=True))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._days)


def _quanta(decimals: int) -> int:
    """Return how many quanta make one."""
    return int(10**decimals)
