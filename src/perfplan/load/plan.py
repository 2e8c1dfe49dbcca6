"""Load one plan: all its files, all their findings, and the resolved plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from perfplan.checks._rule import rule
from perfplan.diagnostics import Diagnostic, Location, Severity, ordered
from perfplan.load.collector import paused
from perfplan.load.document import Document
from perfplan.load.files import plan_files
from perfplan.load.follow_ups import unsure_codes, unsure_for_rules, without_follow_ups
from perfplan.load.planfile import PlanFile, ProfileSpec
from perfplan.load.resolve.calendar import resolve_calendars
from perfplan.load.resolve.campaign import resolve_campaign
from perfplan.load.resolve.checking import resolve_check
from perfplan.load.resolve.escalation import resolve_escalation
from perfplan.load.resolve.frame import Frame, collect_frame
from perfplan.load.resolve.lamps import resolve_lamps
from perfplan.load.resolve.look_alikes import report_look_alikes, report_namesakes, report_same_names
from perfplan.load.resolve.past import read_past, report_gaps, report_strangers
from perfplan.load.resolve.project import resolve_project
from perfplan.load.resolve.ratios import link_ratios
from perfplan.load.resolve.resources import resolve_resources
from perfplan.load.resolve.schemes import resolve_schemes
from perfplan.load.resolve.scope import Item, Names, Scope
from perfplan.load.resolve.split import check_profile
from perfplan.load.resolve.target import resolve_target
from perfplan.load.resolve.units import resolve_units
from perfplan.load.resolve.wounded import Wounds, check_wounded
from perfplan.load.result import LoadResult
from perfplan.load.validate import SECTIONS, Validated, validate_file
from perfplan.load.wounds import NOBODY
from perfplan.load.yaml import parse_yaml, read_yaml
from perfplan.model.pace import PaceMethod
from perfplan.model.plan import Plan

DUE_SOON = 5


def load_plan(path: Path, instead: Mapping[str, str] | None = None) -> LoadResult:
    """Read, validate and resolve the plan at ``path`` (a folder with plan.yaml, or one YAML file).

    ``instead`` are texts that count in the place of what some of the files hold, by the name they are shown with.
    """
    with paused():
        findings: list[Diagnostic] = []
        names = [file.as_posix() for file in plan_files(path)]
        sources = []
        for name in names:
            text = instead.get(name) if instead else None
            document, found = read_yaml(Path(name), name) if text is None else parse_yaml(text, name)
            findings += found
            if document is not None:
                validated, found = validate_file(document)
                findings += found
                if validated is not None:
                    sources.append((document, validated))
        resolving: list[Diagnostic] = []
        known = {finding.location for finding in findings}
        partial = _resolve(path, sources, resolving, known) if sources else None
        all_read = len(sources) == len(names) and not any(validated.torn for _, validated in sources)
        unsure = unsure_codes([validated for _, validated in sources], all_read=all_read)
        findings = ordered(findings + without_follow_ups(resolving, unsure, all_read=all_read))
        broken = any(rule(finding.code).severity is Severity.ERROR for finding in findings)
        texts = {document.name: document.text for document, _ in sources}
        unsure = unsure_for_rules(unsure, findings)
        return LoadResult(None if broken else partial, partial, findings, tuple(names), texts, unsure)


def _resolve(
    path: Path, sources: Sequence[tuple[Document, Validated]], findings: list[Diagnostic], known: Collection[Location]
) -> Plan:
    """Resolve what is sound; ``findings`` grows. Of places that are ``known`` to be wrong nothing more is said."""
    broken = frozenset(key for _, validated in sources for key in validated.broken)
    hidden = {
        section: frozenset((NOBODY, *(name for _, v in sources for name in v.pruned_names.get(section, ()))))
        for section in SECTIONS
    }
    scope = Scope(path, findings, hidden)
    files: list[Item[PlanFile]] = [Item(validated.file, document, ()) for document, validated in sources]
    frame = collect_frame(files, broken, scope)
    read_past(path, scope)
    main = frame.said.get("calendar")
    calendar = main.part(main.spec.calendar, "calendar") if main and main.spec.calendar else None
    resolve_calendars(calendar, _items(sources, "calendars"), scope)
    resolve_units(_items(sources, "units"), _items(sources, "people"), scope)
    resolve_resources(_items(sources, "resources"), _items(sources, "people"), scope)
    _profiles(_items(sources, "profiles"), scope)
    plan = _plan(frame, sources, scope)
    report_namesakes(_items(sources, "units"), _items(sources, "people"), scope)
    more = check_wounded(_wounds(sources), _items(sources, "targets"), scope)
    findings += (finding for finding in more if finding.location not in known)
    return plan


def _wounds(sources: Sequence[tuple[Document, Validated]]) -> Wounds:
    wounds: dict[str, list[tuple[Item[Any], frozenset[str]]]] = {}
    for document, validated in sources:
        for section, items in validated.wounded.items():
            found = [(Item(spec, document, (section, index)), lost) for spec, index, lost in items]
            wounds.setdefault(section, []).extend(found)
    return wounds


def _items(sources: Sequence[tuple[Document, Validated]], section: str) -> list[Item[Any]]:
    return [
        Item(spec, document, (section, index))
        for document, validated in sources
        for spec, index in zip(getattr(validated.file, section), validated.indexes[section], strict=True)
    ]


def _profiles(items: Sequence[Item[ProfileSpec]], scope: Scope) -> None:
    scope.profiles = Names("PP306", scope.hidden["profiles"])
    for item in scope.unique(items, "profile"):
        check_profile(item, scope)
        scope.profiles.add(item.spec.id, item, (item.spec.name,) if item.spec.name else ())


def _plan(frame: Frame, sources: Sequence[tuple[Document, Validated]], scope: Scope) -> Plan:
    targets = scope.unique(_items(sources, "targets"), "target")
    projects = scope.unique(_items(sources, "projects"), "project")
    campaigns = scope.unique(_items(sources, "campaigns"), "campaign")
    work = scope.unique([*targets, *projects, *campaigns], "task")  # one namespace: ids begin task ids
    resolve_schemes(_items(sources, "schemes"), targets, scope)
    others = [_items(sources, section) for section in ("resources", "profiles", "schemes")]
    report_look_alikes(_items(sources, "units"), _items(sources, "people"), work, others, projects, scope)
    report_same_names(targets, scope)
    report_strangers(targets, scope)
    report_gaps(targets, scope)
    said = frame.said.get("check")
    assert scope.calendar is not None
    scope.pace = PaceMethod(frame.get("pace", PaceMethod.CHECKPOINTS))
    found = tuple(p for p in (resolve_project(item, scope) for item in projects) if p)
    return Plan(
        root=scope.root,
        id=frame.get("id", scope.root.stem),
        name=frame.get("name", scope.root.stem),
        start=scope.start,
        end=scope.end,
        issued=scope.issued,
        time_zone=frame.get("time_zone", "UTC"),
        language=frame.get("language", ""),
        due_soon=frame.get("due_soon", DUE_SOON),
        calendar=scope.calendar,
        months=scope.months,
        quarters=scope.quarters,
        units=scope.units.things,
        people=scope.people.things,
        targets=link_ratios(targets, [t for t in (resolve_target(item, scope) for item in targets) if t], scope),
        projects=found,
        campaigns=tuple(c for c in (resolve_campaign(item, scope) for item in campaigns) if c),
        location=frame.at("id"),
        lamps=resolve_lamps(frame, found, [item.spec.id for item in targets], scope),
        escalation=resolve_escalation(frame, scope),
        history=scope.history,
        calendar_at=frame.at("calendar"),
        issued_at=frame.at("issued"),
        check=resolve_check(said.part(said.spec.check, "check") if said and said.spec.check else None, scope),
    )
