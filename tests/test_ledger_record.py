"""Records: written and read back unchanged; what is no record says why."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from ledger_builders import RECORDS

from perfplan.ledger.coding import decode, decode_alike, encode
from perfplan.ledger.record import Closed, Done, Record, Reported, day_of, new_record_id, same, subject

_GOOD = {"kind": "done", "id": "a", "task": "jobs/2025-01", "on": "2025-01-27", "at": "2025-01-28"}


@given(RECORDS)
def test_a_record_is_read_back_as_it_was_written(record: Record) -> None:
    line = encode(record)
    assert "\n" not in line
    assert decode(json.loads(line)) == record
    assert decode_alike([json.loads(line)]) == [record]


def test_a_line_names_its_kind_first_and_leaves_out_what_is_empty() -> None:
    record = Done("a1", "jobs@chengguan/2025-03", date(2025, 3, 31), date(2025, 4, 1), by="王敏")
    assert encode(record) == (
        '{"kind":"done","id":"a1","task":"jobs@chengguan/2025-03","on":"2025-03-31","at":"2025-04-01","by":"王敏"}'
    )


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"kind": "started", "remaining": "5"}, "a duration is 5wd or 10cd"),
        ({"kind": "started", "remaining": "-5wd"}, "a duration is 5wd or 10cd"),
        ({"kind": "reached"}, "unknown kind of record: reached"),
        ({"step": "-1"}, "a step is a whole number"),
        ({"step": "1e3"}, "a step is a whole number"),
        ({"step": "٣"}, "a step is a whole number"),
        ({"kind": None}, "every value must be a text"),
        ({"kind": ""}, "key missing: kind"),
        ({"amount": "5"}, "unknown key: amount"),
        ({"note": 5}, "every value must be a text"),
        ({"note": ["x"]}, "every value must be a text"),
        ({"id": ""}, "key missing: id"),
        ({"task": ""}, "key missing: task"),
        ({"on": "2025-02-30"}, "dates are written YYYY-MM-DD"),
        ({"on": "20250227"}, "dates are written YYYY-MM-DD"),
        ({"at": "2025-W09-4"}, "dates are written YYYY-MM-DD"),
        ({"at": "２０２５-02-27"}, "dates are written YYYY-MM-DD"),
    ],
)
def test_what_is_no_record_says_why(change: dict[str, object], problem: str) -> None:
    assert decode(_GOOD | change) == problem
    assert decode_alike([_GOOD, _GOOD | change]) is None


@pytest.mark.parametrize("key", ["kind", "id", "task", "on", "at"])
def test_a_missing_key_is_named(key: str) -> None:
    lacking = {name: value for name, value in _GOOD.items() if name != key}
    assert decode(lacking) == f"key missing: {key}"
    assert decode_alike([lacking, _GOOD]) is None
    assert decode_alike([_GOOD, lacking]) is None


@pytest.mark.parametrize("value", [None, 5, "done", ["done"], [_GOOD]])
def test_only_objects_are_records(value: object) -> None:
    assert decode(value) == "not a JSON object"
    assert decode_alike([value]) is None


_FIGURE = {"kind": "progress", "id": "a", "target": "jobs", "on": "2025-01-31", "at": "2025-02-03"}
_CORRECTION = {"kind": "correction", "id": "b", "record": "a", "at": "2025-02-03"}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (_FIGURE, "a figure has either value or add"),
        (_FIGURE | {"value": "1", "add": "1"}, "a figure has either value or add"),
        (_FIGURE | {"value": "1,000"}, "amounts are plain decimals such as 1234.5"),
        (_FIGURE | {"value": "1e3"}, "amounts are plain decimals such as 1234.5"),
        (_FIGURE | {"value": "１２"}, "amounts are plain decimals such as 1234.5"),
        (_FIGURE | {"add": "9" * 31}, "amounts are plain decimals such as 1234.5"),
        (_CORRECTION, "a correction says what is to be replaced: value, add or on"),
        (_CORRECTION | {"value": "1", "add": "2"}, "a figure has either value or add"),
    ],
)
def test_an_impossible_amount_says_why(data: dict[str, str], problem: str) -> None:
    assert decode(data) == problem
    assert decode_alike([data]) is None


def test_records_of_different_kinds_are_never_the_same() -> None:
    done, closed = (kind("a", "t/1", date(2025, 1, 1), date(2025, 1, 1)) for kind in (Done, Closed))
    assert done == closed
    assert not same(done, closed)
    assert same(done, done._replace(id="a"))


def test_a_fact_knows_what_it_is_about_and_from_when() -> None:
    share = Reported("a", "jobs", date(2025, 1, 31), date(2025, 2, 3), "chengguan", "5")
    assert (subject(share), subject(share._replace(unit="")), day_of(share)) == (
        "jobs@chengguan",
        "jobs",
        date(2025, 1, 31),
    )


def test_record_ids_differ() -> None:
    assert len({new_record_id() for _ in range(1000)}) == 1000
