"""Projects for the tests of scheduling, from short text: ``"b 5wd a"`` is stage b of five working days after a."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from msgspec.structs import replace

from perfplan.calendars import country_calendar
from perfplan.diagnostics import Location
from perfplan.model.calendar import Calendar
from perfplan.model.project import Constraints, DueWithin, Duration, Group, Link, LinkKind, Project, Stage
from perfplan.model.unit import Person, Unit

HERE = Location("plan.yaml")
UNIT = Unit("gxj", "县工信局", "department", None, None, (), {}, HERE)
OWNER = Person("chen-yu", "陈宇", "gxj", "", HERE)
CHINA = country_calendar("CN")
CASES = Path(__file__).parent / "cases" / "schedule"

_DURATION = re.compile(r"(-?\d+)(wd|cd)")
_LINK = re.compile(r"(?P<stage>\w+?)(?::(?P<kind>FS|SS|FF|SF)(?P<lag>[+-]\d+(?:wd|cd))?)?")


@dataclass(frozen=True)
class Nest:
    """A group as it is written: with what it holds."""

    id: str
    links: tuple[Link, ...]
    due_within: DueWithin | None
    constraints: Constraints
    members: tuple[Nested, ...]


Nested: TypeAlias = Stage | Nest


def duration(text: str) -> Duration:
    """Read ``15wd``."""
    match = _DURATION.fullmatch(text.lstrip("+"))
    assert match, text
    return Duration(int(match[1]), match[2] == "wd")


def link(text: str) -> Link:
    """Read ``a``, ``a:SS`` or ``a:FF+2wd``."""
    match = _LINK.fullmatch(text)
    assert match, text
    return Link(match["stage"], LinkKind(match["kind"] or "FS"), duration(match["lag"] or "0cd"), HERE)


def stage(text: str, calendar: Calendar = CHINA, due: tuple[str, str] | None = None, **dates: date) -> Stage:
    """Read ``id duration link link ...``; ``due`` is (anchor, limit); further arguments are dated constraints."""
    id_, days, *links = text.split()
    return Stage(
        id=id_,
        name=id_.upper(),
        duration=duration(days),
        links=tuple(map(link, links)),
        due_within=DueWithin(due[0], duration(due[1]), HERE) if due else None,
        constraints=Constraints(**dates),
        calendar=calendar,
        unit=UNIT,
        owner=OWNER,
        location=HERE,
    )


def group(text: str, *members: Nested | str, due: tuple[str, str] | None = None, **dates: date) -> Nest:
    """Read ``id link link …`` and hold the members, stages (each built or as text) or further groups."""
    id_, *links = text.split()
    limit = DueWithin(due[0], duration(due[1]), HERE) if due else None
    return Nest(
        id_,
        tuple(map(link, links)),
        limit,
        Constraints(**dates),
        tuple(stage(each) if isinstance(each, str) else each for each in members),
    )


def _spread(members: Iterable[Nested], around: tuple[str, ...], stages: list[Stage], groups: list[Group]) -> None:
    """Put stages and groups into one list each, as they are declared."""
    parent = around[-1] if around else ""
    for each in members:
        if isinstance(each, Stage):
            stages.append(replace(each, parent=parent))
            continue
        here, first = len(groups), len(stages)
        made = Group(
            *(each.id, each.id.upper(), parent, len(around), first, first, each.links, each.due_within),
            *(each.constraints, UNIT, OWNER, HERE),
        )
        groups.append(made)
        _spread(each.members, (*around, each.id), stages, groups)
        groups[here] = replace(made, end=len(stages))


def project(start: str, deadline: str, *stages: Nested | str, calendar: Calendar = CHINA, **other: Any) -> Project:
    """Return a project of stages and groups of them, each built or as text."""
    built: list[Stage] = []
    groups: list[Group] = []
    _spread((stage(each, calendar) if isinstance(each, str) else each for each in stages), (), built, groups)
    values: dict[str, Any] = {"id": "p", "name": "P", "owner": OWNER, "supervisor": None} | other
    return Project(
        lead_unit=UNIT,
        support_units=(),
        start=date.fromisoformat(start),
        deadline=date.fromisoformat(deadline),
        calendar=calendar,
        stages=tuple(built),
        groups=tuple(groups),
        location=HERE,
        **values,
    )


def known_rows() -> dict[str, list[Mapping[str, str]]]:
    """Return the rows of the known projects by project."""
    text = (CASES / "projects.csv").read_text(encoding="utf-8")
    rows: dict[str, list[Mapping[str, str]]] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        rows.setdefault(row["project"], []).append(row)
    return rows


DEADLINES = {"p01": "2026-06-30", "p02": "2025-12-26", "p03": "2025-12-15"}
NAMES = {"p01": "标准厂房二期", "p02": "公租房及配套", "p03": "高标准农田4万亩"}


def known_project(id_: str, **other: Any) -> Project:
    """Return one of the known projects."""
    rows = known_rows()[id_]
    built = [
        _renamed(
            stage(f"{row['stage']} {row['duration']} {row['after'].replace(';', ' ')}", due=_due(row)), row["name"]
        )
        for row in rows
    ]
    return project(rows[0]["project_start"], DEADLINES[id_], *built, **{"id": id_, "name": NAMES[id_]} | other)


def _due(row: Mapping[str, str]) -> tuple[str, str] | None:
    return ("start", "30cd") if row["stage"] == "statistics_entry" else None


def _renamed(built: Stage, name: str) -> Stage:
    fields = {field: getattr(built, field) for field in Stage.__struct_fields__}
    return Stage(**fields | {"name": name})
