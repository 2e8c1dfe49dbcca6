"""Read a project file with MPXJ, in a process of its own, and say in JSON what MPXJ understood."""

from __future__ import annotations

import json
import sys
from typing import Any

import jpype
import mpxj  # noqa: F401 - puts MPXJ on the class path

jpype.startJVM("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Xmx512m")

from java.time import LocalDate  # noqa: E402
from org.mpxj.reader import UniversalProjectReader  # noqa: E402


def text(value: Any) -> str:
    return "" if value is None else str(value)


def task(each: Any) -> dict[str, Any]:
    return {
        "id": text(each.getText(29)),
        "more": text(each.getText(30)),
        "uid": int(each.getUniqueID().intValue()),
        "name": text(each.getName()),
        "duration": text(each.getDuration()),
        "start": text(each.getStart()),
        "finish": text(each.getFinish()),
        "early": [text(each.getEarlyStart()), text(each.getEarlyFinish())],
        "milestone": bool(each.getMilestone()),
        "critical": bool(each.getCritical()),
        "total": float(each.getTotalSlack().getDuration()),
        "constraint": [text(each.getConstraintType()), text(each.getConstraintDate())],
        "deadline": text(each.getDeadline()),
        "links": [
            [text(link.getPredecessorTask().getText(29)), text(link.getType()), text(link.getLag())]
            for link in each.getPredecessors()
        ],
        "people": [text(one.getResource().getName()) for one in each.getResourceAssignments()],
        "actual": [
            *(text(day) for day in (each.getActualStart(), each.getActualFinish())),
            text(int(float(each.getPercentageComplete() or 0))),
            text(each.getRemainingDuration()),
        ],
        "baseline": [text(each.getBaselineStart()), text(each.getBaselineFinish())],
        "calendar": text(each.getCalendar() and each.getCalendar().getUniqueID()),
    }


def main(path: str, days: list[str]) -> None:
    file = UniversalProjectReader().read(path)
    properties = file.getProjectProperties()
    works = {
        text(calendar.getUniqueID()): [bool(calendar.isWorkingDate(LocalDate.parse(day))) for day in days]
        for calendar in file.getCalendars()
    }
    document = {
        "title": text(properties.getProjectTitle()),
        "finish": text(properties.getFinishDate()),
        "from": text(properties.getScheduleFrom().name()),
        "honor": bool(properties.getHonorConstraints()),
        "works": works,
        "tasks": [task(each) for each in file.getTasks()],
    }
    print(json.dumps(document))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
