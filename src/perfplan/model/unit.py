"""Who: organisational units in a tree, and named people in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from perfplan.diagnostics import Location


@dataclass(frozen=True, slots=True)
class Person:
    """A named individual of one unit."""

    id: str
    name: str
    unit: str
    title: str
    location: Location


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisational unit. ``weights`` are named attributes (population, headcount) used to share targets."""

    id: str
    name: str
    kind: str
    parent: str | None
    head: Person | None
    handlers: tuple[Person, ...]
    weights: Mapping[str, Fraction]
    location: Location
