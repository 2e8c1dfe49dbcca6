"""Full-width punctuation stands where YAML needs an ASCII sign.

A Chinese keyboard types ：，“”【】｛｝ where YAML reads only : , " [ ] { }. Such a line looks right and means something
else. Inside ordinary values full-width punctuation is welcome.

Wrong::

    name：示例县

Right::

    name: 示例县：试行
"""

from __future__ import annotations

from collections.abc import Sequence

from perfplan.checks._fix import Edit, Flaw
from perfplan.checks._rule import Rule
from perfplan.diagnostics import Severity

_MATES = {"【": ("】", "]"), "［": ("］", "]"), "｛": ("｝", "}"), "“": ("”", '"')}
_WIDE = "\u3000\xa0"


def _fix(flaw: Flaw) -> Sequence[Edit]:
    """Write what YAML needs, with a blank where it needs one; a bracket or quotation mark together with its mate."""
    wanted, character = str(flaw.args["wanted"]), flaw.written
    if character in _WIDE:
        end = flaw.start + len(flaw.text[flaw.start :]) - len(flaw.text[flaw.start :].lstrip(_WIDE))
        blanks = "".join("  " if wide == "\u3000" else " " for wide in flaw.text[flaw.start : end])
        return (Edit(flaw.start, end, blanks),)
    edits = [Edit(flaw.start, flaw.end, wanted)]
    if character in _MATES:
        mate, closing = _MATES[character]
        at = flaw.text.find(mate, flaw.end, flaw.line_end)
        if at < 0:
            return ()
        edits.append(Edit(at, at + 1, closing))
    elif character in "：，－" and not flaw.text[flaw.end : flaw.end + 1].isspace():
        edits = [Edit(flaw.start, flaw.end, f"{wanted} ")]
    return edits


RULE = Rule(
    code="PP105",
    name="full_width_punctuation",
    severity=Severity.ERROR,
    message="full-width {found} is used as punctuation of YAML",
    hint="write {wanted}",
    fix=_fix,
)
