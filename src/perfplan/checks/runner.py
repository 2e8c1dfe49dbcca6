"""Run the rules that look at a resolved plan."""

from __future__ import annotations

from collections.abc import Collection

from perfplan.checks._rule import Day, codes, rule
from perfplan.diagnostics import Diagnostic, ordered
from perfplan.model.plan import Plan

PLAN_FAMILIES = ("PP4", "PP5", "PP6", "PP7")
"""Families that may have rules over a resolved plan; the others describe reading and resolving, and stay unread."""


def run_checks(plan: Plan, unsure: Collection[str] = (), day: Day | None = None) -> list[Diagnostic]:
    """Return what the rules find in a resolved plan, in report order, each finding with its rule's code.

    Args:
        plan: the plan, or what could be resolved of one with mistakes.
        unsure: codes to leave out, because those mistakes explain them.
        day: for the rules about the present; without it they stay silent.
    """
    findings: list[Diagnostic] = []
    for code in codes():
        if code.startswith(PLAN_FAMILIES) and code not in unsure:
            findings += run_rule(code, plan, day)
    return ordered(findings)


def run_rule(code: str, plan: Plan, day: Day | None = None) -> list[Diagnostic]:
    """Return what one rule finds; nothing for a rule that does not look at resolved plans."""
    said = rule(code)
    found = list(said.check(plan)) if said.check is not None else []
    if said.check_on is not None and day is not None:
        found += said.check_on(plan, day)
    return [Diagnostic(code, place, args) for place, args in found]
