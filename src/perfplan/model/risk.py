"""How uncertain a project is, and the buffers that protect its deadline."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from perfplan.diagnostics import Location

if TYPE_CHECKING:
    from perfplan.model.project import Duration


class Distribution(StrEnum):
    """The shape of a three-point duration: a triangle, or the beta distribution of PERT (mode weighted four times)."""

    PERT = "pert"
    TRIANGULAR = "triangular"


class Spread(Struct, frozen=True):
    """A three-point duration: the shortest, the most likely and the longest, in the stage's own days."""

    optimistic: int
    likely: int
    pessimistic: int
    distribution: Distribution


class BufferRule(Struct, frozen=True):
    """How long a buffer is: so that a deadline holds with ``confidence``, a ``share`` of its chain, or ``days``.

    Exactly one is given; shares and confidences are parts of one.
    """

    location: Location
    confidence: Fraction | None = None
    share: Fraction | None = None
    days: Duration | None = None
