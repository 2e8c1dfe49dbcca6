"""The calendar section: a country's calendar, the organisation's own days, or a calendar of one's own."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from perfplan.spec.types import TEXT, CalendarRef, Id, Integer, IsoDate, OrElse, Spec, Text


class NamedDay(Spec):
    """One day, or a span up to ``to``, with the name that calendars and explanations show."""

    on: IsoDate = Field(description="The day, YYYY-MM-DD, or the first day of a span.")
    to: IsoDate | None = Field(None, description="The last day of a span.")
    name: Text | None = Field(None, description="What the day is: a festival, a fair, a shutdown.")


def _day(value: Any) -> Any:
    return {"on": value} if isinstance(value, str) else value


Day = Annotated[NamedDay, BeforeValidator(_day), TEXT]


class CalendarSpec(Spec):
    """Working days: a base, then the organisation's own days off and working days."""

    id: Id | None = Field(None, description="Name of the calendar, for stages that run on one of their own.")
    base: CalendarRef | None = Field(None, description="Country code (CN), id of another calendar, or none.")
    name: Text | None = Field(None, description="What people call it.")
    week: tuple[Integer, ...] | None = Field(None, description="Working weekdays, 1 = Monday to 7 = Sunday.")
    off: tuple[Day, ...] = Field((), description="Days off besides the base's.")
    work: tuple[Day, ...] = Field((), description="Working days that the base has off (make-up days).")
    source: Text | None = Field(None, description="Where the days come from: a notice, a library snapshot.")
    years: tuple[Integer, ...] = Field((), description="Years for which these days are complete.")


def _calendar(value: Any) -> Any:
    return {"base": value} if isinstance(value, str) else value


CalendarField = Annotated[CalendarSpec, BeforeValidator(_calendar), OrElse("string", "number", refers="calendars")]
