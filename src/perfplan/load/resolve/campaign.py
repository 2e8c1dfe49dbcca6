"""Special tasks (专项): phases, findings and clocks turned into dated tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from perfplan.load.nearest import nearest
from perfplan.load.resolve.scope import Item, Scope
from perfplan.model.campaign import NOTICE, Campaign, CampaignTask, closing_title
from perfplan.model.project import Duration
from perfplan.model.quantity import format_decimal as shown
from perfplan.model.unit import Person, Unit
from perfplan.schedule.circle import find_cycle
from perfplan.spec.campaign import CampaignSpec, ClockSpec, ClueSpec, FindingSpec, PhaseSpec
from perfplan.spec.clocks import USUAL_CLOCKS


def resolve_campaign(item: Item[CampaignSpec], scope: Scope) -> Campaign | None:
    """Return the campaign with all its tasks, or None when no known unit leads it or its phases go in a circle."""
    spec = item.spec
    lead = scope.lead(item)
    support = scope.all_units(item, "support_units", spec.support_units)
    supervisor = scope.person(spec.supervisor, item.spot("supervisor"))
    owner = scope.person(spec.owner, item.spot("owner")) if spec.owner else (lead.head if lead else None)
    if owner is None and spec.owner is None and lead is not None:
        scope.report("PP701", item.at("id"), what=spec.name)
    if lead is None:
        return None
    start = spec.start or scope.issued
    work = _Work(item, lead, owner, start, scope)
    tasks = (*work.phases(), *work.findings(), *work.clues())
    at_owner = item.at("owner") if spec.owner else None
    return Campaign(
        spec.id, spec.name, lead, support, supervisor or owner, owner, start, tasks, item.at("id"), at_owner
    )


class _Work:
    """The parts of one campaign while they become tasks."""

    def __init__(self, item: Item[CampaignSpec], lead: Unit, owner: Person | None, start: date, scope: Scope) -> None:
        self.item, self.lead, self.owner, self.start, self.scope = item, lead, owner, start, scope

    def _who(self, part: Item[PhaseSpec] | Item[FindingSpec] | Item[ClueSpec]) -> tuple[Unit, Person | None]:
        """Return whose a part is: its own unit's, answered for by its head unless somebody is named."""
        own = self.scope.unit(part.spec.unit, part.spot("unit"))
        named = self.scope.person(part.spec.owner, part.spot("owner"))
        return own or self.lead, named or (own.head if own else None) or self.owner

    def phases(self) -> Iterator[CampaignTask]:
        """Yield the phases; one without a date lasts so long after its predecessors."""
        parts = [self.item.part(phase, "phases", index) for index, phase in enumerate(self.item.spec.phases)]
        parts = self.scope.unique(parts, "phase")
        ids = {part.spec.id: part for part in parts}
        if not self._linked(ids):
            return
        deadlines: dict[str, date] = {}
        for part in _in_order(ids):
            ends = [deadlines[name] for name in part.spec.after if name in deadlines]
            start = max(ends) + timedelta(days=1) if ends else self.start
            deadlines[part.spec.id] = deadline = self._deadline(part, start)
            yield self._phase(part, min(start, deadline), deadline)

    def _linked(self, ids: Mapping[str, Item[PhaseSpec]]) -> bool:
        sound = True
        for part in ids.values():
            for index, name in enumerate(part.spec.after):
                if name not in ids:
                    self.scope.report("PP309", part.at("after", index), name=name, nearest=nearest(name, ids))
                    sound = False
        cycle = find_cycle([(name, part.spec.id) for part in ids.values() for name in part.spec.after])
        if cycle:
            self.scope.report("PP310", ids[cycle[0]].at("after"), path=" → ".join(cycle))
        return sound and not cycle

    def _deadline(self, part: Item[PhaseSpec], start: date) -> date:
        spec = part.spec
        if (spec.due is None) == (spec.duration is None):
            self.scope.report("PP202", part.at("due"), key="due / duration")
            return spec.due or start
        if spec.due is not None:
            if spec.due < start:
                first = f"{', '.join(spec.after) or self.item.spec.id} {start - timedelta(days=1)}"
                self.scope.report("PP602", part.at("due"), first=first, second=f"{spec.id} {spec.due}")
            return spec.due
        assert spec.duration is not None
        return self._after(start - timedelta(days=1), spec.duration)

    def _after(self, day: date, duration: Duration) -> date:
        assert self.scope.calendar is not None
        if duration.working:
            return self.scope.calendar.add(day, duration.days)
        return day + timedelta(days=duration.days)

    def _phase(self, part: Item[PhaseSpec], start: date, deadline: date) -> CampaignTask:
        spec = part.spec
        unit, owner = self._who(part)
        amount, uom = (shown(spec.target.value), spec.target.uom) if spec.target else ("", "")
        return self._task(spec.id, spec.name, start, deadline, unit, owner, None, "phase", part, amount, uom)

    def findings(self) -> Iterator[CampaignTask]:
        """Yield the problems to be rectified; one that is verified is finished, but still to be closed out."""
        parts = [self.item.part(finding, "findings", index) for index, finding in enumerate(self.item.spec.findings)]
        for part in self.scope.unique(parts, "finding"):
            spec = part.spec
            unit, owner = self._who(part)
            title = f"{spec.site}: {spec.problem}" if _is_plain(spec) else f"{spec.site}：{spec.problem}"
            due = spec.extended_to or spec.due
            start = min(spec.found_on or self.start, due)
            finished = spec.verified_on or spec.closed_on
            yield self._task(spec.id, title, start, due, unit, owner, finished, "finding", part)
            if spec.verified_on and not spec.closed_on:
                yield self._closing(part, title, spec.verified_on, unit, owner)

    def _closing(
        self, part: Item[FindingSpec], title: str, verified: date, unit: Unit, owner: Person | None
    ) -> CampaignTask:
        """Return what is left of a verified finding: made public for some working days, closed out on the next one."""
        assert self.scope.calendar is not None
        due, start = self.scope.calendar.add(verified, NOTICE + 1), verified + timedelta(days=1)
        title, name = closing_title(title), f"{part.spec.id}/close"
        return self._task(name, title, start, due, unit, owner, None, "notice", part)

    def clues(self) -> Iterator[CampaignTask]:
        """Yield every clock of every clue that its events have started."""
        parts = [self.item.part(clue, "clues", index) for index, clue in enumerate(self.item.spec.clues)]
        for part in self.scope.unique(parts, "clue"):
            clocks = self.item.spec.clocks.get(part.spec.kind, USUAL_CLOCKS.get(part.spec.kind))
            unit, owner = self._who(part)
            if clocks is None:
                near = nearest(part.spec.kind, [*self.item.spec.clocks, *USUAL_CLOCKS])
                self.scope.report("PP315", part.at("kind"), kind=part.spec.kind, nearest=near)
                continue
            for clock in clocks:
                yield from self._clock(part, clock, unit, owner)

    def _clock(
        self, part: Item[ClueSpec], clock: ClockSpec, unit: Unit, owner: Person | None
    ) -> Iterator[CampaignTask]:
        events = part.spec.events
        if clock.start not in events:
            return
        assert self.scope.calendar is not None
        start = events[clock.start]
        deadline = self._after(start, clock.within)
        if not clock.within.working:  # a legal limit that ends on a day off ends on the next working day
            deadline = self.scope.calendar.next_workday(deadline)
        title, finished = f"{part.spec.topic}：{clock.name}", events.get(clock.stop)
        yield self._task(f"{part.spec.id}/{clock.id}", title, start, deadline, unit, owner, finished, "clock", part)

    def _task(
        self,
        name: str,
        title: str,
        start: date,
        deadline: date,
        unit: Unit,
        owner: Person | None,
        finished: date | None,
        kind: str,
        part: Item[PhaseSpec] | Item[FindingSpec] | Item[ClueSpec],
        amount: str = "",
        uom: str = "",
    ) -> CampaignTask:
        task_id = f"{self.item.spec.id}/{name}"
        due_key = next((key for key in ("extended_to", "due") if getattr(part.spec, key, None) is not None), None)
        return CampaignTask(
            task_id, title, start, deadline, unit, owner, amount, uom, finished, kind, part.at("id"),
            part.at(due_key) if due_key else None,
        )  # fmt: skip


def _is_plain(spec: FindingSpec) -> bool:
    return f"{spec.site}{spec.problem}".isascii()


def _in_order(ids: Mapping[str, Item[PhaseSpec]]) -> Iterator[Item[PhaseSpec]]:
    """Yield phases so that every predecessor comes first, otherwise as declared."""
    waiting, done = dict(ids), set[str]()
    while waiting:
        ready = [name for name, part in waiting.items() if done.issuperset(part.spec.after)]
        for name in ready:
            done.add(name)
            yield waiting.pop(name)
