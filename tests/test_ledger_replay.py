"""Replay: the state does not depend on order, and what came twice counts once."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from perfplan.ledger.record import Done, Record, Retraction
from perfplan.ledger.replay import distinct, live_reports, replay

_DAYS = st.dates(date(2025, 1, 1), date(2025, 1, 5))
_IDS = st.sampled_from("abcdef")
_RECORDS: st.SearchStrategy[list[Record]] = st.lists(
    st.one_of(
        st.builds(
            Done, _IDS, st.sampled_from(["jobs/1", "jobs/2", "p/x"]), _DAYS, _DAYS, st.sampled_from(["", "王敏"])
        ),
        st.builds(Retraction, _IDS, _IDS, _DAYS),
    ),
    max_size=12,
)


def _report(name: str, day: int, task: str = "jobs/1") -> Done:
    return Done(name, task, date(2025, 1, day), date(2025, 1, day))


@given(_RECORDS, st.randoms(use_true_random=False))
def test_order_does_not_matter(records: list[Record], random: object) -> None:
    shuffled = records.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert replay(shuffled).done == replay(records).done


@given(_RECORDS, _RECORDS)
def test_joining_two_files_either_way_or_twice_gives_one_state(one: list[Record], other: list[Record]) -> None:
    state = replay(one + other).done
    assert replay(other + one).done == state
    assert replay(one + other + one).done == state


@given(_RECORDS)
def test_a_task_is_done_exactly_when_a_report_of_it_is_live(records: list[Record]) -> None:
    state = replay(records).done
    for task in ("jobs/1", "jobs/2", "p/x"):
        live = live_reports(records, task)
        assert state.get(task) == (live[0] if live else None)


@given(_RECORDS)
def test_retracting_every_live_report_undoes_a_task(records: list[Record]) -> None:
    undoing: list[Record] = [
        Retraction(f"u{n}", r.id, date(2025, 2, 1)) for n, r in enumerate(live_reports(records, "jobs/1"))
    ]
    before, after = replay(records).done, replay(records + undoing).done
    assert "jobs/1" not in after
    assert {task: r for task, r in before.items() if task != "jobs/1"} == after


def test_the_earliest_report_counts() -> None:
    early, late = _report("z", 2), _report("a", 3)
    assert replay([late, early]).done == {"jobs/1": early}


def test_of_one_day_the_first_id_counts() -> None:
    assert replay([_report("b", 2), _report("a", 2)]).done == {"jobs/1": _report("a", 2)}


def test_a_retracted_report_does_not_count_and_can_be_made_again() -> None:
    undo = Retraction("r", "a", date(2025, 1, 9))
    assert replay([_report("a", 2), undo]).done == {}
    assert replay([undo, _report("a", 2), _report("b", 5)]).done == {"jobs/1": _report("b", 5)}


def test_retracting_a_retraction_or_nothing_changes_nothing() -> None:
    records: list[Record] = [
        _report("a", 2),
        Retraction("r", "a", date(2025, 1, 9)),
        Retraction("s", "r", date(2025, 1, 9)),
    ]
    assert replay(records).done == {}
    assert replay([_report("a", 2), Retraction("s", "none", date(2025, 1, 9))]).done == {"jobs/1": _report("a", 2)}


def test_an_id_of_two_records_is_told_and_one_of_them_counts_in_any_order() -> None:
    one, other = _report("a", 2), _report("a", 3)
    assert distinct([one, other, one]) == ([one], {"a"})
    assert distinct([other, one]) == ([one], {"a"})
    assert distinct([one, one]) == ([one], set())
