"""How long a solver may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds on the clock, and processors."""

    seconds: float
    workers: int = 2
