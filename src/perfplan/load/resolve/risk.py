"""Three-point durations and buffers: in order, in one unit, and with something to simulate."""

from __future__ import annotations

from collections.abc import Sequence

from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.project import Stage
from perfplan.model.risk import BufferRule, Distribution, Spread
from perfplan.spec.project import BufferSpec, ProjectSpec, StageSpec


def spread_of(part: Item[StageSpec], default: Distribution, scope: Scope) -> Spread | None:
    """Return a stage's three points, None where it has one; a finding where they are not in order or not all there."""
    spec = part.spec.duration
    if spec is None or (spec.optimistic is None and spec.pessimistic is None):
        return None
    low, likely, high = spec.optimistic, spec.likely, spec.pessimistic
    for key, point in (("optimistic", low), ("pessimistic", high)):
        if point is None:
            scope.report("PP202", part.at("duration"), key=key)
        elif point.working != likely.working:
            scope.report("PP612", part.at("duration", key), value=str(point), likely=str(likely))
    if low is None or high is None or {low.working, high.working} != {likely.working}:
        return None
    if low.days < 1:
        scope.report("PP213", part.at("duration", "optimistic"), value=str(low), bound=">= 1")
    if low.days > likely.days:
        scope.report("PP611", part.at("duration", "optimistic"), first=str(low), second=str(likely))
    if likely.days > high.days:
        scope.report("PP611", part.at("duration", "pessimistic"), first=str(likely), second=str(high))
    shape = Distribution(spec.distribution) if spec.distribution else default
    return Spread(low.days, likely.days, high.days, shape)


def buffers_of(
    item: Item[ProjectSpec], stages: Sequence[Stage], scope: Scope
) -> tuple[BufferRule | None, BufferRule | None]:
    """Return how long the project's buffer and its feeding buffers are, each None where nothing is said."""
    spec = item.spec
    uncertain = any(stage.spread for stage in stages)
    return (
        _buffer(item, "buffer", spec.buffer, scope, uncertain=uncertain),
        _buffer(item, "feeding_buffers", spec.feeding_buffers, scope, uncertain=uncertain),
    )


def _buffer(
    item: Item[ProjectSpec], key: str, spec: BufferSpec | None, scope: Scope, *, uncertain: bool
) -> BufferRule | None:
    if spec is None:
        return None
    place = item.at(key)
    said = {"confidence": spec.confidence, "share": spec.share, "days": spec.days}
    if sum(value is not None for value in said.values()) != 1:
        scope.report("PP610", place, key=key)
    if spec.confidence is not None and not uncertain:
        scope.report("PP613", item.at(key, "confidence"), project=item.spec.name)
    for name, part, top in (("confidence", spec.confidence, 1), ("share", spec.share, None)):
        if part is not None and (part < 0 or (top is not None and part >= top)):
            bound = ">= 0%, < 100%" if top else ">= 0%"
            scope.report("PP213", item.at(key, name), value=f"{part * 100}%", bound=bound)
    if spec.days is not None and (spec.days.days < 0 or not spec.days.working):
        scope.report("PP213", item.at(key, "days"), value=str(spec.days), bound=">= 0wd")
    return BufferRule(place, spec.confidence, spec.share, spec.days)
