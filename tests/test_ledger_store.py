"""Appending: nothing is lost or torn, whoever writes at the same time and whatever kills them."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from perfplan.errors import StorageError
from perfplan.ledger.coding import encode
from perfplan.ledger.reading import read_ledger
from perfplan.ledger.record import Done
from perfplan.ledger.store import append, ledger_file, ledger_files

_WRITER = """
import os, sys
from datetime import date
from pathlib import Path
from perfplan.ledger.record import Done
from perfplan.ledger.store import append, ledger_file
plan, who, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    day = date(2025, 3, 1)
    append(ledger_file(plan), [Done(f"{who}-{number}", "jobs/2025-03", day, day, note="说明" * 40)])
    os.write(1, f"{who}-{number}\\n".encode())
"""


def _done(name: str) -> Done:
    return Done(name, "jobs/2025-03", date(2025, 3, 1), date(2025, 3, 2), by="王敏")


def _ids(plan: Path) -> list[str]:
    ledger = read_ledger(plan)
    assert ledger.findings == ()
    return [record.id for record in ledger.records()]


def _writer(plan: Path, who: str, count: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _WRITER, str(plan), who, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def test_the_ledger_lies_in_the_folder_or_beside_the_file(tmp_path: Path) -> None:
    assert ledger_file(tmp_path) == tmp_path / "ledger" / "records.jsonl"
    assert ledger_file(tmp_path / "plan.yaml") == tmp_path / "ledger" / "records.jsonl"
    assert ledger_file(tmp_path / "shop.yaml") == tmp_path / "shop.ledger.jsonl"
    assert ledger_files(tmp_path) == ledger_files(tmp_path / "shop.yaml") == ()


def test_lines_are_added_at_the_end(tmp_path: Path) -> None:
    path = ledger_file(tmp_path)
    append(path, [_done("a"), _done("b")])
    before = path.read_bytes()
    append(path, [])
    append(path, [_done("c")])
    assert path.read_bytes() == before + encode(_done("c")).encode() + b"\n"
    assert _ids(tmp_path) == ["a", "b", "c"]


def test_many_writers_lose_and_tear_nothing(tmp_path: Path) -> None:
    writers = [_writer(tmp_path, f"w{n}", 50) for n in range(8)]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    assert sorted(_ids(tmp_path)) == sorted(f"w{n}-{k}" for n in range(8) for k in range(50))


@pytest.mark.parametrize("wait", [0.0, 0.004, 0.011, 0.03])
def test_what_a_killed_writer_was_promised_is_there(tmp_path: Path, wait: float) -> None:
    append(ledger_file(tmp_path), [_done("first")])
    victims = [_writer(tmp_path, f"v{n}", 100_000) for n in range(2)]
    for victim in victims:
        assert victim.stdout is not None
        victim.stdout.readline()
    time.sleep(wait)
    promised = ["first"]
    for victim in victims:
        os.kill(victim.pid, signal.SIGKILL)
        rest, _ = victim.communicate()
        promised += rest.decode().split()
    append(ledger_file(tmp_path), [_done("last")])
    ids = _ids(tmp_path)
    assert set(promised) < set(ids)
    assert ids[-1] == "last"
    assert len(ids) == len(set(ids))


def test_a_torn_line_is_left_alone_and_eats_no_neighbour(tmp_path: Path) -> None:
    path = ledger_file(tmp_path)
    torn = encode(_done("b")).encode()[:30]
    append(path, [_done("a")])
    with path.open("ab") as file:
        file.write(torn)
    append(path, [_done("c")])
    ledger = read_ledger(tmp_path)
    assert [record.id for record in ledger.records()] == ["a", "c"]
    assert [(f.code, f.location.line) for f in ledger.findings] == [("PP802", 2)]
    assert torn in path.read_bytes().split(b"\n")


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ledger_file(tmp_path)
    append(path, [_done("a")])
    before = path.read_bytes()
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, data: real(file, data[: len(data) // 2]))
    with pytest.raises(StorageError, match="fitted on the disk"):
        append(path, [_done("b")])
    assert path.read_bytes() == before


def test_an_append_is_on_the_disk_before_it_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    real_sync, real_write = os.fsync, os.write

    def sync(file: int) -> None:
        name = Path(f"/proc/self/fd/{file}").readlink()
        calls.append("file" if name.is_file() else name.relative_to(tmp_path.resolve()).as_posix())
        real_sync(file)

    def write(file: int, data: bytes) -> int:
        calls.append("write")
        return real_write(file, data)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "write", write)
    append(ledger_file(tmp_path), [_done("a")])
    append(ledger_file(tmp_path), [_done("b")])
    assert calls == ["ledger", ".", "write", "file", "write", "file"]


def test_a_file_replaced_while_waiting_for_the_lock_gets_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ledger_file(tmp_path)
    append(path, [_done("a")])
    real = fcntl.flock
    swaps: list[Path] = []

    def flock(file: int, operation: int) -> None:
        real(file, operation)
        if not swaps:
            swaps.append(path.rename(path.with_suffix(".old")))
            path.write_bytes(swaps[0].read_bytes())

    monkeypatch.setattr(fcntl, "flock", flock)
    append(path, [_done("b")])
    assert _ids(tmp_path) == ["a", "b"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_a_storage_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError, match="cannot write the ledger"):
        append(ledger_file(tmp_path), [_done("a")])


def test_a_ledger_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "ledger").write_text("in the way", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot write the ledger"):
        append(ledger_file(tmp_path), [_done("a")])


def test_text_that_is_no_unicode_is_replaced_not_refused(tmp_path: Path) -> None:
    append(ledger_file(tmp_path), [Done("a", "jobs/2025-03", date(2025, 3, 1), date(2025, 3, 1), note="\udcff")])
    (record,) = read_ledger(tmp_path).records()
    assert isinstance(record, Done)
    assert record.note == "?"
