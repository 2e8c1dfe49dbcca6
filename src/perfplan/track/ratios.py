"""What the rest of the year must bring for a ratio, from the counts so far, and how it is said."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from perfplan.ledger.states import Figure
from perfplan.model.quantity import format_decimal
from perfplan.model.sentence import Sentence
from perfplan.model.target import Direction, Target
from perfplan.split.ratio import Rest, rest_of, scale_of
from perfplan.track.figures import rate_on


def rest_after(target: Target, figure: Figure) -> Rest | None:
    """Return what is left after a figure that is a count; None for others, and where the year's number is not known.

    Of a ratio of days, days without a valid figure so far do not count: the year is those that did and those to come.
    """
    if target.denominator is None or not figure.whole:
        return None
    bound = Fraction(rate_on(target, date.max), 10**target.decimals) / scale_of(target.uom)
    year = target.denominator
    if target.last_day is not None:
        year = figure.whole + (target.last_day - figure.on).days
    return rest_of(bound, year, (figure.part, figure.whole), target.direction, step_of(target))


def step_of(target: Target) -> Fraction:
    """Return what a ratio's cases are counted in: the smallest step of its numerator, else one."""
    return Fraction(1, 10 ** target.parts[0].annual_decimals) if target.parts else Fraction(1)


def rest_words(target: Target, figure: Figure) -> Sentence | None:
    """Return what the rest of the year must bring, as a sentence; None where it is not known."""
    rest = rest_after(target, figure)
    if rest is None:
        return None
    said: dict[str, str | int | Sentence] = {
        "count": format_decimal(rest.count),
        "of": format_decimal(rest.of),
        "left": format_decimal(rest.left),
        "needed": format_decimal(rest.needed),
        "allowed": format_decimal(rest.allowed),
        "short": format_decimal(-rest.allowed),
    }
    if target.direction is Direction.DOWN:
        if rest.allowed < 0:
            return Sentence("so far {count} of {of}, which is {short} more than the whole year allows", said)
        return Sentence("so far {count} of {of}; of the {left} to come, at most {allowed} may count", said)
    if rest.allowed < 0:
        return Sentence("so far {count} of {of}; even if all the {left} to come count, {short} are missing", said)
    return Sentence(
        "so far {count} of {of}; of the {left} to come, {needed} are still needed and {allowed} may be missed", said
    )
