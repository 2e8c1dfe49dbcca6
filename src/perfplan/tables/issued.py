"""What changed since an issue, in the form of a difference between two plans: who was given what, and has what now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from perfplan.issued.comparing import same_number, with_uom
from perfplan.issued.record import Given, GivenShare, GivenTarget
from perfplan.model.period import quarter_of
from perfplan.tables.diff import Facts, PlanDiff, changes


def issued_diff(old: Given, new: Given, levels: Collection[str]) -> PlanDiff:
    """Compare what was issued with what the plan gives now: targets, then shares, stages and campaigns' pieces.

    A share is one change: its year, who answers, and what is to be reached by the end of the quarters and months that
    ``levels`` name.
    """
    people, units = {**old.people, **new.people}, {**old.units, **new.units}
    shown = _Names(people, units, new.months, levels)
    targets = changes(dict(_targets(old)), dict(_targets(new, old)), "name")
    return PlanDiff(targets, changes(dict(shown.tasks(old)), dict(shown.tasks(new, old)), "title"))


def _targets(given: Given, other: Given | None = None) -> Iterator[tuple[str, Facts]]:
    for name, target in given.targets.items():
        known = other.targets.get(name) if other else None
        yield (
            name,
            {
                "name": target.name,
                "kind": target.kind,
                "value": _year(target.own, known.own if known else None),
                "direction": target.direction,
                "date": target.date,
                "report": target.report,
                "locks": ", ".join(target.locks),
                "revisions": ", ".join(target.revisions),
            },
        )


def _year(share: GivenShare | None, known: GivenShare | None) -> str:
    if share is None:
        return ""
    return with_uom(_number(share.year, known.year if known else ""), share.uom)


def _number(number: str, known: str) -> str:
    """Return a number as it was written before, where it is the same: 22.70 for 22.7."""
    return known if same_number(number, known) else number


class _Names:
    """Turns shares into facts by the names that people know."""

    def __init__(
        self, people: Mapping[str, str], units: Mapping[str, str], months: tuple[str, ...], levels: Collection[str]
    ) -> None:
        self._people, self._units, self._months, self._levels = people, units, months, levels

    def tasks(self, given: Given, other: Given | None = None) -> Iterator[tuple[str, Facts]]:
        """Yield everything that somebody was given, by id; ``other`` says how the same numbers are written."""
        for target in given.targets.values():
            known = other.targets.get(target.id) if other else None
            yield from self._shares(target, known)
        for project in given.projects.values():
            facts = {"deadline": project.deadline.isoformat(), "owner": self._person(project.owner)}
            yield project.id, {"title": project.name, **facts}
            for stage in project.stages:
                dates = {"start": stage.start.isoformat(), "finish": stage.finish.isoformat()}
                who = {"owner": self._person(stage.owner)}
                yield f"{project.id}/{stage.id}", {"title": stage.name, "length": stage.duration, **dates, **who}
        for campaign in given.campaigns.values():
            for task in campaign.tasks:
                dates = {"start": task.start.isoformat(), "deadline": task.deadline.isoformat()}
                yield task.id, {"title": task.name, **dates, "amount": task.amount, "owner": self._person(task.owner)}

    def _shares(self, target: GivenTarget, known: GivenTarget | None) -> Iterator[tuple[str, Facts]]:
        for share in target.shares:
            ident = f"{target.id}@{share.unit}" if share.unit else target.id
            before = known.share(share.unit) if known else None
            quarter, month, day = share.owners
            yield (
                ident,
                {
                    "title": f"{target.name} {self._units.get(share.unit, '')}".rstrip(),
                    "year": _year(share, before),
                    "supervisor": self._person(quarter),
                    "owner": self._person(month),
                    "handlers": ", ".join(map(self._person, day)),
                    **self._periods(share, before),
                },
            )

    def _periods(self, share: GivenShare, known: GivenShare | None) -> dict[str, str]:
        before = known.marks if known else ("",) * len(share.marks)
        marks = {label: _number(*pair) for label, *pair in zip(self._months, share.marks, before, strict=False)}
        facts: dict[str, str] = {}
        for label, mark in marks.items():
            if "month" in self._levels:
                facts[label] = mark
            if "quarter" in self._levels and mark:
                facts[_quarter(label)] = mark  # its last month's comes last
        return facts

    def _person(self, name: str) -> str:
        return self._people.get(name, name)


def _quarter(month: str) -> str:
    year, _, number = month.partition("-")
    return f"{year}-Q{quarter_of(int(number))}"
