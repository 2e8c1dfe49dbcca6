"""sanya-districts: month by month (Sanya, 2022): a missed month is yellow, two months running are red."""

from __future__ import annotations

from perfplan.model.lamp import LampPreset, Lamps, lamp, states

PRESET = LampPreset(
    "sanya-districts",
    Lamps(
        targets=states(
            lamp("red", "红", "red", misses=">= 2"),
            lamp("yellow", "黄", "yellow", misses="= 1"),
            lamp("green", "绿", "green", misses="= 0"),
        )
    ),
)
