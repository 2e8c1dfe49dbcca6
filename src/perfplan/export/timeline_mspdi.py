"""A timeline as Microsoft Project's XML (MSPDI), which Microsoft Project, ProjectLibre and others open.

The project is scheduled from its finish, so those programs place every task as late as possible, as perfplan does, and
it lets links win over dated constraints. Start and finish are the latest dates; early and late dates, slack and the
critical mark are there too. Tasks keep their numbers as long as their ids last. Calendar days are a calendar of seven
days, so that dates are the same in both programs. A task that has begun has its actual dates, what is left of it, and
the plan as its baseline. What a task has no field for stands in a text field of perfplan's
own, and ``perfplan import`` reads all of it back.

Example::

    <Task><UID>431207</UID><ID>7</ID><Name>招标</Name>...<ConstraintType>1</ConstraintType>
      <PredecessorLink><PredecessorUID>88213</PredecessorUID><Type>1</Type>...
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element

from perfplan import mspdi
from perfplan.export._mspdi_buffers import write_buffers
from perfplan.export._mspdi_calendar import PROJECT_CALENDAR, Calendars, calendars_of, write_calendars
from perfplan.export._mspdi_progress import actuals, baseline, length_of, planned_days
from perfplan.export._timeline import Kept, Occasion, TimelineWriter
from perfplan.export._xml import child, document, put
from perfplan.i18n import N_
from perfplan.model.project import Group, Link, Project, Stage
from perfplan.model.unit import Person
from perfplan.schedule.timeline import Timeline
from perfplan.tables.buffers import buffer_rows
from perfplan.tables.timeline import GroupRow, Row, outline, owner_of, rows
from perfplan.tables.timeline_facts import is_under_way

CALENDAR_DAYS = N_("calendar days")
_PROJECT_2010 = 14
_FIXED_DURATION = 1
_WORK = 1
_UIDS = 1 << 20


def write(timeline: Timeline, occasion: Occasion) -> bytes:
    """Return the document in UTF-8."""
    project = timeline.project
    calendars = calendars_of(project)
    root = Element("Project", xmlns=mspdi.NAMESPACE)
    _properties(root, project, occasion, occasion.today if is_under_way(timeline) else None)
    _attributes(root)
    write_calendars(root, calendars, project, occasion.translate(CALENDAR_DAYS))
    buffers = [row.id for row in buffer_rows(timeline, occasion.translate)]
    ids = [*(stage.id for stage in project.stages), *(group.id for group in project.groups), *buffers]
    tasks = stable_numbers(ids)
    _tasks(root, timeline, calendars, tasks, occasion)
    _people(root, timeline, tasks)
    return document(root)


def stable_numbers(ids: Iterable[str]) -> dict[str, int]:
    """Return a number from 1 to 2^20 - 1 for every id: its digest, or the next free one where two fall together."""
    numbers: dict[str, int] = {}
    taken: set[int] = set()
    for id_ in ids:
        number = int.from_bytes(blake2b(id_.encode(), digest_size=4).digest()) % (_UIDS - 1) + 1
        while number in taken:
            number = number % (_UIDS - 1) + 1
        taken.add(number)
        numbers[id_] = number
    return numbers


def _properties(root: Element, project: Project, occasion: Occasion, today: date | None) -> None:
    put(
        root,
        SaveVersion=_PROJECT_2010,
        GUID=_guid(occasion, project.id),
        Name=f"{project.id}.xml",
        Title=project.name,
        Company=project.lead_unit.name,
        Manager=project.owner.name if project.owner else None,
        CreationDate=f"{occasion.issued}T00:00:00",
        ScheduleFromStart=0,
        StartDate=mspdi.opens(project.start),
        FinishDate=mspdi.closes(project.deadline),
        CalendarUID=PROJECT_CALENDAR,
        DefaultStartTime=mspdi.OPENS,
        DefaultFinishTime=mspdi.CLOSES,
        MinutesPerDay=mspdi.MINUTES_A_DAY,
        MinutesPerWeek=mspdi.MINUTES_A_DAY * len(project.calendar.weekdays),
        DaysPerMonth=20,
        DefaultTaskType=_FIXED_DURATION,
        DurationFormat=mspdi.DAYS,
        HonorConstraints=0,
        NewTasksEffortDriven=0,
        StatusDate=mspdi.closes(today) if today else None,
    )


def _attributes(root: Element) -> None:
    section = child(root, "ExtendedAttributes")
    for attribute in (mspdi.ID, mspdi.MORE):
        child(section, "ExtendedAttribute", FieldID=attribute.field, FieldName=attribute.name, Alias=attribute.alias)


def _tasks(
    root: Element, timeline: Timeline, calendars: Calendars, numbers: dict[str, int], occasion: Occasion
) -> None:
    section = child(root, "Tasks")
    table, calendar = outline(timeline, None), timeline.project.calendar
    for number, (row, outlined) in enumerate(zip(table, _outline_numbers(table), strict=True), start=1):
        each = row.scheduled.group if isinstance(row, GroupRow) else row.scheduled.stage
        task = child(section, "Task", UID=numbers[each.id])
        put(task, GUID=_guid(occasion, f"{timeline.project.id}/{each.id}"), ID=number)
        _task(task, row, outlined, timeline.project)
        _own_dates(task, each, calendars)
        for link in each.links:
            _link(task, link, numbers[link.stage])
        child(task, "ExtendedAttribute", FieldID=mspdi.ID.field, Value=each.id)
        more = [*_more(each, timeline.project), *planned_days(row, length_of(row, calendar))]
        if more:
            child(task, "ExtendedAttribute", FieldID=mspdi.MORE.field, Value="; ".join(more))
        baseline(task, row, calendar)
    write_buffers(section, timeline, numbers, occasion.translate)


def _outline_numbers(rows: Iterable[Row]) -> Iterator[str]:
    """Yield ``1``, ``2``, ``2.1``, ``2.2``, ``3``: the place of each row among its like, below the groups around it."""
    counted: list[int] = []
    for row in rows:
        counted = [*counted[: row.depth], (counted[row.depth] if row.depth < len(counted) else 0) + 1]
        yield ".".join(map(str, counted))


def _task(task: Element, row: Row, outlined: str, project: Project) -> None:
    """Add what a task is and when; the order is the schema's. A group's length is the working days it spans."""
    found, group, course = row.scheduled, isinstance(row, GroupRow), row.course
    each = row.scheduled.group if isinstance(row, GroupRow) else row.scheduled.stage
    length = length_of(row, project.calendar)
    milestone = row.duration is not None and not row.duration.days
    opens = mspdi.closes if milestone else mspdi.opens
    begun = course is not None and course.begun
    put(
        task,
        Name=each.name,
        Active=1,
        Manual=0,
        Type=_FIXED_DURATION,
        IsNull=0,
        Contact=each.unit.name,
        WBS=outlined,
        OutlineNumber=outlined,
        OutlineLevel=row.depth + 1,
        Start=opens(course.start if course and begun else found.latest_start),
        Finish=mspdi.closes(course.finish if course and begun else found.latest_finish),
        Duration=mspdi.hours(length.whole),
        DurationFormat=mspdi.DAYS,
        Work=None if group else mspdi.hours(length.whole),
        EffortDriven=0,
        Estimated=0,
        Milestone=int(milestone),
        Summary=int(group),
        Critical=int(found.critical),
        EarlyStart=opens(found.earliest_start),
        EarlyFinish=mspdi.closes(found.earliest_finish),
        LateStart=opens(found.latest_start),
        LateFinish=mspdi.closes(found.latest_finish),
        FreeSlack=_tenths(row.free_float.days) if row.free_float else None,
        TotalSlack=_tenths(row.total_float.days),
        **actuals(course, length),
        RemainingDuration=mspdi.hours(length.left),
    )


def _own_dates(task: Element, stage: Stage | Group, calendars: Calendars) -> None:
    """Add the one constraint that a task can have, its deadline, and the calendar it runs on."""
    name = _constraint(stage)
    free = mspdi.AS_SOON_AS_POSSIBLE if isinstance(stage, Group) else mspdi.AS_LATE_AS_POSSIBLE
    day = getattr(stage.constraints, name) if name else None
    deadline = stage.constraints.finish_not_after if name != "finish_not_after" else None
    put(
        task,
        ConstraintType=mspdi.CONSTRAINT_TYPES[name] if name else free,
        CalendarUID=None if isinstance(stage, Group) else calendars.of_stage(stage),
        ConstraintDate=None if day is None else mspdi.opens(day) if name.startswith("start") else mspdi.closes(day),
        Deadline=mspdi.closes(deadline) if deadline else None,
        IgnoreResourceCalendar=None if isinstance(stage, Group) else 1,
    )


def _constraint(stage: Stage | Group) -> str:
    said = (name for name in mspdi.CONSTRAINT_TYPES if getattr(stage.constraints, name) is not None)
    return next(said, "")


def _more(stage: Stage | Group, project: Project) -> Iterator[str]:
    """Yield what the task's own fields do not say: further dates, a limit after another stage, who counts a lag."""
    taken = {_constraint(stage), "finish_not_after"}
    for name in mspdi.CONSTRAINT_TYPES:
        day = getattr(stage.constraints, name)
        if day is not None and name not in taken:
            yield f"{name}={day}"
    if stage.due_within is not None:
        yield f"due_within={stage.due_within.stage} {stage.due_within.limit}"
    calendars = {each.id: each.calendar for each in project.stages}
    for link in stage.links:
        ends = (("predecessor", calendars.get(link.stage)), ("successor", calendars.get(stage.id)))
        who = next((name for name, calendar in ends if link.calendar is not None and calendar == link.calendar), "")
        if who:
            yield f"on={link.stage} {who}"


