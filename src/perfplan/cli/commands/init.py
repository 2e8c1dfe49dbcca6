"""Start a plan: a commented example to change, with editor, git and CI files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import TodayOption
from perfplan.errors import UsageError

Folder = Annotated[str, typer.Argument(metavar="[DIR]", help="Folder for the plan; made if it does not exist.")]
Completion = Annotated[
    str | None,
    typer.Option("--completion", metavar="SHELL", help="Print what completes ids in bash, zsh or fish; write nothing."),
]
PLAN_FILE = "plan.yaml"
SHELLS = ("bash", "zsh", "fish")
STARTER = Path(__file__).parent.parent / "starter"
FILES = {
    PLAN_FILE: "{lang}/plan.yaml",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".github/workflows/perfplan.yml": "workflow.yml",
    ".gitlab-ci.yml": "gitlab-ci.yml",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
}
"""What is written, and the template that it comes from; the plan's schema is added to these."""


def init(context: Context, folder: Folder = ".", today: TodayOption = None, completion: Completion = None) -> None:
    """Write a small plan that works at once, commented line by line, in the language in use.

    Nothing is ever overwritten: where there is a plan already, nothing is done, and other files that exist stay as
    they are.

        perfplan init plans/my-plan
        perfplan init --completion bash >> ~/.bashrc
    """
    from perfplan.cli.options import choose
    from perfplan.cli.writing import write_new

    if completion is not None:
        shell = choose(completion, SHELLS, "--completion")
        context.out.write((STARTER / f"completion.{shell}").read_text(encoding="utf-8"))
        return
    root = Path(folder)
    if (root / PLAN_FILE).exists():
        raise UsageError("{file} exists already and is left as it is", file=str(root / PLAN_FILE))
    for name, text in starter_files(context.t.lang, context.today(today).year).items():
        if (root / name).exists():
            context.err.write(context.t("kept as it is: {file}", file=str(root / name)))
            continue
        write_new(root / name, text)
        context.err.write(context.t("written: {file}", file=str(root / name)))
    context.err.write(context.t("next: {command}", command=f"perfplan check {folder}"))


def starter_files(lang: str, year: int) -> dict[str, str]:
    """Return the files of a new plan for ``year``, by path within its folder."""
    from perfplan.cli.commands.schema import schema_text
    from perfplan.i18n import Translator

    files = {name: _filled(template.format(lang=lang), year) for name, template in FILES.items()}
    return {**files, "plan.schema.json": schema_text(Translator(lang))}


def _filled(template: str, year: int) -> str:
    from perfplan.calendars import country_calendar

    # A deadline on a day off would be the starter's first finding.
    deadline = country_calendar("CN").previous_workday(date(year, 9, 30))
    text = (STARTER / template).read_text(encoding="utf-8")
    return text.replace("{{year}}", str(year)).replace("{{deadline}}", deadline.isoformat())


COMMAND = Command(name="init", run=init)
