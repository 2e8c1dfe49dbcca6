"""Write ``docs/plan-format.md`` from specs and docstrings: ``python tools/plan_format.py`` (``--check`` compares)."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, PlainValidator  # noqa: TID251 - the page is made from the specs themselves
from pydantic.fields import FieldInfo  # noqa: TID251

from perfplan.kinds import ratio
from perfplan.kinds._kind import Kind
from perfplan.load.planfile import PlanFile, ProfileSpec
from perfplan.model.project import Duration
from perfplan.registry import discover
from perfplan.spec import calendar, campaign, check, lamps, project, scheme, target, types, unit
from perfplan.split.allocation._allocation import AllocationMethod
from perfplan.split.methods._method import Method

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "plan-format.md"
INTRODUCTION = Path(__file__).with_name("plan_format.head.md")
NONE = "–"

LEAVES: dict[Callable[[Any], Any], str] = {
    types.parse_date: "date",
    types.parse_amount: "number",
    types.parse_percent: "percentage",
    types.parse_number: "number",
    types.parse_duration: "duration",
    types.parse_integer: "whole number",
    types.parse_id: "id",
    types.parse_text: "text",
    types.parse_lead: "text",
    types.parse_period: "period",
    lamps.parse_condition: "condition",
    ratio.parse_denominator: "`days`, a number or a target",
}
PLACES: dict[type[BaseModel], str] = {
    PlanFile: "The plan",
    check.CheckSpec: "Check",
    check.LimitsSpec: "Limits",
    calendar.CalendarSpec: "Calendar",
    calendar.NamedDay: "Day",
    unit.UnitSpec: "Unit",
    unit.PersonSpec: "Person",
    unit.LeaveSpec: "Leave",
    unit.ResourceSpec: "Resource",
    ProfileSpec: "Profile",
    target.TargetSpec: "Target",
    target.SplitSpec: "Split",
    target.AllocateSpec: "Allocate",
    target.LockSpec: "Lock",
    target.ReportSpec: "Report",
    target.ActionSpec: "Action",
    target.RevisionSpec: "Revision",
    target.OwnersSpec: "Owners",
    project.ProjectSpec: "Project",
    project.StageSpec: "Stage",
    project.NeedSpec: "Need",
    project.ThreePointSpec: "Three points",
    project.BufferSpec: "Buffer",
    project.LinkSpec: "Link",
    project.DueWithinSpec: "Due within",
    campaign.CampaignSpec: "Campaign",
    campaign.PhaseSpec: "Phase",
    campaign.CountSpec: "Count",
    campaign.FindingSpec: "Finding",
    campaign.ClockSpec: "Clock",
    campaign.ClueSpec: "Clue",
    lamps.LampsSpec: "Lamps",
    lamps.StatesSpec: "States",
    lamps.LampSpec: "Lamp",
    lamps.NameSpec: "Name",
    lamps.PartSpec: "Part",
    lamps.LightSpec: "Light",
    lamps.EscalationSpec: "Escalation",
    lamps.StepSpec: "Step",
    scheme.SchemeSpec: "Scheme",
    scheme.SchemeItemSpec: "Scheme item",
    scheme.BonusSpec: "Bonus",
    scheme.VetoSpec: "Veto",
}
"""The sections in the order of the page. A spec that is missing here and used somewhere is an error."""


def page() -> str:
    """Return the whole page."""
    parts = [INTRODUCTION.read_text(encoding="utf-8")]
    for spec, title in PLACES.items():
        parts.append(_section(spec, title))
        if spec is target.TargetSpec:
            parts.append(_kinds())
        elif spec is target.SplitSpec:
            parts.append(_variants("Methods", "method", "perfplan.split.methods", "METHOD", _method_keys))
        elif spec is target.AllocateSpec:
            parts.append(_variants("Ways to share", "by", "perfplan.split.allocation", "ALLOCATION", _allocation_keys))
    return "\n".join(parts)


def _section(spec: type[BaseModel], title: str) -> str:
    return "\n".join(
        [f"## {title}", "", (inspect.getdoc(spec) or "").replace("``", "`"), "", *_table(types.keys_of(spec)), ""]
    )


def _table(fields: dict[str, FieldInfo]) -> Iterator[str]:
    yield "| key | type | default | meaning |"
    yield "|---|---|---|---|"
    for name, field in fields.items():
        kind = words(field.annotation, field.metadata)
        yield f"| `{name}` | {kind} | {_default(field)} | {_cell(field.description or '')} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    value = field.default
    if value is None or value in ((), {}):
        return NONE
    return f"`{value.days}{'wd' if value.working else 'cd'}`" if isinstance(value, Duration) else f"`{value}`"


def words(annotation: Any, metadata: Sequence[Any] = ()) -> str:
    """Return what may be written for a type: leaf names, lists, mappings, links to sections, short forms."""
    full = _full(annotation, metadata)
    if not any(isinstance(item, types.OrElse) for item in metadata):
        return full
    if get_origin(annotation) is tuple:
        return f"{words(get_args(annotation)[0])} or {full}"
    return f"{full} or list of numbers" if full.startswith("mapping") else f"text or {full}"


def _full(annotation: Any, metadata: Sequence[Any]) -> str:
    for item in metadata:
        if isinstance(item, PlainValidator):
            return LEAVES[item.func]  # type: ignore[index]
    args = get_args(annotation)
    match get_origin(annotation):
        case origin if origin is Annotated:
            return words(args[0], [*args[1:], *metadata])
        case origin if origin in (Union, UnionType):
            text = " or ".join(words(member) for member in args if member is not NoneType)
        case origin if origin is Literal:
            text = " or ".join(f"`{value}`" for value in args)
        case origin if origin is tuple:
            text = f"list of {_many(words(args[0]))}"
        case origin if origin is dict:
            text = f"mapping of {words(args[0])} to {_many(words(args[1]))}"
        case _:
            text = _named(annotation)
    return text


def _many(word: str) -> str:
    return f"{word}s" if word in LEAVES.values() else word


def _named(annotation: Any) -> str:
    if title := PLACES.get(annotation):
        return f"[{title.lower()}](#{title.lower().replace(' ', '-')})"
    if isinstance(annotation, type) and annotation.__module__.startswith("perfplan.kinds."):
        return "section, see below"
    return {str: "text", Any: "anything"}[annotation]


def _kinds() -> str:
    parts = ["### Kinds", "", "What a target's value means, and the keys that only its kind has.", ""]
    kinds: dict[str, Kind] = discover("perfplan.kinds", "KIND")
    for name, kind in kinds.items():
        parts += [f"#### kind: {name}", "", *manual(kind.spec.__module__), ""]
        own = {key: f for key, f in kind.spec.model_fields.items() if key not in target.TargetSpec.model_fields}
        if own:
            parts += [*_table(own), ""]
        parts += _parts_of(kind)
    return "\n".join(parts)


def _parts_of(kind: Kind) -> list[str]:
    """Return the tables of the specs that only this kind uses."""
    module = import_module(kind.spec.__module__)
    own = [s for s in vars(module).values() if isinstance(s, type) and issubclass(s, BaseModel)]
    parts = [s for s in own if s.__module__ == module.__name__ and s is not kind.spec]
    return [line for spec in parts for line in (f"`{_own_key(kind, spec)}`:", "", *_table(spec.model_fields), "")]


def _own_key(kind: Kind, spec: type[BaseModel]) -> str:
    return next(key for key, field in kind.spec.model_fields.items() if spec in get_args(field.annotation))


def _variants(title: str, key: str, package: str, attribute: str, keys: Callable[[Any], str]) -> str:
    parts = [f"### {title}", ""]
    for name, variant in discover(package, attribute).items():
        parts += [f"#### {key}: {name}", "", *manual(f"{package}.{name}"), ""]
        if said := keys(variant):
            parts += [said, ""]
    return "\n".join(parts)


def _method_keys(method: Method) -> str:
    needed = " or ".join(f"`{key}`" for key in sorted(method.needs))
    free = ", ".join(f"`{key}`" for key in sorted(method.accepts - method.needs))
    return f"Needs {needed}." if needed else f"Reads {free}, if given." if free else ""


def _allocation_keys(way: AllocationMethod) -> str:
    return f"Needs `{way.key}`." if way.key else ""


def manual(module: str) -> list[str]:
    """Return a module's docstring as Markdown: without its own name, its example as a block of YAML."""
    text = inspect.getdoc(import_module(module)) or ""
    text = re.sub(r"^\w+: (\w)", lambda match: match[1].upper(), text)
    text, _, example = re.sub(r"^(Example.*)::$", r"\1:", text, flags=re.MULTILINE).partition("\nExample")
    note, _, code = example.partition(":\n")
    lines = [text.strip().replace("``", "`")]
    return [*lines, "", f"Example{note.replace('``', '`')}:", "", "```yaml", inspect.cleandoc(code), "```"]


def main(arguments: list[str]) -> int:
    """Write the page, or with ``--check`` say by the exit code whether it is up to date."""
    text = page()
    if "--check" in arguments:
        return int(PAGE.read_text(encoding="utf-8") != text)
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
