"""Working calendars: countries, the organisation's own days, and what to do with a deadline on a day off.

Importing further countries lives in :mod:`perfplan.calendars.library`, which only the import needs.
"""

from perfplan.calendars.country import available, country_calendar
from perfplan.calendars.own import weekly_calendar, with_own_days, without_leave
from perfplan.calendars.rolling import roll
from perfplan.model.calendar import Calendar, Coverage, Roll, SpecialDay, YearCoverage

__all__ = [
    "Calendar",
    "Coverage",
    "Roll",
    "SpecialDay",
    "YearCoverage",
    "available",
    "country_calendar",
    "roll",
    "weekly_calendar",
    "with_own_days",
    "without_leave",
]
