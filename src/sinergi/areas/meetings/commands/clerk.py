"""What the machine does by the clock, as one more user: notes what the rule pack says is owed, and reminds."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sinergi.areas.meetings.commands.drafts import Draft
from sinergi.areas.meetings.commands.promises import give_promise
from sinergi.areas.meetings.facts import Ask, EvidenceKind, PromiseReminded
from sinergi.areas.meetings.queries import due
from sinergi.areas.meetings.queries.due import DueNudge
from sinergi.areas.rulebook import queries as rulebook
from sinergi.areas.rulebook.rules.pack import PartyDuty, Per, Proof
from sinergi.journal import book
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Party, Role, Viewer

CLERK: Final = "clerk"  # actor and device of what nobody typed
BATCH: Final = 50  # reminders in one transaction
BATCHES: Final = 20  # in one round; the rest waits for the next
logger = logging.getLogger(__name__)


def note_duties(*, now: datetime) -> int:
    """Give a promise for each duty of the pack in force whose hour is still to come and that has none; return how many.

    Each is its own party's promise, given by the clerk through the same command as people's. Twice, or in two
    processes, gives none twice. What is counted per TPS or desa waits until they are registered; what the book shows
    as done already is not promised any more. A duty that is refused is logged and does not keep the others back.
    """
    if rulebook.in_force() is None:
        return 0
    zone = rulebook.installation().timezone
    hours = {duty: rulebook.pack().due(duty, zone=zone) for duty in rulebook.pack().duties}
    coming = {duty: at for duty, at in hours.items() if at > now}
    fresh = _fresh(coming)
    if not any(due.times(duty.per) for duty in fresh) or all(due.already_done(duty) for duty in fresh):
        return 0
    with book.writing():
        counts = {per: due.times(per) for per in Per}
        wanted = [duty for duty in _fresh(coming) if counts[duty.per] and not due.already_done(duty)]
        return sum(_note(duty, at=coming[duty], times=counts[duty.per], now=now) for duty in wanted)


def remind(*, now: datetime) -> int:
    """Send every reminder that is due at ``now``, in batches; return how many were sent.

    Sent means: shown on the pages of the promise's party, and when it is late to its head. One per promise: who slept
    through several sends the latest. When nothing is due, this is one look into an index.
    """
    sent = 0
    for _ in range(BATCHES):
        if not due.any_nudge(now=now):
            break
        with book.writing():
            batch = due.nudges(now=now, most=BATCH)
            for party in dict.fromkeys(one.party for one in batch):
                _send(party, [one for one in batch if one.party is party], now=now)
        sent += len(batch)
    return sent


def _fresh(duties: Iterable[PartyDuty]) -> list[PartyDuty]:
    """Return those of ``duties`` that were not noted yet."""
    coming = list(duties)
    known = due.noted([duty.code for duty in coming])
    return [duty for duty in coming if duty.code not in known]


def _note(duty: PartyDuty, *, at: datetime, times: int, now: datetime) -> bool:
    number = duty.number * times if duty.evidence in (Proof.COUNT, Proof.RECORD) else 0
    ask = Ask(evidence=EvidenceKind(duty.evidence), number=number, record=duty.record)
    draft = Draft(party=duty.party, text=duty.name.id, due=at, duty=duty.code, ask=ask)
    viewer = Viewer(party=duty.party, role=Role.OPERATOR, account=CLERK)
    try:
        give_promise(viewer=viewer, stamp=_stamp(duty.party, now), draft=draft)
    except Refused as refusal:
        logger.warning("The duty %s was not noted: %s", duty.code, refusal.code)
        return False
    return True


def _send(party: Party, batch: list[DueNudge], *, now: datetime) -> None:
    facts = [PromiseReminded(promise=one.promise, nudge=one.nudge, due=one.due) for one in batch]
    book.record(*facts, stamp=_stamp(party, now))


def _stamp(party: Party, now: datetime) -> Stamp:
    return Stamp(party=party, actor=CLERK, device=CLERK, happened_at=now)
