"""State by lookup is the state by replay, whatever stands in the files; and it asks for little memory."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_builders import CROWDED, FIRST, LAST, TASKS, day

from perfplan.errors import StorageError
from perfplan.ledger import indexing
from perfplan.ledger.coding import encode
from perfplan.ledger.index import Fresh, Index
from perfplan.ledger.indexing import index_ledger
from perfplan.ledger.lookup import read_progress
from perfplan.ledger.progress import Progress
from perfplan.ledger.reading import read_ledger
from perfplan.ledger.record import Closed, Correction, Done, Note, Record, Reported, Retraction
from perfplan.ledger.replay import replay

_GOOD = st.builds(encode, CROWDED).map(str.encode)
_BY_HAND = st.builds(lambda record: json.dumps(json.loads(encode(record))).encode(), CROWDED)
_USUAL = b'{"kind":"done","id":"u","task":"jobs@a/1","on":"2025-01-02","at":"2025-01-02"}'
_FIGURE = b'{"kind":"progress","id":"v","target":"jobs","on":"2025-01-02","at":"2025-01-02"'
_ODD = st.sampled_from(
    [
        b"",
        b"  ",
        b"oops",
        b"<<<<<<< HEAD",
        _USUAL[:40],
        _USUAL + b"\r",
        _USUAL.replace(b"01-02", b"02-30", 1),
        _USUAL.replace(b'"u"', b'"u","when":"x"'),
        _USUAL.replace(b'"u"', b'"\xff"'),
        _USUAL.replace(b"}", b',"by":""}'),
        _USUAL.replace(b"}", b',"by":"a","by":"b"}'),
        _USUAL.replace(b"jobs@a/1", b"jobs\\u0040a/1"),
        _USUAL.replace(b"jobs@a/1", b"a/b/c"),
        b'{"kind":"progress","id":"v","target":"jobs","on":"2025-01-02","at":"2025-01-02"}',
        b'{"kind":"progress","id":"v","target":"jobs","on":"2025-01-02","at":"2025-01-02","value":"'
        + b"9" * 29
        + b'"}',
    ]
)
_FILES = st.lists(st.lists(_GOOD | _GOOD | _BY_HAND | _ODD, max_size=10), min_size=1, max_size=3)


def _written(folder: Path, files: Sequence[Sequence[bytes]], *, ended: bool = True) -> Path:
    for number, lines in enumerate(files):
        mark = b"\xef\xbb\xbf" if number == 1 else b""
        path = folder / "ledger" / f"{number}.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(mark + b"\n".join(lines) + (b"\n" if ended else b""))
    return folder


def _everything(progress: Progress) -> tuple[object, ...]:
    views: tuple[Mapping[Any, Any], ...]
    views = (progress.done, progress.tasks, progress.figures, progress.labels, progress.signed)
    return ([dict(view) for view in views], [len(view) for view in views], progress.moved, dict(progress.corrections))


@given(_FILES, st.booleans(), st.just(date.max) | st.dates(FIRST, LAST))
def test_lookup_finds_what_replay_finds(files: list[list[bytes]], ended: bool, until: date) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plan = _written(Path(folder), files, ended=ended)
        ledger = read_ledger(plan)
        progress, findings = read_progress(plan, until)
        assert _everything(progress) == _everything(replay(ledger.records(), until))
        assert sorted(findings, key=lambda f: f.sort_key) == sorted(ledger.findings, key=lambda f: f.sort_key)
        for task in [*TASKS, "unknown/1"]:
            ident, _, label = task.rpartition("/")
            assert (task in progress.tasks, task in progress.done) == (
                task in dict(progress.tasks),
                label in progress.finished(ident),
            )


@given(_FILES)
def test_small_blocks_make_no_difference(files: list[list[bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        plan = _written(Path(folder), files)
        whole, findings = read_progress(plan)
        patch.setattr(indexing, "_BLOCK", 7)
        pieces, found = read_progress(plan)
        assert (_everything(whole), findings) == (_everything(pieces), found)


def _index_of(folder: Path, records: Sequence[Record]) -> Index:
    return index_ledger(_written(folder, [[encode(record).encode() for record in records]]))


def _usual_records() -> list[Record]:
    return [
        Done("a", "jobs@a/1", day(1), day(2), "王敏", "说明", "县人社局〔2025〕12号"),
        Done("b", "p01/tender", day(1), day(2), step=3),
        Closed("c", "jobs@a/1", day(3), day(3), by="周宁"),
        Reported("d", "jobs", day(1), day(2), "a", "12.50", by="王敏", source="月报", note="初步"),
        Reported("e", "jobs", day(1), day(2), add="-3", step=12),
    ]


def test_what_perfplan_writes_is_not_kept_but_found_again(tmp_path: Path) -> None:
    index = _index_of(tmp_path, _usual_records())
    assert index.records == []
    places = [max(place, ~place) for ident in index.idents for _, place in index.rows(ident)]
    places += [place for key in index.keys for place in index.reports(key).places]
    assert index.records_at(sorted(places)) == _usual_records()


def test_what_other_records_are_about_is_kept(tmp_path: Path) -> None:
    about: list[Record] = [Retraction("x", "a", day(4)), Correction("y", "d", day(4), value="13")]
    index = _index_of(tmp_path, [*_usual_records(), *about])
    assert [record.id for record in index.records] == ["a", "d", "x", "y"]


def test_a_retraction_written_by_hand_is_found_too(tmp_path: Path) -> None:
    by_hand = b'{ "id": "x", "kind": "retract", "record": "a", "at": "2025-01-04" }'
    plan = _written(tmp_path, [[encode(record).encode() for record in _usual_records()], [by_hand]])
    assert [record.id for record in index_ledger(plan).records] == ["a", "x"]


def test_a_line_longer_than_a_read_is_found_again(tmp_path: Path) -> None:
    long = Done("a", "jobs@a/1", day(1), day(2), note="长" * 5000)
    index = _index_of(tmp_path, [long, *_usual_records()[1:]])
    assert index.records_at([0]) == [long]


def test_a_file_that_was_replaced_meanwhile_is_refused(tmp_path: Path) -> None:
    plan = _written(tmp_path, [[encode(record).encode() for record in _usual_records()]])
    progress, _ = read_progress(plan)
    path = plan / "ledger" / "0.jsonl"
    path.rename(path.with_suffix(".old"))
    with pytest.raises(StorageError, match="replaced"):
        progress.state("jobs@a/1")
    path.write_bytes(encode(Note("n", "jobs", day(1), "another")).encode() * 40)
    with pytest.raises(StorageError, match="replaced"):
        progress.state("jobs@a/1")


def test_what_is_appended_meanwhile_does_not_disturb(tmp_path: Path) -> None:
    plan = _written(tmp_path, [[encode(record).encode() for record in _usual_records()]])
    progress, _ = read_progress(plan)
    with (plan / "ledger" / "0.jsonl").open("ab") as file:
        file.write(encode(Retraction("x", "a", day(4))).encode() + b"\n")
    assert progress.state("jobs@a/1").closed


def test_many_records_need_little_memory(tmp_path: Path) -> None:
    lines = [
        encode(Done(f"{number:016x}", f"target-{number % 50}@unit-{number % 7}/2025-{number}", day(1), day(1)))
        for number in range(20_000)
    ]
    index = index_ledger(_written(tmp_path, [[line.encode() for line in lines]]))
    (layer,) = index.layers
    assert isinstance(layer, Fresh)
    kept = sum(len(column) * column.itemsize for columns in layer.tasks.values() for column in columns)
    assert kept <= 16 * len(lines)
    assert index.records == []
