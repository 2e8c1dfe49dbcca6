"""yinchuan-projects: four lights a project (Yinchuan, 2025): start, progress, funds, entry into statistics.

Start and entry count whole months after the planned day: one to three months (entry: one to two) is yellow, more is
red. Progress: 10 to 30 points below pace, both ends included, is yellow; more than 30 is red. Funds: paid as planned or
not. The published table names a colour for "not started in the planned month"; here any delay begins yellow.
"""

from __future__ import annotations

from perfplan.model.lamp import LampPreset, Lamps, lamp, light, states

_DONE = lamp("green", "绿", "green", done="yes")
_GREEN = lamp("green", "绿", "green")
_START = (
    _DONE,
    lamp("red", "红", "red", months_late=">= 3"),
    lamp("yellow", "黄", "yellow", days_overdue="> 0"),
    _GREEN,
)
_ENTRY = (
    _DONE,
    lamp("red", "红", "red", months_late=">= 2"),
    lamp("yellow", "黄", "yellow", months_late=">= 1"),
    _GREEN,
)
_POINTS = (
    lamp("red", "红", "red", points_behind="> 30"),
    lamp("yellow", "黄", "yellow", points_behind=">= 10, <= 30"),
    _GREEN,
)
_FUNDS = (lamp("red", "红", "red", share_of_pace="< 100%"), _GREEN)

PRESET = LampPreset(
    "yinchuan-projects",
    Lamps(
        targets=states(*_POINTS),
        lights=(
            light("start", "start", "开工", *_START),
            light("progress", "progress", "进度", *_POINTS),
            light("funds", "funds", "资金", *_FUNDS),
            light("entry", "entry into statistics", "入统", *_ENTRY),
        ),
    ),
)
