"""The rules' manual: every page is the docstring of its rule's file."""

from __future__ import annotations

import re
from importlib import import_module
from inspect import cleandoc

from msgspec import Struct

from perfplan.checks._rule import Rule, codes, rule
from perfplan.registry import module_names

_EXAMPLE = re.compile(r"^(Wrong|Right)::\n\n((?:    .*\n|\n)+)", re.MULTILINE)
_FAMILIES = {
    "PP1": "Reading files",
    "PP2": "The format of plans",
    "PP3": "References",
    "PP4": "Arithmetic",
    "PP5": "Dates",
    "PP6": "Schedules",
    "PP7": "Who answers",
    "PP8": "The ledger",
}


class Page(Struct, frozen=True):
    """A manual page: a one-line summary, an explanation, and an example of the mistake and of its repair."""

    rule: Rule
    summary: str
    text: str
    wrong: str
    right: str


def page(code: str) -> Page:
    """Return the manual page of a code. Raises ``LookupError`` for a code that does not exist."""
    subject = rule(code)
    name = next(name for name in module_names("perfplan.checks") if name.startswith(code.lower() + "_"))
    text = cleandoc(import_module(f"perfplan.checks.{name}").__doc__ or "") + "\n"
    examples = {match[1]: cleandoc(match[2]) + "\n" for match in _EXAMPLE.finditer(text)}
    summary, _, rest = _EXAMPLE.sub("", text).strip().partition("\n\n")
    return Page(subject, summary, rest, examples.get("Wrong", ""), examples.get("Right", ""))


def manual() -> str:
    """Return all pages as one Markdown document, in the order of the codes."""
    parts = [
        "# Findings\n",
        "Everything that `perfplan check` can say about a plan. `perfplan explain PP203` prints one page.\n",
        "Errors stop `split`; warnings do not. This page is made from the rules themselves.\n",
    ]
    family = ""
    for code in codes():
        if code[:3] != family:
            family = code[:3]
            parts.append(f"## {family}xx · {_FAMILIES[family]}\n")
        parts.append(_markdown(page(code)))
    return "\n".join(parts)


def _markdown(page: Page) -> str:
    subject = page.rule
    said = f"`{subject.severity}: {subject.message}`"
    example = f"Wrong:\n\n```yaml\n{page.wrong}```\n\nRight:\n\n```yaml\n{page.right}```\n"
    return f"### {subject.code} {page.summary.rstrip('.')}\n\n{said}\n\n{page.text}\n\n{example}"
