"""What fixes each date of a stage, in one sentence: a link and its lag, a date, a group, days off, leave, a length."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from perfplan.model.project import Group, Project, Stage
from perfplan.model.sentence import Sentence
from perfplan.schedule.analysis import Run, run_network
from perfplan.schedule.axis import lag_before, place_early, place_late
from perfplan.schedule.cause_words import (
    AFTER_FINISH,
    AFTER_START,
    BEFORE_FINISH,
    BEFORE_START,
    DEADLINE,
    EARLIEST_FINISH,
    EARLIEST_START,
    ENDS_WITH,
    ENDS_WITH_START,
    LATEST_FINISH,
    LATEST_START,
    LIMIT,
    PROJECT_STARTS,
    THROUGH_GROUP,
    WITH_LAG,
    WITH_LAG_ON,
    date_said,
    from_day,
    iso,
    up_to_day,
    with_days_off,
    written,
)
from perfplan.schedule.cpm import reached
from perfplan.schedule.gates import linked
from perfplan.schedule.network import FAR_FUTURE, FAR_PAST, Arc, build_network
from perfplan.schedule.why import duration_text

Said: TypeAlias = dict[str, str | int | Sentence]


class Causes:
    """The causes of one project's dates, asked stage by stage; the network is scheduled once."""

    def __init__(self, project: Project) -> None:
        """Schedule the project both ways."""
        self._project = project
        network = build_network(project)
        self._run: Run = run_network(network, project.start.toordinal(), project.deadline.toordinal() + 1)
        self._groups = {group.id: group for group in project.groups}
        self._names = [*(stage.name for stage in project.stages)]
        self._names += [self._groups[group].name for group in network.gates]

    def of(self, stage_id: str) -> Iterator[Sentence]:
        """Yield the sentences for the earliest start and finish, then the latest finish and start."""
        place = next(place for place, stage in enumerate(self._project.stages) if stage.id == stage_id)
        yield from self._earliest(place)
        yield from self._latest(place)

    def _earliest(self, place: int) -> Iterator[Sentence]:
        stage, early = self._project.stages[place], self._run.early
        start, finish = early.start[place], early.finish[place]
        bound, cause, at_finish = self._lower(place)
        if not stage.duration.days:
            day = iso(finish if finish == self._run.origin else finish - 1)
            yield Sentence(EARLIEST_FINISH, {"date": day, "cause": with_days_off(stage, bound, finish - 1, cause)})
            return
        span = from_day(stage, start, finish)
        first = up_to_day(stage, start, finish) if at_finish else with_days_off(stage, bound, start, cause)
        yield Sentence(EARLIEST_START, {"date": iso(start), "cause": first})
        yield Sentence(EARLIEST_FINISH, {"date": iso(finish - 1), "cause": cause if at_finish else span})

    def _latest(self, place: int) -> Iterator[Sentence]:
        stage, late = self._project.stages[place], self._run.late
        start, finish = late.start[place], late.finish[place]
        bound, cause, at_start = self._upper(place)
        if not stage.duration.days:
            yield Sentence(LATEST_FINISH, {"date": iso(max(finish - 1, self._run.origin)), "cause": cause})
            return
        span = up_to_day(stage, start, finish)
        last = from_day(stage, start, finish) if at_start else with_days_off(stage, finish, bound, cause)
        yield Sentence(LATEST_FINISH, {"date": iso(finish - 1), "cause": last})
        yield Sentence(LATEST_START, {"date": iso(start), "cause": cause if at_start else span})

    def _lower(self, place: int) -> tuple[int, Sentence, bool]:
        """Return the bound that fixes the earliest dates, what it comes from, and whether it binds the finish."""
        run, stage = self._run, self._project.stages[place]
        activity, days = run.network.activities[place], run.network.days[place]
        for arc in run.network.incoming[place]:
            if arc.source == run.drivers[place]:
                bound = reached(arc, run.early)
                floors = (run.origin, bound) if arc.to_finish else (max(bound, run.origin), activity.finish_floor)
                if place_early(days, activity.calendar, *floors, run.origin)[0] == run.early.start[place]:
                    return bound, self._link_before(arc), arc.to_finish
        begins = run.origin, Sentence(PROJECT_STARTS, {"date": self._project.start.isoformat()}), False
        if place_early(days, activity.calendar, run.origin, FAR_PAST, run.origin)[0] == run.early.start[place]:
            return begins
        for key, day, holder in self._dates(stage, ("start_not_before", "start_on", "finish_not_before", "finish_on")):
            at_finish = key.startswith("finish")
            bound = day.toordinal() + (at_finish or not days)
            floors = (run.origin, bound) if at_finish else (max(bound, run.origin), FAR_PAST)
            if place_early(days, activity.calendar, *floors, run.origin)[0] == run.early.start[place]:
                return bound, date_said(key, day, holder), at_finish
        return begins

    def _link_before(self, arc: Arc) -> Sentence:
        """Return what a link to a stage says; through the gate of a group, what that waits for."""
        run, through = self._run, ""
        while arc.source >= run.network.size and run.drivers[arc.source] >= 0:
            through = through or self._names[arc.source]
            arc = next(each for each in run.network.incoming[arc.source] if each.source == run.drivers[arc.source])
        template = (ENDS_WITH if arc.from_finish else ENDS_WITH_START) if arc.to_finish else AFTER_FINISH
        if not arc.to_finish and not arc.from_finish:
            template = AFTER_START
        end = run.early.finish[arc.source] - 1 if arc.from_finish else run.early.start[arc.source]
        cause = Sentence(template, {"stage": self._names[arc.source], "date": iso(end)})
        return self._with_group(self._with_lag(cause, arc), through)

    def _upper(self, place: int) -> tuple[int, Sentence, bool]:
        """Return the bound that fixes the latest dates, what it comes from, and whether it binds the start."""
        run, stage = self._run, self._project.stages[place]
        calendar, days, wanted = run.network.activities[place].calendar, run.network.days[place], run.late.start[place]

        def fixes(bound: int, *, at_start: bool) -> bool:
            ceilings = (bound, FAR_FUTURE) if at_start else (FAR_FUTURE, bound)
            return place_late(days, calendar, *ceilings, run.origin)[0] == wanted

        if place in run.limits and stage.due_within and fixes(run.limits[place], at_start=False):
            due = stage.due_within
            said: Said = {"limit": duration_text(due.limit), "stage": self._name_of(due.stage)}
            return run.limits[place], Sentence(LIMIT, said), False
        for arc in run.network.outgoing[place]:
            bound = lag_before(
                run.late.finish[arc.target] if arc.to_finish else run.late.start[arc.target], arc.lag, arc.calendar
            )
            if fixes(bound, at_start=not arc.from_finish):
                return bound, self._link_after(arc), not arc.from_finish
        for key, day, holder in self._dates(stage, ("start_not_after", "start_on", "finish_not_after", "finish_on")):
            at_start = key.startswith("start") and bool(days)
            bound = day.toordinal() + (not at_start)
            if fixes(bound, at_start=at_start):
                return bound, date_said(key, day, holder), at_start
        return run.end, Sentence(DEADLINE, {"date": self._project.deadline.isoformat()}), False

    def _link_after(self, arc: Arc) -> Sentence:
        run, through = self._run, ""
        late = run.late
        while arc.target >= run.network.size:
            through = through or self._names[arc.target]
            gate = late.start[arc.target]
            following = [
                (lag_before(late.finish[e.target] if e.to_finish else late.start[e.target], e.lag, e.calendar), e)
                for e in run.network.outgoing[arc.target]
            ]
            tight = next((each for bound, each in following if bound == gate), None)
            if tight is None:
                return self._group_bound(arc.target)
            arc = tight
        template = BEFORE_FINISH if arc.to_finish else BEFORE_START
        day = late.finish[arc.target] - 1 if arc.to_finish else late.start[arc.target]
        cause = Sentence(template, {"stage": self._names[arc.target], "date": iso(day)})
        return self._with_group(self._with_lag(cause, arc), through)

    def _group_bound(self, gate: int) -> Sentence:
        """Return what bounds all of a group: its limit or its own last date, or else the deadline."""
        run, group = self._run, self._groups[self._run.network.gates[gate - self._run.network.size]]
        if group.due_within and run.limits.get(gate) == run.late.finish[gate]:
            said: Said = {
                "limit": duration_text(group.due_within.limit),
                "stage": self._name_of(group.due_within.stage),
            }
            return self._with_group(Sentence(LIMIT, said), group.name)
        for key in ("finish_not_after", "finish_on"):
            day = getattr(group.constraints, key)
            if day is not None and day.toordinal() + 1 == run.late.finish[gate]:
                return date_said(key, day, group)
        return Sentence(DEADLINE, {"date": self._project.deadline.isoformat()})

    def _with_lag(self, cause: Sentence, arc: Arc) -> Sentence:
        if not arc.lag:
            return cause
        link = ("F" if arc.from_finish else "S") + ("F" if arc.to_finish else "S")
        lag = f"{arc.lag}{'cd' if arc.calendar is None else 'wd'}"
        if arc.calendar is None or arc.calendar == self._project.calendar:
            return Sentence(WITH_LAG, {"cause": cause, "link": link, "lag": lag})
        return Sentence(WITH_LAG_ON, {"cause": cause, "link": link, "lag": lag, "calendar": arc.calendar.name})

    def _with_group(self, cause: Sentence, group: str) -> Sentence:
        return Sentence(THROUGH_GROUP, {"cause": cause, "group": group}) if group else cause

    def _name_of(self, id_: str) -> str:
        return next(each.name for each in linked(self._project) if each.id == id_)

    def _dates(self, stage: Stage, keys: tuple[str, ...]) -> Iterator[tuple[str, date, Group | None]]:
        """Yield a stage's own dates under these keys, then those of the groups around it."""
        yield from ((key, day, None) for key, day in written(stage.constraints, keys))
        parent = stage.parent
        while parent:
            group = self._groups[parent]
            yield from ((key, day, group) for key, day in written(group.constraints, keys))
            parent = group.parent
