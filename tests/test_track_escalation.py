"""Escalation: the usual ladder on worked days, rules of a plan's own, and the clocks of campaigns."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from cli_process import environment, perfplan
from plan_builders import load, plan_text

from perfplan.ledger.progress import Progress
from perfplan.ledger.record import Closed, Done, Extended, Reported
from perfplan.ledger.replay import replay
from perfplan.model.plan import Plan
from perfplan.text import width
from perfplan.track.closings import closings
from perfplan.track.escalation import escalation, next_to_run_out
from perfplan.track.status import plan_status
from perfplan.track.work import single_items

NOTHING = Progress({})
CAMPAIGN = """\
campaigns:
  - id: clues
    name: Clues
    lead_unit: office
    supervisor: gil
    owner: ann
    phases: [{id: all, name: All answered, due: 2025-12-15}]
    findings:
      - {id: F1, site: Dam, problem: Silt, due: 2025-06-10, owner: ben, extended_to: 2025-06-30}
      - {id: F2, site: Mill, problem: No log, due: 2025-05-20, owner: ben, verified_on: 2025-05-19}
      - {id: F3, site: Pit, problem: Fence, due: 2025-05-20, verified_on: 2025-05-19, closed_on: 2025-05-27}
    clues:
      - {id: C1, kind: hotline_complaint, topic: Noise, events: {received: 2025-06-03}, unit: north, owner: ben}
      - {id: C2, kind: hotline_help, topic: Card, events: {received: 2025-06-10}, unit: south, owner: cleo}
      - {id: C3, kind: petition, topic: Land, events: {received: 2025-05-06, transferred: 2025-05-08}}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return load(tmp_path, plan_text(more=CAMPAIGN))


def _deadlines(plan: Plan) -> dict[str, date]:
    return {item.id.removeprefix("clues/"): item.deadline for item in single_items(plan)}


def test_clocks_that_hold_without_being_declared(plan: Plan) -> None:
    found = _deadlines(plan)
    # 13 working days after Tuesday 2025-06-03 is Friday 06-20; 3 after Tuesday 06-10 is Friday 06-13.
    assert (found["C1/finish"], found["C2/finish"]) == (date(2025, 6, 20), date(2025, 6, 13))
    assert "C3/transfer" not in found, "passed on after two of four days"


def test_a_petition_is_passed_on_within_four_calendar_days(tmp_path: Path) -> None:
    late = CAMPAIGN.replace(", transferred: 2025-05-08", "")
    assert _deadlines(load(tmp_path, plan_text(more=late)))["C3/transfer"] == date(2025, 5, 12), "not on Saturday"


def test_a_verified_finding_is_closed_out_after_five_working_days_of_notice(plan: Plan) -> None:
    found = _deadlines(plan)
    # Verified on Monday 05-19: public from 05-20 to 05-26, closed out on 05-27.
    assert found["F2/close"] == date(2025, 5, 27)
    assert "F2" not in found
    assert not {"F3", "F3/close"} & set(found)
    assert found["F1"] == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("kind", "received", "due"),
    [
        # National Day and Mid-Autumn 2025: 10-01 to 10-08 off, Sunday 09-28 and Saturday 10-11 worked.
        ("hotline_help", "2025-09-26", date(2025, 9, 30)),
        ("hotline_help", "2025-09-29", date(2025, 10, 10)),
        ("hotline_complaint", "2025-09-26", date(2025, 10, 21)),
        ("petition", "2025-09-28", date(2025, 10, 9)),
        # Qingming 2025: 04-04 to 04-06 off; Spring Festival: 01-28 to 02-04 off, 01-26 and 02-08 worked.
        ("petition", "2025-04-01", date(2025, 4, 7)),
        ("hotline_help", "2025-04-03", date(2025, 4, 9)),
        ("hotline_complaint", "2025-01-24", date(2025, 2, 18)),
    ],
)
def test_clocks_on_real_holidays(tmp_path: Path, kind: str, received: str, due: date) -> None:
    clue = f"{{id: C9, kind: {kind}, topic: Bus, events: {{received: {received}}}}}"
    plan = load(tmp_path, plan_text(more=CAMPAIGN + f"      - {clue}\n"))
    assert next(day for name, day in _deadlines(plan).items() if name.startswith("C9/")) == due


