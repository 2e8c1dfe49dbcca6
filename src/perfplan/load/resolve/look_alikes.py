"""Ids and names that are easily taken for each other (PP317), and targets with one name (PP318)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from perfplan.diagnostics import Location
from perfplan.load.looks import LATIN, latin, look
from perfplan.load.resolve.scope import Item, Scope
from perfplan.load.resolve.stages import stage_parts
from perfplan.spec.project import ProjectSpec
from perfplan.spec.unit import PersonSpec, UnitSpec

_TERRITORY: Final = "县市区"
_SHORTEST: Final = 3

Named = tuple[str, Item[Any], tuple[str, ...]]
"""A text as it is written, the item that has it, and the path of its place inside the item."""


def report_look_alikes(
    units: Sequence[Item[UnitSpec]],
    people: Sequence[Item[PersonSpec]],
    work: Sequence[Item[Any]],
    others: Sequence[Sequence[Item[Any]]],
    projects: Sequence[Item[ProjectSpec]],
    scope: Scope,
) -> None:
    """Compare what stands in one namespace: units, people, what begins task ids, ``others``, stages and actions."""
    for items in (units, people, work, *others):
        _report(_texts(items, "id"), scope)
        _report(_texts([item for item in items if item.spec.name], "name"), scope)
    for item in work:
        actions = [item.part(action, "actions", n) for n, action in enumerate(getattr(item.spec, "actions", ()))]
        _report(_texts(actions, "id"), scope)
    for project in projects:
        stages = [project.part(stage, "stages", index) for index, stage in enumerate(project.spec.stages)]
        _report(_texts(stage_parts(stages), "id"), scope)
    _report_territories(units, scope)
    _report_alphabets([*units, *people, *work, *(item for items in others for item in items)], scope)


def report_same_names(targets: Sequence[Item[Any]], scope: Scope) -> None:
    """Report the targets whose name another has."""
    _report_names("PP318", targets, scope)


def report_namesakes(units: Sequence[Item[UnitSpec]], people: Sequence[Item[PersonSpec]], scope: Scope) -> None:
    """Report units and people whose name another has, unless a reference by that name is reported (PP312)."""
    told = {finding.args["name"] for finding in scope.findings if finding.code == "PP312"}
    for code, items in (("PP343", units), ("PP344", people)):
        _report_names(code, [item for item in items if item.spec.name not in told], scope)


def _report_names(code: str, items: Sequence[Item[Any]], scope: Scope) -> None:
    seen: dict[str, Item[Any]] = {}
    for item in items:
        first = seen.setdefault(item.spec.name, item)
        if first is not item and first.spec.id != item.spec.id:
            scope.report(code, item.at("name"), name=item.spec.name, first=_written(first.at("name")))


def _report_alphabets(items: Sequence[Item[Any]], scope: Scope) -> None:
    """Report ids in which a letter of another alphabet passes for a Latin one, unless the Latin one is there too."""
    told = {f.args[key] for f in scope.findings if f.code == "PP317" for key in ("name", "other")}
    for item in items:
        name = item.spec.id
        foreign = "" if name.isascii() else next((letter for letter in name if letter in LATIN), "")
        if foreign and any(letter.isascii() and letter.isalpha() for letter in name) and name not in told:
            scope.report("PP345", item.at("id"), id=name, character=f"U+{ord(foreign):04X}", latin=latin(name))


def _texts(items: Iterable[Item[Any]], key: str) -> Iterator[Named]:
    return ((getattr(item.spec, key), item, (key,)) for item in items)


def _report(texts: Iterable[Named], scope: Scope) -> None:
    seen: dict[str, Named] = {}
    for named in texts:
        text, item, path = named
        first = seen.setdefault(look(text), named)
        if first[0] != text:
            _confusable(text, item.at(*path), first, scope)


def _confusable(name: str, place: Location, other: Named, scope: Scope) -> None:
    text, item, path = other
    scope.report("PP317", place, name=name, other=text, first=_written(item.at(*path)))


def _report_territories(units: Sequence[Item[UnitSpec]], scope: Scope) -> None:
    """Report 县财政局 beside 财政局 or 示例县财政局: one office under two names, unless one is the other's alias."""
    roots = tuple(item.spec.name for item in units if item.spec.parent is None)
    known = {name: item for item in reversed(units) for name in (item.spec.name, *item.spec.aliases)}
    for item in units:
        for short in _without_territory(item.spec.name, roots):
            other = known.get(short)
            if other is not None and other is not item:
                _confusable(item.spec.name, item.at("name"), (other.spec.name, other, ("name",)), scope)
                break


def _without_territory(name: str, roots: tuple[str, ...]) -> Iterator[str]:
    for root in roots:
        if name.startswith(root) and len(name) - len(root) >= _SHORTEST:
            yield name[len(root) :]
            yield from (f"{letter}{name[len(root) :]}" for letter in _TERRITORY)
    if name[:1] and name[0] in _TERRITORY and len(name) > _SHORTEST:
        yield name[1:]


def _written(place: Location) -> str:
    return f"{place.file}:{place.line}"
