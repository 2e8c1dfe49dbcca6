"""The JSON Schema of plan files, for editors: described in the reader's language, with the names of a plan where known.

Made from the specs, then put into the form that editors make the most of: short, without titles; a target's keys follow
its kind; what names something (a method, a unit, a person) lists what there is, each with its meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from inspect import cleandoc
from typing import Any

from perfplan.calendars import available
from perfplan.kinds._kind import Kind
from perfplan.load.planfile import plan_file_model
from perfplan.registry import discover
from perfplan.spec.target import TargetSpec
from perfplan.spec.types import REFERS

Say = Callable[[str], str]
Names = Mapping[str, Mapping[str, str]]
"""What there is to name, by the specs' marks (``units``, ``people``, …): each name with its meaning."""

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
CLOSED = frozenset(("methods",))
"""Marks whose names are all there are; of the others a plan may know more (a name, an alias, another file's id)."""
_KEYWORDS = {"ge": "minimum", "le": "maximum"}
_BLANK_LINE = re.compile(r"\n\s*\n")


def plan_schema(say: Say, names: Names | None = None) -> Schema:
    """Return the schema, draft 2020-12. ``say`` translates a paragraph; ``names`` come from one plan."""
    raw = plan_file_model().model_json_schema()
    known = {"methods": _manual("perfplan.split.methods", say), "ways": _manual("perfplan.split.allocation", say)}
    known["ways"].pop("attribute")  # written as the attribute's own name
    known["calendars"] = dict.fromkeys(available(), "")
    for what, added in (names or {}).items():
        known[what] = {**known.get(what, {}), **added}
    schema: Schema = {"$schema": DIALECT, "title": "perfplan plan file", **_tidy(raw, say)}
    kinds: dict[str, Kind] = discover("perfplan.kinds", "KIND")
    _put_kinds(schema, kinds, say)
    return _with_names(schema, {what: _choice(listed, what) for what, listed in known.items() if listed})


def _tidy(node: Any, say: Say) -> Any:
    """Return a part of pydantic's schema: translated, without titles and empty defaults, in standard keywords."""
    if isinstance(node, list):
        return [_tidy(item, say) for item in node]
    if not isinstance(node, dict):
        return node
    tidy: Schema = {
        _KEYWORDS.get(str(key), str(key)): _tidied(key, value, say)
        for key, value in node.items()
        if _is_worth(key, value)
    }
    if isinstance(tidy.get("properties"), dict):
        needed = tidy.get("required", ())
        tidy["properties"] = {
            key: part if key in needed else _or_empty(part) for key, part in tidy["properties"].items()
        }
    return _flat(tidy) if "anyOf" in tidy else tidy


def _is_worth(key: str, value: Any) -> bool:
    return not (key == "title" and isinstance(value, str)) and not (key == "default" and not value)


def _or_empty(part: Schema) -> Schema:
    """Return the schema of a key that may be left empty: lists and sections, as other values are already."""
    if part.get("type") in ("array", "object"):
        return {**part, "type": [part["type"], "null"]}
    if "anyOf" in part and {"type": "null"} not in part["anyOf"]:
        return {**part, "anyOf": [*part["anyOf"], {"type": "null"}]}
    return part


def _tidied(key: str, value: Any, say: Say) -> Any:
    if key == "description" and isinstance(value, str):
        said = "\n\n".join(say(" ".join(part.split())) for part in _BLANK_LINE.split(cleandoc(value)))
        return said.replace("``", "`")
    if key in ("properties", "$defs"):  # their keys are names, not keywords
        return {name: _tidy(part, say) for name, part in value.items()}
    return _tidy(value, say)


def _flat(node: Schema) -> Schema:
    """Return alternatives in one list, and types that stand alone in one list of types."""
    parts: list[Schema] = []
    for part in node["anyOf"]:
        parts += part["anyOf"] if set(part) == {"anyOf"} else [part]
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    if len(parts) == 2 and parts[1] == {"type": "null"} and not {"enum", "const", "$ref"} & parts[0].keys():
        first = parts[0]
        types = first["type"] if isinstance(first["type"], list) else [first["type"]]
        return {**first, "type": [*types, "null"], **rest}
    return {"anyOf": parts, **rest}


def _manual(package: str, say: Say) -> dict[str, str]:
    """Return the names of a package's plug-ins, each with the first paragraph of its page."""
    attribute = "METHOD" if package.endswith("methods") else "ALLOCATION"
    return {name: say(meaning(f"{package}.{name}")).replace("``", "`") for name in discover(package, attribute)}


def meaning(module: str) -> str:
    """Return the first paragraph of a plug-in's docstring on one line, without its name."""
    first = _BLANK_LINE.split(cleandoc(import_module(module).__doc__ or ""))[0]
    return " ".join(first.split()).partition(": ")[2]


def _put_kinds(schema: Schema, kinds: Mapping[str, Kind], say: Say) -> None:
    """Say of a target first what all kinds share, then what its kind adds: editors complete and complain better so."""
    parts = schema["$defs"]
    shared = set(TargetSpec.model_fields)
    specs = {name: parts[kind.spec.__name__] for name, kind in kinds.items()}
    any_kind = next(iter(specs.values()))
    properties = {key: value for key, value in any_kind["properties"].items() if key in shared}
    meanings = {name: spec["description"] for name, spec in specs.items()}
    description = " ".join((TargetSpec.model_fields["kind"].description or "").split())
    properties["kind"] = {"description": say(description), **_choice(meanings, "kinds")}
    parts["Target"] = {
        "type": "object",
        "required": [key for key in any_kind["required"] if key in shared],
        "properties": properties,
        "allOf": [
            {"if": _is_kind(name), "then": {"$ref": f"#/$defs/{kind.spec.__name__}"}} for name, kind in kinds.items()
        ],
    }
    for spec in specs.values():
        spec["properties"] = {key: True if key in shared else value for key, value in spec["properties"].items()}
        spec["required"] = [key for key in spec["required"] if key not in shared]
    schema["properties"]["targets"]["items"] = {"$ref": "#/$defs/Target"}


def _is_kind(name: str) -> Schema:
    return {"properties": {"kind": {"const": name}}, "required": ["kind"]}


def _choice(names: Mapping[str, str], what: str) -> Schema:
    """Return the schema of one of these names; most may be something else too."""
    listed = [{"const": name, **({"description": text} if text else {})} for name, text in names.items()]
    return {"anyOf": listed if what in CLOSED or what == "kinds" else [*listed, {"type": ["string", "number"]}]}


def _with_names(schema: Schema, choices: Mapping[str, Schema]) -> Schema:
    """Return the schema in which every mark has become a reference to the names, kept once, or plain text."""
    used: set[str] = set()
    named: Schema = _named(schema, choices, used)
    named["$defs"] |= {_title(what): choices[what] for what in sorted(used)}
    return named


def _named(node: Any, choices: Mapping[str, Schema], used: set[str]) -> Any:
    if isinstance(node, list):
        return [_named(item, choices, used) for item in node]
    if not isinstance(node, dict):
        return node
    parts = {key: _named(value, choices, used) for key, value in node.items() if key != REFERS}
    what = str(node.get(REFERS, ""))
    if what not in choices:
        return parts
    used.add(what)
    types = parts.pop("type")
    link = {"$ref": f"#/$defs/{_title(what)}"}
    return {**parts, "anyOf": [link, {"type": "null"}]} if "null" in types else {**parts, **link}


def _title(what: str) -> str:
    return f"Named{what.capitalize()}"
