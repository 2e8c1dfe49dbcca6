"""Task files: what is written is what the plan says, in every format, and no spreadsheet runs any of it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_builders import allocation, flow, load, person, plan_text, table, target
from split_oracle import random_periods, random_target

from perfplan.export._csv_cells import cell
from perfplan.export._tasks import task_formats, task_writer
from perfplan.export.build import Request, build
from perfplan.i18n import Translator
from perfplan.model.period import Level
from perfplan.model.target import Owners
from perfplan.split.engine import split_target
from perfplan.tables.tasks import COLUMNS, Chunk, Part, Row, target_parts

CONTRACT = "id,level,period,start,deadline,target,project,title,unit,owner,supervisor,amount,checkpoint,uom,kind,source"
LEVELS = (Level.QUARTER, Level.MONTH, Level.DAY)
Rows = list[tuple[str, ...]]
NASTY = [
    "=1+1",
    "+49",
    "-3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "a,b",
    'say "x"',
    "two\r\nlines",
    "名称\n二",
    "",
    "'x",
    " ",
]


def parts_of(random: Random) -> list[Part]:
    periods = random_periods(random)
    found = split_target(random_target(random, periods), periods)
    return list(target_parts(periods.plan, found, periods, LEVELS))


def rows_of(parts: list[Part]) -> Rows:
    return [row for part in parts for row in part.rows()]


def written(folder: Path, parts: list[Part], name: str) -> Path:
    writer = task_writer(name)
    path = folder / f"tasks{writer.suffix}"
    writer.write(path, iter(parts))
    return path


def from_csv(path: Path) -> Rows:
    data = path.read_bytes().decode("utf-8")
    assert data.startswith("\ufeff" + CONTRACT + "\r\n")
    head, *rows = csv.reader(io.StringIO(data[1:], newline=""), strict=True)
    assert tuple(head) == COLUMNS
    return [tuple(row) for row in rows]


def from_jsonl(path: Path) -> Rows:
    lines = path.read_bytes().decode("utf-8").split("\n")
    assert lines.pop() == ""
    objects = [json.loads(line, parse_float=str, parse_int=str) for line in lines]
    assert all(tuple(one) == COLUMNS for one in objects)
    return [tuple("" if value is None else value for value in one.values()) for one in objects]


def from_parquet(path: Path) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in pyarrow.parquet.read_table(path).to_pylist()]


def as_parquet(row: tuple[str, ...]) -> tuple[Any, ...]:
    cells: list[Any] = list(row)
    for name in ("start", "deadline"):
        cells[COLUMNS.index(name)] = date.fromisoformat(row[COLUMNS.index(name)])
    for name in ("amount", "checkpoint"):
        text = row[COLUMNS.index(name)]
        cells[COLUMNS.index(name)] = Decimal(text) if text else None
    return tuple(cells)


@settings(max_examples=60, deadline=None)
@given(st.builds(Random, st.integers(0, 2**32)))
def test_all_formats_say_the_same(tmp_path_factory: pytest.TempPathFactory, random: Random) -> None:
    folder, parts = tmp_path_factory.mktemp("tasks"), parts_of(random)
    rows = rows_of(parts)
    assert from_csv(written(folder, parts, "csv")) == rows
    assert from_jsonl(written(folder, parts, "jsonl")) == rows
    assert from_parquet(written(folder, parts, "parquet")) == list(map(as_parquet, rows))
    assert len({row[0] for row in rows}) == len(rows)
    assert sum(part.size for part in parts) == len(rows)


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet"])
def test_nothing_to_write_is_a_sound_file(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, [], name)
    assert {"csv": from_csv, "jsonl": from_jsonl, "parquet": from_parquet}[name](path) == []


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_runs_in_a_spreadsheet(tmp_path: Path, text: str) -> None:
    (read,) = next(csv.reader(io.StringIO(cell(text) + "\r\n", newline=""))) or [""]
    guarded = text.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert read == ("'" + text if guarded else text)
    goal = target(120, name=text, uom=text, owners=Owners(None, None, (person("x"),)), allocation=allocation([1, 1]))
    parts = list(target_parts(table().plan, split_target(goal, table()), table(), LEVELS))
    single = Row(
        ("a!b/2025-03-03", "day", "2025-03-03", "2025-03-03", "2025-03-03", "a", "", *[text] * 4, "", "", *[text] * 3)
    )
    parts.append(single)
    found = from_csv(written(tmp_path, parts, "csv"))
    expected = [("'" if guarded else "") + text] * 2
    assert {(row[7], row[13]) for row in found} == {tuple(expected)}
    assert [(row[7], row[13]) for row in from_jsonl(written(tmp_path, parts, "jsonl"))] == [(text, text)] * len(found)
    assert {row[7] for row in from_parquet(written(tmp_path, parts, "parquet"))} == {text}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_as_one_cell(text: str) -> None:
    line = f"{cell(text)},{cell('end')}\r\n"
    ((read, end),) = csv.reader(io.StringIO(line, newline=""), strict=True)
    assert (read.removeprefix("'") == text.removeprefix("'"), end) == (True, "end")
    assert not read.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    goal = target(-(10**25) - 1, decimals=6)
    parts = list(target_parts(table().plan, split_target(goal, table()), table(), (Level.QUARTER,)))
    last = from_csv(written(tmp_path, parts, "csv"))[-1]
    assert last[12] == "-10000000000000000000.000001"
    assert '"checkpoint": -10000000000000000000.000001,' in written(tmp_path, parts, "jsonl").read_text("utf-8")
    assert from_parquet(written(tmp_path, parts, "parquet"))[-1][12] == Decimal("-10000000000000000000.000001")


def test_few_things_over_many_units_write_few_rows(tmp_path: Path) -> None:
    goal = target(120, allocation=allocation([1] * 45))
    parts = list(target_parts(table().plan, split_target(goal, table()), table(), (Level.DAY,)))
    rows = [row for row in from_csv(written(tmp_path, parts, "csv")) if "@" in row[0]]
    assert sum(int(row[11]) for row in rows) == 120
    assert len(rows) <= 120
    assert "0" not in {row[11] for row in rows}


def test_an_unknown_format_is_none() -> None:
    assert task_formats() == ("csv", "jsonl", "parquet")
    with pytest.raises(LookupError, match="xls"):
        task_writer("xls")


def test_chunks_know_their_size() -> None:
    parts = list(target_parts(table().plan, split_target(target(7), table()), table(), LEVELS))
    assert [(part.level, part.size) for part in parts if isinstance(part, Chunk)] == [
        ("quarter", 4), ("month", 7), ("day", 7),
    ]  # fmt: skip


def test_listed_deviations_run_in_no_spreadsheet_either(tmp_path: Path) -> None:
    plan = load(
        tmp_path, plan_text(flow(owner="ann", uom="=1+1", value=1000, allocate={"over": "town", "by": "people"}))
    )
    out = tmp_path / "out"
    summary = build(plan, Request(out, frozenset(LEVELS), "csv", Translator("en"), lambda _done, _all: None))
    lines = (out / "deviations.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == summary.deviations + 1 > 1
    assert all(line.endswith(",'=1+1") for line in lines[1:])
