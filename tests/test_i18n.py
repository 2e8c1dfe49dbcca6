"""Two languages: every sentence has its Chinese, with the same values in it, and nothing is left over."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from tools_loader import load_tool

import perfplan.i18n as i18n
from perfplan.cli import frame
from perfplan.errors import REASONS
from perfplan.i18n import Translator

ROOT = Path(__file__).resolve().parent.parent


messages = load_tool("messages")
compile_catalogues = load_tool("compile_catalogues")


def test_every_sentence_is_in_the_chinese_catalogue() -> None:
    missing = messages.missing()
    assert not missing, f"make catalogue lists them in the catalogue's form: {missing}"


def test_no_entry_is_left_over() -> None:
    assert messages.unused() == []


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_translations_carry_the_same_values() -> None:
    for english, chinese in messages.translations().items():
        if "{" in english:
            assert placeholders(english) == placeholders(chinese), english
        assert chinese.strip(), english


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    assert messages.unmarkable() == []


def test_the_compiled_catalogue_is_in_step() -> None:
    for source in compile_catalogues.sources():
        target = source.with_suffix(".mo")
        assert target.is_file(), "python tools/compile_catalogues.py"
        assert target.read_bytes() == compile_catalogues.compiled(source), "python tools/compile_catalogues.py"


def test_a_translator_looks_up_then_fills_in() -> None:
    assert Translator("en")("unknown key {key}", key="x{y}") == "unknown key x{y}"
    assert Translator("zh")("unknown key {key}", key="x{y}") == "未知的键 x{y}"
    assert Translator("zh")("never said before {n}", n=1) == "never said before 1"
    assert Translator("zh")("") == ""
    assert Translator("en")("{braces} stay") == "{braces} stay"


def test_a_missing_catalogue_falls_back_to_english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(i18n, "LOCALES", str(tmp_path))
    assert Translator("zh")("unknown key {key}", key="x") == "unknown key x"


def test_the_collector_sees_every_way_of_saying(tmp_path: Path) -> None:
    source = (
        "t('one'); self.t('two', n=1); Sentence(template='three'); N_('four'); Rule(message='five', hint='six')\n"
        "raise UsageError('seven')\n"
        "x = Option('--x', help='eight'); y = t('nine' if x else 'ten'); z = {'problem': 'eleven'}\n"
        "w = 'twelve'  # msgid\n"
    )
    takers = messages.TRANSLATORS | messages.error_names()
    found = {text for text, _ in messages._messages(tmp_path / "x.py", ast.parse(source), source, takers)}
    assert found == {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}


COMMANDS = [
    ["--help"],
    ["check", "{plan}"],
    ["explain", "2025-10-11"],
    ["calendar", "show", "2025", "--plan", "{plan}"],
    ["timeline", "--plan", "{plan}"],
    ["timeline", "p01", "--plan", "{plan}", "--format", "svg"],
    ["timeline", "p01", "--plan", "{plan}", "--format", "ics"],
    ["timeline", "p01", "--plan", "{plan}", "--format", "markdown"],
    ["status", "--plan", "{plan}", "--today", "2025-07-07"],
    ["status", "--plan", "{plan}", "--today", "2025-12-30", "--format", "markdown", "--by", "unit"],
    ["split", "{plan}", "--out", "{out}", "--level", "quarter"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: "-".join(command[:1] + command[4:]).strip("-"))
def test_whatever_a_command_looks_up_has_its_chinese(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known, lacking = messages.translations(), set()

    def recording(lang: str) -> Callable[[str], str]:
        def look_up(text: str) -> str:
            if lang == "zh" and text not in known and re.search(r"[A-Za-z]{2}", text):
                lacking.add(text)
            return str(known.get(text, text))

        return look_up

    monkeypatch.setattr(i18n, "_catalogue", recording)
    monkeypatch.setenv("PERFPLAN_LANG", "zh")
    values = {"plan": str(ROOT / "plans" / "county-2025"), "out": str(tmp_path / "out")}
    assert frame.run([word.format(**values) for word in command]) == 0, capsys.readouterr().err
    said_by_people = {text for text in lacking if re.search(r"[\u4e00-\u9fff]", text)}
    assert lacking - said_by_people == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "{owner} answers for the quarter",
        "{owner} answers for the month",
        "{owner} answers for the day",
        "the line breaks off",
        "it is a pipe, a device or a socket, not a file",
        "the system could not read it",
        *REASONS,
    ],
)
def test_what_is_said_from_a_constant_is_in_chinese_too(sentence: str) -> None:
    assert sentence in messages.required()
    assert Translator("zh")(sentence) != sentence


def test_the_systems_reason_is_given_in_chinese(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "build").write_text("")
    plan = ROOT / "examples" / "minimal.yaml"
    assert frame.run(["--lang", "zh", "split", str(plan), "--out", str(tmp_path / "build" / "minimal")]) == 2
    assert "File exists" not in (said := capsys.readouterr().err)
    assert "已有同名文件" in said
