"""Promises as they stand: for commands that decide, not for screens. Nothing is redacted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from uuid import UUID

from sinergi.areas.meetings.facts import Ask, Attachment, EvidenceKind, PromiseCorrected, PromiseReported, PromiseState
from sinergi.areas.meetings.models import (
    CLOSED,
    Decision,
    Meeting,
    Promise,
    PromiseEvent,
    PromiseEvidence,
    Wait,
)
from sinergi.areas.meetings.rules.promising import Standing
from sinergi.journal.wiring import wiring
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPromise:
    """One promise as a command needs it."""

    promise: str
    party: Party
    post: str
    text: str
    due: datetime
    met_at: datetime | None
    meeting: str
    ask: Ask
    places: tuple[str, ...]
    waits_for: tuple[str, ...]
    standing: Standing


def promise(promise: str) -> KnownPromise | None:
    """Return one promise, whatever its state."""
    row = Promise.objects.filter(promise=promise).first()
    if row is None:
        return None
    waits = list(row.waits.order_by("on__number").values_list("on_id", "on__state"))
    host = Meeting.objects.filter(meeting=row.meeting).values_list("host", flat=True).first() if row.meeting else None
    return KnownPromise(
        promise=row.promise,
        party=Party(row.party),
        post=row.post,
        text=row.text,
        due=row.due,
        met_at=row.met_at,
        meeting=row.meeting,
        ask=Ask(evidence=EvidenceKind(row.evidence), number=row.asked, record=row.record),
        places=tuple(row.places),
        waits_for=tuple(on for on, _state in waits),
        standing=Standing(
            state=PromiseState(row.state),
            owner=Party(row.party),
            evidence=EvidenceKind(row.evidence),
            given_by=Party(row.given_by),
            host=Party(host) if host is not None else None,
            blocked=any(state not in CLOSED for _on, state in waits),
        ),
    )


def has_decision(decision: str, *, meeting: str) -> bool:
    """Say whether ``decision`` was taken in ``meeting`` and stands."""
    return Decision.objects.filter(decision=decision, meeting=meeting, struck=False).exists()


def given(duty: str) -> str:
    """Return the promise that stands for a duty of the rule pack; empty: none was given."""
    return Promise.objects.filter(duty=duty).values_list("promise", flat=True).first() or ""


def existing(promises: tuple[str, ...]) -> frozenset[str]:
    """Return those of ``promises`` that exist."""
    return frozenset(Promise.objects.filter(promise__in=promises).values_list("promise", flat=True))


def waits() -> dict[str, list[str]]:
    """Return who waits for whom."""
    found: dict[str, list[str]] = {}
    for one, on in Wait.objects.values_list("promise_id", "on_id"):
        found.setdefault(one, []).append(on)
    return found


def counted(promise: str) -> tuple[tuple[str, str], ...]:
    """Return the facts of the system that count towards a promise: their kind and place."""
    rows = PromiseEvidence.objects.filter(promise=promise).order_by("pk")
    return tuple(rows.values_list("kind", "place"))


def asked_before(promise: str, *, by: Party) -> tuple[tuple[Ask, tuple[str, ...]], ...]:
    """Return what was asked and about which places before each of the last corrections, as long as ``by`` made them."""
    rows = PromiseEvent.objects.filter(promise=promise, kind=PromiseCorrected.KIND).order_by("-pk")
    return tuple(
        (
            Ask(
                evidence=EvidenceKind(row.before["evidence"]),
                number=row.before["asked"],
                record=row.before["record"],
            ),
            tuple(row.before["places"]),
        )
        for row in takewhile(lambda row: row.party == by, rows)
    )


def handed_in(promise: str, *, entry: UUID) -> tuple[Attachment, ...]:
    """Return the files that a report brought under ``entry``; nothing when there was no such report."""
    row = PromiseEvent.objects.filter(promise=promise, entry=entry, kind=PromiseReported.KIND).first()
    return tuple(from_json_file(one) for one in row.files) if row is not None else ()


def from_json_file(told: dict[str, str | int]) -> Attachment:
    """Return a file as the fact told it."""
    return Attachment(
        vault=str(told["vault"]),
        seal=str(told["seal"]),
        sha256=str(told["sha256"]),
        media=str(told["media"]),
        size=int(told["size"]),
    )


def offered_records() -> tuple[str, ...]:
    """Return the kinds of facts that a promise may ask for: those that ``apply.evidence_arrived`` hears of."""
    return tuple(
        cls.KIND
        for cls, listeners in wiring().hears.items()
        if any(one.__name__ == "evidence_arrived" for one in listeners)
    )


def names_place(record: str) -> bool:
    """Say whether facts of the kind ``record`` tell a place."""
    cls = wiring().kinds()[record]
    return cls.place is not Fact.place


def unknown() -> Refused:
    """Return the refusal of a promise that is not there."""
    return Refused("meetings.promise.unknown", id="Komitmen ini tidak ada.", en="There is no such promise.")
