"""An id is used twice.

References and task ids would be ambiguous. Ids are unique among the units, people, targets, projects … of a plan; ids
of stages, phases and actions within their project, campaign or target.

Wrong::

    people:
      - {id: wang-min, name: 王敏, unit: fgw}
      - {id: wang-min, name: 王闽, unit: fgw}
      - {id: zhao-lei, name: 赵磊, unit: chengguan}
      - {id: sun-li, name: 孙丽, unit: dongshan}

Right::

    people:
      - {id: wang-min, name: 王敏, unit: fgw}
      - {id: wang-min-2, name: 王闽, unit: fgw}
      - {id: zhao-lei, name: 赵磊, unit: chengguan}
      - {id: sun-li, name: 孙丽, unit: dongshan}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP301",
    name="duplicate_id",
    severity=Severity.ERROR,
    message="the {what} id {id} is already used at {first}",
    hint="give one of them another id",
)
