"""shenzhen-delays: days behind the schedule (a construction firm in Shenzhen): up to 7 yellow, to 15 orange, then red.

Printed as "up to 7", "7-15" and "15 or more": the 7th day is yellow here and the 15th red.
"""

from __future__ import annotations

from perfplan.model.lamp import LampPreset, Lamps, lamp, light, states

_RULES = (
    lamp("red", "红", "red", days_overdue=">= 15"),
    lamp("orange", "橙", "orange", days_overdue="> 7, < 15"),
    lamp("yellow", "黄", "yellow", days_overdue="> 0, <= 7"),
    lamp("green", "绿", "green"),
)

PRESET = LampPreset(
    "shenzhen-delays", Lamps(tasks=states(*_RULES), lights=(light("progress", "progress", "进度", *_RULES),))
)
