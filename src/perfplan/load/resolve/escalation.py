"""Escalation: the plan's own steps, after those of the ladder that it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfplan.load.resolve.frame import Frame
from perfplan.load.resolve.presets import conditions, named_preset
from perfplan.load.resolve.scope import Scope
from perfplan.model.escalation import About, EscalationPreset, EscalationStep, Whom
from perfplan.registry import discover
from perfplan.spec.lamps import EscalationSpec

LADDER = "usual"


def resolve_escalation(frame: Frame, scope: Scope) -> tuple[EscalationStep, ...]:
    """Return the plan's steps of escalation; the usual ladder where it says nothing."""
    spec: EscalationSpec | None = frame.get("escalation")
    presets: Mapping[str, EscalationPreset] = discover("perfplan.spec.escalation_presets", "PRESET")
    if spec is None:
        return presets[LADDER].steps
    preset = named_preset(frame.said["escalation"], "escalation", spec.preset, presets, scope)
    return (*(preset.steps if preset else ()), *map(_step, spec.steps))


def _step(spec: Any) -> EscalationStep:
    about = tuple(About(name) for name in spec.about)
    return EscalationStep(spec.id, spec.name, Whom(spec.whom), about, conditions(spec.when))
