"""What the command line takes from its surroundings: date, language, plan, terminal."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfplan.cli.console import Console
from perfplan.cli.context import Context, read_date
from perfplan.cli.finding import find_plan
from perfplan.cli.language import language_wanted, split_language
from perfplan.errors import UsageError
from perfplan.i18n import Translator


def context(folder: Path, **environ: str) -> Context:
    console = Console(io.StringIO(), 80, colour=False, terminal=False)
    return Context(environ, folder, "", Translator("en"), console, console)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_iso_dates_are_read(day: date) -> None:
    assert read_date(day.isoformat()) == day


@pytest.mark.parametrize("text", ["0", "2025-2-3", "2025-02-30", "20250203", "2025-W01-1", "２０２５-01-01", "", "1e3"])
def test_nothing_else_is_a_date(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_date(text)
    assert refused.value.exit_code == 2


def test_today_is_the_option_then_the_variable_then_the_clock(tmp_path: Path) -> None:
    here = context(tmp_path, PERFPLAN_TODAY="2025-03-04")
    assert here.today("2025-01-02") == date(2025, 1, 2)
    assert here.today() == date(2025, 3, 4)
    east, west = (context(tmp_path).today(None, zone) for zone in ("Pacific/Kiritimati", "Pacific/Niue"))
    assert east > west, "25 hours apart: never the same date"


def test_an_unknown_time_zone_is_a_usage_error(tmp_path: Path) -> None:
    for zone in ("Mars/Base", "../etc/passwd", "Asia"):
        with pytest.raises(UsageError):
            context(tmp_path).today(None, zone)


@pytest.mark.parametrize(
    ("given_", "environ", "wanted"),
    [
        ("zh", {"PERFPLAN_LANG": "en", "LANG": "en_US.UTF-8"}, "zh"),
        (None, {"PERFPLAN_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        (None, {"LANG": "zh_CN.GBK"}, "zh"),
        (None, {"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, ""),
        (None, {"LANG": "C.UTF-8"}, ""),
        (None, {"LANG": "hu_HU.UTF-8"}, ""),
        (None, {}, ""),
    ],
)
def test_language_is_the_flag_then_the_variable_then_the_locale(
    given_: str | None, environ: dict[str, str], wanted: str
) -> None:
    assert language_wanted(given_, environ) == wanted


def test_the_language_option_may_stand_anywhere_but_after_two_dashes() -> None:
    assert split_language(["check", "--lang", "zh", "a"]) == (["check", "a"], "zh")
    assert split_language(["--lang=en", "check"]) == (["check"], "en")
    assert split_language(["done", "--", "--lang"]) == (["done", "--", "--lang"], None)


def plan_folder(path: Path, year: int) -> Path:
    path.mkdir(parents=True)
    (path / "plan.yaml").write_text(f"perfplan: 1\nid: a\nyear: {year}\n", encoding="utf-8")
    return path


def test_the_named_plan_wins_over_the_variable_and_the_folder(tmp_path: Path) -> None:
    plan_folder(tmp_path / "here", 2025)
    here = context(tmp_path / "here", PERFPLAN_PLAN="elsewhere")
    assert here.plan_path("named", "2025-01-01") == Path("named")
    assert here.plan_path(None, "2025-01-01") == Path("elsewhere")


def test_the_plan_of_this_folder_or_the_nearest_above(tmp_path: Path) -> None:
    outer = plan_folder(tmp_path / "outer", 2025)
    inner = plan_folder(outer / "inner", 2026)
    deep = inner / "targets"
    deep.mkdir()
    assert find_plan(inner, 2025) == inner
    assert find_plan(deep, 2025).resolve() == inner.resolve()


def test_one_yaml_file_in_this_folder_is_a_plan_too(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("name: not a plan\n", encoding="utf-8")
    (tmp_path / ".hidden.yaml").write_text("perfplan: 1\n", encoding="utf-8")
    plan = tmp_path / "small.yaml"
    plan.write_text("# comment\nperfplan: 1\nyear: 2025\n", encoding="utf-8")
    assert find_plan(tmp_path, 2030) == plan
    below = tmp_path / "below"
    below.mkdir()
    with pytest.raises(UsageError, match="no plan here"):
        find_plan(below, 2025)


def test_the_only_plan_of_the_year_under_plans(tmp_path: Path) -> None:
    plan_folder(tmp_path / "plans" / "a", 2025)
    b = plan_folder(tmp_path / "plans" / "b", 2026)
    assert find_plan(tmp_path, 2026) == b
    with pytest.raises(UsageError) as nothing:
        find_plan(tmp_path, 2030)
    assert str(tmp_path / "plans" / "a") in str(nothing.value)


def test_a_plan_with_start_and_end_covers_both_years(tmp_path: Path) -> None:
    place = tmp_path / "plans" / "fiscal"
    place.mkdir(parents=True)
    (place / "plan.yaml").write_text("perfplan: 1\nstart: 2025-04-01\nend: 2026-03-31\n", encoding="utf-8")
    assert find_plan(tmp_path, 2025) == find_plan(tmp_path, 2026) == place


def test_several_candidates_are_listed(tmp_path: Path) -> None:
    for name in ("b", "a"):
        plan_folder(tmp_path / "plans" / name, 2025)
    with pytest.raises(UsageError) as several:
        find_plan(tmp_path, 2025)
    plans = tmp_path / "plans"
    assert f"{plans / 'a'}, {plans / 'b'}" in str(several.value)


@pytest.mark.parametrize(
    ("environ", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colour_only_where_it_is_wanted(environ: dict[str, str], coloured: bool) -> None:
    console = Console.of_stream(io.StringIO(), environ)
    assert (console.paint("a", "red") == "a") is not coloured
    assert console.paint("a") == "a"


def test_width_comes_from_columns_else_80() -> None:
    assert Console.of_stream(io.StringIO(), {"COLUMNS": "123"}).width == 123
    assert Console.of_stream(io.StringIO(), {"COLUMNS": "wide"}).width == 80
    assert Console.of_stream(io.StringIO(), {}).width == 80


def test_json_is_ascii_where_the_stream_is_not_unicode() -> None:
    for encoding, expected in (("utf-8", "绩效"), ("gbk", "\\u7ee9\\u6548")):
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding=encoding)
        Console(stream, 80, colour=False, terminal=False).write_json({"name": "绩效"})
        stream.flush()
        assert expected in raw.getvalue().decode("utf-8")
