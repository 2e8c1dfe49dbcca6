"""A re-planned share: its months beside the plan, what cannot be placed, and whether the year can be made."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct

from perfplan.model.sentence import Sentence
from perfplan.model.target import Shape, Target
from perfplan.model.unit import Unit
from perfplan.track.actuals import MonthState


class Answer(StrEnum):
    """Whether the year can still be made: it is already, it is if the rest is done as said, or it is not."""

    MADE = "made"
    YES = "yes"
    NO = "no"


class NewMonth(NamedTuple):
    """A month beside the plan, in quanta; ``actual`` is what it has brought, None where nothing is known."""

    label: str
    state: MonthState
    original: int
    actual: int | None
    new: int


class Replanned(Struct, frozen=True):
    """One target at one unit (None: its own total) after re-planning; amounts in quanta of 10^-``decimals``.

    ``start`` is where the year began, ``year`` what it must reach, ``reached`` where it stood ``on`` the last figure's
    day. ``unplaced`` is what nobody can be given under the policy, ``surplus`` what is above the year already:
    start + all new months + unplaced - surplus = year. ``why`` says why a share is not re-planned; then there are no
    months.
    """

    target: Target
    unit: Unit | None
    decimals: int
    uom: str
    start: int
    year: int
    months: tuple[NewMonth, ...] = ()
    on: date | None = None
    reached: int = 0
    unplaced: int = 0
    surplus: int = 0
    answer: Answer | None = None
    why: Sentence | None = None

    @property
    def ident(self) -> str:
        """The beginning of the ids of its tasks: ``jobs@chengguan``."""
        return f"{self.target.id}@{self.unit.id}" if self.unit else self.target.id

    @property
    def levels(self) -> bool:
        """Whether people know it by the level at the end of a month, not by what a month adds."""
        return self.target.shape is Shape.PATH

    @property
    def planned_rest(self) -> int:
        """What the open months were still to bring, as issued."""
        return sum(m.original - (m.actual or 0) for m in self.months if m.state is MonthState.OPEN)

    @property
    def new_rest(self) -> int:
        """What the open months must bring now."""
        return sum(m.new - (m.actual or 0) for m in self.months if m.state is MonthState.OPEN)


def checkpoints(found: Replanned) -> list[tuple[int, int]]:
    """Return what is to be reached by each month's end: as issued, and now."""
    original = accumulate((month.original for month in found.months), initial=found.start)
    new = accumulate((month.new for month in found.months), initial=found.start)
    return list(zip(original, new, strict=True))[1:]
