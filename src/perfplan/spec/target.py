"""Targets: what every kind shares. Each kind's own keys are in its file under ``kinds``."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator

from perfplan.spec.types import (
    TEXT,
    Amount,
    Decimals,
    DurationText,
    Id,
    Integer,
    IsoDate,
    LeadRef,
    NumberText,
    OrElse,
    Percent,
    PeriodText,
    PersonRef,
    PersonRefs,
    Spec,
    Text,
    Texts,
    UnitRef,
    UnitRefs,
    as_list,
    naming,
    parse_text,
)

PaceName = Literal["checkpoints", "months", "days", "workdays"]
Roll = Literal["none", "preceding", "following", "modified-preceding", "modified-following", "nearest"]


def _months(value: Any) -> Any:
    """A list of twelve stands for months 1 to 12."""
    if isinstance(value, list):
        return {str(number): item for number, item in enumerate(value, start=1)}
    return value


MonthTable = Annotated[dict[Integer, Amount], BeforeValidator(_months), OrElse("array")]
Dates = Annotated[tuple[IsoDate, ...], BeforeValidator(as_list), TEXT]


def _split(value: Any) -> Any:
    return {"method": value} if isinstance(value, str) else value


MethodName = Annotated[str, PlainValidator(parse_text), naming("methods")]
ProfileName = Annotated[str, PlainValidator(parse_text), naming("profiles")]
WayName = Annotated[str, PlainValidator(parse_text), naming("ways")]
Sharer = Annotated[str, PlainValidator(parse_text), naming("sharers")]
Sharers = Annotated[tuple[Sharer, ...], BeforeValidator(as_list), OrElse("string", "number", refers="sharers")]


Join = Annotated[tuple[Integer, ...], OrElse("array")]


class SplitSpec(Spec):
    """How the year is spread over months; days share their month by working days."""

    method: MethodName = Field(
        description="even, calendar_days, workdays, weights, cumulative, profile, history, growth, denton, …"
    )
    months: MonthTable | None = Field(None, description="A number a month, {3: 25, 6: 50, …} or a list of twelve.")
    quarters: MonthTable | None = Field(None, description="A number a quarter, {1: 20, …} or a list of four.")
    profile: ProfileName | None = Field(None, description="Id of a named profile (method profile).")
    years: Integer | None = Field(None, description="How many past years to learn from, 1-3 (history, denton).")
    indicator: Text | None = Field(None, description="Series in history/*.csv to follow (method denton).")
    join: Join | None = Field(None, description="Months taken together, [1, 2]: divided by this year's working days.")
    steepness: Integer | None = Field(None, description="1 gentle, 2 usual, 3 steep (method s_curve).")


def _by(value: Any) -> Any:
    return {"over": value} if isinstance(value, str) else value


class AllocateSpec(Spec):
    """How units share a target."""

    over: Sharers = Field(description="A unit kind (township), or a list of units.")
    by: WayName = Field(
        "equal", description="equal, shares, history, manual, baseline, or a unit attribute (population)."
    )
    shares: dict[str, Amount] | None = Field(None, description="A weight a unit (by: shares).")
    amounts: dict[str, Amount] | None = Field(None, description="An amount a unit (by: manual).")
    fixed: dict[str, Amount] = Field({}, description="Amounts agreed beforehand; the others share the rest.")
    base: dict[str, Amount] | None = Field(None, description="Each unit's last value (levels, means).")


Split = Annotated[SplitSpec, BeforeValidator(_split), OrElse("string", "number", refers="methods")]
Allocate = Annotated[AllocateSpec, BeforeValidator(_by), OrElse("string", "number", refers="sharers")]


class LockSpec(Spec):
    """A cell that is settled: a unit (or the target's own total) in a period."""

    unit: UnitRef | None = Field(None, description="The unit; none for the target's own total.")
    period: PeriodText = Field(description="2025, 2025-H1, 2025-Q1 or 2025-03.")
    value: Amount | None = Field(None, description="The amount of that period; or one of minimum and maximum, or both.")
    minimum: Amount | None = Field(None, description="The least amount of that period.")
    maximum: Amount | None = Field(None, description="The greatest amount of that period.")
    reason: Text | None = Field(None, description="Why it is settled.")


class ReportSpec(Spec):
    """When figures come in."""

    every: Literal["month", "quarter", "half_year", "year"] = Field("month", description="How often.")
    due: DurationText = Field(description="How long after the period's end: 15cd, 10wd.")


class ActionSpec(Spec):
    """Work that moves a target: recurring by rule, or on given dates."""

    id: Id = Field(description="Short name, unique within the target.")
    name: Text = Field(description="What is done.")
    rule: Text | None = Field(None, description="RFC 5545 rule: FREQ=MONTHLY;BYDAY=2FR.")
    on: Dates = Field((), description="Date or list of dates.")
    owner: PersonRef | None = Field(None, description="Who does it; by default the target's handlers, in turn.")
    unit: UnitRef | None = Field(None, description="Where; by default the lead unit.")
    roll: Roll = Field("preceding", description="Where an occurrence on a day off goes.")


class RevisionSpec(Spec):
    """A change of the annual value during the year."""

    on: IsoDate = Field(description="From when.")
    value: Amount = Field(description="The new annual value.")
    reason: Text = Field(description="Why, and by whose decision.")


class OwnersSpec(Spec):
    """Who answers at each level, where it differs from supervisor, owner, handlers."""

    quarter: PersonRef | None = Field(None, description="For quarters.")
    month: PersonRef | None = Field(None, description="For months.")
    day: PersonRefs = Field((), description="For days, in turn.")


class TargetSpec(Spec):
    """An indicator and what the year must reach: keys that every kind has."""

    id: Id = Field(description="Short, lasting name; task ids begin with it.")
    name: Text = Field(description="The indicator's name, as the official list has it.")
    kind: str = Field(description="flow, level, ratio, mean, growth, annual, milestone or limit.")
    uom: Text | None = Field(None, description="Unit of measure: 亿元, 人, %.")
    decimals: Decimals = Field(0, description="Decimal places of the amounts, 0-6.")
    direction: Literal["up", "down"] = Field("up", description="Which way is better.")
    baseline: Amount | None = Field(None, description="Last year's actual.")
    value: NumberText | None = Field(None, description="What the year must reach.")
    growth: Percent | None = Field(None, description="Instead of value: growth on the baseline, 6.0%.")
    pending: Text | None = Field(None, description="Instead of value: the number has not been issued yet, and why.")
    done_before: Amount | None = Field(None, description="Reached before the plan was issued.")
    lead_unit: LeadRef = Field(description="The one unit that leads (牵头单位).")
    support_units: UnitRefs = Field((), description="Units that support (配合单位).")
    supervisor: PersonRef | None = Field(None, description="Supervising leader (分管领导); answers for quarters.")
    owner: PersonRef | None = Field(
        None, description="Owner (责任人); answers for months. Default: head of the lead unit."
    )
    handlers: PersonRefs = Field((), description="Handlers (经办人), in turn; answer for days.")
    rotation: Literal["day", "week", "month"] = Field("day", description="When the next handler takes over.")
    owners: dict[str, OwnersSpec] = Field({}, description="People per unit, where they differ.")
    split: Split | None = Field(None, description="How time shares it.")
    allocate: Allocate | None = Field(None, description="How units share it.")
    locks: tuple[LockSpec, ...] = Field((), description="Settled cells; the rest absorbs.")
    report: ReportSpec | None = Field(None, description="When figures are due.")
    actions: tuple[ActionSpec, ...] = Field((), description="Dated work that moves the target.")
    revisions: tuple[RevisionSpec, ...] = Field((), description="Changes of the annual value.")
    pace: PaceName | None = Field(None, description="Where it should stand on a day. Default: as the plan says.")
    tags: Texts = Field((), description="binding, key, bonus … : free words to filter by.")
    scope_note: Text | None = Field(None, description="Definition (口径): what counts.")
    data_owner: UnitRef | None = Field(None, description="The unit whose figure counts (数据来源单位).")
    source: Text | None = Field(None, description="Document that sets the target.")
    note: Text | None = Field(None, description="Anything else.")
