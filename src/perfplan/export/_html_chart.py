"""The table of one project on the page: a row a stage, and in its last cell the bars on the project's time axis.

Places are percentages of the axis, so the drawing takes whatever width there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from perfplan.export import _gantt as gantt
from perfplan.export._gantt import Axis, BandCell
from perfplan.export._gantt_words import buffer_tip, course_end, more_of, short, tip_of
from perfplan.export._markup import Markup, joined, tag
from perfplan.export._timeline import Occasion
from perfplan.i18n import N_
from perfplan.schedule.timeline import ScheduledGroup, ScheduledStage, Timeline
from perfplan.tables.buffers import buffer_rows
from perfplan.tables.course import Course
from perfplan.tables.timeline import (
    GroupRow,
    Row,
    begin_on,
    cells,
    headings,
    indented,
    outline,
    owner_of,
)

LEAST_WIDTH = 700
"""Px that the axis has at least, on paper too; words of its bands are chosen to fit then."""
COLUMNS = (N_("No."), N_("Stage"), N_("Owner"), N_("Duration"), N_("Float"))


class Chart(Struct, frozen=True):
    """A project on its axis, and for whom it is drawn."""

    timeline: Timeline
    occasion: Occasion
    axis: Axis
    rows: tuple[Row, ...]

    @property
    def today(self) -> date | None:
        """The day to mark, if it is on the axis."""
        day = self.occasion.today
        return day if day is not None and self.axis.first <= day < self.axis.end else None

    @property
    def advised(self) -> bool:
        """Whether days to begin on are recommended."""
        return any(begin_on(row) for row in self.rows)

    def holidays(self) -> list[tuple[date, date]]:
        """Return the long runs of days off."""
        return list(gantt.long_holidays(self.axis, self.timeline.project.calendar))


def chart_of(timeline: Timeline, occasion: Occasion) -> Chart:
    """Return the chart of a project."""
    axis = gantt.axis_for(timeline, occasion.today, 0, LEAST_WIDTH)
    return Chart(timeline, occasion, axis, outline(timeline, occasion.today))


def table(chart: Chart) -> Markup:
    """Return the table; its head is repeated on every printed page."""
    translate, project = chart.occasion.translate, chart.timeline.project
    caption = translate("Reverse schedule of {project}", project=project.name)
    advised = ("Begin on",) if chart.advised else ()
    titles = [tag("th", translate(title), scope="col") for title in (*COLUMNS, *advised)]
    over = tag("th", _bands(chart), _tags(chart), class_="chart", scope="col", aria_label=translate("Time"))
    return tag(
        "table",
        tag("caption", caption, class_="unseen"),
        tag("thead", tag("tr", titles, over)),
        tag("tbody", [_row(chart, number, row) for number, row in enumerate(chart.rows, start=1)]),
        style=f"--ground:{_ground(chart)}",
    )


def _row(chart: Chart, number: int, row: Row) -> Markup:
    said, project = cells(row, chart.occasion.translate), chart.timeline.project
    each = row.scheduled.group if isinstance(row, GroupRow) else row.scheduled.stage
    owner = owner_of(chart.timeline, each)
    kinds = (
        "group" if isinstance(row, GroupRow) else "",
        "critical" if row.scheduled.critical else "",
        "ended" if row.course and row.course.done else "",
    )
    return tag(
        "tr",
        tag("td", str(number), class_="number"),
        tag("th", _details(chart, row), scope="row"),
        tag("td", row.owner, class_="who"),
        tag("td", said[2], class_="days"),
        tag("td", said[8], class_="days"),
        *([tag("td", begin_on(row), class_="days")] if chart.advised else ()),
        tag("td", _lines(chart), _lane(chart, row), class_="chart"),
        id=f"{project.id}/{each.id}",
        class_=" ".join(filter(None, kinds)),
        data_owner=owner.id if owner else "",
        data_after=" ".join(f"{project.id}/{link.stage}" for link in each.links),
    )


def _details(chart: Chart, row: Row) -> Markup:
    """Return the stage's name, which opens to everything there is to say of it."""
    translate = chart.occasion.translate
    said = list(zip(headings(chart.rows), cells(row, translate), strict=True))[3:]
    said += more_of(row, translate)
    listed = [joined(tag("dt", translate(label)), tag("dd", value)) for label, value in said if value]
    return tag("details", tag("summary", indented(row)), tag("dl", listed))


def _bands(chart: Chart) -> Markup:
    upper, lower = gantt.bands(chart.axis, chart.occasion.translate)
    cells = [*(_band(chart, each, "upper") for each in upper), *(_band(chart, each, "lower") for each in lower)]
    return tag("div", cells, class_="bands", aria_hidden="true")


def _band(chart: Chart, cell: BandCell, class_: str) -> Markup:
    return tag("span", cell.words, class_=class_, style=_span(chart.axis, cell.left, cell.right))


def _tags(chart: Chart) -> Markup:
    """Return the words above the lines of the deadline and of today, turned inwards at the edges."""
    translate, deadline = chart.occasion.translate, chart.timeline.project.deadline
    marks = [(chart.axis.x(deadline, end_of_day=True), "deadline", translate("Deadline {date}", date=str(deadline)))]
    if chart.today is not None:
        marks.append((_middle(chart.axis, chart.today), "today", translate("Today {date}", date=str(chart.today))))
    return tag("div", [_tag_at(chart.axis, *mark) for mark in marks], class_="tags")


