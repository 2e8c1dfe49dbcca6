"""Everything that is found by its file is complete: documented, shown in an example, tested, and in the documents."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from perfplan.checks._manual import page
from perfplan.checks._rule import codes, rule
from perfplan.checks.runner import run_checks
from perfplan.cli.explaining._form import Form
from perfplan.export._findings import findings_formats, findings_writer
from perfplan.export._replan import replan_formats, replan_writer
from perfplan.export._status import status_formats, status_writer
from perfplan.export._tasks import task_formats, task_writer
from perfplan.export._timeline import timeline_formats, timeline_writer
from perfplan.load import load_plan
from perfplan.registry import discover, module_names

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__)
VARIANTS = {
    "kinds": ("perfplan.kinds", "KIND", "kind"),
    "methods": ("perfplan.split.methods", "METHOD", "method"),
    "allocation": ("perfplan.split.allocation", "ALLOCATION", "by"),
}
FORMATS: dict[str, tuple[Callable[[], tuple[str, ...]], Callable[[str], Any], str]] = {
    "tasks": (task_formats, task_writer, "split"),
    "timeline": (timeline_formats, timeline_writer, "timeline"),
    "status": (status_formats, status_writer, "status"),
    "replan": (replan_formats, replan_writer, "replan"),
    "findings": (findings_formats, findings_writer, "check"),
}
EXAMPLE = re.compile(r"^Example.*::\n\n((?: {4}.*\n|\n)+)", re.MULTILINE)
BASE = """\
perfplan: 1
id: example
name: Example
year: 2025
calendar: CN
units:
  - {id: office, name: Office, head: ann}
  - {id: chengguan, name: 城关镇, kind: township, head: ann, weights: {population: 46000}}
  - {id: hedong, name: 河东镇, kind: township, head: ann, weights: {population: 31000}}
  - {id: qingshi, name: 青石镇, kind: township, head: ann, weights: {population: 20000}}
