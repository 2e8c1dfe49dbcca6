"""Run the rules that look at a resolved plan."""

from __future__ import annotations

from perfplan.checks._rule import codes, rule
from perfplan.diagnostics import Diagnostic, ordered
from perfplan.model.plan import Plan

PLAN_FAMILIES = ("PP5", "PP6", "PP7")
"""Families that may have rules over a resolved plan; the others describe reading and resolving, and stay unread."""


def run_checks(plan: Plan) -> list[Diagnostic]:
    """Return what the rules find in a resolved plan, in report order, each finding with its rule's code."""
    findings: list[Diagnostic] = []
    for code in codes():
        check = rule(code).check if code.startswith(PLAN_FAMILIES) else None
        if check is not None:
            findings += (Diagnostic(code, place, args) for place, args in check(plan))
    return ordered(findings)
