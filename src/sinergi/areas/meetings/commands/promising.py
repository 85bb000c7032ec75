"""What every command about a promise asks first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sinergi.areas.meetings.commands.asking import require_texts
from sinergi.areas.meetings.facts import Ask, EvidenceKind
from sinergi.areas.meetings.queries import known_promises as known
from sinergi.areas.meetings.queries.known_promises import KnownPromise
from sinergi.areas.meetings.rules import promising, texts
from sinergi.areas.meetings.rules.states import PromiseStep
from sinergi.areas.people.queries import known as people
from sinergi.areas.places.queries import known as places
from sinergi.areas.rulebook import queries as rulebook
from sinergi.vocabulary.ids import station_code, village_code
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, Action, Party, Viewer

RECORD: Final = "promise"
MOST: Final = 1_000_000  # of what is counted
PLACES: Final = 200
WAITS: Final = 20


def require_writer(viewer: Viewer) -> None:
    """Refuse who may not write promises."""
    rulebook.require(viewer, Action.WRITE, RECORD, party=viewer.party)


def promise_for(promise: str, step: PromiseStep, *, viewer: Viewer) -> KnownPromise:
    """Return the promise, with which ``viewer`` may take ``step``. Raises Refused ``meetings.promise.*``."""
    found = known.promise(promise)
    if found is None:
        raise known.unknown()
    if (refused := promising.why_not(found.standing, step, party=viewer.party)) is not None:
        raise refused
    return found


def require_note(viewer: Viewer, note: str) -> str:
    """Return a note, which may be left out, on one line. Raises Refused ``meetings.text.*``."""
    require_texts(viewer, note, longest=texts.REASON, empty=True)
    return " ".join(note.split())


def require_party(party: Party | str) -> Party:
    """Return one of the five parties. Raises Refused ``meetings.promise.party``."""
    if party not in list(FIVE_PARTIES):
        raise Refused(
            "meetings.promise.party",
            id="Pilih satu dari kelima pihak; setiap komitmen ada pemiliknya.",
            en="Choose one of the five parties; each promise has an owner.",
        )
    return Party(party)


def require_post(post: str, *, party: Party) -> None:
    """Refuse a duty post that is not of ``party``; empty: the office. Raises Refused ``meetings.promise.post``."""
    found = people.posts(ids=[post]).get(post) if post else None
    if post and (found is None or found.party is not party):
        raise Refused(
            "meetings.promise.post",
            id="Pos ini tidak ada pada pihak tersebut.",
            en="The party has no such post.",
        )


def place_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """Return codes of TPS and villages as they are registered. Raises Refused ``meetings.promise.place``."""
    wanted = list(dict.fromkeys(_bare(code) for code in codes if code.strip()))
    if len(wanted) > PLACES:
        raise _place()
    try:
        found = [station_code(code) if len(code) > len("1404192001") else village_code(code) for code in wanted]
    except Refused:
        raise _place() from None
    return tuple(found)


def require_places(codes: Iterable[str]) -> None:
    """Refuse a TPS or village that is not registered. Raises Refused ``meetings.promise.place``."""
    wanted = set(codes)
    if wanted and wanted - places.stations(wanted).keys() - places.villages().keys():
        raise _place()


def asked(ask: Ask) -> Ask:
    """Return what is asked, without what its kind does not need. Raises Refused ``meetings.promise.evidence``."""
    if ask.evidence not in list(EvidenceKind) or not 0 <= ask.number <= MOST:
        raise Refused(
            "meetings.promise.evidence",
            id="Pilih jenis bukti, dan jumlah antara 0 dan sejuta.",
            en="Choose a kind of evidence, and a number between 0 and a million.",
        )
    kind = EvidenceKind(ask.evidence)
    if kind is not EvidenceKind.RECORD:
        return Ask(evidence=kind, number=ask.number if kind is EvidenceKind.COUNT else 0)
    return Ask(evidence=kind, number=ask.number, record=ask.record)


def require_record(ask: Ask, *, places: tuple[str, ...]) -> None:
    """Refuse a record that cannot close the promise. Raises Refused ``meetings.promise.record*``."""
    if ask.evidence is not EvidenceKind.RECORD:
        return
    if ask.record not in known.offered_records():
        raise Refused(
            "meetings.promise.record",
            id="Catatan ini tidak dapat menutup komitmen; pilih dari daftar.",
            en="This record cannot close a promise; choose one from the list.",
        )
    if places and not known.names_place(ask.record):
        raise Refused(
            "meetings.promise.record-nowhere",
            id="Catatan yang diminta tidak menyebut tempat; kosongkan daftar tempat.",
            en="The record that is asked for tells no place; leave the places out.",
        )


def _bare(code: str) -> str:
    return code.strip().replace(".", "")


def _place() -> Refused:
    return Refused(
        "meetings.promise.place",
        id="Tempat harus TPS atau desa yang terdaftar.",
        en="A place must be a registered TPS or village.",
    )
