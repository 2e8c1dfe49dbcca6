"""Lamps (亮灯) and escalation (督办): ordered rules in the plan, or the name of a published set."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema, model_validator

from perfplan.model.lamp import read_bounds
from perfplan.spec.types import TEXT, Id, OrElse, Spec, Text, Texts, fail, shown, text_of

FactName = Literal[
    "points_behind",
    "share_of_pace",
    "progress",
    "days_left",
    "days_overdue",
    "workdays_left",
    "workdays_overdue",
    "months_late",
    "time_left",
    "misses",
    "caught_up_late",
    "unreported",
    "done",
]


def parse_condition(value: Any) -> str:
    """Read ``> 30``, ``>= 10, <= 30``, ``< 50%``, ``yes`` or ``no`` (finding PP450)."""
    text = text_of(value, "PP450")
    if read_bounds(text) is None:
        raise fail("PP450", value=shown(text))
    return text


ConditionText = Annotated[str, PlainValidator(parse_condition), WithJsonSchema({"type": "string"})]


def _preset(value: Any) -> Any:
    return {"preset": value} if isinstance(value, str) else value


def _name(value: Any) -> Any:
    return {"zh": value} if isinstance(value, str) else value


def _rules(value: Any) -> Any:
    return {"rules": value} if isinstance(value, list) else value


class NameSpec(Spec):
    """A name for each language; a plain text is a name for all of them."""

    en: Text | None = Field(None, description="For readers of English: yellow.")
    zh: Text | None = Field(None, description="For readers of Chinese: 黄.")

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.en is None and self.zh is None:
            raise fail("PP455")
        return self


NameField = Annotated[NameSpec, BeforeValidator(_name), TEXT]


class LampSpec(Spec):
    """One state of a lamp. Rules are tried in order; the first whose conditions all hold decides."""

    name: NameField = Field(description="What it is called: 红, steed, {en: red, zh: 红}.")
    colour: Text | None = Field(None, description="red, orange, yellow, green, blue, black …; red may mean good.")
    when: dict[FactName, ConditionText] = Field({}, description="Fact to bounds; none: whatever remains.")


class _Ruled(Spec):
    @model_validator(mode="after")
    def _decided(self) -> Self:
        if (self.rules is None) == (self.worst_of is None):  # type: ignore[attr-defined]
            raise fail("PP451")
        return self


class PartSpec(Spec):
    """One of several lamps of which the worst is shown."""

    id: Id = Field(description="Short name: pace, running.")
    name: NameField = Field(description="What readers call it.")
    rules: tuple[LampSpec, ...] = Field(description="Its states, in order.")


class StatesSpec(_Ruled):
    """What decides a lamp: a list of rules, or the worst of several lamps."""

    rules: tuple[LampSpec, ...] | None = Field(None, description="Its states, in order; a plain list means these.")
    worst_of: tuple[PartSpec, ...] | None = Field(None, description="Several lamps; the worst of them is shown.")


class LightSpec(_Ruled):
    """One of the lamps that every project has: rules of its own, or the worst of other lights."""

    id: Id = Field(description="Short name: start, progress, funds, entry.")
    name: NameField = Field(description="What readers call it.")
    rules: tuple[LampSpec, ...] | None = Field(None, description="Its states, in order.")
    worst_of: Texts | None = Field(None, description="Instead of rules: the lights of which it shows the worst.")


StatesField = Annotated[StatesSpec, BeforeValidator(_rules), OrElse("array")]


class LampsSpec(Spec):
    """The plan's lamps; what is not said here is taken from the preset."""

    preset: Text | None = Field(None, description="A published rule set to start from: sanya-projects.")
    order: Texts | None = Field(
        None, description="Colours or names, the worst first: what the worst of several lamps is told by."
    )
    targets: StatesField | None = Field(None, description="States of targets.")
    tasks: StatesField | None = Field(None, description="States of dated work: actions, stages, phases.")
    lights: tuple[LightSpec, ...] | None = Field(
        None, description="Lamps of projects, several each: beside the preset's, or in the place of one with that id."
    )
    roles: dict[str, dict[str, Text]] = Field(
        {}, description="Where a project's light looks: {p01: {start: 'stage:build', funds: 'target:p01_funds'}}."
    )


class StepSpec(Spec):
    """One step of escalation; of the steps whose conditions hold, the last counts."""

    id: Id = Field(description="Short name: remind, chase, summon.")
    name: Text = Field(description="What readers call it: 催办.")
    whom: Literal["owner", "unit", "leader"] = Field("owner", description="Who is spoken to.")
    about: tuple[Literal["tasks", "targets", "clocks"], ...] = Field(
        ("tasks", "targets", "clocks"), description="What it is about; clocks are those of campaigns."
    )
    when: dict[FactName, ConditionText] = Field(description="Fact to bounds; all must hold.")


class EscalationSpec(Spec):
    """Who is reminded, chased and summoned; nothing is sent anywhere."""

    preset: Text | None = Field(None, description="A ladder to use: usual.")
    steps: tuple[StepSpec, ...] = Field((), description="Steps of the plan's own, from mild to severe.")


LampsField = Annotated[LampsSpec, BeforeValidator(_preset), TEXT]
EscalationField = Annotated[EscalationSpec, BeforeValidator(_preset), OrElse("string")]
