"""Decisions: each with an owner and an hour, or for information only; put right later, never overwritten."""

from __future__ import annotations

from datetime import datetime

from sinergi.areas.meetings.commands import asking
from sinergi.areas.meetings.facts import DecisionCorrected, DecisionTaken
from sinergi.areas.meetings.queries import known
from sinergi.areas.meetings.rules import deciding
from sinergi.areas.meetings.rules.states import MeetingStep
from sinergi.areas.meetings.rules.texts import tidy
from sinergi.journal import book
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Party, Viewer


def take_decision(
    *,
    viewer: Viewer,
    stamp: Stamp,
    meeting: str,
    item: int,
    text: str,
    party: Party | None = None,
    due: datetime | None = None,
    information_only: bool = False,
    public: bool = False,
) -> str:
    """Write down what the parties decided under agenda item ``item``; return its id.

    Raises Refused ``access.calendar.write*``, ``meetings.meeting.*``, ``meetings.item.unknown``, ``meetings.text.*``,
    ``meetings.decision.owner``, ``meetings.decision.due-missing``, ``meetings.due.before-meeting``.
    """
    asking.require_writer(viewer)
    said = tidy(text)
    asking.require_texts(viewer, said)
    with book.writing():
        found = asking.meeting_of(meeting)
        asking.require_item(found, item)
        _require(party=party, due=due, information_only=information_only, met_at=found.starts_at)
        decision = asking.made_id(stamp, "decision")
        fact = DecisionTaken(
            meeting=meeting,
            decision=decision,
            item=item,
            text=said,
            party=party,
            due=due,
            information_only=information_only,
            public=public,
        )
        if asking.sent_before(fact, stamp=stamp):
            return decision
        asking.require_state(found, MeetingStep.WRITE)
        asking.record(fact, stamp=stamp)
    return decision


def correct_decision(
    *,
    viewer: Viewer,
    stamp: Stamp,
    decision: str,
    text: str,
    party: Party | None,
    due: datetime | None,
    information_only: bool,
    public: bool,
    struck: bool,
    reason: str,
) -> None:
    """Say anew what was decided; ``struck``: it never was. The party that wrote it may, and the host of its meeting.

    Raises Refused as ``take_decision`` does, ``meetings.decision.unknown``, ``meetings.reason.missing``.
    """
    with book.writing():
        before = known.decision(decision)
        if before is None:
            raise unknown_decision()
        found = asking.meeting_of(before.meeting)
        asking.require_author(viewer, found, before.written_by)
        said = tidy(text)
        asking.require_texts(viewer, said)
        _require(party=party, due=due, information_only=information_only, met_at=found.starts_at)
        fact = DecisionCorrected(
            decision=decision,
            text=said,
            party=party,
            due=due,
            information_only=information_only,
            public=public,
            struck=struck,
            reason=asking.require_reason(viewer, reason),
        )
        if asking.sent_before(fact, stamp=stamp):
            return
        asking.require_state(found, MeetingStep.CORRECT)
        asking.record(fact, stamp=stamp)


def unknown_decision() -> Refused:
    """Return the refusal of a decision that is not there."""
    return Refused("meetings.decision.unknown", id="Keputusan ini tidak ada.", en="There is no such decision.")


def _require(*, party: Party | None, due: datetime | None, information_only: bool, met_at: datetime) -> None:
    refused = deciding.why_not_decision(party=party, due=due, information_only=information_only, met_at=met_at)
    if refused is not None:
        raise refused
