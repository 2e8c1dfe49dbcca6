"""From an error's path through the specs to its place in the document.

Pydantic reports where an error is as a walk through the *specs*: it also names the chosen member of a union and marks
keys. This module walks the same way, so that what belongs to the document is told apart by type, never by its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from msgspec import Struct
from pydantic import BaseModel

from perfplan.spec.types import keys_of

KEY_MARK = "[key]"
ANY_KIND = ""
"""Stands in a path for the member of a union that could not be chosen: what all its members share is meant."""

Path = tuple[str | int, ...]


class Spot(Struct, frozen=True):
    """Where an error is.

    Attributes:
        path: keys and indexes from the document's root.
        owner: the spec whose key the last segment is; None inside free mappings and lists.
        family: the members of the union that ``owner`` belongs to, empty outside a union.
        member: which of them was chosen, :data:`ANY_KIND` when none was.
        allowed: the values that a choice accepts, where the spot is one.
        is_key: the key itself is wrong, not its value.
    """

    path: Path
    owner: type[BaseModel] | None
    family: tuple[type[BaseModel], ...]
    member: str
    allowed: tuple[str, ...]
    is_key: bool


def trace(root: type[BaseModel], loc: Sequence[str | int]) -> Spot:
    """Return the spot of pydantic's ``loc`` under the spec ``root``."""
    walk = _walk(root, tuple(0 if isinstance(segment, int) else segment for segment in loc))
    return Spot(tuple(loc[place] for place in walk.kept), *walk[1:])


class _Walk(NamedTuple):
    """What a walk through the specs finds, whatever the indexes are: ``kept`` are the places of document segments."""

    kept: tuple[int, ...]
    owner: type[BaseModel] | None
    family: tuple[type[BaseModel], ...]
    member: str
    allowed: tuple[str, ...]
    is_key: bool


@lru_cache(maxsize=4096)
def _walk(root: type[BaseModel], loc: Path) -> _Walk:
    here: Any = root
    kept: list[int] = []
    owner: type[BaseModel] | None = None
    family: tuple[type[BaseModel], ...] = ()
    member = ANY_KIND
    for place, segment in enumerate(loc):
        here = _bare(here)
        if members := _models_of(here):
            here, family, member = _member(members, segment), members, str(segment)
            continue
        following = _step(here, segment)
        if following is None:
            continue
        kept.append(place)
        owner = here if isinstance(here, type) and issubclass(here, BaseModel) else None
        if owner not in (*family, *(family[0].__mro__ if family else ())):
            family, member = (), ANY_KIND
        here = following
    return _Walk(tuple(kept), owner, family, member, _choices(here), bool(loc) and loc[-1] == KEY_MARK)


def is_required(spot: Spot) -> bool:
    """Return whether the spot's last key is one that its spec demands."""
    field = keys_of(spot.owner).get(str(spot.path[-1])) if spot.owner else None
    return field is not None and field.is_required()


def is_optional(spot: Spot) -> bool:
    """Return whether the spot's last key is one that its spec knows and does not demand."""
    field = keys_of(spot.owner).get(str(spot.path[-1])) if spot.owner else None
    return field is not None and not field.is_required()


def _bare(annotation: Any) -> Any:
    """Strip metadata and "or nothing"."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
            continue
        others = _alternatives(annotation)
        if len(others) != 1:
            return annotation
        annotation = others[0]


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) not in (Union, UnionType):
        return ()
    return tuple(member for member in get_args(annotation) if member is not NoneType)


def _models_of(annotation: Any) -> tuple[type[BaseModel], ...]:
    members = _alternatives(annotation)
    return members if members and all(isinstance(m, type) and issubclass(m, BaseModel) for m in members) else ()


def _member(members: tuple[type[BaseModel], ...], tag: str | int) -> type[BaseModel]:
    """Return the member that declares ``kind: tag``, or the spec that all of them extend."""
    for member in members:
        if tag in _choices(member.model_fields["kind"].annotation):
            return member
    shared: type[BaseModel] = members[0].__mro__[1]
    return shared


def _step(here: Any, segment: str | int) -> Any:
    """Return what lies under ``segment``; ``Any`` where nothing is declared, None where the segment is a label."""
    if isinstance(here, type) and issubclass(here, BaseModel):
        field = keys_of(here).get(str(segment))
        return Any if field is None else field.annotation
    origin, args = get_origin(here), get_args(here)
    if origin is tuple:
        return args[0]
    return args[1] if origin is dict else None


def _choices(annotation: Any) -> tuple[str, ...]:
    """Return the values that a choice accepts, also where it is one of several alternatives."""
    bare = _bare(annotation)
    members = _alternatives(bare) or (bare,)
    return tuple(str(value) for member in members if get_origin(member) is Literal for value in get_args(member))


def as_written(data: Any, path: Path) -> Path:
    """Return the path in the document, without what only the specs have (a text or list that stands for a mapping).

    The months of a list of twelve are numbered from 1 as keys, from 0 as items.
    """
    written: list[str | int] = []
    for segment in path:
        counts = isinstance(segment, str) and isinstance(data, list) and segment.isdecimal()
        step = int(segment) - 1 if counts else segment
        if _has(data, step):
            data = data[step]
            written.append(step)
    return tuple(written)


def _has(data: Any, step: str | int) -> bool:
    if isinstance(data, dict):
        return step in data
    return isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data)
