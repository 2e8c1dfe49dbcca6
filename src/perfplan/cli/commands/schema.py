"""Print the JSON Schema of plan files, for editors."""

from __future__ import annotations

import json
from pathlib import Path

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import OutOption, PlanOption
from perfplan.i18n import Translator

_SHOWN = 3  # names that stand for a group


def schema(context: Context, plan: PlanOption = None, out: OutOption = None) -> None:
    """Print the JSON Schema of plan files, described in the language in use.

    Editors check and complete a plan by it when its first line is: # yaml-language-server: $schema=plan.schema.json

    With a plan, its units, people, targets, profiles and calendars can be completed too.

        perfplan schema --out plan.schema.json
        perfplan schema --plan plans/county-2025 --lang zh --out plan.schema.json
    """
    text = schema_text(context.t, Path(plan) if plan else None)
    if out is None:
        context.out.write(text)
        return
    from perfplan.cli.outputs import replace_file

    replace_file(Path(out), text)
    context.err.write(context.t("written: {file}", file=out))


def schema_text(t: Translator | None = None, plan: Path | None = None) -> str:
    """Return the schema, draft 2020-12, as ASCII JSON with its keys in a fixed order.

    Args:
        t: says the descriptions in a language; English by default.
        plan: a plan whose names are listed.
    """
    from perfplan.load.names import names_in
    from perfplan.load.schema import plan_schema

    tr = t or Translator("en")

    def listed(names: list[str]) -> str:
        few = tr(", ").join(names[:_SHOWN])
        return few if len(names) <= _SHOWN else tr("{names} and {more} more", names=few, more=len(names) - _SHOWN)

    names = names_in(plan, listed) if plan else None
    return json.dumps(plan_schema(tr, names), indent=1) + "\n"


COMMAND = Command(name="schema", run=schema)
