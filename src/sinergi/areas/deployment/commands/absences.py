"""Who cannot come. The news makes a proposal; a human issues it."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from sinergi.areas.deployment.commands.asking import people_of, record, sent_before
from sinergi.areas.deployment.commands.drafting import PLANNER, again
from sinergi.areas.deployment.facts import AbsenceEnded, AbsenceReason, AbsenceReported
from sinergi.areas.deployment.queries import known
from sinergi.areas.people.facts import PersonRegistered
from sinergi.areas.people.queries import known as people
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import book
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Party, Role, Viewer


def report_absence(
    *, viewer: Viewer, stamp: Stamp, reason: AbsenceReason | str, person: str = "", since: datetime | None = None
) -> str:
    """Report that somebody cannot come and return the id of the proposal that answers it; empty: none is needed.

    A card speaks for who holds its post (``person`` empty); an office for anyone of its own party. ``since`` is aware
    and stands for the time of the stamp when missing. The report is kept even where no proposal can be made.
    Raises Refused ``access.absence.write*``, ``deployment.absence.*``.
    """
    rulebook.require(viewer, Action.WRITE, "absence", party=viewer.party)
    why = _reason(reason)
    if since is not None and since.tzinfo is None:
        raise Refused("deployment.absence.since", id="Waktu memerlukan zona.", en="The time needs a zone.")
    with book.writing():
        who = _whose(viewer, person)
        fact = AbsenceReported(person=who, reason=why, since=since or stamp.happened_at)
        record(fact, stamp=stamp)
    force = known.in_force()
    if force is None or who not in people_of(force):
        return ""
    if found := known.answer_to_absences(force):  # said twice, or answered with somebody else's
        return found
    asker = dataclasses.replace(stamp, party=Party.POLSEK, actor=PLANNER, ids=())  # a card is nobody's to read
    try:
        return again(force, absent=(), note="", stamp=asker)
    except Refused:  # the data of today poses no problem to solve; the page says why when somebody drafts
        return ""


def end_absence(*, viewer: Viewer, stamp: Stamp, person: str = "") -> None:
    """Say that somebody is back. Raises Refused as ``report_absence`` does, and ``deployment.absence.none``."""
    with book.writing():
        who = _whose(viewer, person)
        if sent_before(AbsenceEnded(person=who), stamp=stamp):
            return
        if who not in known.absences():
            raise Refused(
                "deployment.absence.none",
                id="Orang ini tidak tercatat berhalangan.",
                en="This person is not reported as absent.",
            )
        record(AbsenceEnded(person=who), stamp=stamp)


def _whose(viewer: Viewer, person: str) -> str:
    """Return of whom ``viewer`` may speak."""
    rulebook.require(viewer, Action.WRITE, "absence", party=viewer.party)
    if viewer.role is Role.FIELD:
        holder = people.holder(viewer.account)
        if not holder:
            raise Refused(
                "deployment.absence.vacant",
                id="Pos kartu ini sedang kosong; hubungi Posko.",
                en="Nobody holds the post of this card; call the Posko.",
            )
        if person not in ("", holder):
            raise _unknown()
        return holder
    found: PersonRegistered | None = people.persons(ids=[person]).get(person)
    if found is None or rulebook.why_not(viewer, Action.WRITE, "absence", party=found.party) is not None:
        raise _unknown()
    return person


def _unknown() -> Refused:
    return Refused(
        "deployment.absence.person",
        id="Orang ini tidak ada atau bukan dari pihak Anda.",
        en="There is no such person, or not of your party.",
    )


def _reason(reason: AbsenceReason | str) -> AbsenceReason:
    if reason not in list(AbsenceReason):
        raise Refused(
            "deployment.absence.reason",
            id=f"Alasan “{reason}” tidak dikenal.",
            en=f"The reason “{reason}” is not known.",
        )
    return AbsenceReason(reason)
