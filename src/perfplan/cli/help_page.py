"""The help page of one command, laid out from typer's parser in the user's language."""

from __future__ import annotations

import inspect
import re
from typing import Any

from perfplan.cli.layout import definitions, section
from perfplan.i18n import Translator
from perfplan.text import fold

_BLANK_LINE = re.compile(r"\n\s*\n")


def help_page(parser: Any, parsed: Any, t: Translator, columns: int) -> str:
    """Return the page: usage, what it is for, arguments, options, and verbs if it has any."""
    given = [parameter for parameter in parser.get_params(parsed) if not parameter.hidden]
    usage = " ".join([parsed.command_path, *_usage(parser, given)])
    blocks = [t("Usage: {usage}", usage=usage), *description(parser.help or "", t, columns)]
    arguments = [_row(parameter, t) for parameter in given if parameter.param_type_name == "argument"]
    options = [_row(parameter, t) for parameter in given if parameter.param_type_name == "option"]
    verbs = [(name, t(first_line(verb.help or ""))) for name, verb in getattr(parser, "commands", {}).items()]
    for title, rows in ((t("Commands:"), verbs), (t("Arguments:"), arguments), (t("Options:"), options)):
        if rows:
            blocks.append(section(title, definitions(rows, columns)))
    return "\n\n".join(blocks)


def description(docstring: str, t: Translator, columns: int) -> list[str]:
    """Return a docstring's paragraphs, translated one by one; indented ones (examples) stay as they are."""
    paragraphs = paragraphs_of(docstring)
    return [
        paragraph if paragraph.startswith(" ") else "\n".join(fold(t(paragraph), columns)) for paragraph in paragraphs
    ]


def paragraphs_of(docstring: str) -> list[str]:
    """Return the paragraphs of a docstring, each on one line unless it is indented.

    These are the units of translation: what stands in the catalogue.
    """
    text = inspect.cleandoc(docstring)
    blocks = [block for block in _BLANK_LINE.split(text) if block.strip()]
    return [block if block.startswith(" ") else " ".join(block.split()) for block in blocks]


def first_line(docstring: str) -> str:
    """Return a docstring's first paragraph on one line: the summary."""
    return next(iter(paragraphs_of(docstring)), "")


def _row(parameter: Any, t: Translator) -> tuple[str, str]:
    help_text = t(_STANDARD_HELP if "--help" in parameter.opts else parameter.help or "")
    notes = [help_text] if help_text else []
    if parameter.required:
        notes.append(t("[required]"))
    elif isinstance(parameter.default, str | int) and not isinstance(parameter.default, bool):
        notes.append(t("[default: {value}]", value=parameter.default))
    return _term(parameter), " ".join(notes)


_STANDARD_HELP = "Print this help."


def _usage(parser: Any, given: list[Any]) -> list[str]:
    if hasattr(parser, "commands"):
        return ["COMMAND", "[OPTIONS]"]
    return [*(name_of(parameter) for parameter in given if parameter.param_type_name == "argument"), "[OPTIONS]"]


def name_of(parameter: Any) -> str:
    """Return what a message calls a parameter: the option's longest form, or the argument's word."""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name.upper())


def _term(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return name_of(parameter)
    names = ", ".join(sorted([*parameter.opts, *parameter.secondary_opts], key=len))
    return names if parameter.is_flag else f"{names} {parameter.metavar or parameter.name.upper()}"
