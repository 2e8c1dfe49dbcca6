"""The board in words: targets with both views of their pace, projects with their lights."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct

from perfplan.i18n import N_
from perfplan.model.quantity import format_decimal, format_quanta
from perfplan.model.sentence import Sentence, Translate
from perfplan.track.board import Board, LitTarget, ProjectLight
from perfplan.track.lamps import Shine, one_decimal
from perfplan.track.lines import MORE_PLACES
from perfplan.track.pace import Gap
from perfplan.track.ratios import rest_words
from perfplan.track.standing import Stand, Standing
from perfplan.track.words import pace_share

TARGET_COLUMNS = (N_("target"), N_("unit"), N_("reached"), N_("against the plan"), N_("by the calendar"), N_("state"))
PROJECT_COLUMNS = (N_("project"), N_("lamp"), N_("state"))
_STANDS = {
    Stand.BEHIND: N_("behind"),
    Stand.UNREPORTED: N_("unreported"),
    Stand.ON_PACE: N_("on pace"),
    Stand.AHEAD: N_("ahead"),
    Stand.DONE: N_("done"),
    Stand.OPEN: N_("no figure yet"),
    Stand.PENDING: N_("pending"),
}
_COLOURS = {Stand.BEHIND: "red", Stand.UNREPORTED: "yellow", Stand.DONE: "green", Stand.AHEAD: "green"}


class BoardRow(Struct, frozen=True):
    """One line; ``colour`` is the lamp's, or the state's where the plan has no lamps."""

    cells: tuple[str, ...]
    colour: str


def target_rows(board: Board, translate: Translate) -> Iterator[BoardRow]:
    """Yield a row for every target and unit."""
    for lit in board.targets:
        found = lit.standing
        cells = (
            found.target.name,
            found.unit.name,
            _reached(found, translate),
            _plan_view(found, translate),
            _linear_view(found, translate),
            _state(lit, translate),
        )
        yield BoardRow(cells, lit.lamp.colour if lit.lamp.name else _COLOURS.get(found.state, ""))


def project_rows(board: Board, translate: Translate) -> Iterator[BoardRow]:
    """Yield a row for every light of every project."""
    for light in board.projects:
        yield BoardRow(
            (light.project.name, light.light.name.told(translate), _with_why(light.lamp, light.why, translate)),
            light.lamp.colour,
        )


def target_facts(lit: LitTarget, translate: Translate) -> dict[str, str | int | None]:
    """Return a target for programs; numbers are plain decimals, percentages have one place; '' where unknown."""
    found = lit.standing
    target, figure = found.target, found.figure
    year = "" if target.value is None else format_quanta(target.value, target.decimals)
    return {
        "id": found.id,
        "target": target.id,
        "title": target.name,
        "unit": found.unit.name,
        "unit_id": found.unit.id,
        "owner": found.owner.name if found.owner else "",
        "owner_id": found.owner.id if found.owner else "",
        "kind": target.kind,
        "state": found.state.value,
        "value": format_decimal(figure.value, target.decimals + MORE_PLACES) if figure else "",
        "on": figure.on.isoformat() if figure else "",
        "uom": found.marks.uom if found.marks else target.uom,
        "year": year if found.own else _year(found),
        "progress": _percent(found.progress),
        "pace": target.pace.value,
        "points_behind": _points(found.chosen),
        "linear_points_behind": _points(found.linear),
        "plan_points_behind": _points(found.own_plan),
        "percent_of_plan": _percent(found.own_plan.share) if found.own_plan else "",
        "misses": found.misses,
        "caught_up_late": int(found.caught_up_late),
        "late_reports": found.late_reports,
        "lamp": lit.lamp.name.told(translate),
        "colour": lit.lamp.colour,
        "reason": _why(lit, translate),
    }


def light_facts(light: ProjectLight, translate: Translate) -> dict[str, str]:
    """Return a project's light for programs."""
    return {
        "project": light.project.id,
        "title": light.project.name,
        "light": light.light.id,
        "name": light.light.name.told(translate),
        "lamp": light.lamp.name.told(translate),
        "colour": light.lamp.colour,
        "reason": light.why.told(translate),
    }


def _year(found: Standing) -> str:
    return format_quanta(found.marks.values[-1], found.marks.decimals) if found.marks and found.marks.values else ""


def _percent(share: Fraction | None) -> str:
    return "" if share is None else one_decimal(share * 100)


def _points(found: Gap | None) -> str:
    return "" if found is None else one_decimal(found.points_behind)


def _reached(found: Standing, translate: Translate) -> str:
    if found.figure is None or found.marks is None:
        return found.target.pending
    value = f"{format_decimal(found.figure.value, found.marks.decimals + MORE_PLACES)} {found.marks.uom}".rstrip()
    said = {"value": value, "day": found.figure.on.isoformat()}
    if found.progress is None:
        return translate("{value} on {day}", **said)
    return translate("{value} on {day}, {percent}% of the year", **said, percent=_percent(found.progress))


def _plan_view(found: Standing, translate: Translate) -> str:
    view = found.own_plan
    if view is None:
        return ""
    if found.linear is None:  # a bound to hold
        short, uom = view.points_behind, found.marks.uom if found.marks else ""
        most = found.target.decimals + MORE_PLACES
        amount = f"{format_decimal(abs(short), most)} {uom}".rstrip()
        held = translate("misses the bound by {amount}", amount=amount) if short > 0 else translate("holds")
        rest = rest_words(found.target, found.figure) if found.figure else None
        return translate("{state}; {rest}", state=held, rest=rest.told(translate)) if rest else held
    return translate("{percent}% of the plan", percent=_percent(view.share)) if view.share is not None else ""


def _linear_view(found: Standing, translate: Translate) -> str:
    if found.linear is None:
        return ""
    points = found.linear.points_behind
    pace = pace_share(found.target.pace, found.linear.expected)
    said = {"points": one_decimal(abs(points)), "pace": pace.told(translate)}
    if points > 0:
        return translate("{points} points behind {pace}", **said)
    return translate("{points} points ahead of {pace}", **said)


def _state(lit: LitTarget, translate: Translate) -> str:
    state = translate(_STANDS[lit.standing.state])
    if not lit.lamp.name:
        return state
    return translate("{state}; {lamp}", state=state, lamp=_with_why(lit.lamp, lit.why, translate))


def _with_why(lamp: Shine, why: Sentence, translate: Translate) -> str:
    told = why.told(translate)
    return translate("{lamp}: {why}", lamp=lamp.name.told(translate), why=told) if lamp.name else told


def _why(lit: LitTarget, translate: Translate) -> str:
    return lit.why.told(translate) if lit.lamp.name else translate(_STANDS[lit.standing.state])
