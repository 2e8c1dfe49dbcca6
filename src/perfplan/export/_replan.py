"""What a format for a re-planned year offers. A new format is one new file ``replan_<format>.py`` with ``WRITER``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from msgspec import Struct

from perfplan.model.sentence import Translate
from perfplan.registry import module_names
from perfplan.track.replan import Asked
from perfplan.track.replanned import Replanned

_PREFIX = "replan_"


class ReplanView(Struct, frozen=True):
    """Everything a format may need.

    Attributes:
        found: the shares, each target's own total before its units.
        asked: the policy and the day.
        plan: the plan's id.
        name: the plan's name.
        whole: whether people asked for one target, and so for every month of it.
        translate: gives the reader's language.
        columns: the width of the terminal.
        paint: ``paint(text, *styles)`` adds colour, or nothing where there is none.
    """

    found: Sequence[Replanned]
    asked: Asked
    plan: str
    name: str
    whole: bool
    translate: Translate
    columns: int
    paint: Callable[..., str]

    @property
    def title(self) -> str:
        """What stands above a re-planned year, in the reader's language."""
        return self.translate(
            "{plan}: the rest of the year after {day}, policy {policy}",
            plan=self.name,
            day=self.asked.today.isoformat(),
            policy=self.asked.policy.name,
        )


class ReplanWriter(Struct, frozen=True):
    """A format: its name, and what makes the document of a view."""

    name: str
    write: Callable[[ReplanView], str]


def replan_formats() -> tuple[str, ...]:
    """Return the names of all formats, sorted, without importing one."""
    names = module_names("perfplan.export")
    return tuple(name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX))


def replan_writer(name: str) -> ReplanWriter:
    """Return one format. Raises ``LookupError`` for a name that is not in :func:`replan_formats`."""
    if name not in replan_formats():
        raise LookupError(name)
    writer: ReplanWriter = import_module(f"perfplan.export.{_PREFIX}{name}").WRITER
    return writer
