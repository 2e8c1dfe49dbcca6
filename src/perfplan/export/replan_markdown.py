"""A re-planned year as Markdown: a table of all shares, then the months of each, for meetings and web pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from perfplan.export._replan import ReplanView, ReplanWriter
from perfplan.tables.replan import LEFT_ALONE, MONTHS, SUMMARY, left_alone_rows, month_rows, summary_row, title

_ACTIVE = re.compile(r"([\\`*_\[\]<>|#~])")


def write(view: ReplanView) -> str:
    """Return the document."""
    t = view.translate
    lines = [f"# {_inert(view.title)}", ""]
    known = [found for found in view.found if found.why is None]
    lines += _table([t(column) for column in SUMMARY], (summary_row(found, t) for found in known))
    lines += ["", *_table([t(column) for column in LEFT_ALONE], left_alone_rows(view.found, t))]
    for found in view.found:
        if found.months:
            lines += ["", f"## {_inert(title(found, t))}", ""]
            lines += _table([t(column) for column in MONTHS], month_rows(found, t))
    return "\n".join(lines) + "\n"


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(titles)
    yield _row("---" for _ in titles)
    for row in rows:
        yield _row(_inert(text) for text in row)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _inert(text: str) -> str:
    """Return text on one line in which no character marks anything up."""
    return _ACTIVE.sub(r"\\\1", " ".join(text.split()))


WRITER = ReplanWriter("markdown", write)
