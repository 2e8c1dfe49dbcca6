"""Keep a note, a problem with its measure, or evidence of a task or target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from perfplan.cli._command import Command
from perfplan.cli.context import Context
from perfplan.cli.options import PlanOption, TodayOption
from perfplan.cli.recording import ByOption, Desk, DryRunOption, UndoOption, open_desk
from perfplan.errors import UsageError

if TYPE_CHECKING:
    from perfplan.ledger.record import Remark

About = Annotated[str, typer.Argument(metavar="ID", help="A task, a target, a unit's share, a project or a campaign.")]
Text = Annotated[str, typer.Argument(metavar="[TEXT]", help="What is worth keeping.")]
ProblemOption = Annotated[str, typer.Option("--problem", metavar="TEXT", help="What stands in the way.")]
Measure = Annotated[str, typer.Option("--measure", metavar="TEXT", help="What is done about the problem.")]
EvidenceOption = Annotated[
    str, typer.Option("--evidence", metavar="TEXT", help="Where the proof lies: a file, a number.")
]


def note(
    context: Context,
    about: About,
    text: Text = "",
    plan: PlanOption = None,
    today: TodayOption = None,
    problem: ProblemOption = "",
    measure: Measure = "",
    evidence: EvidenceOption = "",
    by: ByOption = "",
    undo: UndoOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Record in the plan's ledger what is known about a task or target. It moves nothing and is shown with it.

    The same words with --undo take it back.

        perfplan note p01/tender "评标专家已抽取" --by 陈宇
        perfplan note jobs@chengguan --problem "企业用工需求下降" --measure "增开两场专场招聘会"
        perfplan note p01/eia --evidence "环审〔2025〕17号"
    """
    if not (text or problem or evidence) or (measure and not problem):
        raise UsageError("there is nothing to keep: give a text, --problem (with --measure), or --evidence")
    desk = open_desk(context, plan, today, dry_run=dry_run)
    _refuse_unknown(desk, about)
    remarks = _remarks(desk, about, (text, problem, measure, evidence), by)
    if undo:
        _take_back(desk, about, remarks, by)
        return
    desk.save(remarks)
    for remark in remarks:
        desk.say("noted: {id}: {text}", id=about, text=_words(remark))


def _remarks(desk: Desk, about: str, words: tuple[str, str, str, str], by: str) -> list[Remark]:
    from perfplan.ledger.record import Evidence, Note, Problem, new_record_id

    text, problem, measure, evidence = words
    found: list[Remark] = []
    if text:
        found.append(Note(new_record_id(), about, desk.today, text, by))
    if problem:
        found.append(Problem(new_record_id(), about, desk.today, problem, measure, by))
    if evidence:
        found.append(Evidence(new_record_id(), about, desk.today, evidence, by))
    return found


def _words(remark: Remark) -> str:
    """Return what a remark says, by which it is found again."""
    from perfplan.ledger.record import Note, Problem

    if isinstance(remark, Note):
        return remark.text
    return (
        f"{remark.problem} → {remark.measure}".removesuffix(" → ") if isinstance(remark, Problem) else remark.evidence
    )


def _take_back(desk: Desk, about: str, remarks: list[Remark], by: str) -> None:
    """Retract what was noted in the same words."""
    from perfplan.ledger.record import Retraction, new_record_id

    state = desk.progress.state(about)
    known: list[Remark] = [*state.notes, *state.problems, *state.evidence]
    wanted = {(type(remark), _words(remark)) for remark in remarks}
    found = [remark for remark in known if (type(remark), _words(remark)) in wanted]
    if len({(type(remark), _words(remark)) for remark in found}) < len(wanted):
        raise UsageError("nothing in these words is noted of {id}; nothing was recorded", id=about)
    desk.save([Retraction(new_record_id(), remark.id, desk.today, by) for remark in found])
    for remark in found:
        desk.say("taken back: {id}: {text}", id=about, text=_words(remark))


def _refuse_unknown(desk: Desk, about: str) -> None:
    from perfplan.cli.recording import unknown
    from perfplan.track.names import subject_ids
    from perfplan.track.work import find_task, task_ids

    subjects = subject_ids(desk.plan)
    if about not in subjects and find_task(desk.plan, about) is None:
        raise unknown([about], [*subjects, *task_ids(desk.plan)])


COMMAND = Command(name="note", run=note)
