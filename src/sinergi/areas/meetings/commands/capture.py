"""Write down a line that was typed in a running meeting: what it says decides what is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from sinergi.areas.meetings.commands import asking
from sinergi.areas.meetings.commands.decisions import take_decision
from sinergi.areas.meetings.commands.drafts import Draft
from sinergi.areas.meetings.commands.meetings import extend_agenda
from sinergi.areas.meetings.commands.minutes import take_note
from sinergi.areas.meetings.commands.promises import give_promise
from sinergi.areas.meetings.queries import known_promises, numbered
from sinergi.areas.meetings.queries.known import KnownMeeting
from sinergi.areas.meetings.rules.grammar import parse
from sinergi.areas.meetings.rules.grammar_lines import (
    AgendaLine,
    DecisionLine,
    HelpLine,
    ItemLine,
    Line,
    NoteLine,
    PromiseLine,
)
from sinergi.areas.meetings.rules.grammar_words import PARTIES, RECORDS
from sinergi.areas.meetings.rules.states import MeetingStep
from sinergi.areas.places import queries as places
from sinergi.areas.rulebook import queries as rulebook
from sinergi.vocabulary.ids import VillageCode
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Viewer

DESA: Final = ("desa ", "kelurahan ")  # some lists carry the word in the name


class Written(StrEnum):
    """What became of a line."""

    NOTE = "note"
    DECISION = "decision"
    PROMISE = "promise"
    AGENDA = "agenda"  # an item was added
    ITEM = "item"  # nothing was recorded: the writer goes to another item
    HELP = "help"  # nothing was recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """What a line became. ``number``: of the note, decision, promise or item; ``item``: where to go on writing."""

    kind: Written
    id: str
    number: int
    item: int
    usual_hour: bool = False  # a day was written without an hour: it is due at the usual one


def capture(*, viewer: Viewer, stamp: Stamp, meeting: str, item: int, text: str) -> Captured:
    """Record what ``text`` says under agenda item ``item`` of a running meeting, and say what it became.

    A second click with the same ``stamp`` answers like the first. Raises Refused ``meetings.line.*`` for what was not
    understood, and as ``take_note``, ``take_decision``, ``give_promise`` and ``extend_agenda`` do.
    """
    asking.require_writer(viewer)
    found = asking.meeting_of(meeting)
    asking.require_item(found, item)
    line = _read(viewer, found, text)
    match line:
        case NoteLine():
            note = take_note(viewer=viewer, stamp=stamp, meeting=meeting, item=item, text=line.text)
            return Captured(kind=Written.NOTE, id=note, number=numbered.number_of_note(note), item=item)
        case DecisionLine():
            return _decision(viewer, stamp, line, meeting=meeting, item=item)
        case PromiseLine():
            return _promise(viewer, stamp, line, meeting=meeting, item=item)
        case AgendaLine():
            number = extend_agenda(viewer=viewer, stamp=stamp, meeting=meeting, title=line.title)
            return Captured(kind=Written.AGENDA, id="", number=number, item=number)
        case ItemLine():
            asking.require_item(found, line.number)
            asking.require_state(found, MeetingStep.WRITE)
            return Captured(kind=Written.ITEM, id="", number=line.number, item=line.number)
        case HelpLine():
            return Captured(kind=Written.HELP, id="", number=0, item=item)


def _read(viewer: Viewer, found: KnownMeeting, text: str) -> Line:
    zone = rulebook.installation().timezone
    offered = set(known_promises.offered_records())
    return parse(
        text,
        today=found.starts_at.astimezone(ZoneInfo(zone)).date(),
        zone=zone,
        election_day=rulebook.pack().election.day,
        parties=PARTIES,
        villages=_villages(viewer) if "&" in text else {},
        records={word: kind for word, kind in RECORDS.items() if kind in offered},
    )


def _villages(viewer: Viewer) -> dict[str, VillageCode]:
    """Return the code of each village by its name; two of one name are called by their code only."""
    names: dict[str, VillageCode] = {}
    twice: set[str] = set()
    for row in places.villages(viewer):
        name = " ".join(row.name.casefold().split())
        for lead in DESA:
            name = name.removeprefix(lead)
        twice |= {name} & names.keys()
        names[name] = VillageCode(row.code)
    return {name: code for name, code in names.items() if name not in twice}


def _decision(viewer: Viewer, stamp: Stamp, line: DecisionLine, *, meeting: str, item: int) -> Captured:
    decision = take_decision(
        viewer=viewer,
        stamp=stamp,
        meeting=meeting,
        item=item,
        text=line.text,
        party=line.party,
        due=line.due,
        information_only=line.information_only,
        public=line.public,
    )
    return Captured(
        kind=Written.DECISION,
        id=decision,
        number=numbered.number_of_decision(decision),
        item=item,
        usual_hour=line.due is not None and not line.hour_given,
    )


def _promise(viewer: Viewer, stamp: Stamp, line: PromiseLine, *, meeting: str, item: int) -> Captured:
    ids = numbered.promises(line.waits_for)
    if missing := [number for number in line.waits_for if number not in ids]:
        raise Refused(
            "meetings.line.promise-missing",
            id=f"Komitmen K-{missing[0]} yang ditunggu tidak ada.",
            en=f"The promise K-{missing[0]} that it waits for does not exist.",
        )
    decision = numbered.decision(meeting, line.decision) if line.decision else ""
    if line.decision and not decision:
        raise Refused(
            "meetings.line.decision-missing",
            id=f"Keputusan {line.decision} tidak ada dalam rapat ini.",
            en=f"This meeting has no decision {line.decision}.",
        )
    draft = Draft(
        party=line.party,
        text=line.text,
        due=line.due,
        meeting=meeting,
        decision=decision,
        post=line.post,
        ask=line.ask,
        waits_for=tuple(ids[number] for number in line.waits_for),
        places=line.places,
    )
    promise = give_promise(viewer=viewer, stamp=stamp, draft=draft)
    return Captured(
        kind=Written.PROMISE,
        id=promise,
        number=numbered.number_of_promise(promise),
        item=item,
        usual_hour=not line.hour_given,
    )
