"""Evaluation schemes: which indicators count how much towards the year's mark."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from perfplan.spec.types import Amount, Id, Spec, TargetRef, Text, Texts


class SchemeItemSpec(Spec):
    """One indicator of a scheme."""

    target: TargetRef = Field(description="The target it judges.")
    weight: Amount = Field(description="Its points.")
    rule: dict[str, Any] = Field({}, description="How points are given, as the scheme states it.")


class BonusSpec(Spec):
    """Points added or deducted besides the indicators."""

    name: Text = Field(description="For what.")
    points: Amount = Field(description="How many.")
    cap: Amount | None = Field(None, description="At most.")


class VetoSpec(Spec):
    """An event that overrides the points (一票否决), and its effect."""

    name: Text = Field(description="What must not happen.")
    effect: Text = Field(description="What follows.")


class SchemeSpec(Spec):
    """An outside evaluation. Weights add to ``total``."""

    id: Id = Field(description="Short, lasting name.")
    name: Text = Field(description="The scheme's name.")
    goal: Text | None = Field(None, description="The tier aimed at: 一等.")
    total: Amount = Field("100", description="What the weights add to.", validate_default=True)
    items: tuple[SchemeItemSpec, ...] = Field(description="Its indicators.")
    bonus: tuple[BonusSpec, ...] = Field((), description="Points added.")
    bonus_cap: Amount | None = Field(None, description="At most so many points added.")
    deductions: tuple[BonusSpec, ...] = Field((), description="Points deducted.")
    veto: tuple[VetoSpec, ...] = Field((), description="Events that override the points.")
    tiers: dict[str, Any] = Field({}, description="How tiers are allotted, as the scheme states it.")
    peers: Texts = Field((), description="Those compared with.")
    note: Text | None = Field(None, description="Anything else.")
