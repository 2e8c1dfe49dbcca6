"""Risk and buffers as people and scripts see them: table, JSON, Markdown and pictures of the example."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from perfplan.cli import frame

PLAN = Path(__file__).parent.parent / "examples" / "uncertain-project.yaml"


def shown(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    asked = ["timeline", "p01", "--plan", str(PLAN), "--today", "2025-01-06", "--simulate", "2000", *more]
    assert frame.run(asked) == 0
    return capsys.readouterr().out


def test_the_table_recommends_dates_and_says_how_sure_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "--lang", "en")
    assert "(2000 runs, seed 1, PERT" in " ".join(text.split())
    assert "latest safe start 2025-04-" in " ".join(text.split())
    assert "Three points" in " ".join(text.split())


def test_json_counts_runs_and_days(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(shown(capsys, "--format", "json"))
    risk = found["risk"]
    assert (risk["runs"], risk["seed"]) == (2000, 1)
    assert risk["buffers"]["met_runs"] >= 1600
    assert risk["buffers"]["chain"] == found["chain"]
    assert risk["critical_runs"]["install"] == 2000
    assert risk["buffers"]["eaten"] == 0
    dates = {each["id"]: each["recommended_start"] for each in risk["buffers"]["stages"]}
    assert all(dates[stage["id"]] < stage["latest_start"] for stage in found["stages"])
    assert {each["after"] for each in risk["buffers"]["feeding"]} == {"eia", "kit"}
    assert found["stages"][1]["three_points"]["pessimistic"] == "30wd"


def test_the_seed_changes_the_draws_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    first, again, other = (
        json.loads(shown(capsys, "--format", "json", "--seed", seed))["risk"] for seed in ("1", "1", "2")
    )
    assert first == again
    assert first["critical_runs"] != other["critical_runs"]


@pytest.mark.parametrize(("name", "marks"), [("svg", 4), ("html", 4)])
def test_pictures_have_a_band_and_a_bar_a_feeding_buffer(
    capsys: pytest.CaptureFixture[str], name: str, marks: int
) -> None:
    """The project's buffer, two feeding ones, and the legend; on the page the band crosses every row."""
    text = shown(capsys, "--format", name)
    assert text.count('class="buffer"') + ("line buffer" in text) == marks
