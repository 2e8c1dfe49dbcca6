"""What an editor makes of the schema: the real YAML language server completes, explains and complains."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from language_server import LanguageServer, server_command

from perfplan.cli.commands.schema import schema_text
from perfplan.i18n import Translator
from perfplan.registry import module_names

ROOT = Path(__file__).resolve().parent.parent
PLAN = """\
# yaml-language-server: $schema=plan.schema.json
perfplan: 1
id: demo
name: 示例
year: 2025
targets:
  - id: jobs
    name: 城镇新增就业
    kind: flow
    lead_unit: rsj
    split: {method: }
    owner: ¦
    ¦
    decimals: 7
    kidn: x
  - id: rural
    kind: mean
    ¦
projects:
  - id: p09
    stages:
      - {id: a, after: [¦]}
""".replace("¦", "")  # keeps the blanks at the ends of lines


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    folder = tmp_path_factory.mktemp("plan")
    schema = schema_text(Translator("zh"), ROOT / "plans" / "county-2025")
    (folder / "plan.schema.json").write_text(schema, encoding="utf-8")
    plan = folder / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    with LanguageServer(server_command(), plan) as running:
        yield running


KINDS = {"annual", "flow", "growth", "level", "limit", "mean", "milestone", "ratio"}


def line_of(text: str) -> int:
    """Return the number, from 0, of the line that begins so."""
    return next(number for number, line in enumerate(PLAN.splitlines()) if line.startswith(text))


def test_a_target_has_the_kinds_to_choose_from_each_explained(server: LanguageServer) -> None:
    offered = server.completions(line_of("    kind: flow"), 10)
    assert set(offered) == KINDS
    assert offered["flow"] == "各时段、各单位可以相加的数量。"


def test_methods_are_completed_inside_a_section(server: LanguageServer) -> None:
    offered = server.completions(line_of("    split:"), len("    split: {method: "))
    assert set(offered) == set(module_names("perfplan.split.methods"))
    assert offered["even"] == "各月相同。"


def test_people_and_units_of_the_plan_are_completed(server: LanguageServer) -> None:
    people = server.completions(line_of("    owner:"), len("    owner: "))
    assert people["zhou-ning"] == "周宁"
    units = server.completions(line_of("    lead_unit:"), len("    lead_unit: "))
    assert units["rsj"] == "县人社局"


def test_stages_of_the_plan_are_completed(server: LanguageServer) -> None:
    offered = server.completions(line_of("      - {id: a, after"), len("      - {id: a, after: ["))
    assert offered["approval"] == "项目备案"


def test_keys_are_completed_by_kind_and_not_twice(server: LanguageServer) -> None:
    of_flow = server.completions(line_of("    decimals:") - 1, 4)
    assert {"value", "allocate", "actions"} <= set(of_flow)
    assert not {"kind", "name", "weight", "due"} & set(of_flow)
    of_mean = server.completions(line_of("    kind: mean") + 1, 4)
    assert {"value", "weight", "time"} <= set(of_mean)


def test_hovering_explains(server: LanguageServer) -> None:
    assert "数额的小数位数，0–6。" in server.hover(line_of("    decimals:"), 6)
    assert "各单位可以相加的数量" in server.hover(line_of("    kind: flow"), 11)


def test_mistakes_are_underlined(server: LanguageServer) -> None:
    wrong = dict(server.diagnostics())
    expected = {"    decimals: 7": "6", "    kidn": "kidn", "  - id: rural": "Missing property"}
    for text, words in expected.items():
        assert words in wrong[line_of(text) + 1]
