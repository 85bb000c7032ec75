"""What every command here asks first, and how it records so that a second click is answered as the first one was."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

from django.db import IntegrityError

from sinergi.areas.meetings.queries import known
from sinergi.areas.meetings.queries.known import KnownMeeting
from sinergi.areas.meetings.rules import rights, states, texts
from sinergi.areas.meetings.rules.states import MeetingStep
from sinergi.areas.people import queries as people
from sinergi.areas.people.rules.naming import names_somebody
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import book, clock
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Party, Viewer

RECORD: Final = "calendar"
SAME_NUMBER: Final = ("meetings_one_open_per_number", "meetings_meeting.number_key")  # as the two engines name it
_IDS: Final = UUID("0f1c4d5e-8f43-5a0e-9d0a-3f4f5b0c7a61")  # namespace of ids made from a sender's id


def require_writer(viewer: Viewer, *, party: Party | None = None) -> None:
    """Refuse who may not write here; ``party``: who owns what is written, the viewer's own when missing."""
    rulebook.require(viewer, Action.WRITE, RECORD, party=party or viewer.party)


def require_texts(viewer: Viewer, *said: str, longest: int = texts.LINE, empty: bool = False) -> None:
    """Refuse texts that are empty, too long, or hold a phone number, a NIK, or the name of one's own people.

    ``empty``: they may be left out. Raises Refused ``meetings.text.*``, ``people.person.*``.
    """
    require_shape(*said, longest=longest, empty=empty)
    require_nameless(viewer, *said)


def require_shape(*said: str, longest: int = texts.LINE, empty: bool = False) -> None:
    """Refuse what ``require_texts`` refuses, but for names. Raises Refused ``meetings.text.*``, ``people.person.*``."""
    for text in said:
        if (refused := texts.why_not(text, longest=longest, empty=empty)) is not None:
            raise refused


def require_nameless(viewer: Viewer, *said: str) -> None:
    """Refuse texts that name somebody of the viewer's party. Raises Refused ``meetings.text.name``."""
    if not any(text.strip() for text in said):
        return
    names = [row.name for row in people.persons(viewer, party=viewer.party) if row.name]
    if any(names_somebody(text, names=names) for text in said):
        raise Refused(
            "meetings.text.name",
            id="Tulis jabatannya, bukan nama orang: nama petugas tidak dicatat dalam notulen.",
            en="Write the office, not the name: names of people do not stand in the minutes.",
        )


def require_reason(viewer: Viewer, reason: str) -> str:
    """Return ``reason`` on one line. Raises Refused ``meetings.reason.missing`` and as ``require_texts`` does."""
    said = " ".join(reason.split())
    if not said:
        raise Refused("meetings.reason.missing", id="Alasan wajib diisi.", en="A reason is required.")
    require_texts(viewer, said, longest=texts.REASON)
    return said


def meeting_of(meeting: str) -> KnownMeeting:
    """Return the meeting. Raises Refused ``meetings.meeting.unknown``."""
    found = known.meeting(meeting)
    if found is None:
        raise unknown_meeting()
    return found


def require_right(viewer: Viewer, found: KnownMeeting, step: MeetingStep) -> None:
    """Refuse who may not take ``step``, whatever the meeting's state. Raises Refused ``access.calendar.write*``."""
    mine = not rights.of_the_host(found.state, step)
    require_writer(viewer, party=viewer.party if mine else found.host)


def require_author(viewer: Viewer, found: KnownMeeting, author: Party) -> None:
    """Refuse who may not put right what ``author`` wrote: it may, and the host. Raises ``access.calendar.write*``."""
    require_writer(viewer, party=viewer.party if viewer.party is found.host else author)


def require_state(found: KnownMeeting, step: MeetingStep) -> None:
    """Refuse a step that the meeting's state does not allow. Raises Refused ``meetings.meeting.*``."""
    if (refused := states.why_not_meeting(found.state, step)) is not None:
        raise refused


def require_item(found: KnownMeeting, item: int) -> None:
    """Refuse an item that is not on the agenda; 0 are the unmet promises. Raises ``meetings.item.unknown``."""
    if not 0 <= item <= len(found.agenda):
        raise Refused(
            "meetings.item.unknown",
            id=f"Butir acara {item} tidak ada; rapat ini punya butir 0 sampai {len(found.agenda)}.",
            en=f"There is no agenda item {item}; this meeting has items 0 to {len(found.agenda)}.",
        )


def record(fact: Fact, *, stamp: Stamp) -> None:
    """Record one fact; the sender's ids hold only when there is exactly one.

    The database keeps two open meetings from sharing a number: its word becomes ``meetings.number.taken``.
    """
    try:
        book.record(fact, stamp=stamp.fitting(1))
    except IntegrityError as error:
        if any(name in str(error) for name in SAME_NUMBER):
            raise number_taken() from error
        raise


def sent_before(fact: Fact, *, stamp: Stamp) -> bool:
    """Tell whether this very fact came under this id before: a second click, to be answered as the first one was.

    Raises Refused ``journal.same-id-other-content``.
    """
    return book.known(fact, stamp=stamp.fitting(1)) is not None


def made_id(stamp: Stamp, *parts: object) -> str:
    """Return the id of what is made under ``stamp``: the same for a second click, telling no entry's id.

    ``parts`` tell apart several things of one sending: a kind, a place in a list.
    """
    if len(stamp.ids) != 1:
        return str(clock.new_id())
    return str(uuid5(_IDS, ":".join((str(stamp.ids[0]), *map(str, parts)))))


def unknown_meeting() -> Refused:
    """Return the refusal of a meeting that is not there."""
    return Refused("meetings.meeting.unknown", id="Rapat ini tidak ada.", en="There is no such meeting.")


def number_taken() -> Refused:
    """Return the refusal of a number that another open meeting has."""
    return Refused(
        "meetings.number.taken",
        id="Nomor undangan ini sudah dipakai rapat lain yang belum ditutup.",
        en="Another open meeting already has this number.",
    )
