"""Records: written and read back unchanged; what is no record says why."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfplan.ledger.record import Done, Record, Retraction, decode, decode_alike, encode, new_record_id

_DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
_NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
RECORDS: st.SearchStrategy[Record] = st.one_of(
    st.builds(Done, _NAMES, _NAMES, _DAYS, _DAYS, _TEXTS, _TEXTS, _TEXTS),
    st.builds(Retraction, _NAMES, _NAMES, _DAYS, _TEXTS, _TEXTS),
)
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
        ({"kind": "reached"}, "unknown kind of record: reached"),
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


def test_record_ids_differ() -> None:
    assert len({new_record_id() for _ in range(1000)}) == 1000
