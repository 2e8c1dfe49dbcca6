"""How long a solver may take."""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True):
    """Seconds on the clock, and processors."""

    seconds: float
    workers: int = 2
