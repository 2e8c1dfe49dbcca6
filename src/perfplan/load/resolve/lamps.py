"""Lamps: a published set, what the plan says in its place, and where the lights of projects look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from perfplan.load.nearest import nearest
from perfplan.load.resolve.frame import Frame
from perfplan.load.resolve.presets import conditions, named_preset
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.lamp import WORST_FIRST, LampPreset, LampRule, Lamps, Light, States
from perfplan.model.project import Project
from perfplan.model.sentence import Name, named
from perfplan.registry import discover
from perfplan.spec.lamps import LampSpec, LampsSpec, NameSpec


def resolve_lamps(frame: Frame, projects: Iterable[Project], targets: Iterable[str], scope: Scope) -> Lamps:
    """Return the plan's lamps: the preset's, with what the plan says itself in their place."""
    spec: LampsSpec | None = frame.get("lamps")
    if spec is None:
        return Lamps()
    item = frame.said["lamps"].part(spec, "lamps")
    presets: Mapping[str, LampPreset] = discover("perfplan.spec.lamp_presets", "PRESET") if spec.preset else {}
    preset = named_preset(frame.said["lamps"], "lamps", spec.preset, presets, scope)
    base, order = (preset.lamps, preset.order) if preset else (Lamps(), WORST_FIRST)
    reader = _Reader(item, spec.order or order, scope)
    lights = reader.lights(base.lights)
    return Lamps(
        reader.ranked(base.targets) if spec.targets is None else reader.states(spec.targets, "targets"),
        reader.ranked(base.tasks) if spec.tasks is None else reader.states(spec.tasks, "tasks"),
        lights,
        _roles(item, {project.id: project for project in projects}, frozenset(targets), lights, scope),
        spec.preset or "",
    )


class _Reader:
    """Reads the states of lamps, in the order that says which of several is the worst."""

    def __init__(self, item: Item[LampsSpec], order: Sequence[str], scope: Scope) -> None:
        self.item, self.order, self.scope = item, order, scope

    def states(self, spec: Any, *path: str) -> States:
        """Return what decides the lamp of targets or of dated work."""
        if spec.rules is not None:
            return self._rules(spec.rules)
        parts = [self.item.part(part, *path, "worst_of", place) for place, part in enumerate(spec.worst_of)]
        return States(worst_of=tuple(self._part(part) for part in self.scope.unique(parts, "lamp")))

    def lights(self, base: Sequence[Light]) -> tuple[Light, ...]:
        """Return the lights of projects: the preset's with the plan's own among or after them."""
        specs = self.item.spec.lights or ()
        written = [self.item.part(spec, "lights", place) for place, spec in enumerate(specs)]
        own = {part.spec.id: part for part in self.scope.unique(written, "light")}
        known = {light.id: Light(light.id, light.name, self.ranked(light.states)) for light in base}
        for part in own.values():
            known[part.spec.id] = Light(part.spec.id, _name(part.spec.name), self._rules(part.spec.rules or ()))
        for part in own.values():
            if part.spec.worst_of is not None:
                worst = States(worst_of=tuple(self._named(part, known, own)))
                known[part.spec.id] = replace(known[part.spec.id], states=worst)
        return tuple(known.values())

    def ranked(self, states: States) -> States:
        """Return a preset's states with each rule's place in the order."""
        return States(tuple(replace(rule, rank=self._rank(rule)) for rule in states.rules))

    def _named(self, item: Item[Any], known: Mapping[str, Light], own: Mapping[str, Item[Any]]) -> Iterator[Light]:
        """Yield the lights of which one shows the worst; each must have rules of its own."""
        for place, name in enumerate(item.spec.worst_of):
            at = item.at("worst_of", place)
            if name not in known:
                self.scope.report("PP453", at, name=name, nearest=nearest(name, known))
            elif name in own and own[name].spec.worst_of is not None:
                self.scope.report("PP454", at, name=name)
            else:
                if name in own:
                    self._check_order(own[name])
                yield known[name]

    def _part(self, item: Item[Any]) -> Light:
        self._check_order(item)
        return Light(item.spec.id, _name(item.spec.name), self._rules(item.spec.rules))

    def _check_order(self, item: Item[Any]) -> None:
        """Report what has no place in the order although it is compared with others."""
        for place, rule in enumerate(self._rules(item.spec.rules).rules):
            if rule.rank == len(self.order):
                key = "colour" if rule.colour else "name"
                self.scope.report(
                    "PP452",
                    item.at("rules", place, key),
                    name=rule.colour or str(rule.name),
                    order=", ".join(self.order),
                )

    def _rules(self, specs: Iterable[LampSpec]) -> States:
        rules = (LampRule(_name(spec.name), spec.colour or "", conditions(spec.when)) for spec in specs)
        return States(tuple(replace(rule, rank=self._rank(rule)) for rule in rules))

    def _rank(self, rule: LampRule) -> int:
        called = {rule.colour, *rule.name.texts.values()}
        return next((place for place, one in enumerate(self.order) if one in called), len(self.order))


def _name(spec: NameSpec) -> Name:
    if spec.en is None:
        return named(spec.zh or "")
    return named(spec.en, spec.zh or "")


def _roles(
    item: Item[LampsSpec],
    projects: Mapping[str, Project],
    targets: frozenset[str],
    lights: Iterable[Light],
    scope: Scope,
) -> dict[tuple[str, str], str]:
    """Return (project, light) → where to look; names of projects, lights, stages and targets must be known."""
    roles = {}
    known = {light.id: light for light in lights}
    for name, chosen in item.spec.roles.items():
        project = projects.get(name)
        if project is None:
            scope.report("PP309", item.key_at("roles", name), name=name, nearest=nearest(name, projects))
            continue
        for light, role in chosen.items():
            if light not in known:
                scope.report("PP453", item.key_at("roles", name, light), name=light, nearest=nearest(light, known))
            elif known[light].states.worst_of:
                scope.report("PP454", item.key_at("roles", name, light), name=light)
            elif _is_place(role, project, targets, item, light, scope):
                roles[name, light] = role
    return roles


def _is_place(
    role: str, project: Project, targets: frozenset[str], item: Item[LampsSpec], light: str, scope: Scope
) -> bool:
    """Whether a role names a stage of the project or a target; a finding if not."""
    sort, _, what = role.partition(":")
    known = targets if sort == "target" else frozenset(stage.id for stage in project.stages)
    if sort in {"stage", "target"} and what in known:
        return True
    place = item.at("roles", project.id, light)
    scope.report("PP305" if sort == "target" else "PP309", place, name=role, nearest=nearest(what, known))
    return False
