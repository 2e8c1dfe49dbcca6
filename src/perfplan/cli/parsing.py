"""Typer reads the options; help pages and complaints are written here, in both languages.

Only what typer does well is left to it: turning annotated functions into parsers. Its own pages measure text by
characters, which misaligns Chinese, and its messages cannot be translated.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import typer
import typer.main
from typer._click.exceptions import (  # the package vendors click and exports none of these elsewhere
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
)

from perfplan.cli._command import Command, Runner
from perfplan.cli.context import Context
from perfplan.cli.help_page import help_page, name_of
from perfplan.errors import UsageError

_NEGATIVE = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
_NOT_OF_TYPE = re.compile(r"'(?P<value>.*)' is not a valid (?P<type>\w+)(?: range)?\.", re.DOTALL)
_OUT_OF_RANGE = re.compile(r"(?P<value>\S+) is not in the range (?P<range>\S+)\.")
_ENDS = re.compile(r"(?:(?P<least>[\d.]+)<=)?x(?:[<>]=(?P<bound>[\d.]+))?", re.ASCII)
_TAKES_NONE = re.compile(r"Option '(?P<option>[^']+)' does not take a value")
_SURPLUS = re.compile(r"unexpected extra arguments?(?:\(s\))? \((.*)\)")


def invoke(command: Command, args: list[str], context: Context) -> int:
    """Parse ``args`` for ``command``, run it and return its exit code.

    Raises:
        UsageError: the arguments do not fit.
    """
    if command.verbs:
        _check_verb(command, args)
    parser = build(command, context)
    name = f"perfplan {command.name}"
    try:
        with parser.make_context(name, numbers_last(spelt_out(args, command.bare))) as parsed:
            return parser.invoke(parsed) or 0
    except typer.Exit as ended:
        return ended.exit_code
    except ClickException as problem:
        raise _usage_error(problem, name) from problem


def numbers_last(args: list[str]) -> list[str]:
    """Return ``args`` with negative numbers after ``--``, where they are no options: ``record gdp -3.2 --on 2025-03``.

    A number right after an option may be its value and stays where it is.
    """
    options = args[: args.index("--")] if "--" in args else args
    moved = [
        place
        for place, arg in enumerate(options)
        if place and _NEGATIVE.fullmatch(arg) and not options[place - 1].startswith("-")
    ]
    if not moved:
        return args
    kept = [arg for place, arg in enumerate(options) if place not in moved]
    return [*kept, "--", *(options[place] for place in moved), *args[len(options) + 1 :]]


def spelt_out(args: list[str], bare: Mapping[str, str]) -> list[str]:
    """Return ``args`` in which every option of ``bare`` has a value.

    The word after such an option is its value unless it is another option or a file that exists: ``--changed main`` and
    ``--changed plans/a`` both mean what they look like, and ``--changed=main`` is never in doubt.
    """
    options = args[: args.index("--")] if "--" in args else args
    return [
        f"{arg}={bare[arg]}" if arg in bare and place < len(options) and not _is_value(options[place + 1 :]) else arg
        for place, arg in enumerate(args)
    ]


def _is_value(rest: Sequence[str]) -> bool:
    return bool(rest) and not rest[0].startswith("-") and not Path(rest[0]).exists()


def build(command: Command, context: Context) -> Any:
    """Return typer's parser of a command (with its verbs), its texts in the language of ``context``."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    if command.run is not None:
        _add(app, command.name, command.run, context)
        parser = typer.main.get_command(app)
    else:
        for verb, run in command.verbs.items():
            _add(app, verb, run, context)
        app.callback()(_nothing)
        parser = typer.main.get_group(app)
        parser.name, parser.help = command.name, _page_of(command)
    _put_help(parser, context)
    return parser


def _add(app: typer.Typer, name: str, run: Runner, context: Context) -> None:
    app.command(name)(_with_context(run, context))


def _with_context(run: Runner, context: Context) -> Runner:
    """Return ``run`` without its first parameter, which typer would otherwise look for on the command line."""

    @wraps(run)
    def bound(**options: Any) -> int | None:
        return run(context, **options)

    signature = inspect.signature(run, eval_str=True)
    options = list(signature.parameters.values())[1:]
    bound.__signature__ = signature.replace(parameters=options)  # type: ignore[attr-defined]
    bound.__annotations__ = {option.name: option.annotation for option in options}
    return bound


