"""A promise as somebody wrote it down, and what it must hold to be one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sinergi.areas.meetings.commands.asking import meeting_of, require_reason, require_state, require_texts
from sinergi.areas.meetings.commands.promising import (
    WAITS,
    asked,
    place_codes,
    require_party,
    require_places,
    require_post,
    require_record,
)
from sinergi.areas.meetings.facts import Ask, PromiseCorrected, PromiseGiven
from sinergi.areas.meetings.queries import known_promises
from sinergi.areas.meetings.rules import timing
from sinergi.areas.meetings.rules.circles import why_not_wait
from sinergi.areas.meetings.rules.states import MeetingStep
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party, Viewer

NOTHING: Final = Ask()  # no evidence is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A promise as it was written down; nothing in it is checked yet. ``due`` is aware."""

    party: Party | str
    text: str
    due: datetime | None
    meeting: str = ""
    decision: str = ""
    post: str = ""
    ask: Ask = NOTHING
    waits_for: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    duty: str = ""  # code of a duty in the rule pack


def given(viewer: Viewer, draft: Draft, *, promise: str, synthetic: bool) -> PromiseGiven:
    """Return the fact that ``draft`` says, on one line and in one form. Raises Refused for what is wrong in itself."""
    if draft.due is None:
        raise Refused("meetings.promise.due-missing", id="Tenggat belum diisi.", en="The due time is missing.")
    said = _said(viewer, draft)
    return PromiseGiven(
        **said,
        promise=promise,
        due=draft.due,
        meeting=draft.meeting,
        decision=draft.decision,
        duty=draft.duty,
        synthetic=synthetic,
    )


def corrected(viewer: Viewer, draft: Draft, *, promise: str, reason: str) -> PromiseCorrected:
    """Return the fact of a correction; hour, meeting, decision and duty of ``draft`` do not count."""
    return PromiseCorrected(**_said(viewer, draft), promise=promise, reason=require_reason(viewer, reason))


def require(fact: PromiseGiven | PromiseCorrected) -> None:
    """Refuse a promise that does not fit what is registered: post, places, record, what it waits for."""
    require_post(fact.post, party=fact.party)
    require_places(fact.places)
    require_record(fact.ask, places=fact.places)
    require_waits(fact.promise, fact.waits_for)


def require_hour(fact: PromiseGiven, *, at: datetime) -> None:
    """Refuse an hour before the start of the meeting, or before ``at``; and a meeting that is not running.

    A duty of the rule pack is owed even where its hour has passed.
    """
    after = _after(fact, at=at)
    if (refused := timing.why_not_due(fact.due, after=after)) is not None and not fact.duty:
        raise refused


def require_waits(promise: str, wanted: tuple[str, ...]) -> None:
    """Refuse what ``promise`` cannot wait for. Raises Refused ``meetings.promise.waits-for`` and ``.circle``."""
    if (refused := why_not_wait(promise, on=wanted, waits=known_promises.waits() if wanted else {})) is not None:
        raise refused
    if len(wanted) > WAITS or len(known_promises.existing(wanted)) < len(wanted):
        raise Refused(
            "meetings.promise.waits-for",
            id=f"Komitmen hanya dapat menunggu komitmen yang tercatat, paling banyak {WAITS}.",
            en=f"A promise can only wait for promises that are written down, at most {WAITS}.",
        )


def _said(viewer: Viewer, draft: Draft) -> dict[str, Any]:
    require_texts(viewer, draft.text)
    return {
        "party": require_party(draft.party),
        "text": " ".join(draft.text.split()),
        "post": draft.post,
        "ask": asked(draft.ask),
        "waits_for": tuple(dict.fromkeys(draft.waits_for)),
        "places": place_codes(draft.places),
    }


def _after(fact: PromiseGiven, *, at: datetime) -> datetime:
    if not fact.meeting:
        if fact.decision:
            raise _no_decision()
        return at
    found = meeting_of(fact.meeting)
    require_state(found, MeetingStep.WRITE)
    if fact.decision and not known_promises.has_decision(fact.decision, meeting=fact.meeting):
        raise _no_decision()
    return found.starts_at


def _no_decision() -> Refused:
    return Refused(
        "meetings.decision.unknown",
        id="Keputusan ini tidak ada dalam rapat itu.",
        en="The meeting has no such decision.",
    )
