"""Findings less those that comments ignore, and what there is to say about the comments themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from perfplan.checks._rule import codes, named_codes, rule
from perfplan.diagnostics import Diagnostic
from perfplan.lint.comments import Ignore, ignores
from perfplan.load.nearest import nearest

UNUSABLE, UNUSED, NO_REASON, UNKNOWN_CODE = "PP114", "PP115", "PP116", "PP316"

NO_CODES = "it names no code"  # msgid
MISPLACED = "ignore-file stands before the first key"  # msgid


class _Uses(Struct):
    """Which findings one comment has ignored, by the code as it names it."""

    comment: Ignore
    counts: dict[str, int] = field(default_factory=dict)

    def take(self, finding: Diagnostic) -> bool:
        """Ignore the finding, if this comment names its code."""
        for code, _ in self.comment.codes:
            if finding.code in named_codes(code):
                self.counts[code] = self.counts.get(code, 0) + 1
                return True
        return False


def suppress(
    findings: Sequence[Diagnostic],
    texts: Mapping[str, str],
    counts: Callable[[str], bool],
    *,
    whole: bool,
) -> tuple[list[Diagnostic], int]:
    """Return the findings that no comment ignores, with those about the comments, and how many were ignored.

    Args:
        findings: of one plan.
        texts: the plan's sources by the name that locations use.
        counts: whether findings of a code are looked for at all in this run; comments on others are never unused.
        whole: whether the plan was checked whole; of one with errors nobody knows which comments are of use.
    """
    uses = [(name, _Uses(comment)) for name, text in texts.items() for comment in ignores(text, name)]
    by_line: dict[tuple[str, int], list[_Uses]] = {}
    for name, use in uses:
        if not use.comment.misplaced:
            by_line.setdefault((name, use.comment.line), []).append(use)
    kept = [found for found in findings if not _is_ignored(found, by_line)]
    about = [finding for _, use in uses for finding in _about(use, counts, whole)]
    return kept + about, len(findings) - len(kept)


def _is_ignored(finding: Diagnostic, by_line: Mapping[tuple[str, int], Sequence[_Uses]]) -> bool:
    place = finding.location
    meant = (*by_line.get((place.file, place.line), ()), *by_line.get((place.file, 0), ()))
    return any(use.take(finding) for use in meant)


def _about(use: _Uses, counts: Callable[[str], bool], whole: bool) -> Iterator[Diagnostic]:
    comment = use.comment
    if not comment.codes or comment.misplaced:
        problem = MISPLACED if comment.misplaced else NO_CODES
        yield Diagnostic(UNUSABLE, comment.place, {"problem": problem})
        return
    unknown = [(code, place) for code, place in comment.codes if not named_codes(code)]
    for code, place in unknown:
        yield Diagnostic(UNKNOWN_CODE, place, {"name": code, "nearest": nearest(code, codes())})
    if not comment.reason:
        yield Diagnostic(NO_REASON, comment.place, {})
    idle = [code for code, _ in comment.codes if named_codes(code) and code not in use.counts]
    idle = [code for code in idle if all(counts(each) and rule(each).check_on is None for each in named_codes(code))]
    if idle and whole:
        yield Diagnostic(UNUSED, comment.place, {"codes": ", ".join(idle)})
