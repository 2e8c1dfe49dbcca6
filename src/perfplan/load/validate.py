"""From a document to specs: every mistake becomes a finding, and what is sound goes on.

Later stages still look at the sound items of a file with mistakes, so that one run reports everything. What was taken
out is remembered by name, so that nobody is told that a person does not exist only because her entry has a typo.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from pydantic import ValidationError

from perfplan.diagnostics import Diagnostic, ordered
from perfplan.load.document import Document
from perfplan.load.faults import Fault, faults, problems
from perfplan.load.gaps import Torn, torn
from perfplan.load.planfile import PlanFile, plan_file_model
from perfplan.load.shape import Path, as_written, is_optional
from perfplan.load.wounds import Wounded, patched

SECTIONS = ("calendars", "units", "people", "resources", "profiles", "projects", "campaigns", "schemes", "targets")
"""The root keys that hold lists of named items."""


class Validated(Struct, frozen=True):
    """The sound part of a file.

    Attributes:
        file: the specs of what is sound.
        indexes: for each section, where its k-th item stands in the document: ``indexes["targets"][k]``.
        pruned_names: for each section, ids, names, aliases and kinds of the items that were taken out.
        broken: root keys whose value was taken out as a whole, or that were meant by a mistyped key; what they would
            have said is unknown, so nothing may be called missing because of them.
        torn: whether root keys are lost behind what is no YAML: nothing is known to be missing then.
        wounded: for each section, the items that were taken out, patched so that their references can be looked up.
    """

    file: PlanFile
    indexes: Mapping[str, Sequence[int]]
    pruned_names: Mapping[str, frozenset[str]]
    broken: frozenset[str]
    wounded: Mapping[str, Sequence[Wounded]]
    torn: bool = False


def validate_file(document: Document) -> tuple[Validated | None, list[Diagnostic]]:
    """Return the sound part of a document and a finding for every mistake; no part at all if it is no mapping."""
    data = {} if document.data is None else document.data
    if document.gaps:
        return _with_mistakes(document, data)
    try:
        file = plan_file_model().model_validate(data)
    except ValidationError:
        return _with_mistakes(document, data)
    return _validated(file, {}, [], frozenset(), {}), []


def _validated(
    file: PlanFile,
    pruned: Mapping[str, set[int]],
    named: Iterable[tuple[str, Any]],
    broken: frozenset[str],
    wounded: Mapping[str, Sequence[Wounded]],
) -> Validated:
    """Put together what is left; ``named`` are the (section, item) that were taken out."""
    indexes: dict[str, Sequence[int]] = {}
    for section in SECTIONS:
        gone = pruned.get(section, set())
        size = len(getattr(file, section)) + len(gone)
        indexes[section] = [index for index in range(size) if index not in gone] if gone else range(size)
    names: dict[str, set[str]] = {}
    for section, item in named:
        names.setdefault(section, set()).update(_names(item))
    return Validated(file, indexes, {section: frozenset(names[section]) for section in names}, broken, wounded)


def _with_mistakes(document: Document, data: Any) -> tuple[Validated | None, list[Diagnostic]]:
    model = plan_file_model()
    found = problems(model, data)
    empty = [as_written(data, p.spot.path) for p in found if p.input is None and is_optional(p.spot)]
    if empty:
        data = _without_empty(data, empty)
        found = problems(model, data)
    tears = torn(document)
    mistakes = [fault for fault in faults(found) if not _is_torn(fault, tears)]
    findings = ordered([_finding(document, fault) for fault in mistakes])
    if not isinstance(data, dict):
        return None, findings
    pruned, keys = _what_to_prune(mistakes, tears, data)
    sound = {
        key: [item for index, item in enumerate(value) if index not in pruned[key]] if key in pruned else value
        for key, value in data.items()
        if key not in keys
    }
    named = [(section, data[section][index]) for section, gone in pruned.items() for index in gone]
    named += [(section, item) for section, key in _meant(mistakes) for item in _items(data[key])]
    named += [(section, {"aliases": list(tears.words)}) for section in SECTIONS if tears.words]
    broken = frozenset(keys & set(model.model_fields)) | {section for section, _ in _meant(mistakes)}
    file = model.model_validate(sound)
    return replace(_validated(file, pruned, named, broken, patched(data, pruned)), torn=tears.root), findings


def _is_torn(fault: Fault, tears: Torn) -> bool:
    """Whether a mistake is only that something is missing where there is a gap."""
    root, *rest = (*fault.spot.path, "")
    beside = root in tears.keys or (rest and rest[0] in tears.items.get(str(root), ()))
    return bool(beside) and fault.code in {"PP201", "PP202"}


def _without_empty(data: Any, empty: Sequence[Path]) -> Any:
    """Return ``data`` without the keys at these paths; only what changes is copied, and once."""
    copies: dict[Path, Any] = {}
    for path in empty:
        node = copies[()] = copies.get(()) or _copy(data)
        for depth, segment in enumerate(path[:-1], start=1):
            here = path[:depth]
            if here not in copies:
                copies[here] = _copy(node[segment])
                node[segment] = copies[here]
            node = copies[here]
        node.pop(path[-1])
    return copies.get((), data)


def _copy(node: Any) -> Any:
    return node.copy() if isinstance(node, (dict, list)) else node


def _what_to_prune(
    mistakes: Iterable[Fault], tears: Torn, data: Mapping[str, Any]
) -> tuple[dict[str, set[int]], set[str]]:
    """Return the items of each section, and the root keys, that hold a mistake or a gap."""
    items = {section: set(found) for section, found in tears.items.items() if section in SECTIONS}
    keys = set(tears.keys)
    for fault in mistakes:
        root, *rest = fault.spot.path
        index = rest[0] if rest else None
        if root in SECTIONS and isinstance(index, int) and isinstance(data[str(root)], list):
            items.setdefault(str(root), set()).add(index)
        else:
            keys.add(str(root))
    return items, keys


def _meant(mistakes: Iterable[Fault]) -> list[tuple[str, str]]:
    """Return (section, key as written) of the root keys that are mistyped."""
    return [
        (str(fault.args["nearest"]), str(fault.spot.path[0]))
        for fault in mistakes
        if fault.code == "PP203" and len(fault.spot.path) == 1 and fault.args["nearest"]
    ]


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _names(item: Any) -> set[str]:
    """Return what references may call an item: id, name, aliases, a unit's kind too, as far as they are text."""
    if not isinstance(item, dict):
        return set()
    aliases = item.get("aliases")
    words = [item.get("id"), item.get("name"), item.get("kind"), *(aliases if isinstance(aliases, list) else [aliases])]
    return {word.strip() for word in words if isinstance(word, str)}


def _finding(document: Document, fault: Fault) -> Diagnostic:
    path = as_written(document.data, fault.spot.path)
    if fault.code == "PP202":
        path = (*path, str(fault.args["key"]))
    return Diagnostic(fault.code, document.key_at(path) if fault.at_key else document.at(path), fault.args)
