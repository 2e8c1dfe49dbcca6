"""Turn a file of another program into a section of a plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.errors import FindingsError, StorageError, UsageError
from perfplan.i18n import N_

if TYPE_CHECKING:
    from perfplan.intake._reader import Intake, Known
    from perfplan.model.plan import Plan
    from perfplan.tables.findings import FindingsReport

File = Annotated[str, typer.Argument(metavar="FILE", help="Microsoft Project's XML (.xml).")]
PlanFor = Annotated[
    str | None,
    typer.Option("--plan", metavar="PATH", help="The plan it is for, whose people, units and calendars are used."),
]
Id = Annotated[str | None, typer.Option("--id", metavar="ID", help="The project's id; by default the file's name.")]
Unit = Annotated[str | None, typer.Option("--lead-unit", metavar="UNIT", help="The unit that leads.")]
Out = Annotated[
    str | None, typer.Option("--out", metavar="FILE", help="Write to this new file instead of the terminal.")
]
MOST_BYTES = 64 * 1024 * 1024


def import_(
    context: Context,
    file: File,
    plan: PlanFor = None,
    id_: Id = None,
    lead_unit: Unit = None,
    out: Out = None,
) -> int:
    """Read a project from Microsoft Project's XML and print it as a section of a plan, to look over and keep.

    Stages, groups, links, lags, dates, calendars and owners are carried over; what a plan cannot say, and what had to
    be rounded to whole days, is listed. No file is ever overwritten.

        perfplan import plant.xml --plan plans/county-2025 --out plans/county-2025/projects/plant.yaml
    """
    from perfplan.intake._reader import Asked, readers

    reader = readers().get(Path(file).suffix.lower())
    if reader is None:
        raise UsageError("{file} is of no kind that can be imported: {kinds}", file=file, kinds=", ".join(readers()))
    known = _known(context.load(plan)) if plan else None
    data = _bytes_of(Path(file))
    found = reader.read(Asked(data, file, known or _nothing(), id_ or "", lead_unit or ""))
    _tell(found, data, file, context)
    if not found.text:
        return FindingsError.exit_code
    _deliver(found, file, out, context)
    return 0


def _nothing() -> Known:
    from perfplan.intake._reader import Known

    return Known()


def _known(plan: Plan) -> Known:
    from perfplan.intake._reader import Known

    people = {name: person.id for person in plan.people.values() for name in (person.name, person.id)}
    units = {name: unit.id for unit in plan.units.values() for name in (unit.name, unit.id)}
    return Known(people, units, {}, plan.calendar, plan=True)


def _bytes_of(path: Path) -> bytes:
    from perfplan.load.source import read_bytes

    found = read_bytes(path, MOST_BYTES)
    if isinstance(found, bytes):
        return found
    raise StorageError("cannot read {path}: {reason}", path=str(path), reason=str(found.args.get("reason", "")))


def _tell(found: Intake, data: bytes, file: str, context: Context) -> None:
    """Write what was lost or rounded to stderr, with the file's own lines."""
    if not found.findings:
        return
    from perfplan.export._findings import findings_writer

    context.err.write(findings_writer("full").write(_report(found, data, file, context), context.t, context.err.paint))


def _report(found: Intake, data: bytes, file: str, context: Context) -> FindingsReport:
    from perfplan.tables.findings import findings_report

    return findings_report([file], found.findings, {file: data.decode(errors="replace")}, context.t)


def _deliver(found: Intake, file: str, out: str | None, context: Context) -> None:
    from perfplan.cli.writing import write_new

    template = N_("from {file}: {count} stages and groups; look it over, then run perfplan check")
    said = context.t(template, file=file, count=found.count)
    text = f"# {said}\n{found.text}"
    if out is None:
        context.out.write(text)
        return
    write_new(Path(out), text)
    context.err.write(context.t("written: {file}", file=out))


COMMAND = Command(name="import", run=import_)
