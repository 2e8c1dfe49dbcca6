"""Ladders of supervision, one file each: a plan names one with ``escalation: usual`` and may write its own."""
