"""perfplan record, as people run it: figures, corrections, refusals, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_process import perfplan
from ledger_desk import good, lines, run, shop, values


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return shop(tmp_path)


def test_a_figure_is_recorded_with_day_person_and_source(plan: Path) -> None:
    said = good(plan, "record", "sales@north", "120.5", "--on", "2025-03", "--source", "till", "--by", "Ann")
    assert said == "销售额 (North): 120.5 万元 as of 2025-03-31\n"
    (line,) = lines(plan)
    assert len(line.pop("id")) == 16
    assert line == {
        "kind": "progress",
        "target": "sales",
        "on": "2025-03-31",
        "at": "2025-07-02",
        "unit": "north",
        "value": "120.5",
        "by": "Ann",
        "source": "till",
    }


def test_increments_add_to_what_was_recorded(plan: Path) -> None:
    good(plan, "record", "sales@north", "100", "--on", "2025-03-31")
    assert "112.5 万元 as of 2025-04-30" in good(plan, "record", "sales@north", "12.5", "--add", "--on", "2025-04")
    assert "115.0 万元 as of 2025-04-30" in good(plan, "record", "sales@north", "2.5", "--add", "--on", "2025-04")
    assert values(plan) == [("2025-03-31", "100"), ("2025-04-30", "115")]


def test_a_correction_replaces_and_each_undo_takes_back_the_last_word(plan: Path) -> None:
    good(plan, "record", "销售额@南店", "100", "--on", "2025-03-31")
    good(plan, "record", "sales@south", "101", "--on", "2025-03-31", "--correct", "--note", "checked")
    good(plan, "record", "sales@south", "102", "--on", "2025-03-31", "--correct")
    assert values(plan, unit="south") == [("2025-03-31", "102")]
    for left in ("101", "100"):
        good(plan, "record", "sales@south", "--on", "2025-03-31", "--undo")
        assert values(plan, unit="south") == [("2025-03-31", left)]
    good(plan, "record", "sales@south", "--on", "2025-03-31", "--undo")
    assert values(plan, unit="south") == []
    ran = run(plan, "record", "sales@south", "--on", "2025-03-31", "--undo")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "nothing is recorded of sales@south for 2025-03-31" in ran.stderr


def test_the_same_figure_twice_is_told_and_not_recorded_again(plan: Path) -> None:
    good(plan, "record", "sales", "100", "--on", "2025-03-31")
    ran = run(plan, "record", "sales", "100.0", "--on", "2025-03-31")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "is recorded for 2025-03-31 already" in ran.stderr
    assert len(lines(plan)) == 1


def test_a_falling_amount_needs_a_reason_and_other_kinds_may_fall(plan: Path) -> None:
    good(plan, "record", "sales", "100", "--on", "2025-03-31")
    for value, day, words in [("99.9", "2025-04-30", "less than the 100.0"), ("100.1", "2025-02-28", "more than the")]:
        ran = run(plan, "record", "sales", value, "--on", day)
        assert ran.returncode == 2
        assert words in ran.stderr
    good(plan, "record", "sales", "99.9", "--on", "2025-04-30", "--note", "refunds")
    good(plan, "record", "share", "31", "--on", "2025-03-31")
    good(plan, "record", "share", "29", "--on", "2025-04-30")
    assert values(plan, "share", "") == [("2025-03-31", "31"), ("2025-04-30", "29")]


@pytest.mark.parametrize(
    "args",
    [
        ("share", "-3.2", "--on", "2025-03"),
        ("--on", "2025-03", "share", "-3.2"),
    ],
)
def test_negative_values_are_no_options(plan: Path, args: tuple[str, ...]) -> None:
    assert "-3.2 % as of 2025-03-31" in good(plan, "record", *args)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("sale", "1", "--on", "2025-03"), "the plan has no target sale; did you mean sales?"),
        (("sales@nort", "1", "--on", "2025-03"), "nort has no share of sales; did you mean north?"),
        (("sales@xyz", "1", "--on", "2025-03"), "these have: north, south"),
        (("share@north", "1", "--on", "2025-03"), "share is not shared by units"),
        (("sales", "1.25", "--on", "2025-03"), "1.25 has more decimals than sales counts (1)"),
        (("sales", "1,000", "--on", "2025-03"), "1,000 is no plain number"),
        (("sales", "1e3", "--on", "2025-03"), "1e3 is no plain number"),
        (("sales", "１２", "--on", "2025-03"), "is no plain number"),
        (("sales", "1", "--on", "2025-07"), "2025-07-31 is still to come (today is 2025-07-02)"),
        (("sales", "1", "--on", "2024-12-31"), "2024-12-31 is not in the plan's year"),
        (("sales", "1", "--on", "2025-02-30"), "2025-02-30 is no day"),
        (("sales", "1"), "--on is missing"),
        (("sales", "--on", "2025-03"), "VALUE is missing"),
        (("share", "1", "--add", "--on", "2025-03"), "share does not add up over time"),
        (("jobs", "1", "--add", "--on", "2025-03"), "jobs began before the plan"),
        (("sales", "1", "--correct", "--on", "2025-03"), "nothing is recorded for 2025-03-31"),
        (("sales", "1", "--correct", "--add", "--on", "2025-03"), "cannot go together"),
        (("sales", "1", "--on", "2025-03", "--stdin"), "one of them"),
        (("--csv", "no-such.csv"), "no-such.csv"),
    ],
)
def test_the_impossible_is_refused_and_nothing_is_recorded(plan: Path, args: tuple[str, ...], words: str) -> None:
    ran = run(plan, "record", *args)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr
    assert lines(plan) == []


def test_a_second_figure_of_a_day_must_say_that_it_corrects(plan: Path) -> None:
    good(plan, "record", "sales", "100", "--on", "2025-03-31")
    ran = run(plan, "record", "sales", "101", "--on", "2025-03-31")
    assert ran.returncode == 2
    assert "100.0 万元 is recorded for 2025-03-31; --correct replaces it" in ran.stderr


def test_a_process_records_and_answers_in_the_reader_s_language(plan: Path) -> None:
    ran = perfplan("record", "sales", "100", "--on", "2025-03-31", "--plan", str(plan), "--lang", "zh")
    assert (ran.returncode, ran.stdout) == (0, "销售额：截至 2025-03-31 为 100.0 万元\n")
    assert values(plan, unit="") == [("2025-03-31", "100")]
