"""The board (一张图): where every target and every project stands, each with its lamps and their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from msgspec import Struct

from perfplan.ledger.progress import Progress
from perfplan.model.lamp import Fact, Facts, Light
from perfplan.model.plan import Plan
from perfplan.model.project import Project
from perfplan.model.sentence import Sentence
from perfplan.schedule.reverse import schedule_project
from perfplan.schedule.timeline import ScheduledStage
from perfplan.track.lamps import NO_LAMP, Lit, Shine, deadline_facts, shine, worst
from perfplan.track.pace import gap
from perfplan.track.standing import Standing, standings

START, PROGRESS = "start", "progress"
"""The light that looks at the beginning of its stage, and the one that looks at all stages unless the plan says so."""


class LitTarget(Struct, frozen=True):
    """A target at a unit with its lamp; ``why`` is empty where the plan has no rules for targets."""

    standing: Standing
    lamp: Shine
    why: Sentence


class ProjectLight(Struct, frozen=True):
    """One lamp of a project; the lamp is none where nothing is known that its rules ask about."""

    project: Project
    light: Light
    lamp: Shine
    why: Sentence


class Board(Struct, frozen=True):
    """Everything on a day."""

    targets: tuple[LitTarget, ...]
    projects: tuple[ProjectLight, ...]


def board(plan: Plan, progress: Progress, today: date) -> Board:
    """Return where all targets and projects stand on a day."""
    found = tuple(standings(plan, progress, today))
    targets = tuple(_lit(standing, plan) for standing in found)
    facts = {standing.id: standing.facts() for standing in found}
    return Board(targets, tuple(project_lights(plan, progress, today, facts)))


def _lit(standing: Standing, plan: Plan) -> LitTarget:
    shown = shine(plan.lamps.targets, standing.facts())
    if shown is None:
        nothing = Sentence("no rule of the plan applies") if plan.lamps.targets else Sentence("")
        return LitTarget(standing, NO_LAMP, nothing)
    return LitTarget(standing, *shown)


def project_lights(plan: Plan, progress: Progress, today: date, targets: Mapping[str, Facts]) -> Iterator[ProjectLight]:
    """Yield every light of every project.

    Args:
        plan: gives projects, lights and their roles.
        progress: says which stages are done.
        today: the day to look from.
        targets: what is known of targets, for lights that look at one.
    """
    unknown = NO_LAMP, Sentence("nothing is recorded or planned that this lamp looks at")
    for project in plan.projects if plan.lamps.lights else ():
        stages = schedule_project(project).stages
        found: dict[str, Lit | None] = {}
        for light in plan.lamps.lights:
            if light.states.rules:
                role = plan.lamps.roles.get((project.id, light.id), "")
                facts = _facts(project, light, role, stages, progress, today, targets)
                found[light.id] = shine(light.states, facts) if facts is not None else None
        for light in plan.lamps.lights:
            others = light.states.worst_of
            shown = worst((other, found[other.id]) for other in others) if others else found.get(light.id)
            yield ProjectLight(project, light, *(shown or unknown))


def _facts(
    project: Project,
    light: Light,
    role: str,
    stages: tuple[ScheduledStage, ...],
    progress: Progress,
    today: date,
    targets: Mapping[str, Facts],
) -> Facts | None:
    sort, _, name = role.partition(":")
    if sort == "target":
        return targets.get(name)
    found = next((stage for stage in stages if stage.stage.id == (name or light.id)), None)
    if found is not None and light.id == START:
        return _start_facts(project, found, progress, today)
    if found is not None:
        return _stage_facts(project, found, progress, today)
    return _works_facts(project, stages, progress, today) if light.id == PROGRESS else None


def _stage_facts(project: Project, scheduled: ScheduledStage, progress: Progress, today: date) -> Facts:
    if _is_done(project, scheduled, progress):
        return {Fact.DONE: 1, Fact.DAYS_OVERDUE: 0, Fact.MONTHS_LATE: 0}
    return deadline_facts(scheduled.latest_start, scheduled.latest_finish, today, project.calendar)


def _start_facts(project: Project, scheduled: ScheduledStage, progress: Progress, today: date) -> Facts:
    task = f"{project.id}/{scheduled.stage.id}"
    if _is_done(project, scheduled, progress) or (task in progress.moved and progress.state(task).started):
        return {Fact.DONE: 1, Fact.DAYS_OVERDUE: 0, Fact.MONTHS_LATE: 0}
    return deadline_facts(None, scheduled.latest_start, today, project.calendar)


def _works_facts(project: Project, stages: tuple[ScheduledStage, ...], progress: Progress, today: date) -> Facts:
    """Compare the stages that are done with those that should be, each weighing as many days as it lasts."""
    days = {stage.stage.id: (stage.latest_finish - stage.latest_start).days + 1 for stage in stages}
    whole = sum(days.values())
    done = sum(days[stage.stage.id] for stage in stages if _is_done(project, stage, progress))
    due = sum(days[stage.stage.id] for stage in stages if stage.latest_finish < today)
    late = [stage for stage in stages if stage.latest_finish < today and not _is_done(project, stage, progress)]
    first = min((stage.latest_finish for stage in late), default=project.deadline)
    facts = dict(deadline_facts(project.start, first, today, project.calendar))
    found = gap(Fraction(done, whole), Fraction(due, whole))
    facts |= {Fact.PROGRESS: Fraction(done, whole), Fact.MISSES: len(late), Fact.POINTS_BEHIND: found.points_behind}
    facts[Fact.DONE] = int(done == whole)
    return facts | ({Fact.SHARE_OF_PACE: found.share} if found.share is not None else {})


def _is_done(project: Project, stage: ScheduledStage, progress: Progress) -> bool:
    return stage.stage.id in progress.finished(project.id)
