"""insurer-rows: red is good (an insurer's workbook, 2025): met in full red, ahead of pace orange, else green."""

from __future__ import annotations

from perfplan.model.lamp import LampPreset, Lamps, lamp, states

PRESET = LampPreset(
    "insurer-rows",
    Lamps(
        targets=states(
            lamp("red", "红", "red", progress=">= 100%"),
            lamp("orange", "橙", "orange", points_behind="< 0"),
            lamp("green", "绿", "green", points_behind=">= 0"),
        )
    ),
    order=("green", "orange", "red"),
)
