"""The JSON Schema of plan files: described in both languages, with right bounds and a plan's own names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from perfplan.cli import frame
from perfplan.cli.commands.schema import schema_text
from perfplan.i18n import Translator
from perfplan.registry import module_names
from perfplan.spec.types import REFERS

ROOT = Path(__file__).resolve().parent.parent
COUNTY = ROOT / "plans" / "county-2025"
TARGET = {"id": "a", "name": "A", "kind": "flow", "value": 1, "lead_unit": "x"}


@cache
def schema(lang: str = "en", plan: Path | None = None) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(schema_text(Translator(lang), plan))
    return read


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of a document."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from parts(value)
    elif isinstance(node, list):
        for value in node:
            yield from parts(value)


def accepts(document: dict[str, Any]) -> bool:
    return bool(Draft202012Validator(schema()).is_valid(document))


def targets(**changes: Any) -> dict[str, Any]:
    return {"targets": [TARGET | changes]}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_key_is_described(lang: str) -> None:
    document = schema(lang)
    for name, part in {"": document, **document["$defs"]}.items():
        for key, value in part.get("properties", {}).items():
            assert value is True or "const" in value or value.get("description"), f"{name}.{key}"


def test_chinese_descriptions_are_chinese() -> None:
    said = [part["description"] for part in parts(schema("zh")) if isinstance(part.get("description"), str)]
    assert len(said) > 200
    english = [text for text in said if re.search(r"[a-z]+ [a-z]+", text) and not re.search(r"[\u4e00-\u9fff]", text)]
    assert english == []


def test_no_mark_of_our_own_is_left() -> None:
    for plan in (None, COUNTY):
        assert not [part for part in parts(schema("en", plan)) if REFERS in part]


@pytest.mark.parametrize(
    "document",
    [
        targets(),
        targets(decimals=0),
        targets(decimals=6),
        targets(split="even"),
        targets(split={"method": "cumulative", "months": {"6": 50, "12": 100}}),
        targets(allocate="township"),
        targets(allocate={"over": ["x", "y"], "by": "population"}),
        targets(owner=None, locks=None),
        {"targets": None, "year": 1900},
        {"calendar": "CN"},
        {"calendar": {"base": "none", "week": [1, 2]}},
        {"targets": [{"id": "m", "name": "M", "kind": "milestone", "due": "2025-06-30", "lead_unit": "x"}]},
    ],
)
def test_what_check_accepts_is_accepted(document: dict[str, Any]) -> None:
    assert accepts(document)


@pytest.mark.parametrize(
    "document",
    [
        targets(decimals=7),
        targets(decimals=-1),
        targets(kind="flwo"),
        targets(due="2025-06-30"),
        targets(lead_uint="x"),
        targets(split="evn"),
        targets(split={"method": "evn"}),
        targets(direction="left"),
        targets(growth="6"),
        targets(report={"due": "15"}),
        {"year": 1899},
        {"year": 2201},
        {"due_soon": -1},
        {"targets": [{key: value for key, value in TARGET.items() if key != "lead_unit"}]},
        {"targets": [{"id": "m", "name": "M", "kind": "milestone", "lead_unit": "x"}]},
    ],
)
def test_what_check_refuses_is_refused(document: dict[str, Any]) -> None:
    assert not accepts(document)


def choices(name: str, plan: Path | None = None) -> dict[str, str]:
    listed = schema("zh", plan)["$defs"][name]["anyOf"]
    return {item["const"]: item.get("description", "") for item in listed if "const" in item}


def test_kinds_and_methods_are_listed_with_their_meaning() -> None:
    kinds = {
        item["const"]: item["description"] for item in schema("zh")["$defs"]["Target"]["properties"]["kind"]["anyOf"]
    }
    assert list(kinds) == list(module_names("perfplan.kinds"))
    assert list(choices("NamedMethods")) == list(module_names("perfplan.split.methods"))
    ways = set(module_names("perfplan.split.allocation")) - {"attribute"}
    assert ways == set(choices("NamedWays"))
    for meanings in (kinds, choices("NamedMethods"), choices("NamedWays")):
        assert all(re.search(r"[\u4e00-\u9fff]", meaning) for meaning in meanings.values())


def test_a_plan_gives_its_names() -> None:
    assert choices("NamedUnits", COUNTY)["rsj"] == "县人社局"
    assert choices("NamedPeople", COUNTY)["zhou-ning"] == "周宁"
    assert choices("NamedSharers", COUNTY)["township"].startswith("城关镇、河东镇、青石镇 等，另有 ")
    assert {"population", "equal"} <= set(choices("NamedWays", COUNTY))
    assert "jobs" in choices("NamedTargets", COUNTY)
    assert choices("NamedCalendars", COUNTY)["CN"] == ""
    validator = Draft202012Validator(schema("en", COUNTY))
    Draft202012Validator.check_schema(schema("en", COUNTY))
    assert validator.is_valid(targets(owner="somebody from another file"))


def test_a_plan_with_mistakes_still_gives_what_is_sound(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("units: [{id: a, name: A}, {id: b, nmae: B}]\npeople: 5\n", encoding="utf-8")
    assert list(choices("NamedUnits", plan)) == ["a"]
    assert "NamedPeople" not in schema("zh", plan)["$defs"]
    assert "NamedUnits" not in schema("zh", tmp_path / "none.yaml")["$defs"]


def test_the_command_takes_a_language_and_a_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert frame.run(["schema", "--lang", "zh", "--plan", str(COUNTY)]) == 0
    assert capsys.readouterr().out == schema_text(Translator("zh"), COUNTY)


def test_the_schema_of_a_plan_accepts_its_own_files() -> None:
    validator = Draft202012Validator(schema("en", COUNTY))
    reader = YAML(typ="safe", pure=True)
    for file in sorted(COUNTY.rglob("*.yaml")):
        data = json.loads(json.dumps(reader.load(file.read_text(encoding="utf-8")), default=str))
        assert [error.message for error in validator.iter_errors(data)] == [], file
