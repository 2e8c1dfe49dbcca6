r"""A file is not written in UTF-8.

Plans are UTF-8 (with or without a byte order mark). Chinese Windows programs often save in GBK, and spreadsheets in
UTF-16; guessing would turn names into rubbish somewhere later. The place is the first byte that is not UTF-8.

Wrong::

    name: \xca\xbe\xc0\xfd\xcf\xd8

Right::

    name: 示例县
"""

from __future__ import annotations

from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

RULE = Rule(
    code="PP102",
    name="not_utf8",
    severity=Severity.ERROR,
    message="this is not UTF-8 text",
    hint='it looks like {encoding}; save the file as UTF-8: most editors have it under "save as" or "encoding"',
)
