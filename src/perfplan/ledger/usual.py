"""The usual lines of a ledger: one regular expression recognises them whole.

A usual line is a report of completion, a sign-off or a figure exactly as perfplan writes it, with good dates, and no
other record corrects or retracts it. Every other line is decoded: the state that comes of an index is the one that
comes of the records. ``tests/test_ledger_index.py`` holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from perfplan.ledger.coding import read_day

_PARTS = {
    b"TEXT": rb'[^"\\\x00-\x1f]+',
    b"PART": rb'[^"\\/\x00-\x1f]+',
    b"DAY": rb"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    b"NUMBER": rb"-?[0-9]{1,14}(?:\.[0-9]{1,14})?",
}
_AT = b'","at":"'


def _pattern(text: bytes) -> re.Pattern[bytes]:
    for name, part in _PARTS.items():
        text = text.replace(name, part)
    return re.compile(text, re.MULTILINE)


@cache
def usual_lines() -> re.Pattern[bytes]:
    """Return what matches every line: a usual one by its fields, any other one by the last group."""
    return _pattern(
        rb'^\{"kind":"(?:'
        rb'(done|closed)","id":"(TEXT)","task":"(PART)/(PART)","on":"(DAY","at":"DAY)"'
        rb'(?:,"by":"TEXT")?(?:,"note":"TEXT")?(?:,"evidence":"TEXT")?'
        rb'|progress","id":"(TEXT)","target":"(TEXT)","on":"(DAY","at":"DAY)"(?:,"unit":"(TEXT)")?'
        rb',"(?:value|(add))":"(NUMBER)"(?:,"by":"TEXT")?(?:,"source":"TEXT")?(?:,"note":"TEXT")?'
        rb')(?:,"step":"[1-9][0-9]{0,8}")?\}$'
        rb"|^(.*)$"
    )


@cache
def about_records() -> re.Pattern[bytes]:
    """Return what finds the ids that records about records name."""
    return _pattern(rb'^\{"kind":"(?:retract|correction)",[^\n]*?"record":"(TEXT)"')


def ordinals(pairs: Iterable[bytes]) -> dict[bytes, int]:
    """Return the first of two days as an ordinal, for the pairs of which both are days."""
    found: dict[bytes, int] = {}
    for pair in pairs:
        on, _, at = pair.partition(_AT)
        try:
            found[pair] = read_day(on.decode()).toordinal()
            read_day(at.decode())
        except ValueError:
            found.pop(pair, None)
    return found
