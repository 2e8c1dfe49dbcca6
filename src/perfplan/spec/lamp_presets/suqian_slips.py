"""suqian-slips: slips instead of lights (a state firm in Suqian, 2025): blue near, yellow off the pace, red overdue.

The document does not say how near "near the deadline" is; five working days are taken here.
"""

from __future__ import annotations

from perfplan.model.lamp import LampPreset, Lamps, lamp, states

PRESET = LampPreset(
    "suqian-slips",
    Lamps(
        targets=states(lamp("yellow slip", "黄色督办单", "yellow", share_of_pace="< 100%")),
        tasks=states(
            lamp("red slip", "红色督办单", "red", days_overdue="> 0"),
            lamp("blue slip", "蓝色督办单", "blue", workdays_left=">= 0, <= 5"),
        ),
    ),
)
