"""Around every command: language, the quick answers, and what becomes of failures. Exit codes are decided here.

::

    0    done, nothing to report
    1    findings: the plan has errors, or (where asked for) work is overdue
    2    usage: what was asked for cannot be; a file that cannot be read or written; an internal error
    130  interrupted
    141  the reader of a pipe went away
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from perfplan.errors import PerfplanError
from perfplan.i18n import Translator

FAILED = 2
INTERRUPTED = 130
READER_GONE = 141


def run(argv: list[str]) -> int:
    """Run perfplan with these arguments and return the exit code. Nothing is raised, whatever happens."""
    _prepare_streams()
    code = _guarded(lambda: _answer(argv))
    flushed = _guarded(_flush)
    return code if code in (INTERRUPTED, READER_GONE) else flushed or code


def _answer(argv: list[str]) -> int:
    from perfplan.cli.language import language_wanted, split_language

    t = _environment_translator()
    try:
        args, lang = split_language(argv)
        t = Translator(language_wanted(lang, os.environ) or "en")
        if not args or args[0] in ("--help", "-h", "--version"):
            return _quick_answer(args, t)
        from perfplan.cli.app import run_command
        from perfplan.cli.context import Context

        return run_command(args, Context.of_process(lang))
    except PerfplanError as problem:
        return _complain(problem.worded(t), t, problem.exit_code)


def _quick_answer(args: list[str], t: Translator) -> int:
    """Answer what needs no command: the version, and the list of commands (an error when nothing at all was asked)."""
    if args and args[0] == "--version":
        from perfplan import __version__

        sys.stdout.write(f"perfplan {__version__}\n")
        return 0
    from perfplan.cli.overview import overview

    (sys.stdout if args else sys.stderr).write(overview(t))
    return 0 if args else FAILED


def _guarded(step: Callable[[], int]) -> int:
    """Run a step and turn every failure into words and an exit code."""
    try:
        return step()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _discard(sys.stdout)
        return READER_GONE
    except OSError as problem:
        _discard(sys.stdout)
        return _explain_os_error(problem)
    except Exception as problem:
        return _explain_internal_error(problem)


def _explain_os_error(problem: OSError) -> int:
    if _debugging():
        raise problem
    t = _environment_translator()
    reason = t(problem.strerror or type(problem).__name__)
    if problem.filename is None:
        return _complain(t("reading or writing failed: {reason}", reason=reason), t)
    return _complain(t("cannot read or write {file}: {reason}", file=str(problem.filename), reason=reason), t)


def _explain_internal_error(problem: Exception) -> int:
    if _debugging():
        raise problem
    t = _environment_translator()
    what = " ".join(f"{type(problem).__name__}: {problem}".split())
    text = t(
        "internal error ({what}). This is a fault of perfplan: please report it to its maintainers with the command "
        "that you ran; PERFPLAN_DEBUG=1 shows where it happened",
        what=what,
    )
    return _complain(text, t)


def _complain(text: str, t: Translator, code: int = FAILED) -> int:
    sys.stderr.write(t("error: {problem}", problem=text) + "\n")
    return code


def _debugging() -> bool:
    return bool(os.environ.get("PERFPLAN_DEBUG"))


def _environment_translator() -> Translator:
    """Return the translator that flags cannot change; English when PERFPLAN_LANG itself is wrong."""
    from perfplan.cli.language import language_wanted

    try:
        return Translator(language_wanted(None, os.environ) or "en")
    except PerfplanError:
        return Translator("en")


def _prepare_streams() -> None:
    """Make both streams usable: a closed one swallows text, and a GBK or ASCII one escapes what it cannot show."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - lives as long as the process
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _flush() -> int:
    sys.stdout.flush()
    return 0


def _discard(stream: object) -> None:
    """Point a stream that nobody reads at nothing, so that the interpreter's own flush at exit stays quiet."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, stream.fileno())  # type: ignore[attr-defined]
    os.close(nothing)
