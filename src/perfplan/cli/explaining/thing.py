"""Targets, projects, units and people, by id or name: the whole year of one, in one screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from perfplan.cli.context import Context
from perfplan.cli.explaining._form import Form
from perfplan.errors import UsageError

if TYPE_CHECKING:
    from perfplan.i18n import Translator
    from perfplan.model.plan import Plan
    from perfplan.model.project import Project
    from perfplan.model.sentence import Sentence
    from perfplan.model.target import Target
    from perfplan.model.unit import Person, Unit
    from perfplan.tables.duties import Duty


class _Thing(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


_T = TypeVar("_T", bound=_Thing)


def explain(context: Context, what: str, plan: str | None) -> str:
    """Say what a target's or project's year is made of, or what a unit or a person answers for.

    Raises:
        UsageError: the plan has nothing of that name; names the nearest.
    """
    loaded = context.load(plan)
    page = _Page(context, context.in_language_of(loaded))
    for target in _named(loaded.targets, what):
        return "\n".join(_target(page, loaded, target))
    for project in _named(loaded.projects, what):
        return "\n".join(_project(page, loaded, project))
    for unit in _named(loaded.units.values(), what):
        return "\n".join(_unit(page, loaded, unit))
    for person in _named(loaded.people.values(), what):
        return "\n".join(_person(page, loaded, person))
    raise _unknown(what, loaded)


class _Page:
    """Writes headings, sentences and tables in the reader's language and width."""

    def __init__(self, context: Context, t: Translator) -> None:
        self.context, self.t, self.width = context, t, context.out.width

    def head(self, *words: str) -> str:
        """Return a heading."""
        return self.context.out.paint("  ".join(filter(None, words)), "bold")

    def said(self, sentences: Iterable[Sentence]) -> Iterator[str]:
        """Yield sentences as a list, folded."""
        from perfplan.text import fold

        for sentence in sentences:
            first, *rest = fold(f"- {sentence.told(self.t)}", self.width - 2)
            yield from (first, *(f"  {line}" for line in rest))

    def table(self, titles: Iterable[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
        """Yield a table below an empty line; nothing where there are no rows."""
        from perfplan.tables.aligned import aligned

        if rows:
            yield ""
            yield from aligned([self.t(title) for title in titles], rows, self.width, [str] * len(rows))


def _target(page: _Page, plan: Plan, target: Target) -> Iterator[str]:
    from perfplan.split.engine import split_target
    from perfplan.split.table import period_table
    from perfplan.tables.whole_target import QUARTERS, UNITS, quarter_rows, target_reasons, unit_rows

    table = period_table(plan)
    split = split_target(target, table)
    yield page.head(target.id, target.name, target.lead_unit.name)
    yield from page.said(target_reasons(plan, split))
    yield from page.table(QUARTERS, quarter_rows(split, table))
    yield from page.table(UNITS, unit_rows(split, table))


def _project(page: _Page, plan: Plan, project: Project) -> Iterator[str]:
    from perfplan.cli.explaining._project import project_today
    from perfplan.tables.buffer_reasons import buffer_reasons
    from perfplan.tables.timeline_facts import is_under_way

    timeline = project_today(page.context, plan, project).timeline
    yield page.head(project.id, project.name, project.lead_unit.name)
    yield from page.said(timeline.why)
    if timeline.forecast is not None and is_under_way(timeline):
        yield from page.said(timeline.forecast.why)
    if timeline.staffed is not None:
        from perfplan.tables.staffed import project_sentence

        yield from page.said([project_sentence(timeline.staffed, page.t)])
    yield from page.said(buffer_reasons(timeline))


def _unit(page: _Page, plan: Plan, unit: Unit) -> Iterator[str]:
    from perfplan.tables.duties import duties_of_unit

    people = [person.name for person in plan.people.values() if person.unit == unit.id]
    yield page.head(unit.id, unit.name, page.t(", ").join(people))
    yield from _duties(page, duties_of_unit(plan, unit))


def _person(page: _Page, plan: Plan, person: Person) -> Iterator[str]:
    from perfplan.tables.duties import duties_of_person

    unit = plan.units.get(person.unit)
    yield page.head(person.id, person.name, person.title, unit.name if unit else "")
    yield from _duties(page, duties_of_person(plan, person))


def _duties(page: _Page, found: Iterable[Duty]) -> Iterator[str]:
    from perfplan.tables.duties import COLUMNS

    rows = [(page.t(duty.role), duty.what, duty.amount, duty.owner) for duty in found]
    yield from page.table(COLUMNS, rows)
    if not rows:
        yield page.t("answers for nothing in this plan")


def _named(things: Iterable[_T], what: str) -> Iterator[_T]:
    """Yield what has this id; where nothing has, what has this name."""
    known = list(things)
    yield from ([each for each in known if each.id == what] or [each for each in known if each.name == what])[:1]


def _unknown(what: str, plan: Plan) -> UsageError:
    from perfplan.load.nearest import nearest

    things: list[_Thing] = [*plan.targets, *plan.projects, *plan.units.values(), *plan.people.values()]
    near = nearest(what, [word for each in things for word in (each.id, each.name)])
    if near:
        return UsageError("the plan has no {name}; did you mean {nearest}?", name=what, nearest=near)
    return UsageError("the plan has no {name}: no target, project, unit or person", name=what)


_ELSEWHERE = r"(?i:pp\d{3})|\d{4}-\d{2}-\d{2}"
FORM = Form("thing", "jobs", re.compile(rf"(?!(?:{_ELSEWHERE})$)(?=.*\w)[^/]+"), explain)
