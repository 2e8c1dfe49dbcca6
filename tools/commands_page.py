"""Write ``docs/commands.md`` from the help pages, so that the two never differ: ``python tools/commands_page.py``."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from perfplan.cli import index
from perfplan.cli.app import load_command
from perfplan.cli.console import Console
from perfplan.cli.context import Context
from perfplan.cli.parsing import build
from perfplan.i18n import Translator

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "commands.md"
COLUMNS = 100
INTRODUCTION = """\
# Commands

Made from the help pages (`python tools/commands_page.py`); `perfplan COMMAND --help` prints the same, in Chinese with
`--lang zh`.

**Which plan.** `check` and `split` take paths. Every other command takes `--plan PATH`: a folder with `plan.yaml`, or
one YAML file. Without one, the variable `PERFPLAN_PLAN` names it; else it is the plan of the current folder (its
`plan.yaml`, or its only plan file), the nearest folder above with a `plan.yaml`, or the only plan under `plans/` for
today's year. Where several fit, perfplan lists them and does nothing.

**Today.** `--today` wins over `PERFPLAN_TODAY`, and that over the date in the plan's time zone.

**Language.** `--lang zh|en` works with every command and in any place; it wins over `PERFPLAN_LANG`, and that over the
locale. Where none of them asks for Chinese or English, the plan's `language` decides.

**Output.** Results go to stdout, everything else to stderr. `NO_COLOR`, `FORCE_COLOR` and `COLUMNS` are respected;
pipes get no colour. Characters that a terminal cannot show are written as escapes.

**Exit codes.**

| code | meaning |
|---|---|
| 0 | done, nothing to report |
| 1 | findings: the plan has errors, or, where asked for, work is overdue |
| 2 | usage, a file that cannot be read or written, or an internal error (`PERFPLAN_DEBUG=1` shows the traceback) |
| 130 | interrupted |
| 141 | the reader of a pipe went away |
"""


def page() -> str:
    """Return the whole page."""
    silent = Console(io.StringIO(), COLUMNS, colour=False, terminal=False)
    context = Context({}, Path(), "en", Translator("en"), silent, silent)
    return "\n".join([INTRODUCTION, *(_section(name, context) for name in index.names())])


def _section(name: str, context: Context) -> str:
    parser = build(load_command(name), context)
    lines = [f"## perfplan {name}", "", *_page(parser, f"perfplan {name}")]
    for verb, run in getattr(parser, "commands", {}).items():
        lines += [f"### perfplan {name} {verb}", "", *_page(run, f"perfplan {name} {verb}")]
    return "\n".join(lines)


def _page(parser: Any, path: str) -> list[str]:
    parsed = parser.context_class(parser, info_name=path, **parser.context_settings)
    return ["```text", parser.get_help(parsed), "```", ""]


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
