"""Finding codes: the manual page of a rule, which is its file's docstring."""

from __future__ import annotations

import re
from difflib import get_close_matches
from textwrap import indent

from perfplan.checks._manual import page
from perfplan.checks._rule import codes
from perfplan.cli.context import Context
from perfplan.cli.explaining._form import Form
from perfplan.cli.help_page import description
from perfplan.errors import UsageError
from perfplan.export.findings_full import SEVERITIES

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def explain(context: Context, what: str, plan: str | None) -> str:  # noqa: ARG001 - the contract of forms
    """Return the page of a code: severity, what it says and advises, why, and the mistake with its repair."""
    code = what.upper()
    try:
        found = page(code)
    except LookupError as unknown:
        near = ", ".join(get_close_matches(code, codes(), 3))
        raise UsageError("there is no finding {code}; near: {nearest}", code=code, nearest=near or "-") from unknown
    t, rule = context.t, found.rule
    says = [t("Message: {text}", text=_shown(t(rule.message)))]
    if rule.hint:
        says.append(t("Hint: {text}", text=_shown(t(rule.hint))))
    heading = t("{code} ({severity})", code=code, severity=t(SEVERITIES[rule.severity]))
    text = description(f"{found.summary}\n\n{found.text}", t, context.out.width)
    examples = [_example(t("Wrong:"), found.wrong), _example(t("Right:"), found.right)]
    return "\n\n".join([context.out.paint(heading, "bold"), *text, "\n".join(says), *filter(None, examples)])


def _example(title: str, text: str) -> str:
    return f"{title}\n{indent(text, '    ')}".rstrip() if text else ""


def _shown(template: str) -> str:
    """Return a template as people read it: ``{key}`` becomes ``<key>``."""
    return _PLACEHOLDER.sub(r"<\1>", template)


FORM = Form("code", "PP203", re.compile(r"(?i)pp\d{3}"), explain)
