"""Say where targets will end the year, and how much a month is still needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import PlanOption, TodayOption, choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfplan.i18n import Translator

Which = Annotated[str | None, typer.Argument(metavar="[TARGET]", help="One target, with its units; else all targets.")]
Test = Annotated[bool, typer.Option("--backtest", help="How wrong forecasts of the past years would have been.")]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")]


def forecast(
    context: Context,
    target: Which = None,
    plan: PlanOption = None,
    today: TodayOption = None,
    backtest: Test = False,
    format_: Format = "text",
) -> None:
    """Estimate the year's end of every target that has a course, with an interval that holds four times in five.

    Amounts: with past years in history/, months are freed of their season, smoothed and put back into season; without,
    the months so far go on as they are. Levels and values of a day move on as they have moved this year; rates, means
    and ratios of the year so far stay where they are. What is known are the recorded figures for the ends of
    months, and the last of all where amounts need not add up.

        perfplan forecast
        perfplan forecast jobs --today 2025-07-20
        perfplan forecast --backtest
    """
    from perfplan.cli.tracked import target_named, tracked
    from perfplan.tables import forecast as tables
    from perfplan.track import backtest as past
    from perfplan.track.outlook import outlooks

    choose(format_, ("text", "json"), "--format")
    here = tracked(context, plan, today)
    only = target_named(here.plan, target) if target else ""
    t = context.in_language_of(here.plan)
    facts: Sequence[object]
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    if backtest:
        tests = past.backtest(here.plan, only)
        title = t("{plan}: forecasts of past years, in percent of the year", plan=here.plan.name)
        columns, rows = tables.BACKTEST_COLUMNS, tables.backtest_rows(tests)
        empty, facts = t("no target has two complete past years"), [tables.backtest_facts(one) for one in tests]
    else:
        found = list(outlooks(here.plan, here.progress, here.today, only))
        title = t("{plan}: where the year will end, seen on {today}", plan=here.plan.name, today=here.today.isoformat())
        columns, rows = tables.OUTLOOK_COLUMNS, tables.outlook_rows(found, t)
        empty, facts = t("no target has a course over the year to forecast"), list(map(tables.outlook_facts, found))
    if format_ == "json":
        name = "backtest" if backtest else "forecast"
        context.out.write_json({"plan": here.plan.id, "today": here.today.isoformat(), name: facts})
    else:
        _draw(context, t, title, columns, rows, empty)


def _draw(
    context: Context, t: Translator, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], empty: str
) -> None:
    from perfplan.tables.aligned import aligned
    from perfplan.text import fold

    lines = [context.out.paint(line, "bold") for line in fold(title, context.out.width)]
    if rows:
        lines += aligned([t(column) for column in columns], rows, context.out.width, [str] * len(rows))
    else:
        lines.append(empty)
    context.out.write("\n".join(lines))


COMMAND = Command(name="forecast", run=forecast)
