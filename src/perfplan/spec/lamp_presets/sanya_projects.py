"""sanya-projects: against the pace of the plan (Sanya, 2022): below by at most half of it yellow, by more red.

"Below by 50 %" is meant of the pace, not in points, and 50 % itself is still yellow.
"""

from __future__ import annotations

from perfplan.model.lamp import LampPreset, Lamps, lamp, light, states

_RULES = (
    lamp("green", "绿", "green", share_of_pace=">= 100%"),
    lamp("yellow", "黄", "yellow", share_of_pace=">= 50%, < 100%"),
    lamp("red", "红", "red", share_of_pace="< 50%"),
)

PRESET = LampPreset(
    "sanya-projects", Lamps(targets=states(*_RULES), lights=(light("progress", "progress", "进度", *_RULES),))
)
