"""Timelines as one web page that stands alone (挂图作战): for the screen, and for printing on A3 landscape.

A project is a table with a row a stage and its bars in the last column, so that rows can be read aloud, found, filtered
by owner, and parted between printed pages, each of which repeats the head. Projects begin on pages of their own.
Nothing is fetched: style and script are in the page, and its security policy forbids everything else. Without scripts
all is there but the filter.

Example::

    <section class="project" id="p01"><h2>标准厂房二期</h2>...
    <tr id="p01/tender" data-owner="chen-yu" data-after="p01/land">...<td class="chart">...
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.resources import files

from perfplan.export._gantt_bars import COURSE_MARKS, ENDED, marks_shown
from perfplan.export._html_chart import Chart, chart_of, table
from perfplan.export._markup import Markup, joined, tag
from perfplan.export._timeline import Kept, Occasion, TimelineWriter
from perfplan.i18n import N_
from perfplan.schedule.timeline import Timeline
from perfplan.tables.course import courses
from perfplan.tables.timeline import owner_of
from perfplan.tables.timeline_facts import REASONS, facts, fits, labelled

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
_ROWS_OF_A_WALL_CHART = 20
"""Stages that fit on one A3 page in large print; more are printed smaller."""


def write(timeline: Timeline, occasion: Occasion) -> bytes:
    """Return the page of one project."""
    return write_all([timeline], occasion)


def write_all(timelines: Sequence[Timeline], occasion: Occasion) -> bytes:
    """Return one page of all projects."""
    title = timelines[0].project.name if len(timelines) == 1 else occasion.plan_name or occasion.plan_id
    heading = [tag("h1", title), _list(timelines)] if len(timelines) > 1 else []
    charts = [chart_of(timeline, occasion) for timeline in timelines]
    body = tag("body", heading, _tools(timelines, occasion), tag("main", map(_project, charts)), _script())
    page = tag("html", _head(title), body, lang=occasion.language)
    return f"<!doctype html>\n{page}\n".encode()


def _head(title: str) -> Markup:
    digest = b64encode(sha256(_asset("timeline.js").encode()).digest()).decode()
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY.format(digest=digest)),
        tag("meta", name="viewport", content="width=device-width"),
        tag("title", title),
        tag("style", Markup(_asset("timeline.css"))),
    )


def _script() -> Markup:
    return tag("script", Markup(_asset("timeline.js")))


def _asset(name: str) -> str:
    return files("perfplan.export").joinpath("assets", name).read_text(encoding="utf-8")


def _list(timelines: Sequence[Timeline]) -> Markup:
    links = (tag("a", each.project.name, href=f"#{each.project.id}") for each in timelines)
    return tag("ul", [tag("li", link) for link in links], class_="projects")


def _tools(timelines: Sequence[Timeline], occasion: Occasion) -> Markup:
    """Return what chooses rows; the script shows it, so that nobody finds a switch that does nothing."""
    translate = occasion.translate
    people = {who.id: who.name for line in timelines for each in line.stages if (who := owner_of(line, each.stage))}
    choices = [tag("option", translate("everybody"), value="")]
    choices += [tag("option", name, value=id_) for id_, name in sorted(people.items(), key=lambda each: each[::-1])]
    return tag(
        "div",
        tag("label", translate("Owner"), " ", tag("select", choices, id="owner")),
        tag("label", tag("input", type="checkbox", id="critical"), " ", translate("critical stages only")),
        tag("output", id="shown", aria_live="polite"),
        tag("button", translate("Print"), type="button", id="print"),
        class_="tools",
        hidden=True,
    )


def _project(chart: Chart) -> Markup:
    project, translate = chart.timeline.project, chart.occasion.translate
    said = facts(chart.timeline, chart.occasion.today, translate)
    listed = [
        tag("div", tag("dt", translate(label)), tag("dd", value)) for label, value in said if label not in REASONS
    ]
    reasons = [labelled(label, value, translate) for label, value in said if label in REASONS]
    return tag(
        "section",
        tag("h2", project.name, id=f"{project.id}//name"),
        tag("dl", listed, class_="facts"),
        [tag("p", reason, class_="why" if fits(chart.timeline) else "why late") for reason in reasons],
        tag("div", table(chart), class_="wide", tabindex="0", role="region", aria_labelledby=f"{project.id}//name"),
        tag("ul", _legend(chart), class_="legend", aria_label=translate("Legend")),
        class_="project many" if len(chart.rows) > _ROWS_OF_A_WALL_CHART else "project",
        id=project.id,
    )


def _legend(chart: Chart) -> Iterator[Markup]:
    """Yield the marks that occur, each with its name."""
    stages, chain = chart.timeline.stages, chart.timeline.chain
    shown = (
        (any(not each.critical for each in stages), "", "bar", N_("Stage (latest dates)")),
        (any(each.critical for each in stages), "critical", "bar", N_("Critical: no day to lose")),
        (any(each.stage.id in chain and not each.critical for each in stages), "chain", "bar", N_("Longest chain")),
        (bool(chart.timeline.groups), "", "bar summary", N_("Group of stages")),
        (any(not each.stage.duration.days for each in stages), "", "bar milestone", N_("Milestone")),
        (
            any(each.total_float > 0 for each in stages),
            "",
            "float",
            N_("Float: from the earliest start to the latest finish"),
        ),
        (any(each.total_float < 0 for each in stages), "", "behind", N_("Too late: earliest possible dates")),
        (chart.timeline.risk is not None and chart.timeline.risk.buffers is not None, "", "buffer", N_("Buffer")),
        *_course_marks(chart),
        (bool(chart.holidays()), "", "holiday", N_("Four days off or more")),
        (True, "", "line deadline", N_("Deadline")),
        (chart.today is not None, "", "line today", N_("Today")),
    )
    for occurs, around, mark, words in shown:
        if occurs:
            swatch = tag("i", tag("b", class_=mark), class_=around, aria_hidden="true")
            yield tag("li", swatch, joined(chart.occasion.translate(words)))


def _course_marks(chart: Chart) -> Iterator[tuple[bool, str, str, str]]:
    """Yield the marks of a project under way."""
    told = courses(chart.timeline)
    shown = marks_shown(told)
    yield any(course.done for course in told), "ended", "bar", ENDED
    yield from ((mark in shown, "", f"course {mark}", words) for mark, words in COURSE_MARKS.items())


WRITER = TimelineWriter("html", ".html", write, write_all, Kept.TOGETHER)
