"""Schedules in which nobody does more at once than they can: generation, search, bounds, and an independent check."""
