"""A project's risk as JSON: whole counts of runs, ISO dates, working days of the project's calendar."""

from __future__ import annotations

from typing import Any

from perfplan.model.project import Stage
from perfplan.schedule.risk.result import Buffers
from perfplan.schedule.timeline import Timeline


def spread_data(stage: Stage) -> dict[str, Any] | None:
    """Return a stage's three points; ``duration`` is the likely one."""
    spread = stage.spread
    if spread is None:
        return None
    unit = "wd" if stage.duration.working else "cd"
    return {
        "optimistic": f"{spread.optimistic}{unit}",
        "likely": f"{spread.likely}{unit}",
        "pessimistic": f"{spread.pessimistic}{unit}",
        "distribution": str(spread.distribution),
    }


def risk_data(timeline: Timeline) -> dict[str, Any] | None:
    """Return what simulation and buffers say; ``*_runs`` count runs of ``runs``, 0 where nothing was simulated."""
    risk = timeline.risk
    if risk is None:
        return None
    stages = zip(timeline.stages, risk.critical, strict=True)
    return {
        "runs": risk.runs,
        "seed": risk.seed,
        "met_runs": risk.met if risk.runs else 0,
        "p50_finish": risk.p50.isoformat(),
        "p80_finish": risk.p80.isoformat(),
        "critical_runs": {found.stage.id: runs for found, runs in stages},
        "buffers": _buffers(timeline, risk.buffers, simulated=risk.runs > 0) if risk.buffers else None,
    }


def _buffers(timeline: Timeline, found: Buffers, *, simulated: bool) -> dict[str, Any]:
    stages = zip(timeline.stages, found.stages, strict=True)
    return {
        "confidence": f"{found.confidence * 100}%" if found.confidence is not None else None,
        "days": found.days,
        "met_runs": found.met if simulated else 0,
        "chain": list(found.chain),
        "latest_safe_start": found.first.isoformat(),
        "ready_by": found.ready.isoformat(),
        "short": found.short,
        "eaten": found.eaten,
        "stages": [
            {
                "id": scheduled.stage.id,
                "recommended_start": each.start.isoformat(),
                "recommended_finish": each.finish.isoformat(),
            }
            for scheduled, each in stages
        ],
        "feeding": [
            {
                "after": each.stage,
                "wanted": each.wanted,
                "days": each.days,
                "first": each.first.isoformat() if each.first else None,
                "last": each.last.isoformat() if each.last else None,
            }
            for each in found.feeding
        ],
    }
