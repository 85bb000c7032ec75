"""Which facts of the system count towards a promise, and whether what was handed in is what was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from sinergi.areas.meetings.facts import Ask, Attachment, EvidenceKind
from sinergi.areas.people.facts import DutyPostFilled
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.refusal import Refused

PHOTO = "image/jpeg"
DOCUMENT = "application/pdf"


def counts(*, party: str, places: Sequence[str], stamp_party: str, place: str) -> bool:
    """Say whether a fact of ``stamp_party`` about ``place`` counts towards a promise of ``party`` about ``places``.

    A village stands for its TPS, written with dots or without. A promise that names no place takes facts about any.
    """
    if stamp_party != party:
        return False
    bare = place.replace(".", "")
    return not places or any(bare.startswith(one.replace(".", "")) for one in places if bare)


def subject(fact: Fact) -> str:
    """Return what a fact is about, so that the same thing counts once: a place, a post, a plan; empty: itself alone."""
    return fact.place or str(getattr(fact, "post", "") or getattr(fact, "plan", ""))


def shows(fact: Fact) -> bool:
    """Say whether a fact shows that something was done: a post that was vacated was not filled."""
    return not isinstance(fact, DutyPostFilled) or bool(fact.person)


def why_not_reported(*, ask: Ask, number: int, files: Sequence[Attachment]) -> Refused | None:
    """Return what is missing in a report for a promise that asks for ``ask``, or None."""
    match ask.evidence:
        case EvidenceKind.PHOTO if not any(one.media == PHOTO for one in files):
            return Refused(
                "meetings.evidence.photo", id="Komitmen ini meminta foto.", en="This promise asks for a photograph."
            )
        case EvidenceKind.DOCUMENT if not files:
            return Refused(
                "meetings.evidence.document", id="Komitmen ini meminta dokumen.", en="This promise asks for a document."
            )
        case EvidenceKind.COUNT if number < max(ask.number, 1):
            return Refused(
                "meetings.evidence.number",
                id=f"Komitmen ini meminta jumlah {max(ask.number, 1)}; yang dilaporkan {number}.",
                en=f"This promise asks for {max(ask.number, 1)}; reported were {number}.",
            )
        case EvidenceKind.RECORD:
            return Refused(
                "meetings.evidence.record",
                id="Komitmen ini selesai dengan sendirinya ketika catatan yang diminta masuk.",
                en="This promise closes by itself when the record it asks for arrives.",
            )
        case _:
            return None
