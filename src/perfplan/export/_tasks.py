"""What a format for tasks offers. A new format is one new file ``tasks_<format>.py`` with ``WRITER``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from msgspec import Struct

from perfplan.registry import module_names
from perfplan.tables.tasks import Part

_PREFIX = "tasks_"


class TaskWriter(Struct, frozen=True):
    """A format for tasks: its name, the file's suffix, and what writes all parts to a path in one pass.

    ``write`` returns nothing; it keeps no more than a few chunks in memory, however many tasks there are. ``head`` is
    what every file of the format begins with, where files can be put together by adding what follows it; else None.
    """

    name: str
    suffix: str
    write: Callable[[Path, Iterable[Part]], None]
    head: bytes | None


def task_formats() -> tuple[str, ...]:
    """Return the names of all formats, sorted, without importing one."""
    names = module_names("perfplan.export")
    return tuple(name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX))


def task_writer(name: str) -> TaskWriter:
    """Return one format. Raises ``LookupError`` for a name that is not in :func:`task_formats`."""
    if name not in task_formats():
        raise LookupError(name)
    writer: TaskWriter = import_module(f"perfplan.export.{_PREFIX}{name}").WRITER
    return writer
