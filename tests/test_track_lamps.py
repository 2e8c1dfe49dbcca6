"""Lamps: bounds, published rule sets on worked cases, reasons, lights of projects, lamps of lines."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from plan_builders import CN, load, plan_text

from perfplan.i18n import LANGUAGES, Translator
from perfplan.ledger.record import Done, Reported, Started
from perfplan.ledger.replay import replay
from perfplan.model.lamp import Fact, Facts, LampPreset, LampRule, Light, States, lamp, read_bounds, states
from perfplan.model.sentence import Name
from perfplan.registry import discover, module_names
from perfplan.spec.lamps import FactName
from perfplan.track.board import board
from perfplan.track.lamps import because, deadline_facts, shine
from perfplan.track.status import plan_status

PRESETS: dict[str, LampPreset] = discover("perfplan.spec.lamp_presets", "PRESET")


def in_chinese(name: Name) -> str:
    return name.told(Translator("zh"))


def _share(percent: str) -> Fraction:
    return Fraction(percent) / 100


def test_at_least_six_rule_sets_ship_each_named_after_its_file() -> None:
    assert len(PRESETS) >= 6
    assert [name.replace("_", "-") for name in module_names("perfplan.spec.lamp_presets")] == sorted(PRESETS)


def test_plans_may_ask_about_every_fact() -> None:
    assert set(get_args(FactName)) == {fact.value for fact in Fact}


def test_the_page_names_every_fact_and_every_rule_set() -> None:
    page = (Path(__file__).parent.parent / "docs" / "status.md").read_text(encoding="utf-8")
    assert [name for name in (*PRESETS, *(fact.value for fact in Fact)) if f"`{name}`" not in page] == []


def test_the_pages_example_is_right(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "status.md").read_text(encoding="utf-8")
    example = next(block for block in page.split("```yaml\n")[1:] if block.startswith("lamps:")).partition("```")[0]
    project = LAMPS[LAMPS.index("projects:") :].replace("id: p\n", "id: p01\n").replace("id: dig", "id: build0")
    text = example.replace("stage:build", "stage:build0").replace("p01_funds", "t") + project.replace(
        "[dig]", "[build0]"
    )
    plan = load(tmp_path, plan_text(TARGET, more=text))
    assert [str(rule.name) for rule in plan.lamps.targets.rules] == ["红", "黄", "绿"]
    assert plan.lamps.roles == {("p01", "start"): "stage:build0", ("p01", "funds"): "target:t"}


def test_the_pages_example_of_the_worst_is_right(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "status.md").read_text(encoding="utf-8")
    example = next(block for block in page.split("```yaml\n")[1:] if "  order:" in block).partition("```")[0]
    lamps = load(tmp_path, plan_text(TARGET, more=example)).lamps
    assert [part.id for part in lamps.targets.worst_of] == ["pace", "months"]
    assert [part.id for part in lamps.lights[-1].states.worst_of] == ["start", "progress", "funds", "entry"]


POINTS, SHARE = Fact.POINTS_BEHIND, Fact.SHARE_OF_PACE


@pytest.mark.parametrize(
    ("preset", "part", "facts", "name"),
    [
        # Yinchuan: 10 to 30 points below pace, both included, is yellow; more is red.
        ("yinchuan-projects", "targets", {POINTS: Fraction("9.99")}, "绿"),
        ("yinchuan-projects", "targets", {POINTS: 10}, "黄"),
        ("yinchuan-projects", "targets", {POINTS: 30}, "黄"),
        ("yinchuan-projects", "targets", {POINTS: Fraction("30.01")}, "红"),
        # Songyang's 12.0 points behind months/12 would be yellow there; at 132.1 % of its plan Sanya gives green.
        ("yinchuan-projects", "targets", {POINTS: Fraction(4, 12) * 100 - Fraction("21.01") / Fraction("0.985")}, "黄"),
        ("sanya-projects", "targets", {SHARE: _share("132.1")}, "绿"),
        ("sanya-projects", "targets", {SHARE: 1}, "绿"),
        ("sanya-projects", "targets", {SHARE: _share("99.9")}, "黄"),
        ("sanya-projects", "targets", {SHARE: _share("50")}, "黄"),
        ("sanya-projects", "targets", {SHARE: _share("49.9")}, "红"),
        ("sanya-districts", "targets", {Fact.MISSES: 0}, "绿"),
        ("sanya-districts", "targets", {Fact.MISSES: 1}, "黄"),
        ("sanya-districts", "targets", {Fact.MISSES: 2}, "红"),
        ("ouhai-items", "targets", {Fact.MISSES: 1, Fact.CAUGHT_UP_LATE: 0}, "红"),
        ("ouhai-items", "targets", {Fact.MISSES: 0, Fact.CAUGHT_UP_LATE: 1}, "黄"),
        ("ouhai-items", "targets", {Fact.MISSES: 0, Fact.CAUGHT_UP_LATE: 0}, "绿"),
        ("suqian-slips", "targets", {SHARE: _share("99")}, "黄色督办单"),
        ("suqian-slips", "tasks", {Fact.DAYS_OVERDUE: 1}, "红色督办单"),
        ("suqian-slips", "tasks", {Fact.DAYS_OVERDUE: 0, Fact.WORKDAYS_LEFT: 5}, "蓝色督办单"),
        ("suqian-slips", "tasks", {Fact.DAYS_OVERDUE: 0, Fact.WORKDAYS_LEFT: 6}, None),
        ("shenzhen-delays", "tasks", {Fact.DAYS_OVERDUE: 0}, "绿"),
        ("shenzhen-delays", "tasks", {Fact.DAYS_OVERDUE: 7}, "黄"),
        ("shenzhen-delays", "tasks", {Fact.DAYS_OVERDUE: 8}, "橙"),
        ("shenzhen-delays", "tasks", {Fact.DAYS_OVERDUE: 15}, "红"),
        ("time-left", "tasks", {Fact.TIME_LEFT: _share("20"), Fact.DAYS_OVERDUE: 0, Fact.WORKDAYS_OVERDUE: 0}, "绿"),
        ("time-left", "tasks", {Fact.TIME_LEFT: _share("19"), Fact.DAYS_OVERDUE: 0, Fact.WORKDAYS_OVERDUE: 0}, "黄"),
        ("time-left", "tasks", {Fact.TIME_LEFT: 0, Fact.DAYS_OVERDUE: 2, Fact.WORKDAYS_OVERDUE: 2}, "红"),
        ("time-left", "tasks", {Fact.TIME_LEFT: 0, Fact.DAYS_OVERDUE: 9, Fact.WORKDAYS_OVERDUE: 6}, "黑"),
        # In this office red is good.
        ("insurer-rows", "targets", {Fact.PROGRESS: 1, POINTS: -40}, "红"),
        ("insurer-rows", "targets", {Fact.PROGRESS: _share("60"), POINTS: -1}, "橙"),
        ("insurer-rows", "targets", {Fact.PROGRESS: _share("60"), POINTS: 5}, "绿"),
        ("jinzhai-words", "targets", {Fact.PROGRESS: _share("40"), POINTS: 3}, "未达序时进度"),
        ("jinzhai-words", "targets", {Fact.PROGRESS: _share("50"), POINTS: 0}, "达序时进度"),
        ("jinzhai-words", "targets", {Fact.PROGRESS: _share("60"), POINTS: -3}, "超序时进度"),
        ("jinzhai-words", "targets", {Fact.PROGRESS: 1, POINTS: -3}, "已完成"),
        ("jinzhai-words", "targets", {}, "其他"),
    ],
)
def test_published_rule_sets(preset: str, part: str, facts: Facts, name: str | None) -> None:
    found = shine(getattr(PRESETS[preset].lamps, part), facts)
    assert (in_chinese(found[0].name) if found else None) == name
    if found:
        assert str(found[1])


def test_every_rule_set_is_in_the_test_above() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in PRESETS if text.count(f'"{name}", "') < 2] == []


def _rules_of(preset: LampPreset) -> list[LampRule]:
    lamps = preset.lamps
    return [rule for states in (lamps.targets, lamps.tasks, *(x.states for x in lamps.lights)) for rule in states.rules]


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_rule_sets_name_their_lamps_in_every_language(preset: LampPreset) -> None:
    names = [rule.name for rule in _rules_of(preset)] + [light.name for light in preset.lamps.lights]
    assert [name for name in names if set(name.texts) != set(LANGUAGES) or not all(name.texts.values())] == []


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_every_lamp_of_a_rule_set_has_a_place_in_its_order(preset: LampPreset) -> None:
    called = [{rule.colour, *rule.name.texts.values()} for rule in _rules_of(preset)]
    assert [names for names in called if not names & set(preset.order)] == []


def test_four_lights_a_project_each_by_its_own_rules() -> None:
    lights = {light.id: light.states for light in PRESETS["yinchuan-projects"].lamps.lights}
    assert list(lights) == ["start", "progress", "funds", "entry"]
    shown = {
        ("start", 0): "绿", ("start", 1): "黄", ("start", 61): "黄", ("start", 92): "红",
        ("entry", 20): "绿", ("entry", 31): "黄", ("entry", 61): "红",
    }  # fmt: skip
    for (light, days), name in shown.items():
        deadline = date(2025, 3, 31)
        facts = deadline_facts(None, deadline, date.fromordinal(deadline.toordinal() + days), CN)
        found = shine(lights[light], facts)
        assert found is not None
        assert in_chinese(found[0].name) == name, (light, days)


@pytest.mark.parametrize(
    ("text", "holds", "fails"),
    [
        ("> 30", ["30.01"], ["30"]),
        (">= 10, <= 30", ["10", "30"], ["9.9", "30.1"]),
        ("< 50%", ["0.49"], ["0.5"]),
        ("<= 50%", ["0.5"], ["0.51"]),
        ("= 1", ["1"], ["2"]),
        ("yes", ["1"], ["0"]),
        ("no", ["0"], ["1"]),
        ("> 0，< 5", ["4"], ["5"]),
    ],
)
def test_bounds_are_inclusive_or_not_as_written(text: str, holds: list[str], fails: list[str]) -> None:
    bounds = read_bounds(text)
    assert bounds is not None
    assert all(bound.holds(Fraction(value)) for value in holds for bound in bounds)
    assert not any(all(bound.holds(Fraction(value)) for bound in bounds) for value in fails)


@pytest.mark.parametrize("text", ["30", "> thirty", "", ">", "maybe", "> 3 > 4", "=> 3"])
def test_what_is_no_bound(text: str) -> None:
    assert read_bounds(text) is None


@given(st.fractions(), st.fractions())
def test_a_number_is_on_exactly_one_side(value: Fraction, bound: Fraction) -> None:
    signs = [sign for sign in ("<", "=", ">") if any(b.holds(value) for b in read_bounds(f"{sign} 0") or ())]
    assert len(signs) == 1
    assert (value < bound) + (value == bound) + (value > bound) == 1


def test_reasons_name_the_facts_and_the_bounds() -> None:
    rule = lamp("yellow", "黄", "yellow", points_behind=">= 10, <= 30", misses="> 0")
    facts: Facts = {POINTS: Fraction("12.03"), Fact.MISSES: 2}
    assert str(because(rule.conditions, facts)) == (
        "12.0 points behind pace (>= 10, <= 30); periods missed running: 2 (> 0)"
    )
    told: list[tuple[LampRule, Facts, str]] = [
        (lamp("x", "", "", points_behind="< 0"), {POINTS: -3}, "3.0 points ahead of pace (< 0)"),
        (lamp("x", "", "", share_of_pace="< 1"), {SHARE: _share("88.84")}, "88.8% of pace (< 1)"),
        (lamp("x", "", "", caught_up_late="no"), {Fact.CAUGHT_UP_LATE: 0}, "never late"),
    ]
    assert [str(because(rule.conditions, facts)) for rule, facts, _ in told] == [words for *_, words in told]
    assert str(because((), {})) == "no other rule applies"


def test_days_of_dated_work() -> None:
    friday = date(2025, 3, 28)
    before = deadline_facts(date(2025, 3, 17), friday, date(2025, 3, 26), CN)
    assert (before[Fact.DAYS_LEFT], before[Fact.WORKDAYS_LEFT], before[Fact.TIME_LEFT]) == (2, 3, Fraction(3, 12))
    assert (before[Fact.DAYS_OVERDUE], before[Fact.WORKDAYS_OVERDUE], before[Fact.MONTHS_LATE]) == (0, 0, 0)
    after = deadline_facts(date(2025, 3, 17), friday, date(2025, 4, 28), CN)
    assert (after[Fact.DAYS_OVERDUE], after[Fact.MONTHS_LATE], after[Fact.TIME_LEFT]) == (31, 1, 0)
    assert Fact.WORKDAYS_LEFT not in after
    assert deadline_facts(None, friday, date(2025, 3, 31), CN)[Fact.WORKDAYS_OVERDUE] == 1


LAMPS = """\
lamps:
  targets:
    - {name: 红旗, colour: red, when: {progress: ">= 25%"}}
    - {name: 加油, colour: blue, when: {misses: "> 0"}}
  tasks:
    - {name: 黑, colour: black, when: {workdays_overdue: "> 5"}}
  lights:
    - {id: start, name: 开工, rules: [{name: 绿, colour: green, when: {done: "yes"}}, {name: 红, colour: red}]}
    - {id: progress, name: 进度, rules: [{name: 绿, colour: green, when: {points_behind: "<= 0"}}, {name: 红}]}
    - {id: funds, name: 资金, rules: [{name: 红, colour: red, when: {share_of_pace: "< 100%"}}, {name: 绿}]}
    - {id: entry, name: 入统, rules: [{name: 绿}]}
  roles: {p: {start: "stage:dig", funds: "target:t"}}
