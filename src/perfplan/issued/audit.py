"""What a plan says now, checked against what people were given: PP805, PP806, PP807, PP808.

A target is compared without the revisions that were added since: what a dated revision with its reason changes is
known to everybody. One finding a target, project or campaign, at the place that caused it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from perfplan.diagnostics import Diagnostic, Location, ordered
from perfplan.issued.causes import Cause, target_causes
from perfplan.issued.comparing import NOTHING, Difference, owners_text
from perfplan.issued.dated_causes import campaign_causes, period_causes, project_causes
from perfplan.issued.record import Given, GivenShare, GivenTarget, Issue
from perfplan.issued.store import read_issues
from perfplan.issued.taking import given, revision_text
from perfplan.model.plan import Plan
from perfplan.model.target import Target

CHANGED, NOT_ISSUED, OTHERWISE = "PP805", "PP806", "PP808"
GONE = "what was given out"  # msgid
WHO = "who answers"  # msgid


def issue_findings(plan: Plan, path: Path) -> list[Diagnostic]:
    """Return what there is to say about the issues of the plan at ``path``, in report order."""
    issues = read_issues(path)
    found = list(issues.findings)
    if issues.last is not None:
        found += _compared(plan, issues.last)
    return ordered(found)


def _compared(plan: Plan, issue: Issue) -> Iterator[Diagnostic]:
    now = given(replace(plan, targets=tuple(_as_issued(target, issue) for target in plan.targets)))
    for cause in (*period_causes(plan, issue.given, now), *_unit_owner_causes(plan, issue.given, now)):
        yield _finding(CHANGED, cause, issue)
    yield from _targets(plan, issue, now)
    for project in plan.projects:
        yield from _of(project.id, project_causes(project, issue.given, now), project.location, issue)
    for campaign in plan.campaigns:
        yield from _of(campaign.id, campaign_causes(campaign, issue.given, now), campaign.location, issue)
    yield from _gone(issue, now)


def _as_issued(target: Target, issue: Issue) -> Target:
    """Return the target without the revisions that came after the issue."""
    known = issue.given.targets.get(target.id)
    if known is None:
        return target
    kept = [r for r in target.revisions if r.on <= issue.on or revision_text(r, target) in known.revisions]
    return replace(target, revisions=tuple(kept))


def _targets(plan: Plan, issue: Issue, now: Given) -> Iterator[Diagnostic]:
    for target in plan.targets:
        before, after = issue.given.targets.get(target.id), now.targets[target.id]
        if before is None or (before.own is None and after.own is not None):
            yield Diagnostic(NOT_ISSUED, target.location, {"name": target.id, "date": issue.on.isoformat()})
            continue
        for cause in target_causes(target, before, after, issue.given.months):
            yield _finding(CHANGED if cause.what else OTHERWISE, cause, issue)
        yield from _own_owners(target, before, after, issue)


def _own_owners(target: Target, before: GivenTarget, after: GivenTarget, issue: Issue) -> Iterator[Diagnostic]:
    if before.own and after.own and before.own.owners != after.own.owners:
        told = Difference(target.id, owners_text(before.own), owners_text(after.own))
        yield _finding(CHANGED, Cause(target.owner_at or target.location, WHO, told), issue)


def _unit_owner_causes(plan: Plan, before: Given, now: Given) -> Iterator[Cause]:
    """Yield who answers otherwise at a unit: one finding a unit, because its head answers for all of its targets."""
    told: dict[str, Difference] = {}
    for name, target in before.targets.items():
        for old, new in _with_other_owners(target, now.targets.get(name)):
            told.setdefault(old.unit, Difference(old.unit, owners_text(old), owners_text(new)))
    for unit, difference in told.items():
        yield Cause(plan.units[unit].location, WHO, difference)


def _with_other_owners(before: GivenTarget, after: GivenTarget | None) -> Iterator[tuple[GivenShare, GivenShare]]:
    """Yield a target's shares with other owners than before; not those that only follow the target's own."""
    if after is None or before.own is None or after.own is None:
        return
    for old in before.shares[1:]:
        new = after.share(old.unit)
        if new is None or new.owners == old.owners:
            continue
        if (old.owners.month, new.owners.month) != (before.own.owners.month, after.own.owners.month):
            yield old, new


def _of(name: str, causes: Iterator[Cause] | None, place: Location, issue: Issue) -> Iterator[Diagnostic]:
    if causes is None:
        yield Diagnostic(NOT_ISSUED, place, {"name": name, "date": issue.on.isoformat()})
    for cause in causes or ():
        yield _finding(CHANGED, cause, issue)


def _gone(issue: Issue, now: Given) -> Iterator[Diagnostic]:
    """Yield what was issued and is no more in the plan, at its line in the issue's file."""
    old = issue.given
    for before, after in ((old.targets, now.targets), (old.projects, now.projects), (old.campaigns, now.campaigns)):
        for name, thing in before.items():
            if name not in after:
                yield _finding(CHANGED, Cause(thing.location, GONE, Difference(name, thing.name, NOTHING)), issue)


def _finding(code: str, cause: Cause, issue: Issue) -> Diagnostic:
    cell, old, new = cause.told
    args = {"cell": cell, "what": cause.what, "old": old, "new": new, "date": issue.on.isoformat()}
    return Diagnostic(code, cause.place, args)
