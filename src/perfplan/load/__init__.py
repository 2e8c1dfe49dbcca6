"""From plan files to the model: read, validate, resolve. Every mistake becomes a finding; nothing is raised.

``load_plan`` is imported when it is first asked for: a plan that is remembered needs neither reader nor validator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfplan.load.result import LoadResult

if TYPE_CHECKING:
    from perfplan.load.plan import load_plan

__all__ = ["LoadResult", "load_plan"]


def __getattr__(name: str) -> Any:
    if name == "load_plan":
        from perfplan.load.plan import load_plan

        return load_plan
    raise AttributeError(name)
