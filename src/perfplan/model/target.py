"""Targets: what the year must reach, resolved and complete."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from datetime import date as date_  # the model has a field of that name
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from perfplan.diagnostics import Location
from perfplan.model.pace import PaceMethod
from perfplan.model.quantity import round_half_up
from perfplan.model.unit import Person, Unit


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Shape(StrEnum):
    """How a target's value runs through the year.

    ``flow`` adds up; ``path`` moves from an opening to a closing level; ``hold`` is one bound for every period;
    ``dated`` happens once.
    """

    FLOW = "flow"
    PATH = "path"
    HOLD = "hold"
    DATED = "dated"


class UnitRollup(StrEnum):
    """How units make up their parent: amounts add, a weighted mean, or the same bound for everyone."""

    SUM = "sum"
    MEAN = "mean"
    SAME = "same"


class SplitRule(Struct, frozen=True):
    """How the year is spread over months: the method's name and what the plan declares for it.

    ``months`` and ``quarters`` hold the declared table by number (1-12, 1-4) as exact fractions; ``profile`` names
    the table's origin. ``past_years`` are past years' values, one a month, oldest first, for the methods that learn
    from them; ``joined`` are groups of months (1-12) whose shares are taken together. ``totals`` are what each of
    those years and this one must come to, for a method that meets them; ``levels`` says that all these are levels at
    the ends of months and years instead of amounts.
    """

    method: str
    months: Mapping[int, Fraction]
    quarters: Mapping[int, Fraction]
    profile: str
    past_years: tuple[tuple[Fraction, ...], ...]
    steepness: int
    location: Location
    joined: tuple[tuple[int, ...], ...] = ()
    totals: tuple[Fraction, ...] = ()
    levels: bool = False


class Allocation(Struct, frozen=True):
    """How a target is shared by units: the method, one weight (or amount) a unit, and amounts fixed beforehand.

    ``weights`` follow ``units``; ``fixed`` are quanta by unit id. For a mean, ``base`` are the units' last values.
    """

    method: str
    units: tuple[Unit, ...]
    weights: tuple[Fraction, ...]
    fixed: Mapping[str, int]
    base: tuple[Fraction, ...]
    location: Location


class Lock(Struct, frozen=True):
    """A cell that people have settled: ``unit`` (None for the target's own total) × ``period`` label, in quanta.

    ``value`` fixes it; where that is None, it keeps from ``minimum`` to ``maximum``, one of which may be None.
    """

    unit: Unit | None
    period: str
    value: int | None
    location: Location
    minimum: int | None = None
    maximum: int | None = None
    reason: str = ""

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """The least and the greatest amount; a fixed value is both."""
        return (self.minimum, self.maximum) if self.value is None else (self.value, self.value)

    def nearest(self, amount: int) -> int:
        """Return the amount nearest to one that keeps the lock."""
        least, most = self.bounds
        above = amount if least is None else max(amount, least)
        return above if most is None else min(above, most)

    def moved(self, bound: int, to: int) -> Lock:
        """Return the lock with one of its bounds moved; a fixed value moves as a whole."""
        if self.value is not None:
            return replace(self, value=to)
        return replace(self, minimum=to) if self.minimum == bound else replace(self, maximum=to)


class Action(Struct, frozen=True):
    """Recurring or one-off work that moves a target.

    ``dates`` are already rolled to working days; ``owners`` take them in turn.
    """

    id: str
    name: str
    dates: tuple[date, ...]
    owners: tuple[Person, ...]
    unit: Unit
    location: Location


class Revision(Struct, frozen=True):
    """A dated change of the annual value, with its reason."""

    on: date
    value: int
    reason: str
    location: Location


class Owners(Struct, frozen=True):
    """Who answers for quarters (supervisor), months (owner) and days (handlers, in turn)."""

    quarter: Person | None
    month: Person | None
    day: tuple[Person, ...]


class Report(Struct, frozen=True):
    """When figures are due: so many days (working or calendar) after each month or quarter ends."""

    every: str
    due: int
    working: bool


class Implied(Struct, frozen=True):
    """The amount a growth rate implies on a declared base: ``base × (1 + rate)``, in its own unit of measure."""

    uom: str
    decimals: int
    value: int
    base: Fraction

    def at(self, rate: int, decimals: int) -> int:
        """Return the amount at another rate, given in quanta of 10^-decimals percent, rounded half up."""
        amount = self.base * (1 + Fraction(rate, 100 * 10**decimals)) * 10**self.decimals
        return round_half_up(amount.numerator, amount.denominator)


class Target(Struct, frozen=True):
    """An indicator and its annual value, in quanta of 10^-decimals; ``value`` is None while *pending*.

    ``opening`` is where the year starts (0 for amounts, the baseline for levels), ``reached`` where things stand when
    the plan is issued (the opening, unless the plan says more); ``date`` is when a dated target falls due;
    ``denominator`` is a ratio's yearly number of cases where it is known; ``implied`` the annual amount that a growth
    rate means on its declared base, with its own unit of measure and decimals; ``pace`` is how its place on a day
    is worked out. ``value_at``, ``due_at`` and ``owner_at`` are where the number, a declared date and an owner are
    written. A ratio's ``parts`` are the targets that it is made of, numerator and denominator; ``last_day`` is the
    year's last day for a ratio of days; ``to_date`` says that a bound is on the year so far (a rate, a ratio, a mean),
    not on the day (a debt).
    """

    id: str
    name: str
    kind: str
    shape: Shape
    units_roll: UnitRollup
    uom: str
    decimals: int
    direction: Direction
    value: int | None
    pending: str
    baseline: Fraction | None
    opening: int
    reached: int
    lead_unit: Unit
    support_units: tuple[Unit, ...]
    supervisor: Person | None
    owners: Owners
    unit_owners: Mapping[str, Owners]
    rotation: str
    split: SplitRule
    allocation: Allocation | None
    locks: tuple[Lock, ...]
    report: Report | None
    actions: tuple[Action, ...]
    revisions: tuple[Revision, ...]
    date: date | None
    denominator: Fraction | None
    implied: Implied | None
    tags: tuple[str, ...]
    location: Location
    due_at: Location | None = None
    owner_at: Location | None = None
    value_at: Location | None = None
    pace: PaceMethod = PaceMethod.CHECKPOINTS
    parts: tuple[Target, Target] | None = None
    last_day: date_ | None = None
    to_date: bool = False

    @property
    def annual(self) -> int | None:
        """The annual amount that periods share: the implied one for a growth rate with a base, else the value."""
        return self.implied.value if self.implied else self.value

    def annual_after(self, revision: Revision) -> int:
        """Return the annual amount that a revision asks for: the one that its rate implies, for a growth rate."""
        return self.implied.at(revision.value, self.decimals) if self.implied else revision.value

    @property
    def annual_decimals(self) -> int:
        """The decimal places of :attr:`annual`."""
        return self.implied.decimals if self.implied else self.decimals

    @property
    def annual_uom(self) -> str:
        """The unit of measure of :attr:`annual`."""
        return self.implied.uom if self.implied else self.uom

    @property
    def spreads(self) -> bool:
        """Whether the annual amount is shared by periods (a bound to hold and a dated value are not)."""
        return self.implied is not None or self.shape in {Shape.FLOW, Shape.PATH}
