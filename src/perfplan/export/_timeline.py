"""What a writer of timelines declares: one module a format, found by discovery as ``WRITER``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from perfplan.schedule.timeline import Timeline
from perfplan.tables.timeline import Translate


@dataclass(frozen=True, slots=True)
class Occasion:
    """For whom and when a file is written; the same occasion gives the same bytes.

    ``today`` is None for files that must not change from day to day. ``plan_id`` and ``issued`` (the plan's day of
    issue) name and date entries that other programs keep apart.
    """

    translate: Translate
    today: date | None
    plan_id: str
    issued: date


@dataclass(frozen=True, slots=True)
class TimelineWriter:
    """A format for timelines: ``name`` is unique among all writers, ``suffix`` ends the file's name (``.svg``)."""

    name: str
    suffix: str
    write: Callable[[Timeline, Occasion], bytes]
