"""A recurrence rule is written in words, or does not say how often.

每周五 or `weekly` is clear to people; calendars of all programs read rules of RFC 5545, which begin with FREQ.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         actions: [{id: fair, name: 招聘会, rule: 每周五}]}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw,
         actions: [{id: fair, name: 招聘会, rule: FREQ=WEEKLY;BYDAY=FR}]}
"""

from __future__ import annotations

from collections.abc import Sequence

from perfplan.checks._fix import Edit, Flaw
from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity


def _fix(flaw: Flaw) -> Sequence[Edit]:
    """Write the rule in the place of the words; a semicolon or an equals sign needs no quotation marks."""
    return (Edit(flaw.start, flaw.end, str(flaw.args["rule"])),)


RULE = Rule(
    code="PP508",
    name="rule_in_words",
    severity=Severity.ERROR,
    message="{value} is no recurrence rule of RFC 5545",
    hint="write {rule}",
    fix=_fix,
)
