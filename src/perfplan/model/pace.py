"""The ways in which a year is said to pass (序时进度)."""

from __future__ import annotations

from enum import StrEnum


class PaceMethod(StrEnum):
    """Where a target should stand on a day.

    ``checkpoints``: what the plan itself says. ``months``: months that have ended, of the year's months. ``days`` and
    ``workdays``: days that have passed, the day itself included, of the year's.
    """

    CHECKPOINTS = "checkpoints"
    MONTHS = "months"
    DAYS = "days"
    WORKDAYS = "workdays"
