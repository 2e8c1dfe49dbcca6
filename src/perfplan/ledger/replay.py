"""From records to the state of the work: a pure fold that does not care in which order the records come.

So two people's files, joined by git line by line in any order, give the same state, and a line that came twice
counts once. The rules are told in full in ``docs/ledger.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from perfplan.ledger.coding import encode
from perfplan.ledger.figures import Figures
from perfplan.ledger.labels import Labels, Words
from perfplan.ledger.progress import Progress
from perfplan.ledger.record import (
    Closed,
    Correction,
    Done,
    Evidence,
    Extended,
    Fact,
    Note,
    Problem,
    Record,
    Remark,
    Reopened,
    Reported,
    Retraction,
    Returned,
    Started,
    Step,
    day_of,
    subject,
)
from perfplan.ledger.states import Senseless, fold_figures, fold_task


def replay(records: Iterable[Record], until: date = date.max) -> Progress:
    """Return the state that the records lead to.

    Args:
        records: in any order; the same record may come twice.
        until: leave out what is about later days, as if it were not known yet.
    """
    counting = live(records)
    tasks, series = by_subject(counting.facts, until)
    states = {task: fold_task(known)[0] for task, known in tasks.items()}
    done = {task: state.done for task, state in states.items() if state.done}
    figures = {key: Figures(fold_figures(known)) for key, known in series.items()}
    words = Words()
    labels = labels_of(done, words)
    signed = labels_of((task for task, state in states.items() if state.closed), words)
    return Progress(done, states, figures, labels, moved(tasks), counting.corrections, signed, words)


def senseless(records: Iterable[Record]) -> list[Senseless]:
    """Return the records that make no sense and count for nothing, and why."""
    counting = live(records)
    steps = by_subject(counting.facts)[0].values()
    return [*counting.senseless, *(wrong for known in steps for wrong in fold_task(known)[1])]


def by_subject(
    facts: Iterable[Fact], until: date = date.max
) -> tuple[dict[str, list[Step | Remark]], dict[tuple[str, str], list[Reported]]]:
    """Return what is said about each task, and the figures of each target and unit, up to a day."""
    tasks: dict[str, list[Step | Remark]] = {}
    series: dict[tuple[str, str], list[Reported]] = {}
    for fact in facts:
        if day_of(fact) > until:
            continue
        if isinstance(fact, Reported):
            series.setdefault((fact.target, fact.unit), []).append(fact)
        else:
            tasks.setdefault(subject(fact), []).append(fact)
    return tasks, series


def moved(tasks: Mapping[str, Iterable[Step | Remark]]) -> frozenset[str]:
    """Return the tasks with more than reports of completion and sign-offs."""
    return frozenset(
        task for task, known in tasks.items() if any(not isinstance(fact, Done | Closed) for fact in known)
    )


def labels_of(tasks: Iterable[str], words: Words) -> dict[str, Labels]:
    """Return the labels of tasks, by ident."""
    found: dict[str, int] = {}
    for task in tasks:
        ident, _, label = task.rpartition("/")
        found[ident] = found.get(ident, 0) | words.bit(label)
    return {ident: Labels(words, bits) for ident, bits in found.items()}


class Live(NamedTuple):
    """What of the records counts.

    Attributes:
        facts: the facts that were not retracted, each once, as corrected.
        corrections: the corrections that count, in order, by the id of the record that they correct.
        senseless: corrections and retractions that make no sense, and why.
    """

    facts: list[Fact]
    corrections: dict[str, tuple[Correction, ...]]
    senseless: list[Senseless]


def live(records: Iterable[Record]) -> Live:
    """Return what counts of records in any order."""
    unique = list({(type(record), record): record for record in records}.values())
    named = _by_id(unique)
    retracted = {record.record for record in unique if isinstance(record, Retraction)}
    senseless: list[Senseless] = []
    corrections: dict[str, list[Correction]] = {}
    facts: list[Fact] = []
    for record in unique:
        if not isinstance(record, Retraction | Correction):
            if record.id not in retracted:
                facts.append(record)
        elif wrong := _why_not(record, named.get(record.record, ())):
            senseless.append((record, wrong))
        elif isinstance(record, Correction) and record.id not in retracted:
            corrections.setdefault(record.record, []).append(record)
    ordered = {id_: tuple(sorted(made, key=lambda c: (c.at, c.step, encode(c)))) for id_, made in corrections.items()}
    return Live([_corrected(fact, ordered.get(fact.id, ())) for fact in facts], ordered, senseless)


def _by_id(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Return records by id. An id that different records claim is a finding elsewhere; here all of them count."""
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(record.id, []).append(record)
    return found


def _why_not(record: Retraction | Correction, named: Sequence[Record]) -> str:
    """Return why a record about a record makes no sense, or ''; of several with that id one that fits is enough."""
    if not named:
        return "the ledger has no record with the id that it names"  # msgid
    if isinstance(record, Retraction):
        only_retractions = all(isinstance(each, Retraction) for each in named)
        return "a retraction cannot be retracted" if only_retractions else ""  # msgid
    if any(_can_correct(record, each) for each in named):
        return ""
    return "the record that it names has no such field"  # msgid


def _can_correct(correction: Correction, record: Record) -> bool:
    if isinstance(record, Reported):
        return True
    return isinstance(record, Started | Done | Closed | Returned | Reopened | Extended) and not (
        correction.value or correction.add
    )


def _corrected(fact: Fact, corrections: Iterable[Correction]) -> Fact:
    """Return a fact with what was corrected, in order; of several corrections of one field the last counts."""
    for correction in corrections:
        if correction.on and not isinstance(fact, Note | Problem | Evidence):
            fact = fact._replace(on=correction.on)
        if isinstance(fact, Reported) and (correction.value or correction.add):
            fact = fact._replace(value=correction.value, add=correction.add, of=correction.of)
    return fact
