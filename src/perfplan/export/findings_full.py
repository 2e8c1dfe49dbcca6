"""Findings for people: the place, the words, the source line with the spot marked under it, and what to do.

::

    plans/a/units.yaml:7:5: error PP203 unknown key aliasses
        7 |     aliasses: [发改局]
          |     ^^^^^^^^
          = did you mean aliases?
"""

from __future__ import annotations

from perfplan.diagnostics import Severity
from perfplan.export._findings import FindingsWriter, Paint
from perfplan.i18n import N_
from perfplan.model.sentence import Translate
from perfplan.tables.findings import Finding, FindingsReport
from perfplan.text import visible, width

SEVERITIES = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.INFO: N_("note")}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_SHOWN_BEFORE, _SHOWN_AFTER = 60, 100  # characters of a very long line that are shown around the spot


def write(report: FindingsReport, translate: Translate, paint: Paint) -> str:
    """Return a block a finding, or nothing for a clean plan."""
    return "\n".join(_block(found, translate, paint) for found in report.findings)


def _block(found: Finding, translate: Translate, paint: Paint) -> str:
    label = paint(f"{translate(SEVERITIES[found.severity])} {found.code}", "bold", _COLOURS[found.severity])
    lines = [f"{paint(visible(str(found.location)), 'bold')}: {label} {found.message}"]
    number = str(found.location.line)
    margin = " " * len(number)
    if found.source.strip():
        excerpt, before, marked = _excerpt(found)
        marker = paint("^" * max(width(marked), 1), _COLOURS[found.severity])
        lines.append(f"  {paint(f'{number} |', 'blue')} {excerpt}")
        lines.append(f"  {paint(f'{margin} |', 'blue')} {' ' * width(before)}{marker}")
    if found.hint:
        lines.append(f"  {paint(f'{margin} =', 'blue')} {found.hint}")
    return "\n".join(lines) + "\n"


def _excerpt(found: Finding) -> tuple[str, str, str]:
    """Return what is shown of the source line, the part of it before the spot, and the spot itself."""
    place, line = found.location, found.source
    start = min(place.column - 1, len(line))
    end = min(place.end_column - 1, len(line)) if place.end_line == place.line else len(line.rstrip())
    end = max(start, min(end, start + _SHOWN_AFTER))
    first, last = max(0, start - _SHOWN_BEFORE), max(end, start + _SHOWN_AFTER)
    if len(line) <= _SHOWN_BEFORE + _SHOWN_AFTER:
        first, last = 0, len(line)
    lead, tail = "…" if first else "", "…" if last < len(line) else ""
    before, marked, after = (visible(part) for part in (line[first:start], line[start:end], line[end:last]))
    return f"{lead}{before}{marked}{after}{tail}".rstrip(), lead + before, marked


WRITER = FindingsWriter("full", write)
