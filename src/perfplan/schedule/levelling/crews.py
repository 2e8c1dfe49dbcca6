"""Whoever is limited, with all that need them: is there room for the work, and what excludes what?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations
from typing import NamedTuple

from perfplan.schedule.levelling.problem import Problem, Row


class User(NamedTuple):
    """An activity that needs a resource, and how much of it."""

    place: int
    amount: int


class Crew(NamedTuple):
    """Who needs a resource, on days that are counted: ``counts[boundary]`` of them lie before a boundary.

    ``works`` holds, for each user and position, on how many of these days it works there.
    """

    capacity: int
    users: list[User]
    counts: list[int]
    works: list[tuple[int, ...]]


def has_room(crew: Crew, problem: Problem, first: Sequence[int], last: Sequence[int]) -> bool:
    """Return whether the work that must lie between two boundaries fits there, for all that could be too full.

    Every user stands between its ``first`` and its ``last`` position.
    """
    rows, days = problem.rows, problem.durations
    spans = []
    for (place, amount), works in zip(crew.users, crew.works, strict=True):
        low, high = first[place], last[place]
        work = amount * min(works[low : high + 1])
        spans.append((rows[place][high + days[place] - 1] + 1, rows[place][low], work))
    spans.sort()
    for begin in {start for _, start, _ in spans}:
        total, offset = 0, crew.counts[begin]
        for finish, start, work in spans:
            if start >= begin:
                total += work
                if total > crew.capacity * (crew.counts[finish] - offset):
                    return False
    return True


def starts_after_all(
    crew: Crew, problem: Problem, first: Sequence[int], last: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield (place, position) of users that cannot start earlier, because others have to be finished before.

    Edge finding on one machine (Carlier and Pinson 1989, in the plain form): where some users must all lie before a
    boundary, and there is no room for one more before it, that one comes after all of them, so not before their work
    is done.
    """
    spans = []
    for (place, _), works in zip(crew.users, crew.works, strict=True):
        low, high = first[place], last[place]
        row, work = problem.rows[place], min(works[low : high + 1])
        spans.append((row[low], row[high + problem.durations[place] - 1] + 1, work, place))
    spans.sort(reverse=True)
    counts = crew.counts
    for bound in {finish for _, finish, _, _ in spans}:
        total = done = 0
        others = [span for span in spans if span[1] > bound]
        for start, finish, work, _ in spans if others else ():
            if finish > bound:
                continue
            total += work
            done = max(done, counts[start] + total)
            for later, _, more, place in others:
                if done > counts[later] and total + more > counts[bound] - counts[min(start, later)]:
                    yield place, bisect_left(problem.rows[place], bisect_left(counts, done))


def crews(problem: Problem) -> Iterator[Crew]:
    """Yield for every resource who needs it: counted on all days that anybody could work, and on those that all could.

    The second matters where calendars differ: on a weekend only those compete who work on weekends.
    """
    users: list[list[User]] = [[] for _ in problem.capacities]
    for place, (needs, days) in enumerate(zip(problem.needs, problem.durations, strict=True)):
        for need in needs if days else ():
            users[need.resource].append(User(place, need.amount))
    for capacity, own in zip(problem.capacities, users, strict=True):
        rows = {id(problem.rows[user.place]): problem.rows[user.place] for user in own}
        if len(own) < 2:
            continue
        yield _crew(problem, capacity, own, set().union(*rows.values()))
        if len(rows) > 1:
            yield _crew(problem, capacity, own, set.intersection(*map(set, rows.values())))


def _crew(problem: Problem, capacity: int, users: list[User], days: set[int]) -> Crew:
    marked = bytearray(problem.length)
    for day in days:
        marked[day] = 1
    counts = list(accumulate(marked, initial=0))
    known: dict[tuple[int, int], tuple[int, ...]] = {}
    works = []
    for place, _ in users:
        row, length = problem.rows[place], problem.durations[place]
        key = id(row), length
        if key not in known:
            worked = list(accumulate([marked[day] for day in row], initial=0))
            known[key] = tuple(end - begin for begin, end in zip(worked, worked[length:], strict=False))
        works.append(known[key])
    return Crew(capacity, users, counts, works)


def rivals(problem: Problem, crew: Crew, first: Sequence[int], last: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield pairs of which one has to end before the other begins: somebody would be needed twice.

    Equal rows have equal pauses, so two that overlap share a day. Where rows differ, two may interleave between days on
    which both could work (:func:`_gaps`): those are left out. Every user stands between its ``first`` and its ``last``
    position.
    """
    rows, days = problem.rows, problem.durations
    known: dict[tuple[int, int], list[_Gap]] = {}
    for (one, mine), (other, theirs) in combinations(crew.users, 2):
        if mine + theirs <= crew.capacity:
            continue
        key = id(rows[one]), id(rows[other])
        if key not in known:
            known[key] = list(_gaps(rows[one], rows[other])) if rows[one] is not rows[other] else []
        begin = max(rows[place][first[place]] for place in (one, other))
        end = min(rows[place][last[place] + days[place] - 1] for place in (one, other))
        if not any(gap.lets(days[one], days[other]) for gap in known[key] if gap.first < end and gap.last > begin):
            yield one, other


class _Gap(NamedTuple):
    """The time from one day on which two rows both work to the next, with how many days each works in it alone."""

    first: int
    last: int
    mine: int
    theirs: int

    def lets(self, one: int, other: int) -> bool:
        """Return whether two of such durations can overlap here: by turns, or one in a pause of the other."""
        return self.mine > 0 < self.theirs or 0 < one <= self.mine or 0 < other <= self.theirs


def _gaps(one: Row, other: Row) -> Iterator[_Gap]:
    """Yield where only one of two rows works; two stages that share no day can overlap nowhere else."""
    mine, theirs = set(one), set(other)
    begin, counts = -1, [0, 0]
    for day in sorted(mine | theirs):
        if day in mine and day in theirs:
            if any(counts):
                yield _Gap(begin, day, *counts)
            begin, counts = day, [0, 0]
        else:
            counts[day in theirs] += 1
    if any(counts):
        yield _Gap(begin, max(one[-1], other[-1]) + 1, *counts)


def is_queue(crew: Crew, excluding: Sequence[tuple[int, int]]) -> bool:
    """Return whether all users of a crew are among the pairs that exclude each other."""
    size = len(crew.users)
    return len(excluding) == size * (size - 1) // 2
