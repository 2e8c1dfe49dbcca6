"""Findings that only follow from another one: left out, because mending the first mends them.

Where a section of the plan could not be read, everything that refers to it would be called unknown; where a unit was
taken out, sums over units would miss it; where the year is not clear, so is every date. Such findings appear, if they
are real, once the first mistake is mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfplan.diagnostics import Diagnostic
from perfplan.load.validate import Validated

_SUMS_OVER_UNITS = frozenset({"PP308", "PP313", "PP403", "PP404", "PP405", "PP411", "PP413", "PP419", "PP706"})
_WHO = frozenset({"PP701", "PP702"})
_WORKING_DAYS = frozenset({"PP501", "PP506", "PP507", "PP601"})
_DATES = _WORKING_DAYS | {"PP215", "PP412", "PP502", "PP504"}

UNREAD = {
    "units": _SUMS_OVER_UNITS | _WHO | {"PP302"},
    "people": _WHO | {"PP303", "PP326"},
    "resources": frozenset({"PP326"}),
    "profiles": frozenset({"PP306"}),
    "targets": frozenset({"PP305", "PP320", "PP419", "PP706"}),
    "calendars": _WORKING_DAYS | {"PP311"},
    "calendar": _WORKING_DAYS,
    "year": _DATES,
    "start": _DATES,
    "end": _DATES,
}
"""What follows when a root key as a whole could not be read."""
PRUNED = {
    "units": _SUMS_OVER_UNITS | _WHO,
    "people": _WHO,
    **dict.fromkeys(("targets", "projects", "campaigns"), frozenset({"PP706"})),
    "schemes": frozenset({"PP320"}),
}
"""What follows when entries of a section were taken out; references to them are known by name."""
RESOLVED = {
    "PP302": frozenset({"PP706"}),
    "PP214": frozenset({"PP703"}),
    "PP215": _DATES - {"PP215"},
    "PP304": _WHO,
    "PP308": frozenset({"PP405", "PP706"}),
    "PP311": _WORKING_DAYS,
    "PP346": frozenset({"PP405", "PP706"}),
    "PP407": frozenset({"PP703"}),
    "PP408": frozenset({"PP405", "PP706"}),
    "PP413": frozenset({"PP405"}),
    "PP456": frozenset({"PP405"}),
    "PP503": frozenset({"PP703"}),
    "PP602": frozenset({"PP601"}),
}
"""What follows from findings of resolving, when the rules look at the rest of the plan."""


UNKNOWN = {
    "unit": "PP302", "person": "PP303", "target": "PP305", "profile": "PP306", "stage": "PP309", "calendar": "PP311",
}  # fmt: skip
"""By what an id stands for, the code of an unknown one."""


def unsure_codes(parts: Sequence[Validated], *, all_read: bool) -> frozenset[str]:
    """Return the codes that mistakes against the format explain.

    Args:
        parts: the sound parts of the plan's files.
        all_read: whether every file of the plan could be read; what an unread one declares is unknown.
    """
    codes: set[str] = set()
    for section, follow in UNREAD.items():
        if not all_read or any(section in part.broken for part in parts):
            codes |= follow
    for section, follow in PRUNED.items():
        if any(section in part.pruned_names for part in parts):
            codes |= follow
    return frozenset(codes)


def without_follow_ups(findings: Iterable[Diagnostic], unsure: frozenset[str], *, all_read: bool) -> list[Diagnostic]:
    """Return the findings of resolving without those of unsure codes, and without keys that an unread file may hold."""
    findings = list(findings)
    keys = set() if all_read else {"id", "name", "perfplan"}
    twice = {UNKNOWN.get(str(finding.args["what"])) for finding in findings if finding.code == "PP301"}
    return [
        finding
        for finding in findings
        if finding.code not in unsure
        and not (finding.code == "PP202" and finding.args.get("key") in keys)
        and not (finding.code in twice and not finding.args.get("nearest"))  # the id that one of the two should have
    ]


def unsure_for_rules(unsure: frozenset[str], findings: Iterable[Diagnostic]) -> frozenset[str]:
    """Return the codes that the rules over what could be resolved should not report."""
    return unsure.union(*(RESOLVED.get(finding.code, ()) for finding in findings))
