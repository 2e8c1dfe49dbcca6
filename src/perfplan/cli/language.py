"""Which language the terminal gets, and the ``--lang`` option that may stand anywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfplan.errors import UsageError
from perfplan.i18n import LANGUAGES


def language_wanted(given: str | None, environ: Mapping[str, str]) -> str:
    """Return the language asked for: ``given`` (--lang), PERFPLAN_LANG, or a Chinese or English locale; else ''.

    An empty answer leaves the choice to the plan. Locales count in the order of POSIX: LC_ALL, LC_MESSAGES, LANG.

    Raises:
        UsageError: a language that perfplan does not speak.
    """
    asked = given if given is not None else environ.get("PERFPLAN_LANG", "")
    if asked:
        if asked not in LANGUAGES:
            raise UsageError("no such language: {value}; choose zh or en", value=asked)
        return asked
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    spoken = locale[:2].lower()
    return spoken if spoken in LANGUAGES else ""


def split_language(argv: Sequence[str]) -> tuple[list[str], str | None]:
    """Take ``--lang X`` or ``--lang=X`` out of the arguments, wherever it stands before a ``--``.

    It is read before everything else, because help and errors are to be in that language already.

    Raises:
        UsageError: the option has no value.
    """
    rest: list[str] = []
    lang: str | None = None
    queue = list(argv)
    while queue:
        argument = queue.pop(0)
        if argument == "--":
            return [*rest, argument, *queue], lang
        if argument == "--lang":
            if not queue:
                raise UsageError("{option} needs a value", option=argument)
            lang = queue.pop(0)
        elif argument.startswith("--lang="):
            lang = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    return rest, lang
