"""A name in no language.

A name is a text, or a text for each language: `en` and `zh`. Where one of them is missing, the other is shown.

Wrong::

    lamps: {targets: [{name: {}, colour: red, when: {points_behind: "> 10"}}]}

Right::

    lamps: {targets: [{name: {en: red, zh: 红}, colour: red, when: {points_behind: "> 10"}}]}
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP455",
    name="name_in_no_language",
    severity=Severity.ERROR,
    message="a name in no language",
    hint="write a text, or one for en and one for zh",
)
