"""From an issue's file to the issue; whatever is wrong with the file is a finding (PP807), never an exception."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from msgspec import Struct, field

from perfplan.diagnostics import Diagnostic, Location
from perfplan.issued.coding import COLUMNS, DIGEST, FIRST, FORMAT, digest
from perfplan.issued.record import (
    Given,
    GivenCampaign,
    GivenProject,
    GivenShare,
    GivenStage,
    GivenTarget,
    GivenTask,
    Issue,
    Owners,
    Window,
)
from perfplan.model.quantity import parse_decimal

CODE = "PP807"
TORN = "it breaks off: its last line, the digest, is missing"  # msgid
CHANGED = "it was changed after it was written: its digest does not fit"  # msgid
NO_ISSUE = "it does not begin like an issue of perfplan"  # msgid
NEWER = "a newer perfplan wrote it"  # msgid
NOT_UTF8 = "not UTF-8"
CONFLICT = "a merge conflict was left in the file"
BAD_LINE = "this line is not one of an issue"  # msgid
_MARKS = ("<<<<<<<", "=======", ">>>>>>>")
_WIDTHS = {**{sort: len(columns) for sort, columns in COLUMNS.items()}, "plan": 2, "on": 1, "note": 1}


class _Wrong(Exception):  # noqa: N818 - a fact about a file, turned into a finding below
    """What is wrong, and on which line."""

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line


def parse(source: bytes, name: str) -> Issue | Diagnostic:
    """Return the issue that a file's bytes hold, or the finding that it cannot be used.

    Line ends may be LF or CRLF: version control may turn one into the other.
    """
    try:
        return _issue(source, name)
    except _Wrong as wrong:
        return Diagnostic(CODE, Location(name, wrong.line, 1, wrong.line, 1), {"problem": wrong.problem})


def _issue(source: bytes, name: str) -> Issue:
    lines = _lines(source)
    _seal(lines)
    gathered = _Gathered(name)
    for number, line in enumerate(lines[:-1], start=1):
        try:
            gathered.add(number, line)
        except (ValueError, KeyError, IndexError) as unfit:
            raise _Wrong(BAD_LINE, number) from unfit
    if gathered.on is None:
        raise _Wrong(NO_ISSUE, 1)
    return Issue(gathered.plan[0], gathered.plan[1], gathered.on, gathered.note, gathered.given(), name)


def _lines(source: bytes) -> list[str]:
    try:
        lines = source.decode().replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as error:
        raise _Wrong(NOT_UTF8, source[: error.start].count(b"\n") + 1) from error
    for number, line in enumerate(lines, start=1):
        if line.startswith(_MARKS):
            raise _Wrong(CONFLICT, number)
    first = lines[0].split("\t")
    if first[0] != FIRST:
        raise _Wrong(NO_ISSUE, 1)
    if first[1:] != [FORMAT]:
        raise _Wrong(NEWER, 1)
    return lines


def _seal(lines: list[str]) -> None:
    """Look at the end: the digest's line, and nothing behind it."""
    if lines[-1] == "":
        lines.pop()
    sort, _, said = lines[-1].partition("\t")
    if sort != DIGEST:
        raise _Wrong(TORN, len(lines))
    body = "".join(f"{line}\n" for line in lines[:-1])
    if digest(body) != said:
        raise _Wrong(CHANGED, len(lines))


