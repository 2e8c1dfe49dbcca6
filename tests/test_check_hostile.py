"""A plan folder made to break ``check`` ends in findings: whatever lies in it, and whatever is shown of it."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from test_wrong_plans import BASE

from perfplan.export._findings import findings_writer
from perfplan.i18n import Translator
from perfplan.ledger.lookup import read_progress
from perfplan.lint.inspection import inspect
from perfplan.tables.findings import findings_report

HEADER = "target,unit,period,value\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(BASE, encoding="utf-8")
    for name in ("history", "ledger", "targets"):
        (tmp_path / name).mkdir()
    return tmp_path


def codes(folder: Path) -> list[str]:
    return [finding.code for finding in inspect(folder).findings]


def shown(folder: Path, name: str) -> str:
    found = inspect(folder)
    report = findings_report(found.files, found.findings, found.texts, Translator("en"))
    return findings_writer(name).write(report, Translator("en"), lambda text, *_: text)


def test_a_pipe_among_the_histories_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "history" / "x.csv")
    assert codes(folder) == ["PP101"]


def test_a_pipe_among_the_ledgers_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "ledger" / "x.jsonl")
    assert codes(folder) == ["PP801"]
    _, findings = read_progress(folder)
    assert [finding.code for finding in findings] == ["PP801"]


def test_a_history_in_another_encoding(folder: Path) -> None:
    (folder / "history" / "x.csv").write_bytes(HEADER.encode() + "jobs,县发改局,2024-01,1\n".encode("gb18030"))
    assert [(f.code, f.location.line, f.args) for f in inspect(folder).findings] == [("PP102", 2, {"encoding": "GBK"})]


@pytest.mark.parametrize("line", ["jobs,,,5", "jobs,,2024-03,", ",,,", "jobs,,2024-03,1e9", "limit,,２０２４-01,NaN"])
def test_an_empty_or_odd_cell_of_a_history(folder: Path, line: str) -> None:
    (folder / "history" / "x.csv").write_text(f"{HEADER}{line}\n", encoding="utf-8")
    assert codes(folder) == ["PP340"]


def test_a_cell_that_the_csv_reader_refuses(folder: Path) -> None:
    (folder / "history" / "x.csv").write_text(f"{HEADER}{'x' * (csv.field_size_limit() + 1)}\n", encoding="utf-8")
    assert codes(folder) == ["PP340"]


def test_lines_are_counted_as_editors_do(folder: Path) -> None:
    (folder / "history" / "x.csv").write_text(
        f"{HEADER}# a\x0cb\u2028c\r\njobs,,2024-13,5\n", encoding="utf-8", newline=""
    )
    assert [(finding.code, finding.location.line) for finding in inspect(folder).findings] == [("PP340", 3)]
    assert "3 | jobs,,2024-13,5" in shown(folder, "full")


@pytest.mark.parametrize("name", ["full", "concise"])
def test_nothing_hidden_reaches_a_terminal(folder: Path, name: str) -> None:
    (folder / "targets" / "\u202etext.yaml").write_text('"\x1b[31m\u202e": 1\n', encoding="utf-8")
    (folder / "units.yaml").write_text('id: "a\\u202eb"\nlemps: x\n', encoding="utf-8")
    text = shown(folder, name)
    assert "<U+202E>text.yaml" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
