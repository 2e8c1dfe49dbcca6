"""Projects for the tests of scheduling, from short text: ``"b 5wd a"`` is stage b of five working days after a."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from perfplan.calendars import country_calendar
from perfplan.diagnostics import Location
from perfplan.model.calendar import Calendar
from perfplan.model.project import Constraints, DueWithin, Duration, Link, LinkKind, Project, Stage
from perfplan.model.unit import Person, Unit

HERE = Location("plan.yaml")
UNIT = Unit("gxj", "县工信局", "department", None, None, (), {}, HERE)
OWNER = Person("chen-yu", "陈宇", "gxj", "", HERE)
CHINA = country_calendar("CN")
CASES = Path(__file__).parent / "cases" / "schedule"

_DURATION = re.compile(r"(-?\d+)(wd|cd)")
_LINK = re.compile(r"(?P<stage>\w+?)(?::(?P<kind>FS|SS|FF|SF)(?P<lag>[+-]\d+(?:wd|cd))?)?")


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


def project(start: str, deadline: str, *stages: Stage | str, calendar: Calendar = CHINA, **other: Any) -> Project:
    """Return a project of stages, each built or as text."""
    built = tuple(stage(each, calendar) if isinstance(each, str) else each for each in stages)
    values: dict[str, Any] = {"id": "p", "name": "P", "owner": OWNER, "supervisor": None} | other
    return Project(
        lead_unit=UNIT,
        support_units=(),
        start=date.fromisoformat(start),
        deadline=date.fromisoformat(deadline),
        calendar=calendar,
        stages=built,
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
    fields = {field: getattr(built, field) for field in Stage.__dataclass_fields__}
    return Stage(**fields | {"name": name})
