"""Lines of the minutes: written while the meeting runs, put right at any time after, never overwritten."""

from __future__ import annotations

from sinergi.areas.meetings.commands import asking
from sinergi.areas.meetings.facts import NoteCorrected, NoteTaken
from sinergi.areas.meetings.queries import known
from sinergi.areas.meetings.rules.states import MeetingStep
from sinergi.areas.meetings.rules.texts import tidy
from sinergi.journal import book
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Viewer


def take_note(*, viewer: Viewer, stamp: Stamp, meeting: str, item: int, text: str) -> str:
    """Write a line under agenda item ``item`` (0: the unmet promises) and return its id.

    Raises Refused ``access.calendar.write*``, ``meetings.meeting.*``, ``meetings.item.unknown``, ``meetings.text.*``.
    """
    asking.require_writer(viewer)
    said = tidy(text)
    asking.require_texts(viewer, said)
    with book.writing():
        found = asking.meeting_of(meeting)
        asking.require_item(found, item)
        note = asking.made_id(stamp, "note")
        fact = NoteTaken(meeting=meeting, note=note, item=item, text=said)
        if asking.sent_before(fact, stamp=stamp):
            return note
        asking.require_state(found, MeetingStep.WRITE)
        asking.record(fact, stamp=stamp)
    return note


def correct_note(*, viewer: Viewer, stamp: Stamp, note: str, text: str, reason: str) -> None:
    """Put a line right; an empty ``text`` strikes it. The party that wrote it may, and the host of its meeting.

    Raises Refused ``access.calendar.write*``, ``meetings.note.unknown``, ``meetings.meeting.*``,
    ``meetings.reason.missing``, ``meetings.text.*``.
    """
    with book.writing():
        line = known.note(note)
        if line is None:
            raise Refused("meetings.note.unknown", id="Baris notulen ini tidak ada.", en="There is no such line.")
        found = asking.meeting_of(line.meeting)
        asking.require_author(viewer, found, line.party)
        said = tidy(text)
        asking.require_texts(viewer, said, empty=True)
        fact = NoteCorrected(note=note, text=said, reason=asking.require_reason(viewer, reason))
        if asking.sent_before(fact, stamp=stamp):
            return
        asking.require_state(found, MeetingStep.CORRECT)
        asking.record(fact, stamp=stamp)
