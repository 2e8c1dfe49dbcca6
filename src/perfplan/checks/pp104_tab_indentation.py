"""A line is indented with a tab.

YAML forbids tabs in indentation, because nobody can see how wide they are. (⇥ stands for a tab below.)

Wrong::

    profiles:
    ⇥- {id: quarters, cumulative: {3: 22, 6: 46, 9: 70, 12: 100}}

Right::

    profiles:
      - {id: quarters, cumulative: {3: 22, 6: 46, 9: 70, 12: 100}}
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfplan.checks._fix import Edit, Flaw
from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

_LINE = re.compile(r"[^\r\n]*")
_TABS = re.compile(r"\t+")
_LINE_START = re.compile(r"(?:\A|(?<=[\r\n]))(?=[^\r\n])")


def _fix(flaw: Flaw) -> Sequence[Edit]:
    """Write two spaces for each tab, where every indented line between two lines that are not begins with a tab.

    Then depths stay in their order, whatever a tab is as wide as. Beside lines indented by blanks, nobody knows.
    """
    starts = [start for start in _block(flaw) if flaw.text[start] in " \t" and _says_something(flaw.text, start)]
    if any(flaw.text[start] != "\t" for start in starts) or flaw.line_start not in starts:
        return ()
    return [
        Edit(start, match.end(), "  " * len(match[0])) for start in starts if (match := _TABS.match(flaw.text, start))
    ]


def _block(flaw: Flaw) -> Sequence[int]:
    """Return where the lines begin around the span, from one line that is not indented to the next."""
    starts = [match.start() for match in _LINE_START.finditer(flaw.text)]
    tops = [start for start in starts if not flaw.text[start].isspace() and flaw.text[start] != "#"]
    first = max((top for top in tops if top <= flaw.start), default=0)
    last = min((top for top in tops if top > flaw.start), default=len(flaw.text))
    return [start for start in starts if first <= start < last]


def _says_something(text: str, start: int) -> bool:
    line = _LINE.match(text, start)
    words = line[0].strip() if line else ""
    return bool(words) and not words.startswith("#")


RULE = Rule(
    code="PP104",
    name="tab_indentation",
    severity=Severity.ERROR,
    message="a tab is used for indentation",
    hint="use spaces; two a level are usual",
    fix=_fix,
)
