"""The output folder changes as a whole, keeps what others put there, and survives whatever stops a run."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from output_folders import NAMES, texts, tree, write

from perfplan.errors import StorageError
from perfplan.export import folder
from perfplan.export.folder import MANIFEST, replaced, written_by_us


@pytest.fixture(params=["exchange", "renames"])
def out(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to write, with and without the one-step exchange; nothing may be left beside it."""
    if request.param == "renames":
        monkeypatch.setattr(folder, "_exchange", lambda _first, _second: False)
    home = tmp_path / "build"
    yield home / "plan"
    assert sorted(path.name for path in home.iterdir()) == ["plan"]


def test_a_new_folder_and_a_second_run(out: Path) -> None:
    write(out, "one")
    assert texts(out) == dict.fromkeys(NAMES, "one")
    assert written_by_us(out) == set(NAMES)
    write(out, "two", ["tasks.jsonl"])
    assert texts(out) == {"tasks.jsonl": "two"}
    before = tree(out)
    write(out, "two", ["tasks.jsonl"])
    assert tree(out) == before


def test_foreign_files_are_kept_wherever_they_are(out: Path) -> None:
    write(out, "one")
    (out / "notes.txt").write_text("mine")
    (out / "timelines" / "sketch.svg").write_text("mine too")
    (out / "deep" / "er").mkdir(parents=True)
    (out / "deep" / "er" / "file").write_text("deep")
    (out / "empty").mkdir()
    (out / "link").symlink_to("notes.txt")
    (out / "folder-link").symlink_to("/tmp")
    write(out, "two", ["tasks.csv"])
    assert texts(out) == {
        "tasks.csv": "two", "notes.txt": "mine", "timelines/sketch.svg": "mine too", "deep/er/file": "deep",
        "link": "notes.txt", "folder-link": "/tmp",
    }  # fmt: skip
    assert (out / "empty").is_dir()
    write(out, "three")
    assert texts(out)["deep/er/file"] == "deep"
    assert texts(out)["timelines/p01.svg"] == "three"


def refused(out: Path, names: list[str] = NAMES) -> str:
    """Return why a run is refused; it must leave everything as it was."""
    before = tree(out.parent)
    with pytest.raises(StorageError) as problem:
        write(out, "new", names)
    assert tree(out.parent) == before
    return str(problem.value)


def test_a_foreign_file_in_the_way(out: Path) -> None:
    out.mkdir(parents=True)
    (out / "tasks.csv").write_text("mine")
    assert "was not written by perfplan" in refused(out)
    assert "tasks.csv" in refused(out)


def test_a_foreign_file_where_a_folder_is_to_be(out: Path) -> None:
    write(out, "one", ["tasks.csv"])
    (out / "timelines").write_text("mine")
    (out / "notes.txt").write_text("mine")
    assert f"{out / 'timelines'} was not written" in refused(out)


def test_a_link_where_a_folder_is_to_be(out: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "p01.svg").write_text("theirs")
    write(out, "one", ["tasks.csv"])
    (out / "timelines").symlink_to(elsewhere)
    assert "timelines was not written" in refused(out)
    assert texts(elsewhere) == {"p01.svg": "theirs"}


def test_a_folder_where_a_file_was(out: Path) -> None:
    write(out, "one")
    (out / "tasks.csv").unlink()
    (out / "tasks.csv").mkdir()
    (out / "tasks.csv" / "mine.txt").write_text("mine")
    assert "tasks.csv was not written" in refused(out)


def test_a_file_or_link_in_place_of_the_folder(out: Path, tmp_path: Path) -> None:
    out.parent.mkdir()
    out.write_text("a file")
    assert "is not a folder" in refused(out)
    out.unlink()
    out.symlink_to(tmp_path)
    assert "is a link" in refused(out)
    out.unlink()
    out.symlink_to("nowhere")
    assert "is not a folder" in refused(out)


@pytest.mark.parametrize("name", [".", "..", "inner/..", "../build"])
def test_the_working_folder_is_never_replaced(out: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (out / "inner").mkdir(parents=True)
    monkeypatch.chdir(out)
    with pytest.raises(StorageError, match="working folder"):
        write(Path(name) if name != "../build" else Path("..", "..", "build"), "x")
    monkeypatch.chdir(out / "inner")
    with pytest.raises(StorageError, match="working folder"):
        write(out, "x")
    assert tree(out) == {}


def write_half(out: Path, problem: Exception) -> None:
    with replaced(out, ["tasks.csv"]) as new:
        (new / "tasks.csv").write_text("half")
        raise problem


def test_a_writer_that_fails_leaves_the_old_folder(out: Path) -> None:
    write(out, "one")
    before = tree(out)
    with pytest.raises(ZeroDivisionError):
        write_half(out, ZeroDivisionError())
    assert tree(out) == before
    with pytest.raises(StorageError, match="No space"):
        write_half(out, OSError(28, "No space left on device"))
    assert tree(out) == before


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="cannot write"):
        write(tmp_path / "file" / "out", "x")
    with pytest.raises(StorageError, match="cannot write"):
        write(Path("/proc/perfplan/out"), "x")


@pytest.mark.parametrize("name", ["../victim.txt", "/tmp/victim.txt", "a/../../victim.txt", "", "..", 5, None])
def test_a_manifest_never_reaches_outside(out: Path, name: object) -> None:
    write(out, "one")
    (out / MANIFEST).write_text(json.dumps({"files": [name, "tasks.csv", "timelines/p01.svg"]}), encoding="utf-8")
    victim = out.parent / "victim.txt"
    victim.write_text("safe")
    write(out, "two")
    assert victim.read_text() == "safe"
    victim.unlink()
    assert texts(out) == dict.fromkeys(NAMES, "two")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": 5}', '{"files": [[1]]}', "\0", '{"files": {"a": 1}}'])
def test_a_broken_manifest_means_that_all_files_are_foreign(out: Path, text: str) -> None:
    write(out, "one")
    (out / MANIFEST).write_text(text)
    assert "tasks.csv was not written" in refused(out)
    write(out, "two", ["tasks.jsonl"])
    assert texts(out) == {**dict.fromkeys(NAMES, "one"), "tasks.jsonl": "two"}


def test_what_cannot_be_linked_is_moved(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_keys: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write(out, "one")
    (out / "deep").mkdir()
    (out / "deep" / "notes.txt").write_text("mine")
    write(out, "two")
    assert texts(out) == {**dict.fromkeys(NAMES, "two"), "deep/notes.txt": "mine"}


def test_the_folder_keeps_its_mode(out: Path) -> None:
    write(out, "one")
    out.chmod(0o750)
    write(out, "two")
    assert out.stat().st_mode & 0o777 == 0o750


def test_what_a_killed_run_left_is_removed_a_day_later(out: Path) -> None:
    out.parent.mkdir()
    names = {"old": 200_000, "fresh": 60, "with files of people": 200_000}
    folders = {name: out.with_name(f".{out.name}.new-{at}-0123abcd") for at, name in enumerate(names)}
    for name, left in folders.items():
        left.mkdir()
        (left / "tasks.csv").write_text("x")
        if name != "with files of people":
            (left / ".perfplan-unfinished").touch()
        for place in (*left.iterdir(), left):
            past = out.parent.stat().st_mtime - names[name]
            os.utime(place, (past, past))
    write(out, "one")
    assert [name for name, left in folders.items() if left.exists()] == ["fresh", "with files of people"]
    assert not list(out.rglob(".perfplan-unfinished"))
    for left in folders.values():
        shutil.rmtree(left, ignore_errors=True)
