"""The root of a plan file: which keys a file may hold, with every discovered kind in the union of targets."""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema, create_model

from perfplan.registry import discover
from perfplan.spec.calendar import CalendarField, CalendarSpec
from perfplan.spec.campaign import CampaignSpec
from perfplan.spec.check import CheckSpec
from perfplan.spec.lamps import EscalationField, LampsField
from perfplan.spec.project import ProjectSpec
from perfplan.spec.scheme import SchemeSpec
from perfplan.spec.target import MonthTable, PaceName, TargetSpec
from perfplan.spec.types import Id, Integer, IsoDate, Spec, Text
from perfplan.spec.unit import PersonSpec, ResourceSpec, UnitSpec

Version = Annotated[Literal["1"], WithJsonSchema({"enum": [1, "1"]})]


class ProfileSpec(Spec):
    """A named shape of the year, for targets to share: cumulative percentages, or weights."""

    id: Id = Field(description="Short, lasting name.")
    name: Text | None = Field(None, description="What it is.")
    cumulative: MonthTable | None = Field(None, description="Cumulative percent by month: {3: 24.7, …, 12: 100}.")
    weights: MonthTable | None = Field(None, description="A weight a month.")
    source: Text | None = Field(None, description="Where the figures come from.")


class PlanFile(Spec):
    """The keys of a plan file, besides targets. A plan may be one file or many; each key may stand in any of them."""

    perfplan: Version | None = Field(None, description="Version of the plan format.")
    id: Id | None = Field(None, description="Short, lasting name of the plan.")
    name: Text | None = Field(None, description="The plan's name.")
    year: Integer | None = Field(None, description="The calendar year it covers.", ge=1900, le=2200)
    start: IsoDate | None = Field(None, description="Instead of year: the first day.")
    end: IsoDate | None = Field(None, description="Instead of year: the last day.")
    issued: IsoDate | None = Field(None, description="Tasks exist from this day on. Default: the first day.")
    time_zone: Text | None = Field(None, description="Where today is decided: Asia/Shanghai.")
    language: Literal["zh", "en"] | None = Field(None, description="Language of generated text.")
    due_soon: Integer | None = Field(None, description="How many working days ahead count as soon. Default 5.", ge=0)
    pace: PaceName | None = Field(None, description="Where targets should stand on a day. Default: checkpoints.")
    lamps: LampsField | None = Field(None, description="States as lamps: a published set, or rules.")
    escalation: EscalationField | None = Field(None, description="Who is reminded and summoned, when. Default: usual.")
    note: Text | None = Field(None, description="Anything else.")
    check: CheckSpec | None = Field(None, description="What `perfplan check` reports about this plan.")
    calendar: CalendarField | None = Field(None, description="Working days: CN, or a section of its own.")
    calendars: tuple[CalendarSpec, ...] = Field((), description="Further calendars, for projects and stages.")
    units: tuple[UnitSpec, ...] = Field((), description="Units, a tree.")
    people: tuple[PersonSpec, ...] = Field((), description="People.")
    resources: tuple[ResourceSpec, ...] = Field((), description="Crews and machines that stages share.")
    profiles: tuple[ProfileSpec, ...] = Field((), description="Named shapes of the year.")
    projects: tuple[ProjectSpec, ...] = Field((), description="Key projects.")
    campaigns: tuple[CampaignSpec, ...] = Field((), description="Special tasks.")
    schemes: tuple[SchemeSpec, ...] = Field((), description="Evaluation schemes.")
    targets: tuple[TargetSpec, ...] = Field((), description="Annual targets.")


@cache
def plan_file_model() -> type[PlanFile]:
    """Return the root model whose ``targets`` are a union of all kinds, told apart by ``kind``."""
    specs: list[Any] = [kind.spec for kind in discover("perfplan.kinds", "KIND").values()]
    union: Any = Annotated[reduce(or_, specs), Field(discriminator="kind")]
    return create_model(
        "PlanFile",
        __base__=PlanFile,
        targets=(tuple[union, ...], Field((), description="Annual targets.")),
    )
