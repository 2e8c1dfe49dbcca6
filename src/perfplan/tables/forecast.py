"""Outlooks and backtests in words, for people and programs."""

from __future__ import annotations

from collections.abc import Iterable

from perfplan.i18n import N_
from perfplan.model.quantity import format_decimal, format_quanta, round_half_up
from perfplan.model.sentence import Translate
from perfplan.model.target import Direction
from perfplan.track.backtest import Backtest
from perfplan.track.forecast import Verdict, Way
from perfplan.track.lines import MORE_PLACES
from perfplan.track.outlook import Outlook

OUTLOOK_COLUMNS = (
    N_("target"),
    N_("unit"),
    N_("so far"),
    N_("end of the year"),
    N_("to be reached"),
    N_("still needed a month"),
    N_("will it be made?"),
)
BACKTEST_COLUMNS = (
    N_("known months"),
    N_("cases"),
    N_("error of the forecast"),
    N_("error of the seasonal run rate"),
    N_("ends in the interval"),
)
_ANSWERS = {
    Verdict.WILL: N_("will make it"),
    Verdict.MAY: N_("may make it"),
    Verdict.WILL_NOT: N_("will not make it"),
}
_WAYS = {
    Way.SMOOTHING: N_("from {years} past years"),
    Way.RUN_RATE: N_("at the run rate"),
    Way.TREND: N_("as it has moved this year"),
    Way.TO_DATE: N_("as in the year so far"),
}


def outlook_rows(outlooks: Iterable[Outlook], translate: Translate) -> list[tuple[str, ...]]:
    """Return a row for every outlook."""
    return [_row(outlook, translate) for outlook in outlooks]


def backtest_rows(found: Iterable[Backtest]) -> list[tuple[str, ...]]:
    """Return a row for every number of known months; errors in percent of the year."""
    return [
        (str(one.month), str(one.cases), f"{one.ours:.2f}%", f"{one.run_rate:.2f}%", f"{one.held:.0f}%")
        for one in found
    ]


def outlook_facts(outlook: Outlook) -> dict[str, str | int]:
    """Return an outlook for programs; amounts are plain decimals, '' where nothing is known; so the interval's ends."""
    found, decimals = outlook.found, outlook.target.decimals
    return {
        "id": outlook.target.id if outlook.own else f"{outlook.target.id}@{outlook.unit.id}",
        "title": outlook.target.name,
        "unit": outlook.unit.name,
        "uom": outlook.target.uom,
        "reached": "" if outlook.reached is None else format_decimal(outlook.reached, decimals + MORE_PLACES),
        "on": outlook.on.isoformat() if outlook.on else "",
        "months": outlook.months,
        "years": outlook.years,
        "value": format_decimal(outlook.value),
        "forecast": _places(found.total, decimals) if found else "",
        "low": _places(found.low, decimals) if found and found.known else "",
        "high": _places(found.high, decimals) if found and found.known else "",
        "way": found.way.value if found else "",
        "verdict": outlook.answer.value if outlook.answer else "",
        "needed_a_month": _needed(outlook),
    }


def backtest_facts(one: Backtest) -> dict[str, int | str]:
    """Return a backtest's line for programs."""
    return {
        "months": one.month,
        "cases": one.cases,
        "forecast": f"{one.ours:.2f}",
        "seasonal_run_rate": f"{one.run_rate:.2f}",
        "held": f"{one.held:.1f}",
    }


def _row(outlook: Outlook, translate: Translate) -> tuple[str, ...]:
    target, found = outlook.target, outlook.found
    reached = ""
    if outlook.reached is not None and outlook.on is not None:
        value = f"{format_decimal(outlook.reached, target.decimals + MORE_PLACES)} {target.uom}".rstrip()
        reached = translate("{value} on {day}", value=value, day=outlook.on.isoformat())
    if found is None or outlook.answer is None:
        end, answer = translate("nothing to go by"), ""
    else:
        said = {name: _places(getattr(found, name), target.decimals) for name in ("total", "low", "high")}
        way = translate(_WAYS[found.way], years=outlook.years)
        if found.low < found.high:
            end = translate("{total} ({low} to {high}), {way}", **said, way=way)
        else:
            end = translate("{total}, {way}", total=said["total"], way=way)
        answer = translate(_ANSWERS[outlook.answer])
    value = f"{format_decimal(outlook.value)} {target.uom}".rstrip()
    return (target.name, outlook.unit.name, reached, end, value, _needed(outlook), answer)


def _needed(outlook: Outlook) -> str:
    if outlook.needed is None:
        return ""
    scaled = outlook.needed * 10**outlook.target.decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    more = rest > 0 and outlook.target.direction is Direction.UP  # a month's worth less would not do
    return format_quanta(whole + more, outlook.target.decimals)


def _places(value: float, decimals: int) -> str:
    numerator, denominator = value.as_integer_ratio()
    return format_quanta(round_half_up(numerator * 10**decimals, denominator), decimals)
