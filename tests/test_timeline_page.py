"""The page of timelines: sound markup, complete, escaped, and nothing in it asks for anything outside."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace
from schedule_builders import group, known_project, known_rows, project, stage

from perfplan.export._timeline import Occasion
from perfplan.export.timeline_html import write, write_all
from perfplan.i18n import Translator
from perfplan.model.project import Project
from perfplan.schedule.reverse import schedule_project

VOID = {"meta", "input"}
NASTY = "</script><script>alert(1)</script> <b> & \" ' \x01"


class Page(HTMLParser):
    """Elements with their attributes and texts; fails where an element is not closed in turn."""

    def __init__(self, markup: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(markup.decode())
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def of_class(self, name: str) -> list[dict[str, str]]:
        return [found for _, found in self.elements if name in found.get("class", "").split()]

    def of_tag(self, name: str) -> list[dict[str, str]]:
        return [found for tag, found in self.elements if tag == name]


def occasion(today: date | None = None, lang: str = "en") -> Occasion:
    return Occasion(Translator(lang), today, "county-2025", date(2025, 2, 10), "County", lang)


def page(plan: Project, today: date | None = None, lang: str = "en") -> Page:
    return Page(write(schedule_project(plan), occasion(today, lang)))


def test_every_stage_is_a_row_with_its_dates_and_owner() -> None:
    found = page(known_project("p01"), date(2025, 11, 23))
    rows = [row for row in found.of_tag("tr") if "id" in row]
    assert [row["id"] for row in rows] == [f"p01/{row['stage']}" for row in known_rows()["p01"]]
    assert {row["data-owner"] for row in rows} == {"chen-yu"}
    ids = {row["id"] for row in rows}
    assert all(set(row["data-after"].split()) <= ids for row in rows)
    assert {each["datetime"] for each in found.of_tag("time")} >= {row["latest_start"] for row in known_rows()["p01"]}
    assert {"Deadline 2026-06-30", "Today 2025-11-23", "2025 Q4", "Jul"} <= set(found.texts)
    assert sum(row.get("class") == "critical" for row in rows) == 10
    assert len(found.of_class("float")) == 4 + 1  # and once in the legend


def test_bars_lie_where_their_dates_are() -> None:
    plan = project("2025-09-01", "2025-11-30", "a 30cd", "m 0cd a")
    found = page(plan)
    bar, milestone = found.of_class("bar")[:2]
    left, width = map(float, re.findall(r"[\d.]+(?=%)", bar["style"]))
    axis = (date(2026, 1, 1) - date(2025, 8, 1)).days  # a month before and after, for the dates beside the bars
    assert left == pytest.approx((date(2025, 11, 1) - date(2025, 8, 1)).days / axis * 100, abs=0.01)
    assert width == pytest.approx(30 / axis * 100, abs=0.01)
    assert "milestone" in milestone["class"]
    assert re.findall(r"[\d.]+(?=%)", milestone["style"]) == [f"{left + width:.2f}".rstrip("0")]


def test_a_group_is_a_row_with_a_bar_around_what_it_holds() -> None:
    found = page(project("2025-09-01", "2025-12-31", "a 3wd", group("civil a", "c 4wd", "d 2wd c"), "f 0wd civil"))
    rows = [row for row in found.of_tag("tr") if "id" in row]
    assert [row["id"] for row in rows] == ["p/a", "p/civil", "p/c", "p/d", "p/f"]
    assert (rows[1]["class"], rows[1]["data-after"], rows[4]["data-after"]) == ("group", "p/a", "p/civil")
    assert len(found.of_class("summary")) == 1 + 1  # and once in the legend
    assert {"CIVIL", "· C", "Group of stages"} <= set(found.texts)


def test_a_late_stage_shows_its_earliest_dates() -> None:
    found = page(replace(known_project("p01"), deadline=date(2026, 6, 11)))
    assert len(found.of_class("behind")) == 12 + 1
    assert len(found.of_class("late")) == 1


def test_nothing_is_asked_for_outside_and_only_the_own_script_runs() -> None:
    markup = write(schedule_project(known_project("p01")), occasion()).decode()
    assert not re.search(r"https?:|//[a-z]|url\(|@import|src=|onclick", markup.replace("//name", ""))
    assert re.search(r"default-src &#x27;none&#x27;; style-src &#x27;unsafe-inline&#x27;; script-src", markup)


def test_text_is_never_markup() -> None:
    plan = project("2025-09-01", "2025-09-30", replace(stage("a 3wd"), name=NASTY), "b 1wd a", name=NASTY)
    found = page(plan)
    assert len(found.of_tag("script")) == 1
    assert found.texts.count(NASTY.replace("\x01", "")) == 5  # title, heading, stage, and twice what b waits for


@pytest.mark.parametrize(("lang", "word"), [("en", "Stage"), ("zh", "环节")])
def test_the_page_is_in_the_readers_language(lang: str, word: str) -> None:
    found = page(known_project("p01"), lang=lang)
    assert found.of_tag("html") == [{"lang": lang}]
    assert word in found.texts


def test_several_projects_are_sections_of_one_page() -> None:
    timelines = [schedule_project(known_project(name)) for name in ("p01", "p02", "p03")]
    found = Page(write_all(timelines, occasion()))
    assert [each["id"] for each in found.of_tag("section")] == ["p01", "p02", "p03"]
    assert [each["href"] for each in found.of_tag("a")] == ["#p01", "#p02", "#p03"]
    assert found.texts.count("County") == 2
    ids = [each["id"] for _, each in found.elements if "id" in each]
    assert len(set(ids)) == len(ids)


def test_what_is_chosen_is_what_the_stages_have() -> None:
    found = page(known_project("p01"))
    assert [each["value"] for each in found.of_tag("option")] == ["", "chen-yu"]
    assert "hidden" in found.of_class("tools")[0]  # the script shows it
