"""Key projects and their stages."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from perfplan.model.project import Duration
from perfplan.spec.types import (
    TEXT,
    CalendarRef,
    DurationText,
    Id,
    IsoDate,
    LeadRef,
    OrElse,
    Percent,
    PersonRef,
    Share,
    Spec,
    StageRef,
    Text,
    Texts,
    UnitRef,
    UnitRefs,
    WhoRef,
)

Shape = Literal["pert", "triangular"]
NO_WAIT = Duration(0, working=False)


class LinkSpec(Spec):
    """A dependency on an earlier stage, or on a whole group of stages."""

    stage: StageRef = Field(description="Id of the stage or group that comes first.")
    link: Literal["FS", "SS", "FF", "SF"] = Field("FS", description="Finish-start, start-start, …")
    lag: DurationText = Field(
        default_factory=lambda: NO_WAIT,
        description="Wait: 2wd, 30cd; negative for a lead.",
        json_schema_extra={"default": str(NO_WAIT)},
    )
    on: CalendarRef | None = Field(
        None, description="Whose working days a lag counts: project, predecessor, successor, or a calendar's id."
    )


def _link(value: Any) -> Any:
    return {"stage": value} if isinstance(value, str) else value


def _links(value: Any) -> Any:
    return [value] if isinstance(value, (str, dict)) else value


Link = Annotated[LinkSpec, BeforeValidator(_link), OrElse("string", "number", refers="stages")]


class DueWithinSpec(Spec):
    """A relative deadline: finished within ``limit`` of another stage's finish."""

    stage: StageRef | None = Field(None, description="The stage it counts from; by default the only predecessor.")
    limit: DurationText = Field(description="How long after: 30cd.")


def _limit(value: Any) -> Any:
    return {"limit": value} if isinstance(value, str) else value


class NeedSpec(Spec):
    """A person, crew or machine that a stage takes while it works."""

    who: WhoRef = Field(description="Id or name of a person or resource.")
    amount: Share = Field(1, description="How much of its capacity; 0 for an owner who only answers.")


def _need(value: Any) -> Any:
    return {"who": value} if isinstance(value, str) else value


Need = Annotated[NeedSpec, BeforeValidator(_need), TEXT]


class ThreePointSpec(Spec):
    """How long a stage takes, at best, most likely and at worst; schedules use ``likely``."""

    optimistic: DurationText | None = Field(None, description="The shortest it can take.")
    likely: DurationText = Field(description="How long it most likely takes.")
    pessimistic: DurationText | None = Field(None, description="The longest it can take.")
    distribution: Shape | None = Field(None, description="By default the project's.")


def _likely(value: Any) -> Any:
    return value if isinstance(value, dict) else {"likely": value}


class BufferSpec(Spec):
    """How long a buffer is: exactly one of the three."""

    confidence: Percent | None = Field(None, description="As long as simulation needs to keep the date so often: 80%.")
    share: Percent | None = Field(None, description="A share of the chain that it protects: 20%.")
    days: DurationText | None = Field(None, description="So many working days: 10wd.")


class StageSpec(Spec):
    """One activity of a project; or, with ``stages`` instead of a duration, a group of them.

    What a group says of calendar, unit, owner and needs holds for its stages. Its links and dates bind them together.
    """

    id: Id = Field(description="Short name, unique within the project.")
    name: Text = Field(description="What is done.")
    duration: Annotated[ThreePointSpec, BeforeValidator(_likely), TEXT] | None = Field(
        None, description="15wd working days, 30cd calendar days, 0wd a milestone; a group has none, a stage needs one."
    )
    stages: tuple[StageSpec, ...] = Field((), description="Makes it a group: the stages it holds.", min_length=1)
    after: Annotated[tuple[Link, ...], BeforeValidator(_links), OrElse("string", "object")] = Field(
        (), description="Stages that come first."
    )
    due_within: Annotated[DueWithinSpec, BeforeValidator(_limit), TEXT] | None = Field(
        None, description="A limit after another stage's finish."
    )
    calendar: CalendarRef | None = Field(None, description="A calendar of its own.")
    start_not_before: IsoDate | None = Field(None, description="Earliest allowed start.")
    start_not_after: IsoDate | None = Field(None, description="Latest allowed start.")
    finish_not_before: IsoDate | None = Field(None, description="Earliest allowed finish.")
    finish_not_after: IsoDate | None = Field(None, description="Latest allowed finish.")
    start_on: IsoDate | None = Field(None, description="Fixed start.")
    finish_on: IsoDate | None = Field(None, description="Fixed finish.")
    unit: UnitRef | None = Field(None, description="The unit that does it; by default the group's, or the project's.")
    owner: PersonRef | None = Field(None, description="Who answers; by default the group's owner, or the project's.")
    needs: Annotated[tuple[Need, ...], BeforeValidator(_links), OrElse("string", "object")] | None = Field(
        None, description="Who works on it besides the owner, whose time counts where a capacity is declared."
    )
    note: Text | None = Field(None, description="Anything else.")


class ProjectSpec(Spec):
    """A key project, scheduled backwards from its deadline (倒排工期)."""

    id: Id = Field(description="Short, lasting name.")
    name: Text = Field(description="The project's name.")
    lead_unit: LeadRef = Field(description="The one unit that leads.")
    support_units: UnitRefs = Field((), description="Units that support.")
    supervisor: PersonRef | None = Field(None, description="Supervising leader.")
    owner: PersonRef | None = Field(None, description="Who answers. Default: head of the lead unit.")
    start: IsoDate | None = Field(None, description="Not before; by default the day the plan is issued.")
    deadline: IsoDate = Field(description="When it must be finished.")
    calendar: CalendarRef | None = Field(None, description="A calendar of its own.")
    distribution: Shape = Field("pert", description="The shape of its three-point durations.")
    buffer: BufferSpec | None = Field(None, description="Protects the deadline: how much earlier to be ready.")
    feeding_buffers: BufferSpec | None = Field(None, description="Protect the chain where other stages join it.")
    investment: Text | None = Field(None, description="Total investment, as text.")
    stages: tuple[StageSpec, ...] = Field(description="Its activities.", min_length=1)
    tags: Texts = Field((), description="Free words to filter by.")
    note: Text | None = Field(None, description="Anything else.")
