"""Two units have the same name.

Tables and task sheets show names; nobody can tell two offices of one name apart. Mostly one entry was copied and not
changed.

Wrong::

    units:
      - {id: county, name: 示例县}
      - {id: fgw, name: 县发展和改革局, kind: department, parent: county, head: wang-min}
      - {id: chengguan, name: 城关镇, kind: township, parent: county}
      - {id: dongshan, name: 东山镇, kind: township, parent: county}
      - {id: gxj, name: 县发展和改革局, kind: zone, parent: county, head: wang-min}

Right::

    units:
      - {id: county, name: 示例县}
      - {id: fgw, name: 县发展和改革局, kind: department, parent: county, head: wang-min}
      - {id: chengguan, name: 城关镇, kind: township, parent: county}
      - {id: dongshan, name: 东山镇, kind: township, parent: county}
      - {id: gxj, name: 开发区管委会, kind: zone, parent: county, head: wang-min}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP343",
    name="units_of_one_name",
    severity=Severity.WARNING,
    message="{name} is the name of two units",
    hint="tell them apart by name, or remove one; the other stands in {first}",
)
