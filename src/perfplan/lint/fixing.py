"""Repair what can be repaired safely: the rules' own changes of exact spans, applied until nothing safe is left.

Nothing is written here. Every round checks the plan anew with the changed texts; a round that makes an error where it
changed something is taken back, and its changes are then tried one by one, so that one bad repair stops no other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from perfplan.checks._fix import Edit, Flaw
from perfplan.checks._rule import rule
from perfplan.diagnostics import Diagnostic, Severity
from perfplan.lint.inspection import Inspection
from perfplan.load.positions import Lines

MOST_ROUNDS = 10
MOST_SINGLE = 100
"""Repairs of one round that are tried one by one after the round as a whole went wrong."""

Inspect = Callable[[Mapping[str, str]], Inspection]
"""Checks the plan with these texts in the place of files."""


class Repair(Struct, frozen=True):
    """What mends one finding: changes of one file's text."""

    finding: Diagnostic
    edits: tuple[Edit, ...]


class Fixed(Struct, frozen=True):
    """A plan after its repairs.

    Attributes:
        before: the plan as it is on disk.
        after: the plan with the repairs.
        texts: the new text of each changed file.
        repaired: the findings that were mended, in the order of the repairs.
        refused: the findings whose repair made another error, and was taken back.
    """

    before: Inspection
    after: Inspection
    texts: Mapping[str, str]
    repaired: tuple[Diagnostic, ...]
    refused: tuple[Diagnostic, ...]


def fix(inspect: Inspect, may: Callable[[Diagnostic], bool] | None = None) -> Fixed:
    """Repair a plan in memory, wherever ``may`` allows it; by default everywhere."""
    before = after = inspect({})
    texts: dict[str, str] = {}
    repaired: list[Diagnostic] = []
    refused: dict[tuple[str, str, str], Diagnostic] = {}
    for _ in range(MOST_ROUNDS):
        repairs = [found for found in _repairs(after, may) if _mark(found, after) not in refused]
        if not repairs:
            break
        good, bad, texts, after = _round(repairs, texts, after, inspect)
        repaired += [found.finding for found in good]
        refused |= {_mark(found, after): found.finding for found in bad}
        if not good:
            break
    return Fixed(before, after, texts, tuple(repaired), tuple(refused.values()))


def _round(
    repairs: Sequence[Repair], texts: dict[str, str], now: Inspection, inspect: Inspect
) -> tuple[list[Repair], list[Repair], dict[str, str], Inspection]:
    """Apply repairs together, or where that goes wrong one by one; return those kept, those not, and the result."""
    tried, after = _tried(repairs, texts, now, inspect)
    if not _makes_errors(repairs, now, after):
        return list(repairs), [], tried, after
    bad = [repair for repair in repairs[:MOST_SINGLE] if _goes_wrong(repair, texts, now, inspect)]
    good = [repair for repair in repairs[:MOST_SINGLE] if repair not in bad]
    tried, after = _tried(good, texts, now, inspect)
    if not good or _makes_errors(good, now, after):
        return [], list(repairs), texts, now
    return good, bad, tried, after


def _goes_wrong(repair: Repair, texts: dict[str, str], now: Inspection, inspect: Inspect) -> bool:
    _, after = _tried([repair], texts, now, inspect)
    return _makes_errors([repair], now, after)


def _tried(
    repairs: Sequence[Repair], texts: dict[str, str], now: Inspection, inspect: Inspect
) -> tuple[dict[str, str], Inspection]:
    changed = {**texts, **apply(repairs, now.texts)}
    return changed, inspect(changed)


def apply(repairs: Iterable[Repair], texts: Mapping[str, str]) -> dict[str, str]:
    """Return the new text of every file that the repairs change; outside their spans it is the old one."""
    changed = {}
    for name, edits in _by_file(repairs).items():
        text, done, parts = texts[name], 0, []
        for edit in edits:
            parts += [text[done : edit.start], edit.text]
            done = edit.end
        changed[name] = "".join([*parts, text[done:]])
    return changed


def _repairs(now: Inspection, may: Callable[[Diagnostic], bool] | None) -> list[Repair]:
    """Return the repairs that do not touch each other, first come first served; the others wait for the next round."""
    kept: list[Repair] = []
    taken: dict[str, set[Edit]] = {}
    for finding in now.findings if may is None else filter(may, now.findings):
        edits = _edits(finding, now.texts)
        others = taken.setdefault(finding.location.file, set())
        if edits and not any(_touch(edit, other) for edit in edits for other in others if edit != other):
            kept.append(Repair(finding, edits))
            others.update(edits)
    return kept


def _edits(finding: Diagnostic, texts: Mapping[str, str]) -> tuple[Edit, ...]:
    mend, text = rule(finding.code).fix, texts.get(finding.location.file)
    if mend is None or text is None:
        return ()
    lines = Lines(text, finding.location.file)
    place = finding.location
    start, end = lines.offset(place.line, place.column), lines.offset(place.end_line, place.end_column)
    return tuple(mend(Flaw(text, start, end, finding.args)))


def _touch(one: Edit, other: Edit) -> bool:
    return one.start <= other.end and other.start <= one.end


def _makes_errors(repairs: Sequence[Repair], before: Inspection, after: Inspection) -> bool:
    """Whether there are errors that were not there: on the lines changed, or of reading where all could be read.

    Elsewhere a repair may well uncover mistakes that nobody could see before, such as those behind a syntax error.
    """
    old = Counter(map(_known_by, _errors(before)))
    unread = {error.location.file for error in _errors(before) if error.code.startswith("PP1")}
    changed = _changed_lines(repairs, before.texts, after.texts)
    mended = {(repair.finding.location.file, repair.finding.code) for repair in repairs}
    for error in _errors(after):
        old[_known_by(error)] -= 1
        if old[_known_by(error)] >= 0:
            continue
        file = error.location.file
        if (file, error.location.line) in changed and (file, error.code) not in mended:
            return True
        if error.code.startswith("PP1") and file not in unread:
            return True
    return False


def _errors(found: Inspection) -> list[Diagnostic]:
    return [f for f in found.findings if (f.severity or rule(f.code).severity) is Severity.ERROR]


def _known_by(finding: Diagnostic) -> tuple[str, str, str]:
    """Return what a finding is known by while lines move."""
    return finding.location.file, finding.code, repr(sorted(finding.args.items()))


def _changed_lines(
    repairs: Iterable[Repair], before: Mapping[str, str], after: Mapping[str, str]
) -> set[tuple[str, int]]:
    """Return the lines, as they are counted afterwards, that hold a change."""
    lines: set[tuple[str, int]] = set()
    for name, edits in _by_file(repairs).items():
        places, moved = Lines(after.get(name, before[name]), name), 0
        for edit in edits:
            start = edit.start + moved
            moved += len(edit.text) - (edit.end - edit.start)
            lines.update((name, line) for line in range(places.line(start), places.line(edit.end + moved) + 1))
    return lines


def _by_file(repairs: Iterable[Repair]) -> dict[str, list[Edit]]:
    """Return the changes of each file, each once, from first to last."""
    edits: dict[str, set[Edit]] = {}
    for repair in repairs:
        edits.setdefault(repair.finding.location.file, set()).update(repair.edits)
    return {name: sorted(edits[name]) for name in edits}


def _mark(repair: Repair, now: Inspection) -> tuple[str, str, str]:
    """Return what a finding is known by while lines move: its file, its code, and the words of its span's line."""
    place = repair.finding.location
    text = now.texts.get(place.file, "")
    lines = text.split("\n")
    return place.file, repair.finding.code, lines[place.line - 1] if place.line <= len(lines) else ""
