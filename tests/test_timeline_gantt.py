"""The Gantt chart in the terminal: it fits, cuts nothing, and says the same without colour and without Unicode."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from schedule_builders import group, known_project, project, stage

from perfplan.cli.console import Console
from perfplan.cli.gantt_drawing import draw_gantt
from perfplan.i18n import Translator
from perfplan.model.project import Project
from perfplan.schedule.reverse import schedule_project
from perfplan.text import width

TODAY = date(2025, 10, 10)


def drawn(plan: Project, columns: int, *, blocks: bool = True, colour: bool = False, lang: str = "zh") -> list[str]:
    console = Console(io.StringIO(), columns, colour, terminal=colour)
    return list(draw_gantt(schedule_project(plan), TODAY, Translator(lang), console, blocks=blocks))


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_fits_and_names_every_stage_whole(columns: int, lang: str) -> None:
    plan = known_project("p01")
    lines = drawn(plan, columns, lang=lang)
    assert max(map(width, lines)) <= columns
    names = "".join(re.split(r"[█▒·◆│┊ ]", line)[0] for line in lines)
    assert all(each.name in names for each in plan.stages)


def test_a_row_has_a_bar_on_its_days_and_float_before_it() -> None:
    row = next(line for line in drawn(known_project("p01"), 80) if line.startswith("环评报告表批复"))
    chart = row[row.index("复") + 1 :]
    assert re.fullmatch(r" +·+▒+ +│  09-27 10-26", chart)
    assert 7 <= chart.count("·") <= 9  # 07-21 to 09-26 at some 7.5 days a cell
    assert 4 <= chart.count("▒") <= 6


def test_critical_stages_differ_in_sign_and_in_colour() -> None:
    plain, coloured = drawn(known_project("p01"), 80), drawn(known_project("p01"), 80, colour=True)
    bars = [line for line in plain if re.search(r"\d\d-\d\d \d\d-\d\d$", line)]
    assert [("█" in line, "▒" in line) for line in bars].count((True, False)) == 10
    assert "\x1b" not in "".join(plain)
    assert re.sub(r"\x1b\[\d+m", "", "\n".join(coloured)) == "\n".join(plain)
    assert any("\x1b[31m█" in line for line in coloured)


def test_plain_characters_say_the_same() -> None:
    plan = project("2025-09-01", "2025-12-31", "a 3wd", "m 0cd a", "x 40wd")
    ascii_lines = drawn(plan, 80, blocks=False, lang="en")
    assert all(line.replace("·", "").isascii() for line in ascii_lines)
    turned = str.maketrans("█▒▀·×◆│┊", "#=-.x*|:")
    blocks = [line.translate(turned) for line in drawn(plan, 80, lang="en")]
    assert blocks[2:] == [line.translate(turned) for line in ascii_lines][2:]


def test_a_group_is_drawn_around_what_it_holds() -> None:
    lines = drawn(project("2025-09-01", "2025-12-31", "a 3wd", group("civil a", "c 14wd", "d 12wd c")), 80)
    row = next(line for line in lines if line.startswith("CIVIL"))
    held = [next(line for line in lines if line.startswith(f"· {name}")) for name in "CD"]
    assert row.count("▀") >= max(line.count("▒") for line in held)
    assert row[-11:] == f"{held[0][-11:-6]} {held[1][-5:]}"


def test_what_is_too_late_shows_where_it_could_be() -> None:
    lines = drawn(replace(known_project("p01"), deadline=date(2026, 6, 11)), 80)
    assert sum("×" in line for line in lines) >= 8


def test_a_wide_terminal_shows_the_owner_and_a_narrow_one_no_dates() -> None:
    assert any(line.endswith("10-26 陈宇") for line in drawn(known_project("p01"), 120))
    assert not any("10-26" in line for line in drawn(known_project("p01"), 40))


@settings(max_examples=60, deadline=None)
@given(
    st.dates(),
    st.dates(),
    st.integers(0, 400),
    st.integers(24, 130),
    st.text("阶段一二 abcW.，", min_size=1, max_size=40).filter(str.strip),
)
def test_anything_can_be_drawn(start: date, deadline: date, days: int, columns: int, name: str) -> None:
    plan = project(start.isoformat(), deadline.isoformat(), replace(stage(f"a {days}wd"), name=name), "b 1wd a")
    lines = drawn(plan, columns)
    assert max(map(width, lines)) <= columns
