"""An imported calendar as the ``calendar:`` section of a plan."""

from __future__ import annotations

import json
from datetime import date

from perfplan.calendars.library import CalendarSnapshot
from perfplan.model.sentence import Translate


def calendar_yaml(snapshot: CalendarSnapshot, translate: Translate) -> str:
    """Return YAML text that a plan can hold as it is; comments are in the reader's language."""
    estimated = frozenset(snapshot.estimated)
    mark = "  # " + translate("estimated")
    weekdays = ", ".join(map(str, snapshot.weekdays))
    lines = [
        "# " + translate("Copied from a library: compare with the official notice before relying on it."),
        "calendar:",
        "  base: none",
        f"  name: {_quoted(snapshot.country)}",
        f"  source: {_quoted(snapshot.source)}",
        f"  years: [{snapshot.year}]",
        f"  week: [{weekdays}]",
    ]
    for key, days in (("off", snapshot.off), ("work", snapshot.work)):
        if days:
            lines.append(f"  {key}:")
        lines += [_day(day, name) + (mark if day in estimated else "") for day, name in days]
    return "\n".join(lines) + "\n"


def _day(day: date, name: str) -> str:
    return f"    - {{on: {day.isoformat()}, name: {_quoted(name)}}}" if name else f"    - {day.isoformat()}"


def _quoted(text: str) -> str:
    """Return a YAML string: the double-quoted form of YAML 1.2 takes JSON's strings as they are."""
    return json.dumps(text, ensure_ascii=False)
