"""The status for programs: ``{plan, today, by, totals, levels, overdue, due_soon, behind, unreported, forecasts}``.

A contract. ``forecasts`` are the projects under way: when each will end, and whether that keeps its dates. Percentages
are texts with one decimal and add up to 100.0. With the board, ``targets`` and ``projects`` follow: where
every target stands at every unit, and every light of every project. ASCII only, so that any terminal and any pipe
carries it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from perfplan.export._status import StatusView, StatusWriter
from perfplan.schedule.timeline import Timeline
from perfplan.tables.status import line_facts, tally_facts
from perfplan.track.lines import Line


def write(view: StatusView) -> str:
    """Return the document."""
    status = view.status

    def items(lines: Iterable[Line]) -> list[Mapping[str, str | int]]:
        return [line_facts(line, view.translate) for line in lines]

    document: dict[str, object] = {
        "plan": view.plan,
        "today": status.today.isoformat(),
        "by": status.by.value,
        "totals": tally_facts(status.totals),
        "levels": {level.value: tally_facts(tally) for level, tally in status.by_level.items()},
        "overdue": items(status.overdue),
        "due_soon": items(status.due_soon),
        "behind": items(status.behind),
        "unreported": items(status.unreported),
    }
    document["forecasts"] = [_forecast(each, view) for each in view.forecasts]
    if view.board is not None:
        from perfplan.tables.board import light_facts, target_facts

        document["targets"] = [target_facts(lit, view.translate) for lit in view.board.targets]
        document["projects"] = [light_facts(light, view.translate) for light in view.board.projects]
    return json.dumps(document, indent=2) + "\n"


def _forecast(timeline: Timeline, view: StatusView) -> Mapping[str, str | int]:
    from perfplan.tables.project_forecasts import forecast_facts  # most days no project is under way

    return forecast_facts(timeline, view.translate)


WRITER = StatusWriter("json", write)
