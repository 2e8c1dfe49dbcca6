"""jinzhai-words: words instead of colours (Jinzhai county, 2025): done, ahead, on pace, behind, other."""

from __future__ import annotations

from perfplan.model.lamp import LampPreset, Lamps, lamp

PRESET = LampPreset(
    "jinzhai-words",
    Lamps(
        targets=(
            lamp("已完成", "", progress=">= 100%"),
            lamp("超序时进度", "", points_behind="< 0"),
            lamp("达序时进度", "", points_behind="= 0"),
            lamp("未达序时进度", "", points_behind="> 0"),
            lamp("其他", ""),
        )
    ),
)
