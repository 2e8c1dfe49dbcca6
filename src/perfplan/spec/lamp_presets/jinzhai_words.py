"""jinzhai-words: words instead of colours (Jinzhai county, 2025): done, ahead, on pace, behind, other."""

from __future__ import annotations

from perfplan.model.lamp import LampPreset, Lamps, lamp, states

PRESET = LampPreset(
    "jinzhai-words",
    Lamps(
        targets=states(
            lamp("done", "已完成", "", progress=">= 100%"),
            lamp("ahead of pace", "超序时进度", "", points_behind="< 0"),
            lamp("on pace", "达序时进度", "", points_behind="= 0"),
            lamp("behind pace", "未达序时进度", "", points_behind="> 0"),
            lamp("other", "其他", ""),
        )
    ),
    order=("未达序时进度", "其他", "达序时进度", "超序时进度", "已完成"),
)
