"""Schedule networks with MPXJ's ``MicrosoftScheduler``, in a process of its own: JSON from stdin to stdout.

A process of its own, because a Java machine's threads do not survive the forks that other tests make. Days are worked
from midnight to midnight, so that MPXJ's moments are boundaries between days and elapsed days are calendar days.

In: ``{"calendar": {"week": [1..7], "off": [...], "work": [...]}, "start": ..., "deadline": ..., "tasks": [{"days",
"working", "links": [[place, type, lag, working]], "type", "date", "deadline"}]}``, a line a project; dates are the
boundaries' ISO days, tasks stand after what they are linked to. Out: a line a project, for every task ``[early start,
early finish, late start, late finish, total float, free float]``, boundaries as ordinals, floats in the task's days.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import jpype
import mpxj  # noqa: F401 - puts MPXJ on the class path

jpype.startJVM("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Xmx512m")

from java.lang import Integer  # noqa: E402
from java.time import DayOfWeek, LocalDate, LocalTime  # noqa: E402
from org.mpxj import (  # noqa: E402
    ConstraintType,
    Duration,
    LocalTimeRange,
    ProjectFile,
    Relation,
    RelationType,
    TimeUnit,
)
from org.mpxj.cpm import MicrosoftScheduler  # noqa: E402

WHOLE_DAY = LocalTimeRange(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)
TYPES = {
    "FS": RelationType.FINISH_START,
    "SS": RelationType.START_START,
    "FF": RelationType.FINISH_FINISH,
    "SF": RelationType.START_FINISH,
}
FREE = ConstraintType.AS_SOON_AS_POSSIBLE


def moment(day: str) -> Any:
    return LocalDate.parse(day).atStartOfDay()


def ordinal(when: Any) -> int:
    assert when.toLocalTime() == LocalTime.MIDNIGHT, when
    return date.fromisoformat(str(when.toLocalDate())).toordinal()


def calendar(file: Any, week: list[int], off: list[str], work: list[str]) -> Any:
    made = file.addCalendar()
    for day in range(1, 8):
        weekday = DayOfWeek.of(day)
        made.setWorkingDay(weekday, day in week)
        hours = made.addCalendarHours(weekday)
        if day in week:
            hours.add(WHOLE_DAY)
    for days, working in ((off, False), (work, True)):
        for on in days:
            exception = made.addCalendarException(LocalDate.parse(on), LocalDate.parse(on))
            if working:
                exception.add(WHOLE_DAY)
    return made


class Project:
    """A project of MPXJ's between two milestones, at its start and at its deadline, that all tasks lie between."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.file = ProjectFile()
        self.working = calendar(self.file, **data["calendar"])
        self.every = calendar(self.file, list(range(1, 8)), [], [])
        properties = self.file.getProjectProperties()
        properties.setDefaultCalendar(self.working)
        properties.setMinutesPerDay(Integer.valueOf(1440))
        self.start = moment(data["start"])
        first = self.task(0, False, ConstraintType.START_NO_EARLIER_THAN, data["start"])
        self.tasks = [self.add(task, first) for task in data["tasks"]]
        for target, task in zip(self.tasks, data["tasks"], strict=True):
            for place, kind, lag, working in task["links"]:
                self.link(self.tasks[place], target, kind, lag, working)
        last = self.task(0, False, ConstraintType.MUST_FINISH_ON, data["deadline"])
        for task in [first, *self.tasks]:
            self.link(task, last, "FS", 0, False)

    def add(self, task: dict[str, Any], first: Any) -> Any:
        kind = getattr(ConstraintType, task["type"]) if task["type"] else FREE
        made = self.task(task["days"], task["working"], kind, task["date"])
        if task["deadline"]:
            made.setDeadline(moment(task["deadline"]))
        self.link(first, made, "FS", 0, False)
        return made

    def task(self, days: int, working: bool, kind: Any, day: str | None) -> Any:
        made = self.file.addTask()
        made.setDuration(Duration.getInstance(days, TimeUnit.DAYS))
        made.setRemainingDuration(Duration.getInstance(days, TimeUnit.DAYS))
        made.setActualDuration(Duration.getInstance(0, TimeUnit.DAYS))
        made.setMilestone(days == 0)
        made.setCalendar(self.working if working else self.every)
        made.setConstraintType(kind)
        if day:
            made.setConstraintDate(moment(day))
        return made

    def link(self, source: Any, target: Any, kind: str, lag: int, working: bool) -> None:
        wait = Duration.getInstance(lag, TimeUnit.DAYS if working else TimeUnit.ELAPSED_DAYS)
        target.addPredecessor(Relation.Builder().predecessorTask(source).type(TYPES[kind]).lag(wait))

    def scheduled(self) -> list[list[float]]:
        MicrosoftScheduler().schedule(self.file, self.start)
        return [self.dates(task) for task in self.tasks]

    def dates(self, task: Any) -> list[float]:
        moments = (task.getEarlyStart(), task.getEarlyFinish(), task.getLateStart(), task.getLateFinish())
        floats = (float(each.getDuration()) for each in (task.getTotalSlack(), task.getFreeSlack()))
        return [*map(ordinal, moments), *floats]


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(Project(json.loads(line)).scheduled()))


if __name__ == "__main__":
    main()
