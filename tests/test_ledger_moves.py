"""perfplan start, done, close, reopen and extend, as people run them."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledger_desk import good, lines, loaded, progress, run, shop

from perfplan.track.audit import ledger_findings


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return shop(tmp_path)


def test_a_dry_run_says_everything_and_records_nothing(plan: Path) -> None:
    for args in [
        ("record", "sales", "100", "--on", "2025-03-31"),
        ("start", "p01/tender"),
        ("done", "p01/tender"),
        ("extend", "p01/works", "--to", "2025-12-01", "--reason", "rain"),
        ("note", "p01/works", "dug"),
    ]:
        ran = run(plan, *args, "--dry-run")
        assert ran.returncode == 0
        assert ran.stdout
        assert "dry run: nothing was recorded" in ran.stderr
    assert lines(plan) == []


def test_a_task_goes_through_its_whole_life_within_a_day(plan: Path) -> None:
    good(plan, "done", "p01/tender", "--by", "Ann")
    assert "sent back on 2025-07-02: p01/tender" in good(plan, "close", "p01/tender", "--return", "unsigned")
    returned = progress(plan).state("p01/tender").returned
    assert returned is not None
    assert returned.reason == "unsigned"
    good(plan, "done", "p01/tender")
    good(plan, "close", "p01/tender", "--evidence", "2025-31")
    assert set(progress(plan).closed("p01")) == {"tender"}
    good(plan, "reopen", "p01/tender", "--reason", "re-check")
    good(plan, "done", "p01/tender")
    good(plan, "close", "p01/tender")
    state = progress(plan).state("p01/tender")
    assert (state.reopened, state.finished, len(state.steps)) == (1, True, 7)
    assert ledger_findings(loaded(plan), plan) == []


def test_a_stage_is_under_way_and_less_and_less_is_left(plan: Path) -> None:
    assert (
        good(plan, "start", "p01/tender", "--on", "2025-06-30") == "started on 2025-06-30: p01/tender Fit-out: Tender\n"
    )
    ran = run(plan, "start", "p01/tender")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "already started on 2025-06-30: p01/tender\n")
    said = good(plan, "start", "p01/tender", "--remaining", "4wd")
    assert said == "4wd left on 2025-07-02: p01/tender Fit-out: Tender\n"
    state = progress(plan).state("p01/tender")
    assert state.started is not None
    assert state.remaining is not None
    assert (str(state.started.on), state.remaining.remaining) == ("2025-06-30", "4wd")
    good(plan, "start", "p01/tender", "--undo")
    assert progress(plan).state("p01/tender").remaining is None
    good(plan, "done", "p01/works")
    good(plan, "start", "p01/works", "--on", "2025-06-20")
    assert str(progress(plan).state("p01/works").started.on) == "2025-06-20"  # type: ignore[union-attr]
    assert ledger_findings(loaded(plan), plan) == []


def test_extensions_are_counted_and_each_can_be_taken_back(plan: Path) -> None:
    assert "extended to 2025-10-31, extension 1" in good(
        plan, "extend", "p01/works", "--to", "2025-10-31", "--reason", "rain"
    )
    assert "extension 2" in good(plan, "extend", "p01/works", "--to", "2025-11-28", "--reason", "frost")
    good(plan, "extend", "p01/works", "--undo")
    assert str(progress(plan).state("p01/works").extended_to) == "2025-10-31"


@pytest.mark.parametrize(
    ("before", "args", "words"),
    [
        ([], ("start", "sales/2025-07"), "is a share of a target"),
        ([], ("start", "p01/tender", "--remaining", "5"), "5 does not say which days it means"),
        ([], ("start", "p01/tender", "--remaining", "-5wd"), "-5wd does not say which days it means"),
        ([], ("start", "p01/tender", "--undo"), "not started: p01/tender"),
        ([], ("start", "p01/tendre"), "did you mean p01/tender?"),
        ([], ("start", "p01/tender", "--on", "2025-07-03"), "2025-07-03 is still to come"),
        ([("done",)], ("start", "p01/tender", "--remaining", "5wd"), "finished already, so nothing is left"),
        ([("done",)], ("start", "p01/tender"), "was done on 2025-07-02"),
        ([("start",)], ("done", "p01/tender", "--on", "2025-07-01"), "last moved on 2025-07-02"),
        ([], ("close", "p01/tender"), "not done, so not to be closed: p01/tender"),
        ([], ("close", "p01/tender", "--return", "x"), "not done, so not to be sent back"),
        ([], ("reopen", "p01/tender", "--reason", "x"), "not closed: p01/tender"),
        ([], ("reopen", "p01/tender"), "--reason is missing"),
        ([], ("extend", "p01/tender", "--reason", "x"), "--to is missing"),
        ([], ("extend", "p01/works", "--to", "2025-09-30", "--reason", "x"), "is due on 2025-09-30 already"),
        ([], ("done", "p01/tendre"), "did you mean p01/tender?"),
        ([], ("done",), "no task is named"),
        ([], ("done", "p01/tender", "--on", "2025-07-03"), "2025-07-03 is still to come"),
        ([], ("close", "p01/tender", "--undo"), "not closed: p01/tender"),
        ([], ("reopen", "p01/tender", "--undo"), "not reopened: p01/tender"),
        ([], ("extend", "p01/tender", "--undo"), "not extended: p01/tender"),
        ([("done",)], ("extend", "p01/tender", "--to", "2025-12-01", "--reason", "x"), "finished already"),
        ([("done",)], ("close", "p01/tender", "--on", "2025-06-30"), "last moved on 2025-07-02"),
        ([("done",), ("close",)], ("close", "p01/tender", "--return", "x"), "closed already: p01/tender"),
        ([("done",), ("close",)], ("done", "p01/tender", "--undo"), "or closed already: p01/tender"),
    ],
)
def test_a_move_that_cannot_be_is_refused(
    plan: Path, before: list[tuple[str, ...]], args: tuple[str, ...], words: str
) -> None:
    for command, *options in before:
        good(plan, command, "p01/tender", *options)
    known = lines(plan)
    ran = run(plan, *args)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr
    assert lines(plan) == known


@pytest.mark.parametrize(
    ("before", "args"),
    [
        (["done"], ("close",)),
        (["done"], ("close", "--return", "x")),
        (["done", "close"], ("reopen", "--reason", "x")),
        ([], ("extend", "--to", "2025-12-01", "--reason", "x")),
        ([], ("done",)),
        ([], ("start",)),
        (["start"], ("start", "--remaining", "5wd")),
        (["start"], ("start", "--on", "2025-06-30")),
    ],
)
def test_an_undo_restores_the_state_before(plan: Path, before: list[str], args: tuple[str, ...]) -> None:
    for command in before:
        good(plan, command, "p01/tender")
    state = progress(plan).state("p01/tender")
    good(plan, args[0], "p01/tender", *args[1:])
    assert progress(plan).state("p01/tender") != state
    good(plan, args[0], "p01/tender", *args[1:], "--undo")
    assert progress(plan).state("p01/tender") == state


def test_ids_come_through_a_pipe_and_closed_ones_are_only_told(plan: Path) -> None:
    assert run(plan, "done", "--stdin", stdin="p01/tender\n\np01/works\n").returncode == 0
    good(plan, "close", "p01/tender")
    ran = run(plan, "close", "--stdin", stdin="p01/tender\np01/works\n")
    assert ran.returncode == 0
    assert "already closed on 2025-07-02: p01/tender" in ran.stderr
    assert set(progress(plan).closed("p01")) == {"tender", "works"}
