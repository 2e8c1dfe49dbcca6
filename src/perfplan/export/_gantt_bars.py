"""The marks of a Gantt chart: a stage's bar with its dates and float, and the legend that explains them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from perfplan.export._gantt import FONT, ROW, UNDER_WAY, Axis
from perfplan.export._gantt_words import buffer_tip, course_end, short, tip_of
from perfplan.export._svg import element, number, text, text_width, titled
from perfplan.export._timeline import Occasion
from perfplan.i18n import N_
from perfplan.model.sentence import Translate
from perfplan.schedule.timeline import ScheduledGroup, ScheduledStage, Timeline
from perfplan.tables.buffers import buffer_rows
from perfplan.tables.course import Course, courses
from perfplan.tables.timeline import GroupRow, Row
from perfplan.tables.timeline_facts import is_under_way

_BAR, _STRIP, _COURSE, _DIAMOND, _LEAST, _CLAMP = 15, 6, 10, 8, 2, 7
_SWATCH, _LINE = 34, 24
ENDED = N_("Stage that is done")
COURSE_MARKS = {
    "past": N_("Done so far"),
    "ahead": N_("Foreseen; (+2): two working days later than issued"),
    "over": N_("Later than the latest dates"),
}
"""What the parts of a second bar are called, in order; message ids."""
Mark = Callable[[float, float], str]


def row_height(timeline: Timeline) -> int:
    """Return how high a row is: higher where a second bar shows how a project under way goes on."""
    return ROW + UNDER_WAY if is_under_way(timeline) else ROW


def bar_marks(row: Row, axis: Axis, top: float, occasion: Occasion, *, on_chain: bool) -> Iterator[str]:
    """Yield one row's marks: the float strip, the bar, clamp or diamond with dates at its ends, and how it goes on."""
    found = row.scheduled
    tip = titled(tip_of(row, occasion))
    yield from _strip(found, axis, top + (ROW + UNDER_WAY if row.course else ROW) - _STRIP - 4, tip)
    if row.course is not None:
        milestone = row.duration is not None and not row.duration.days
        yield from _course(row.course, axis, top + _BAR + 9, tip, milestone=milestone)
    left, right = axis.x(found.latest_start), axis.x(found.latest_finish, end_of_day=True)
    kind = "stage ended" if row.course and row.course.done else _kind(found, on_chain=on_chain)
    middle = top + 5 + _BAR / 2
    if isinstance(row, GroupRow):
        yield _clamp(left, right, top + 5, tip)
        yield text(left - 4, middle + 4, short(found.latest_start), "date end")
    elif row.duration.days:
        yield _rect(left, top + 5, max(right - left, _LEAST), _BAR, kind, tip)
        yield text(left - 4, middle + 4, short(found.latest_start), "date end")
    else:
        yield _diamond(right, middle, kind, tip)
        right += _DIAMOND
    yield text(right + 4, middle + 4, short(found.latest_finish), "date")


def _kind(found: ScheduledStage | ScheduledGroup, *, on_chain: bool) -> str:
    return "critical" if found.critical else "stage chain" if on_chain else "stage"


def _course(course: Course, axis: Axis, top: float, tip: str, *, milestone: bool) -> Iterator[str]:
    """Yield the second bar: what happened, what is foreseen, and how much of both is later than planned."""
    left, right = axis.x(course.start), axis.x(course.finish, end_of_day=True)
    for kind, first, last in course.spans():
        if milestone:
            yield _diamond(right, top + _COURSE / 2, kind, tip, _COURSE / 2)
        else:
            begin, end = axis.x(first), axis.x(last, end_of_day=True)
            yield _rect(begin, top, max(end - begin, _LEAST), _COURSE, kind, tip)
    if not milestone:
        yield text(left - 4, top + _COURSE - 1, short(course.start), "date end")
    mark = "date late" if course.late_from else "date"
    yield text(right + (_COURSE if milestone else 4), top + _COURSE - 1, course_end(course), mark)


def _strip(found: ScheduledStage | ScheduledGroup, axis: Axis, top: float, tip: str) -> Iterator[str]:
    """Yield the float: from the earliest start to the latest finish; or, outlined, the earliest dates of a late one."""
    if found.total_float > 0:
        left, right = axis.x(found.earliest_start), axis.x(found.latest_finish, end_of_day=True)
        yield _rect(left, top, right - left, _STRIP, "float", tip)
    elif found.total_float < 0:
        left, right = axis.x(found.earliest_start), axis.x(found.earliest_finish, end_of_day=True)
        yield _rect(left, top, max(right - left, _LEAST), _STRIP, "behind", tip)


def buffer_band(timeline: Timeline, axis: Axis, top: float, bottom: float, t: Translate) -> Iterator[str]:
    """Yield the project's buffer over all rows, to lie below their bars; before the chart's edge it ends there."""
    for each in buffer_rows(timeline, t):
        if not each.stage and each.last >= axis.first:
            left, right = axis.x(max(each.first, axis.first)), axis.x(each.last, end_of_day=True)
            yield _rect(left, top, right - left, bottom - top, "buffer", titled(buffer_tip(timeline, each, t)))


