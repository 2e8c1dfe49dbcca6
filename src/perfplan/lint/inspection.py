"""Check one plan: a function from a path and a day to findings, the same in any process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from perfplan.checks._rule import Day
from perfplan.checks.runner import run_checks
from perfplan.diagnostics import Diagnostic, ordered
from perfplan.issued.audit import issue_findings
from perfplan.ledger.reading import read_ledger
from perfplan.ledger.replay import replay
from perfplan.lint.choice import Choice, is_wanted
from perfplan.lint.suppression import suppress
from perfplan.load.plan import load_plan
from perfplan.load.positions import Found
from perfplan.load.result import LoadResult
from perfplan.load.source import decode, read_bytes
from perfplan.load.strays import stray_findings
from perfplan.model.checking import CheckSettings
from perfplan.model.plan import Plan
from perfplan.track.audit import ledger_findings

CANNOT_SPLIT = "PP405"
"""With locks that cannot hold there is no split to compare with what was issued."""


class Inspection(Struct, frozen=True):
    """What there is to say about one plan.

    Attributes:
        path: the plan.
        files: its YAML files, as they are shown.
        texts: the sources of those files, and of every other file that a finding points at.
        findings: what is to be reported, in report order.
        ignored: how many findings comments, the plan or the command line leave out.
        plan: the resolved plan, or None where it has errors.
    """

    path: Path
    files: tuple[str, ...]
    texts: Mapping[str, str]
    findings: tuple[Diagnostic, ...]
    ignored: int
    plan: Plan | None


def inspect(
    path: Path, today: date | None = None, asked: Choice | None = None, instead: Mapping[str, str] | None = None
) -> Inspection:
    """Check the plan at ``path``, its ledger, its issues and the comments in it.

    Args:
        path: a folder with plan.yaml, or one YAML file.
        today: for the rules about the present; without it they stay silent.
        asked: what the command line wants to see; it wins over the plan's own settings.
        instead: texts that count in the place of files, by name.
    """
    result = load_plan(path, instead)
    plan = result.plan or result.partial  # what is sound is checked, so that one run reports everything
    settings = plan.check if plan else CheckSettings()
    asked = asked or Choice()

    def wanted(code: str) -> bool:
        return is_wanted(code, asked, settings)

    found = [*result.findings, *stray_findings(path), *_about(path, plan, result, today)]
    kept, ignored = suppress(found, result.texts, wanted, whole=result.plan is not None)
    reported = [_judged(finding, settings) for finding in ordered(kept) if wanted(finding.code)]
    ignored += len(ordered(kept)) - len(reported)
    texts = {**_other_texts(reported, result.texts, instead or {}), **result.texts}
    return Inspection(path, result.files, texts, tuple(reported), ignored, result.plan)


def _about(path: Path, plan: Plan | None, result: LoadResult, today: date | None) -> list[Diagnostic]:
    """Return what the rules find; for a plan without errors of reading, what ledger and issues say against it too."""
    if plan is None:
        return []
    found = run_checks(plan, result.unsure, _day(path, plan, today) if today else None)
    if result.plan is None:
        return found
    split = all(finding.code != CANNOT_SPLIT for finding in found)
    return [*found, *ledger_findings(plan, path), *(issue_findings(plan, path) if split else ())]


def _day(path: Path, plan: Plan, today: date) -> Day:
    progress = replay(read_ledger(path).records(), today)
    started = frozenset(task for task, state in progress.tasks.items() if state.started)
    done = frozenset(progress.done)
    begun = [each for each in plan.projects if any(f"{each.id}/{stage.id}" in started | done for stage in each.stages)]
    if not begun:
        return Day(today, done, started)
    from perfplan.track.projects import actuals_of  # schedules: only for plans with work under way

    return Day(today, done, started, {project.id: actuals_of(project, progress) for project in begun})


def _judged(finding: Diagnostic, settings: CheckSettings) -> Diagnostic:
    severity = settings.severity.get(finding.code)
    return replace(finding, severity=severity) if severity else finding


def _other_texts(
    findings: Iterable[Diagnostic], known: Mapping[str, str], instead: Mapping[str, str]
) -> dict[str, str]:
    """Return the sources of files that findings point at though they could not be used (or are no plan files)."""
    texts: dict[str, str] = {}
    for name in dict.fromkeys(finding.location.file for finding in findings if finding.location.file not in known):
        content = read_bytes(Path(name)) if name not in instead else b""
        if name in instead:
            texts[name] = instead[name]
        elif not isinstance(content, Found):
            text, undecodable = decode(content)
            texts |= {} if undecodable else {name: text}
    return texts
