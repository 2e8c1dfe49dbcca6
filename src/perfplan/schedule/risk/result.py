"""What is known of a project's risk: counts of simulated runs, dates, and its buffers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from msgspec import Struct


class Recommended(Struct, frozen=True):
    """When a stage should start and finish, buffers kept; inclusive days."""

    start: date
    finish: date


class Feeding(Struct, frozen=True):
    """A buffer of so many working days after ``stage``, where it joins the chain that decides.

    ``wanted`` is what its rule asks for; less is given where the chain leaves no more room. ``first`` and ``last`` are
    its days, None where it has none.
    """

    stage: str
    wanted: int
    days: int
    first: date | None
    last: date | None


class Buffers(Struct, frozen=True):
    """A project's buffers, in working days of its calendar, and the dates that keep them.

    ``confidence`` is what the project's buffer is sized to, None for a share or fixed days. ``met`` counts the runs
    that keep the deadline when every stage starts on its recommended day, or as soon after as it can. ``chain`` are the
    stages that decide, waits for the same people included; the project's buffer protects them. It spans ``span``
    working days. ``first`` is the latest safe start of the project, ``ready`` the day by which it should be finished;
    ``short`` by how many working days that start is too early to be possible. ``eaten`` counts the days of the
    project's buffer that the forecast uses up, None where there is no forecast.
    """

    confidence: Fraction | None
    days: int
    met: int
    chain: tuple[str, ...]
    span: int
    first: date
    ready: date
    short: int
    eaten: int | None
    stages: tuple[Recommended, ...]
    feeding: tuple[Feeding, ...]


class Risk(Struct, frozen=True):
    """How a project fares in ``runs`` simulations with the seed ``seed``, as soon as possible from its start, or today.

    ``met`` counts the runs that keep the deadline; half of them end by ``p50``, four fifths by ``p80``. ``critical``
    counts for each stage the runs in which it is on a chain that decides when the project ends. ``runs`` is 0 where no
    duration has three points.
    """

    runs: int
    seed: int
    met: int
    p50: date
    p80: date
    critical: tuple[int, ...]
    buffers: Buffers | None
