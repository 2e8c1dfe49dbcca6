"""Small pieces of work for tests of tracking."""

from __future__ import annotations

import re
from datetime import date

from perfplan.calendars import country_calendar
from perfplan.diagnostics import Location
from perfplan.ledger.record import Done
from perfplan.model.period import Level
from perfplan.model.unit import Person, Unit
from perfplan.track.item import WorkItem

CN = country_calendar("CN")
_PLACE = Location("plan.yaml")
RSJ = Unit("rsj", "县人社局", "department", "county", None, (), {}, _PLACE)
CHENGGUAN = Unit("chengguan", "城关镇", "township", "county", None, (), {}, _PLACE)
ZHOU_NING = Person("zhou-ning", "周宁", "county", "副县长", _PLACE)
WU_QIANG = Person("wu-qiang", "吴强", "county", "副县长", _PLACE)
WANG_MIN = Person("wang-min", "王敏", "rsj", "", _PLACE)
ZHAO_LEI = Person("zhao-lei", "赵磊", "chengguan", "", _PLACE)


def work_item(
    name: str,
    deadline: date,
    *,
    level: Level = Level.MONTH,
    unit: Unit = CHENGGUAN,
    owner: Person | None = ZHAO_LEI,
    supervisor: Person | None = ZHOU_NING,
    checkpoint: str = "",
    covers: tuple[str, ...] = (),
    title: str = "",
    project: str = "",
) -> WorkItem:
    """Return a piece of work; the target is the beginning of its id, unless it belongs to a project."""
    target = "" if project else re.split("[@!/]", name, maxsplit=1)[0]
    return WorkItem(
        name,
        title or name,
        unit,
        owner,
        supervisor,
        deadline,
        level,
        target,
        project,
        checkpoint,
        checkpoint,
        "人" if checkpoint else "",
        "targets/a.yaml:7",
        covers,
    )


def done(task: str, on: date, record: str = "1") -> Done:
    """Return the report that a task was complete on a day."""
    return Done(record, task, on, on)
