"""The summary of a split in words: what each target must reach by each quarter, what each project says, the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from perfplan.cli.context import Context
from perfplan.i18n import N_, Translator
from perfplan.schedule.timeline import Timeline
from perfplan.schedule.why import count_of
from perfplan.tables.aligned import aligned
from perfplan.tables.summary import SplitSummary, TargetLine
from perfplan.tables.timeline_facts import why_text
from perfplan.text import fold

LEVELS = {
    "quarter": N_("{count} for quarters"),
    "month": N_("{count} for months"),
    "ten-day": N_("{count} for ten-day periods"),
    "day": N_("{count} for days"),
    "stage": N_("{count} project stages"),
    "phase": N_("{count} campaign tasks"),
}


def summary_lines(summary: SplitSummary, folder: Path, context: Context) -> Iterator[str]:
    """Yield the lines of the summary, none wider than the terminal."""
    t, width = context.in_language_of(summary.plan), context.out.width
    yield from fold(context.out.paint(f"{summary.plan.name} ({summary.plan.id})", "bold"), width)
    yield from fold(_counts(summary, t), width)
    yield ""
    if summary.targets:
        yield from _targets(summary, t, width)
        yield ""
    for timeline in summary.timelines:
        yield from fold(_project(timeline, t, context), width)
    if summary.timelines:
        yield ""
    yield from fold(_exactness(summary, t), width)
    names = [name for name in summary.files if "/" not in name]
    timelines = t("{count} timelines", count=len(summary.timelines)) if summary.timelines else ""
    listed = ", ".join([*names, *filter(None, [timelines])])
    yield from fold(t("written to {folder}: {files}", folder=f"{folder.as_posix()}/", files=listed), width)


def _counts(summary: SplitSummary, t: Translator) -> str:
    total = sum(summary.counts.values())
    parts = [t(text, count=f"{summary.counts[level]:,}") for level, text in LEVELS.items() if level in summary.counts]
    return t("{total} tasks: {parts}", total=f"{total:,}", parts=t(", ").join(parts))


def _targets(summary: SplitSummary, t: Translator, width: int) -> Iterator[str]:
    titles = [t("target"), t("year"), *(label.partition("-")[2] for label in summary.quarters), t("units"), t("owner")]
    rows = [_row(line, t) for line in summary.targets]
    yield from aligned(titles, rows, width, [str] * len(rows))


def _row(line: TargetLine, t: Translator) -> list[str]:
    annual = t("pending: {why}", why=line.pending) if line.pending else f"{line.annual} {line.uom}".strip()
    return [line.name, annual, *line.checkpoints, str(line.units or ""), line.owner]


def _project(timeline: Timeline, t: Translator, context: Context) -> str:
    words = t("; ").join(filter(None, (why_text(timeline, t), _begin(timeline, t))))
    state = context.out.paint(t("fits"), "green") if timeline.feasible else context.out.paint(t("does not fit"), "red")
    project = timeline.project
    name, deadline = f"{project.id} {project.name}", project.deadline.isoformat()
    return t("{project} ({deadline}): {state}; {why}", project=name, deadline=deadline, state=state, why=words)


def _begin(timeline: Timeline, t: Translator) -> str:
    """Return the latest safe start of a project with buffers."""
    buffers = timeline.risk.buffers if timeline.risk else None
    if buffers is None:
        return ""
    days = count_of(buffers.days, "wd").told(t)
    return t("with {days} of buffer begin by {date}", days=days, date=buffers.first.isoformat())


def _exactness(summary: SplitSummary, t: Translator) -> str:
    if not summary.deviations:
        return t("every total is exact, and every cell is within one unit of its ideal")
    found = summary.furthest
    return t(
        "every total is exact; {count} cells are one unit or more from their ideal: deviations.csv; the furthest: "
        "{cell} {amount}, ideal {ideal}",
        count=f"{summary.deviations:,}",
        cell=f"{found.target}{'@' if found.unit else ''}{found.unit}/{found.period}" if found else "",
        amount=found.amount if found else "",
        ideal=found.ideal if found else "",
    )
