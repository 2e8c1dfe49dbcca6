"""Show how much people, crews and machines are needed, day by day, against what they can do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import PlanOption, choose
from perfplan.errors import UsageError

if TYPE_CHECKING:
    from perfplan.i18n import Translator
    from perfplan.schedule.load import LoadDay

Who = Annotated[str | None, typer.Argument(metavar="[WHO]", help="Id of a person or resource; all by default.")]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, json or csv.")]
Network = Annotated[
    bool, typer.Option("--network", help="On the latest dates of the networks, as if nobody were limited.")
]
COLUMNS = ("date", "who", "name", "load", "capacity", "stages")
"""The columns of the CSV form, and the keys of a day in the JSON form."""


def load(
    context: Context,
    who: Who = None,
    plan: PlanOption = None,
    network: Network = False,
    format_: Format = "text",
) -> int:
    """Show the load of everybody whose time is limited: how much stages need them, and how much they can do.

    The dates are those on which nobody is needed too much. With --network they are the latest that links and deadlines
    allow; there a load above the capacity shows where people would have to be in two places.

        perfplan load --plan plans/county-2026
        perfplan load crew-a --plan plans/county-2026 --format csv
    """
    from perfplan.schedule.load import daily_loads, latest_dates, staffed_dates
    from perfplan.schedule.reverse import schedule_project
    from perfplan.schedule.together import schedule_projects

    choose(format_, ("text", "json", "csv"), "--format")
    loaded = context.load(plan)
    t = context.in_language_of(loaded)
    if network:
        dates = latest_dates([schedule_project(project) for project in loaded.projects])
    else:
        dates = staffed_dates(schedule_projects(loaded.projects))
    days = list(daily_loads(loaded.projects, dates))
    if who is not None:
        _ask_for(who, days)
        days = [day for day in days if day.who.id == who]
    if format_ == "json":
        context.out.write_json({"plan": loaded.id, "dates": "network" if network else "people", "days": _data(days)})
    elif format_ == "csv":
        context.out.write(_csv(days))
    else:
        context.out.write("\n".join(_text(days, t, context.out.width)))
    return 0


def _ask_for(who: str, days: Sequence[LoadDay]) -> None:
    """Refuse a name that nobody limited has, with the nearest one."""
    from perfplan.load.nearest import nearest

    known = list(dict.fromkeys(day.who.id for day in days))
    if who not in known:
        near = nearest(who, known)
        if near:
            raise UsageError("nobody limited is called {name}; did you mean {nearest}?", name=who, nearest=near)
        raise UsageError("nobody limited is called {name}; known are {known}", name=who, known=", ".join(known) or "-")


def _data(days: Sequence[LoadDay]) -> list[dict[str, object]]:
    return [dict(zip(COLUMNS, (*_values(day), list(day.stages)), strict=True)) for day in days]


def _values(day: LoadDay) -> tuple[str, str, str, int, int]:
    return day.day.isoformat(), day.who.id, day.who.name, day.load, day.capacity


def _csv(days: Sequence[LoadDay]) -> str:
    from perfplan.export._csv_cells import END, cell

    lines = [COLUMNS, *((*map(str, _values(day)), " ".join(day.stages)) for day in days)]
    return "\ufeff" + "".join(",".join(map(cell, line)) + END for line in lines)


def _text(days: Sequence[LoadDay], t: Translator, width: int) -> Iterator[str]:
    from perfplan.tables.aligned import aligned
    from perfplan.tables.load import HEADINGS, cells, stretches

    if not days:
        yield t("nobody needed by a stage has a capacity")
        return
    rows = [cells(stretch, t(", ")) for stretch in stretches(days)]
    yield from aligned([t(head) for head in HEADINGS], rows, width, [str] * len(rows))


COMMAND = Command(name="load", run=load)
