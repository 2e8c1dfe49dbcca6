"""What the ledger says about the work, however it was found out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from perfplan.ledger.figures import Figures
from perfplan.ledger.labels import NONE, Labels, Words
from perfplan.ledger.record import Correction, Done
from perfplan.ledger.states import UNTOUCHED, TaskState


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of the work.

    Of a large ledger the mappings read a task's records when they are asked for it: asking is cheap, going through all
    of them is not. :meth:`finished` answers for hundreds of tasks at once without reading any.

    Attributes:
        done: the report that counts of every task that is done or closed, by task id.
        tasks: where each task stands that the ledger speaks of; targets and shares with remarks are among them.
        figures: the cumulative values of a target at a unit ('' for the target's own), by day.
        labels: what is finished, by ident; see :meth:`finished`.
        moved: tasks with more than reports of completion and sign-offs: sent back, reopened, extended, remarked upon.
        corrections: what was corrected of a record, in order, by its id.
        signed: what is closed, by ident; see :meth:`closed`.
        words: the labels of both, numbered.
    """

    done: Mapping[str, Done]
    tasks: Mapping[str, TaskState] = field(default_factory=dict)
    figures: Mapping[tuple[str, str], Figures] = field(default_factory=dict)
    labels: Mapping[str, Labels] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    signed: Mapping[str, Labels] = field(default_factory=dict)
    words: Words = field(default_factory=Words, compare=False)

    def finished(self, ident: str) -> Labels:
        """Return the periods, days or stages of one ident that are done or closed.

        ``finished("jobs@chengguan")`` holds ``2025-03`` when ``jobs@chengguan/2025-03`` is done: one question for a
        whole block of tasks instead of one for each.
        """
        return self.labels.get(ident, NONE)

    def closed(self, ident: str) -> Labels:
        """Return the periods, days or stages of one ident that are verified and signed off."""
        return self.signed.get(ident, NONE)

    def done_by(self, today: date) -> dict[str, Done]:
        """Return the reports of work that was complete on ``today`` or before."""
        return {task: record for task, record in self.done.items() if record.on <= today}

    def state(self, task: str) -> TaskState:
        """Return where a task stands; one that the ledger does not speak of is untouched."""
        return self.tasks.get(task, UNTOUCHED)
