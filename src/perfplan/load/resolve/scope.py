"""What resolving knows while it works: the sources, the names found so far, and the findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

from msgspec import Struct, field

from perfplan.diagnostics import Diagnostic, Location
from perfplan.load.document import Document
from perfplan.load.history_file import Written
from perfplan.load.looks import look
from perfplan.load.nearest import nearest
from perfplan.model.calendar import Calendar, Roll
from perfplan.model.pace import PaceMethod
from perfplan.model.period import Period
from perfplan.model.unit import Person, Resource, Unit

S_co = TypeVar("S_co", covariant=True)
T = TypeVar("T")
Key = str | int
_ID = re.compile(r"\w[\w.-]*")
_BETWEEN_NAMES = re.compile(r"\s*[、，,;；]\s*")


class Spot(Struct, frozen=True):
    """A place that is worked out only when somebody asks."""

    document: Document
    path: tuple[Key, ...]
    is_key: bool

    @property
    def location(self) -> Location:
        """The place."""
        return self.document.key_at(self.path) if self.is_key else self.document.at(self.path)


Place: TypeAlias = Location | Spot


def located(place: Place) -> Location:
    """Return the location of a place."""
    return place.location if isinstance(place, Spot) else place


class Item(Struct, Generic[S_co], frozen=True):
    """A spec and where it is written; ``at`` finds any part of it."""

    spec: S_co
    document: Document
    path: tuple[Key, ...]

    def at(self, *path: Key) -> Location:
        """Return the place of a value inside the item; of the item's own key where the value is not written."""
        return self.document.at((*self.path, *path))

    def key_at(self, *path: Key) -> Location:
        """Return the place of a key inside the item."""
        return self.document.key_at((*self.path, *path))

    def spot(self, *path: Key) -> Spot:
        """Return the place of :meth:`at`, to be worked out when a finding needs it: most references are sound."""
        return Spot(self.document, (*self.path, *path), is_key=False)

    def key_spot(self, *path: Key) -> Spot:
        """Return the place of :meth:`key_at`, to be worked out when a finding needs it."""
        return Spot(self.document, (*self.path, *path), is_key=True)

    def part(self, spec: T, *path: Key) -> Item[T]:
        """Return a part of the item as an item of its own."""
        return Item(spec, self.document, (*self.path, *path))


class Names(Generic[T]):
    """Things by id, name and alias. A name that two things share finds neither."""

    def __init__(self, code: str, hidden: Iterable[str] = ()) -> None:
        """Start empty; ``code`` is the finding for an unknown name, ``hidden`` the names of broken entries."""
        self.code = code
        self.things: dict[str, T] = {}
        self._by_name: dict[str, T] = {}
        self._shared: dict[str, tuple[str, str]] = {}
        self._hidden = frozenset(hidden)
        self._looks: dict[str, str] = {}
        self._looked = 0

    def add(self, thing_id: str, thing: T, names: Iterable[str] = ()) -> None:
        """Add a thing under its id and its other names."""
        self.things[thing_id] = thing
        for name in dict.fromkeys(names):
            other = self._by_name.setdefault(name, thing)
            if other is not thing:
                self._shared[name] = (_id(other), thing_id)

    def knows(self, name: str) -> bool:
        """Whether anything has this id, name or alias."""
        return name in self.things or name in self._by_name or name in self._hidden

    def _near(self, name: str) -> str:
        """Return the known name that is meant: one that looks the same in another alphabet, else the nearest."""
        known = (*self.things, *self._by_name)
        if self._looked != len(known):
            self._looks, self._looked = {look(other): other for other in reversed(known)}, len(known)
        return self._looks.get(look(name), "") or nearest(name, known)

    def _is_hidden(self, name: str) -> bool:
        """Whether an entry may be meant whose own id is the mistake."""
        return bool(nearest(name, sorted(word for word in self._hidden if not _ID.fullmatch(word))))

    def find(self, name: str, place: Place, findings: list[Diagnostic]) -> T | None:
        """Return the thing of that name, or None with a finding (without one where the entry itself is broken)."""
        thing = self.things.get(name)
        if thing is None and name in self._shared:
            first, second = self._shared[name]
            findings.append(Diagnostic("PP312", located(place), {"name": name, "first": first, "second": second}))
        elif thing is None:
            thing = self._by_name.get(name)
            near = "" if thing or name in self._hidden else self._near(name)
            if thing is None and name not in self._hidden and (near or not self._is_hidden(name)):
                findings.append(Diagnostic(self.code, located(place), {"name": name, "nearest": near}))
        return thing


def _several(name: str, known: Names[Any]) -> list[str]:
    """Return the names that stand in one text; none where the text itself is a name, or no part of it is."""
    if known.knows(name):
        return []
    parts = [part for part in _BETWEEN_NAMES.split(name) if part]
    if len(parts) > 1:
        return parts if any(map(known.knows, parts)) else []
    words = name.split()  # a name may hold blanks: only where each word is one
    return words if len(words) > 1 and all(map(known.knows, words)) else []


def _id(thing: Any) -> str:
    return str(getattr(thing, "id", thing))


