"""The house in order: set-up, constraints, and that commands are complete."""

from __future__ import annotations

import inspect
import re
import stat
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version
from tools_loader import load_tool

from perfplan.cli import index
from perfplan.cli._command import Command
from perfplan.cli.app import load_command
from perfplan.cli.help_page import first_line
from perfplan.i18n import Translator
from perfplan.registry import discover, module_names

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = index.names()


def constraints() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="ascii").split()
    return dict(line.lower().replace("_", "-").split("==") for line in lines)


def declared() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [text for texts in project["optional-dependencies"].values() for text in texts]
    return [Requirement(text) for text in [*project["dependencies"], *extras]]


def test_constraints_are_names_and_versions_only() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="ascii").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line), line


def test_every_declared_requirement_is_constrained_to_a_version_that_fits() -> None:
    pinned = constraints()
    for requirement in declared():
        version = pinned[requirement.name.lower().replace("_", "-")]
        assert requirement.specifier.contains(Version(version)), requirement


def test_continuous_integration_runs_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    assert "make test" in script.read_text(encoding="utf-8")


def test_every_make_target_is_explained_at_the_top() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    explained = set(re.findall(r"^# make ([\w-]+)", text, re.MULTILINE))
    fuzzing = {"fuzz", "fuzz-check", "fuzz-guided"}
    assert {"demo", "test", "bench", "oracle", "docs", "clean", "catalogue"} | fuzzing == explained
    for target in explained:
        assert re.search(rf"^{target}:", text, re.MULTILINE), target


def test_commands_are_found_by_their_files() -> None:
    found: dict[str, Command] = discover("perfplan.cli.commands", "COMMAND")
    assert sorted(found) == sorted(COMMANDS)
    assert [name.rstrip("_") for name in module_names("perfplan.cli.commands")] == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_complete(name: str) -> None:
    command = load_command(name)
    assert command.name == name
    assert (command.run is None) != (not command.verbs)
    module = import_module(index.module_of(name))
    summary = index.summaries()[name]
    assert summary == first_line(inspect.getdoc(module) or ""), "the summary is one line"
    assert Translator("zh")(summary) != summary
    for run in [command.run] if command.run else command.verbs.values():
        assert run is not None
        assert inspect.getdoc(run), f"{name}: {run.__name__} has no page"
        assert next(iter(inspect.signature(run).parameters)) == "context"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_tested(name: str) -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    assert re.search(rf'["\']{name}["\'],', tests), f"no test runs perfplan {name}"


def test_the_page_on_commands_is_what_help_says() -> None:
    page = load_tool("commands_page").page()
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == page, "python tools/commands_page.py"
