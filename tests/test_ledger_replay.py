"""Replay: the state does not depend on order, prefixes do not change, and tasks move only as documented."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_builders import CROWDED, FIRST, LAST, TASKS, day, ledgers

from perfplan.ledger.audit import contested_ids
from perfplan.ledger.progress import Progress
from perfplan.ledger.record import (
    Closed,
    Correction,
    Done,
    Evidence,
    Extended,
    Note,
    Problem,
    Record,
    Reopened,
    Reported,
    Retraction,
    Returned,
    Started,
    Step,
    day_of,
    new_record_id,
)
from perfplan.ledger.replay import live, replay, senseless
from perfplan.ledger.states import TaskState
from perfplan.model.project import Duration

_S = TypeVar("_S", bound=Step)
_DAYS = st.dates(FIRST, LAST)
_KINDS: tuple[type[Step], ...] = (Done, Closed, Returned, Reopened, Extended, Started)


def _step(kind: type[_S], on: int, number: int = 0, id_: str = "", **fields: Any) -> _S:
    """Return a step of the task ``t/1``."""
    reason = {} if kind in (Started, Done, Closed) else {"reason": "because"}
    to = {"to": day(20 + on)} if kind is Extended else {}
    make: Any = kind
    step: _S = make(
        id=id_ or new_record_id(), task="t/1", on=day(on), at=day(on), step=number, **reason, **to, **fields
    )
    return step


def _state(*records: Record) -> TaskState:
    return replay(records).state("t/1")


def _figures(*records: Record) -> list[tuple[int, Fraction]]:
    return [(figure.on.day, figure.value) for figure in replay(records).figures.get(("jobs", ""), ())]


def _report(on: int, id_: str = "", **fields: Any) -> Reported:
    given: dict[str, Any] = {"id": id_ or new_record_id(), "target": "jobs", "on": day(on), "at": day(on), **fields}
    return Reported(**given)


@given(st.lists(CROWDED, max_size=14), st.integers())
def test_order_does_not_matter(records: list[Record], seed: int) -> None:
    shuffled = random.Random(seed).sample(records, len(records))
    assert replay(shuffled) == replay(records)
    assert sorted(map(repr, senseless(shuffled))) == sorted(map(repr, senseless(records)))


@given(st.lists(CROWDED, max_size=8), st.lists(CROWDED, max_size=8))
def test_joining_two_files_either_way_or_twice_gives_one_state(one: list[Record], other: list[Record]) -> None:
    state = replay(one + other)
    assert replay(other + one) == state
    assert replay(one + other + one) == state


@given(ledgers(), _DAYS)
def test_a_prefix_never_changes_by_what_is_about_later_days(records: list[Record], until: date) -> None:
    facts, corrections, _ = live(records)
    later = [fact.id for fact in facts if day_of(fact) > until]
    about_later = {made.id for id_ in later for made in corrections.get(id_, ())}
    earlier = [record for record in records if record.id not in later and record.id not in about_later]
    whole, prefix = replay(records, until), replay(earlier, until)
    assert (whole.tasks, whole.figures) == (prefix.tasks, prefix.figures)


@given(ledgers(), st.data())
def test_retracting_the_newest_record_restores_the_state_before_it(records: list[Record], data: st.DataObject) -> None:
    named = {record.record for record in records if isinstance(record, Retraction | Correction)}
    free = [r for r in records if r.id not in named and not isinstance(r, Retraction)]
    if free:
        newest = data.draw(st.sampled_from(free))
        before = [record for record in records if record != newest or type(record) is not type(newest)]
        assert _without_corrections(replay([*records, Retraction("u", newest.id, LAST)])) == _without_corrections(
            replay(before)
        )


def _without_corrections(progress: Progress) -> tuple[object, ...]:
    return (progress.done, progress.tasks, progress.figures, progress.labels, progress.signed)


@given(ledgers())
def test_each_view_says_the_same(records: list[Record]) -> None:
    progress = replay(records)
    assert dict(progress.done) == {task: state.done for task, state in progress.tasks.items() if state.done}
    for task in TASKS:
        ident, _, label = task.rpartition("/")
        assert (label in progress.finished(ident)) == progress.state(task).finished
        assert (label in progress.closed(ident)) == (progress.state(task).closed is not None)


_DOCUMENTED: dict[tuple[str, type[Step]], str] = {
    ("open", Extended): "open",
    ("open", Done): "done",
    ("done", Done): "done",
    ("done", Returned): "open",
    ("done", Closed): "closed",
    ("closed", Closed): "closed",
    ("open", Started): "open",
    ("done", Started): "done",
    ("closed", Started): "closed",
    ("closed", Reopened): "open",
}
"""Which step leads from where to where; whatever is not here makes no sense."""


@given(st.lists(st.tuples(st.sampled_from(_KINDS), st.integers(1, 5)), max_size=8))
def test_tasks_move_only_as_documented(moves: list[tuple[type[Step], int]]) -> None:
    records = [_step(kind, on, number, f"r{number}") for number, (kind, on) in enumerate(moves)]
    applied: list[Step] = []
    state, reopened, reach, done = "open", 0, date.min, date.max
    for record in records:
        after = _DOCUMENTED.get((state, type(record)))
        if after is None or (isinstance(record, Extended) and record.to <= reach):
            continue
        if isinstance(record, Started) and state != "open" and record.on > done:
            continue
        if isinstance(record, Done):
            done = min(done, record.on) if state == "done" else record.on
        state, reopened = after, reopened + isinstance(record, Reopened)
        reach = record.to if isinstance(record, Extended) else reach
        applied.append(record)
    found = _state(*records)
    assert (found.steps, found.reopened) == (tuple(applied), reopened)
    assert (found.done is not None, found.closed is not None) == (state != "open", state == "closed")
    refused = [record for record, _ in senseless(records)]
    assert refused == [record for record in records if record not in applied]


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ([Closed], "the task is not done, so it cannot be closed"),
        ([Returned], "the task is not done, so it cannot be sent back"),
        ([Reopened], "the task is not closed, so it cannot be reopened"),
        ([Done, Reopened], "the task is not closed, so it cannot be reopened"),
        ([Done, Closed, Returned], "the task is closed; it can be reopened, not sent back"),
        ([Done, Closed, Done], "the task is closed already"),
        ([Done, Extended], "the task is finished, so it cannot be extended"),
        ([Done, Started], "the task is finished, so it cannot be under way"),
        ([Extended, Extended], "an earlier extension reaches as far"),
    ],
)
def test_a_senseless_step_is_left_aside_and_told(steps: list[type[Step]], why: str) -> None:
    records = [_step(kind, 1 + (kind is Started), number) for number, kind in enumerate(steps)]
    assert senseless(records) == [(records[-1], why)]
    assert _state(*records) == _state(*records[:-1])


def test_one_day_of_work_is_taken_in_the_order_of_its_steps() -> None:
    kinds: list[type[Step]] = [Extended, Started, Done, Returned, Done, Closed, Reopened, Done]
    state = _state(*reversed([_step(kind, 3, number) for number, kind in enumerate(kinds)]))
    assert [type(step) for step in state.steps] == kinds
    assert (state.reopened, state.closed, state.done) == (1, None, state.steps[-1])


def test_steps_written_by_hand_go_by_their_days_and_as_work_goes() -> None:
    assert _state(_step(Closed, 2, id_="a"), _step(Done, 2, id_="b")).closed
    assert _state(_step(Closed, 5), _step(Returned, 3), _step(Done, 1), _step(Done, 4)).closed


def test_the_earliest_report_since_the_task_was_open_counts() -> None:
    early, late = _step(Done, 2, id_="z"), _step(Done, 3, id_="a")
    assert _state(late, early).done == early
    assert _state(_step(Done, 2, id_="b"), _step(Done, 2, id_="a")).done == _step(Done, 2, id_="a")
    again = _step(Done, 5, 3)
    assert _state(early, _step(Returned, 4, 2), again).done == again


def test_a_task_that_was_sent_back_says_why_until_it_is_done_again() -> None:
    returned = _step(Returned, 3, 1)
    assert _state(_step(Done, 2), returned).returned == returned
    assert _state(_step(Done, 2), returned, _step(Done, 4, 2)).returned is None


def test_a_task_begins_on_the_first_day_that_is_reported_and_the_last_report_says_what_is_left() -> None:
    begun, later = _step(Started, 3, 0, "a"), _step(Started, 5, 1, "b", remaining="8wd")
    earlier, last = _step(Started, 2, 2, "c", remaining="20wd"), _step(Started, 6, 3, "d", remaining="2cd")
    state = _state(last, earlier, later, begun)
    assert (state.started, state.remaining) == (earlier, last)
    assert last.left() == Duration(2, working=False)
    assert begun.left() is None
    assert _state(begun, later, earlier).remaining == later
    finished = _state(begun, later, _step(Done, 7, 4))
    assert (finished.started, finished.remaining) == (begun, None)
    assert _state(begun, later, _step(Done, 7, 2), _step(Returned, 8, 3)).started == begun


def test_when_a_finished_task_began_can_still_be_told() -> None:
    done, begun = _step(Done, 5, 0), _step(Started, 2, 1)
    assert (_state(done, begun).started, _state(done, begun).done) == (begun, done)
    left = _step(Started, 2, 1, remaining="5wd")
    assert senseless([done, left]) == [(left, "the task is finished, so it cannot be under way")]


def test_extensions_are_counted_and_the_last_one_holds() -> None:
    one, two = _step(Extended, 1), _step(Extended, 2, 1)
    state = _state(two, one)
    assert (state.extensions, state.extended_to) == ((one, two), day(22))
    assert not state.finished


def test_remarks_stay_with_what_they_are_about() -> None:
    note, problem, proof = (
        Note("a", "jobs@x", day(2), "n"),
        Problem("b", "jobs@x", day(1), "p", "m"),
        Evidence("c", "jobs@x", day(3), "e"),
    )
    earlier = Note("d", "jobs@x", day(1), "first")
    state = replay([proof, note, problem, earlier]).state("jobs@x")
    assert (state.notes, state.problems, state.evidence) == ((earlier, note), (problem,), (proof,))
    assert replay([note]).moved == {"jobs@x"}


def test_a_retracted_report_does_not_count_and_can_be_made_again() -> None:
    undo = Retraction("r", "a", day(9))
    assert not _state(_step(Done, 2, id_="a"), undo).finished
    assert _state(undo, _step(Done, 2, id_="a"), _step(Done, 5, id_="b")).done == _step(Done, 5, id_="b")


def test_retracting_a_retraction_or_nothing_changes_nothing_and_is_told() -> None:
    done, undo = _step(Done, 2, id_="a"), Retraction("r", "a", day(9))
    again, nothing = Retraction("s", "r", day(9)), Retraction("n", "none", day(9))
    assert not _state(done, undo, again).finished
    assert _state(done, nothing).finished
    assert senseless([done, undo, again, nothing]) == [
        (again, "a retraction cannot be retracted"),
        (nothing, "the ledger has no record with the id that it names"),
    ]


def test_an_id_of_two_records_is_told_and_both_count() -> None:
    one, other = _step(Done, 2, id_="a"), _step(Done, 3, id_="a")
    assert contested_ids([one, other, one]) == {"a"}
    assert contested_ids([one, one]) == set()
    assert _state(one, other).steps == (one, other)


def test_a_cumulative_value_sets_and_an_increment_adds() -> None:
    assert _figures(_report(2, add="3"), _report(3, value="10"), _report(5, add="2.5"), _report(4, add="-1")) == [
        (2, Fraction(3)),
        (3, Fraction(10)),
        (4, Fraction(9)),
        (5, Fraction("11.5")),
    ]


def test_of_one_day_the_last_made_cumulative_value_wins_and_increments_after_it_add() -> None:
    early, late = _report(3, value="10", at=day(4)), _report(3, value="12", at=day(6))
    assert _figures(late, early) == [(3, Fraction(12))]
    assert _figures(late, early, _report(3, add="5", at=day(5))) == [(3, Fraction(12))]
    assert _figures(late, early, _report(3, add="5", at=day(6), step=1)) == [(3, Fraction(17))]


def test_a_figure_knows_the_record_that_it_rests_on() -> None:
    (figure,) = replay([_report(3, "a", value="5", at=day(8), by="王敏", source="月报", step=2)]).figures["jobs", ""]
    assert (figure.at, figure.by, figure.source, figure.record, figure.step) == (day(8), "王敏", "月报", "a", 2)


def test_a_late_figure_of_an_earlier_day_moves_the_increments_after_it() -> None:
    assert _figures(_report(5, add="2"), _report(2, value="10", at=day(9))) == [(2, Fraction(10)), (5, Fraction(12))]


def test_the_last_correction_of_a_field_counts_and_can_be_retracted() -> None:
    figure = _report(3, "a", value="10")
    one, two = Correction("b", "a", day(4), value="11"), Correction("c", "a", day(4), value="12", step=1)
    moved = Correction("d", "a", day(4), on=day(2))
    assert _figures(figure, two, one) == [(3, Fraction(12))]
    assert _figures(figure, two, one, Retraction("r", "c", day(5))) == [(3, Fraction(11))]
    assert _figures(figure, moved, one) == [(2, Fraction(11))]
    assert _figures(figure, one, Retraction("r", "a", day(5))) == []


def test_a_correction_can_move_the_day_of_a_step_but_gives_it_no_value() -> None:
    done = _step(Done, 5, id_="a")
    assert _state(done, Correction("b", "a", day(6), on=day(2))).done == done._replace(on=day(2))
    wrong = Correction("c", "a", day(6), value="5")
    assert senseless([done, wrong]) == [(wrong, "the record that it names has no such field")]


def test_what_is_about_later_days_is_not_known_yet() -> None:
    records: list[Record] = [_step(Done, 2, id_="a"), _step(Closed, 4, 1), _report(3, value="5")]
    assert [replay(records, day(n)).state("t/1").finished for n in (1, 2)] == [False, True]
    assert [bool(replay(records, day(n)).state("t/1").closed) for n in (3, 4)] == [False, True]
    assert [bool(replay(records, day(n)).figures) for n in (2, 3)] == [False, True]