def test_a_finding_that_the_ledger_reports_rectified_is_still_to_be_closed_out(plan: Plan) -> None:
    """Done on Monday 2025-06-09: public from 06-10 to 06-16, closed out on 06-17."""
    done = Done("1", "clues/F1", date(2025, 6, 9), date(2025, 6, 9))
    (item,) = closings(plan, replay([done]))
    assert (item.id, item.title, item.deadline) == ("clues/F1", "Dam: Silt (notice, close-out)", date(2025, 6, 17))
    assert next_to_run_out(plan, replay([done]), date(2025, 6, 16), 9)[0] == item
    assert _steps(plan, replay([done]), date(2025, 6, 18))["clues/F1"] == ("chase", "ben")
    late = plan_status(plan, replay([done]), date(2025, 6, 18))
    assert "clues/F1" in {line.item.id for line in late.overdue}
    closed = replay([done, Closed("2", "clues/F1", date(2025, 6, 17), date(2025, 6, 17), step=1)])
    assert list(closings(plan, closed)) == []
    assert "clues/F1" not in _steps(plan, closed, date(2025, 6, 18))


def test_what_runs_out_next_knows_of_extensions(plan: Plan) -> None:
    day = date(2025, 6, 12)
    moved = replay([Extended("1", "clues/C2/finish", day, day, date(2025, 6, 27), "expert")])
    found = [(item.id, item.deadline) for item in next_to_run_out(plan, moved, day, 2)]
    assert found == [("clues/C1/finish", date(2025, 6, 20)), ("clues/C2/finish", date(2025, 6, 27))]


def test_a_part_with_a_unit_of_its_own_is_its_heads(tmp_path: Path) -> None:
    text = CAMPAIGN.replace("unit: north, owner: ben", "unit: north").replace(", unit: south, owner: cleo", "")
    owners = {item.id: item.owner.id for item in single_items(load(tmp_path, plan_text(more=text))) if item.owner}
    assert (owners["clues/C1/finish"], owners["clues/C2/finish"]) == ("ben", "ann")


def test_what_breaches_next_comes_first(plan: Plan) -> None:
    ids = [item.id for item in next_to_run_out(plan, NOTHING, date(2025, 6, 11), 3)]
    assert ids == ["clues/C2/finish", "clues/C1/finish", "clues/F1"]
    done = replay([Done("1", "clues/C2/finish", date(2025, 6, 11), date(2025, 6, 11))])
    assert next_to_run_out(plan, done, date(2025, 6, 11), 1)[0].id == "clues/C1/finish"


def _steps(plan: Plan, progress: Progress, today: date) -> dict[str, tuple[str, str]]:
    calls = escalation(plan, progress, today)
    return {call.id: (call.step.id, call.person.id if call.person else "") for call in calls}


@pytest.mark.parametrize(
    ("today", "step", "person"),
    [
        (date(2025, 6, 17), None, ""),  # four working days left
        (date(2025, 6, 18), "remind", "ben"),
        (date(2025, 6, 20), "remind", "ben"),
        (date(2025, 6, 21), "chase", "ben"),  # the day after
        (date(2025, 6, 26), "chase", "ben"),
        (date(2025, 6, 27), "criticise", "ben"),  # five working days later; ben heads north
    ],
)
def test_the_usual_ladder(plan: Plan, today: date, step: str | None, person: str) -> None:
    found = _steps(plan, NOTHING, today).get("clues/C1/finish")
    assert found == ((step, person) if step else None)


def test_an_extension_moves_the_ladder(plan: Plan) -> None:
    moved = replay(
        [Extended("1", "clues/C1/finish", date(2025, 6, 19), date(2025, 6, 19), date(2025, 7, 18), "expert")]
    )
    assert "clues/C1/finish" not in _steps(plan, moved, date(2025, 6, 23))


