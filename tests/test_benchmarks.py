"""The measurements run and give well-formed results on tiny sizes; what they measure is never asserted."""

import csv
from pathlib import Path

import pytest

from benchmarks import baseline_check, check, levelling, naive, psplib, report, split
from benchmarks.plans import county_plan, county_plan_of_lines, flow_plan, flow_tasks
from benchmarks.process import Command, CommandFailedError, Usage, middle, perfplan, python, run
from perfplan.checks.runner import run_checks
from perfplan.load import load_plan
from perfplan.schedule.levelling.level import level
from perfplan.schedule.levelling.problem import mirror
from perfplan.schedule.levelling.search import Budget

UNITS = 3
SMALL = 30  # megabytes: more than a bare interpreter, less than these tests


def _written(folder: Path, text: str) -> Path:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("text", [flow_plan(8, UNITS), county_plan(20_000), county_plan_of_lines(400)])
def test_generated_plans_are_clean(tmp_path: Path, text: str) -> None:
    result = load_plan(_written(tmp_path, text))
    assert result.findings == []
    assert result.plan is not None
    assert run_checks(result.plan) == []


def test_generated_plans_have_the_size_asked_for() -> None:
    assert 19_000 < len(county_plan(20_000).encode()) <= 20_000
    assert 370 < county_plan_of_lines(400).count("\n") <= 400


def test_both_ways_split_into_the_same_tasks(tmp_path: Path) -> None:
    section = split.against_naive(tmp_path, targets=8, units=UNITS, rounds=1)
    assert f"{flow_tasks(8, UNITS):,} tasks" in section.how
    assert all(len(row) == len(section.head) for row in section.rows)


def test_different_totals_are_not_compared(tmp_path: Path) -> None:
    plan = _written(tmp_path, flow_plan(1, UNITS))
    ours, other = tmp_path / "ours.csv", tmp_path / "other.csv"
    tasks = list(naive.tasks_of(naive.read(plan), plan))
    naive.write(ours, tasks)
    assert split.check_same(ours, ours) == len(tasks) == flow_tasks(1, UNITS)
    tasks[0].amount += 1
    naive.write(other, tasks)
    with pytest.raises(split.DifferentTotalsError, match="quarter"):
        split.check_same(ours, other)


def test_the_naive_way_writes_the_columns_of_the_contract(tmp_path: Path) -> None:
    plan, out = _written(tmp_path, flow_plan(1, UNITS)), tmp_path / "tasks.csv"
    naive.main([str(plan), str(out)])
    with out.open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.DictReader(file))
    assert list(first) == list(naive.Task.model_fields)
    assert first["id"] == "t0/2025-Q1"


def test_growth_says_what_a_further_task_takes(tmp_path: Path) -> None:
    section = split.growth(tmp_path, (1, 2), UNITS)
    assert [row[0] for row in section.rows] == [f"{flow_tasks(n, UNITS):,}" for n in (1, 2)]
    assert section.rows[1][-1].endswith("µs")


def test_checking_compares_like_with_like(tmp_path: Path) -> None:
    section = check.in_process(tmp_path, 20_000, 1)
    assert [len(row) for row in section.rows] == [len(section.head)] * 3
    plan = load_plan(tmp_path / "county.yaml").plan
    assert plan is not None
    assert len(baseline_check.check(tmp_path / "county.yaml").targets) == len(plan.targets)


def test_a_plan_with_findings_is_not_measured(tmp_path: Path) -> None:
    path = _written(tmp_path, county_plan(8_000) + "typo: 1\n")
    with pytest.raises(check.UnsoundPlanError, match="PP203"):
        check.check_fully(path)


def test_a_process_is_measured_alone(tmp_path: Path) -> None:
    mine = tmp_path / "mark"
    usage = run(python("-c", f"open({str(mine)!r}, 'w').close(); b'x' * (40 << 20)"))
    assert mine.exists()
    assert 40 < usage.megabytes < 40 + SMALL
    assert run(python("-c", "pass")).megabytes < SMALL  # not the memory of whoever measures


def test_a_failing_command_has_no_figures() -> None:
    with pytest.raises(CommandFailedError, match="exit code 2"):
        run(perfplan("no-such-command"))
    with pytest.raises(CommandFailedError):
        run(Command(("/no/such/program",)))


def test_the_middle_of_several_runs() -> None:
    assert middle([Usage(1, 5, 9), Usage(2, 4, 7), Usage(9, 3, 8)]) == Usage(2, 4, 8)


def test_the_page_lists_targets_beside_figures() -> None:
    goals = (report.Goal("faster", 7.0, 6, "{:.1f}", at_least=True), report.Goal("small", 41.0, 40, "{:.0f} MB"))
    text = report.page([report.Section("Part", "How.", ("a", "b"), (("1", "2"),), goals)], "2025-01-31")
    assert "| faster | at least 6.0 | 7.0 | yes |" in text
    assert "| small | at most 40 MB | 41 MB | **no** |" in text
    assert "| date | 2025-01-31 |" in text
    assert "## Part\n\nHow.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n" in text


def test_people_are_levelled_in_generated_plans(tmp_path: Path) -> None:
    section = levelling.levelling(tmp_path, (20,), plans=2)
    assert [row[0] for row in section.rows] == ["20 stages, with owners", "20 stages, pooled"]
    assert all(len(row) == len(section.head) for row in section.rows)


def test_a_published_instance_is_read_and_solved() -> None:
    """j301_1 of PSPLIB: 32 jobs with source and sink, best possible 43 days, longest path 38."""
    problem = psplib.read(Path(__file__).parent / "cases" / "levelling" / "j301_1.sm")
    found = level(problem, mirror(problem), Budget(300))
    assert found is not None
    assert problem.size == 32
    assert found.cost.end - problem.length // 2 == 43
    assert found.bound - problem.length // 2 >= 38
