"""What a format for findings offers. A new format is one new file ``findings_<format>.py`` with ``WRITER``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from msgspec import Struct

from perfplan.model.sentence import Translate
from perfplan.registry import module_names
from perfplan.tables.findings import FindingsReport

_PREFIX = "findings_"
Paint = Callable[..., str]


class FindingsWriter(Struct, frozen=True):
    """A format: its name and ``write(report, translate, paint)``.

    ``translate(template, **values)`` gives the reader's language; ``paint(text, *styles)`` adds colour, or nothing
    where there is none. Formats for machines use neither.
    """

    name: str
    write: Callable[[FindingsReport, Translate, Paint], str]


def findings_formats() -> tuple[str, ...]:
    """Return the names of all formats, sorted, without importing one."""
    names = module_names("perfplan.export")
    return tuple(name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX))


def findings_writer(name: str) -> FindingsWriter:
    """Return one format. Raises ``LookupError`` for a name that is not in :func:`findings_formats`."""
    if name not in findings_formats():
        raise LookupError(name)
    writer: FindingsWriter = import_module(f"perfplan.export.{_PREFIX}{name}").WRITER
    return writer
