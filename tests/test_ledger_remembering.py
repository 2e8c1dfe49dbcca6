"""Remembering a ledger between runs: only ever the same answer, whatever happened to the files or to the memory."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_builders import CROWDED, FIRST, LAST, day

from perfplan import keeping
from perfplan.ledger import indexing
from perfplan.ledger.coding import encode
from perfplan.ledger.lookup import read_progress
from perfplan.ledger.progress import Progress
from perfplan.ledger.reading import read_ledger
from perfplan.ledger.record import Closed, Done, Record, Reported, Retraction
from perfplan.ledger.replay import replay

_LINES = st.lists(CROWDED | CROWDED.filter(lambda record: isinstance(record, Done | Reported)), max_size=8)
_UNTIL = st.just(date.max) | st.dates(FIRST, LAST)


@pytest.fixture(scope="module", autouse=True)
def _small() -> Iterator[None]:
    """Remember ledgers of any size."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexing, "LEAST", 0)
        yield


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan"
    (path / "ledger").mkdir(parents=True)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "memory"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes each reading of the ledger went through; other than comparing digests."""
    seen: list[int] = []
    read_all = indexing._read_all

    def noted(*given: Any) -> Any:
        work = read_all(*given)
        seen.append(work.bytes_read)
        return work

    monkeypatch.setattr(indexing, "_read_all", noted)
    return seen


def _append(path: Path, records: Sequence[Record]) -> int:
    lines = "".join(f"{encode(record)}\n" for record in records).encode()
    with path.open("ab") as file:
        return file.write(lines)


def _usual(first: int, count: int) -> list[Record]:
    done = [Done(f"d{n}", f"jobs@a/{n}", day(n % 28 + 1), day(n % 28 + 1)) for n in range(first, first + count)]
    figures = [Reported(f"f{n}", "jobs", day(n % 28 + 1), day(28), "a", f"{n}.5") for n in range(first, first + count)]
    return [*done, *figures, Closed(f"c{first}", f"jobs@a/{first}", day(28), day(28))]


def _everything(progress: Progress) -> tuple[object, ...]:
    views = (progress.done, progress.tasks, progress.figures, progress.labels, progress.signed)
    return ([dict(view) for view in views], progress.moved, dict(progress.corrections))


def _same_as_replay(plan: Path, folder: Path, until: date = date.max) -> None:
    ledger = read_ledger(plan)
    progress, findings = read_progress(plan, until, folder)
    assert _everything(progress) == _everything(replay(ledger.records(), until))
    assert sorted(findings, key=lambda f: f.sort_key) == sorted(ledger.findings, key=lambda f: f.sort_key)


@given(st.lists(st.tuples(st.integers(0, 2), _LINES, _UNTIL), min_size=1, max_size=5))
def test_whatever_is_appended_wherever_the_state_is_the_one_by_replay(
    parts: list[tuple[int, list[Record], date]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        plan, folder = Path(name, "plan"), Path(name, "memory")
        (plan / "ledger").mkdir(parents=True)
        for number, records, until in parts:
            _append(plan / "ledger" / f"{number}.jsonl", records)
            _same_as_replay(plan, folder, until)


def test_only_what_was_appended_is_read(plan: Path, folder: Path, read: list[int]) -> None:
    path = plan / "ledger" / "a.jsonl"
    whole = _append(path, _usual(0, 200))
    _same_as_replay(plan, folder)
    _same_as_replay(plan, folder)
    more = _append(path, _usual(200, 1))
    _same_as_replay(plan, folder)
    _same_as_replay(plan, folder, day(9))
    assert read == [whole, 0, more, more], "so little more is not worth writing everything again"
    much = _append(path, _usual(201, 50))
    _same_as_replay(plan, folder)
    _same_as_replay(plan, folder)
    assert read[4:] == [more + much, 0]


def test_a_new_line_about_an_old_record_is_understood(plan: Path, folder: Path, read: list[int]) -> None:
    path = plan / "ledger" / "a.jsonl"
    whole = _append(path, _usual(0, 60))
    _same_as_replay(plan, folder)
    more = _append(path, [Retraction("x", "d7", day(28))])
    _same_as_replay(plan, folder)
    assert read == [whole, whole + more]
    state = read_progress(plan, folder=folder)[0].state("jobs@a/7")
    assert not state.finished


def test_figures_are_known_without_reading_their_lines(plan: Path, folder: Path) -> None:
    path = plan / "ledger" / "a.jsonl"
    _append(path, _usual(0, 28))
    _same_as_replay(plan, folder)
    figures = read_progress(plan, folder=folder)[0].figures["jobs", "a"]
    assert (figures.highest(0), figures.highest(2), figures.last_day, len(figures)) == (27, 2750, day(28), 28)
    assert figures.last == figures[-1] == figures.all[-1]
    early = read_progress(plan, day(3), folder)[0].figures["jobs", "a"]
    assert (early.highest(1), early.last_day, [str(figure.value) for figure in early]) == (
        25,
        day(3),
        ["1/2", "3/2", "5/2"],
    )


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-90])


def _replaced(path: Path) -> None:
    other = path.with_suffix(".new")
    other.write_bytes(path.read_bytes().replace(b"jobs@a/7", b"jobs@b/7"))
    other.replace(path)


def _torn(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b'{"kind":"done","id":"t","task":"jobs')


def _removed(path: Path) -> None:
    path.unlink()


def _renamed(path: Path) -> None:
    path.rename(path.with_name("z.jsonl"))


@pytest.mark.parametrize("change", [_cut, _replaced, _torn, _removed, _renamed])
def test_files_that_changed_otherwise_are_read_again(plan: Path, folder: Path, change: Any) -> None:
    _append(plan / "ledger" / "a.jsonl", _usual(0, 40))
    _append(plan / "ledger" / "b.jsonl", _usual(100, 40))
    _same_as_replay(plan, folder)
    change(plan / "ledger" / "a.jsonl")
    _same_as_replay(plan, folder)
    _append(plan / "ledger" / "b.jsonl", _usual(200, 40))
    _append(plan / "ledger" / "a.jsonl", _usual(300, 1))
    _same_as_replay(plan, folder)


def _memory(folder: Path) -> Path:
    (entry,) = folder.iterdir()
    return entry


@pytest.mark.parametrize("place", [0, 20, 200, -1])
def test_a_damaged_memory_is_forgotten(plan: Path, folder: Path, read: list[int], place: int) -> None:
    whole = _append(plan / "ledger" / "a.jsonl", _usual(0, 40))
    _same_as_replay(plan, folder)
    content = bytearray(_memory(folder).read_bytes())
    content[place] ^= 1
    _memory(folder).write_bytes(content)
    _same_as_replay(plan, folder)
    _memory(folder).write_bytes(bytes(content[: len(content) // 2]))
    _same_as_replay(plan, folder)
    assert read == [whole] * 3


@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_a_memory_that_others_can_write_to_is_not_trusted(plan: Path, folder: Path, read: list[int], mode: int) -> None:
    whole = _append(plan / "ledger" / "a.jsonl", _usual(0, 40))
    _same_as_replay(plan, folder)
    _memory(folder).chmod(mode)
    _same_as_replay(plan, folder)
    folder.chmod(mode)
    _same_as_replay(plan, folder)
    assert read == [whole] * 3


def test_another_perfplan_reads_anew(
    plan: Path, folder: Path, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _append(plan / "ledger" / "a.jsonl", _usual(0, 40))
    _same_as_replay(plan, folder)
    monkeypatch.setattr(keeping, "program", lambda: "another")
    _same_as_replay(plan, folder)
    assert read == [whole] * 2


def test_well_formed_nonsense_is_forgotten(plan: Path, folder: Path) -> None:
    _append(plan / "ledger" / "a.jsonl", _usual(0, 40))
    _same_as_replay(plan, folder)
    for content in (b"", b"{}\n", b'{"program": 1, "files": 5, "labels": []}\n', b"[[[[" * 100_000):
        keeping.keep(_memory(folder), blake2b(content, digest_size=16).digest() + content)
        _same_as_replay(plan, folder)


def test_nothing_is_kept_of_a_small_ledger_or_where_nothing_can_be_kept(
    plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _append(plan / "ledger" / "a.jsonl", _usual(0, 40))
    blocked = plan / "plan.yaml"
    blocked.write_text("")
    _same_as_replay(plan, blocked / "memory")
    monkeypatch.setattr(indexing, "LEAST", 1 << 18)
    _same_as_replay(plan, folder)
    assert not folder.exists()


def test_two_plans_do_not_share_a_memory(plan: Path, folder: Path) -> None:
    _append(plan / "ledger" / "a.jsonl", _usual(0, 40))
    _same_as_replay(plan, folder)
    other = plan.with_name("other")
    shutil.copytree(plan, other)
    _append(other / "ledger" / "a.jsonl", _usual(50, 5))
    _same_as_replay(other, folder)
    _same_as_replay(plan, folder)
    assert len(list(folder.iterdir())) == 2
