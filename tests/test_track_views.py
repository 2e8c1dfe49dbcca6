"""perfplan status by figures, as people run it: what fails, what is shown, whose it is, at every width."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from cli_process import environment, on_terminal, perfplan

from perfplan.text import width

PLAN = """\
perfplan: 1
id: county
name: 示例县2025年绩效考评
year: 2025
issued: 2025-01-01
calendar: CN
language: zh
due_soon: 3
lamps: sanya-projects
units:
  - {id: county, name: 示例县}
  - {id: rsj, name: 县人力资源和社会保障局, parent: county}
  - {id: chengguan, name: 城关镇, kind: township, parent: county, head: zhao-lei, handlers: [wang-min]}
  - {id: hedong, name: 河东镇, kind: township, parent: county, head: sun-li}
people:
  - {id: zhou-ning, name: 周宁, unit: county}
  - {id: wang-min, name: 王敏, unit: rsj}
  - {id: zhao-lei, name: 赵磊, unit: chengguan}
  - {id: sun-li, name: 孙丽, unit: hedong}
targets:
  - id: jobs
    name: 城镇新增就业
    kind: flow
    uom: 人
    value: 1200
    lead_unit: rsj
    supervisor: zhou-ning
    owner: wang-min
    split: even
    allocate: {over: township, by: equal}
    report: {every: month, due: 15cd}
    actions: [{id: fair, name: 招聘会, on: [2025-04-07, 2025-04-18], owner: wang-min}]
  - id: air
    name: 空气优良天数比例
    kind: ratio
    uom: "%"
    decimals: 1
    value: 95.5
    lead_unit: rsj
    supervisor: zhou-ning
    owner: wang-min
    report: {every: month, due: 5wd}
  - {id: rd, name: 全社会研发投入强度, kind: ratio, uom: "%", pending: 完成市下达目标, lead_unit: rsj, owner: wang-min}
