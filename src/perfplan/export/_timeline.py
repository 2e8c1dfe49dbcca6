"""What a format for timelines offers. A new format is one new file ``timeline_<format>.py`` with ``WRITER``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from importlib import import_module

from msgspec import Struct

from perfplan.model.sentence import Translate
from perfplan.registry import module_names
from perfplan.schedule.timeline import Timeline

_PREFIX = "timeline_"


class Occasion(Struct, frozen=True):
    """For whom and when a file is written; the same occasion gives the same bytes.

    ``today`` is None for files that must not change from day to day. ``plan_id`` and ``issued`` (the plan's day of
    issue) name and date entries that other programs keep apart. ``plan_name`` is the heading of what holds several
    projects, and ``language`` (``zh``) what the words of ``translate`` are in; both may be empty.
    """

    translate: Translate
    today: date | None
    plan_id: str
    issued: date
    plan_name: str = ""
    language: str = ""


class Kept(Enum):
    """What ``split`` keeps of a format: a file for each project, one for all of them, or none unless asked."""

    EACH = "each"
    TOGETHER = "together"
    ON_REQUEST = "on request"


class TimelineWriter(Struct, frozen=True):
    """A format: its name, what ends the names of its files (``.svg``), and what makes the bytes of one.

    ``write_all`` makes one file of several projects; None where the format holds one project only.
    """

    name: str
    suffix: str
    write: Callable[[Timeline, Occasion], bytes]
    write_all: Callable[[Sequence[Timeline], Occasion], bytes] | None = None
    kept: Kept = Kept.EACH


def timeline_formats() -> tuple[str, ...]:
    """Return the names of all formats, sorted, without importing one."""
    names = module_names("perfplan.export")
    return tuple(name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX))


def timeline_writer(name: str) -> TimelineWriter:
    """Return one format. Raises ``LookupError`` for a name that is not in :func:`timeline_formats`."""
    if name not in timeline_formats():
        raise LookupError(name)
    writer: TimelineWriter = import_module(f"perfplan.export.{_PREFIX}{name}").WRITER
    return writer
