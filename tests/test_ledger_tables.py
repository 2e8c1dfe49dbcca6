"""perfplan record --csv and --stdin: tables of figures, all of them or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledger_desk import good, lines, run, shop, values


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return shop(tmp_path)


_TABLE = '指标,单位,截至,完成值,来源,其他\n销售额,North,1-3月,120.5,统计局,x\nsales,,2025-Q1,"240",,\n\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_recorded_as_a_whole(plan: Path, encoding: str) -> None:
    table = plan.parent / "三月.csv"
    table.write_text(_TABLE, encoding=encoding)
    good(plan, "record", "--csv", str(table), "--by", "Ann")
    assert (values(plan), values(plan, unit="")) == ([("2025-03-31", "241/2")], [("2025-03-31", "240")])
    assert [(line["target"], line.get("unit"), line.get("source"), line["by"]) for line in lines(plan)] == [
        ("sales", "north", "统计局", "Ann"),
        ("sales", None, None, "Ann"),
    ]


def test_a_table_comes_from_a_spreadsheet_through_a_pipe(plan: Path) -> None:
    text = "target\tunit\tvalue\r\nsales\tnorth\t5\r\nsales\tsouth\t6\r\n"
    ran = run(plan, "record", "--stdin", "--on", "2025-03", stdin=text)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [line["value"] for line in lines(plan)] == ["5.0", "6.0"]


def test_every_bad_line_of_a_table_is_told_and_none_is_recorded(plan: Path) -> None:
    table = plan.parent / "t.csv"
    rows = ["sales,north,2025-03,5", "sale,north,2025-03,5", "sales,wets,2025-03,5", "sales,north,2025-13,5"]
    rows += ["sales,north,2025-04,x", "sales,north,2025-03,6", "sales,north,2025-04,4"]
    table.write_text("\n".join(["target,unit,on,value", *rows]), encoding="utf-8")
    ran = run(plan, "record", "--csv", str(table))
    assert (ran.returncode, ran.stdout) == (2, "")
    told = [line.removeprefix(f"{table}:") for line in ran.stderr.splitlines()]
    assert [line.split(": ")[:2] for line in told[:-1]] == [
        ["3", "target"],
        ["4", "unit"],
        ["5", "on"],
        ["6", "value"],
        ["7", "value"],
        ["8", "value"],
    ]
    assert told[-1] == "error: 6 of 7 lines cannot be recorded; nothing was recorded"
    assert lines(plan) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("unit,value\nnorth,5\n", "has no column target"),
        ("target,value,完成值\nsales,5,5\n", "two columns for 完成值"),
        ("", "has no column target"),
    ],
)
def test_a_table_without_its_columns_is_refused(plan: Path, text: str, words: str) -> None:
    ran = run(plan, "record", "--stdin", stdin=text)
    assert ran.returncode == 2
    assert words in ran.stderr
