"""Clocks that hold where a plan declares none for a kind of clue, as data. A plan's own clocks take their place.

Petitions are passed on within 4 calendar days (a county's, by the measure of 2014); a hotline answers questions within
3 working days and complaints within 13 (one bureau's rule). Chasing on the day after and criticism five working days
later are steps of escalation: :mod:`perfplan.spec.escalation_presets.usual`.
"""

from __future__ import annotations

from collections.abc import Mapping

from perfplan.model.project import Duration
from perfplan.spec.campaign import ClockSpec


def _clock(name: str, title: str, stop: str, within: Duration) -> tuple[ClockSpec, ...]:
    return (ClockSpec.model_construct(id=name, name=title, start="received", stop=stop, within=within),)


USUAL_CLOCKS: Mapping[str, tuple[ClockSpec, ...]] = {
    "petition": _clock("transfer", "转送", "transferred", Duration(4, working=False)),
    "hotline_help": _clock("finish", "办结回复", "finished", Duration(3, working=True)),
    "hotline_complaint": _clock("finish", "办结回复", "finished", Duration(13, working=True)),
}
