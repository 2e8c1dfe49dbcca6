"""Who: organisational units in a tree, and named people in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from msgspec import Struct

from perfplan.diagnostics import Location


class Leave(Struct, frozen=True):
    """Days on which a person does not work, both inclusive; ``reason`` is empty where none is given."""

    first: date
    last: date
    reason: str
    location: Location


class Person(Struct, frozen=True):
    """A named individual of one unit. ``leave`` is in order of time, and no two spans of it overlap.

    ``capacity`` is how many stages at a time the person can work on; None where nobody counts.
    """

    id: str
    name: str
    unit: str
    title: str
    location: Location
    leave: tuple[Leave, ...] = ()
    capacity: int | None = None


class Resource(Struct, frozen=True):
    """A crew or a machine that stages share: how many of it there are, and when it is away."""

    id: str
    name: str
    unit: str
    capacity: int
    location: Location
    leave: tuple[Leave, ...] = ()


class Need(Struct, frozen=True):
    """Somebody or something that a stage takes on every day it works, and how much of it.

    ``location`` is where the plan says so; for an owner, who is needed without a word, where the stage stands.
    """

    who: Person | Resource
    amount: int
    location: Location


class Unit(Struct, frozen=True):
    """An organisational unit. ``weights`` are named attributes (population, headcount) used to share targets."""

    id: str
    name: str
    kind: str
    parent: str | None
    head: Person | None
    handlers: tuple[Person, ...]
    weights: Mapping[str, Fraction]
    location: Location
