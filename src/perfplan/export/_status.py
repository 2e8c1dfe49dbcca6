"""What a format for the status offers. A new format is one new file ``status_<format>.py`` with ``WRITER``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct

from perfplan.model.sentence import Translate
from perfplan.registry import module_names
from perfplan.track.status import Status

if TYPE_CHECKING:
    from perfplan.schedule.timeline import Timeline
    from perfplan.track.board import Board

_PREFIX = "status_"


class StatusView(Struct, frozen=True):
    """Everything a format may need.

    Attributes:
        status: the facts.
        plan: the plan's id.
        name: the plan's name.
        projects: names of projects by id.
        translate: gives the reader's language.
        columns: the width of the terminal.
        paint: ``paint(text, *styles)`` adds colour, or nothing where there is none.
        board: where all targets and projects stand, if that is wanted too.
        forecasts: the projects under way, each with its forecast.
    """

    status: Status
    plan: str
    name: str
    projects: Mapping[str, str]
    translate: Translate
    columns: int
    paint: Callable[..., str]
    board: Board | None = None
    forecasts: tuple[Timeline, ...] = ()


class StatusWriter(Struct, frozen=True):
    """A format: its name, and what makes the document of a view."""

    name: str
    write: Callable[[StatusView], str]


def status_formats() -> tuple[str, ...]:
    """Return the names of all formats, sorted, without importing one."""
    names = module_names("perfplan.export")
    return tuple(name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX))


def status_writer(name: str) -> StatusWriter:
    """Return one format. Raises ``LookupError`` for a name that is not in :func:`status_formats`."""
    if name not in status_formats():
        raise LookupError(name)
    writer: StatusWriter = import_module(f"perfplan.export.{_PREFIX}{name}").WRITER
    return writer
