"""What loading a plan gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from perfplan.diagnostics import Diagnostic
    from perfplan.model.plan import Plan


class LoadResult(Struct, frozen=True):
    """A plan, and everything that was found in its files.

    ``plan`` is None where the files have errors; ``partial`` is what could be resolved all the same, for further
    checks, which leave out the codes of ``unsure``: findings explain them. ``texts`` are the sources by the name shown
    in findings.
    """

    plan: Plan | None
    partial: Plan | None
    findings: list[Diagnostic]
    files: tuple[str, ...]
    texts: Mapping[str, str]
    unsure: frozenset[str] = frozenset()