class _Gathered(Struct):
    """What the lines so far have said."""

    file: str
    plan: tuple[str, str] = ("", "")
    on: date | None = None
    note: str = ""
    months: tuple[str, ...] = ()
    periods: dict[str, Window] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    targets: dict[str, GivenTarget] = field(default_factory=dict)
    shares: dict[str, list[GivenShare]] = field(default_factory=dict)
    projects: dict[str, GivenProject] = field(default_factory=dict)
    stages: dict[str, list[GivenStage]] = field(default_factory=dict)
    campaigns: dict[str, GivenCampaign] = field(default_factory=dict)
    tasks: dict[str, list[GivenTask]] = field(default_factory=dict)

    def add(self, number: int, line: str) -> None:
        """Take one line; raises ``ValueError``, ``KeyError`` or ``IndexError`` for one that does not fit."""
        sort, *cells = line.split("\t")
        if sort == "#share":
            self.months = tuple(cells[len(COLUMNS["share"]) :])
        if sort.startswith("#") or sort == FIRST:
            return
        if len(cells) != _WIDTHS[sort] + (len(self.months) if sort == "share" else 0):
            raise ValueError(line)
        place = Location(self.file, number, 1, number, len(line) + 1)
        _READERS[sort](self, cells, place)

    def given(self) -> Given:
        """Put the parts together."""
        return Given(
            self.months,
            self.periods,
            self.units,
            self.people,
            {name: replace(t, shares=tuple(self.shares[name])) for name, t in self.targets.items()},
            {name: replace(p, stages=tuple(self.stages[name])) for name, p in self.projects.items()},
            {name: replace(c, tasks=tuple(self.tasks[name])) for name, c in self.campaigns.items()},
        )


Cells = Sequence[str]


def _plan(all_: _Gathered, cells: Cells, _: Location) -> None:
    all_.plan = (cells[0], cells[1])


def _on(all_: _Gathered, cells: Cells, _: Location) -> None:
    all_.on = date.fromisoformat(cells[0])


def _note(all_: _Gathered, cells: Cells, _: Location) -> None:
    all_.note = cells[0]


def _period(all_: _Gathered, cells: Cells, _: Location) -> None:
    all_.periods[cells[0]] = Window(date.fromisoformat(cells[1]), date.fromisoformat(cells[2]))


def _unit(all_: _Gathered, cells: Cells, _: Location) -> None:
    all_.units[cells[0]] = cells[1]


def _person(all_: _Gathered, cells: Cells, _: Location) -> None:
    all_.people[cells[0]] = cells[1]


def _target(all_: _Gathered, cells: Cells, place: Location) -> None:
    *texts, locks, revisions = cells
    known = dict(zip(COLUMNS["target"], texts, strict=False))
    dated = tuple(revisions.split())
    all_.targets[cells[0]] = GivenTarget(
        **known, locks=tuple(locks.split()), revisions=dated, shares=(), location=place
    )
    all_.shares[cells[0]] = []


def _share(all_: _Gathered, cells: Cells, _: Location) -> None:
    target, unit, quarter, month, day, uom, *numbers = cells
    for text in numbers:
        if text and parse_decimal(text) is None:
            raise ValueError(text)
    owners = Owners(quarter, month, tuple(day.split()))
    all_.shares[target].append(GivenShare(unit, owners, uom, numbers[0], numbers[1], tuple(numbers[2:])))


def _project(all_: _Gathered, cells: Cells, place: Location) -> None:
    name, said, deadline, owner = cells
    all_.projects[name] = GivenProject(name, said, date.fromisoformat(deadline), owner, (), place)
    all_.stages[name] = []


def _stage(all_: _Gathered, cells: Cells, _: Location) -> None:
    project, name, said, duration, start, finish, owner = cells
    dates = (date.fromisoformat(start), date.fromisoformat(finish))
    all_.stages[project].append(GivenStage(name, said, duration, *dates, owner))


def _campaign(all_: _Gathered, cells: Cells, place: Location) -> None:
    all_.campaigns[cells[0]] = GivenCampaign(cells[0], cells[1], (), place)
    all_.tasks[cells[0]] = []


def _task(all_: _Gathered, cells: Cells, _: Location) -> None:
    campaign, name, said, start, deadline, amount, owner = cells
    dates = (date.fromisoformat(start), date.fromisoformat(deadline))
    all_.tasks[campaign].append(GivenTask(name, said, *dates, amount, owner))


_READERS: dict[str, Callable[[_Gathered, Cells, Location], None]] = {
    "plan": _plan, "on": _on, "note": _note, "period": _period, "unit": _unit, "person": _person, "target": _target,
    "share": _share, "project": _project, "stage": _stage, "campaign": _campaign, "task": _task,
}  # fmt: skip
