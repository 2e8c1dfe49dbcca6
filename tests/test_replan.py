"""Re-planning from figures: the months so far, the rest beside the plan, and whether the year can be made."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from cli_process import environment, perfplan
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_builders import FRAME, flow, load, plan_text

from perfplan.cli.as_of import read_as_of
from perfplan.ledger.figures import Figures
from perfplan.ledger.progress import Progress
from perfplan.ledger.states import Figure
from perfplan.model.plan import Plan
from perfplan.split.policies._policy import policies
from perfplan.track.actuals import MonthState
from perfplan.track.replan import Asked, replan
from perfplan.track.replanned import Answer, Replanned, checkpoints

SHARED = {"over": "town", "by": "people"}
ENDS = [date(2025, month + 1, 1) if month < 12 else date(2026, 1, 1) for month in range(1, 13)]
Values = dict[tuple[str, str], list[tuple[str, str]]]


def progress(values: Values) -> Progress:
    figures = {
        key: Figures(Figure(date.fromisoformat(on), Fraction(value), date(2026, 1, 1), "", "", str(i))
                   for i, (on, value) in enumerate(series))
        for key, series in values.items()
    }  # fmt: skip
    return Progress({}, figures=figures)


def asked(policy: str, day: str, by: str | None = None, limit: str = "1/10") -> Asked:
    return Asked(policies()[policy], date.fromisoformat(day), date.fromisoformat(by) if by else None, Fraction(limit))


def found(plan: Plan, values: Values, how: Asked) -> dict[str, Replanned]:
    return {each.ident: each for each in replan(plan, progress(values), how)}


def plan_of(folder: Path, *targets: dict[str, Any], frame: str = FRAME) -> Plan:
    return load(folder, plan_text(*targets, frame=frame))


def new(share: Replanned) -> list[int]:
    return [month.new for month in share.months]


def adds_up(share: Replanned) -> bool:
    return share.start + sum(new(share)) + share.unplaced - share.surplus == share.year


def test_behind_is_shared_by_the_months_that_are_left(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, flow(value=1200))
    share = found(plan, {("t", ""): [("2025-03-31", "240")]}, asked("proportional", "2025-03-31"))["t"]
    assert new(share) == [80, 80, 80, *[107, 106, 107] * 3]
    assert [month.state for month in share.months] == [MonthState.ACTUAL] * 3 + [MonthState.OPEN] * 9
    assert (share.planned_rest, share.new_rest, share.unplaced, share.answer) == (900, 960, 0, Answer.YES)
    assert [month.original for month in share.months] == [100] * 12


def test_a_month_in_its_middle_keeps_what_it_has_and_plans_the_rest_of_it(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, flow(value=1200))
    values: Values = {("t", ""): [("2025-02-28", "200"), ("2025-03-14", "247")]}  # 10 of 21 days bring 47 or 48
    share = found(plan, values, asked("proportional", "2025-03-14"))["t"]
    assert share.months[2].actual == 47
    assert share.months[2].state is MonthState.OPEN
    assert share.months[2].new in {99, 100}
    assert adds_up(share)


def test_months_without_a_figure_are_taken_as_planned_and_marked(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, flow(value=1200))
    share = found(plan, {("t", ""): [("2025-03-31", "240")]}, asked("keep", "2025-05-31"))["t"]
    assert [month.state for month in share.months[3:6]] == [MonthState.ASSUMED, MonthState.ASSUMED, MonthState.OPEN]
    assert new(share)[3:] == [100] * 9
    assert (share.unplaced, share.answer) == (60, Answer.NO)


def test_months_reported_together_are_shared_by_the_plan(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, flow(value=1200, split={"method": "weights", "months": {1: 1, 2: 3, 12: 8}}))
    share = found(plan, {("t", ""): [("2025-02-28", "200")]}, asked("keep", "2025-02-28"))["t"]
    assert new(share)[:2] == [50, 150]
    assert (share.unplaced, share.answer) == (200, Answer.NO)


def test_what_is_above_the_year_is_a_surplus_and_nothing_is_left_to_do(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, flow(value=100))
    for name in policies():
        share = found(plan, {("t", ""): [("2025-06-30", "130")]}, asked(name, "2025-06-30", "2025-09-30"))["t"]
        assert new(share)[6:] == [0] * 6
        assert (share.surplus, share.unplaced, share.answer) == (30, 0, Answer.MADE)
        assert adds_up(share)


def test_units_answer_for_their_own_and_make_the_total(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, flow(value=1000, allocate={"over": ["north", "south"], "by": "equal"}))
    values: Values = {("t", "north"): [("2025-06-30", "600")], ("t", "south"): [("2025-06-30", "100")]}
    shares = found(plan, values, asked("proportional", "2025-06-30"))
    assert (shares["t@north"].surplus, shares["t@north"].answer) == (100, Answer.MADE)
    assert sum(new(shares["t@south"])[6:]) == 400
    assert new(shares["t"]) == [a + b for a, b in zip(new(shares["t@north"]), new(shares["t@south"]), strict=True)]
    assert (shares["t"].surplus, shares["t"].answer) == (100, Answer.YES)
    short = found(plan, values, asked("keep", "2025-06-30"))
    assert (short["t"].unplaced, short["t"].surplus, short["t"].answer) == (150, 100, Answer.NO)
    assert all(adds_up(share) for share in (*shares.values(), *short.values()))


def test_a_total_alone_is_replanned_where_units_report_nothing(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, flow(value=1000, allocate={"over": ["north", "south"], "by": "equal"}))
    shares = found(plan, {("t", ""): [("2025-06-30", "400")]}, asked("proportional", "2025-06-30"))
    assert sum(new(shares["t"])) == 1000
    assert str(shares["t@north"].why) == "nobody has reported a figure by 2025-06-30"


def test_settled_months_keep_what_was_agreed(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, flow(value=1200, locks=[{"period": "2025-Q3", "value": 450}]))
    share = found(plan, {("t", ""): [("2025-06-30", "400")]}, asked("proportional", "2025-06-30"))["t"]
    assert new(share)[6:9] == [150, 150, 150]
    assert sum(new(share)[9:]) == 350
    late = found(plan, {("t", ""): [("2025-06-30", "900")]}, asked("proportional", "2025-06-30"))["t"]
    assert new(late)[6:] == [150, 150, 0, 0, 0, 0]


def test_a_ceiling_is_missed_by_what_is_above_it(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, flow(value=12, direction="down"))
    kept = found(plan, {("t", ""): [("2025-06-30", "4")]}, asked("keep", "2025-06-30"))["t"]
    assert (kept.unplaced, kept.answer) == (2, Answer.YES)
    over = found(plan, {("t", ""): [("2025-06-30", "13")]}, asked("keep", "2025-06-30"))["t"]
    assert (over.surplus, over.answer) == (1, Answer.NO)


def test_levels_are_replanned_by_what_they_must_still_rise(tmp_path: Path) -> None:
    level = {**flow(kind="level", value=220, baseline=100), "id": "t"}
    plan = plan_of(tmp_path, level)
    share = found(plan, {("t", ""): [("2025-06-30", "130")]}, asked("proportional", "2025-06-30"))["t"]
    assert [now for _, now in checkpoints(share)][5:] == [130, 145, 160, 175, 190, 205, 220]
    falls = plan_of(tmp_path, {**level, "value": 40, "direction": "down"})
    share = found(falls, {("t", ""): [("2025-06-30", "82")]}, asked("proportional", "2025-06-30"))["t"]
    assert [now for _, now in checkpoints(share)][5:] == [82, 75, 68, 61, 54, 47, 40]
    assert (share.answer, adds_up(share)) == (Answer.YES, True)


def test_a_growth_rate_is_replanned_as_the_amount_it_means(tmp_path: Path) -> None:
    gdp = {"id": "t", "name": "T", "kind": "growth", "value": 6, "lead_unit": "office",
           "base": {"amount": 1000, "uom": "yuan", "decimals": 0}}  # fmt: skip
    plan = plan_of(tmp_path, gdp)
    same = found(plan, {("t", ""): [("2025-06-30", "6")]}, asked("movement", "2025-06-30"))["t"]
    assert new(same) == [month.original for month in same.months]
    slow = found(plan, {("t", ""): [("2025-06-30", "4")]}, asked("proportional", "2025-06-30"))["t"]
    assert (slow.reached, sum(new(slow))) == (520, 1060)


@pytest.mark.parametrize(
    ("target", "why"),
    [
        (flow(value=None, pending="later"), "its number is still pending: later"),
        (
            flow(kind="limit", uom="%", value=5, direction="down"),
            "the same bound holds in every period: 5 %; no figure",
        ),
        (
            flow(kind="milestone", value=None, uom=None, due="2025-06-30"),
            "measured once, on 2025-06-30: 1; its actions",
        ),
        (flow(), "nobody has reported a figure by 2025-05-31"),
    ],
)
def test_what_is_not_replanned_says_why(tmp_path: Path, target: dict[str, Any], why: str) -> None:
    share = found(plan_of(tmp_path, target), {}, asked("keep", "2025-05-31"))["t"]
    assert str(share.why).startswith(why)
    assert share.months == ()


def test_the_latest_figure_of_a_bound_is_told(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, flow(kind="limit", uom="%", value=5, direction="down"))
    share = found(plan, {("t", ""): [("2025-03-31", "4.8")]}, asked("keep", "2025-05-31"))["t"]
    assert str(share.why) == "the same bound holds in every period: 5 %; it was 4.8 % on 2025-03-31"


def test_a_ratio_of_counts_says_what_the_rest_must_bring(tmp_path: Path) -> None:
    air = flow(kind="ratio", uom="%", value=85, denominator="days")
    plan = plan_of(tmp_path, air)
    figure = Figure(date(2025, 4, 30), Fraction(250, 3), date(2025, 5, 4), "", "", "a", 0, Fraction(100), Fraction(120))
    (share,) = replan(plan, Progress({}, figures={("t", ""): Figures([figure])}), asked("keep", "2025-04-30"))
    assert str(share.why) == (
        "the same bound holds in every period: 85 %; so far 100 of 120; of the 245 to come, 211 are still "
        "needed and 34 may be missed"
    )


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_everything_adds_up_whatever_was_reported(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    plan = PLANS[data.draw(st.sampled_from(sorted(PLANS)))](tmp_path_factory)
    days = data.draw(st.lists(st.dates(date(2025, 1, 1), date(2025, 12, 31)), min_size=1, max_size=6, unique=True))
    units = ["", "north", "south", "east", "west"]
    values: Values = {}
    for unit in data.draw(st.lists(st.sampled_from(units), min_size=1, unique=True)):
        amounts = sorted(data.draw(st.lists(st.integers(0, 2000), min_size=len(days), max_size=len(days))))
        pairs = zip(sorted(days), amounts, strict=True)
        values["t", unit] = [(day.isoformat(), str(amount)) for day, amount in pairs]
    today = data.draw(st.dates(date(2025, 1, 1), date(2025, 12, 31)))
    name = data.draw(st.sampled_from(sorted(policies())))
    how = Asked(policies()[name], today, data.draw(st.sampled_from(ENDS)), Fraction(data.draw(st.integers(0, 3)), 10))
    shares = found(plan, values, how)
    for share in shares.values():
        if share.months:
            assert adds_up(share)
            assert not (share.unplaced and share.surplus and share.unit)
            still = [month for month in share.months if month.state is MonthState.OPEN]
            assert all(month.new >= (month.actual or 0) for month in still)
    units_of = [share for ident, share in shares.items() if "@" in ident]
    if all(share.months for share in units_of):
        assert new(shares["t"]) == [sum(column) for column in zip(*map(new, units_of), strict=True)]


KNOWN: dict[str, Plan] = {}


def kept(name: str, frame: str = FRAME, **keys: Any) -> Any:
    def make(factory: pytest.TempPathFactory) -> Plan:
        if name not in KNOWN:
            KNOWN[name] = plan_of(factory.mktemp(name), flow(value=1200, allocate=SHARED, **keys), frame=frame)
        return KNOWN[name]

    return make


PLANS = {
    "even": kept("even"),
    "season": kept("season", split={"method": "weights", "months": {2: 3, 3: 5, 7: 1, 11: 8}}),
    "locked": kept("locked", locks=[{"unit": "north", "period": "2025-10", "value": 90}]),
    "revised": kept("revised", revisions=[{"on": "2025-07-01", "value": 1500, "reason": "more"}]),
    "late": kept("late", FRAME.replace("issued: 2025-01-01", "issued: 2025-03-12")),
}


# --- as people use it


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    targets = [flow(value=1200, allocate={"over": ["north", "south"], "by": "equal"}), flow(id="u", name="U")]
    path.write_text(plan_text(*targets), encoding="utf-8")
    (tmp_path / "ledger").mkdir()
    lines = [
        {"kind": "progress", "id": str(i), "target": "t", "unit": unit, "value": value, "on": "2025-06-30",
         "at": "2025-07-03"}
        for i, (unit, value) in enumerate([("north", "270"), ("south", "300")])
    ]  # fmt: skip
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (tmp_path / "ledger" / "a.jsonl").write_text(text, encoding="utf-8")
    return path


def run(path: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return perfplan("replan", *args, "--plan", str(path), env=environment(PERFPLAN_TODAY="2025-07-05", **env))


def test_a_line_for_every_target_and_why_others_are_left_alone(shop: Path) -> None:
    done = run(shop, "--as-of", "上半年", COLUMNS="120")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Demo: the rest of the year after 2025-06-30, policy proportional",
        "target  so far                 rest as planned  rest now     can the year be made?",
        "T       570 pcs on 2025-06-30  600              630 (+5.0%)  yes",
        "",
        "not re-planned because                      what",
        "nobody has reported a figure by 2025-06-30  U",
    ]


def test_one_target_with_its_units_month_by_month(shop: Path) -> None:
    done = run(shop, "t", "--as-of", "2025-06", "--policy", "recover_by", "--by", "2025-Q3")
    lines = done.stdout.splitlines()
    assert "t@north  T  North: 600 pcs in the year" in lines
    north = lines[lines.index("t@north  T  North: 600 pcs in the year") :]
    assert north[1].split() == ["period", "planned", "actual", "now", "difference", "due", "by", "its", "end"]
    assert north[2].split() == ["2025-01", "50", "45", "45", "-5", "45"]
    assert north[8].split() == ["2025-07", "50", "60", "+10", "330"]
    assert north[11].split() == ["2025-10", "50", "50", "0", "500"]
    assert "can the year be made? yes" in north


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_nothing_is_wider_than_the_terminal(shop: Path, columns: str) -> None:
    done = run(shop, "t", "--as-of", "2025-06", "--lang", "zh", COLUMNS=columns)
    assert done.returncode == 0
    from perfplan.text import width

    assert max(map(width, done.stdout.splitlines())) <= int(columns)


def test_programs_get_every_share_and_month(shop: Path) -> None:
    data = json.loads(run(shop, "--as-of", "2025-06", "--policy", "keep", "--format", "json").stdout)
    assert (data["plan"], data["as_of"], data["policy"]) == ("demo", "2025-06-30", "keep")
    own, north, south, other = data["targets"]
    assert (own["id"], own["unplaced"], own["answer"]) == ("t", "30", "no")
    assert north["months"][0] == {
        "period": "2025-01", "state": "actual", "original": "50", "actual": "45", "new": "45", "difference": "-5",
        "checkpoint": "45",
    }  # fmt: skip
    assert (south["answer"], south["unplaced"]) == ("yes", "0")
    assert (other["answer"], other["months"]) == ("", [])
    rows = list(csv.DictReader(io.StringIO(run(shop, "--as-of", "2025-06", "--format", "csv").stdout.lstrip("\ufeff"))))
    assert len(rows) == 3 * 13 + 1
    assert rows[12] == {
        "id": "t", "target": "t", "title": "T", "unit": "office", "uom": "pcs", "period": "year", "state": "",
        "original": "1200", "actual": "570", "new": "", "difference": "", "checkpoint": "", "unplaced": "0",
        "surplus": "0", "answer": "yes", "why": "",
    }  # fmt: skip


def test_markdown_goes_to_a_file(shop: Path) -> None:
    out = shop.parent / "rest.md"
    done = run(shop, "--as-of", "2025-06", "--format", "markdown", "--out", str(out))
    assert done.stdout == f"written: {out}\n"
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Demo: the rest of the year after 2025-06-30, policy proportional"
    assert "| 2025-07 | 50 |  | 55 | +5 | 325 |" in lines
    assert "| nobody has reported a figure by 2025-06-30 | U |" in lines


def test_the_short_form_of_a_policy_says_the_same(shop: Path) -> None:
    for short, long in (("cap:10%", ("cap", "--limit", "10%")), ("recover_by:Q3", ("recover_by", "--by", "Q3"))):
        one = run(shop, "--as-of", "2025-06", "--policy", short, "--format", "csv")
        assert one.stdout == run(shop, "--as-of", "2025-06", "--policy", *long, "--format", "csv").stdout != ""


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--policy", "kep"), "did you mean keep?"),
        (("--policy", "cap"), "--policy cap needs --limit"),
        (("--policy", "recover_by"), "--policy recover_by needs --by"),
        (("--policy", "keep", "--limit", "5%"), "--limit is of no use with --policy keep"),
        (("--policy", "keep:5%"), "--policy keep takes nothing behind the colon"),
        (("--policy", "cap:ten"), "--limit is a percentage such as 10%, not ten"),
        (("--policy", "cap:-1%"), "--limit is a percentage such as 10%, not -1%"),
        (("--policy", "recover_by:soon"), "--by is a day or a period"),
        (("--as-of", "2025-13"), "--as-of is a day or a period"),
        (("tt",), "the plan has no target tt"),
    ],
)
def test_what_cannot_be_meant_is_refused(shop: Path, args: tuple[str, ...], said: str) -> None:
    done = run(shop, *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_plan_is_the_same_before_and_after(shop: Path) -> None:
    before = {path: path.read_bytes() for path in shop.parent.rglob("*") if path.is_file()}
    run(shop, "--as-of", "2025-06")
    assert {path: path.read_bytes() for path in shop.parent.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("said", "day"), [("H1", "2025-06-30"), ("Q3", "2025-09-30"), ("下半年", "2025-12-31")])
def test_parts_of_the_year_have_short_names(said: str, day: str) -> None:
    assert read_as_of(said, date(2025, 1, 1), date(2026, 1, 1)) == date.fromisoformat(day)