def _link(task: Element, link: Link, number: int) -> None:
    minutes = mspdi.MINUTES_A_DAY if link.lag.working else mspdi.ELAPSED_MINUTES_A_DAY
    child(
        task,
        "PredecessorLink",
        PredecessorUID=number,
        Type=mspdi.LINK_TYPES[link.kind],
        CrossProject=0,
        LinkLag=link.lag.days * minutes * mspdi.TENTHS,
        LagFormat=mspdi.DAYS if link.lag.working or not link.lag.days else mspdi.ELAPSED_DAYS,
    )


def _people(root: Element, timeline: Timeline, tasks: dict[str, int]) -> None:
    """Add who answers for the stages, and for which."""
    owned = [
        (row, owner) for row in rows(timeline, None) if (owner := owner_of(timeline, row.scheduled.stage)) is not None
    ]
    people: dict[str, Person] = {owner.id: owner for _, owner in owned}
    numbers = stable_numbers(people)
    section = child(root, "Resources")
    for place, (id_, person) in enumerate(people.items(), start=1):
        child(section, "Resource", UID=numbers[id_], ID=place, Name=person.name, Type=_WORK, Code=id_, MaxUnits=1)
    section = child(root, "Assignments")
    for place, (row, owner) in enumerate(owned, start=1):
        length = length_of(row, timeline.project.calendar)
        task = tasks[row.scheduled.stage.id]
        made = child(section, "Assignment", UID=place, TaskUID=task, ResourceUID=numbers[owner.id])
        put(
            made,
            ActualWork=mspdi.hours(length.gone) if length.gone else None,
            RemainingWork=mspdi.hours(length.left),
            Units=1,
            Work=mspdi.hours(length.whole),
        )


def _guid(occasion: Occasion, id_: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"perfplan:{occasion.plan_id}:{id_}")).upper()


def _tenths(days: int) -> int:
    return days * mspdi.MINUTES_A_DAY * mspdi.TENTHS


WRITER = TimelineWriter("mspdi", ".xml", write, kept=Kept.ON_REQUEST)
