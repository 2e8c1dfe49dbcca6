"""Reading a ledger: all good lines count, and each bad one is a finding at its line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_builders import RECORDS

from perfplan.ledger.audit import audit
from perfplan.ledger.coding import decode, encode
from perfplan.ledger.reading import parse_ledger, read_ledger
from perfplan.ledger.record import Done, Record, Retraction

_DONE = Done("a", "jobs/2025-01", date(2025, 1, 27), date(2025, 1, 28), by="王敏", note='他说"好"\n\u2028')
_LINE = encode(_DONE).encode()


def _one_by_one(source: bytes) -> list[tuple[int, Record]]:
    """Read line by line with nothing but the standard library: what the quick reader must agree with."""
    found = []
    for number, line in enumerate(source.split(b"\n"), 1):
        try:
            record = decode(json.loads(line.decode()))
        except (ValueError, RecursionError):
            continue
        if not isinstance(record, str):
            found.append((number, record))
    return found


@given(st.lists(RECORDS, max_size=20))
def test_written_lines_are_read_back(records: list[Record]) -> None:
    source = "".join(f"{encode(record)}\n" for record in records).encode()
    file, findings = parse_ledger(source, "x.jsonl")
    assert (list(file.records), list(file.lines), findings) == (records, [*range(1, len(records) + 1)], [])


_PIECES = st.sampled_from(
    [
        _LINE,
        _LINE[:-1],
        _LINE[1:],
        encode(Retraction("b", "a", date(2025, 1, 29))).encode(),
        _LINE + b"," + _LINE,
        b'"by":"x"}',
        b'{"kind":"done"',
        b"",
        b"  ",
        b"{}",
        b"[]",
        b"}",
        b"{",
        b"null",
        b"\xff",
        b"[" * 3000,
        b"9" * 5000,
    ]
)


@given(st.lists(_PIECES, max_size=8), st.booleans())
def test_quick_reading_finds_exactly_what_reading_line_by_line_finds(pieces: list[bytes], ended: bool) -> None:
    source = b"\n".join(pieces) + (b"\n" if ended else b"")
    file, findings = parse_ledger(source, "x.jsonl")
    assert list(zip(file.lines, file.records, strict=True)) == _one_by_one(source)
    spoken_of = {*file.lines, *(finding.location.line for finding in findings)}
    assert spoken_of == {number for number, line in enumerate(source.split(b"\n"), 1) if line.strip()}


@pytest.mark.parametrize("size", [499, 500, 501, 1203])
def test_lines_keep_their_numbers_across_chunks(size: int) -> None:
    lines = [_LINE] * size
    lines[size // 2] = b"oops"
    file, findings = parse_ledger(b"\n".join(lines) + b"\n", "x.jsonl")
    assert list(file.lines) == [number for number in range(1, size + 1) if number != size // 2 + 1]
    assert [(f.code, f.location.line) for f in findings] == [("PP801", size // 2 + 1)]
    assert file.location(size - 2).line == size


def test_every_beginning_of_a_record_is_torn_and_nothing_else_is_lost() -> None:
    for end in range(1, len(_LINE)):
        file, findings = parse_ledger(_LINE + b"\n" + _LINE[:end], "x.jsonl")
        assert [(f.code, f.location.line) for f in findings] == [("PP802", 2)], _LINE[:end]
        assert list(file.records) == [_DONE]


@pytest.mark.parametrize("tail", [b"\0" * 40, _LINE[:30] + b"\0" * 40])
def test_zeros_after_a_power_cut_are_a_torn_line(tail: bytes) -> None:
    file, findings = parse_ledger(_LINE + b"\n" + tail + b"\n" + _LINE + b"\n", "x.jsonl")
    assert [(f.code, f.location.line) for f in findings] == [("PP802", 2)]
    assert list(file.records) == [_DONE, _DONE]


def test_a_last_record_without_an_end_of_line_counts() -> None:
    file, findings = parse_ledger(_LINE, "x.jsonl")
    assert (list(file.records), findings) == ([_DONE], [])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"<<<<<<< HEAD", "a merge conflict was left in the file"),
        (b"=======", "a merge conflict was left in the file"),
        (b"done: jobs/2025-01", "not JSON"),
        (b'{"kind":tru}', "not JSON"),
        ('{"kind":"完成"}'.encode("gbk"), "not UTF-8"),
        (b'{"kind":"celebrated"}', "unknown kind of record: celebrated"),
        (b'{"kind":"done","id":"1","when":"2025-01-01"}', "unknown key: when"),
        (b"[" * 100_000, "not JSON"),
        (b'{"id":' + b"9" * 5000 + b"}", "not JSON"),
    ],
)
def test_a_line_that_is_no_record_is_an_error_at_its_place(line: bytes, problem: str) -> None:
    file, findings = parse_ledger(_LINE + b"\n" + line + b"\n" + _LINE + b"\n", "x.jsonl")
    assert [(f.code, str(f.location), dict(f.args)) for f in findings] == [
        ("PP801", "x.jsonl:2:1", {"problem": problem})
    ]
    assert list(file.records) == [_DONE, _DONE]


def test_byte_order_mark_windows_line_ends_and_blank_lines_are_nothing() -> None:
    file, findings = parse_ledger(b"\xef\xbb\xbf" + _LINE + b"\r\n\r\n   \n" + _LINE + b"\r\n", "x.jsonl")
    assert (list(file.records), list(file.lines), findings) == ([_DONE, _DONE], [1, 4], [])


def test_a_folder_reads_all_its_files_and_one_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    other = Done("b", "p01/tender", date(2025, 2, 1), date(2025, 2, 1))
    (ledger / "b.jsonl").write_text(encode(other) + "\n", encoding="utf-8")
    (ledger / "a.jsonl").write_bytes(_LINE + b"\n")
    (ledger / "c.jsonl").mkdir()
    (ledger / "notes.txt").write_text("not a ledger", encoding="utf-8")
    read = read_ledger(tmp_path)
    assert list(read.records()) == [_DONE, other]
    assert [(f.code, f.location.file) for f in read.findings] == [("PP801", f"{ledger.as_posix()}/c.jsonl")]


def test_a_plan_without_a_ledger_has_an_empty_one(tmp_path: Path) -> None:
    assert list(read_ledger(tmp_path).records()) == []
    assert list(read_ledger(tmp_path / "x.yaml").records()) == []


def test_audit_names_unknown_tasks_and_contested_ids(tmp_path: Path) -> None:
    wrong = Done("b", "job/2025-01", date(2025, 1, 27), date(2025, 1, 28))
    rival = Done("a", "jobs/2025-01", date(2025, 1, 30), date(2025, 1, 30))
    lines = [encode(record) for record in (_DONE, wrong, rival)]
    (tmp_path / "x.ledger.jsonl").write_text("\n".join([*lines, "oops"]) + "\n", encoding="utf-8")
    found = audit(read_ledger(tmp_path / "x.yaml"), {"jobs/2025-01"}.__contains__, lambda _: "jobs/2025-01")
    assert [(f.code, f.location.line, dict(f.args)) for f in found] == [
        ("PP801", 4, {"problem": "not JSON"}),
        ("PP801", 1, {"problem": "different records have the id a"}),
        ("PP803", 2, {"id": "job/2025-01", "nearest": "jobs/2025-01"}),
        ("PP801", 3, {"problem": "different records have the id a"}),
    ]