def _tag_at(axis: Axis, x: float, class_: str, words: str) -> Markup:
    side = "first" if x < axis.width * 0.1 else "last" if x > axis.width * 0.9 else ""
    return tag("span", words, class_=f"{class_} {side}".strip(), style=f"left:{_percent(axis, x)}")


def _lane(chart: Chart, row: Row) -> Markup:
    found, axis = row.scheduled, chart.axis
    left, right = axis.x(found.latest_start), axis.x(found.latest_finish, end_of_day=True)
    group = isinstance(row, GroupRow)
    milestone = row.duration is not None and not row.duration.days
    kind = "" if isinstance(row, GroupRow) else _kind(chart, row.scheduled)
    bar = f"left:{_percent(axis, right)}" if milestone else _span(axis, left, right)
    marks = [
        *_strip(found, axis),
        *(_course(row.course, axis, milestone=milestone) if row.course else ()),
        *([] if isinstance(row, GroupRow) else _buffers(chart, row.scheduled.stage.id)),
        tag("i", class_="bar milestone" if milestone else "bar summary" if group else "bar", style=bar),
        *([] if milestone else [_date(axis, left, found.latest_start, "from")]),
        _date(axis, right, found.latest_finish, "to"),
    ]
    classes = ("lane", kind, "under-way" if row.course else "", "ended" if row.course and row.course.done else "")
    return tag("div", marks, class_=" ".join(filter(None, classes)), title=tip_of(row, chart.occasion))


def _kind(chart: Chart, found: ScheduledStage) -> str:
    return "critical" if found.critical else "chain" if found.stage.id in chart.timeline.chain else ""


def _date(axis: Axis, x: float, day: date, class_: str) -> Markup:
    return _moment(axis, x, day, short(day), class_)


def _moment(axis: Axis, x: float, day: date, words: str, class_: str) -> Markup:
    return tag("time", words, class_=class_, datetime=str(day), style=f"left:{_percent(axis, x)}")


def _course(course: Course, axis: Axis, *, milestone: bool) -> Iterator[Markup]:
    """Yield the second bar: what happened, what is foreseen, and how much of both is later than planned."""
    left, right = axis.x(course.start), axis.x(course.finish, end_of_day=True)
    for kind, first, last in course.spans():
        if milestone:
            yield tag("i", class_=f"course point {kind}", style=f"left:{_percent(axis, right)}")
        else:
            span = _span(axis, axis.x(first), axis.x(last, end_of_day=True))
            yield tag("i", class_=f"course {kind}", style=span)
    if not milestone:
        yield _moment(axis, left, course.start, short(course.start), "from second")
    late = " late" if course.late_from else ""
    yield _moment(axis, right, course.finish, course_end(course), f"to second{late}")


def _strip(found: ScheduledStage | ScheduledGroup, axis: Axis) -> Iterator[Markup]:
    """Yield the float, from the earliest start to the latest finish; or the earliest dates of a late stage."""
    left = axis.x(found.earliest_start)
    if found.total_float > 0:
        yield tag("i", class_="float", style=_span(axis, left, axis.x(found.latest_finish, end_of_day=True)))
    elif found.total_float < 0:
        yield tag("i", class_="behind", style=_span(axis, left, axis.x(found.earliest_finish, end_of_day=True)))


def _buffers(chart: Chart, stage: str) -> Iterator[Markup]:
    """Yield the buffer after a stage, or with an empty id the project's over all rows, as far as it is on the chart."""
    axis, translate = chart.axis, chart.occasion.translate
    for each in buffer_rows(chart.timeline, translate):
        if each.stage == stage and each.last >= axis.first:
            left, right = axis.x(max(each.first, axis.first)), axis.x(each.last, end_of_day=True)
            kind, tip = "buffer" if stage else "line buffer", buffer_tip(chart.timeline, each, translate)
            yield tag("i", class_=kind, style=_span(axis, left, right), title=tip)


def _lines(chart: Chart) -> Iterator[Markup]:
    yield from _buffers(chart, "")
    x = chart.axis.x(chart.timeline.project.deadline, end_of_day=True)
    yield tag("i", class_="line deadline", style=f"left:{_percent(chart.axis, x)}")
    if chart.today is not None:
        x = _middle(chart.axis, chart.today)
        yield tag("i", class_="line today", style=f"left:{_percent(chart.axis, x)}")


def _ground(chart: Chart) -> str:
    """Return what lies under every row: long holidays over every second month, as hard-edged gradients."""
    axis = chart.axis
    holidays = [(axis.x(first), axis.x(last, end_of_day=True)) for first, last in chart.holidays()]
    layers = (_layer(axis, holidays, "--holiday"), _layer(axis, list(gantt.month_stripes(axis)), "--stripe"))
    return ",".join(layer for layer in layers if layer) or "none"


def _layer(axis: Axis, spans: list[tuple[float, float]], colour: str) -> str:
    stops = [
        f"transparent {_percent(axis, left)},var({colour}) {_percent(axis, left)} {_percent(axis, right)},"
        f"transparent {_percent(axis, right)}"
        for left, right in spans
    ]
    return f"linear-gradient(to right,{','.join(stops)})" if stops else ""


def _middle(axis: Axis, day: date) -> float:
    return (axis.x(day) + axis.x(day, end_of_day=True)) / 2


def _span(axis: Axis, left: float, right: float) -> str:
    return f"left:{_percent(axis, left)};width:{_percent(axis, axis.left + right - left)}"


def _percent(axis: Axis, x: float) -> str:
    return f"{(x - axis.left) / axis.width * 100:.2f}".rstrip("0").rstrip(".") + "%"
