"""What one line of the ledger says: frozen values, written and read as JSON objects of texts.

Every value is a text: dates are ISO dates, and amounts will be plain decimals, so nothing passes through a float.
Keys without a value are left out. A new kind of record is one more dataclass and its entry in ``_KINDS``.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import TypeAlias, cast

Texts: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Done:
    """A task is reported complete (办结).

    Attributes:
        id: what makes this record unlike any other; copies of a record share it.
        task: id of the task.
        on: the day on which the work was complete.
        at: the day on which this was recorded.
        by: who says so.
        note: anything else.
        evidence: where the proof lies: a file, an address, a document number.
    """

    id: str
    task: str
    on: date
    at: date
    by: str = ""
    note: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Retraction:
    """The record with the id ``record`` does not count. Retractions themselves cannot be retracted."""

    id: str
    record: str
    at: date
    by: str = ""
    note: str = ""


Record: TypeAlias = Done | Retraction


@lru_cache(maxsize=4096)  # a ledger names few different days
def _day(text: str) -> date:
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError(text)
    return date.fromisoformat(text)


def _done(data: Texts) -> Record:
    get = data.get
    on, at = _day(data["on"]), _day(data["at"])
    return Done(data["id"], data["task"], on, at, get("by", ""), get("note", ""), get("evidence", ""))


def _retraction(data: Texts) -> Record:
    get = data.get
    return Retraction(data["id"], data["record"], _day(data["at"]), get("by", ""), get("note", ""))


@dataclass(frozen=True, slots=True)
class _Kind:
    """How records of one kind are read: all their keys, those that must have a value, and what makes the record."""

    keys: frozenset[str]
    needed: tuple[str, ...]
    build: Callable[[Texts], Record]


def _kind(record: type[Record], build: Callable[[Texts], Record]) -> _Kind:
    declared = fields(record)
    needed = tuple(field.name for field in declared if field.default is MISSING)
    return _Kind(frozenset(("kind", *(field.name for field in declared))), needed, build)


_NAMES: Mapping[type[Record], str] = {Done: "done", Retraction: "retract"}
_KINDS: Mapping[str, _Kind] = {"done": _kind(Done, _done), "retract": _kind(Retraction, _retraction)}
_TEXT_ONLY = {str}


def new_record_id() -> str:
    """Return an id that no other record has: 64 random bits as hexadecimal text."""
    return secrets.token_hex(8)


def encode(record: Record) -> str:
    """Return the record's line, without its end: the kind first, then the fields in order, empty ones left out."""
    data: dict[str, str] = {"kind": _NAMES[type(record)]}
    for field in fields(record):
        value = str(getattr(record, field.name))  # a date's text is its ISO form
        if value:
            data[field.name] = value
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def decode(data: object) -> Record | str:
    """Return the record that a line's JSON value stands for, or what is wrong with it, in English."""
    if not isinstance(data, dict):
        return "not a JSON object"
    if set(map(type, data.values())) - _TEXT_ONLY:
        return "every value must be a text"
    if not data.get("kind"):
        return "key missing: kind"
    if data["kind"] not in _KINDS:
        return f"unknown kind of record: {data['kind']}"
    return _decode_texts(data)


def _decode_texts(data: dict[str, str]) -> Record | str:
    kind = _KINDS[data["kind"]]
    if unknown := data.keys() - kind.keys:
        return f"unknown key: {min(unknown)}"
    if missing := [key for key in kind.needed if not data.get(key)]:
        return f"key missing: {missing[0]}"
    try:
        return kind.build(data)
    except ValueError:
        return "dates are written YYYY-MM-DD"


def decode_alike(rows: Sequence[object]) -> list[Record] | None:
    """Return the records of many JSON values when all are good and of one kind, else None: the usual case, quickly."""
    if set(map(type, rows)) != {dict}:
        return None
    objects = cast("Sequence[dict[str, object]]", rows)
    if set(map(type, chain.from_iterable(map(dict.values, objects)))) != _TEXT_ONLY:
        return None
    texts = cast("Sequence[dict[str, str]]", rows)
    kind = _KINDS.get(texts[0].get("kind", ""))
    if kind is None or {row.get("kind") for row in texts} != {texts[0]["kind"]} or set().union(*texts) - kind.keys:
        return None
    try:
        full = all(all(map(itemgetter(key), texts)) for key in kind.needed)
        return [kind.build(row) for row in texts] if full else None
    except (KeyError, ValueError):
        return None
