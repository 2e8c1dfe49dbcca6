"""Record figures: what a target has reached by a day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import PlanOption, TodayOption
from perfplan.cli.recording import ByOption, Desk, DryRunOption, NoteOption, UndoOption, open_desk
from perfplan.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from perfplan.cli.recording_figures import Manner
    from perfplan.cli.recording_places import Entry, Fault, Place
    from perfplan.cli.recording_table import Row

Target = Annotated[
    str | None, typer.Argument(metavar="TARGET[@UNIT]", help="A target, or a unit's share of it: jobs@chengguan.")
]
Value = Annotated[
    str | None, typer.Argument(metavar="VALUE", help="What the year has reached by that day; of a ratio also 100/120.")
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="As of which day: 2025-03-31, or a period's last day: 2025-03, 2025-Q1."),
]
Source = Annotated[str, typer.Option("--source", metavar="TEXT", help="Where the figure comes from.")]
Add = Annotated[bool, typer.Option("--add", help="VALUE is what came on top of what was recorded before.")]
Correct = Annotated[bool, typer.Option("--correct", help="VALUE replaces what was recorded for that day.")]
Csv = Annotated[str | None, typer.Option("--csv", metavar="FILE", help="Record every line of a table.")]
Stdin = Annotated[bool, typer.Option("--stdin", help="Record every line of a table on standard input.")]


def record(
    context: Context,
    target: Target = None,
    value: Value = None,
    plan: PlanOption = None,
    today: TodayOption = None,
    on: On = None,
    source: Source = "",
    by: ByOption = "",
    note: NoteOption = "",
    add: Add = False,
    correct: Correct = False,
    csv: Csv = None,
    stdin: Stdin = False,
    undo: UndoOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Record in the plan's ledger what a target, or a unit's share of it, has reached by a day.

    Values are cumulative since the year began; with --add they are what came on top. An amount that falls needs a
    reason (--note). Tables have the columns target, unit, on, value, source, or 指标, 单位, 截至, 完成值, 来源; all
    lines are recorded, or none when one of them cannot be.

        perfplan record jobs@chengguan 412 --on 2025-03 --source 县人社局月报
        perfplan record jobs@chengguan 418 --on 2025-03 --correct --note 复核
        perfplan record --csv 三月进度.csv --dry-run
    """
    from perfplan.cli.recording_figures import Manner

    if add and correct:
        raise UsageError("{one} and {other} cannot go together", one="--add", other="--correct")
    desk = open_desk(context, plan, today, dry_run=dry_run)
    if undo:
        _take_back(desk, target, on, by, note)
        return
    rows = _rows(target, value, on, source, csv=csv, stdin=stdin)
    _record(
        desk,
        [replace(row, entry=replace(row.entry, on=row.entry.on or on or "")) for row in rows],
        Manner(add, correct, by, note),
    )


def _rows(
    target: str | None, value: str | None, on: str | None, source: str, *, csv: str | None, stdin: bool
) -> Iterable[Row]:
    """Return the figures that were given: on the command line, or in a table."""
    from perfplan.cli.recording_places import Entry
    from perfplan.cli.recording_table import Row, rows_of_file, rows_of_stdin

    if csv is not None or stdin:
        if target is not None or (csv is not None and stdin):
            raise UsageError("figures come from the command line, from --csv or from --stdin: one of them")
        return rows_of_stdin() if stdin else rows_of_file(str(csv))
    if target is None or value is None or on is None:
        missing = "TARGET" if target is None else "VALUE" if value is None else "--on"
        raise UsageError("{what} is missing; see {command} --help", what=missing, command="perfplan record")
    return [Row("", Entry(target, "", on, value, source), {})]


def _record(desk: Desk, rows: Iterable[Row], manner: Manner) -> None:
    from perfplan.cli.recording_figures import Sheet
    from perfplan.cli.recording_places import Fault

    sheet = Sheet(desk, manner)
    taken = [(row, sheet.add(row.entry)) for row in rows]
    faults = [(row, found) for row, found in taken if isinstance(found, Fault)]
    if faults:
        raise _refusal(desk, faults, len(taken))
    desk.save(sheet.records)
    for _, found in taken:
        if not isinstance(found, Fault):
            said, new = found
            (desk.context.out if new else desk.context.err).write(said.told(desk.t))


def _refusal(desk: Desk, faults: list[tuple[Row, Fault]], total: int) -> UsageError:
    """Say what is wrong with each line of a table, and return the complaint; of a single figure it says it all."""
    t = desk.context.t
    row, fault = faults[0]
    if not row.place:
        return _complaint(desk, fault)
    for row, fault in faults:
        column = row.heads.get(fault.field, fault.field)
        problem = fault.said.told(t)
        desk.tell("{place}: {column}: {problem}", place=row.place, column=column, problem=problem)
    return UsageError(
        "{count} of {total} lines cannot be recorded; nothing was recorded", count=len(faults), total=total
    )


def _understood(desk: Desk, entry: Entry) -> tuple[Place, date]:
    from perfplan.cli.recording_places import Fault, day_of_entry, place_of

    place, day = place_of(desk, entry), day_of_entry(desk, entry)
    if isinstance(place, Fault):
        raise _complaint(desk, place)
    if isinstance(day, Fault):
        raise _complaint(desk, day)
    return place, day


def _complaint(desk: Desk, fault: Fault) -> UsageError:
    return UsageError("{problem}; nothing was recorded", problem=fault.said.told(desk.context.t))


def _take_back(desk: Desk, target: str | None, on: str | None, by: str, note: str) -> None:
    """Retract the last that was said about a figure: its correction, or else the record that it rests on."""
    from perfplan.cli.recording_places import Entry, told
    from perfplan.ledger.record import Retraction, new_record_id

    if target is None or on is None:
        missing = "TARGET" if target is None else "--on"
        raise UsageError("{what} is missing; see {command} --help", what=missing, command="perfplan record")
    place, day = _understood(desk, Entry(target, "", on, ""))
    there = next((each for each in desk.progress.figures.get(place.key, ()) if each.on == day), None)
    if there is None:
        raise UsageError("nothing is recorded of {target} for {day}", target=place.ident, day=day.isoformat())
    corrections = desk.progress.corrections.get(there.record, ())
    last = corrections[-1].id if corrections else there.record
    desk.save([Retraction(new_record_id(), last, desk.today, by, note)])
    amount = told(place, there)
    desk.say("taken back: {name}: {amount} as of {day}", name=place.name, amount=amount, day=day.isoformat())


COMMAND = Command(name="record", run=record)
