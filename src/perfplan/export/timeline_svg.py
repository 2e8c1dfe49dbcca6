"""A timeline as a wall chart (挂图作战): a Gantt chart in SVG, for the screen and for A3 landscape print.

Bars are the reverse schedule (latest dates); a thin strip from the earliest start to the latest finish shows the float;
stages on the critical chain differ in colour, hatching and outline, so that a black-and-white print tells them apart.
Self-contained: no scripts, no outside fonts, all text escaped; label columns grow with their words, nothing is cut.

Example::

    <svg xmlns="http://www.w3.org/2000/svg" width="1600" height="640" viewBox="0 0 1600 640" ...>
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from perfplan.export import _gantt as gantt
from perfplan.export._gantt import BAND, FONT, GAP, GUTTER, MARGIN, SMALL, Axis, BandCell
from perfplan.export._gantt_bars import Mark, bar_marks, buffer_band, feeding_marks, legend, legend_entries, row_height
from perfplan.export._svg import element, number, safe, text, text_width, wrapped
from perfplan.export._timeline import Occasion, TimelineWriter
from perfplan.model.sentence import Translate
from perfplan.schedule.timeline import Timeline
from perfplan.schedule.why import duration_text
from perfplan.tables.timeline import Row, TimelineRow, begin_on, indented, outline
from perfplan.tables.timeline_facts import REASONS, facts, fits, labelled

_FAMILY = '"Noto Sans CJK SC","Microsoft YaHei","PingFang SC","Source Han Sans SC",sans-serif'
_STYLE = f"""
text{{font-family:{_FAMILY};font-size:{FONT}px;fill:#1f2933}}
.title{{font-size:24px;font-weight:bold}}.fact{{font-size:13px;fill:#52606d}}.late{{fill:#a61b1b;font-weight:bold}}
.head,.mid,.headmid{{font-weight:bold}}.mid,.headmid{{text-anchor:middle}}.mid{{font-weight:normal}}
.date{{font-size:{SMALL}px;paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}}.end{{text-anchor:end}}
.tag{{font-size:12px;font-weight:bold;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:3px}}
.stage{{fill:#5b8db8;stroke:#2b5678}}.critical{{fill:url(#hatch);stroke:#7a1710;stroke-width:2}}
.chain{{stroke:#12304a;stroke-width:2.2}}.float{{fill:#c3d3e2;stroke:#8aa4bd;stroke-width:.7}}
.buffer{{fill:#0b7a53;fill-opacity:.28;stroke:#0b7a53;stroke-dasharray:2 2}}
.ended{{fill:#dde5ec;stroke:#8aa4bd}}.past{{fill:#2f6b4f;stroke:#1d4733}}.ahead{{fill:#fff;stroke:#2f6b4f;stroke-width:1.6}}
.over{{fill:url(#over);stroke:#a61b1b;stroke-width:1.4}}
.behind{{fill:#fff;stroke:#a61b1b;stroke-dasharray:4 2}}.stripe{{fill:#f5f7fa}}.holiday{{fill:#f6e7c8}}
.group{{fill:#1f2933}}.band{{fill:#e4e9ef;stroke:#b8c4d0;stroke-width:.8}}.rule{{stroke:#d5dce4;stroke-width:.8}}.frame{{fill:none;stroke:#9aa8b6}}
.deadline{{stroke:#a61b1b;stroke-width:2.5}}.today{{stroke:#0b7a53;stroke-width:2;stroke-dasharray:7 4}}
.now{{fill:#0b7a53}}
"""
_HATCH = (
    '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" fill="#d64535"/><rect width="2.4" height="7" fill="#fff"/></pattern>'
    '<pattern id="over" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<rect width="2.4" height="5" fill="#a61b1b"/></pattern></defs>'
)


class Sheet(Struct, frozen=True):
    """What is drawn and where: ``columns`` are the left edges of the label columns, ``top`` is above the bands."""

    timeline: Timeline
    occasion: Occasion
    rows: tuple[Row, ...]
    labels: tuple[tuple[str, ...], ...]
    columns: tuple[float, ...]
    axis: Axis
    holidays: tuple[tuple[date, date], ...]
    head: tuple[tuple[str, str], ...]
    top: float

    @property
    def row(self) -> int:
        """How high a row is."""
        return row_height(self.timeline)

    @property
    def body(self) -> float:
        """Where the first row begins."""
        return self.top + 2 * BAND + GUTTER

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.body + self.row * len(self.rows)


def write(timeline: Timeline, occasion: Occasion) -> bytes:
    """Return the drawing in UTF-8."""
    sheet = _sheet(timeline, occasion)
    key, key_height = legend(_entries(sheet), occasion.translate, MARGIN, sheet.bottom + 26, sheet.axis.right)
    width, height = sheet.axis.right + MARGIN, sheet.bottom + 26 + key_height + MARGIN
    parts = (_head(sheet), _ground(sheet), _bands(sheet), _table(sheet), _lines(sheet), _bars(sheet), key)
    content = "\n".join(part for group in parts for part in group)
    box = f"0 0 {number(width)} {number(height)}"
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}" height="{number(height)}" viewBox="{box}"'
        f' role="img">'
    )
    title = f"<title>{safe(timeline.project.name)}</title>"
    paper = element("rect", width=width, height=height, fill="#fff")
    return f"{opening}\n{title}\n<style>{safe(_STYLE)}</style>\n{_HATCH}\n{paper}\n{content}\n</svg>\n".encode()


def _sheet(timeline: Timeline, occasion: Occasion) -> Sheet:
    translate = occasion.translate
    table = outline(timeline, occasion.today)
    titles, labels = _labels(table, translate)
    widths = gantt.column_widths(titles, labels)
    columns = tuple(MARGIN + sum(widths[:place]) for place in range(len(widths) + 1))
    plot = max(gantt.SHEET_WIDTH - MARGIN - columns[-1], gantt.LEAST_PLOT)
    axis = gantt.axis_for(timeline, occasion.today, columns[-1], plot)
    head = tuple(_head_lines(timeline, occasion, axis.right - MARGIN))
    return Sheet(
        timeline=timeline,
        occasion=occasion,
        rows=table,
        labels=(titles, *labels),
        columns=columns,
        axis=axis,
        holidays=tuple(gantt.long_holidays(axis, timeline.project.calendar)),
        head=head,
        top=MARGIN + 34 + 20 * len(head),
    )


def _labels(table: tuple[Row, ...], translate: Translate) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the titles of the columns beside the chart and their rows; with the day to begin on, if there is one."""
    advised = any(begin_on(row) for row in table)
    titles = ("No.", "Stage", "Owner", "Duration", *(("Begin on",) if advised else ()))
    labels = (
        (
            *(
                str(place),
                indented(row),
                row.owner,
                duration_text(row.duration).told(translate) if row.duration else "",
            ),
            *((begin_on(row),) if advised else ()),
        )
        for place, row in enumerate(table, start=1)
    )
    return tuple(map(translate, titles)), tuple(labels)


def _head_lines(timeline: Timeline, occasion: Occasion, width: float) -> Iterator[tuple[str, str]]:
    """Yield (words, class) for the lines under the title: the facts in one paragraph, every reason in its own."""
    said = facts(timeline, occasion.today, occasion.translate)
    others = [labelled(label, value, occasion.translate) for label, value in said if label not in REASONS]
    for line in wrapped(" · ".join(others), 13, width):
        yield line, "fact"
    for reason in (labelled(label, value, occasion.translate) for label, value in said if label in REASONS):
        for line in wrapped(reason, 13, width):
            yield line, "fact" if fits(timeline) else "fact late"


def _entries(sheet: Sheet) -> Iterator[tuple[Mark, str]]:
    return legend_entries(sheet.timeline, holidays=bool(sheet.holidays), today=_shows_today(sheet))


def _shows_today(sheet: Sheet) -> bool:
    return sheet.occasion.today is not None and sheet.axis.first <= sheet.occasion.today < sheet.axis.end


def _head(sheet: Sheet) -> Iterator[str]:
    yield text(MARGIN, MARGIN + 20, sheet.timeline.project.name, "title")
    for place, (words, class_) in enumerate(sheet.head):
        yield text(MARGIN, MARGIN + 44 + 20 * place, words, class_)


def _ground(sheet: Sheet) -> Iterator[str]:
    top, height = sheet.top + 2 * BAND, sheet.bottom - sheet.top - 2 * BAND
    for left, right in gantt.month_stripes(sheet.axis):
        yield element("rect", x=left, y=top, width=right - left, height=height, class_="stripe")
    for first, last in sheet.holidays:
        left, right = sheet.axis.x(first), sheet.axis.x(last, end_of_day=True)
        yield element("rect", x=left, y=top, width=right - left, height=height, class_="holiday")
    yield from buffer_band(sheet.timeline, sheet.axis, sheet.body, sheet.bottom, sheet.occasion.translate)


def _bands(sheet: Sheet) -> Iterator[str]:
    upper, lower = gantt.bands(sheet.axis, sheet.occasion.translate)
    yield from _band(upper, sheet.top, "headmid")
    yield from _band(lower, sheet.top + BAND, "mid")


def _band(cells: tuple[BandCell, ...], top: float, class_: str) -> Iterator[str]:
    for cell in cells:
        yield element("rect", x=cell.left, y=top, width=cell.right - cell.left, height=BAND, class_="band")
        if cell.words:
            yield text((cell.left + cell.right) / 2, top + BAND - 7, cell.words, class_)


def _table(sheet: Sheet) -> Iterator[str]:
    head = 2 * BAND
    width = sheet.axis.left - MARGIN
    yield element("rect", x=MARGIN, y=sheet.top, width=width, height=head, class_="band")
    titles, *labels = sheet.labels
    for left, words in zip(sheet.columns, titles, strict=False):
        yield text(left + GAP / 2, sheet.top + head / 2 + 5, words, "head")
    for place, cells in enumerate(labels):
        base = sheet.body + sheet.row * place
        yield element("line", x1=MARGIN, y1=base, x2=sheet.axis.right, y2=base, class_="rule")
        class_ = "head" if sheet.rows[place].scheduled.critical else "cell"
        for left, words in zip(sheet.columns, cells, strict=False):
            yield text(left + GAP / 2, base + sheet.row / 2 + 5, words, class_)


def _lines(sheet: Sheet) -> Iterator[str]:
    frame = {"x": MARGIN, "y": sheet.top, "width": sheet.axis.right - MARGIN, "height": sheet.bottom - sheet.top}
    yield element("rect", class_="frame", **frame)
    left = sheet.axis.left
    yield element("line", x1=left, y1=sheet.top, x2=left, y2=sheet.bottom, class_="frame")
    translate, today, deadline = sheet.occasion.translate, sheet.occasion.today, sheet.timeline.project.deadline
    words = translate("Deadline {date}", date=deadline.isoformat())
    yield from _upright(sheet, sheet.axis.x(deadline, end_of_day=True), words, "deadline", "tag late", GUTTER - 5)
    if today is not None and _shows_today(sheet):
        middle = (sheet.axis.x(today) + sheet.axis.x(today, end_of_day=True)) / 2
        yield from _upright(sheet, middle, translate("Today {date}", date=today.isoformat()), "today", "tag now", 13)


def _upright(sheet: Sheet, x: float, words: str, line: str, class_: str, drop: float) -> Iterator[str]:
    """Yield a line over all rows and its words above it, shifted where they would leave the chart."""
    top = sheet.top + 2 * BAND
    half = text_width(words, 12) / 2 + 2
    yield element("line", x1=x, y1=top + drop + 4, x2=x, y2=sheet.bottom, class_=line)
    yield text(min(max(x, sheet.axis.left + half), sheet.axis.right - half), top + drop, words, class_)


def _bars(sheet: Sheet) -> Iterator[str]:
    tops = {
        row.scheduled.stage.id: sheet.body + sheet.row * place
        for place, row in enumerate(sheet.rows)
        if isinstance(row, TimelineRow)
    }
    chain = frozenset(sheet.timeline.chain)
    for place, row in enumerate(sheet.rows):
        on_chain = isinstance(row, TimelineRow) and row.scheduled.stage.id in chain
        yield from bar_marks(row, sheet.axis, sheet.body + sheet.row * place, sheet.occasion, on_chain=on_chain)
    yield from feeding_marks(sheet.timeline, sheet.axis, tops, sheet.occasion.translate)


WRITER = TimelineWriter("svg", ".svg", write)
