"""Full-width punctuation stands where YAML needs an ASCII sign.

A Chinese keyboard types ：，“”【】｛｝ where YAML reads only : , " [ ] { }. Such a line looks right and means something
else. Inside ordinary values full-width punctuation is welcome.

Wrong::

    name：示例县

Right::

    name: 示例县：试行
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP105",
    name="full_width_punctuation",
    severity=Severity.ERROR,
    message="full-width {found} is used as punctuation of YAML",
    hint="write {wanted}",
)
