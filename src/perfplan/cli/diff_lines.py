"""Changes as lines for a terminal: ``+`` what is new, ``-`` what is gone, ``~`` what differs and how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from perfplan.i18n import N_, Translator

if TYPE_CHECKING:
    from perfplan.tables.diff import Change, PlanDiff

FIELDS = {
    "name": N_("name"), "kind": N_("kind"), "value": N_("value"), "uom": N_("unit of measure"),
    "direction": N_("direction"), "lead unit": N_("lead unit"), "support units": N_("support units"),
    "supervisor": N_("supervisor"), "owner": N_("owner"), "handlers": N_("handlers"), "split": N_("split"),
    "allocation": N_("allocation"), "revisions": N_("revisions"), "start": N_("start"), "deadline": N_("deadline"),
    "title": N_("title"), "unit": N_("unit"), "amount": N_("amount"), "checkpoint": N_("checkpoint"),
    "date": N_("date"), "report": N_("reporting"), "locks": N_("settled"), "year": N_("year"),
    "finish": N_("finish"), "length": N_("Length"),
}  # fmt: skip
_WORDS = {"+": "added", "-": "removed", "~": "changed"}


def diff_data(found: PlanDiff) -> dict[str, Any]:
    """Return all changes for programs."""
    return {"targets": [_data(c) for c in found.targets], "tasks": [_data(c) for c in found.tasks]}


def _data(change: Change) -> dict[str, Any]:
    fields = {name: {"old": old, "new": new} for name, (old, new) in change.fields.items()}
    return {"change": _WORDS[change.sign], "id": change.id, "title": change.title, "fields": fields}


def diff_lines(found: PlanDiff, t: Translator, width: int) -> Iterator[str]:
    """Yield what changed, first counted, then one by one, folded to ``width`` columns."""
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