def _nothing() -> None:
    """Stand for a group, which does nothing by itself."""


def _page_of(command: Command) -> str:
    """Return the page of a command with verbs: its module's docstring, found through any of its verbs."""
    verb = next(iter(command.verbs.values()))
    return inspect.getdoc(inspect.getmodule(verb)) or ""


def _put_help(parser: Any, context: Context) -> None:
    parser.get_help = lambda parsed: help_page(parser, parsed, context.t, context.out.width)
    parser.context_settings = {"help_option_names": ["-h", "--help"]}
    for verb in getattr(parser, "commands", {}).values():
        _put_help(verb, context)


def _usage_error(problem: ClickException, name: str) -> UsageError:
    """Return typer's complaint as one of ours, translatable."""
    parsed = getattr(problem, "ctx", None)
    command = parsed.command_path if parsed is not None else name
    shown = name_of(parameter) if (parameter := getattr(problem, "param", None)) is not None else ""
    words = problem.format_message().rstrip(".")
    match problem:
        case NoSuchOption():
            return _no_such_option(problem, command)
        case MissingParameter():
            return UsageError("{what} is missing; see {command} --help", what=shown, command=command)
        case BadParameter():
            return _bad_value(problem.message, shown, command)
        case BadOptionUsage() if "requires" in words:
            return UsageError("{option} needs a value", option=problem.option_name)
    return _other(words, command)


def _other(words: str, command: str) -> UsageError:
    if flag := _TAKES_NONE.search(words):
        return UsageError("{option} takes no value; see {command} --help", option=flag["option"], command=command)
    if surplus := _SURPLUS.search(words):
        return UsageError("nothing is expected at: {words}; see {command} --help", words=surplus[1], command=command)
    return UsageError("{problem}; see {command} --help", problem=words, command=command)


def _bad_value(problem: str, what: str, command: str) -> UsageError:
    if outside := _OUT_OF_RANGE.fullmatch(problem):
        return _outside(outside["value"], outside["range"], what, command)
    wrong = _NOT_OF_TYPE.fullmatch(problem)
    if wrong and wrong["type"] in {"int", "integer"}:
        template = "{what} has to be a whole number, not {value}; see {command} --help"
        return UsageError(template, what=what, value=wrong["value"], command=command)
    if wrong:
        return UsageError(
            "{what} cannot be {value}; see {command} --help", what=what, value=wrong["value"], command=command
        )
    template = "{what} has a value that does not fit ({problem}); see {command} --help"
    return UsageError(template, what=what, problem=problem, command=command)


def _outside(value: str, bounds: str, what: str, command: str) -> UsageError:
    """Word what typer writes as ``-7 is not in the range x>=0`` or ``0 is not in the range 1<=x<=1000``."""
    ends = _ENDS.fullmatch(bounds)
    said = {"what": what, "value": value, "command": command}
    if ends and ends["least"] and ends["bound"]:
        template = "{what} is {least} to {most}, not {value}; see {command} --help"
        return UsageError(template, least=ends["least"], most=ends["bound"], **said)
    if ends and ends["bound"] and ">" in bounds:
        return UsageError("{what} is {least} at least, not {value}; see {command} --help", least=ends["bound"], **said)
    return UsageError("{what} cannot be {value}; see {command} --help", **said)


def _no_such_option(problem: NoSuchOption, command: str) -> UsageError:
    if problem.possibilities:
        return UsageError(
            "there is no option {option}; did you mean {nearest}? {command} --help lists them",
            option=problem.option_name,
            nearest=problem.possibilities[0],
            command=command,
        )
    return UsageError(
        "there is no option {option}; {command} --help lists them", option=problem.option_name, command=command
    )


def _check_verb(command: Command, args: list[str]) -> None:
    """Refuse a missing or unknown verb in our own words; options such as ``--help`` go on to typer."""
    listed = ", ".join(command.verbs)
    if not args:
        raise UsageError("perfplan {command} needs one of: {verbs}", command=command.name, verbs=listed)
    if not args[0].startswith("-") and args[0] not in command.verbs:
        raise UsageError(
            "perfplan {command} does not know {verb}; it knows: {verbs}",
            command=command.name,
            verb=args[0],
            verbs=listed,
        )
