"""The state of the work out of an index: a task's or target's records are read and folded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

from msgspec import Struct

from perfplan.diagnostics import Diagnostic
from perfplan.ledger.figures import Figures, StoredFigures
from perfplan.ledger.index import ADDED, Index
from perfplan.ledger.indexing import index_ledger
from perfplan.ledger.labels import Labels, Words
from perfplan.ledger.progress import Progress
from perfplan.ledger.record import Done, Evidence, Note, Problem, Record, Remark, Reported, Step
from perfplan.ledger.replay import by_subject, live, moved
from perfplan.ledger.states import Figure, TaskState, fold_figures, fold_task

_R = TypeVar("_R", bound=Record)


def read_progress(
    plan: Path, until: date = date.max, folder: Path | None = None
) -> tuple[Progress, tuple[Diagnostic, ...]]:
    """Return the state of the work of the plan at this path up to a day, and what could not be read of its ledger.

    ``folder`` is where a large ledger's index is remembered between runs; None for nowhere.
    """
    index = index_ledger(plan, until, folder)
    return progress_of(index, until), tuple(index.findings)


def progress_of(index: Index, until: date = date.max) -> Progress:
    """Return the state that an index leads to, up to a day; the index is asked for the same day."""
    counting = live(index.records)
    tasks, series = by_subject(counting.facts, until)
    facts = _Facts(index, tasks, series)
    states = _Tasks(facts)
    # A sign-off takes no report back, so where all lines are usual, reported is finished.
    labels = _ByIdent(facts, 0, lambda state: state.done, sure=True)
    signed = _ByIdent(facts, 1, lambda state: state.closed, sure=False)
    done, figures = _Done(states, labels), _Figures(facts)
    return Progress(done, states, figures, labels, moved(tasks), counting.corrections, signed, facts.words)


class _Facts(Struct, frozen=True, dict=True):
    """The index with the facts that it keeps whole, by task and by series, as far as they count."""

    index: Index
    tasks: Mapping[str, list[Step | Remark]]
    series: Mapping[tuple[str, str], list[Reported]]

    @cached_property
    def kept(self) -> Mapping[str, frozenset[str]]:
        """The labels of tasks with a step that is kept whole, by ident."""
        found: dict[str, set[str]] = {}
        for task, known in self.tasks.items():
            if not all(isinstance(fact, Note | Problem | Evidence) for fact in known):
                ident, _, label = task.rpartition("/")
                found.setdefault(ident, set()).add(label)
        return {ident: frozenset(labels) for ident, labels in found.items()}

    @cached_property
    def words(self) -> Words:
        """All labels, numbered as in the index."""
        words = Words(label.decode() for label in self.index.labels)
        for labels in self.kept.values():
            for label in sorted(labels):
                words.bit(label)
        return words

    def places(self, ident: str, label: str) -> Iterator[int]:
        """Yield where the usual lines of one task stand; those of sign-offs as ``~place``."""
        number = self.index.labels.get(label.encode(errors="replace"))
        if number is not None:
            yield from (place for n, place in self.index.rows(ident.encode(errors="replace")) if n == number)

    def of_task(self, task: str) -> list[Step | Remark]:
        """Return every fact about a task, each once."""
        ident, _, label = task.rpartition("/")
        places = [max(place, ~place) for place in self.places(ident, label)]
        found = cast("list[Step | Remark]", self.index.records_at(places))
        return _once([*found, *self.tasks.get(task, ())])

    def of_series(self, key: tuple[str, str]) -> Figures:
        """Return the figures of a target at a unit; without reading a line where those in the index say it all."""
        target, unit = key
        reports = self.index.reports((target.encode(errors="replace"), unit.encode(errors="replace")))

        def read(which: slice = slice(None)) -> tuple[Figure, ...]:
            found = cast("list[Reported]", self.index.records_at(reports.places[which]))
            return fold_figures(_once([*found, *self.series.get(key, ())]))

        plain = bool(reports.places) and not self.series.get(key) and max(reports.scales) < ADDED
        if plain and all(map(int.__lt__, reports.days, reports.days[1:])):
            return StoredFigures(reports.days, reports.amounts, reports.scales, read)
        return Figures(read())

    def named(self) -> Iterator[str]:
        """Yield every task that is spoken of, each once."""
        seen = set()
        names = self.words.names
        for ident in self.index.idents:
            name = ident.decode()
            for number in sorted({label for label, _ in self.index.rows(ident)}):
                task = f"{name}/{names[number]}"
                if task in self.tasks:
                    seen.add(task)
                yield task
        yield from (task for task in self.tasks if task not in seen)


def _once(records: list[_R]) -> list[_R]:
    if len({record.id for record in records}) == len(records):  # the usual case
        return records
    return list({(type(record), record): record for record in records}.values())


class _Tasks(Mapping[str, TaskState]):
    def __init__(self, facts: _Facts) -> None:
        self._facts = facts

    def __getitem__(self, task: str) -> TaskState:
        known = self._facts.of_task(task)
        if not known:
            raise KeyError(task)
        return fold_task(known)[0]

    def __contains__(self, task: object) -> bool:
        if not isinstance(task, str):
            return False
        ident, _, label = task.rpartition("/")
        return task in self._facts.tasks or any(True for _ in self._facts.places(ident, label))

    def __iter__(self) -> Iterator[str]:
        return self._facts.named()

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _ByIdent(Mapping[str, Labels]):
    """The labels of an ident's tasks in a certain state; an ident without any is not among the keys.

    ``which`` of the index's two sets holds the tasks that are likely in that state, ``holds`` says whether one is. What
    is ``sure`` needs no second look, as long as all lines about it are usual.
    """

    def __init__(self, facts: _Facts, which: int, holds: Callable[[TaskState], object], *, sure: bool) -> None:
        self._facts, self._which, self._holds, self._sure = facts, which, holds, sure

    def __getitem__(self, ident: str) -> Labels:
        facts = self._facts
        words, kept = facts.words, facts.kept.get(ident, frozenset())
        bits = facts.index.bits(ident.encode(errors="replace"))[self._which]
        for label in kept if self._sure else kept | Labels(words, bits):
            state, _ = fold_task(facts.of_task(f"{ident}/{label}" if ident else label))
            bits = bits | words.bit(label) if self._holds(state) else bits & ~words.bit(label)
        if not bits:
            raise KeyError(ident)
        return Labels(words, bits)

    def __iter__(self) -> Iterator[str]:
        idents = dict.fromkeys(ident.decode() for ident in self._facts.index.idents)
        return (ident for ident in (idents | dict.fromkeys(self._facts.kept)) if ident in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Done(Mapping[str, Done]):
    def __init__(self, tasks: _Tasks, labels: _ByIdent) -> None:
        self._tasks, self._labels = tasks, labels

    def __getitem__(self, task: str) -> Done:
        state = self._tasks[task]
        if state.done is None:
            raise KeyError(task)
        return state.done

    def __contains__(self, task: object) -> bool:
        if not isinstance(task, str):
            return False
        ident, _, label = task.rpartition("/")
        return label in self._labels.get(ident, ())

    def __iter__(self) -> Iterator[str]:
        for ident, labels in self._labels.items():
            yield from (f"{ident}/{label}" if ident else label for label in sorted(labels))

    def __len__(self) -> int:
        return sum(len(labels) for labels in self._labels.values())


class _Figures(Mapping[tuple[str, str], Figures]):
    def __init__(self, facts: _Facts) -> None:
        self._facts = facts

    def __getitem__(self, key: tuple[str, str]) -> Figures:
        found = self._facts.of_series(key)
        if not found:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[tuple[str, str]]:
        usual = [(target.decode(), unit.decode()) for target, unit in self._facts.index.keys]
        return (key for key in dict.fromkeys([*usual, *self._facts.series]) if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
