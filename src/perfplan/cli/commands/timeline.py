"""Show the reverse schedule of one project, or of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import OutOption, PlanOption, TodayOption, choose
from perfplan.errors import StorageError, UsageError
from perfplan.i18n import N_

if TYPE_CHECKING:
    from datetime import date

    from perfplan.export._timeline import Occasion
    from perfplan.i18n import Translator
    from perfplan.model.plan import Plan
    from perfplan.model.project import Project as KnownProject
    from perfplan.schedule.people import Staffed
    from perfplan.schedule.timeline import Timeline

COMPACT = (N_("Stage"), N_("Owner"), N_("Length"), N_("Start by"), N_("Finish by"), N_("Float"), N_("Left"))
"""The columns of a narrow terminal: who, how long, the reverse schedule, and what is left."""
_PLACES = (1, 2, 4, 5, 8, 12)
COMPACT_UNDER_WAY = (*COMPACT[:2], *COMPACT[3:5], N_("State"), N_("Forecast finish"), N_("Variance"))
"""The same of a project under way: where it stands instead of lengths and floats."""
_PLACES_UNDER_WAY = (1, 4, 5, 13, 15, 16)

Project = Annotated[str | None, typer.Argument(metavar="[PROJECT]", help="Id of a project; all of them by default.")]
_FORMATS = N_("text, gantt, html, svg, markdown, mermaid, json, csv, ics, todo or mspdi.")
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help=_FORMATS)]

Times = Annotated[
    int,
    typer.Option("--effort", metavar="N", min=1, max=1000, help="Search N times as long where people are limited."),
]
Runs = Annotated[
    int,
    typer.Option("--simulate", metavar="N", min=1, max=1_000_000, help="Runs of a project with three-point durations."),
]
Seed = Annotated[int, typer.Option("--seed", metavar="S", min=0, help="Another seed draws other durations.")]

Seconds = Annotated[
    float | None,
    typer.Option("--solver", metavar="SECONDS", min=0.1, help="Then let CP-SAT of OR-Tools go on for so long."),
]


def timeline(
    context: Context,
    project: Project = None,
    plan: PlanOption = None,
    today: TodayOption = None,
    format_: Format = "text",
    effort: Times = 1,
    solver: Seconds = None,
    runs: Runs = 10_000,
    seed: Seed = 1,
    out: OutOption = None,
) -> int:
    """Schedule projects backwards from their deadlines and show every stage's dates and floats.

    The latest dates are the reverse schedule; the earliest follow from the project's start. Stages whose float is used
    up are critical. When a project does not fit, the sentence says by how much, because of which stages, and what
    would help. Once it is under way, the forecast goes on from today: what the ledger says is started or done stays,
    the rest begins today at the earliest. Where people, crews or machines have a capacity, a second table has the
    dates that they can keep.

    Where a project declares three-point durations or buffers, a second table has the recommended dates, which keep the
    buffers, and how often each stage decides when the project ends.

        perfplan timeline p01 --plan plans/county-2025
        perfplan timeline p01 --format gantt
        perfplan timeline --format html --out wall.html
    """
    from perfplan.cli.tracked import issued_finishes, tracked
    from perfplan.export._timeline import Occasion, timeline_formats
    from perfplan.track.projects import at_risk, project_on

    choose(format_, ("text", "gantt", *timeline_formats()), "--format")
    work = tracked(context, plan, today)
    loaded, day = work.plan, work.today
    t = context.in_language_of(loaded)
    wanted = [known for known in loaded.projects if project is None or known.id == project]
    if project is not None and not wanted:
        raise _unknown(project, loaded)
    issued = issued_finishes(work.path)
    staffed = _staffed_projects(loaded.projects if wanted else (), effort, solver)
    timelines = [project_on(known, work.progress, day, issued.get(known.id)) for known in wanted]
    timelines = [replace(found, staffed=staffed.get(found.project.id)) for found in timelines]
    timelines = [at_risk(found, work.progress, runs, seed) for found in timelines]
    occasion = Occasion(t, day, loaded.id, loaded.issued, loaded.name, t.lang)
    if format_ in ("text", "gantt"):
        shown = _text if format_ == "text" else _gantt
        text = "\n\n".join("\n".join(shown(found, day, t, context)) for found in timelines)
        _deliver(context, text or t("the plan has no projects"), out)
    else:
        _deliver(context, _document(timelines, format_, occasion, single=project is not None), out)
    return 0


def _staffed_projects(projects: Sequence[KnownProject], times: int, seconds: float | None) -> dict[str, Staffed]:
    from perfplan.schedule.levelling.limits import Limits
    from perfplan.schedule.together import staffed_by_id

    try:
        return staffed_by_id(projects, times, Limits(seconds) if seconds else None)
    except ImportError as missing:
        raise UsageError("the solver needs one more package: pip install 'perfplan[solver]'") from missing


def _unknown(project: str, plan: Plan) -> UsageError:
    from perfplan.load.nearest import nearest

    ids = [known.id for known in plan.projects]
    near = nearest(project, ids)
    if near:
        return UsageError("there is no project {name}; did you mean {nearest}?", name=project, nearest=near)
    return UsageError("there is no project {name}; the plan has {known}", name=project, known=", ".join(ids) or "-")


def _gantt(found: Timeline, today: date, t: Translator, context: Context) -> Iterator[str]:
    from perfplan.cli.gantt_drawing import draw_gantt

    blocks = context.out.unicode and context.environ.get("TERM") != "dumb"
    return draw_gantt(found, today, t, context.out, blocks=blocks)


def _text(found: Timeline, today: date, t: Translator, context: Context) -> Iterator[str]:
    from perfplan.tables.aligned import aligned
    from perfplan.tables.timeline import FORECAST, cells, forecast_cells, headings, outline
    from perfplan.tables.timeline_facts import facts, is_under_way, labelled
    from perfplan.text import fold
    from perfplan.text import width as columns_of

    width = context.out.width
    yield from fold(context.out.paint(f"{found.project.name} ({found.project.id})", "bold"), width)
    for label, value in facts(found, today, t):
        yield from fold(labelled(label, value, t), width)
    lines = outline(found, today)
    paints = [_red(context) if row.scheduled.critical else str for row in lines]
    under_way = is_under_way(found)
    table = [[*headings(lines), *(FORECAST if under_way else ())]]
    table[0] = [t(head) for head in table[0]]
    table += [[*cells(row, t), *(forecast_cells(row, t) if under_way else ())] for row in lines]
    if sum(max(map(columns_of, column)) + 2 for column in zip(*table, strict=True)) > width:
        short, places = (COMPACT_UNDER_WAY, _PLACES_UNDER_WAY) if under_way else (COMPACT, _PLACES)
        table = [[t(head) for head in short], *(_compact(row, places) for row in table[1:])]
    yield from aligned(table[0], table[1:], width, paints)
    if found.staffed is not None:
        yield from _staffed(found, t, width)
    if found.risk is not None:
        yield from _risk(found, t, width)


def _staffed(found: Timeline, t: Translator, width: int) -> Iterator[str]:
    from perfplan.tables.aligned import aligned
    from perfplan.tables.staffed import HEADINGS, staffed_rows, staffed_text
    from perfplan.text import fold

    assert found.staffed is not None
    yield ""
    yield from fold(staffed_text(found.staffed, t), width)
    rows = staffed_rows(found, t)
    yield from aligned([t(head) for head in HEADINGS], rows, width, [str] * len(rows))


def _risk(found: Timeline, t: Translator, width: int) -> Iterator[str]:
    from perfplan.tables.aligned import aligned
    from perfplan.tables.risk import HEADINGS, risk_cells

    table = risk_cells(found, t)
    yield ""
    yield from aligned([t(head) for head in HEADINGS], table, width, [str] * len(table))


def _compact(row: list[str], places: tuple[int, ...]) -> list[str]:
    """Return the narrow row; the mark of a critical stage goes to its name."""
    return [f"{row[0]} {row[10]}".rstrip(), *(row[place] for place in places)]


def _red(context: Context) -> Callable[[str], str]:
    return lambda text: context.out.paint(text, "red")


def _document(timelines: list[Timeline], name: str, occasion: Occasion, *, single: bool) -> bytes:
    from perfplan.export._timeline import timeline_writer

    writer = timeline_writer(name)
    if single or len(timelines) == 1:
        return writer.write(timelines[0], occasion)
    if writer.write_all is None:
        raise UsageError(
            "{format} holds one project; name it: perfplan timeline PROJECT --format {format}", format=name
        )
    return writer.write_all(timelines, occasion)


def _deliver(context: Context, document: str | bytes, out: str | None) -> None:
    """Write to the terminal or, whole or not at all, to a file."""
    text = document if isinstance(document, str) else document.decode()
    if out is None:
        context.out.write(text)
        return
    from perfplan.cli.outputs import replace_file

    try:
        replace_file(Path(out), text)
    except OSError as error:
        raise StorageError("cannot write {path}: {reason}", path=out, reason=error.strerror or str(error)) from error


COMMAND = Command(name="timeline", run=timeline)
