"""Leaf types of plan files. Each reads text exactly and names the rule it breaks; none goes through float.

A failure raises ``PydanticCustomError`` whose type *is* the finding's code, with the finding's args as context.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError

from perfplan.model.project import Duration, read_duration
from perfplan.model.quantity import parse_decimal
from perfplan.spec.duration_words import near_duration
from perfplan.spec.number_words import narrowed, near_number
from perfplan.spec.period_words import PERIODS, near_period

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ID = re.compile(r"\w[\w.-]*")
_PERIOD = re.compile(r"\d{4}(?:-(?:H[12]|Q[1-4]|0[1-9]|1[0-2]))?")
_INTEGER = re.compile(r"-?\d{1,18}")
MAX_SHOWN = 40
FORMS = {"PP207": {"example": "6.0%"}, "PP208": {"duration": near_duration("")}, "PP212": {"period": PERIODS}}
"""By code, what its hint shows to whoever wrote nothing that resembles what is meant."""
_REMEMBERED = 10_000  # ids and dates repeat


class Spec(BaseModel):
    """Base of everything that people write: frozen, and a key it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, protected_namespaces=(), defer_build=True)


def keys_of(spec: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return a spec's fields by the keys that people write; a key may be a word that Python keeps to itself."""
    return {field.alias or name: field for name, field in spec.model_fields.items()}


def shown(value: object) -> str:
    """Return a value as a message shows it: short, on one line."""
    text = str(value).replace("\n", " ")
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def fail(code: str, **args: str | int) -> PydanticCustomError:
    """Return the error that becomes the finding ``code``."""
    return PydanticCustomError(code, code, args)


def not_plain(code: str, text: str) -> PydanticCustomError:
    """Return the error for a number that is none: what stands around its digits, or ``code`` when it is no number."""
    found, args = near_number(text) or (code, {})
    return fail(found, value=shown(text), **args)


def text_of(value: Any, code: str) -> str:
    """Return ``value`` when it is text; anything else breaks ``code``."""
    if isinstance(value, str):
        return value.strip()
    raise fail(code, value="null" if value is None else shown(value), **FORMS.get(code, {}))


def parse_date(value: Any) -> date:
    """Read ``YYYY-MM-DD`` (finding PP205)."""
    return _date_of(text_of(value, "PP205"))


@lru_cache(_REMEMBERED)
def _date_of(text: str) -> date:
    match = _DATE.fullmatch(text) if text.isascii() else None
    try:
        return date(*map(int, match.groups())) if match else _not_a_date(text)
    except ValueError:
        return _not_a_date(text)


def _not_a_date(text: str) -> date:
    raise fail("PP205", value=shown(text))


def parse_amount(value: Any) -> Fraction:
    """Read a plain decimal number exactly (finding PP206)."""
    text = text_of(value, "PP206")
    number = parse_decimal(text)
    if number is None:
        raise not_plain("PP206", text)
    return number


def parse_percent(value: Any) -> Fraction:
    """Read ``6.0%`` as 0.06 (finding PP207)."""
    text = text_of(value, "PP207")
    number = parse_decimal(text[:-1].rstrip()) if text.endswith("%") else None
    if number is None:
        raise _not_a_percentage(text)
    return number / 100


def _not_a_percentage(text: str) -> PydanticCustomError:
    found, args = near_number(text) or ("PP207", {})
    if found == "PP224" or parse_decimal(text) is not None:
        return fail("PP207", value=shown(text), example=f"{args.get('number', text)}%")
    return fail(found, value=shown(text), **(args or FORMS["PP207"]))


class Number(NamedTuple):
    """A number as written: its exact value, and whether it carries a percent sign."""

    value: Fraction
    percent: bool


def parse_number(value: Any) -> Number:
    """Read ``95.5`` or ``95.5%``; the sign is kept, because it must agree with the unit of measure (PP206)."""
    text = text_of(value, "PP206")
    percent = text.endswith("%")
    number = parse_decimal(text[:-1].rstrip() if percent else text)
    if number is None:
        raise not_plain("PP206", text)
    return Number(number, percent)


def parse_duration(value: Any) -> Duration:
    """Read ``15wd`` or ``30cd`` (finding PP208); a bare number does not say which days it means."""
    text = text_of(value, "PP208")
    duration = read_duration(text)
    if duration is None:
        raise fail("PP208", value=shown(text), duration=near_duration(text))
    return duration


def parse_integer(value: Any) -> int:
    """Read a whole number (finding PP209)."""
    text = text_of(value, "PP209") if not isinstance(value, bool) else text_of(None, "PP209")
    if not text.isascii() or not _INTEGER.fullmatch(text):
        raise not_plain("PP209", text)
    return int(text)


def parse_id(value: Any) -> str:
    """Read an id: letters of any script, digits, ``_ . -``; task ids use ``@ / !`` themselves (finding PP210)."""
    return _sound_id(text_of(value, "PP210"))


@lru_cache(_REMEMBERED)
def _sound_id(text: str) -> str:
    if (narrow := narrowed(text)) != text:
        raise fail("PP217", value=shown(text), number=narrow)
    if not _ID.fullmatch(text):
        raise fail("PP210", value=shown(text))
    return text


def parse_text(value: Any) -> str:
    """Read text that is not empty (finding PP211)."""
    text = text_of(value, "PP211")
    if not text:
        raise fail("PP211", value=text)
    return text


def parse_lead(value: Any) -> str:
    """Read the one unit that leads; a list of several is PP704."""
    if isinstance(value, list) and len(value) > 1 and all(isinstance(item, str) for item in value):
        raise fail("PP704", first=shown(value[0]), others=shown(", ".join(value[1:])))
    return parse_text(value)


def parse_period(value: Any) -> str:
    """Read a period: ``2025``, ``2025-H1``, ``2025-Q1`` or ``2025-03`` (finding PP212)."""
    text = text_of(value, "PP212")
    if not text.isascii() or not _PERIOD.fullmatch(text):
        raise fail("PP212", value=shown(text), period=near_period(text) or PERIODS)
    return text


REFERS = "x-refers-to"
"""The mark in a JSON Schema of what a text names (units, people, …); the published schema has the names instead."""


class OrElse:
    """Says in the JSON Schema what may be written instead of the full form; a ``BeforeValidator`` reads it."""

    def __init__(self, *types: str, refers: str = "") -> None:
        """Allow these JSON types besides the full form; ``refers`` says what a text names."""
        self.types = types
        self.refers = refers

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the full form's schema with the short forms beside it."""
        return {"anyOf": [{"type": list(self.types), **({REFERS: self.refers} if self.refers else {})}, handler(core)]}


def naming(what: str) -> WithJsonSchema:
    """Return the schema of a text that names one of ``what``."""
    return WithJsonSchema({"type": ["string", "number"], REFERS: what})


def as_list(value: Any) -> Any:
    """Let one item stand for a list of one, as people write it."""
    return [value] if isinstance(value, str) else value


NUMBER_SCHEMA = {"type": ["number", "string"]}
IsoDate = Annotated[date, PlainValidator(parse_date), WithJsonSchema({"type": "string", "format": "date"})]
Amount = Annotated[Fraction, PlainValidator(parse_amount), WithJsonSchema(NUMBER_SCHEMA)]
Percent = Annotated[Fraction, PlainValidator(parse_percent), WithJsonSchema({"type": "string", "pattern": "%$"})]
NumberText = Annotated[Number, PlainValidator(parse_number), WithJsonSchema(NUMBER_SCHEMA)]
DurationText = Annotated[
    Duration, PlainValidator(parse_duration), WithJsonSchema({"type": "string", "pattern": "^-?[0-9]+(wd|cd)$"})
]
Integer = Annotated[int, PlainValidator(parse_integer), WithJsonSchema({"type": "integer"})]
# Bounds given to Field() beside a default would come before the plain validator, which drops them: hence a type.
Decimals = Annotated[Integer, Field(ge=0, le=6), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 6})]
Capacity = Annotated[Integer, Field(ge=1, le=999), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 999})]
Share = Annotated[Integer, Field(ge=0, le=999), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 999})]
Id = Annotated[str, PlainValidator(parse_id), WithJsonSchema({"type": ["string", "integer"]})]
Text = Annotated[str, PlainValidator(parse_text), WithJsonSchema({"type": ["string", "number"]})]
PeriodText = Annotated[str, PlainValidator(parse_period), WithJsonSchema({"type": ["string", "integer"]})]
UnitRef = Annotated[str, PlainValidator(parse_text), naming("units")]
LeadRef = Annotated[str, PlainValidator(parse_lead), naming("units")]
PersonRef = Annotated[str, PlainValidator(parse_text), naming("people")]
WhoRef = Annotated[str, PlainValidator(parse_text), naming("needed")]
TargetRef = Annotated[str, PlainValidator(parse_text), naming("targets")]
AttributeRef = Annotated[str, PlainValidator(parse_text), naming("attributes")]
StageRef = Annotated[str, PlainValidator(parse_text), naming("stages")]
CalendarRef = Annotated[str, PlainValidator(parse_text), naming("calendars")]
TEXT = OrElse("string", "number")
UnitRefs = Annotated[tuple[UnitRef, ...], BeforeValidator(as_list), OrElse("string", "number", refers="units")]
PersonRefs = Annotated[tuple[PersonRef, ...], BeforeValidator(as_list), OrElse("string", "number", refers="people")]
Texts = Annotated[tuple[Text, ...], BeforeValidator(as_list), TEXT]
