"""List who must be reminded, chased or summoned today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import PlanOption, TodayOption, choose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfplan.cli.tracked import Tracked
    from perfplan.export.calls import Table
    from perfplan.track.escalation import Call
    from perfplan.track.item import WorkItem

Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, json, markdown or csv.")]
Next = Annotated[int, typer.Option("--next", metavar="N", min=0, help="How many clocks that run out next to show.")]
_FORMATS = ("text", "json", "markdown", "csv")


def escalate(
    context: Context,
    plan: PlanOption = None,
    today: TodayOption = None,
    next_: Next = 5,
    format_: Format = "text",
) -> None:
    """List whom the plan's own rules have reminded, chased, criticised or summoned today, and why.

    The rules stand in the plan under escalation; without any, the usual ladder holds. Nothing is sent anywhere. Below
    stand the clocks, findings and phases of campaigns that run out next.

        perfplan escalate
        perfplan escalate --today 2025-07-01 --format json
    """
    from perfplan.cli.tracked import tracked
    from perfplan.track.escalation import escalation, next_to_run_out

    choose(format_, _FORMATS, "--format")
    here = tracked(context, plan, today)
    calls = escalation(here.plan, here.progress, here.today)
    coming = next_to_run_out(here.plan, here.progress, here.today, next_)
    show = _for_programs if format_ in {"json", "csv"} else _for_readers
    context.out.write(show(here, calls, coming, format_, context))


def _for_programs(
    here: Tracked, calls: Sequence[Call], coming: Sequence[WorkItem], format_: str, context: Context
) -> str:
    from perfplan.export.calls import calls_csv
    from perfplan.tables.escalation import call_facts, next_facts

    t = context.in_language_of(here.plan)
    said = [call_facts(call, t) for call in calls]
    if format_ == "csv":
        return calls_csv(said)
    document = {"plan": here.plan.id, "today": here.today.isoformat(), "calls": said}
    return context.out.json(document | {"next": [next_facts(item) for item in coming]})


def _for_readers(
    here: Tracked, calls: Sequence[Call], coming: Sequence[WorkItem], format_: str, context: Context
) -> str:
    from perfplan.export.calls import calls_markdown
    from perfplan.tables.escalation import CALL_COLUMNS, NEXT_COLUMNS, call_rows, next_rows
    from perfplan.text import fold

    t = context.in_language_of(here.plan)
    title = t("{plan}: whom to speak to on {today}", plan=here.plan.name, today=here.today.isoformat())
    tables = [("", CALL_COLUMNS, call_rows(calls, t))]
    tables += [(t("What runs out next"), NEXT_COLUMNS, next_rows(coming, here.today, t))] if coming else []
    told = [(heading, [t(column) for column in columns], rows) for heading, columns, rows in tables]
    empty = t("nobody, by the plan's rules")
    if format_ == "markdown":
        return calls_markdown(title, told, empty)
    head = [context.out.paint(line, "bold") for line in fold(title, context.out.width)]
    return "\n".join([*head, *_drawn(told, empty, context)])


def _drawn(tables: Sequence[Table], empty: str, context: Context) -> Iterator[str]:
    from perfplan.tables.aligned import aligned

    for heading, titles, rows in tables:
        if heading:
            yield from ("", context.out.paint(heading, "bold"))
        if rows:
            yield from aligned(titles, rows, context.out.width, [str] * len(rows))
        else:
            yield empty


COMMAND = Command(name="escalate", run=escalate)
