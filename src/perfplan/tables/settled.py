"""What a lock settles, as a sentence."""

from __future__ import annotations

from perfplan.model.plan import Plan
from perfplan.model.quantity import format_quanta
from perfplan.model.sentence import Sentence
from perfplan.model.target import Lock, Target

_KEPT = {
    (True, True): "{period} is kept from {least} to {most} ({source}); the rest absorbs it",  # msgid
    (True, False): "{period} is kept at {least} or more ({source}); the rest absorbs it",  # msgid
    (False, True): "{period} is kept at {most} or less ({source}); the rest absorbs it",  # msgid
}


def settled(plan: Plan, target: Target, lock: Lock, unit: str = "") -> Sentence:
    """Return what a lock settles and where it is written; ``unit`` names whose cell it is where that is not plain."""
    said = {"period": f"{lock.period} {unit}".rstrip(), "source": plan.source(lock.location)}
    if lock.value is not None:
        amount = {"amount": _amount(target, lock.value)}
        return Sentence("{period} is settled at {amount} ({source}); the rest absorbs it", said | amount)
    pairs = zip(("least", "most"), lock.bounds, strict=True)
    bounds = {name: _amount(target, bound) for name, bound in pairs if bound is not None}
    return Sentence(_KEPT["least" in bounds, "most" in bounds], said | bounds)


def _amount(target: Target, quanta: int) -> str:
    return f"{format_quanta(quanta, target.annual_decimals)} {target.annual_uom}".rstrip()
