"""usual: remind before, chase the day after, criticise five working days later, summon for two missed months.

The steps of the public rules that are known: a chasing note the day after a clock runs out, written criticism when five
working days have passed without reasons (a hotline's rule), a talk with the leader when two months running are missed
(Sanya, 2022). Reminding three working days ahead is this preset's own.
"""

from __future__ import annotations

from perfplan.model.lamp import About, EscalationPreset, EscalationStep, Fact, Whom, condition

_WORK = (About.TASKS, About.CLOCKS)

PRESET = EscalationPreset(
    "usual",
    (
        EscalationStep("remind", "提醒", Whom.OWNER, _WORK, (condition(Fact.WORKDAYS_LEFT, ">= 0, <= 3"),)),
        EscalationStep("chase", "催办", Whom.OWNER, _WORK, (condition(Fact.DAYS_OVERDUE, ">= 1"),)),
        EscalationStep("criticise", "通报批评", Whom.UNIT, _WORK, (condition(Fact.WORKDAYS_OVERDUE, ">= 5"),)),
        EscalationStep("ask", "催报", Whom.OWNER, (About.TARGETS,), (condition(Fact.UNREPORTED, "yes"),)),
        EscalationStep("warn", "预警", Whom.OWNER, (About.TARGETS,), (condition(Fact.MISSES, "= 1"),)),
        EscalationStep("summon", "约谈", Whom.LEADER, (About.TARGETS,), (condition(Fact.MISSES, ">= 2"),)),
    ),
)
