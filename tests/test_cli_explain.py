"""Explaining codes and dates, and the seam for further forms of question."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfplan.checks._rule import codes
from perfplan.cli import frame
from perfplan.registry import discover

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PERFPLAN_PLAN", raising=False)
    monkeypatch.setenv("PERFPLAN_LANG", "en")
    monkeypatch.chdir(tmp_path)


def explained(what: str, capsys: Capture) -> str:
    assert frame.run(["explain", what]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def test_every_code_has_a_page_with_the_mistake_and_its_repair(capsys: Capture) -> None:
    for code in codes():
        page = explained(code, capsys)
        assert page.startswith(f"{code} (")
        assert "Message: " in page
        assert "{" not in page.split("Message: ")[1].split("\n")[0], "placeholders are shown as <names>"


def test_codes_may_be_written_small(capsys: Capture) -> None:
    assert explained("pp203", capsys) == explained("PP203", capsys)


def test_an_unknown_code_names_near_ones(capsys: Capture) -> None:
    assert frame.run(["explain", "PP299"]) == 2
    assert "there is no finding PP299; near: PP2" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2025-10-11", "2025-10-11 (Saturday) is a working day: 国庆节调休."),
        ("2025-10-01", "2025-10-01 (Wednesday) is a day off: 国庆节、中秋节."),
        ("2025-10-13", "2025-10-13 (Monday) is a working day, as every week."),
        ("2025-10-18", "2025-10-18 (Saturday) is a day off, as every week."),
    ],
)
def test_a_date_works_or_not_for_a_reason(day: str, verdict: str, capsys: Capture) -> None:
    page = explained(day, capsys)
    assert page.splitlines()[0] == verdict
    assert "国办发明电〔2024〕12号" in page


def test_a_plans_own_day_is_explained_by_the_plan(capsys: Capture) -> None:
    Path("plan.yaml").write_text(
        "perfplan: 1\nid: a\nname: b\nyear: 2025\ncalendar: {base: CN, off: [2025-03-03]}\nunits: [{id: u, name: U}]\n",
        encoding="utf-8",
    )
    assert "is a day off: the plan says so." in explained("2025-03-03", capsys)


PLAN = "perfplan: 1\nid: a\nname: b\nyear: 2025\ncalendar: {base: CN, off: [2025-03-03]}\nunits: [{id: u, name: U}]\n"


def test_errors_elsewhere_are_no_obstacle_to_a_date(capsys: Capture) -> None:
    Path("plan.yaml").write_text(PLAN + "nmae: x\npeople: [{id: p, name: P, unit: v}]\n", encoding="utf-8")
    assert frame.run(["explain", "2025-03-03"]) == 0
    out, err = capsys.readouterr()
    assert "is a day off: the plan says so." in out
    assert err == "the plan has errors elsewhere; perfplan check . shows them\n"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("off: [2025-03-03]", "off: [2025-02-30]"), ("base: CN", "base: XX"), ("]}", "], work: [2025-03-03]}")],
)
def test_errors_of_the_calendar_are_shown_instead_of_a_doubtful_answer(right: str, wrong: str, capsys: Capture) -> None:
    Path("plan.yaml").write_text(PLAN.replace(right, wrong, 1), encoding="utf-8")
    assert frame.run(["explain", "2025-03-03"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "plan.yaml:5:" in err


def test_a_date_that_does_not_exist_is_a_usage_error(capsys: Capture) -> None:
    assert frame.run(["explain", "2025-02-30"]) == 2
    assert "is not a date" in capsys.readouterr().err


def test_forms_match_their_own_examples_and_no_others() -> None:
    forms = discover("perfplan.cli.explaining", "FORM")
    for form in forms.values():
        takers = [other.name for other in forms.values() if other.pattern.fullmatch(form.example)]
        assert takers == [form.name]