"""
FIGURES = [
    ("jobs", "chengguan", "2025-03-31", "140"),
    ("jobs", "hedong", "2025-03-31", "150"),
    ("air", "", "2025-02-28", "96.1"),
]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "county.yaml"
    path.write_text(PLAN, encoding="utf-8")
    lines = [
        {"kind": "progress", "id": str(n), "target": target, "unit": unit, "on": on, "at": "2025-04-02", "value": value}
        for n, (target, unit, on, value) in enumerate(FIGURES)
    ]
    text = "".join(json.dumps({key: value for key, value in line.items() if value}) + "\n" for line in lines)
    (tmp_path / "county.ledger.jsonl").write_text(text, encoding="utf-8")
    return path


def _run(plan: Path, *args: str, today: str = "2025-04-10", **env: str) -> Any:
    return perfplan("status", *args, "--plan", str(plan), "--today", today, env=environment(**env))


def _status(plan: Path, *args: str, today: str = "2025-04-10") -> Any:
    ran = _run(plan, "--format", "json", *args, today=today)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_behind_and_unreported_are_told_apart(plan: Path) -> None:
    found = _status(plan)
    behind = {item["id"]: item for item in found["behind"]}
    assert set(behind) == {"jobs/2025-Q1", "jobs@chengguan/2025-Q1"}
    line = behind["jobs@chengguan/2025-Q1"]
    assert (line["shortfall"], line["deadline"], line["days_overdue"], line["owner"]) == (
        "10 人",
        "2025-03-31",
        10,
        "赵磊",
    )
    assert (line["lamp"], line["colour"]) == ("黄", "yellow")
    assert "93.3%" in line["reason"]
    assert [(item["id"], item["deadline"]) for item in found["unreported"]] == [("air/2025-Q1", "2025-04-08")]
    assert [item["id"] for item in found["overdue"]] == ["jobs!fair/2025-04-07"]
    totals = found["totals"]
    assert sum(int(float(state["percent"]) * 10 + 0.5) for state in totals.values()) == 1000
    assert totals["behind"]["count"] == 4, "the month and the quarter, of the county and of the township"


def test_where_every_target_stands(plan: Path) -> None:
    targets = {item["id"]: item for item in _status(plan)["targets"]}
    assert {name: item["state"] for name, item in targets.items()} == {
        "jobs": "behind",
        "jobs@chengguan": "behind",
        "jobs@hedong": "on_pace",
        "air": "unreported",
        "rd": "pending",
    }
    jobs = targets["jobs"]
    assert (jobs["value"], jobs["on"], jobs["progress"]) == ("290", "2025-03-31", "24.2")
    assert (jobs["linear_points_behind"], jobs["percent_of_plan"]) == ("0.8", "96.7")


@pytest.mark.parametrize(
    ("today", "states", "code"),
    [
        ("2025-04-03", "overdue", 0),
        ("2025-04-10", "overdue", 1),
        ("2025-04-03", "behind", 1),
        ("2025-04-08", "unreported", 0),
        ("2025-04-09", "unreported", 1),
        ("2025-03-24", "behind,unreported,overdue", 1),  # January and February of the units have no figures
        ("2025-01-10", "behind,unreported,overdue", 0),
        ("2025-01-13", "due-soon=5", 0),
        ("2025-01-22", "due-soon=5", 1),  # five working days until Monday 01-27: Sunday is worked
        ("2025-01-21", "due-soon=5", 0),
    ],
)
def test_exit_codes(plan: Path, today: str, states: str, code: int) -> None:
    assert _run(plan, "--fail-on", states, today=today).returncode == code


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--fail-on", "due-soon=x"), "--fail-on due-soon=N takes a number of working days, not x"),
        (("--fail-on", "overdue,behnd"), "--fail-on cannot be behnd; did you mean behind?"),
        (("--only", "late"), "--only cannot be late"),
        (("--due", "-1"), "--due"),
    ],
)
def test_what_cannot_be_is_a_usage_error(plan: Path, args: tuple[str, ...], words: str) -> None:
    ran = _run(plan, *args, PERFPLAN_LANG="en")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr


def test_only_some_states_and_more_days(plan: Path) -> None:
    found = _status(plan, "--only", "behind")
    assert found["behind"]
    assert found["overdue"] == found["unreported"] == found["due_soon"] == []
    assert found["totals"]["overdue"]["count"] == 1, "the totals still count everything"
    assert _status(plan, "--due", "0")["due_soon"] == []
    assert [item["id"] for item in _status(plan, "--due", "7")["due_soon"]] == ["jobs!fair/2025-04-18"]


def test_one_persons_list_has_the_day(plan: Path) -> None:
    found = _status(plan, "--owner", "王敏", "--due", "0")
    assert "jobs@chengguan/2025-04-10" in [item["id"] for item in found["due_soon"]]
    assert {item["owner"] for item in (*found["due_soon"], *found["overdue"])} == {"王敏"}


def test_every_task_with_all(plan: Path) -> None:
    found = _status(plan, "--all", "--unit", "城关镇", today="2025-02-20")
    ids = [item["id"] for item in found["unreported"]]
    assert ids[0] == "jobs@chengguan/2025-01"
    assert "jobs@chengguan/2025-01-02" in ids
    assert {item["count"] for item in found["unreported"]} == {1}


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("view", [(), ("--lamps",), ("--by", "unit"), ("--all",)])
def test_nothing_is_cut_at_any_width(plan: Path, columns: int, view: tuple[str, ...]) -> None:
    ran = _run(plan, *view, COLUMNS=str(columns), PERFPLAN_LANG="zh")
    assert ran.returncode == 0, ran.stderr
    assert max(map(width, ran.stdout.splitlines())) <= columns
    squeezed = "".join(ran.stdout.split())
    for words in ("城镇新增就业", "2025-03-31", "空气优良天数比例", "140人"):
        assert words in squeezed or columns < 120
    assert "…" not in ran.stdout


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("words", [("status",), ("status", "--lamps"), ("forecast",), ("escalate",)])
def test_on_a_real_terminal_columns_align_and_nothing_is_cut(plan: Path, columns: int, words: tuple[str, ...]) -> None:
    lines = on_terminal(columns, *words, "--plan", str(plan), "--today", "2025-04-10", "--lang", "zh")
    assert max(map(width, lines)) <= columns
    assert "城镇新增就" in "".join("".join(lines).split()), "the rest of the name may stand below in its cell"
    assert "…" not in "".join(lines)
    if words == ("status",) and columns == 120:
        rows = [line for line in lines if line.startswith(("事项", "城镇新增就业"))]
        assert len({width(row[: row.index(row.split()[1])]) for row in rows}) == 1, "the second column begins alike"


def test_lamps_show_both_views_and_a_reason(plan: Path) -> None:
    squeezed = "".join(_run(plan, "--lamps", COLUMNS="200", PERFPLAN_LANG="en").stdout.split())
    assert "290人on2025-03-31,24.2%oftheyear" in squeezed
    assert "96.7%oftheplan" in squeezed
    assert "0.8pointsbehind25.0%ofthemonths" in squeezed
    assert "behind;yellow:96.7%ofpace(>=50%,<100%)" in squeezed
    assert "完成市下达目标" in squeezed
    markdown = _run(plan, "--lamps", "--format", "markdown", PERFPLAN_LANG="en").stdout
    assert "## Targets" in markdown
    assert "| target | unit | reached |" in markdown


def _wait_for(shown: Path, times: int) -> None:
    deadline = time.monotonic() + 20
    while shown.read_text(encoding="utf-8").count("where the work stands") < times and time.monotonic() < deadline:
        time.sleep(0.05)


def test_watching_shows_it_again_when_the_ledger_changes(plan: Path) -> None:
    words = [sys.executable, "-m", "perfplan", "status", "--plan", str(plan), "--today", "2025-04-10", "--watch"]
    shown = plan.with_name("shown.txt")
    with shown.open("w") as out, subprocess.Popen(words, stdout=out, env=environment(PERFPLAN_LANG="en")) as running:
        _wait_for(shown, 1)
        record = {"kind": "done", "id": "9", "task": "jobs!fair/2025-04-07", "on": "2025-04-07", "at": "2025-04-10"}
        with plan.with_suffix(".ledger.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")
        _wait_for(shown, 2)
        running.terminate()
    first, _, second = shown.read_text(encoding="utf-8").rpartition("where the work stands")
    assert "1 overdue" in first
    assert "0 overdue" in second
