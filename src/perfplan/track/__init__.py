"""Tracking: what is due by a day, what of it is done, and whose the rest is. Pure: the day is always an argument."""
