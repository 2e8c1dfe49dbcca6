"""A file cannot be imported.

It is not the XML of a project, breaks off, or holds what is never read from strangers: a document type, with which a
small file can grow without end or fetch others. Save it anew as XML in the program that it comes from.

Wrong::

    <!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa">]><Project>&a;</Project>

Right::

    <Project xmlns="http://schemas.microsoft.com/project"><Tasks>...</Tasks></Project>
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP331",
    name="not_importable",
    severity=Severity.ERROR,
    message="this file cannot be imported: {problem}",
    hint="save the project as XML in the program that it comes from",
)
