"""Split one plan after another, or several at once in processes of their own; output stays in the order asked for."""

from __future__ import annotations

import os
from io import StringIO
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from perfplan.cli.context import Context, UnreadablePlanError, plan_of
from perfplan.cli.findings import show_unreadable
from perfplan.errors import PerfplanError

if TYPE_CHECKING:
    from perfplan.load import LoadResult
    from perfplan.model.plan import Plan


class Job(Struct, frozen=True):
    """One plan to split: where it is, where it goes, and what is wanted. Travels to other processes.

    ``processes`` is the most that may share the plan; 0 for one a processor.
    """

    place: Path
    folder: Path
    levels: tuple[str, ...]
    task_format: str
    strict_calendar: bool
    processes: int = 0


def split_all(context: Context, work: list[Job], jobs: int) -> int:
    """Split all plans and return the exit code: the worst of them."""
    workers = min(len(work), jobs or os.cpu_count() or 1)
    if workers <= 1:
        return max(_split(context, job) for job in work)  # several processes, if any, share each plan
    from concurrent.futures import ProcessPoolExecutor  # only a province pays for it

    with ProcessPoolExecutor(workers) as pool:
        alone = [replace(job, processes=1) for job in work]
        answers = pool.map(_apart, alone, repeat(context.wanted), repeat(context.out.width))
        return max(_passed_on(context, *answer) for answer in answers)


def _apart(job: Job, lang: str, width: int) -> tuple[int, str, str]:
    """Do one job in a process of its own and return its exit code and what it wrote."""
    outer = Context.of_process(lang or None)
    out, err = (replace(outer.out, stream=StringIO(), width=width, terminal=False) for _ in range(2))
    here = replace(outer, out=out, err=err)
    try:
        code = _split(here, job)
    except PerfplanError as problem:
        code = problem.exit_code
        err.write(here.t("error: {problem}", problem=problem.worded(here.t)))
    return code, _written(out.stream), _written(err.stream)


def _written(stream: object) -> str:
    return stream.getvalue() if isinstance(stream, StringIO) else ""


def _passed_on(context: Context, code: int, out: str, err: str) -> int:
    context.out.write(out + "\n" if out else "")
    context.err.write(err)
    return code


def _split(context: Context, job: Job) -> int:
    from perfplan.cli.progress import progress_bar
    from perfplan.cli.split_summary import summary_lines
    from perfplan.export.build import Request, build
    from perfplan.model.period import Level

    try:
        plan = _sound(context.read(job.place), strict_calendar=job.strict_calendar)
    except UnreadablePlanError as problem:
        return show_unreadable(problem, context)
    chosen = frozenset(Level(name) for name in job.levels)
    with progress_bar(context, plan.name) as progress:
        language = context.in_language_of(plan)
        request = Request(job.folder, chosen, job.task_format, language, progress, job.processes, language.lang)
        summary = build(plan, request)
    context.out.write("\n".join(summary_lines(summary, job.folder, context)))
    return 0


def _sound(result: LoadResult, *, strict_calendar: bool) -> Plan:
    """Return the plan if it can be split.

    Raises:
        UnreadablePlanError: it has errors, locks that cannot hold, or (strictly) a year without an official calendar.
    """
    from perfplan.checks.runner import run_rule

    plan = plan_of(result)
    blocking = run_rule("PP405", plan) + (run_rule("PP501", plan) if strict_calendar else [])
    if blocking:
        raise UnreadablePlanError(replace(result, findings=blocking))
    return plan
