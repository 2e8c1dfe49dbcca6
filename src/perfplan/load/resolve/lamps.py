"""Lamps and escalation: presets by name, rules of the plan's own, and where the lights of projects look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from perfplan.load.nearest import nearest
from perfplan.load.resolve.frame import Frame
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.lamp import (
    About,
    EscalationPreset,
    EscalationStep,
    Fact,
    LampPreset,
    LampRule,
    Lamps,
    Light,
    Whom,
    condition,
)
from perfplan.model.project import Project
from perfplan.registry import discover
from perfplan.spec.lamps import EscalationSpec, LampSpec, LampsSpec

LADDER = "usual"


def resolve_lamps(frame: Frame, projects: Iterable[Project], targets: Iterable[str], scope: Scope) -> Lamps:
    """Return the plan's lamps: the preset's, with what the plan says itself in their place."""
    spec: LampsSpec | None = frame.get("lamps")
    if spec is None:
        return Lamps()
    item: Item[Any] = frame.said["lamps"]
    presets: Mapping[str, LampPreset] = discover("perfplan.spec.lamp_presets", "PRESET") if spec.preset else {}
    preset = _preset(item, "lamps", spec.preset, presets, scope)
    base = preset.lamps if preset else Lamps()
    lights = None if spec.lights is None else tuple(Light(s.id, s.name, _rules(s.rules)) for s in spec.lights)
    return Lamps(
        base.targets if spec.targets is None else _rules(spec.targets),
        base.tasks if spec.tasks is None else _rules(spec.tasks),
        base.lights if lights is None else lights,
        _roles(item, {project.id: project for project in projects}, frozenset(targets), scope),
        spec.preset or "",
    )


def resolve_escalation(frame: Frame, scope: Scope) -> tuple[EscalationStep, ...]:
    """Return the plan's steps of escalation; the usual ladder where it says nothing."""
    spec: EscalationSpec | None = frame.get("escalation")
    presets: Mapping[str, EscalationPreset] = discover("perfplan.spec.escalation_presets", "PRESET")
    if spec is None:
        return presets[LADDER].steps
    preset = _preset(frame.said["escalation"], "escalation", spec.preset, presets, scope)
    return (*(preset.steps if preset else ()), *map(_step, spec.steps))


def _preset(item: Item[Any], key: str, name: str | None, presets: Mapping[str, Any], scope: Scope) -> Any:
    if name is None:
        return None
    if name not in presets:
        scope.report("PP330", item.at(key, "preset"), name=name, nearest=nearest(name, presets))
    return presets.get(name)


def _rules(specs: Iterable[LampSpec]) -> tuple[LampRule, ...]:
    return tuple(LampRule(spec.name, spec.colour or "", _conditions(spec.when)) for spec in specs)


def _conditions(when: Mapping[Any, str]) -> tuple[Any, ...]:
    return tuple(condition(Fact(fact), text) for fact, text in when.items())


def _step(spec: Any) -> EscalationStep:
    about = tuple(About(name) for name in spec.about)
    return EscalationStep(spec.id, spec.name, Whom(spec.whom), about, _conditions(spec.when))


def _roles(
    item: Item[Any], projects: Mapping[str, Project], targets: frozenset[str], scope: Scope
) -> dict[tuple[str, str], str]:
    """Return (project, light) → where to look; names of projects, stages and targets must be known."""
    roles = {}
    for name, lights in item.spec.lamps.roles.items():
        project = projects.get(name)
        if project is None:
            place = item.key_at("lamps", "roles", name)
            scope.report("PP309", place, name=name, nearest=nearest(name, projects))
            continue
        for light, role in lights.items():
            sort, _, what = role.partition(":")
            known = targets if sort == "target" else frozenset(stage.id for stage in project.stages)
            if sort not in {"stage", "target"} or what not in known:
                place = item.at("lamps", "roles", name, light)
                scope.report("PP305" if sort == "target" else "PP309", place, name=role, nearest=nearest(what, known))
            else:
                roles[name, light] = role
    return roles
