"""Starting a plan, and the schema for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from perfplan.cli import frame
from perfplan.cli.commands.init import FILES, starter_files
from perfplan.cli.commands.schema import schema_text

ROOT = Path(__file__).resolve().parent.parent
Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("year", [2024, 2025, 2026, 2028])
def test_the_starter_has_nothing_to_report(lang: str, year: int, tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "new" / "plan"
    assert frame.run(["init", str(folder), "--lang", lang, "--today", f"{year}-05-06"]) == 0
    assert set(FILES) < {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert capsys.readouterr().out == ""
    assert frame.run(["check", str(folder), "--format", "concise"]) == 0
    found = [line for line in capsys.readouterr().out.splitlines() if ": PP501 " not in line]
    assert found == [], "nothing but, for years to come, that the calendar is not official yet"


def test_the_starters_first_line_names_the_schema_beside_it() -> None:
    for lang in ("en", "zh"):
        files = starter_files(lang, 2026)
        assert files["plan.yaml"].startswith("# yaml-language-server: $schema=plan.schema.json\n")
        assert "{{" not in "".join(files.values())
        assert json.loads(files["plan.schema.json"])["title"] == "perfplan plan file"


def test_a_plan_that_exists_is_never_touched(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "plan.yaml").write_text("mine\n", encoding="utf-8")
    assert frame.run(["init", str(tmp_path), "--lang", "en"]) == 2
    assert "plan.yaml exists already" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_other_files_that_exist_stay_as_they_are(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / ".gitignore").write_text("mine\n", encoding="utf-8")
    assert frame.run(["init", str(tmp_path), "--lang", "en"]) == 0
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "mine\n"
    assert f"kept as it is: {tmp_path / '.gitignore'}" in capsys.readouterr().err


def with_text_keys(data: Any) -> Any:
    """YAML keys and dates as JSON has them."""
    if isinstance(data, dict):
        return {str(key): with_text_keys(value) for key, value in data.items()}
    if isinstance(data, list):
        return [with_text_keys(value) for value in data]
    return data if isinstance(data, str | int | float | bool | None) else str(data)


def plan_files() -> list[Path]:
    return sorted([*ROOT.glob("plans/**/*.yaml"), *ROOT.glob("examples/**/*.yaml")])


def test_the_schema_is_valid_and_accepts_every_real_plan() -> None:
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert len(plan_files()) > 20
    texts = [path.read_text(encoding="utf-8") for path in plan_files()]
    texts += [starter_files(lang, 2026)["plan.yaml"] for lang in ("en", "zh")]
    for text in texts:
        data = with_text_keys(YAML(typ="safe", pure=True).load(text))
        assert [error.message for error in validator.iter_errors(data)] == []


@pytest.mark.parametrize(
    "wrong",
    [{"perfplan": 2}, {"unknown": 1}, {"targets": [{"id": "a", "kind": "nonsense"}]}, {"units": [{"name": "no id"}]}],
)
def test_the_schema_refuses_what_check_refuses(wrong: dict[str, Any]) -> None:
    assert not Draft202012Validator(json.loads(schema_text())).is_valid(wrong)


def test_schema_writes_to_a_file(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "plan.schema.json"
    assert frame.run(["schema", "--out", str(target)]) == 0
    assert capsys.readouterr().out == ""
    assert frame.run(["schema"]) == 0
    assert capsys.readouterr().out == target.read_text(encoding="utf-8") == schema_text()
