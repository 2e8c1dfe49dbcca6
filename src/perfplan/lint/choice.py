"""Which findings are wanted: by the command line, else by the plan."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from perfplan.model.checking import CheckSettings

ALWAYS = frozenset(("PP101",))
"""What cannot be read is always said: nothing else about it is known."""


class Choice(Struct, frozen=True):
    """Codes or their beginnings to report and not to report; the longer beginning wins, of equals ``ignore``."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, code: str) -> bool | None:
        """Return whether a finding of this code is wanted; None where nothing is said about it."""
        picked, passed = _longest(code, self.select), _longest(code, self.ignore)
        if picked or passed:
            return picked > passed
        return False if self.select else None


def _longest(code: str, beginnings: Sequence[str]) -> int:
    return max((len(beginning) for beginning in beginnings if code.startswith(beginning)), default=0)


def is_wanted(code: str, asked: Choice, settings: CheckSettings) -> bool:
    """Return whether a finding is to be reported: the command line decides, then the plan, else it is."""
    if code in ALWAYS:
        return True
    for choice in (asked, Choice(settings.select, settings.ignore)):
        decided = choice.wants(code)
        if decided is not None:
            return decided
    return True