projects:
  - id: p
    name: Plant
    lead_unit: office
    start: 2025-01-06
    deadline: 2025-06-30
    stages:
      - {id: dig, name: Dig, duration: 20wd}
      - {id: build, name: Build, duration: 40wd, after: [dig]}
"""
TARGET = {"id": "t", "name": "T", "kind": "flow", "uom": "pcs", "value": 120, "lead_unit": "office"}


def _plan(tmp_path: Path, **keys: Any) -> Any:
    return load(tmp_path, plan_text(TARGET | {"report": {"every": "month", "due": "15cd"}, **keys}, more=LAMPS))


def test_targets_and_the_lights_of_projects_shine_by_the_plans_rules(tmp_path: Path) -> None:
    plan = _plan(tmp_path)
    day = date(2025, 3, 31)
    progress = replay([Reported("1", "t", day, day, value="20"), Done("2", "p/dig", day, day)])
    found = board(plan, progress, date(2025, 4, 10))
    (target,) = found.targets
    assert (str(target.lamp.name), target.lamp.colour) == ("加油", "blue")
    assert str(target.why) == "periods missed running: 1 (> 0)"
    lights = {light.light.id: (str(light.lamp.name), str(light.why)) for light in found.projects}
    assert lights["start"] == ("绿", "done")
    assert lights["funds"] == ("红", "66.7% of pace (< 100%)")
    assert lights["progress"][0] == "绿"
    assert lights["entry"] == ("", "nothing is recorded or planned that this lamp looks at")


def test_the_start_light_looks_at_when_its_stage_begins(tmp_path: Path) -> None:
    plan, today = _plan(tmp_path), date(2025, 4, 10)
    begins = next(one for one in board(plan, replay([]), today).projects if one.light.id == "start")
    assert str(begins.lamp.name) == "红"
    started = Started("1", "p/dig", date(2025, 4, 1), date(2025, 4, 1))
    shown = next(one for one in board(plan, replay([started]), today).projects if one.light.id == "start")
    assert (str(shown.lamp.name), str(shown.why)) == ("绿", "done")


def test_lines_carry_the_lamp_of_the_plans_rules_and_its_reason(tmp_path: Path) -> None:
    plan = _plan(tmp_path, actions=[{"id": "a", "name": "Call", "on": "2025-04-01"}])
    day = date(2025, 3, 31)
    progress = replay([Reported("1", "t", day, day, value="20")])
    found = plan_status(plan, progress, date(2025, 4, 15))
    (behind,) = found.behind
    assert str(behind.lamp.name) == "加油"
    assert str(behind.reason).endswith("10 pcs short; 加油: periods missed running: 1 (> 0)")
    late = next(line for line in found.overdue if line.item.id.startswith("t!a"))
    assert str(late.lamp.name) == "黑"
    early = plan_status(plan, progress, date(2025, 4, 2))
    unlit = next(line for line in early.overdue if line.item.id.startswith("t!a"))
    assert str(unlit.lamp.name) == ""
    assert str(unlit.reason).endswith("–: no rule of the plan applies")


def _part(name: str, *rules: LampRule) -> Light:
    return Light(name, Name({"": name}), states(*rules))


def test_of_several_lamps_the_worst_is_shown_with_its_name_and_of_equal_ones_the_first() -> None:
    red, green = (LampRule(Name({"": name}), name, (), rank) for rank, name in enumerate(("red", "green")))
    some = replace(red, conditions=lamp("", "", "", misses="> 1").conditions)
    both = States(worst_of=(_part("pace", green), _part("months", some, green), _part("unknown", some)))
    found = shine(both, {Fact.MISSES: 2})
    assert found is not None
    assert (str(found[0].name), str(found[1])) == ("red", "months: periods missed running: 2 (> 1)")
    found = shine(both, {Fact.MISSES: 1})
    assert found is not None
    assert (str(found[0].name), str(found[1])) == ("green", "pace: no other rule applies")
    assert shine(States(worst_of=(_part("unknown", some),)), {}) is None


WORST = """\
lamps:
  preset: yinchuan-projects
  targets:
    worst_of:
      - {id: points, name: {en: points, zh: 序时}, rules: [{name: 黄, colour: yellow, when: {points_behind: "> 5"}}]}
      - {id: months, name: 连续, rules: [{name: {en: red, zh: 红}, colour: red, when: {misses: "> 0"}}]}
  lights:
    - id: funds
      name: 资金
      rules: [{name: 红, colour: red, when: {share_of_pace: "< 50%"}}, {name: 绿, colour: green}]
    - {id: whole, name: {en: whole, zh: 总灯}, worst_of: [start, progress, funds, entry]}
