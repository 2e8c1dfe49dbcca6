"""Two ids or names can hardly be told apart.

They differ only by full-width and half-width characters, by blanks, by letters that look like others (O and 0, l and 1,
Latin and Cyrillic), or by the name of the county before the name of a unit. One of them is probably a slip, and then
the work lands on nobody.

Wrong::

    people:
      - {id: wang-min, name: 王敏, unit: fgw}
      - {id: zhao-lei, name: 赵磊, unit: chengguan}
      - {id: zhao-1ei, name: 赵雷, unit: chengguan}
      - {id: sun-li, name: 孙丽, unit: dongshan}

Right::

    people:
      - {id: wang-min, name: 王敏, unit: fgw}
      - {id: zhao-lei, name: 赵磊, unit: chengguan}
      - {id: zhao-lei-2, name: 赵雷, unit: chengguan}
      - {id: sun-li, name: 孙丽, unit: dongshan}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP317",
    name="look_alike",
    severity=Severity.WARNING,
    message="{name} is easily taken for {other}",
    hint="rename one of them, or list other names of one thing under aliases; the other stands in {first}",
)
