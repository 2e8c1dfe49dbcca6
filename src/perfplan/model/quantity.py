"""Exact numbers: an amount is an integer of 10^-decimals ("quanta"); text in, text out, never a float."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
MAX_DIGITS = 30
MAX_PLACES = 12
_REMEMBERED = 10_000  # numbers of plans and ledgers repeat, and an exact one takes some time to make


@lru_cache(_REMEMBERED)
def parse_decimal(text: str) -> Fraction | None:
    """Return the exact value of a plain decimal (``-12.50``), or None when ``text`` is not one.

    Exponents, thousands separators, full-width digits and more than 30 digits are refused: what people see in the
    file must be what is counted.
    """
    if not text.isascii() or len(text) > MAX_DIGITS or not _PLAIN.fullmatch(text):
        return None
    return Fraction(text)


def to_quanta(value: Fraction, decimals: int) -> int | None:
    """Return ``value`` as an integer of 10^-decimals, or None when it needs more places than declared."""
    whole, rest = divmod(value.numerator * 10**decimals, value.denominator)
    return None if rest else whole


def format_quanta(quanta: int, decimals: int) -> str:
    """Return an integer of 10^-decimals as a plain decimal with exactly ``decimals`` places."""
    if not decimals:
        return str(quanta)
    digits = str(abs(quanta)).rjust(decimals + 1, "0")
    sign = "-" if quanta < 0 else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


def round_half_up(numerator: int, denominator: int) -> int:
    """Return ``floor(numerator / denominator + 1/2)`` for a positive denominator: the one rounding rule."""
    return (2 * numerator + denominator) // (2 * denominator)


def format_percent(value: Fraction) -> str:
    """Return a share as a percentage with the fewest digits that are exact, at most four places (half up)."""
    quanta = round_half_up(value.numerator * 1_000_000, value.denominator)
    return format_quanta(quanta, 4).rstrip("0").rstrip(".") + "%"


def format_decimal(value: Fraction, most: int = MAX_PLACES) -> str:
    """Return an exact decimal with as few places as it has, at most so many (then half up)."""
    decimals = 0
    while to_quanta(value, decimals) is None and decimals < most:
        decimals += 1
    scaled = value * 10**decimals
    return format_quanta(round_half_up(scaled.numerator, scaled.denominator), decimals)
