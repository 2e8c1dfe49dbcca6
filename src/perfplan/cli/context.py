"""The outer world, read once: clock, environment, locale and terminal. No other module asks for them.

Everything else gets plain values: a date, a language, a width. That is what makes runs repeatable.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from perfplan.cli.console import Console
from perfplan.cli.language import language_wanted
from perfplan.errors import FindingsError, UsageError
from perfplan.i18n import Translator

if TYPE_CHECKING:
    from perfplan.load import LoadResult
    from perfplan.model.plan import Plan

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


class Context(Struct, frozen=True):
    """What a command may know of where it runs.

    Attributes:
        environ: the environment variables.
        folder: the current folder.
        wanted: the language that flag, environment or locale ask for, or '' when none does.
        t: the translator of the language in use.
        out: where results go.
        err: where everything else goes.
    """

    environ: Mapping[str, str]
    folder: Path
    wanted: str
    t: Translator
    out: Console
    err: Console

    @classmethod
    def of_process(cls, lang: str | None = None) -> Context:
        """Read this process's surroundings; ``lang`` is what ``--lang`` said.

        Raises:
            UsageError: a language that perfplan does not speak.
        """
        wanted = language_wanted(lang, os.environ)
        out, err = Console.of_stream(sys.stdout, os.environ), Console.of_stream(sys.stderr, os.environ)
        return cls(os.environ, Path(), wanted, Translator(wanted or "en"), out, err)

    def today(self, given: str | None = None, time_zone: str = "") -> date:
        """Return today: ``given`` (--today), else PERFPLAN_TODAY, else the date in ``time_zone`` (or here).

        Raises:
            UsageError: not a date, or an unknown time zone.
        """
        text = given or self.environ.get("PERFPLAN_TODAY", "")
        return read_date(text) if text else _system_date(time_zone)

    def in_language_of(self, plan: Plan) -> Translator:
        """Return the translator for terminal output about ``plan``: its own language unless somebody asked for one."""
        return self.t if self.wanted else Translator(plan.language)

    def plan_path(self, given: str | None = None, today: str | None = None) -> Path:
        """Return the path of the plan to work on: ``given`` (--plan), PERFPLAN_PLAN, or the one found here.

        Raises:
            UsageError: none, or several that fit.
        """
        from perfplan.cli.finding import find_plan

        named = given or self.environ.get("PERFPLAN_PLAN", "")
        return Path(named) if named else find_plan(self.folder, self.today(today).year)

    def load(self, given: str | None = None, today: str | None = None) -> Plan:
        """Find and read the plan, whole and valid.

        Raises:
            UsageError: no plan, or several that fit.
            FindingsError: the plan has errors; carries the reader's result.
        """
        return plan_of(self.read(self.plan_path(given, today)))

    def read(self, path: Path) -> LoadResult:
        """Read one plan with everything there is to say about it; an unchanged one is remembered from the last run."""
        from perfplan.load.memory import load_remembered

        return load_remembered(path, self.memory())

    def memory(self) -> Path | None:
        """Return the user's folder for what can be forgotten; PERFPLAN_MEMORY=off says not to use it."""
        if self.environ.get("PERFPLAN_MEMORY") == "off":
            return None
        base = self.environ.get("XDG_CACHE_HOME") or self.environ.get("HOME", "")
        if not base.startswith("/"):
            return None
        return Path(base, "perfplan") if self.environ.get("XDG_CACHE_HOME") else Path(base, ".cache", "perfplan")


def plan_of(result: LoadResult) -> Plan:
    """Return the plan of a reading without errors.

    Raises:
        FindingsError: the reading found errors.
    """
    from perfplan.checks._rule import rule
    from perfplan.diagnostics import Severity

    errors = [finding for finding in result.findings if rule(finding.code).severity is Severity.ERROR]
    if errors or result.plan is None:
        raise UnreadablePlanError(result)
    return result.plan


class UnreadablePlanError(FindingsError):
    """A plan with errors, together with its source texts, so that the places can be shown."""

    def __init__(self, result: LoadResult) -> None:
        """Keep the whole reading."""
        super().__init__(result.findings)
        self.result = result


def read_date(text: str) -> date:
    """Read ``YYYY-MM-DD`` and nothing else.

    Raises:
        UsageError: not such a date, or not on the calendar.
    """
    match = _DATE.fullmatch(text.strip())
    try:
        if match:
            return date(*map(int, match.groups()))
    except ValueError:
        pass  # 2025-02-30: said below, like any other text that is no date
    raise UsageError("{value} is not a date; write it as YYYY-MM-DD, such as 2025-03-31", value=text)


def _system_date(time_zone: str) -> date:
    if not time_zone:
        return datetime.now().astimezone().date()
    from zoneinfo import ZoneInfo

    try:
        return datetime.now(ZoneInfo(time_zone)).date()
    except (KeyError, ValueError, OSError) as unknown:
        raise UsageError("unknown time zone {name}", name=time_zone) from unknown
