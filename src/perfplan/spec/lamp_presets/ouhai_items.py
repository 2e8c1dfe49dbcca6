"""ouhai-items: red until caught up, then yellow because it was late (Ouhai district, 2020)."""

from __future__ import annotations

from perfplan.model.lamp import LampPreset, Lamps, lamp, states

PRESET = LampPreset(
    "ouhai-items",
    Lamps(
        targets=states(
            lamp("red", "红", "red", misses="> 0"),
            lamp("yellow", "黄", "yellow", caught_up_late="yes"),
            lamp("green", "绿", "green", misses="= 0"),
        ),
        tasks=states(lamp("red", "红", "red", days_overdue="> 0"), lamp("green", "绿", "green")),
    ),
)
