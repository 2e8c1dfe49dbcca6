"""Tasks of Microsoft Project's XML as stages of a plan: days, links, dates, and what of it a plan cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct, field

from perfplan import mspdi
from perfplan.diagnostics import Diagnostic
from perfplan.i18n import N_
from perfplan.intake.mspdi_calendar import FileCalendar, day_of
from perfplan.intake.plan_text import Value
from perfplan.intake.xml_nodes import Node
from perfplan.model.project import Duration, LinkKind

INACTIVE = N_("an inactive task")
ELSEWHERE = N_("a link to a task that is not in this file")
FURTHER = N_("a further fact in the text field of perfplan's own")
_KINDS = {number: kind for kind, number in mspdi.LINK_TYPES.items()}
_KEYS = {str(number): key for key, number in mspdi.CONSTRAINT_TYPES.items()}
_LENGTH = re.compile(r"P(?:(\d{1,6})D)?T?(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:[\d.]+S)?", re.ASCII)
_AMOUNT = re.compile(r"-?\d{1,9}", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+")
_ID = re.compile(r"\w[\w.-]*")
_ON = "on="
_COUNTS = re.compile(r"(\w[\w.-]*) (predecessor|successor)")
_DAYS = re.compile(r"\d{1,6}(?:wd|cd)", re.ASCII)
_LIMIT = re.compile(r"(\w[\w.-]*) (\d+(?:wd|cd))")


class FileTask(Struct):
    """A task that becomes a stage, or with ``inside`` a group of them."""

    node: Node
    id: str
    inside: list[FileTask] = field(default_factory=list)


class Sheet(Struct, frozen=True):
    """What tasks are read with: the file's calendars and own day, its tasks' ids by number, and where findings go."""

    file: str
    calendars: Mapping[str, FileCalendar]
    main: FileCalendar
    minutes: int
    ids: Mapping[str, str]
    tasks: Mapping[str, Node]
    findings: list[Diagnostic]

    def lost(self, node: Node, what: str, name: str) -> None:
        """Note what is not carried over."""
        self.findings.append(Diagnostic("PP332", node.location(self.file), {"what": what, "name": name}))

    def rounded(self, node: Node, name: str, minutes: int, shown: Duration) -> None:
        """Note a length that is no whole number of days."""
        args: dict[str, str | int] = {"name": name, "minutes": minutes, "days": str(shown)}
        self.findings.append(Diagnostic("PP333", node.location(self.file), args))

    def calendar_of(self, task: Node) -> FileCalendar:
        """Return the calendar that a task runs on."""
        return self.calendars.get(task.said("CalendarUID"), self.main)


def tree_of(nodes: list[Node], file: str, findings: list[Diagnostic]) -> list[FileTask]:
    """Return the tasks in their groups, by outline level; what is no task of this project is left out."""
    top: list[FileTask] = []
    above: list[tuple[int, FileTask]] = []
    taken: set[str] = set()
    for node in nodes:
        level = node.number("OutlineLevel", 1)
        if node.said("IsNull") == "1" or level == 0 or node.said("ExternalTask") == "1":
            continue
        if attribute(node, mspdi.MORE.field) == mspdi.BUFFER:
            continue  # sized anew from the plan
        if node.said("Active") == "0":
            findings.append(Diagnostic("PP332", node.location(file), {"what": INACTIVE, "name": node.said("Name")}))
            continue
        task = FileTask(node, _id_of(node, taken))
        while above and above[-1][0] >= level:
            above.pop()
        (above[-1][1].inside if above else top).append(task)
        above.append((level, task))
    return top


def _id_of(node: Node, taken: set[str]) -> str:
    """Return the id that the file carries, one of its name's Latin words, or its number; each once."""
    carried = attribute(node, mspdi.ID.field)
    words = "-".join(_SLUG.findall(node.said("Name").lower()))[:40].strip("-")
    plain = words if len(words) > 2 and node.said("Name").isascii() else f"t{node.said('UID')}"
    wanted = carried if _ID.fullmatch(carried) else plain
    id_, number = wanted, 2
    while id_ in taken:
        id_, number = f"{wanted}-{number}", number + 1
    taken.add(id_)
    return id_


def attribute(node: Node, field_id: str) -> str:
    """Return the text of one of the free fields."""
    return next((each.said("Value") for each in node.all("ExtendedAttribute") if each.said("FieldID") == field_id), "")


def facts(task: FileTask, sheet: Sheet) -> dict[str, Value]:
    """Return what a stage or group says of itself, without who owns it and what it holds."""
    node = task.node
    said: dict[str, Value] = {"id": task.id, "name": node.said("Name") or task.id}
    if not task.inside:
        said["duration"] = str(_duration(node, sheet))
    if links := [link for each in node.all("PredecessorLink") if (link := _link(each, node, sheet)) is not None]:
        said["after"] = links
    rest = _counted(said, _more(node, sheet))
    return said | _dates(node) | rest


