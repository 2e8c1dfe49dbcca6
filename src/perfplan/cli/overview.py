"""What ``perfplan --help`` prints: every command in one line each, without importing any of them."""

from __future__ import annotations

import os

from perfplan.cli.index import summaries
from perfplan.cli.layout import definitions, section
from perfplan.i18n import Translator


def overview(t: Translator) -> str:
    """Return the top-level help in the translator's language."""
    commands = [(name, t(summary)) for name, summary in summaries().items()]
    options = [
        ("--lang zh|en", t("Language of the terminal; also PERFPLAN_LANG. Works with every command.")),
        ("--version", t("Print the version.")),
        ("-h, --help", t("Print this help.")),
    ]
    columns = _columns()
    blocks = [
        t("Usage: {usage}", usage=t("perfplan COMMAND [OPTIONS]")),
        t("Annual targets into owned, dated work: exact splits, reverse timelines, what is overdue and whose it is."),
        section(t("Commands:"), definitions(commands, columns)),
        section(t("Options:"), definitions(options, columns)),
        t("More on a command: {command}", command="perfplan check --help"),
    ]
    return "\n\n".join(blocks) + "\n"


def _columns() -> int:
    try:
        return os.get_terminal_size().columns
    except OSError:
        return 100
