"""The load of people on the command line, and what timelines and check say of people."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from cli_process import ROOT, environment, perfplan

EXAMPLE = str(ROOT / "examples" / "shared-people.yaml")


def data(*words: str) -> object:
    done = perfplan(*words, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_load_is_never_above_the_capacity() -> None:
    found = data("load", "--plan", EXAMPLE)
    assert isinstance(found, dict)
    assert found["dates"] == "people"
    assert {day["who"] for day in found["days"]} == {"ana-ruiz", "crew"}
    assert all(day["load"] <= day["capacity"] for day in found["days"])


def test_on_the_networks_dates_it_is() -> None:
    found = data("load", "--network", "--plan", EXAMPLE)
    assert isinstance(found, dict)
    assert found["dates"] == "network"
    assert any(day["load"] > day["capacity"] for day in found["days"])


def test_the_csv_form_has_the_same_days() -> None:
    done = perfplan("load", "crew", "--plan", EXAMPLE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    assert rows
    assert {row["who"] for row in rows} == {"crew"}
    found = data("load", "crew", "--plan", EXAMPLE)
    assert isinstance(found, dict)
    assert [row["date"] for row in rows] == [day["date"] for day in found["days"]]


def test_a_name_that_nobody_has_is_refused() -> None:
    done = perfplan("--lang", "en", "load", "crewe", "--plan", EXAMPLE)
    assert done.returncode == 2
    assert "did you mean crew?" in done.stderr


def test_a_plan_in_which_nobody_is_limited_has_no_load() -> None:
    done = perfplan("--lang", "en", "load", "--plan", str(ROOT / "examples" / "company-kpi.yaml"))
    assert done.returncode == 0
    assert "nobody needed by a stage has a capacity" in done.stdout


def test_timelines_show_both_kinds_of_dates() -> None:
    found = data("timeline", "depot", "--plan", EXAMPLE, "--today", "2026-03-02")
    assert isinstance(found, dict)
    people = found["people"]
    assert people["shared_with"] == ["yard"]
    assert people["proved"]
    late = {stage["id"]: stage["latest_start"] for stage in found["stages"]}
    assert all(stage["start"] <= late[stage["id"]] for stage in people["stages"])
    assert any(stage["held_by"] == "person" and stage["held_by_person"] == "ana-ruiz" for stage in people["stages"])
    for name in ("text", "markdown"):
        shown = perfplan(
            "--lang", "en", "timeline", "depot", "--plan", EXAMPLE, "--format", name, "--today", "2026-03-02"
        )
        assert "people-exact" in shown.stdout
        assert "is then needed by" in " ".join(shown.stdout.split())


def test_the_same_whatever_the_hash_seed() -> None:
    words = "timeline", "--plan", EXAMPLE, "--format", "json"
    seen = {
        perfplan(*words, "--today", "2026-03-02", env=environment(PYTHONHASHSEED=seed)).stdout for seed in ("1", "2")
    }
    assert len(seen) == 1


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_chinese_is_chinese(form: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(Path(EXAMPLE).read_text(encoding="utf-8").replace("Survey crew", "测量队"), encoding="utf-8")
    done = perfplan("--lang", "zh", "load", "--plan", str(plan), "--format", form)
    assert done.returncode == 0
    assert "测量队" in done.stdout
