"""A timeline as Markdown: a heading, the facts, one table row a stage; critical stages carry a mark.

Example::

    ## 标准厂房二期

    - Deadline: 2026-06-30
    - Why: the project must start by 2025-07-10; no working day in reserve

    | Stage | Owner | Duration | After | Latest start | ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfplan.export._timeline import Occasion, TimelineWriter
from perfplan.schedule.timeline import Timeline
from perfplan.tables.risk import HEADINGS, risk_cells
from perfplan.tables.staffed import HEADINGS as STAFFED_HEADINGS
from perfplan.tables.staffed import staffed_rows, staffed_text
from perfplan.tables.timeline import FORECAST, cells, forecast_cells, headings, outline
from perfplan.tables.timeline_facts import facts, is_under_way, labelled

_MARKS = re.compile(r"([\\|<>*`\[\]]|(?<!\w)_|_(?!\w))")


def write(timeline: Timeline, occasion: Occasion) -> bytes:
    """Return the document in UTF-8."""
    translate = occasion.translate
    table = outline(timeline, occasion.today)
    under_way = is_under_way(timeline)
    columns = (*headings(table), *(FORECAST if under_way else ()))
    lines = [f"## {_plain(timeline.project.name)}", ""]
    said = facts(timeline, occasion.today, translate)
    lines += [f"- {labelled(label, _plain(value), translate)}" for label, value in said]
    lines += ["", _line(tuple(map(translate, columns))), _line(("---",) * len(columns))]
    for row in table:
        more = forecast_cells(row, translate) if under_way else ()
        lines.append(_line(tuple(map(_plain, (*cells(row, translate), *more)))))
    if timeline.staffed is not None:
        lines += ["", _plain(staffed_text(timeline.staffed, translate)), ""]
        lines += [_line(tuple(map(translate, STAFFED_HEADINGS))), _line(("---",) * len(STAFFED_HEADINGS))]
        lines += [_line(tuple(map(_plain, row))) for row in staffed_rows(timeline, translate)]
    return "\n".join([*lines, *_risk(timeline, occasion), ""]).encode()


def _risk(timeline: Timeline, occasion: Occasion) -> Iterator[str]:
    """Yield the table of recommended dates, where the project declares three points or buffers."""
    if timeline.risk is not None:
        yield from ("", _line(tuple(map(occasion.translate, HEADINGS))), _line(("---",) * len(HEADINGS)))
        yield from (_line(tuple(map(_plain, row))) for row in risk_cells(timeline, occasion.translate))


def _line(words: tuple[str, ...]) -> str:
    return f"| {' | '.join(words)} |"


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is written, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def write_all(timelines: Sequence[Timeline], occasion: Occasion) -> bytes:
    """Return the documents one after the other, a blank line between them."""
    return b"\n".join(write(timeline, occasion) for timeline in timelines)


WRITER = TimelineWriter("markdown", ".md", write, write_all)
