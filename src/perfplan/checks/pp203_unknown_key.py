"""A key that is not known here.

A mistyped key would otherwise be silently ignored, and its value with it. Free words go into `note`.

Wrong::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_uint: fgw}

Right::

    targets:
      - {id: jobs, name: 城镇新增就业, kind: flow, value: 5200, lead_unit: fgw}
"""

from __future__ import annotations

from collections.abc import Sequence

from perfplan.checks._fix import Edit, Flaw, replace_span
from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

_SHORTEST = 4


def _fix(flaw: Flaw) -> Sequence[Edit]:
    """Write the nearest key where nothing else can be meant: one slip away, or the same but for hyphens and case."""
    key, nearest = str(flaw.args["key"]), str(flaw.args["nearest"])
    if flaw.written != key or not nearest:
        return ()
    alike = key.lower().replace("-", "_").replace(" ", "_") == nearest
    sure = alike or (min(len(key), len(nearest)) >= _SHORTEST and _one_slip(key, nearest))
    return replace_span(flaw, nearest) if sure else ()


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter more, less or other, or two letters exchanged, is all the difference."""
    if len(one) > len(other):
        one, other = other, one
    same = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    if len(one) < len(other):
        return one[same:] == other[same + 1 :]
    exchanged = one[same : same + 2] == other[same : same + 2][::-1] and one[same + 2 :] == other[same + 2 :]
    return exchanged or one[same + 1 :] == other[same + 1 :]


RULE = Rule(
    code="PP203",
    name="unknown_key",
    severity=Severity.ERROR,
    message="unknown key {key}",
    hint="did you mean {nearest}?",
    fix=_fix,
)
