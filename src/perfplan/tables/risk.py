"""A project's risk in words: how likely its deadline is, its buffers, and a row of dates for every stage."""

from __future__ import annotations

from collections.abc import Iterator

from perfplan.i18n import N_
from perfplan.model.project import Project, Stage
from perfplan.model.sentence import Translate
from perfplan.schedule.risk.result import Buffers, Risk
from perfplan.schedule.timeline import Timeline
from perfplan.schedule.why import count_of
from perfplan.tables.buffers import advice_cells, advices, percent

HEADINGS = (
    N_("Stage"),
    N_("Begin on"),
    N_("End on"),
    N_("Start by"),
    N_("Buffer"),
    N_("Three points"),
    N_("Decides"),
)
"""Column headings of the second table, in order; message ids. The first two dates are the recommended ones."""

_SHAPES = {"pert": N_("PERT"), "triangular": N_("triangular")}


def risk_facts(timeline: Timeline, translate: Translate) -> Iterator[tuple[str, str]]:
    """Yield what stands above the table, as (label, value); labels are message ids."""
    risk = timeline.risk
    if risk is None:
        return
    if risk.runs:
        yield N_("Simulation"), _simulation(timeline, risk, translate)
    if risk.buffers is not None:
        yield N_("Buffer"), translate("; ").join(_buffer(timeline, risk, risk.buffers, translate))


def _simulation(timeline: Timeline, risk: Risk, translate: Translate) -> str:
    return translate(
        "keeps the deadline with {part}; half of the runs end by {p50}, 80% by {p80} "
        "({runs} runs, seed {seed}, {shape})",
        part=percent(risk.met, risk.runs),
        p50=risk.p50.isoformat(),
        p80=risk.p80.isoformat(),
        runs=risk.runs,
        seed=risk.seed,
        shape=translate(", ").join(translate(_SHAPES[shape]) for shape in _shapes(timeline.project)),
    )


def _shapes(project: Project) -> list[str]:
    return sorted({str(stage.spread.distribution) for stage in project.stages if stage.spread})


def _buffer(timeline: Timeline, risk: Risk, found: Buffers, translate: Translate) -> Iterator[str]:
    days = count_of(found.days, "wd").told(translate)
    yield translate("{days} before the deadline: ready by {date}", days=days, date=found.ready.isoformat())
    yield translate("latest safe start {date}", date=found.first.isoformat())
    if risk.runs:
        yield translate("keeps the deadline with {part} from there", part=percent(found.met, risk.runs))
    if found.confidence is not None and found.met < found.confidence * risk.runs:
        part = percent(found.confidence.numerator, found.confidence.denominator)
        yield translate("no buffer reaches {part}: dates hold stages back", part=part)
    if found.short:
        names = {stage.id: stage.name for stage in timeline.project.stages}
        chain = " → ".join(names[stage] for stage in found.chain)
        short = count_of(found.short, "wd").told(translate)
        yield translate("infeasible by {days} along {chain}", days=short, chain=chain)
    if found.eaten is not None and found.days:
        eaten = count_of(found.eaten, "wd").told(translate)
        yield translate("{eaten} of {days} eaten by the forecast", eaten=eaten, days=days)


def risk_cells(timeline: Timeline, translate: Translate) -> list[tuple[str, ...]]:
    """Return a row of words for every stage, in the order of :data:`HEADINGS`."""
    rows: list[tuple[str, ...]] = []
    for found, advice in zip(timeline.stages, advices(timeline), strict=True):
        begin, end, buffer, decides = advice_cells(advice, translate)
        points = three_points(found.stage, translate)
        rows.append((found.stage.name, begin, end, found.latest_start.isoformat(), buffer, points, decides))
    return rows


def three_points(stage: Stage, translate: Translate) -> str:
    """Return ``10/15/30wd PERT``; empty where a stage has one duration."""
    spread = stage.spread
    if spread is None:
        return ""
    unit = "wd" if stage.duration.working else "cd"
    points = f"{spread.optimistic}/{spread.likely}/{spread.pessimistic}{unit}"
    return f"{points} {translate(_SHAPES[str(spread.distribution)])}"
