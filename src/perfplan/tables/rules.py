"""The rules behind findings, as facts to show: what a code means, why it matters, an example."""

from __future__ import annotations

import re

from msgspec import Struct

from perfplan.checks._manual import page
from perfplan.diagnostics import Severity
from perfplan.model.sentence import Translate

_BLANK_LINE = re.compile(r"\n\s*\n")


class RulePage(Struct, frozen=True):
    """A rule in the reader's language; ``text`` is its explanation, paragraphs apart by an empty line."""

    code: str
    name: str
    severity: Severity
    summary: str
    text: str
    wrong: str
    right: str


def rule_page(code: str, translate: Translate) -> RulePage:
    """Return the page of a code. Raises ``LookupError`` for a code that does not exist."""
    found = page(code)
    paragraphs = [_paragraph(block, translate) for block in _BLANK_LINE.split(found.text) if block.strip()]
    summary = _paragraph(found.summary, translate)
    return RulePage(
        code, found.rule.name, found.rule.severity, summary, "\n\n".join(paragraphs), found.wrong, found.right
    )


def _paragraph(block: str, translate: Translate) -> str:
    """Return a paragraph translated; an indented one is an example and stays as it is."""
    return block if block.startswith(" ") else translate(" ".join(block.split()))
