"""Every command with wrong input of every option and argument: one line in the reader's language, exit code 2.

The commands and their options are taken from the program, so a new option is tried as soon as it is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from check_builders import plan_folder

from perfplan.cli import frame
from perfplan.cli.app import load_command
from perfplan.cli.context import Context
from perfplan.cli.index import names
from perfplan.cli.parsing import build

Capture = pytest.CaptureFixture[str]
WRONG = ("！错！", "-7")
NAMED = re.compile(
    r"perfplan(?: [a-z-]+)*|-{1,2}[\w-]+(?:=\S+)?|\[?[A-Z][A-Z_=|-]+\]?(?:\.\.\.)?|YYYY-MM-DD|\S*[./@]\S*|`[^`]*`"
)
ENGLISH = re.compile(r"[A-Za-z']{2,}[.:]? [A-Za-z']{2,}")
"""Two words in a row: a sentence, where single ones are choices to be written as they are."""


def parsers(lang: str) -> Iterator[tuple[list[str], Any]]:
    """Yield the words that call each command or verb, and its parser."""
    context = Context.of_process(lang)
    for name in names():
        parser = build(load_command(name), context)
        verbs = getattr(parser, "commands", None)
        if verbs is None:
            yield [name], parser
        else:
            yield from (([name, verb], inner) for verb, inner in verbs.items())


def calls(lang: str) -> Iterator[list[str]]:
    """Yield wrong calls: unknown, valueless and surplus words, and a wrong value of every option and argument."""
    for words, parser in parsers(lang):
        yield [*words, "--no-such-option"]
        yield [*words, *["x"] * 12]
        for param in parser.params:
            flag = param.opts[-1]
            if param.param_type_name == "argument":
                yield words
                yield [*words, "！错！"]
            elif param.is_flag:
                yield [*words, f"{flag}=！错！"]
            else:
                yield [*words, flag]
                yield from ([*words, f"{flag}={value}"] for value in WRONG)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("PERFPLAN_PLAN", "PERFPLAN_TODAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERFPLAN_MEMORY", "off")
    plan_folder(tmp_path)
    return tmp_path


def test_wrong_input_is_answered_in_the_readers_language(here: Path, capsys: Capture) -> None:
    left = {}
    for call in calls("zh"):
        code = frame.run([*call, "--lang", "zh"])
        err = capsys.readouterr().err
        if code != 2:
            continue  # a word that this command can use; other tests look at what it does with it
        told = NAMED.sub(" ", err)
        if ENGLISH.search(told):
            left[" ".join(call)] = told
    assert left == {}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("timeline --effort=0", "--effort is 1 to 1000, not 0"),
        ("timeline --solver=-1", "--solver is 0.1 at least, not -1.0"),
        ("timeline --seed=x", "--seed has to be a whole number, not x"),
        ("timeline --solver=x", "--solver cannot be x"),
    ],
)
def test_numbers_outside_their_range_are_told_the_range(call: str, words: str, here: Path, capsys: Capture) -> None:
    assert frame.run([*call.split(), "--lang", "en"]) == 2
    assert capsys.readouterr().err == f"error: {words}; see perfplan timeline --help\n"
