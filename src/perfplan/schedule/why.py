"""The reason for a timeline, as sentences: what is late because of what, and what would help.

Templates are English message ids; names, durations and ISO dates are their values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfplan.model.project import Duration, Project
from perfplan.model.sentence import Sentence
from perfplan.schedule.analysis import Bound, Breach, Run, chain_to, reserve
from perfplan.schedule.axis import day_at
from perfplan.schedule.repair import Cut, earlier_origin, relaxed_bound, relaxed_end, smallest_cut

ONE_WORKING, WORKING = "{days} working day", "{days} working days"
ONE_CALENDAR, CALENDAR = "{days} calendar day", "{days} calendar days"
SHORT_WORKING, SHORT_CALENDAR = "{days}wd", "{days}cd"
LATE = "finishes {delay} late, because {chain}"
STAGE_FINISHES_LATE = "{stage} finishes {delay} after its limit of {date}, because {chain}"
STAGE_STARTS_LATE = "{stage} starts {delay} after its limit of {date}, because {chain}"
MORE = "{count} more limits cannot be kept"
ONE_MORE = "{count} more limit cannot be kept"
CUT_OR_DEADLINE = "it fits if {stage} is cut to {duration} or the deadline moves to {date}"
CUT = "it fits if {stage} is cut to {duration}"
DEADLINE = "it fits if the deadline moves to {date}"
CUT_OR_FINISH = "it fits if {stage} is cut to {duration} or {limited} may finish on {date}"
CUT_OR_START = "it fits if {stage} is cut to {duration} or {limited} may start on {date}"
FINISH = "it fits if {limited} may finish on {date}"
START = "it fits if {limited} may start on {date}"
EARLIER = "it fits too if the project starts on {date}"
ONLY_EARLIER = "it fits if the project starts on {date}"
RESERVE = "the project must start by {date}; {reserve} in reserve"
NO_RESERVE = "the project must start by {date}; no working day in reserve"

TEMPLATES = (
    ONE_WORKING,
    WORKING,
    ONE_CALENDAR,
    CALENDAR,
    SHORT_WORKING,
    SHORT_CALENDAR,
    LATE,
    STAGE_FINISHES_LATE,
    STAGE_STARTS_LATE,
    MORE,
    ONE_MORE,
    CUT_OR_DEADLINE,
    CUT,
    DEADLINE,
    CUT_OR_FINISH,
    CUT_OR_START,
    FINISH,
    START,
    EARLIER,
    ONLY_EARLIER,
    RESERVE,
    NO_RESERVE,
)
"""Every template a timeline can use, for the catalogue."""

ARROW = " → "
_LONG, _HEAD, _TAIL = 12, 6, 5
_BREACHES = 4


def reasons(project: Project, run: Run, broken: Sequence[Breach], tightest: int) -> tuple[Sentence, ...]:
    """Return why a project does not fit and what would help; or when it must start and what is in reserve.

    The first four broken bounds are told with their chains, the deadline first; the others are counted.
    """
    if not broken:
        return (_reserve(project, run, tightest),)
    found = tuple(repair(project, run, broken))
    return (*failures(project, run, broken), *found, *_earlier(run, EARLIER if found else ONLY_EARLIER))


def failures(project: Project, run: Run, broken: Sequence[Breach]) -> Iterator[Sentence]:
    """Yield what is late because of what."""
    yield from (_breach(project, run, breach) for breach in broken[:_BREACHES])
    if (rest := len(broken) - _BREACHES) > 0:
        yield Sentence(ONE_MORE if rest == 1 else MORE, {"count": rest})


def count_of(days: int, unit: str) -> Sentence:
    """Return ``12 working days`` (``wd``) or ``1 calendar day`` (``cd``) as a sentence to be translated."""
    one, many = (ONE_WORKING, WORKING) if unit == "wd" else (ONE_CALENDAR, CALENDAR)
    return Sentence(one if days == 1 else many, {"days": days})


def duration_text(duration: Duration) -> Sentence:
    """Return ``15wd`` or ``30cd`` as a sentence to be translated."""
    return Sentence(SHORT_WORKING if duration.working else SHORT_CALENDAR, {"days": duration.days})


def _reserve(project: Project, run: Run, tightest: int) -> Sentence:
    starts = zip(project.stages, run.late.start, strict=False)  # gates stand behind the stages
    first = min(_start_day(start, stage.duration, run.origin) for stage, start in starts)
    days = reserve(run, tightest, project.calendar)
    if not days:
        return Sentence(NO_RESERVE, {"date": _iso(first)})
    return Sentence(RESERVE, {"date": _iso(first), "reserve": count_of(days, "wd")})


def _start_day(boundary: int, duration: Duration, origin: int) -> int:
    return boundary if duration.days else max(boundary - 1, origin)


def _breach(project: Project, run: Run, breach: Breach) -> Sentence:
    chain = chain_text([project.stages[place].name for place in chain_to(run, breach.place)])
    said: dict[str, str | int | Sentence] = {"delay": count_of(breach.days, breach.unit), "chain": chain}
    if breach.bound is Bound.DEADLINE:
        return Sentence(LATE, said)
    template = STAGE_STARTS_LATE if breach.bound is Bound.START else STAGE_FINISHES_LATE
    return Sentence(
        template, {"stage": _name(project, run, breach.place), "date": _bound_date(breach, breach.allowed), **said}
    )


def _name(project: Project, run: Run, place: int) -> str:
    """Return what people call a place: the name of a stage, or of the group whose gate it is."""
    if place < run.network.size:
        return project.stages[place].name
    wanted = run.network.gates[place - run.network.size]
    return next(group.name for group in project.groups if group.id == wanted)


def chain_text(names: Sequence[str]) -> str:
    """Return ``A → B → C``; of more than twelve names, the first six and the last five around an ellipsis."""
    shown = names if len(names) <= _LONG else [*names[:_HEAD], "…", *names[-_TAIL:]]
    return ARROW.join(shown)


def repair(project: Project, run: Run, broken: Sequence[Breach]) -> Iterator[Sentence]:
    """Yield which single change would help: a stage cut short, the deadline or a date moved; nothing if none does."""
    cut = smallest_cut(run)
    said = _cut_args(project, cut)
    end = relaxed_end(run, broken)
    moved = relaxed_bound(run, broken)
    if end is not None:
        yield Sentence(CUT_OR_DEADLINE if cut else DEADLINE, {**said, "date": _iso(end - 1)})
    elif moved is not None:
        both, alone = (CUT_OR_START, START) if moved.bound is Bound.START else (CUT_OR_FINISH, FINISH)
        date = _bound_date(moved, moved.possible)
        yield Sentence(both if cut else alone, {**said, "limited": _name(project, run, moved.place), "date": date})
    elif cut:
        yield Sentence(CUT, said)


def _earlier(run: Run, template: str) -> Iterator[Sentence]:
    """Yield on which earlier day the project would have to start; nothing if that does not help."""
    origin = earlier_origin(run)
    if origin is not None:
        yield Sentence(template, {"date": _iso(origin)})


def _cut_args(project: Project, cut: Cut | None) -> dict[str, str | int | Sentence]:
    if cut is None:
        return {}
    stage = project.stages[cut.place]
    return {"stage": stage.name, "duration": duration_text(Duration(cut.days, stage.duration.working))}


def _bound_date(breach: Breach, boundary: int) -> str:
    return _iso(boundary if breach.bound is Bound.START else boundary - 1)


def _iso(ordinal: int) -> str:
    return day_at(ordinal).isoformat()
