"""A re-planned year for the terminal: a line for each target; for one target, its months and its units' as well."""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.export._replan import ReplanView, ReplanWriter
from perfplan.tables.aligned import aligned
from perfplan.tables.replan import (
    LEFT_ALONE,
    MONTHS,
    SUMMARY,
    UNIT,
    answer_text,
    left_alone_rows,
    month_rows,
    summary_row,
    title,
)
from perfplan.text import fold
from perfplan.track.replanned import Replanned


def write(view: ReplanView) -> str:
    """Return the document."""
    t = view.translate
    lines = [view.paint(line, "bold") for line in fold(view.title, view.columns)]
    shown = [found for found in view.found if view.whole or found.unit is None]
    titles = [t(column) for column in SUMMARY]
    rows = [list(summary_row(found, t)) for found in shown if found.why is None]
    if not view.whole:
        for row in (titles, *rows):
            del row[UNIT]
    if rows:
        lines += aligned(titles, rows, view.columns, [str] * len(rows))
    for found in shown if view.whole else ():
        if found.months:
            lines += ["", *_months(found, view)]
    left = left_alone_rows(shown, t)
    if left:
        lines += ["", *aligned([t(column) for column in LEFT_ALONE], left, view.columns, [str] * len(left))]
    return "\n".join(lines) + "\n"


def _months(found: Replanned, view: ReplanView) -> Iterator[str]:
    t = view.translate
    yield from (view.paint(line, "bold") for line in fold(title(found, t), view.columns))
    rows = month_rows(found, t)
    yield from aligned([t(column) for column in MONTHS], rows, view.columns, [str] * len(rows))
    yield from fold(t("can the year be made? {answer}", answer=answer_text(found, t)), view.columns)


WRITER = ReplanWriter("text", write)