class Scope(Struct):
    """Everything that resolving one plan shares. ``findings`` grows; the rest is filled in order.

    ``of_kind`` are the units of each kind, ``attributes`` the names of their weights;
    ``shapes`` are the months of cumulative profiles, by id, ``given`` the dates of actions and ``rolled`` their
    single days, by what they were before they were rolled;
    ``worked`` are calendars without some people's leave, by the calendar they are made from and the people;
    ``needed`` are all whom a stage can need, people, crews and machines;
    ``history_rows`` says where each value of a history is written, ``gaps`` holds the targets whose history lacks
    months or has lines that cannot be used.
    """

    root: Path
    findings: list[Diagnostic] = field(default_factory=list)
    hidden: Mapping[str, frozenset[str]] = field(default_factory=dict)
    start: date = date.min
    end: date = date.max
    issued: date = date.min
    pace: PaceMethod = PaceMethod.CHECKPOINTS
    months: tuple[Period, ...] = ()
    quarters: tuple[Period, ...] = ()
    calendar: Calendar | None = None
    calendars: dict[str, Calendar] = field(default_factory=dict)
    worked: dict[tuple[int, str], Calendar] = field(default_factory=dict)
    given: dict[tuple[Sequence[date], Roll], tuple[date, ...]] = field(default_factory=dict)
    rolled: dict[tuple[date, Roll], date] = field(default_factory=dict)
    units: Names[Unit] = field(default_factory=lambda: Names("PP302"))
    of_kind: dict[str, list[Unit]] = field(default_factory=dict)
    attributes: dict[str, None] = field(default_factory=dict)
    people: Names[Person] = field(default_factory=lambda: Names("PP303"))
    needed: Names[Person | Resource] = field(default_factory=lambda: Names("PP326"))
    profiles: Names[Any] = field(default_factory=lambda: Names("PP306"))
    shapes: dict[str, Mapping[int, Fraction]] = field(default_factory=dict)
    targets: Names[Any] = field(default_factory=lambda: Names("PP305"))
    history: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    history_rows: Mapping[tuple[str, str], Mapping[str, Written]] = field(default_factory=dict)
    gaps: set[str] = field(default_factory=set)

    def report(self, code: str, place: Place, **args: str | int) -> None:
        """Add a finding."""
        self.findings.append(Diagnostic(code, located(place), args))

    def unit(self, name: str | None, place: Place) -> Unit | None:
        """Return the unit of that id, name or alias."""
        return self.units.find(name, place, self.findings) if name is not None else None

    def person(self, name: str | None, place: Place) -> Person | None:
        """Return the person of that id, name or alias; where several are named, a finding says that the first is."""
        if name is None:
            return None
        several = [] if self.people.knows(name) else _several(name, self.people)
        if several:
            self.report("PP348", place, value=name, first=several[0])
        return self.people.find(several[0] if several else name, place, self.findings)

    def lead(self, item: Item[Any]) -> Unit | None:
        """Return the one unit that leads; where several are named, a finding says that the first one does."""
        name, place = item.spec.lead_unit, item.spot("lead_unit")
        names = [part for part in _BETWEEN_NAMES.split(name) if part]
        if len(names) < 2 or self.units.knows(name):
            return self.unit(name, place)
        self.report("PP704", place, value=name, first=names[0], others=", ".join(names[1:]))
        return self.unit(names[0], place)

    def all_units(self, item: Item[Any], key: str, names: Sequence[str]) -> tuple[Unit, ...]:
        """Return the units listed under a key."""
        return self._all(item, key, names, self.units)

    def all_people(self, item: Item[Any], key: str, names: Sequence[str]) -> tuple[Person, ...]:
        """Return the people listed under a key."""
        return self._all(item, key, names, self.people)

    def _all(self, item: Item[Any], key: str, names: Sequence[str], known: Names[T]) -> tuple[T, ...]:
        """Return the things listed under a key; names in one text, and a thing listed twice, are findings."""
        sound = [thing for name in names if (thing := known.things.get(name)) is not None]
        if len(names) == len(sound) == len(set(map(id, sound))):
            return tuple(sound)
        found: list[T] = []
        for index, written in enumerate(names):
            place = item.spot(key, index)
            several = _several(written, known)
            if several:
                self.report("PP347", place, value=written, names=", ".join(several))
            for name in several or (written,):
                thing = known.find(name, place, self.findings)
                if thing is not None and any(thing is other for other in found):
                    self.report("PP349", place, name=name)
                found += [] if thing is None else [thing]
        return tuple(found)

    def inside(self, day: date, place: Place) -> bool:
        """Whether a day lies in the plan's year; a finding if not."""
        if self.start <= day <= self.end:
            return True
        self.report("PP502", place, date=day.isoformat(), start=self.start.isoformat(), end=self.end.isoformat())
        return False

    def unique(self, items: Iterable[Item[Any]], what: str) -> list[Item[Any]]:
        """Return the items whose id is new; a finding for each that repeats one."""
        kept: dict[str, Item[Any]] = {}
        for item in items:
            if kept.setdefault(item.spec.id, item) is not item:
                first = kept[item.spec.id].at("id")
                self.report("PP301", item.at("id"), what=what, id=item.spec.id, first=f"{first.file}:{first.line}")
        return list(kept.values())
