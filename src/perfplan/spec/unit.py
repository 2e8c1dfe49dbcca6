"""Units and people."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from perfplan.spec.types import (
    TEXT,
    Amount,
    Capacity,
    Id,
    IsoDate,
    OrElse,
    PersonRef,
    PersonRefs,
    Spec,
    Text,
    Texts,
    UnitRef,
)


class UnitSpec(Spec):
    """An organisational unit: a department, a township, a branch. Units form a tree."""

    id: Id = Field(description="Short, lasting name, used in references and task ids.")
    name: Text = Field(description="Full name.")
    kind: Text = Field("unit", description="department, township, zone … : what `allocate: {over: …}` selects.")
    parent: UnitRef | None = Field(None, description="The unit it belongs to; none for the root.")
    aliases: Texts = Field((), description="Other names under which sheets list it.")
    head: PersonRef | None = Field(None, description="Who answers for this unit's share of a target.")
    handlers: PersonRefs = Field((), description="Who does its daily work, in turn.")
    weights: dict[str, Amount] = Field({}, description="Named attributes for sharing targets: population, headcount.")


class LeaveSpec(Spec):
    """Days on which a person does not work: one day, or a span up to ``to``."""

    first: IsoDate = Field(alias="from", description="The day, YYYY-MM-DD, or the first day of a span.")
    to: IsoDate | None = Field(None, description="The last day of a span.")
    reason: Text | None = Field(None, description="Why: annual leave, training, secondment.")


def _leave(value: Any) -> Any:
    return {"from": value} if isinstance(value, str) else value


def _leaves(value: Any) -> Any:
    return [value] if isinstance(value, (str, dict)) else value


Leave = Annotated[LeaveSpec, BeforeValidator(_leave), TEXT]
Leaves = Annotated[tuple[Leave, ...], BeforeValidator(_leaves), OrElse("string", "object")]


class PersonSpec(Spec):
    """A named individual of one unit."""

    id: Id = Field(description="Short, lasting name.")
    name: Text = Field(description="Name as people write it.")
    unit: UnitRef = Field(description="The unit the person belongs to.")
    title: Text | None = Field(None, description="Post or rank.")
    aliases: Texts = Field((), description="Other spellings of the name.")
    leave: Leaves = Field((), description="Days away: working-day stages that need the person pass over them.")
    capacity: Capacity | None = Field(
        None, description="How many stages at a time the person can work on; not limited where this is not said."
    )


class ResourceSpec(Spec):
    """A crew or a machine that stages of all projects share."""

    id: Id = Field(description="Short, lasting name; no person has the same.")
    name: Text = Field(description="What it is called.")
    unit: UnitRef | None = Field(None, description="The unit it belongs to.")
    capacity: Capacity = Field(description="How many of it there are.")
    aliases: Texts = Field((), description="Other names.")
    leave: Leaves = Field((), description="Days away, in repair: working-day stages that need it pass over them.")
