"""List who must be reminded, chased or summoned today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import PlanOption, TodayOption, choose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfplan.i18n import Translator

Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")]
Next = Annotated[int, typer.Option("--next", metavar="N", min=0, help="How many clocks that run out next to show.")]
_FORMATS = ("text", "json")


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
    from perfplan.tables.escalation import call_facts, call_rows, next_facts, next_rows
    from perfplan.track.escalation import escalation, next_to_run_out

    choose(format_, _FORMATS, "--format")
    here = tracked(context, plan, today)
    calls = escalation(here.plan, here.progress, here.today)
    coming = next_to_run_out(here.plan, here.progress, here.today, next_)
    t = context.in_language_of(here.plan)
    if format_ == "json":
        document = {"plan": here.plan.id, "today": here.today.isoformat()}
        said = {"calls": [call_facts(call, t) for call in calls], "next": [next_facts(item) for item in coming]}
        context.out.write_json({**document, **said})
        return
    title = t("{plan}: whom to speak to on {today}", plan=here.plan.name, today=here.today.isoformat())
    blocks = _drawn(call_rows(calls, t), next_rows(coming, here.today, t), context, t)
    context.out.write("\n".join([context.out.paint(title, "bold"), *blocks]))


def _drawn(
    calls: Sequence[Sequence[str]], coming: Sequence[Sequence[str]], context: Context, t: Translator
) -> Iterator[str]:
    from perfplan.tables.aligned import aligned
    from perfplan.tables.escalation import CALL_COLUMNS, NEXT_COLUMNS

    if not calls:
        yield t("nobody, by the plan's rules")
    else:
        yield from aligned([t(column) for column in CALL_COLUMNS], calls, context.out.width, [str] * len(calls))
    if coming:
        yield ""
        yield context.out.paint(t("What runs out next"), "bold")
        yield from aligned([t(column) for column in NEXT_COLUMNS], coming, context.out.width, [str] * len(coming))


COMMAND = Command(name="escalate", run=escalate)
