"""The READMEs and the page on outputs keep their word: every command runs, and prints what they show."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from cli_process import ROOT, environment

from perfplan.cli import index
from perfplan.registry import module_names

PAGES = ("README.md", "README.zh.md")
RUN = (*PAGES, "docs/tasks.md")
BLOCK = re.compile(
    r"^(?:<!-- (?P<note>[^\n]+) -->\n)?```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
EXPORT = re.compile(r"export (\w+)=(\S+)")
GAP = "…"


class Command(NamedTuple):
    """A command line of a page, the lines shown below it, and the exit code that it should have."""

    line: int
    text: str
    shown: list[str]
    exit_code: int


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str) -> Iterator[re.Match[str]]:
    yield from BLOCK.finditer(text_of(page))


def commands(page: str) -> list[Command]:
    found: list[Command] = []
    for block in blocks(page):
        if block["language"] not in {"console", "bash"}:
            continue
        code = int((block["note"] or "exit: 0").removeprefix("exit: "))
        first = text_of(page).count("\n", 0, block.start("text")) + 1
        for number, line in enumerate(block["text"].splitlines(), start=first):
            if line.startswith("$ "):
                found.append(Command(number, line[2:], [], code))
            else:
                found[-1].shown.append(line)
    return found


def files(page: str) -> dict[str, str]:
    """Return the files that a page tells the reader to type, by name."""
    notes = {block["note"]: block["text"] for block in blocks(page) if (block["note"] or "").startswith("file: ")}
    return {note.removeprefix("file: "): text for note, text in notes.items()}


def agrees(shown: list[str], printed: list[str]) -> bool:
    """Return whether the shown lines are the printed ones, an ellipsis standing for any number of lines."""
    if not shown:
        return not printed
    if shown[0] == GAP:
        return any(agrees(shown[1:], printed[skipped:]) for skipped in range(len(printed) + 1))
    return bool(printed) and shown[0] == printed[0] and agrees(shown[1:], printed[1:])


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for folder in ("plans", "examples"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize("page", RUN)
def test_every_command_runs_and_prints_what_is_shown(page: str, checkout: Path) -> None:
    for name, text in files(page).items():
        (checkout / name).parent.mkdir(exist_ok=True)
        (checkout / name).write_text(text, encoding="utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = environment(PATH=path, PERFPLAN_MEMORY="off")
    for command in commands(page):
        if export := EXPORT.fullmatch(command.text):
            env[export[1]] = export[2]
            continue
        done = subprocess.run(
            ["bash", "-c", f"{{ {command.text}\n}} 2>&1"],
            cwd=checkout, env=env, capture_output=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
        where = f"{page}:{command.line}: {command.text}\n{done.stdout}"
        assert done.returncode == command.exit_code, where
        printed = [line.rstrip() for line in done.stdout.splitlines()]
        assert agrees(command.shown, printed), where


def test_an_ellipsis_stands_for_lines_and_nothing_else_does() -> None:
    assert agrees(["a", GAP, "d"], ["a", "b", "c", "d"])
    assert agrees([GAP], [])
    assert not agrees(["a", GAP, "d"], ["a", "b"])
    assert not agrees(["a"], ["a", "b"])
    assert not agrees([], ["a"])


def test_the_first_plan_is_the_minimal_example() -> None:
    minimal = (ROOT / "examples" / "minimal.yaml").read_text(encoding="utf-8")
    assert files("README.md")["examples/minimal.yaml"] == minimal
    assert len(minimal.splitlines()) <= 15


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_every_command_and_names_every_variant(page: str) -> None:
    run = {words for command in commands(page) for words in re.findall(r"perfplan (?:--lang \w+ )?(\w+)", command.text)}
    assert run >= set(index.names())
    variants = [
        *module_names("perfplan.kinds"),
        *module_names("perfplan.split.methods"),
        *(name for name in module_names("perfplan.split.allocation") if name != "attribute"),
    ]
    text = text_of(page)
    assert [name for name in variants if f"`{name}`" not in text and f"by: {name}" not in text] == []


def outline(page: str) -> tuple[list[int], list[int], int]:
    """Return the depth of every heading, the length of every table, and how many commands a page has."""
    prose = BLOCK.sub("", text_of(page))
    headings = [len(marks) for marks in re.findall(r"^(#+) ", prose, re.MULTILINE)]
    tables = [len(rows.splitlines()) for rows in re.findall(r"(?:^\|.*\n)+", prose, re.MULTILINE)]
    return headings, tables, len([command for command in commands(page) if "export" not in command.text])


def test_both_languages_have_the_same_structure() -> None:
    english, chinese = map(outline, PAGES)
    assert english == chinese
    links = [set(re.findall(r"\]\((?!README)([^)]+\.md)\)", text_of(page))) for page in PAGES]
    assert links[0] == links[1]
    assert links[0] >= {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")} - {"docs/benchmarks.md"}
