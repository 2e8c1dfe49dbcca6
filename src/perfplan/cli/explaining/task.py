"""Tasks and project stages: the whole arithmetic of a share, the reasons for a stage's dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfplan.cli.context import Context
from perfplan.cli.explaining._form import Form
from perfplan.errors import UsageError

if TYPE_CHECKING:
    from perfplan.model.plan import Plan
    from perfplan.model.sentence import Sentence
    from perfplan.track.item import WorkItem


def explain(context: Context, what: str, plan: str | None) -> str:
    """Say where a task's number, dates and owner come from.

    Raises:
        UsageError: the plan has no such task; names the nearest.
    """
    from perfplan.text import fold
    from perfplan.track.work import find_task

    loaded = context.load(plan)
    item = find_task(loaded, what)
    if item is None:
        raise _unknown(what, loaded)
    t = context.in_language_of(loaded)
    head = context.out.paint(f"{item.id}  {item.title}  {item.unit.name}", "bold")
    lines = [sentence.told(t) for sentence in _sentences(context, loaded, item)]
    folded = ["\n  ".join(fold(f"- {line}", context.out.width - 2)) for line in lines]
    return "\n".join([head, *folded])


def _sentences(context: Context, plan: Plan, item: WorkItem) -> Iterator[Sentence]:
    from perfplan.cli.explaining._project import project_today
    from perfplan.model.period import Level
    from perfplan.model.sentence import Sentence
    from perfplan.tables.reasons import share_reasons
    from perfplan.tables.stage_reasons import stage_reasons

    if item.level is Level.STAGE:
        project = next(project for project in plan.projects if project.id == item.project)
        standing, stage = project_today(context, plan, project), item.id.rpartition("/")[2]
        yield from stage_reasons(standing.timeline, stage)
        if project.id in standing.staffed:
            from perfplan.tables.staffed import stage_sentence

            yield stage_sentence(standing.staffed, standing.timeline, stage)
    elif item.target and "!" not in item.id:
        yield from share_reasons(plan, item)
        yield from _so_far(context, plan, item)
    else:
        yield Sentence("due on {date} ({source})", {"date": item.deadline.isoformat(), "source": item.source})
        if item.owner:
            yield Sentence("{owner} answers for it", {"owner": item.owner.name})


def _so_far(context: Context, plan: Plan, item: WorkItem) -> Iterator[Sentence]:
    """Yield what the rest of the year must bring for a ratio, from the figures up to today."""
    target = next(target for target in plan.targets if target.id == item.target)
    if target.denominator is None:
        return
    from perfplan.ledger.lookup import read_progress
    from perfplan.model.sentence import Sentence
    from perfplan.track.figures import figures_until
    from perfplan.track.ratios import rest_words

    today = context.today(None, plan.time_zone)
    progress, _ = read_progress(plan.root, today)
    unit = item.id.rpartition("/")[0].partition("@")[2]
    figures = figures_until(progress.figures, target, unit, today)
    rest = rest_words(target, figures[-1]) if figures else None
    if rest is not None:
        yield Sentence("by {day}: {rest}", {"day": figures[-1].on.isoformat(), "rest": rest})


def _unknown(what: str, plan: Plan) -> UsageError:
    from perfplan.load.nearest import nearest
    from perfplan.track.work import task_ids

    near = nearest(what, task_ids(plan))
    if near:
        return UsageError("the plan has no task {id}; did you mean {nearest}?", id=what, nearest=near)
    return UsageError("the plan has no task {id}", id=what)


FORM = Form("task", "jobs/2025-03", re.compile(r"[^/\s]+/\S+"), explain)