people: [{id: ann, name: Ann, unit: office}]
"""


def variants() -> list[tuple[str, str]]:
    return [(sort, name) for sort, (package, _, _) in VARIANTS.items() for name in module_names(package)]


def formats() -> list[tuple[str, str]]:
    return [(sort, name) for sort, (names, _, _) in FORMATS.items() for name in names()]


def manual(module: str) -> str:
    return (inspect.getdoc(import_module(module)) or "") + "\n"


@cache
def checked_texts() -> str:
    """Return the text of all tests and cases but this one."""
    files = [*HERE.parent.glob("*.py"), *HERE.parent.glob("cases/**/*.yaml")]
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(files) if path != HERE)


@cache
def document(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("sort", "name"), variants())
def test_a_variant_is_named_after_its_file_and_says_what_it_is(sort: str, name: str) -> None:
    package, attribute, _ = VARIANTS[sort]
    assert discover(package, attribute)[name].name == name
    assert manual(f"{package}.{name}").startswith(f"{name}: ")
    assert EXAMPLE.search(manual(f"{package}.{name}"))


@pytest.mark.parametrize(("sort", "name"), variants())
def test_a_variant_has_an_example_plan_without_findings(sort: str, name: str) -> None:
    places = [ROOT / "examples" / sort / f"{name}.yaml", ROOT / "examples" / sort / name]
    place = next(place for place in places if place.exists())
    result = load_plan(place)
    assert result.plan is not None
    assert list(result.findings) == []
    assert run_checks(result.plan) == []
    used = {"kinds": [t.kind for t in result.plan.targets], "methods": [t.split.method for t in result.plan.targets]}
    ways = discover(*VARIANTS["allocation"][:2])
    shared = [t.allocation.method for t in result.plan.targets if t.allocation]
    assert name in used.get(sort, [way if way in ways else "attribute" for way in shared])


@pytest.mark.parametrize("name", module_names("perfplan.kinds"))
def test_the_example_of_a_kind_is_a_target(name: str, tmp_path: Path) -> None:
    example = EXAMPLE.search(manual(f"perfplan.kinds.{name}"))
    assert example
    text = re.sub(r"lead_unit: \w+", "lead_unit: office", example[1])
    path = tmp_path / "plan.yaml"
    path.write_text(f"{BASE}targets:\n  - {text.strip()}\n", encoding="utf-8")
    result = load_plan(path)
    assert list(result.findings) == []
    assert result.plan is not None
    assert [target.kind for target in result.plan.targets] == [name]


@pytest.mark.parametrize("name", module_names("perfplan.split.methods"))
def test_the_example_of_a_method_is_a_split(name: str, tmp_path: Path) -> None:
    example = EXAMPLE.search(manual(f"perfplan.split.methods.{name}"))
    assert example
    lines: dict[str, str] = dict(re.findall(r"^ +(\w+): (.+)$", example[1], re.MULTILINE))
    profiles = f"profiles: {lines['profiles']}\n" if "profiles" in lines else ""
    target = f"id: t, name: T, kind: flow, lead_unit: office, value: {lines.get('value', '540')}"
    split = lines["split"].partition("  #")[0]
    path = tmp_path / "plan.yaml"
    path.write_text(f"{BASE}{profiles}targets:\n  - {{{target}, split: {split}}}\n", encoding="utf-8")
    result = load_plan(path)
    assert {finding.code for finding in result.findings} <= {"PP412"}, "only past figures may be missing"
    assert result.plan is not None
    assert result.plan.targets[0].split.method == name


@pytest.mark.parametrize("name", module_names("perfplan.split.allocation"))
def test_the_example_of_a_way_to_share_is_one(name: str, tmp_path: Path) -> None:
    example = EXAMPLE.search(manual(f"perfplan.split.allocation.{name}"))
    assert example
    lines: dict[str, str] = dict(re.findall(r"^ +(\w+): (.+)$", example[1], re.MULTILINE))
    kind = "kind: mean, weight: population" if name == "baseline" else "kind: flow"
    target = f"id: t, name: T, {kind}, uom: x, lead_unit: office, value: {lines.get('value', '18000')}"
    allocate = lines["allocate"].partition("  #")[0]
    if name == "baseline":
        allocate = allocate.replace("over: township", "over: [chengguan, hedong]")  # the others have no last value
    path = tmp_path / "plan.yaml"
    path.write_text(f"{BASE}targets:\n  - {{{target}, allocate: {allocate}}}\n", encoding="utf-8")
    result = load_plan(path)
    assert {finding.code for finding in result.findings} <= {"PP412", "PP413"}
    assert result.plan is not None
    allocation = result.plan.targets[0].allocation
    assert allocation is not None
    assert allocation.method in {name, "population"}


@pytest.mark.parametrize(("sort", "name"), variants())
def test_a_variant_is_tested_and_in_the_plan_format(sort: str, name: str) -> None:
    assert re.search(rf"\b{name}\b", checked_texts())
    assert f"\n#### {VARIANTS[sort][2]}: {name}\n" in document("docs/plan-format.md")


@pytest.mark.parametrize("code", codes())
def test_a_finding_is_documented_and_has_a_case(code: str) -> None:
    assert len(page(code).text) > 20
    assert page(code).wrong != page(code).right
    assert rule(code).message
    assert f"### {code} " in document("docs/findings.md")
    assert code in checked_texts()


@pytest.mark.parametrize(("sort", "name"), formats())
def test_a_format_is_named_after_its_file_and_says_what_it_is(sort: str, name: str) -> None:
    assert FORMATS[sort][1](name).name == name
    assert len(manual(f"perfplan.export.{sort}_{name}").splitlines()[0]) > 20


@pytest.mark.parametrize(("sort", "name"), formats())
def test_a_format_is_tested_and_shown_in_the_contract(sort: str, name: str) -> None:
    command = FORMATS[sort][2]
    shown = rf"^\$ (?:.*; )?perfplan {command} [^\n]*--format {name}\b"
    assert re.search(shown, document("docs/tasks.md"), re.MULTILINE)
    assert re.search(rf'["\']{name}["\']|{sort}_{name}', checked_texts())
    assert name in document("docs/commands.md")


def forms() -> dict[str, Form]:
    return discover("perfplan.cli.explaining", "FORM")


@pytest.mark.parametrize("name", module_names("perfplan.cli.explaining"))
def test_a_question_is_documented_tested_and_no_other(name: str) -> None:
    form = forms()[name]
    assert len(manual(f"perfplan.cli.explaining.{name}").splitlines()[0]) > 20
    assert inspect.getdoc(form.explain)
    assert [other.name for other in forms().values() if other.pattern.fullmatch(form.example)] == [name]
    asked = re.findall(r'"explain",\s*"([^"]+)"', checked_texts())
    assert any(form.pattern.fullmatch(question) for question in asked), "no test asks such a question"
    shown = re.findall(r"^\$ perfplan explain (\S+)", document("README.md"), re.MULTILINE)
    assert any(form.pattern.fullmatch(question) for question in shown), "the README shows no such question"


def test_what_is_not_there_is_noticed() -> None:
    assert not re.search(r"\bno_such_method\b", checked_texts())
    with pytest.raises(LookupError):
        page("PP999")