def feeding_marks(timeline: Timeline, axis: Axis, tops: Mapping[str, float], t: Translate) -> Iterator[str]:
    """Yield the buffers after stages, each under its stage's bar; ``tops`` are the rows' upper edges, by stage."""
    for each in buffer_rows(timeline, t):
        if each.stage and each.last >= axis.first:
            left, right = axis.x(max(each.first, axis.first)), axis.x(each.last, end_of_day=True)
            top, tip = tops[each.stage] + row_height(timeline) - _STRIP - 4, titled(buffer_tip(timeline, each, t))
            yield _rect(left, top, max(right - left, _LEAST), _STRIP, "buffer", tip)


def _rect(left: float, top: float, width: float, height: float, class_: str, tip: str = "") -> str:
    return element("rect", tip, x=left, y=top, width=width, height=height, rx=2, class_=class_)


def _diamond(x: float, y: float, class_: str, tip: str = "", size: float = _DIAMOND) -> str:
    corners = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
    return element("polygon", tip, points=" ".join(f"{number(a)},{number(b)}" for a, b in corners), class_=class_)


def _clamp(left: float, right: float, top: float, tip: str = "") -> str:
    """Return a group's mark: a bar with both ends bent down around what it holds."""
    right = max(right, left + 2 * _CLAMP)
    corners = (
        *((left, top), (right, top), (right, top + _BAR), (right - _CLAMP, top + _CLAMP)),
        *((left + _CLAMP, top + _CLAMP), (left, top + _BAR)),
    )
    return element("polygon", tip, points=" ".join(f"{number(a)},{number(b)}" for a, b in corners), class_="group")


def legend(
    entries: Iterable[tuple[Mark, str]], translate: Translate, left: float, top: float, right: float
) -> tuple[list[str], float]:
    """Return the legend's marks, set in as many lines as it needs, and its height."""
    marks: list[str] = []
    x, y = left, top
    for draw, template in entries:
        words = translate(template)
        width = _SWATCH + 8 + text_width(words, FONT) + 26
        if x > left and x + width > right:
            x, y = left, y + _LINE
        marks += [draw(x, y), text(x + _SWATCH + 8, y + 13, words, "key")]
        x += width
    return marks, y - top + _LINE


def legend_entries(timeline: Timeline, *, holidays: bool, today: bool) -> Iterator[tuple[Mark, str]]:
    """Yield what the chart shows and its name; what does not occur is left out."""
    stages = timeline.stages
    chain = {each.stage.id for each in stages if not each.critical} & set(timeline.chain)
    if any(not each.critical for each in stages):
        yield _swatch("stage"), N_("Stage (latest dates)")
    if any(each.critical for each in stages):
        yield _swatch("critical"), N_("Critical: no day to lose")
    if chain:
        yield _swatch("stage chain"), N_("Longest chain")
    if timeline.groups:
        yield (lambda x, y: _clamp(x, x + _SWATCH, y)), N_("Group of stages")
    if any(not each.stage.duration.days for each in stages):
        yield (lambda x, y: _diamond(x + _SWATCH / 2, y + 8, "stage")), N_("Milestone")
    if any(each.total_float > 0 for each in stages):
        yield _swatch("float", _STRIP), N_("Float: from the earliest start to the latest finish")
    if any(each.total_float < 0 for each in stages):
        yield _swatch("behind", _STRIP), N_("Too late: earliest possible dates")
    yield from _buffer_entries(timeline)
    yield from _course_entries(courses(timeline))
    if holidays:
        yield _swatch("holiday"), N_("Four days off or more")
    yield _stroke("deadline"), N_("Deadline")
    if today:
        yield _stroke("today"), N_("Today")


def _course_entries(told: Sequence[Course]) -> Iterator[tuple[Mark, str]]:
    if any(course.done for course in told):
        yield _swatch("ended"), ENDED
    shown = marks_shown(told)
    yield from ((_swatch(mark, _COURSE), words) for mark, words in COURSE_MARKS.items() if mark in shown)


def marks_shown(told: Iterable[Course]) -> set[str]:
    """Return which parts of a second bar occur."""
    return {kind for course in told for kind, _, _ in course.spans()}


def _buffer_entries(timeline: Timeline) -> Iterator[tuple[Mark, str]]:
    if timeline.risk and timeline.risk.buffers:
        yield _swatch("buffer", _STRIP), N_("Buffer")


def _swatch(class_: str, height: int = _BAR) -> Mark:
    return lambda x, y: _rect(x, y + (16 - height) / 2, _SWATCH, height, class_)


def _stroke(class_: str) -> Mark:
    return lambda x, y: element("line", x1=x, y1=y + 8, x2=x + _SWATCH, y2=y + 8, class_=class_)
