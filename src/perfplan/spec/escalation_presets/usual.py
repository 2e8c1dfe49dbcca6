"""usual: remind before, chase the day after, criticise five working days later, summon for two missed months.

The steps of the public rules that are known: a chasing note the day after a clock runs out, written criticism when five
working days have passed without reasons (a hotline's rule), a talk with the leader when two months running are missed
(Sanya, 2022). Reminding three working days ahead is this preset's own. The steps' names are translated where they are
shown.
"""

from __future__ import annotations

from perfplan.model.escalation import About, EscalationPreset, EscalationStep, Whom
from perfplan.model.lamp import Fact, condition

REMIND = "remind"  # msgid
CHASE = "chase"  # msgid
CRITICISE = "criticise in writing"  # msgid
ASK = "ask for the figure"  # msgid
WARN = "warn"  # msgid
SUMMON = "summon"  # msgid
_WORK = (About.TASKS, About.CLOCKS)
_TARGETS = (About.TARGETS,)

PRESET = EscalationPreset(
    "usual",
    (
        EscalationStep("remind", REMIND, Whom.OWNER, _WORK, (condition(Fact.WORKDAYS_LEFT, ">= 0, <= 3"),)),
        EscalationStep("chase", CHASE, Whom.OWNER, _WORK, (condition(Fact.DAYS_OVERDUE, ">= 1"),)),
        EscalationStep("criticise", CRITICISE, Whom.UNIT, _WORK, (condition(Fact.WORKDAYS_OVERDUE, ">= 5"),)),
        EscalationStep("ask", ASK, Whom.OWNER, _TARGETS, (condition(Fact.UNREPORTED, "yes"),)),
        EscalationStep("warn", WARN, Whom.OWNER, _TARGETS, (condition(Fact.MISSES, "= 1"),)),
        EscalationStep("summon", SUMMON, Whom.LEADER, _TARGETS, (condition(Fact.MISSES, ">= 2"),)),
    ),
)