TARGET = {
    "id": "t", "name": "T", "kind": "flow", "uom": "pcs", "value": 120, "lead_unit": "office", "supervisor": "gil",
    "owner": "fay", "split": "even", "report": {"every": "month", "due": "15cd"},
}  # fmt: skip


def _figures(*values: int) -> Progress:
    days = [date(2025, 1, 27), date(2025, 2, 28), date(2025, 3, 31)]
    return replay([Reported(str(n), "t", days[n], days[n], value=str(value)) for n, value in enumerate(values)])


@pytest.mark.parametrize(
    ("values", "today", "found"),
    [
        ((), date(2025, 2, 16), ("ask", "fay")),
        ((10,), date(2025, 2, 16), None),
        ((9,), date(2025, 2, 16), ("warn", "fay")),
        ((9, 19), date(2025, 3, 5), ("summon", "gil")),
        ((9, 20), date(2025, 3, 5), None),
    ],
)
def test_missing_figures_are_asked_for_and_two_missed_months_summon(
    values: tuple[int, ...], today: date, found: tuple[str, str] | None, tmp_path: Path
) -> None:
    plan = load(tmp_path, plan_text(TARGET))
    assert _steps(plan, _figures(*values), today).get("t") == found


OWN = """\
escalation:
  preset: usual
  steps:
    - {id: talk, name: 集体谈话, whom: leader, about: [targets], when: {points_behind: ">= 5", share_of_pace: "< 80%"}}
"""


def test_steps_of_the_plans_own_come_after_the_presets(tmp_path: Path) -> None:
    plan = load(tmp_path, plan_text(TARGET, more=OWN))
    assert [step.id for step in plan.escalation][-1] == "talk"
    # 20 of 30 by March: 8.3 points behind, two thirds of the pace.
    (call,) = escalation(plan, _figures(10, 20, 20), date(2025, 4, 5))
    assert (call.step.id, call.person.id if call.person else "") == ("talk", "gil")
    assert str(call.why) == "8.3 points behind pace (>= 5); 66.7% of pace (< 80%)"


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_command_fits_the_terminal(plan: Plan, columns: int) -> None:
    place = plan.location.file
    ran = perfplan("escalate", "--plan", place, "--today", "2025-06-27", env=environment(COLUMNS=str(columns)))
    assert ran.returncode == 0, ran.stderr
    assert max(map(width, ran.stdout.splitlines())) <= columns
    for word in ("criticise", "Noise", "Ben", "What runs out next", "2025-06-30"):
        assert word in ran.stdout


def test_the_command_for_programs(plan: Plan) -> None:
    ran = perfplan("escalate", "--plan", plan.location.file, "--today", "2025-06-27", "--format", "json")
    document = json.loads(ran.stdout)
    assert list(document) == ["plan", "today", "calls", "next"]
    call = next(one for one in document["calls"] if one["id"] == "clues/C1/finish")
    assert (call["step"], call["person_id"], call["unit_id"]) == ("criticise", "ben", "north")
    assert call["why"] == "working days overdue: 5 (>= 5)"
    assert document["next"][0]["id"] == "clues/F1"
    table = perfplan("escalate", "--plan", plan.location.file, "--today", "2025-06-27", "--format", "markdown").stdout
    assert "| step | whom | unit | what | why |" in table
    assert "## What runs out next" in table
    lines = perfplan("escalate", "--plan", plan.location.file, "--today", "2025-06-27", "--format", "csv").stdout
    head, *rows = csv.reader(lines.lstrip("\ufeff").splitlines())
    assert head == ["step", "name", "whom", "person", "unit", "id", "title", "deadline", "count", "why"]
    assert len(rows) == len(document["calls"])
    assert "criticise" in {row[0] for row in rows}
    quiet = perfplan("escalate", "--plan", plan.location.file, "--today", "2025-01-02", "--next", "0")
    assert "nobody, by the plan's rules" in quiet.stdout
