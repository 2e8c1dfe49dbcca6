"""sanya-districts: month by month (Sanya, 2022): a missed month is yellow, two months running are red."""

from __future__ import annotations

from perfplan.model.lamp import LampPreset, Lamps, lamp

PRESET = LampPreset(
    "sanya-districts",
    Lamps(
        targets=(
            lamp("红", "red", misses=">= 2"),
            lamp("黄", "yellow", misses="= 1"),
            lamp("绿", "green", misses="= 0"),
        )
    ),
)
