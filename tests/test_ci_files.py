"""What runs the check elsewhere: the pre-commit hook, the GitHub action, the GitLab job, and the starter's copies."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_builders import TYPO, git, plan_folder, repository
from cli_process import ROOT, environment

from perfplan.cli.commands.init import starter_files
from perfplan.export._findings import findings_formats

BIN = Path(sys.executable).parent
STARTER = ROOT / "src" / "perfplan" / "cli" / "starter"
SHIPPED = ["src", "tools/compile_catalogues.py", "hatch_build.py", "pyproject.toml", "README.md", "LICENSE"]


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("github-actions", ROOT / "action.yml"),
        ("github-workflows", STARTER / "workflow.yml"),
        ("gitlab-ci", ROOT / "ci" / "gitlab.yml"),
        ("gitlab-ci", STARTER / "gitlab-ci.yml"),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_a_file_is_what_its_service_expects(schema: str, file: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_pre_commit_takes_the_hook_and_the_starters_configuration() -> None:
    for verb, file in (("manifest", ROOT / ".pre-commit-hooks.yaml"), ("config", STARTER / "pre-commit-config.yaml")):
        done = subprocess.run(
            [BIN / "pre-commit", f"validate-{verb}", file], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")


def run(command: list[str | Path], folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command in ``folder`` with perfplan on the PATH, in an environment without git's and CI's variables."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command, cwd=folder, env=environment(PATH=path, **env), capture_output=True, encoding="utf-8", check=False
    )


def test_the_actions_steps_run_the_scripts_with_every_input() -> None:
    action = read(ROOT / "action.yml")
    steps = action["runs"]["steps"]
    scripts = [re.fullmatch(r'"\$GITHUB_ACTION_PATH/(ci/\w+\.sh)"', step["run"]) for step in steps if "run" in step]
    assert [match[1] for match in scripts if match] == ["ci/install.sh", "ci/check.sh"]
    assert all(os.access(ROOT / "ci" / name, os.X_OK) for name in ("install.sh", "check.sh"))
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert all(f"inputs.{name} }}}}" in text for name in action["inputs"])
    assert not [step for step in steps if "inputs." in step.get("run", "")], "inputs go in as variables, never as code"
    variables = next(step["env"] for step in steps if "env" in step)
    script = (ROOT / "ci" / "check.sh").read_text(encoding="utf-8")
    assert [name for name in variables if name not in script] == ["PERFPLAN_LANG"], "that one is for perfplan itself"


def test_the_action_checks_and_leaves_a_sarif_file(tmp_path: Path) -> None:
    for name in ("county a", "county-b"):
        plan_folder(tmp_path / "plans" / name, targets__typo=TYPO)
    plan_folder(tmp_path / "plans" / "ok")
    output = tmp_path / "output"
    done = run(
        [ROOT / "ci" / "check.sh"],
        tmp_path,
        PERFPLAN_PATHS="plans/county*\nplans/ok",
        PERFPLAN_SARIF="out/a.sarif",
        PERFPLAN_CHANGED="",
        PERFPLAN_LANG="zh",
        GITHUB_OUTPUT=str(output),
    )
    assert done.returncode == 1
    assert "::error file=plans/county a/targets/typo.yaml,line=1,col=1" in done.stdout
    assert done.stdout.count("::error") == 2
    assert "未知的键 nmae" in done.stdout
    assert output.read_text(encoding="utf-8") == "sarif=out/a.sarif\n"
    log = json.loads((tmp_path / "out" / "a.sarif").read_text(encoding="utf-8"))
    places = [result["locations"][0]["physicalLocation"] for result in log["runs"][0]["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {
        "plans/county%20a/targets/typo.yaml",
        "plans/county-b/targets/typo.yaml",
    }


def test_the_action_without_inputs_checks_the_plan_here_and_what_changed(tmp_path: Path) -> None:
    plan_folder(tmp_path, targets__typo=TYPO)
    assert run([ROOT / "ci" / "check.sh"], tmp_path).returncode == 1
    assert (tmp_path / "perfplan.sarif").is_file()
    repository(tmp_path)
    assert run([ROOT / "ci" / "check.sh"], tmp_path, PERFPLAN_CHANGED="HEAD").returncode == 0


def test_the_action_installs_its_own_revision(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@" >"$0.args"\n', encoding="utf-8")
    python.chmod(0o755)
    env = {**environment(), "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run([ROOT / "ci" / "install.sh"], cwd=tmp_path, env=env, check=True)
    assert (tmp_path / "python.args").read_text(encoding="utf-8").split()[-1] == str(ROOT)


@pytest.mark.parametrize("file", [ROOT / "ci" / "gitlab.yml", STARTER / "gitlab-ci.yml"], ids=lambda path: path.name)
def test_the_gitlab_job_leaves_the_reports_that_it_names(file: Path, tmp_path: Path) -> None:
    plan_folder(tmp_path, targets__typo=TYPO)
    job = read(file)["perfplan-check"]
    pip = tmp_path / "bin" / "pip"
    pip.parent.mkdir()
    pip.write_text('#!/bin/sh\necho "pip $*"\n', encoding="utf-8")
    pip.chmod(0o755)
    lines = "\n".join(["set -e", f'PATH="{pip.parent}:$PATH"', *job["before_script"], *job["script"]])
    done = run(["bash", "-c", lines], tmp_path)
    assert done.returncode == 1
    assert re.match(r"pip install .*perfplan\n", done.stdout)
    assert job["artifacts"]["when"] == "always"
    reports = job["artifacts"]["reports"]
    quality = json.loads((tmp_path / reports["codequality"]).read_text(encoding="utf-8"))
    assert [item["location"]["path"] for item in quality] == ["targets/typo.yaml"]
    assert "<failure" in (tmp_path / reports["junit"]).read_text(encoding="utf-8")


def test_the_starters_hook_and_workflow_find_its_plan(tmp_path: Path) -> None:
    for name, text in starter_files("zh", 2025).items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    steps = read(tmp_path / ".github/workflows/perfplan.yml")["jobs"]["check"]["steps"]
    check = next(step["run"] for step in steps if step.get("run", "").startswith("perfplan"))
    assert run(["bash", "-c", check], tmp_path).returncode == 0
    repository(tmp_path)
    hook = read(tmp_path / ".pre-commit-config.yaml")["repos"][0]["hooks"][0]
    assert hook["language"] == "system"
    done = run([BIN / "pre-commit", "run", "--all-files"], tmp_path, PRE_COMMIT_HOME=str(tmp_path / "cache"))
    assert (done.returncode, "Passed" in done.stdout) == (0, True), done.stdout


def commands_of_the_page() -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), re.DOTALL)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("command", commands_of_the_page())
def test_the_pages_commands_work(command: str, tmp_path: Path) -> None:
    plan_folder(tmp_path / "plans" / "county")
    repository(tmp_path)
    done = run(["bash", "-c", command], tmp_path, PERFPLAN_TODAY="2025-01-02")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1), done.stderr


def test_the_page_names_every_format() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(findings_formats())


def test_pre_commit_runs_the_hook_from_the_repository(tmp_path: Path) -> None:
    """Build the hook's environment as pre-commit does everywhere: from a commit, with pip."""
    ask = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--quiet",
        "--dest",
        str(tmp_path / "probe"),
        "hatchling",
    ]
    probe = subprocess.run(ask, capture_output=True, text=True, check=False)
    if probe.returncode:
        pytest.skip(f"pip cannot fetch what the hook is built with: {probe.stderr.strip()[-200:]}")
    hooks = tmp_path / "perfplan"
    for name in [*SHIPPED, ".pre-commit-hooks.yaml"]:
        (hooks / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, hooks / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            shutil.copy(ROOT / name, hooks / name)
    repository(hooks)
    work = tmp_path / "work"
    plan_folder(work / "plans" / "ok")
    plan_folder(work / "plans" / "wrong", targets__typo=TYPO)
    (work / "compose.yaml").write_text("services: {}\n", encoding="utf-8")
    git(work, "init", "-q")
    git(work, "add", "-A")
    done = run([BIN / "pre-commit", "try-repo", hooks, "perfplan-check", "--all-files", "--color=never"], work)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "perfplan check" in done.stdout
    assert "Failed" in done.stdout
    assert done.stdout.count("error PP203") == 1, "every plan once, what is no plan not at all"
    assert "plans/wrong/targets/typo.yaml:1:1: error PP203 unknown key nmae" in done.stdout
    assert "files checked: 7; errors: 1" in done.stdout
