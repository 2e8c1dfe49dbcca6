"""time-left: by the share of the time left (a supervision design, 2026): under 20 % yellow, overdue red, then black.

"Gravely overdue" is black; no number is given for it, so more than five working days, as for complaints.
"""

from __future__ import annotations

from perfplan.model.lamp import LampPreset, Lamps, lamp, states

PRESET = LampPreset(
    "time-left",
    Lamps(
        tasks=states(
            lamp("black", "黑", "black", workdays_overdue="> 5"),
            lamp("red", "红", "red", days_overdue="> 0"),
            lamp("yellow", "黄", "yellow", time_left="< 20%"),
            lamp("green", "绿", "green"),
        )
    ),
)
