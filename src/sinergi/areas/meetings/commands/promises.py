"""Give a promise, put it right, say who does it, move its hour."""

from __future__ import annotations

from datetime import datetime

from sinergi.areas.meetings.commands import drafts
from sinergi.areas.meetings.commands.asking import made_id, record, require_reason, sent_before
from sinergi.areas.meetings.commands.drafts import Draft
from sinergi.areas.meetings.commands.promising import promise_for, require_post, require_writer
from sinergi.areas.meetings.facts import EvidenceKind, PromiseAssigned, PromiseCorrected, PromisePostponed
from sinergi.areas.meetings.queries import known_promises as known
from sinergi.areas.meetings.queries.known_promises import KnownPromise
from sinergi.areas.meetings.rules import evidence, promising, timing
from sinergi.areas.meetings.rules.states import PromiseStep
from sinergi.journal import book
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Viewer


def give_promise(*, viewer: Viewer, stamp: Stamp, draft: Draft, synthetic: bool = False) -> str:
    """Write a promise down and return its id: in a running meeting, as a duty of the rule pack, or between meetings.

    Raises Refused ``access.promise.write*``, ``meetings.promise.*``, ``meetings.due.before-meeting``,
    ``meetings.meeting.*``, ``meetings.text.*``.
    """
    require_writer(viewer)
    promise = made_id(stamp, "promise")
    fact = drafts.given(viewer, draft, promise=promise, synthetic=synthetic)
    with book.writing():
        if sent_before(fact, stamp=stamp):
            return promise
        if fact.duty and known.given(fact.duty):
            raise Refused(
                "meetings.promise.already-given",
                id="Komitmen untuk kewajiban ini sudah tercatat.",
                en="The promise for this duty was written down already.",
            )
        drafts.require_hour(fact, at=stamp.happened_at)
        drafts.require(fact)
        record(fact, stamp=stamp)
    return promise


def correct_promise(*, viewer: Viewer, stamp: Stamp, promise: str, draft: Draft, reason: str) -> None:
    """Put right what was written down wrongly, but for the hour: that is postponed. A reason is needed.

    Raises Refused as ``give_promise`` does, ``meetings.promise.not-yours-to-correct``, ``meetings.evidence.*``.
    """
    require_writer(viewer)
    fact = drafts.corrected(viewer, draft, promise=promise, reason=reason)
    with book.writing():
        if sent_before(fact, stamp=stamp):
            return
        found = promise_for(promise, PromiseStep.CORRECT, viewer=viewer)
        drafts.require(fact)
        _require_no_less(viewer, found, fact)
        record(fact, stamp=stamp)


def assign_promise(*, viewer: Viewer, stamp: Stamp, promise: str, post: str) -> None:
    """Say which duty post of the promise's party does it; empty: its office. The party itself says so.

    Raises Refused ``meetings.promise.*``.
    """
    require_writer(viewer)
    fact = PromiseAssigned(promise=promise, post=post)
    with book.writing():
        if sent_before(fact, stamp=stamp):
            return
        found = promise_for(promise, PromiseStep.ASSIGN, viewer=viewer)
        require_post(post, party=found.party)
        if post != found.post:
            record(fact, stamp=stamp)


def postpone_promise(*, viewer: Viewer, stamp: Stamp, promise: str, due: datetime | None, reason: str) -> None:
    """Move the hour of a promise of the viewer's own party; all parties see the reason. ``due`` is aware.

    Raises Refused ``meetings.promise.*``, ``meetings.due.before-meeting``, ``meetings.text.*``.
    """
    require_writer(viewer)
    said = require_reason(viewer, reason)
    with book.writing():
        if due is not None and sent_before(PromisePostponed(promise=promise, due=due, reason=said), stamp=stamp):
            return
        found = promise_for(promise, PromiseStep.POSTPONE, viewer=viewer)
        after = max(stamp.happened_at, found.met_at or stamp.happened_at)
        if (refused := timing.why_not_due(due, after=after)) is not None:
            raise refused
        if due is None or due == found.due:
            raise Refused(
                "meetings.promise.due-same",
                id="Tenggat baru sama dengan yang lama.",
                en="The new due time is the old one.",
            )
        record(PromisePostponed(promise=promise, due=due, reason=said), stamp=stamp)


def _require_no_less(viewer: Viewer, found: KnownPromise, fact: PromiseCorrected) -> None:
    """Refuse a correction that asks less of the viewer's own party than was asked, or that would close the promise.

    What the party itself changed since another one last put the promise right weighs as well: it cannot move a
    promise away, ask less there and take it back. Raises Refused ``meetings.evidence.*``.
    """
    counted = _still_counted(found, fact)
    own = viewer.party in (found.party, fact.party)
    for ask, places in ((found.ask, found.places), *known.asked_before(found.promise, by=viewer.party)):
        refused = promising.why_not_weaker(ask, fact.ask, own=own, counted=counted)
        if refused is None and own and ask.evidence is EvidenceKind.RECORD:
            refused = promising.why_not_elsewhere(places, fact.places)
        if refused is not None:
            raise refused


def _still_counted(found: KnownPromise, fact: PromiseCorrected) -> int:
    """Return how many facts of the system that counted so far count towards the corrected promise."""
    if fact.ask.evidence is not EvidenceKind.RECORD:
        return 0
    return sum(
        kind == fact.ask.record
        and evidence.counts(party=fact.party, places=fact.places, stamp_party=found.party, place=place)
        for kind, place in known.counted(found.promise)
    )
