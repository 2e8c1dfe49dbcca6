"""Generated plans of projects that share people: seeded, layered, one calendar, leave for some.

Either a project has an owner who does most of it, as offices work, or every stage falls to anybody, as in a job shop.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

HEAD = """\
perfplan: 1
id: staffed
name: Shared people
year: 2025
calendar: CN
units:
  - {id: works, name: Works, head: p0}
"""


def staffed_plan(stages: int, seed: int, *, pooled: bool) -> str:
    """Return a plan of so many stages, in projects of ten; eight stages for every person, a few crews of two.

    Of every project seven stages in ten are its owner's, or, ``pooled``, all are anybody's.
    """
    random = Random(seed)
    owners, crews = max(stages // 8, 2), max(stages // 40, 1)
    lines = [HEAD, "people:"]
    for number in range(owners):
        first = date(2025, 4, 1) + timedelta(days=random.randrange(200))
        away = f", leave: [{{from: {first}, to: {first + timedelta(days=9)}}}]" if number % 3 == 0 else ""
        lines.append(f"  - {{id: p{number}, name: Person {number}, unit: works, capacity: 1{away}}}")
    lines.append("resources:")
    lines += [f"  - {{id: c{number}, name: Crew {number}, capacity: 2}}" for number in range(crews)]
    lines.append("projects:")
    for project in range(max(stages // 10, 1)):
        deadline = date(2025, 9, 30) + timedelta(days=random.randrange(90))
        lines.append(f"  - id: q{project}\n    name: Project {project}\n    lead_unit: works\n    start: 2024-01-02")
        lines.append(f"    deadline: {deadline}\n    stages:")
        owner = None if pooled else project % owners
        lines += [_stage(random, place, owners, crews, owner) for place in range(10)]
    return "\n".join(lines) + "\n"


def _stage(random: Random, place: int, owners: int, crews: int, first: int | None) -> str:
    before = sorted({random.randrange(max(place - 4, 0), place) for _ in range(random.randint(1, 2))}) if place else []
    after = f", after: [{', '.join(f's{each}' for each in before)}]" if before else ""
    needs = f", needs: [c{random.randrange(crews)}]" if random.random() < 0.3 else ""
    days, unit = random.randint(3, 20), "wd" if random.random() < 0.9 else "cd"
    other = random.randrange(owners)
    owner = f", owner: p{other if first is None or random.random() < 0.3 else first}"
    return f"      - {{id: s{place}, name: Stage {place}, duration: {days}{unit}{owner}{after}{needs}}}"