def _duration(node: Node, sheet: Sheet) -> Duration:
    """Return whole days, rounded up: elapsed time and tasks of a calendar without days off count calendar days."""
    minutes = _minutes(node.said("Duration"))
    calendar = sheet.calendar_of(node)
    elapsed = node.number("DurationFormat", mspdi.DAYS) in mspdi.ELAPSED
    a_day = mspdi.ELAPSED_MINUTES_A_DAY if elapsed else calendar.minutes if calendar.every_day else sheet.minutes
    found = Duration(-(-minutes // a_day), working=not (elapsed or calendar.every_day))
    if minutes % a_day:
        sheet.rounded(node, node.said("Name"), minutes, found)
    return found


def _minutes(text: str) -> int:
    """Return the minutes of ``PT80H0M0S``; 0 for what is no length."""
    found = _LENGTH.fullmatch(text)
    if not found:
        return 0
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return (days * 24 + hours) * 60 + minutes


def _link(link: Node, task: Node, sheet: Sheet) -> Value | None:
    source = sheet.ids.get(link.said("PredecessorUID"))
    if source is None or link.said("CrossProject") == "1":
        sheet.lost(link, ELSEWHERE, task.said("Name"))
        return None
    kind = _KINDS.get(link.number("Type", mspdi.LINK_TYPES[LinkKind.FS]), LinkKind.FS)
    lag = _lag(link, task, sheet)
    if kind is LinkKind.FS and not lag.days:
        return source
    said: dict[str, Value] = {"stage": source}
    if kind is not LinkKind.FS:
        said["link"] = str(kind)
    return said | ({"lag": str(lag)} if lag.days else {})


def _lag(link: Node, task: Node, sheet: Sheet) -> Duration:
    """Return a lag in whole days, rounded away from none; a share of the predecessor's length is worked out."""
    text, form = link.said("LinkLag"), link.number("LagFormat", mspdi.DAYS)
    amount = int(text) if _AMOUNT.fullmatch(text) else 0
    if form in mspdi.PERCENT:
        source = sheet.tasks[link.said("PredecessorUID")]
        working = not sheet.calendar_of(source).every_day
        minutes, a_day = abs(amount) * _minutes(source.said("Duration")) // 100, sheet.minutes
    else:
        working = form not in mspdi.ELAPSED
        minutes, a_day = abs(amount) // mspdi.TENTHS, sheet.minutes if working else mspdi.ELAPSED_MINUTES_A_DAY
    days = -(-minutes // a_day)
    found = Duration(-days if amount < 0 else days, working=working)
    if minutes % a_day:
        sheet.rounded(link, task.said("Name"), minutes, found)
    return found


def _dates(node: Node) -> dict[str, Value]:
    """Return the constraint's date under its key, and the deadline as a finish; the earlier where both are one."""
    said: dict[str, Value] = {}
    key, day = _KEYS.get(node.said("ConstraintType")), day_of(node.said("ConstraintDate"))
    if key and day:
        said[key] = _ending(day, node.said("ConstraintDate")) if key.startswith("finish") else day
    if deadline := day_of(node.said("Deadline")):
        last = _ending(deadline, node.said("Deadline"))
        before = said.get("finish_not_after")
        said["finish_not_after"] = min(before, last) if isinstance(before, date) else last
    return said


def _ending(day: date, text: str) -> date:
    """Return the last day of what ends at a moment: midnight belongs to the day before."""
    return day - timedelta(days=1) if text[10:16] == "T00:00" and day > date.min else day


def _more(node: Node, sheet: Sheet) -> dict[str, Value]:
    """Return what perfplan itself has left in a text field."""
    text = attribute(node, mspdi.MORE.field)
    return dict(_further(node, text, sheet)) if text else {}


def _counted(said: dict[str, Value], further: dict[str, Value]) -> dict[str, Value]:
    """Give the links their word on who counts a lag, and return the rest."""
    counts = {key.removeprefix(_ON): value for key, value in further.items() if key.startswith(_ON)}
    links = said.get("after")
    if counts and isinstance(links, list):
        said["after"] = [
            {**link, "on": counts[link["stage"]]} if isinstance(link, dict) and link["stage"] in counts else link
            for link in links
        ]
    return {key: value for key, value in further.items() if not key.startswith(_ON)}


def _further(node: Node, text: str, sheet: Sheet) -> Iterator[tuple[str, Value]]:
    for piece in text.split(";"):
        key, _, value = piece.strip().partition("=")
        day, limit = day_of(value), _LIMIT.fullmatch(value)
        if key in mspdi.CONSTRAINT_TYPES and day:
            yield key, day
        elif key == "duration" and _DAYS.fullmatch(value):
            yield key, value
        elif key == "on" and (counts := _COUNTS.fullmatch(value)):
            yield f"{_ON}{counts[1]}", counts[2]
        elif key == "due_within" and limit:
            yield key, {"stage": limit[1], "limit": limit[2]}
        else:
            sheet.lost(node, FURTHER, piece.strip())
