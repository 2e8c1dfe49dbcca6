"""Two people have the same name.

That happens. In tasks and reminders nobody knows then who is meant, so write 王敏（综合股） for one of them. Often,
though, one person was entered twice.

Wrong::

    people:
      - {id: wang-min, name: 王敏, unit: fgw}
      - {id: wang-min-2, name: 王敏, unit: fgw}
      - {id: zhao-lei, name: 赵磊, unit: chengguan}
      - {id: sun-li, name: 孙丽, unit: dongshan}

Right::

    people:
      - {id: wang-min, name: 王敏, unit: fgw}
      - {id: wang-min-2, name: 王敏（综合股）, unit: fgw}
      - {id: zhao-lei, name: 赵磊, unit: chengguan}
      - {id: sun-li, name: 孙丽, unit: dongshan}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP344",
    name="people_of_one_name",
    severity=Severity.INFO,
    message="{name} is the name of two people",
    hint="write what tells them apart into the name; the other stands in {first}",
)
