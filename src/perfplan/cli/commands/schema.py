"""Print the JSON Schema of plan files, for editors."""

from __future__ import annotations

import json
from pathlib import Path

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import OutOption


def schema(context: Context, out: OutOption = None) -> None:
    """Print the JSON Schema of plan files.

    Editors check and complete a plan by it when its first line is: # yaml-language-server: $schema=plan.schema.json

        perfplan schema --out plan.schema.json
    """
    text = schema_text()
    if out is None:
        context.out.write(text)
    else:
        Path(out).write_text(text, encoding="utf-8", newline="\n")
        context.err.write(context.t("written: {file}", file=out))


def schema_text() -> str:
    """Return the schema, draft 2020-12, as ASCII JSON with its keys in a fixed order."""
    from perfplan.load.planfile import plan_file_model

    described = plan_file_model().model_json_schema()
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **described, "title": "perfplan plan file"}
    return json.dumps(document, indent=2) + "\n"


COMMAND = Command(name="schema", run=schema)
