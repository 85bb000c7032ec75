"""The lives of a meeting and of a promise as tables of moves."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from sinergi.areas.meetings.facts import EvidenceKind, MeetingState, PromiseState
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party


class MeetingStep(StrEnum):
    """What may be done with a meeting."""

    CHANGE = "change"  # the invitation
    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"
    CANCEL = "cancel"
    EXTEND = "extend"  # the agenda
    WRITE = "write"  # notes, decisions, promises
    ATTEND = "attend"  # attendance, also typed later from the sheet
    CORRECT = "correct"  # what was written


class PromiseStep(StrEnum):
    """What may be done with a promise."""

    ANSWER = "answer"  # confirm, or dissent
    ASSIGN = "assign"
    CORRECT = "correct"
    POSTPONE = "postpone"
    REPORT = "report"  # its party hands in evidence
    KEEP = "keep"  # its party where no evidence was asked; another party after a report
    RETURN = "return"  # another party: the evidence does not show it
    DROP = "drop"
    REOPEN = "reopen"


MEETINGS: Final[Mapping[MeetingState, frozenset[MeetingStep]]] = {
    MeetingState.CALLED: frozenset(
        {MeetingStep.CHANGE, MeetingStep.OPEN, MeetingStep.CANCEL, MeetingStep.EXTEND, MeetingStep.ATTEND}
    ),
    MeetingState.RUNNING: frozenset(
        {MeetingStep.CLOSE, MeetingStep.EXTEND, MeetingStep.WRITE, MeetingStep.ATTEND, MeetingStep.CORRECT}
    ),
    MeetingState.CLOSED: frozenset({MeetingStep.REOPEN, MeetingStep.ATTEND, MeetingStep.CORRECT}),
    MeetingState.CANCELLED: frozenset(),
}
PROMISES: Final[Mapping[PromiseState, Mapping[PromiseStep, PromiseState]]] = {
    PromiseState.PENDING: {
        PromiseStep.ANSWER: PromiseState.PENDING,
        PromiseStep.ASSIGN: PromiseState.PENDING,
        PromiseStep.CORRECT: PromiseState.PENDING,
        PromiseStep.POSTPONE: PromiseState.PENDING,
        PromiseStep.REPORT: PromiseState.REPORTED,
        PromiseStep.KEEP: PromiseState.KEPT,
        PromiseStep.DROP: PromiseState.DROPPED,
    },
    PromiseState.REPORTED: {
        PromiseStep.ANSWER: PromiseState.REPORTED,
        PromiseStep.ASSIGN: PromiseState.REPORTED,
        PromiseStep.POSTPONE: PromiseState.REPORTED,
        PromiseStep.REPORT: PromiseState.REPORTED,
        PromiseStep.KEEP: PromiseState.KEPT,
        PromiseStep.RETURN: PromiseState.PENDING,
        PromiseStep.DROP: PromiseState.DROPPED,
    },
    PromiseState.KEPT: {
        PromiseStep.ANSWER: PromiseState.KEPT,
        PromiseStep.REOPEN: PromiseState.PENDING,
    },
    PromiseState.DROPPED: {
        PromiseStep.ANSWER: PromiseState.DROPPED,
        PromiseStep.REOPEN: PromiseState.PENDING,
    },
}
OWN: Final = frozenset({PromiseStep.ASSIGN, PromiseStep.POSTPONE, PromiseStep.REPORT})  # of its party alone


def why_not_meeting(state: MeetingState, step: MeetingStep) -> Refused | None:
    """Return why a meeting in ``state`` cannot take ``step``, or None."""
    if step in MEETINGS[state]:
        return None
    match state:
        case MeetingState.CALLED:
            return Refused(
                "meetings.meeting.not-begun",
                id="Rapat ini belum dibuka; buka rapat lebih dahulu.",
                en="This meeting has not begun; open it first.",
            )
        case MeetingState.RUNNING:
            return Refused(
                "meetings.meeting.running",
                id="Rapat ini sedang berlangsung; undangannya tidak dapat diubah lagi.",
                en="This meeting is running; its invitation can no longer be changed.",
            )
        case MeetingState.CLOSED:
            return Refused(
                "meetings.meeting.closed",
                id="Rapat ini sudah ditutup. Koreksi dicatat pada barisnya, atau buka kembali dengan alasan.",
                en="This meeting is closed. Correct the line itself, or reopen it with a reason.",
            )
        case MeetingState.CANCELLED:
            return Refused("meetings.meeting.cancelled", id="Rapat ini dibatalkan.", en="This meeting was cancelled.")


def why_not_promise(
    state: PromiseState, step: PromiseStep, *, owner: Party, party: Party, evidence: EvidenceKind
) -> Refused | None:
    """Return why ``party`` cannot take ``step`` with a promise of ``owner`` that asks for ``evidence``, or None."""
    if step not in PROMISES[state]:
        return _closed() if state in (PromiseState.KEPT, PromiseState.DROPPED) else _not_reported(step)
    if step in OWN and party is not owner:
        return Refused(
            "meetings.promise.not-yours",
            id="Ini komitmen pihak lain; hanya pihaknya sendiri yang melakukan langkah ini.",
            en="This promise is another party's; only that party takes this step.",
        )
    if step is PromiseStep.RETURN and party is owner:
        return _own_evidence()
    if step is not PromiseStep.KEEP:
        return None
    return _why_not_keep(state, owner=owner, party=party, evidence=evidence)


def _why_not_keep(state: PromiseState, *, owner: Party, party: Party, evidence: EvidenceKind) -> Refused | None:
    if evidence is EvidenceKind.NONE and party is owner:
        return None
    if evidence is EvidenceKind.RECORD and party is owner:
        return Refused(
            "meetings.promise.waits-for-record",
            id="Komitmen ini selesai dengan sendirinya ketika catatan yang diminta masuk; tidak dapat ditutup sendiri.",
            en="This promise closes by itself when the record it asks for arrives; its party cannot close it.",
        )
    if party is owner:
        return _own_evidence()
    if state is not PromiseState.REPORTED:
        return _not_reported(PromiseStep.KEEP)
    return None


def _own_evidence() -> Refused:
    return Refused(
        "meetings.promise.self-approved",
        id="Bukti diminta, jadi pihak lain yang memeriksanya; pihak yang berjanji tidak menutup sendiri.",
        en="Evidence was asked for, so another party looks at it; who promised does not close it alone.",
    )


def _not_reported(step: PromiseStep) -> Refused:
    if step is PromiseStep.REOPEN:
        return Refused(
            "meetings.promise.still-open",
            id="Komitmen ini belum ditutup.",
            en="This promise is not closed.",
        )
    if step is PromiseStep.CORRECT:
        return Refused(
            "meetings.promise.being-checked",
            id="Komitmen ini sudah dilaporkan dan sedang diperiksa; kembalikan dahulu sebelum mengoreksi.",
            en="This promise was reported and is being looked at; return it before it is corrected.",
        )
    return Refused(
        "meetings.promise.not-reported",
        id="Komitmen ini belum dilaporkan selesai oleh pihaknya.",
        en="The party of this promise has not reported it as done.",
    )


def _closed() -> Refused:
    return Refused(
        "meetings.promise.closed",
        id="Komitmen ini sudah ditutup; buka kembali dengan alasan bila perlu.",
        en="This promise is closed; reopen it with a reason if need be.",
    )
