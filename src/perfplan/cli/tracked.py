"""What commands about progress share: the plan with its ledger, and people and units by the names users give."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from msgspec import Struct

from perfplan.cli.context import Context, plan_of
from perfplan.errors import UsageError
from perfplan.ledger.lookup import read_progress
from perfplan.ledger.progress import Progress
from perfplan.load.nearest import nearest
from perfplan.model.plan import Plan
from perfplan.model.unit import Person, Unit


class Tracked(Struct, frozen=True):
    """A plan on a day, with what its ledger says about that day and the ones before."""

    path: Path
    plan: Plan
    today: date
    progress: Progress


def tracked(context: Context, plan: str | None, today: str | None) -> Tracked:
    """Read the plan and its ledger; lines of the ledger that cannot be read are told on stderr and left aside.

    Raises:
        UsageError: no plan, several that fit, or a date that is none.
        FindingsError: the plan has errors.
    """
    path = context.plan_path(plan, today)
    loaded = plan_of(context.read(path))
    day = context.today(today, loaded.time_zone)
    progress, findings = read_progress(path, day, context.memory())
    if findings:
        from perfplan.export._findings import findings_writer
        from perfplan.tables.findings import findings_report

        report = findings_report((), findings, {}, context.t)
        context.err.write(findings_writer("concise").write(report, context.t, context.err.paint))
    return Tracked(path, loaded, day, progress)


def issued_finishes(path: Path) -> dict[str, dict[str, date]]:
    """Return the days on which stages were issued to finish, by project and stage; empty if none were issued."""
    from perfplan.issued.store import read_issues

    last = read_issues(path).last
    if last is None:
        return {}
    return {name: {stage.id: stage.finish for stage in each.stages} for name, each in last.given.projects.items()}


def people_named(plan: Plan, named: str) -> frozenset[str]:
    """Return the ids of the people with this id or name.

    Raises:
        UsageError: nobody; names who was probably meant.
    """
    found = _named(plan.people.values(), named)
    if found:
        return found
    near = _nearest(plan.people.values(), named)
    if near:
        raise UsageError("the plan names nobody called {name}; did you mean {nearest}?", name=named, nearest=near)
    raise UsageError("the plan names nobody called {name}", name=named)


def units_named(plan: Plan, named: str) -> frozenset[str]:
    """Return the ids of the units with this id or name.

    Raises:
        UsageError: none; names which was probably meant.
    """
    found = _named(plan.units.values(), named)
    if found:
        return found
    near = _nearest(plan.units.values(), named)
    if near:
        raise UsageError("the plan has no unit {name}; did you mean {nearest}?", name=named, nearest=near)
    raise UsageError("the plan has no unit {name}", name=named)


def target_named(plan: Plan, named: str) -> str:
    """Return the id of the target with this id or name.

    Raises:
        UsageError: none; names which was probably meant.
    """
    ids = {known: each.id for each in plan.targets for known in (each.name, each.id)}
    if named in ids:
        return ids[named]
    near = nearest(named, ids)
    if near:
        raise UsageError("the plan has no target {name}; did you mean {nearest}?", name=named, nearest=near)
    raise UsageError("the plan has no target {name}", name=named)


def _named(known: Iterable[Person | Unit], named: str) -> frozenset[str]:
    return frozenset(each.id for each in known if named in (each.id, each.name))


def _nearest(known: Iterable[Person | Unit], named: str) -> str:
    return nearest(named, [word for each in known for word in (each.name, each.id)])
