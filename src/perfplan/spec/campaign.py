"""Special tasks (专项): phases, findings to rectify, clues and complaints with clocks."""

from __future__ import annotations

from pydantic import Field

from perfplan.spec.types import (
    Amount,
    DurationText,
    Id,
    IsoDate,
    LeadRef,
    PersonRef,
    Spec,
    Text,
    Texts,
    UnitRef,
    UnitRefs,
)


class CountSpec(Spec):
    """How many a phase must deal with."""

    value: Amount = Field(description="The number.")
    uom: Text = Field(description="Of what: 家, 件.")


class PhaseSpec(Spec):
    """One phase: due on a date, or lasting so long after others."""

    id: Id = Field(description="Short name, unique within the campaign.")
    name: Text = Field(description="What is done.")
    due: IsoDate | None = Field(None, description="Deadline.")
    duration: DurationText | None = Field(None, description="Instead of due: how long after its predecessors.")
    after: Texts = Field((), description="Phases that come first.")
    unit: UnitRef | None = Field(None, description="The unit that does it.")
    owner: PersonRef | None = Field(
        None, description="Who answers. Default: head of its own unit, else the campaign's owner."
    )
    target: CountSpec | None = Field(None, description="How many are to be dealt with.")
    note: Text | None = Field(None, description="Anything else.")


class FindingSpec(Spec):
    """A problem found and to be rectified (整改)."""

    id: Id = Field(description="Number in the ledger.")
    site: Text = Field(description="Where.")
    problem: Text = Field(description="What is wrong.")
    standard: Text | None = Field(None, description="When it counts as mended.")
    measures: Text | None = Field(None, description="What is done about it.")
    due: IsoDate = Field(description="Deadline.")
    extended_to: IsoDate | None = Field(None, description="New deadline, where extended.")
    unit: UnitRef | None = Field(None, description="The unit that mends it.")
    owner: PersonRef | None = Field(
        None, description="Who answers. Default: head of its own unit, else the campaign's owner."
    )
    found_on: IsoDate | None = Field(None, description="When it was found.")
    verified_on: IsoDate | None = Field(None, description="When it was verified (验收).")
    closed_on: IsoDate | None = Field(None, description="When it was closed out (销号).")
    note: Text | None = Field(None, description="Anything else.")


class ClockSpec(Spec):
    """One clock: from one event to another, within a limit."""

    id: Id = Field(description="Short name: transfer, finish.")
    name: Text = Field(description="What must happen.")
    start: Text = Field(description="The event that starts it: received.")
    stop: Text = Field(description="The event that stops it: transferred.")
    within: DurationText = Field(description="The limit: 4cd, 13wd.")


class ClueSpec(Spec):
    """A clue, petition or complaint, with the dates of what has happened to it."""

    id: Id = Field(description="Number in the ledger.")
    kind: Text = Field(description="Which clocks run: petition, hotline_complaint.")
    topic: Text = Field(description="What it is about.")
    events: dict[str, IsoDate] = Field(description="When what happened: {received: 2025-05-06}.")
    unit: UnitRef | None = Field(None, description="The unit that handles it.")
    owner: PersonRef | None = Field(
        None, description="Who answers. Default: head of its own unit, else the campaign's owner."
    )
    note: Text | None = Field(None, description="Anything else.")


class CampaignSpec(Spec):
    """A special task with its phases, findings and clues."""

    id: Id = Field(description="Short, lasting name.")
    name: Text = Field(description="The campaign's name.")
    lead_unit: LeadRef = Field(description="The one unit that leads.")
    support_units: UnitRefs = Field((), description="Units that support.")
    supervisor: PersonRef | None = Field(None, description="Supervising leader.")
    owner: PersonRef | None = Field(None, description="Who answers. Default: head of the lead unit.")
    start: IsoDate | None = Field(None, description="When it begins; by default the day the plan is issued.")
    phases: tuple[PhaseSpec, ...] = Field((), description="Its phases.")
    findings: tuple[FindingSpec, ...] = Field((), description="Problems found.")
    clocks: dict[str, tuple[ClockSpec, ...]] = Field({}, description="Clocks by kind of clue.")
    clues: tuple[ClueSpec, ...] = Field((), description="Clues and complaints.")
    note: Text | None = Field(None, description="Anything else.")
