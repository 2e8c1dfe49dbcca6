"""A file of an issue cannot be used.

Issues are written by perfplan and never changed; the last line of each is a digest of the lines before it. A file that
breaks off, was edited, or holds a merge conflict says nothing reliable, so nothing is compared with it.

Wrong::

    target	jobs	城镇新增就业	flow	up
    share	jobs		zhou-ning	wang-min

Right::

    target	jobs	城镇新增就业	flow	up
    share	jobs		zhou-ning	wang-min
    digest	9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP807",
    name="issue_unusable",
    severity=Severity.ERROR,
    message="this file of an issue cannot be used: {problem}",
    hint="restore it from version control, or issue the plan again: perfplan issue",
)
