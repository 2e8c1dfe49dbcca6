"""Help pages as text: sections of two columns, folded by the columns that a terminal shows (Chinese takes two)."""

from __future__ import annotations

from collections.abc import Sequence

from perfplan.text import fold, pad, width

_INDENT = "  "
_GAP = 2
_WIDEST_TERM = 28
_NARROWEST_TEXT = 20


def section(title: str, lines: Sequence[str]) -> str:
    """Return a titled block."""
    return "\n".join([title, *lines])


def definitions(rows: Sequence[tuple[str, str]], columns: int) -> list[str]:
    """Return terms with their explanations beside them, or below where a term is too long. Nothing is cut."""
    usual = [width(term) for term, _ in rows if width(term) <= _WIDEST_TERM]
    left = max(usual, default=0) + _GAP
    lines: list[str] = []
    for term, explanation in rows:
        folded = fold(explanation, max(columns - left - len(_INDENT), _NARROWEST_TEXT))
        if width(term) + _GAP > left:
            lines.append(_INDENT + term)
            lines += [_INDENT + " " * left + line for line in folded]
            continue
        lines.append((_INDENT + pad(term, left) + folded[0]).rstrip())
        lines += [_INDENT + " " * left + line for line in folded[1:]]
    return lines
