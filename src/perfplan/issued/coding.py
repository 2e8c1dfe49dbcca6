"""An issue as text: one fact a line, cells apart by tabs, sorted by id, closed by a digest of all lines before.

The first cell of a line says what it is; ``#`` lines name the columns for readers. The digest is SHA-256 of the bytes
before its line, so that ``sed '$d' FILE | sha256sum`` checks it without perfplan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from perfplan.issued.record import Given, GivenCampaign, GivenProject, GivenTarget, Issue

FORMAT = "1"
FIRST, DIGEST = "perfplan-issue", "digest"
COLUMNS = {
    "period": ("period", "start", "deadline"),
    "unit": ("unit", "name"),
    "person": ("person", "name"),
    "target": (
        *("id", "name", "kind", "direction", "date", "report"),
        *("by_month", "by_unit", "locks", "revisions"),
    ),
    "share": ("target", "unit", "quarter_owner", "month_owner", "day_owners", "uom", "start", "year"),
    "project": ("id", "name", "deadline", "owner"),
    "stage": ("project", "id", "name", "duration", "latest_start", "latest_finish", "owner"),
    "campaign": ("id", "name"),
    "task": ("campaign", "id", "name", "start", "deadline", "amount", "owner"),
}
"""The cells after the first, by the sort of line; a share goes on with a cell for each month."""


def encode(issue: Issue) -> str:
    """Return the issue's file; the same issue gives the same bytes."""
    lines = ["\t".join(cells) for cells in _rows(issue)]
    body = "".join(f"{line}\n" for line in lines)
    return f"{body}{DIGEST}\t{digest(body)}\n"


def digest(body: str) -> str:
    """Return the digest of everything before its own line."""
    return sha256(body.encode()).hexdigest()


def _rows(issue: Issue) -> Iterator[Sequence[str]]:
    given = issue.given
    yield FIRST, FORMAT
    yield "plan", issue.plan, issue.name
    yield "on", issue.on.isoformat()
    yield "note", issue.note
    yield _titles("period")
    yield from (("period", label, w.start.isoformat(), w.deadline.isoformat()) for label, w in given.periods.items())
    yield _titles("unit")
    yield from (("unit", name, said) for name, said in given.units.items())
    yield _titles("person")
    yield from (("person", name, said) for name, said in given.people.items())
    yield from _all_targets(given)
    yield from _all_projects(given)
    yield from _all_campaigns(given)


def _titles(sort: str, more: Sequence[str] = ()) -> Sequence[str]:
    return (f"#{sort}", *COLUMNS[sort], *more)


def _all_targets(given: Given) -> Iterator[Sequence[str]]:
    yield _titles("target")
    yield _titles("share", given.months)
    for target in given.targets.values():
        yield from _target(target)


def _target(target: GivenTarget) -> Iterator[Sequence[str]]:
    yield (
        "target", target.id, target.name, target.kind, target.direction, target.date, target.report,
        target.by_month, target.by_unit, " ".join(target.locks), " ".join(target.revisions),
    )  # fmt: skip
    for share in target.shares:
        quarter, month, day = share.owners
        who = (quarter, month, " ".join(day))
        yield "share", target.id, share.unit, *who, share.uom, share.start, share.year, *share.marks


def _all_projects(given: Given) -> Iterator[Sequence[str]]:
    if given.projects:
        yield _titles("project")
        yield _titles("stage")
    for project in given.projects.values():
        yield from _project(project)


def _project(project: GivenProject) -> Iterator[Sequence[str]]:
    yield "project", project.id, project.name, project.deadline.isoformat(), project.owner
    for stage in project.stages:
        dates = (stage.start.isoformat(), stage.finish.isoformat())
        yield "stage", project.id, stage.id, stage.name, stage.duration, *dates, stage.owner


def _all_campaigns(given: Given) -> Iterator[Sequence[str]]:
    if given.campaigns:
        yield _titles("campaign")
        yield _titles("task")
    for campaign in given.campaigns.values():
        yield from _campaign(campaign)


def _campaign(campaign: GivenCampaign) -> Iterator[Sequence[str]]:
    yield "campaign", campaign.id, campaign.name
    for task in campaign.tasks:
        dates = (task.start.isoformat(), task.deadline.isoformat())
        yield "task", campaign.id, task.id, task.name, *dates, task.amount, task.owner
