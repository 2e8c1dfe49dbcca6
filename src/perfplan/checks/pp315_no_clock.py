"""A clue of a kind that has no clocks.

`clocks` says for each kind of clue what must happen within which time. Without one, no deadline could be worked out.

Wrong::

    campaigns:
      - id: clues
        name: 群众问题线索处理
        lead_unit: fgw
        clocks: {petition: [{id: finish, name: 办结, start: received, stop: finished, within: 13wd}]}
        clues: [{id: C1, kind: petitions, topic: 拖欠工资, events: {received: 2025-05-06}}]

Right::

    campaigns:
      - id: clues
        name: 群众问题线索处理
        lead_unit: fgw
        clocks: {petition: [{id: finish, name: 办结, start: received, stop: finished, within: 13wd}]}
        clues: [{id: C1, kind: petition, topic: 拖欠工资, events: {received: 2025-05-06}}]
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP315",
    name="no_clock",
    severity=Severity.ERROR,
    message="no clocks are declared for clues of the kind {kind}",
    hint="did you mean {nearest}?",
)
