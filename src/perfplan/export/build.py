"""The main job for one plan: split, schedule, and write everything into one folder.

A pure function of the plan's files and the request, safe to run in another process: a province maps it over its plans.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from perfplan.errors import FindingsError
from perfplan.export._tasks import TaskWriter, task_writer
from perfplan.export._timeline import Kept, Occasion, timeline_formats, timeline_writer
from perfplan.export.exceptions_json import as_json_lines
from perfplan.export.folder import replaced
from perfplan.export.processes import processors, run_together
from perfplan.export.rendering import Notes, Progress, Slice, write_slice
from perfplan.model.period import Level
from perfplan.model.plan import Plan
from perfplan.model.sentence import Translate
from perfplan.model.target import Target
from perfplan.schedule.risk.assess import with_risk
from perfplan.schedule.timeline import Timeline
from perfplan.schedule.together import schedule_projects
from perfplan.split.table import PeriodTable, period_table
from perfplan.tables.summary import SplitSummary, quarter_labels
from perfplan.tables.tasks import Part, project_parts

DEVIATIONS, DEVIATIONS_JSON = "deviations.csv", "deviations.jsonl"
WORTH_SHARING = 200_000
"""Tasks from which more than one process is worth its start."""


class Request(Struct, frozen=True):
    """What to write, and where.

    ``progress`` is told how many targets are done, of how many; ``processes`` is the most to use, 0 for one a
    processor; ``language`` is what the words of ``translate`` are in.
    """

    out: Path
    levels: frozenset[Level]
    task_format: str
    translate: Translate
    progress: Progress
    processes: int = 0
    language: str = ""


def build(plan: Plan, request: Request) -> SplitSummary:
    """Write ``tasks.<format>``, ``timelines/<project>.*`` and ``deviations.csv``, and return what it came to.

    Raises:
        FindingsError: locks that cannot hold; nothing is written.
        StorageError: the folder cannot be written.
    """
    timelines = tuple(with_risk(found) for found in schedule_projects(plan.projects))
    writer = task_writer(request.task_format)
    pictures = _pictures(timelines)
    tasks = f"tasks{writer.suffix}"
    listed = [DEVIATIONS, *([DEVIATIONS_JSON] if writer.suffix == ".jsonl" else [])]
    names = [tasks, *listed, *pictures]
    with replaced(request.out, names) as folder:
        notes = _write_tasks(plan, timelines, request, writer, folder / tasks)
        if notes.conflicts:
            raise FindingsError(notes.conflicts)
        if DEVIATIONS_JSON in listed:
            as_json_lines(folder / DEVIATIONS, folder / DEVIATIONS_JSON)
        occasion = Occasion(request.translate, None, plan.id, plan.issued, plan.name, request.language)
        for name, draw in pictures.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(draw(occasion))
    furthest = notes.furthest[1] if notes.furthest else None
    return SplitSummary(
        plan,
        quarter_labels(plan),
        tuple(notes.lines),
        timelines,
        notes.counts,
        notes.deviations,
        furthest,
        tuple(names),
    )


def _pictures(timelines: Sequence[Timeline]) -> dict[str, Callable[[Occasion], bytes]]:
    """Return what draws each file of the timelines, by its name in the folder."""
    drawn: dict[str, Callable[[Occasion], bytes]] = {}
    for writer in map(timeline_writer, timeline_formats() if timelines else ()):  # heavy to import
        if writer.kept is Kept.EACH:
            files = {f"timelines/{each.project.id}{writer.suffix}": partial(writer.write, each) for each in timelines}
            drawn |= files
        elif writer.kept is Kept.TOGETHER and writer.write_all is not None:
            drawn[f"timelines{writer.suffix}"] = partial(writer.write_all, timelines)
    return drawn


def _write_tasks(plan: Plan, timelines: Sequence[Timeline], request: Request, writer: TaskWriter, path: Path) -> Notes:
    """Write all tasks and deviations: in slices at the same time where that pays, then put together in order."""
    table = period_table(plan)
    singles = list(project_parts(plan, timelines))
    count = _processes(plan, table, request, writer)
    pieces = _slices(plan.targets, singles, path, count)
    quiet: Progress = lambda _done, _of: None  # noqa: E731 - only the first slice is watched
    jobs = [
        partial(write_slice, plan, table, piece, request.levels, writer, quiet if number else request.progress)
        for number, piece in enumerate(pieces)
    ]
    notes = Notes()
    for found in run_together(jobs):
        notes.add(found)
    for piece in pieces[1:]:
        _append(piece.tasks, path, len(writer.head or b""))
        _append(piece.deviations, path.with_name(DEVIATIONS), _first_line(piece.deviations))
    return notes


def _processes(plan: Plan, table: PeriodTable, request: Request, writer: TaskWriter) -> int:
    periods = sum(len(table.slots[level]) for level in request.levels)
    blocks = sum(1 + len(target.allocation.units if target.allocation else ()) for target in plan.targets)
    if writer.head is None or periods * blocks < WORTH_SHARING:
        return 1
    return min(request.processes or processors(), len(plan.targets))


def _slices(targets: Sequence[Target], singles: Sequence[Part], path: Path, count: int) -> list[Slice]:
    """Cut the targets into consecutive slices of about the same number of blocks; single tasks follow the last."""
    sizes = [1 + len(target.allocation.units if target.allocation else ()) for target in targets]
    whole, done, number = sum(sizes), 0, 0
    cuts: list[list[Target]] = [[] for _ in range(count)]
    for target, size in zip(targets, sizes, strict=True):
        number = min(max(number, done * count // whole), count - 1)
        cuts[number].append(target)
        done += size
    return [
        Slice(
            cut,
            singles if number == count - 1 else (),
            path.with_name(f"{path.name}.{number}") if number else path,
            path.with_name(f"{DEVIATIONS}.{number}" if number else DEVIATIONS),
        )
        for number, cut in enumerate(cuts)
    ]


def _first_line(path: Path) -> int:
    with path.open("rb") as file:
        return len(file.readline())


def _append(piece: Path, path: Path, head: int) -> None:
    """Add a piece to the file it belongs to, without its head, and remove it."""
    with piece.open("rb") as source, path.open("ab") as file:
        source.seek(head)
        shutil.copyfileobj(source, file, 1 << 20)
    piece.unlink()
