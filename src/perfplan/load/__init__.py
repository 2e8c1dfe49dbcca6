"""From plan files to the model: read, validate, resolve. Every mistake becomes a finding; nothing is raised."""

from perfplan.load.plan import LoadResult, load_plan

__all__ = ["LoadResult", "load_plan"]
