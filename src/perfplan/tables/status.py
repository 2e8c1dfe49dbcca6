"""The state of the work as a report: sections of rows for people, flat facts for programs, both in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from msgspec import Struct

from perfplan.i18n import N_
from perfplan.model.quantity import format_quanta
from perfplan.model.sentence import Translate
from perfplan.track.gathering import SHOWN
from perfplan.track.grouping import By, group_name
from perfplan.track.lamps import Shine
from perfplan.track.lines import Line
from perfplan.track.status import Status
from perfplan.track.tally import State, Tally

COLUMNS = (N_("what"), N_("unit"), N_("owner"), N_("leader"), N_("deadline"), N_("state of things"))
"""Titles of a row's cells, in order; the names of :class:`StatusRow`'s fields are what programs see."""

_STATES = {
    State.OVERDUE: N_("{count} overdue ({percent}%)"),
    State.BEHIND: N_("{count} behind ({percent}%)"),
    State.UNREPORTED: N_("{count} unreported ({percent}%)"),
    State.DUE_SOON: N_("{count} due soon ({percent}%)"),
    State.DONE: N_("{count} done ({percent}%)"),
    State.CLOSED: N_("{count} closed ({percent}%)"),
    State.OPEN: N_("{count} not yet due ({percent}%)"),
}
_ONLY_IF_ANY = frozenset((State.BEHIND, State.UNREPORTED, State.CLOSED))
_NOBODY = {
    By.LEADER: N_("no leader named"),
    By.UNIT: N_("no unit named"),
    By.OWNER: N_("no owner named"),
    By.PROJECT: N_("outside of projects"),
}
_SAID_BY_GROUP = {By.UNIT: 1, By.OWNER: 2, By.LEADER: 3}  # the cell that the section's title already says


class StatusRow(Struct, frozen=True):
    """One line for readers; ``words`` says how far the deadline is, of how much work, and what was to be reached."""

    what: str
    unit: str
    owner: str
    supervisor: str
    deadline: str
    words: str
    lamp: Shine

    def cells(self) -> tuple[str, ...]:
        """Return the cells in the order of :data:`COLUMNS`."""
        return (self.what, self.unit, self.owner, self.supervisor, self.deadline, self.words)


class StatusSection(Struct, frozen=True):
    """Everything of one leader, unit, owner or project; overdue rows first, then behind, unreported, due soon."""

    title: str
    rows: tuple[StatusRow, ...]


class StatusReport(Struct, frozen=True):
    """A status in words.

    Attributes:
        title: whose status of which day.
        totals: one phrase a state.
        columns: titles of the cells.
        shown: indexes of the cells worth showing: not the one that every section's title says.
        sections: most urgent first.
        empty: what to say instead when there is no row.
    """

    title: str
    totals: tuple[str, ...]
    columns: tuple[str, ...]
    shown: tuple[int, ...]
    sections: tuple[StatusSection, ...]
    empty: str


def status_report(status: Status, plan: str, projects: Mapping[str, str], translate: Translate) -> StatusReport:
    """Put a status into words.

    Args:
        status: the facts.
        plan: the plan's name.
        projects: names of projects by id.
        translate: gives the reader's language.
    """
    title = translate("{plan}: where the work stands on {today}", plan=plan, today=status.today.isoformat())
    totals = tuple(
        translate(_STATES[state], **said)
        for state, said in tally_facts(status.totals).items()
        if said["count"] or state not in _ONLY_IF_ANY
    )
    columns = tuple(translate(column) for column in COLUMNS)
    shown = tuple(index for index in range(len(COLUMNS)) if index != _SAID_BY_GROUP.get(status.by))
    empty = translate("Nothing is overdue, and nothing is due soon.")
    return StatusReport(title, totals, columns, shown, tuple(_sections(status, projects, translate)), empty)


def tally_facts(tally: Tally) -> dict[State, dict[str, str | int]]:
    """Return the count and the percentage (text, one decimal) of each state; the percentages add up to 100.0."""
    shares = tally.shares()
    return {state: {"count": tally.count(state), "percent": format_quanta(shares[state], 1)} for state in State}


def line_facts(line: Line, translate: Translate) -> dict[str, str | int]:
    """Return a line for programs. Names and order of the keys are a contract; people are named, ids stand beside."""
    item = line.item
    return {
        "id": item.id,
        "title": item.title,
        "unit": item.unit.name,
        "unit_id": item.unit.id,
        "owner": item.owner.name if item.owner else "",
        "owner_id": item.owner.id if item.owner else "",
        "supervisor": item.supervisor.name if item.supervisor else "",
        "supervisor_id": item.supervisor.id if item.supervisor else "",
        "level": item.level.value,
        "deadline": line.first_deadline.isoformat(),
        "days_overdue": line.days_overdue,
        "count": line.count,
        "shortfall": line.shortfall,
        "lamp": line.lamp.name.told(translate),
        "colour": line.lamp.colour,
        "reason": _reason(line, translate),
        "extensions": line.extensions,
        "source": item.source,
    }


def _sections(status: Status, projects: Mapping[str, str], translate: Translate) -> Iterator[StatusSection]:
    lines: dict[str, list[Line]] = {}
    for line in chain.from_iterable(map(status.lines, SHOWN)):
        lines.setdefault(line.group, []).append(line)
    for group in lines.values():
        name = group_name(group[0].item, status.by, projects) or translate(_NOBODY[status.by])
        yield StatusSection(_title(name, group, translate), tuple(_row(line, translate) for line in group))


def _title(name: str, group: list[Line], translate: Translate) -> str:
    late, behind, silent, soon = (sum(line.count for line in group if line.state is state) for state in SHOWN)
    if not behind and not silent:
        return translate("{name}: {late} overdue, {soon} due soon", name=name, late=late, soon=soon)
    said = {"late": late, "behind": behind, "unreported": silent, "soon": soon}
    return translate(
        "{name}: {late} overdue, {behind} behind, {unreported} unreported, {soon} due soon", name=name, **said
    )


def _row(line: Line, translate: Translate) -> StatusRow:
    item = line.item
    by_deadline = line.state in {State.OVERDUE, State.DUE_SOON}
    telling = line.count > 1 or line.shortfall or line.extensions or not by_deadline or "lamp" in line.reason.args
    words = _reason(line, translate) if telling else line.words.told(translate)  # else its own cell says it all
    owner, supervisor = (person.name if person else "" for person in (item.owner, item.supervisor))
    return StatusRow(item.title, item.unit.name, owner, supervisor, line.first_deadline.isoformat(), words, line.lamp)


def _reason(line: Line, translate: Translate) -> str:
    return translate("{distance}: {reason}", distance=line.words.told(translate), reason=line.reason.told(translate))