"""


def test_the_worst_of_a_projects_lights_stands_beside_those_of_the_rule_set(tmp_path: Path) -> None:
    text = WORST + LAMPS[LAMPS.index("  roles:") :]
    plan = load(tmp_path, plan_text(TARGET | {"report": {"every": "month", "due": "15cd"}}, more=text))
    day = date(2025, 3, 31)
    progress = replay([Reported("1", "t", day, day, value="20")])
    found = board(plan, progress, date(2025, 4, 10))
    shown = {one.light.id: (in_chinese(one.lamp.name), str(one.why)) for one in found.projects}
    assert list(shown) == ["start", "progress", "funds", "entry", "whole"]
    assert shown["start"] == ("黄", "days overdue: 8 (> 0)")
    assert shown["funds"] == ("绿", "no other rule applies")
    assert shown["whole"] == ("黄", "start: days overdue: 8 (> 0)")
    (target,) = found.targets
    assert (in_chinese(target.lamp.name), str(target.lamp.name)) == ("红", "red")
    assert str(target.why) == "连续: periods missed running: 1 (> 0)"


def test_the_plans_order_says_which_is_worse(tmp_path: Path) -> None:
    text = WORST.replace("  targets:", "  order: [green, 黄, red]\n  targets:", 1) + LAMPS[LAMPS.index("  roles:") :]
    plan = load(tmp_path, plan_text(TARGET | {"report": {"every": "month", "due": "15cd"}}, more=text))
    progress = replay([Reported("1", "t", date(2025, 3, 31), date(2025, 4, 1), value="20")])
    (target,) = board(plan, progress, date(2025, 4, 10)).targets
    assert str(target.lamp.name) == "黄"
