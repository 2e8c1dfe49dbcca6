"""Reads the plans that ship, without the loader: each file against the format, its parts put together."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from perfplan.load.planfile import plan_file_model

ROOT = Path(__file__).parents[1]
FILES = sorted(path for top in ("plans", "examples") for path in (ROOT / top).rglob("*.yaml"))
FOLDERS = sorted(path.parent for path in FILES if path.name == "plan.yaml")
SINGLES = [path for path in FILES if not any(path.is_relative_to(folder) for folder in FOLDERS)]
LISTS = ("units", "people", "profiles", "projects", "campaigns", "schemes", "targets", "calendars")


@dataclass
class Whole:
    """A plan put together from its files, as specs."""

    head: Any = None
    units: list[Any] = field(default_factory=list)
    people: list[Any] = field(default_factory=list)
    profiles: list[Any] = field(default_factory=list)
    projects: list[Any] = field(default_factory=list)
    campaigns: list[Any] = field(default_factory=list)
    schemes: list[Any] = field(default_factory=list)
    targets: list[Any] = field(default_factory=list)
    calendars: list[Any] = field(default_factory=list)
    history: list[dict[str, str]] = field(default_factory=list)

    def target(self, name: str) -> Any:
        return next(target for target in self.targets if target.id == name)


def read(path: Path) -> Any:
    """Validate one file; every scalar reaches the specs as text."""
    return plan_file_model().model_validate(yaml.load(path.read_text("utf-8"), yaml.BaseLoader))


def whole(path: Path) -> Whole:
    plan = Whole()
    for file in sorted(path.rglob("*.yaml")) if path.is_dir() else [path]:
        part = read(file)
        plan.head = part if part.id else plan.head
        for key in LISTS:
            getattr(plan, key).extend(getattr(part, key))
    for file in sorted((path / "history").glob("*.csv")):
        lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
        plan.history.extend(csv.DictReader(lines))
    return plan


def names(items: Iterable[Any]) -> set[str]:
    return {name for item in items for name in (item.id, item.name, *getattr(item, "aliases", ()))}


def chosen(plan: Whole, over: tuple[str, ...]) -> list[Any]:
    return [unit for unit in plan.units if unit.kind in over or names([unit]) & set(over)]


def target_references(target: Any) -> Iterator[tuple[str, str | None]]:
    share = target.allocate
    tables = [table for table in (share.shares, share.amounts, share.fixed, share.base) if table] if share else []
    for unit in (
        target.lead_unit,
        *target.support_units,
        target.data_owner,
        *target.owners,
        *(k for t in tables for k in t),
    ):
        yield "units", unit
    for item in (*target.locks, *target.actions):
        yield "units", item.unit
    for own in target.owners.values():
        yield from (("people", person) for person in (own.quarter, own.month, *own.day))
    for person in (target.supervisor, target.owner, *target.handlers, *(action.owner for action in target.actions)):
        yield "people", person
    yield "profiles", target.split.profile if target.split else None


def references(plan: Whole) -> Iterator[tuple[str, str | None]]:
    """Yield (what it must be, name) for every reference of a plan."""
    for unit in plan.units:
        yield "units", unit.parent
        yield from (("people", person) for person in (unit.head, *unit.handlers))
    yield from (("units", person.unit) for person in plan.people)
    for target in plan.targets:
        yield from target_references(target)
    for job in (*plan.projects, *plan.campaigns):
        yield from (("units", unit) for unit in (job.lead_unit, *job.support_units))
        yield from (("people", person) for person in (job.supervisor, job.owner))
    parts = [part for job in plan.projects for part in job.stages]
    parts += [part for job in plan.campaigns for part in (*job.phases, *job.findings, *job.clues)]
    for part in parts:
        yield from (("units", part.unit), ("people", part.owner))
    yield from (("targets", item.target) for scheme in plan.schemes for item in scheme.items)


def unresolved(plan: Whole) -> list[tuple[str, str]]:
    known = {what: names(getattr(plan, what)) for what in ("units", "people", "profiles", "targets")}
    return [(what, name) for what, name in references(plan) if name and name not in known[what]]


def duplicates(items: Iterable[str]) -> list[str]:
    return [item for item, count in Counter(items).items() if count > 1]
