"""How the plan wants to be checked."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from perfplan.spec.types import Integer, Spec, Texts


class LimitsSpec(Spec):
    """From when on somebody has too much to do."""

    stages: Integer | None = Field(None, description="Open stages at a time per owner. Default 8.", ge=1)
    day_tasks: Integer | None = Field(None, description="Tasks of one person on one day. Default 30.", ge=1)


class CheckSpec(Spec):
    """What `perfplan check` reports about this plan, and how severely. The command line wins over it."""

    select: Texts = Field((), description="Report only these: codes or their beginnings, [PP2, PP702].")
    ignore: Texts = Field((), description="Do not report these: codes or their beginnings.")
    severity: dict[str, Literal["error", "warning", "info"]] = Field(
        {}, description="Another severity by code: {PP507: error}."
    )
    limits: LimitsSpec | None = Field(None, description="From when on somebody has too much to do.")
