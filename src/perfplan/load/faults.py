"""What pydantic finds wrong, as perfplan's findings: one mistake, one finding, at its exact place.

Leaf types name their own codes (:mod:`perfplan.spec.types`); pydantic's own errors are translated here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from perfplan.load.chinese import keyword_for
from perfplan.load.shape import ANY_KIND, Path, Spot, is_required, trace
from perfplan.spec.types import keys_of, shown

_LIST = "a list"  # msgid
_MAPPING = "a mapping"  # msgid
_REST = re.compile(r"\d{3}(?:\.\d+)?", re.ASCII)
MOST_GUESSES = 10_000
"""A file with more mistakes than this is not a plan with typos."""


class Fault(Struct, frozen=True):
    """One mistake before it has a place in the file: its code, the finding's args, and where it is."""

    code: str
    args: Mapping[str, str | int]
    spot: Spot

    @property
    def at_key(self) -> bool:
        """Whether the finding points at a key rather than at a value."""
        return self.spot.is_key or self.code in {"PP203", "PP222", "PP414"}


class Problem(Struct, frozen=True):
    """One error of pydantic and its spot; ``guess`` says whether to look for what may have been meant."""

    type: str
    spot: Spot
    input: Any
    context: Mapping[str, Any]
    guess: bool


def problems(model: type[BaseModel], data: Any) -> list[Problem]:
    """Return everything that is wrong with ``data``; nothing when it is valid.

    Where a union's member cannot be chosen, what the members share is checked all the same.
    """
    return [
        Problem(error["type"], trace(model, error["loc"]), error["input"], error.get("ctx", {}), number < MOST_GUESSES)
        for number, error in enumerate(_errors(model, data))
    ]


def _errors(model: type[BaseModel], data: Any) -> Iterator[ErrorDetails]:
    try:
        model.model_validate(data)
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False):
            if error["type"] not in {"union_tag_invalid", "union_tag_not_found"}:
                yield error
                continue
            if isinstance(error["input"].get("kind"), str):
                yield error
            shared = trace(model, (*error["loc"], ANY_KIND, "kind")).owner
            for inner in _errors(shared, error["input"]) if shared else ():
                inner["loc"] = (*error["loc"], ANY_KIND, *inner["loc"])
                yield inner


def faults(found: Iterable[Problem]) -> list[Fault]:
    """Return the mistakes behind the errors, each once."""
    by_place: dict[tuple[Path, bool], Fault] = {}
    for problem in found:
        fault = _fault(problem)
        place = (fault.spot.path, fault.at_key) if fault else None
        if fault and place and _tells_more(fault, by_place.get(place)):
            by_place[place] = fault
    mistyped = {(*fault.spot.path[:-1], fault.args["nearest"]) for fault in by_place.values() if fault.code == "PP203"}
    wrong_keys = {fault.spot.path for fault in by_place.values() if fault.at_key and fault.code != "PP203"}
    kept = [
        fault
        for fault in by_place.values()
        if not (fault.code == "PP202" and fault.spot.path in mistyped)
        and not (_is_empty(fault) and fault.spot.path in wrong_keys)  # {3:26} is a key without a value
    ]
    return [_divided(fault) for fault in _paired(kept)]


def _is_empty(fault: Fault) -> bool:
    """Whether a value that is not there is at fault; a key that says null is a mistake of its own."""
    return not fault.at_key and fault.args.get("value") == "null"


def _paired(found: list[Fault]) -> list[Fault]:
    """Where a mapping lacks one key and has one that nothing resembles, that one is meant for the other."""
    for mapping in {fault.spot.path[:-1] for fault in found if fault.code == "PP202"}:
        here = [fault for fault in found if fault.spot.path[:-1] == mapping]
        lacks = [fault for fault in here if fault.code == "PP202"]
        strange = [fault for fault in here if fault.code == "PP203"]
        if len(lacks) == len(strange) == 1 and not strange[0].args["nearest"]:
            meant = replace(strange[0], args={**strange[0].args, "nearest": str(lacks[0].args["key"])})
            found = [meant if fault is strange[0] else fault for fault in found if fault is not lacks[0]]
    return found


def _divided(fault: Fault) -> Fault:
    """Return an unknown key of three digits as what it is: the rest of 5,200, whose comma YAML took as its own."""
    key = str(fault.args.get("key", ""))
    return Fault("PP222", {"rest": key}, fault.spot) if fault.code == "PP203" and _REST.fullmatch(key) else fault


