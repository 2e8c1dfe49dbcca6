"""Show what changed between two versions of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context, plan_of
from perfplan.cli.options import choose, choose_all
from perfplan.i18n import N_

if TYPE_CHECKING:
    from perfplan.i18n import Translator
    from perfplan.tables.diff import Change, PlanDiff

Version = Annotated[str, typer.Argument(help="A plan, or REVISION:PATH of a git repository.")]
Levels = Annotated[
    str, typer.Option("--level", metavar="LEVELS", help="Which shares to compare: quarter,month,day or some of them.")
]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")]
FIELDS = {
    "name": N_("name"), "kind": N_("kind"), "value": N_("value"), "uom": N_("unit of measure"),
    "direction": N_("direction"), "lead unit": N_("lead unit"), "support units": N_("support units"),
    "supervisor": N_("supervisor"), "owner": N_("owner"), "handlers": N_("handlers"), "split": N_("split"),
    "allocation": N_("allocation"), "revisions": N_("revisions"), "start": N_("start"), "deadline": N_("deadline"),
    "title": N_("title"), "unit": N_("unit"), "amount": N_("amount"), "checkpoint": N_("checkpoint"),
}  # fmt: skip


def diff(
    context: Context, old: Version, new: Version, level: Levels = "quarter,month", format_: Format = "text"
) -> int:
    """Compare two versions of a plan: targets, then the tasks and project dates that follow from them.

    Each side is a plan's path, or REVISION:PATH in git. A line begins with + for what is new, - for what is gone and
    ~ for what differs.

        perfplan diff HEAD~1:plans/county-2025 plans/county-2025
    """
    from perfplan.cli.versions import version
    from perfplan.model.period import Level
    from perfplan.tables.diff import plan_diff

    levels = [Level(name) for name in choose_all(level, ("quarter", "month", "day"), "--level")]
    choose(format_, ("text", "json"), "--format")
    with version(old) as before, version(new) as after:
        plans = plan_of(context.read(before)), plan_of(context.read(after))
    found = plan_diff(*plans, levels)
    if format_ == "json":
        context.out.write_json(_data(found))
    else:
        context.out.write("\n".join(_lines(found, context.in_language_of(plans[1]), context.out.width)))
    return 0


def _data(found: PlanDiff) -> dict[str, Any]:
    return {"targets": [_change_data(c) for c in found.targets], "tasks": [_change_data(c) for c in found.tasks]}


def _change_data(change: Change) -> dict[str, Any]:
    fields = {name: {"old": old, "new": new} for name, (old, new) in change.fields.items()}
    return {"change": _WORDS[change.sign], "id": change.id, "title": change.title, "fields": fields}


_WORDS = {"+": "added", "-": "removed", "~": "changed"}


def _lines(found: PlanDiff, t: Translator, width: int) -> Iterator[str]:
    from perfplan.text import fold

    for head, changes in ((t("Targets"), found.targets), (t("Tasks"), found.tasks)):
        yield from fold(_count(head, changes, t), width)
        for change in changes:
            first, *rest = fold(_line(change, t), width - 2)
            yield first
            yield from (f"  {line}" for line in rest)


def _count(head: str, changes: Sequence[Change], t: Translator) -> str:
    signs = [change.sign for change in changes]
    return t(
        "{what}: {added} added, {removed} removed, {changed} changed",
        what=head, added=signs.count("+"), removed=signs.count("-"), changed=signs.count("~"),
    )  # fmt: skip


def _line(change: Change, t: Translator) -> str:
    head = f"{change.sign} {change.id} {change.title}".rstrip()
    if not change.fields:
        return head
    empty = t("nothing")
    parts = [
        f"{t(FIELDS.get(name, name))} {old or empty} → {new or empty}" for name, (old, new) in change.fields.items()
    ]
    return t("{label}: {value}", label=head, value=t("; ").join(parts))


COMMAND = Command(name="diff", run=diff)
