"""A project of Microsoft Project's XML (MSPDI) as a section of a plan: stages, links, lags, dates, calendars, owners.

Tasks become stages, summary tasks groups. Lengths become whole days: of the task's calendar, or calendar days where
they are elapsed or the calendar has no day off. What a plan cannot say is a finding, never silently gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePath

from perfplan import mspdi
from perfplan.diagnostics import Diagnostic, ordered
from perfplan.i18n import N_
from perfplan.intake._reader import Asked, Intake, Known, Reader
from perfplan.intake.mspdi_calendar import FileCalendar, calendars_in, day_of, name_in_plan, section
from perfplan.intake.mspdi_task import FileTask, Sheet, facts, tree_of
from perfplan.intake.plan_text import Value, blocks, comment, flow, item, scalar
from perfplan.intake.xml_nodes import Node, parse_xml
from perfplan.model.calendar import Calendar

OTHER_ROOT = N_("it is XML, but no project of Microsoft Project's")
NO_TASKS = N_("it holds no tasks")
PROGRESS = N_("progress, which is recorded with perfplan done and start")
UNNAMED = "to-be-named"
_ID = re.compile(r"\w[\w.-]*")


def read(asked: Asked) -> Intake:
    """Return the project as YAML; an unreadable file gives no text and says why (PP331)."""
    root = parse_xml(asked.data, asked.file)
    if isinstance(root, Diagnostic):
        return Intake("", 0, (root,))
    tasks = root.listed("Tasks", "Task")
    if root.name != "Project" or not tasks:
        problem = OTHER_ROOT if root.name != "Project" else NO_TASKS
        return Intake("", 0, (Diagnostic("PP331", root.location(asked.file), {"problem": problem}),))
    findings: list[Diagnostic] = []
    draft = _Draft(root, tree_of(tasks, asked.file, findings), asked, findings)
    lines = [*draft.calendar_lines(), *draft.project_lines()]
    return Intake("\n".join(lines) + "\n", draft.count, tuple(ordered(findings)))


class _Draft:
    """One project on its way from file to text."""

    def __init__(self, root: Node, tree: list[FileTask], asked: Asked, findings: list[Diagnostic]) -> None:
        self._root, self._tree, self._asked, self._known = root, tree, asked, asked.known
        calendars = calendars_in(root, asked.file, findings)
        every = list(_every(tree))
        self.count = len(every)
        self.sheet = Sheet(
            file=asked.file,
            calendars=calendars,
            main=calendars.get(root.said("CalendarUID")) or next(iter(calendars.values()), _standard()),
            minutes=root.number("MinutesPerDay", mspdi.MINUTES_A_DAY) or mspdi.MINUTES_A_DAY,
            ids={task.node.said("UID"): task.id for task in every},
            tasks={task.node.said("UID"): task.node for task in every},
            findings=findings,
        )
        self.first, self.last = _bounds(root, every)
        self._names = {id(calendar): self._name(calendar) for calendar in self._used(every)}
        self._owners = _owners(root)
        self._lead = asked.lead_unit or self._known.units.get(root.said("Company"), "")
        if done := [task for task in every if task.node.said("ActualStart")]:
            self.sheet.lost(done[0].node, PROGRESS, done[0].node.said("Name"))

    def _used(self, every: list[FileTask]) -> list[FileCalendar]:
        used = [self.sheet.main, *(self.sheet.calendar_of(task.node) for task in every)]
        return list({id(each): each for each in used if not each.every_day}.values())

    def _name(self, calendar: FileCalendar) -> tuple[str, bool]:
        """Return what the plan calls a calendar, and whether it has to be written first."""
        known = name_in_plan(calendar, self._known, self.first, self.last)
        return (known, False) if known is not None else (_plain(calendar.name, "calendar"), True)

    def calendar_lines(self) -> Iterator[str]:
        """Yield the calendars that the plan does not have yet."""
        used = {id(each): each for each in (self.sheet.main, *self.sheet.calendars.values())}
        new = [(name, used[key]) for key, (name, is_new) in self._names.items() if is_new]
        if new:
            yield "calendars:"
            for name, calendar in new:
                yield from blocks(section(name, calendar, self.first, self.last), "  ")

    def project_lines(self) -> Iterator[str]:
        """Yield the project."""
        root, asked = self._root, self._asked
        title = root.said("Title") or root.said("Name") or PurePath(asked.file).stem
        yield "projects:"
        yield f"  - id: {scalar(asked.id or _plain(PurePath(root.said('Name') or asked.file).stem, 'project'))}"
        yield f"    name: {scalar(title)}"
        yield f"    lead_unit: {self._lead_unit()}"
        if owner := self._person("", root.said("Manager")):
            yield f"    owner: {owner}"
        yield f"    start: {self.first}"
        yield f"    deadline: {self.last}"
        if (name := self._names.get(id(self.sheet.main), ("", False))[0]) != "":
            yield f"    calendar: {scalar(name)}"
        yield "    stages:"
        yield from self._stages(self._tree, "      ")

    def _lead_unit(self) -> str:
        company = self._root.said("Company")
        return scalar(self._lead) if self._lead else f"{UNNAMED}  {comment(company)}"

    def _stages(self, tasks: list[FileTask], indent: str) -> Iterator[str]:
        for task in tasks:
            fields = facts(task, self.sheet)
            calendar = self.sheet.calendar_of(task.node)
            name = self._names.get(id(calendar), ("", False))[0]
            if calendar is not self.sheet.main and name and not task.inside:
                fields["calendar"] = name
            unit = self._known.units.get(task.node.said("Contact"), "")
            if unit and unit != self._lead:
                fields["unit"] = unit
            people = self._owners.get(task.node.said("UID"), [])
            found = [owner for code, each in people if (owner := self._person(code, each))]
            if found:
                fields["owner"] = found[0]
            elif people:
                yield f"{indent}{comment('owner: ' + people[0][1])}"
            yield from self._stage(task, fields, indent)

    def _stage(self, task: FileTask, fields: Mapping[str, Value], indent: str) -> Iterator[str]:
        if not task.inside:
            yield from item(fields, indent)
            return
        lines = [f"{indent}  {key}: {flow(value)}" for key, value in fields.items()]
        yield f"{indent}- {lines[0].lstrip()}"
        yield from lines[1:]
        yield f"{indent}  stages:"
        yield from self._stages(task.inside, indent + "    ")

    def _person(self, code: str, name: str) -> str:
        """Return the id of somebody the plan knows by id or name; without a plan, the id that the file carries."""
        known: Known = self._known
        if known.plan:
            return known.people.get(code) or known.people.get(name, "")
        return code if _ID.fullmatch(code) else ""


def _every(tasks: list[FileTask]) -> Iterator[FileTask]:
    waiting = list(reversed(tasks))
    while waiting:
        task = waiting.pop()
        yield task
        waiting += reversed(task.inside)


def _bounds(root: Node, every: list[FileTask]) -> tuple[date, date]:
    """Return start and deadline: the project's, and where it does not say, those of its tasks."""
    starts = [day for task in every if (day := day_of(task.node.said("Start")))]
    ends = [day for task in every if (day := day_of(task.node.said("Finish")))]
    first = day_of(root.said("StartDate")) or min(starts, default=date(2000, 1, 1))
    return first, max(day_of(root.said("FinishDate")) or max(ends, default=first), first)


def _owners(root: Node) -> dict[str, list[tuple[str, str]]]:
    """Return for every task's number the codes and names of its people, in the order of the file."""
    people = {each.said("UID"): each for each in root.listed("Resources", "Resource") if each.said("Type") in ("", "1")}
    found: dict[str, list[tuple[str, str]]] = {}
    for each in root.listed("Assignments", "Assignment"):
        if (person := people.get(each.said("ResourceUID"))) and person.said("Name"):
            found.setdefault(each.said("TaskUID"), []).append((person.said("Code"), person.said("Name")))
    return found


def _standard() -> FileCalendar:
    return FileCalendar(Calendar.build("-", range(1, 6), (), {}), "", mspdi.MINUTES_A_DAY, ())


def _plain(name: str, otherwise: str) -> str:
    """Return a name as an id: its letters and digits, or another word where it has none."""
    words = re.findall(r"\w+", name)
    return "-".join(words) or otherwise


READER = Reader("mspdi", ".xml", read)
