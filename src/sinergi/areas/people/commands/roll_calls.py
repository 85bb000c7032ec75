"""Set, open and call off a roll-call. At most one at a time, for all five parties together."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from sinergi.areas.people import queries, rules
from sinergi.areas.people.commands.persons import record
from sinergi.areas.people.facts import RollCallCancelled, RollCallOpened, RollCallScheduled
from sinergi.areas.people.queries import calling
from sinergi.areas.people.queries.calling import KnownCall
from sinergi.areas.people.rules import roll_calls as calls
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import book, clock
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Role, Viewer

RECORD: Final = "roll_call"
CALLS: Final = UUID("a4f0a0c2-6f0e-5f6e-9d0b-4a4d2e0c7b11")  # namespace of ids of roll-calls
CLERK: Final = "clerk"  # the machine, at the hour


def schedule_roll_call(
    *,
    viewer: Viewer,
    stamp: Stamp,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    note: str = "",
    synthetic: bool = False,
) -> str:
    """Set a roll-call of all five parties for a window of time (aware) and return its id. A second click is the first.

    Raises Refused ``access.roll_call.write*``, ``people.roll-call.*``, ``people.person.outside-vault``.
    """
    require_office(viewer)
    call = str(uuid5(CALLS, str(stamp.ids[0]))) if len(stamp.ids) == 1 else str(clock.new_id())
    fact = RollCallScheduled(
        call=call,
        title=" ".join(title.split()),
        starts_at=starts_at,
        ends_at=ends_at,
        note=" ".join(note.split()),
        synthetic=synthetic,
    )
    with book.writing():
        if len(stamp.ids) == 1 and book.known(fact, stamp=stamp):
            return call
        now = clock.now()
        refused = calls.why_not_schedule(
            title=fact.title,
            note=fact.note,
            starts_at=starts_at,
            ends_at=ends_at,
            others=[one.window for one in calling.windows(since=now - calls.LONGEST)],
            now=now,
        ) or why_not_named(viewer, fact.title, fact.note)
        if refused is not None:
            raise refused
        record([fact], stamp=stamp)
    return call


def open_roll_call(*, viewer: Viewer, stamp: Stamp, call: str) -> None:
    """Open a roll-call by hand: any of the five heads, from 15 minutes before its hour. Raises Refused."""
    require_office(viewer)
    fact = RollCallOpened(call=call)
    with book.writing():
        found = known(call)
        if len(stamp.ids) == 1 and book.known(fact, stamp=stamp):
            return
        now = clock.now()
        others = [one.window for one in calling.windows(since=now)]
        if (refused := calls.why_not_open(found.window, viewer=viewer, others=others, now=now)) is not None:
            raise refused
        record([fact], stamp=stamp)


def open_due_roll_calls(*, now: datetime) -> int:
    """Open every roll-call whose hour has come, as the machine does each minute; return how many. Safe to repeat."""
    with book.writing():
        due = [
            one for one in calling.windows(since=now) if one.window.opened_at is None and one.window.starts_at <= now
        ]
        for one in due:
            stamp = Stamp(party=one.party, actor=CLERK, device=CLERK, happened_at=now)
            record([RollCallOpened(call=one.window.call)], stamp=stamp)
    return len(due)


def cancel_roll_call(*, viewer: Viewer, stamp: Stamp, call: str, reason: str) -> None:
    """Call a roll-call off: the party that set it, with a reason that all parties see. Raises Refused."""
    require_office(viewer)
    fact = RollCallCancelled(call=call, reason=" ".join(reason.split()))
    with book.writing():
        found = known(call)
        if len(stamp.ids) == 1 and book.known(fact, stamp=stamp):
            return
        refused = calls.why_not_cancel(
            found.window, viewer=viewer, owner=found.party, reason=fact.reason, now=clock.now()
        ) or why_not_named(viewer, fact.reason)
        if refused is not None:
            raise refused
        record([fact], stamp=stamp)


def require_office(viewer: Viewer) -> None:
    """Refuse who is no office account of the five parties."""
    rulebook.require(viewer, Action.WRITE, RECORD, party=viewer.party)
    if viewer.role is Role.FIELD:
        raise Refused(
            "access.roll_call.office",
            id="Panggilan uji diatur dari akun kantor; dari kartu Anda hanya menjawab.",
            en="A roll-call is run from an office account; from a card you only answer.",
        )


def why_not_named(viewer: Viewer, *said: str) -> Refused | None:
    """Return why texts may not be recorded: they name somebody of the viewer's own party; or None."""
    if not any(said):
        return None
    names = [row.name for row in queries.persons(viewer, party=viewer.party) if " " in row.name]
    return next((why for name in names if (why := rules.why_not_text(texts=said, name=name)) is not None), None)


def known(call: str) -> KnownCall:
    """Return the roll-call. Raises Refused ``people.roll-call.unknown``."""
    found = calling.roll_call(call)
    if found is None:
        raise Refused("people.roll-call.unknown", id="Panggilan uji ini tidak ada.", en="There is no such roll-call.")
    return found
