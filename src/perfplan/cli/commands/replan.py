"""Say what the rest of the year must bring after the actuals, beside the plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import OutOption, PlanOption, choose
from perfplan.errors import UsageError

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from perfplan.model.plan import Plan
    from perfplan.split.policies._policy import Policy
    from perfplan.track.replan import Asked

Which = Annotated[
    str | None, typer.Argument(metavar="[TARGET]", help="One target, with its units and months; else all targets.")
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="Actuals up to this day or period (2025-06-30, 2025-06, H1, 上半年)."),
]
PolicyOption = Annotated[
    str,
    typer.Option(
        "--policy", metavar="POLICY", help="keep, proportional, recover_by (with --by), cap (with --limit) or movement."
    ),
]
By = Annotated[
    str | None, typer.Option("--by", metavar="PERIOD", help="recover_by: caught up by its end; H1, 2025-Q3, 2025-09.")
]
Limit = Annotated[
    str | None, typer.Option("--limit", metavar="PERCENT", help="cap: the most that a month takes above its plan; 10%.")
]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, json, csv or markdown.")]


def replan(
    context: Context,
    target: Which = None,
    plan: PlanOption = None,
    as_of: AsOf = None,
    policy: PolicyOption = "proportional",
    by: By = None,
    limit: Limit = None,
    format_: Format = "text",
    out: OutOption = None,
) -> None:
    """Place what is still missing on the months that are left, beside what was planned; the plan stays as it is.

    Months with figures are taken as they were, months that are over without figures as planned. What the policy cannot
    place is said as a number, and so is what is above the year already. keep shows the gap; proportional shares it by
    what the months were to bring; recover_by catches up with the plan by a period's end; cap puts no more than so many
    percent on any month; movement starts from how the year has run and changes as little as it can. recover_by:H1 and
    cap:10% say both in one word.

        perfplan replan --as-of 2025-06-30
        perfplan replan jobs --as-of 2025-06 --policy recover_by --by 2025-Q3
        perfplan replan --as-of 上半年 --policy cap --limit 10% --format csv --out replan.csv
    """
    from perfplan.cli.outputs import replace_file
    from perfplan.cli.tracked import target_named, tracked
    from perfplan.export._replan import ReplanView, replan_formats, replan_writer
    from perfplan.track.replan import replan as replanned

    choose(format_, replan_formats(), "--format")
    chosen, by, limit = _policy(policy, by, limit)
    loaded = context.load(plan)
    here = tracked(context, plan, _day(context, as_of, loaded).isoformat())
    only = target_named(here.plan, target) if target else ""
    asked = _asked(chosen, here.today, by, limit, here.plan)
    view = ReplanView(
        found=list(replanned(here.plan, here.progress, asked, only)),
        asked=asked,
        plan=here.plan.id,
        name=here.plan.name,
        whole=bool(only),
        translate=context.in_language_of(here.plan),
        columns=context.out.width,
        paint=context.out.paint if out is None else _plain,
    )
    text = replan_writer(format_).write(view)
    if out is None:
        context.out.write(text)
        return
    replace_file(Path(out), text)
    context.out.write(context.t("written: {file}", file=out))


def _plain(text: str, *_: str) -> str:
    return text


def _policy(said: str, by: str | None, limit: str | None) -> tuple[Policy, str | None, str | None]:
    """Read ``--policy``, and what follows a colon in it, together with ``--by`` and ``--limit``.

    Raises:
        UsageError: no such policy, or one of the two is missing or of no use.
    """
    from perfplan.split.policies._policy import policies

    name, colon, more = said.partition(":")
    chosen = policies()[choose(name, policies(), "--policy")]
    if colon and chosen.needs == "by":
        by = more
    elif colon and chosen.needs == "limit":
        limit = more
    elif colon:
        raise UsageError("--policy {name} takes nothing behind the colon", name=name)
    for need, value in (("by", by), ("limit", limit)):
        if chosen.needs == need and not value:
            raise UsageError("--policy {name} needs {option}", name=name, option=f"--{need}")
        if chosen.needs != need and value:
            raise UsageError("{option} is of no use with --policy {name}", name=name, option=f"--{need}")
    return chosen, by, limit


def _day(context: Context, said: str | None, plan: Plan) -> date:
    return context.today(None, plan.time_zone) if said is None else _period_end(said, plan, "--as-of")


def _period_end(said: str, plan: Plan, option: str) -> date:
    """Return a day, or the last day of a period.

    Raises:
        UsageError: it is neither.
    """
    from perfplan.cli.as_of import read_as_of

    found = read_as_of(said, plan.start, plan.months[-1].end)
    if found is None:
        raise UsageError(
            "{option} is a day or a period, such as 2025-06-30, 2025-06, 2025-Q2 or H1, not {value}",
            option=option,
            value=said,
        )
    return found


def _asked(policy: Policy, today: date, by: str | None, limit: str | None, plan: Plan) -> Asked:
    from perfplan.track.replan import Asked

    recover = _period_end(by, plan, "--by") if by else None
    return Asked(policy, today, recover, _share(limit) if limit else _share("0%"))


def _share(text: str) -> Fraction:
    """Read ``10%``.

    Raises:
        UsageError: it is no percentage, or a negative one.
    """
    from perfplan.model.quantity import parse_decimal

    found = parse_decimal(text.strip().removesuffix("%")) if text.strip().endswith("%") else None
    if found is None or found < 0:
        raise UsageError("--limit is a percentage such as 10%, not {value}", value=text)
    return found / 100


COMMAND = Command(name="replan", run=replan)