def _tells_more(fault: Fault, other: Fault | None) -> bool:
    """Of the alternatives that all refuse one value, prefer a choice that it nearly is, then the free form."""
    return other is None or bool(fault.args.get("nearest")) or (other.code == "PP204" and not other.args["nearest"])


def _fault(problem: Problem) -> Fault | None:
    spot = problem.spot
    if problem.input is None and problem.type != "extra_forbidden" and spot.path and is_required(spot):
        return Fault("PP202", {"key": str(spot.path[-1])}, spot)
    if problem.type.startswith("PP"):
        return Fault(problem.type, {**problem.context, "value": in_words(problem.input)}, spot)
    return _TRANSLATIONS.get(problem.type, _not_a_list)(problem)


def in_words(value: Any) -> str:
    """Return a value as a message shows it: collections by their brackets, words of YAML as YAML has them."""
    if isinstance(value, str):
        return shown(value) or '""'
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        texts = [item for item in value if isinstance(item, str)]
        return f"[{shown(', '.join(texts))}]" if len(texts) == len(value) else "[…]"
    return {None: "null", True: "true", False: "false"}.get(value, "…")


def _missing(problem: Problem) -> Fault:
    return Fault("PP202", {"key": str(problem.spot.path[-1])}, problem.spot)


def _unknown_key(problem: Problem) -> Fault | None:
    """An unknown key; or one that another kind of target has."""
    spot = problem.spot
    key = str(spot.path[-1])
    if any(key in keys_of(member) for member in spot.family):
        return Fault("PP414", {"key": key, "kind": spot.member}, spot) if spot.member != ANY_KIND else None
    owners = spot.family if spot.family and spot.member == ANY_KIND else (spot.owner,)
    known = dict.fromkeys(name for owner in owners if owner for name in keys_of(owner))
    return Fault("PP203", {"key": shown(key), "nearest": keyword_for(key, known) if problem.guess else ""}, spot)


def _not_a_mapping(problem: Problem) -> Fault:
    return Fault("PP201", {"expected": _MAPPING, "found": in_words(problem.input)}, problem.spot)


def _not_a_list(problem: Problem) -> Fault:
    return Fault("PP201", {"expected": _LIST, "found": in_words(problem.input)}, problem.spot)


def _not_text(problem: Problem) -> Fault:
    return Fault("PP211", {"value": in_words(problem.input)}, problem.spot)


def _not_allowed(problem: Problem) -> Fault:
    return _choice(problem.spot, problem.spot.allowed, problem.input)


def _no_such_kind(problem: Problem) -> Fault:
    spot = trace_kind(problem.spot)
    names = tuple(str(name) for name in problem.context["expected_tags"].replace("'", "").split(", "))
    return _choice(spot, names, problem.context["tag"])


def trace_kind(spot: Spot) -> Spot:
    """Return the spot of the key ``kind`` of the mapping at ``spot``."""
    return Spot((*spot.path, "kind"), None, (), ANY_KIND, (), is_key=False)


def _choice(spot: Spot, allowed: tuple[str, ...], value: Any) -> Fault:
    near = keyword_for(value, allowed) if isinstance(value, str) else ""
    return Fault("PP204", {"value": in_words(value), "allowed": ", ".join(allowed), "nearest": near}, spot)


def _out_of_bounds(sign: str, name: str) -> Callable[[Problem], Fault]:
    def fault(problem: Problem) -> Fault:
        bound = f"{sign} {problem.context[name]}"
        return Fault("PP213", {"value": in_words(problem.input), "bound": bound}, problem.spot)

    return fault


def _too_short(problem: Problem) -> Fault | None:
    """A list that is long enough, but whose items are refused, counts as too short for pydantic only."""
    size, least = len(problem.input), problem.context["min_length"]
    if size >= least:
        return None
    return Fault("PP223", {"least": least}, problem.spot)


_TRANSLATIONS: dict[str, Callable[[Problem], Fault | None]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "model_type": _not_a_mapping,
    "model_attributes_type": _not_a_mapping,
    "dict_type": _not_a_mapping,
    "tuple_type": _not_a_list,
    "list_type": _not_a_list,
    "string_type": _not_text,
    "literal_error": _not_allowed,
    "enum": _not_allowed,
    "union_tag_invalid": _no_such_kind,
    "greater_than_equal": _out_of_bounds(">=", "ge"),
    "less_than_equal": _out_of_bounds("<=", "le"),
    "too_short": _too_short,
}
