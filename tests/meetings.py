"""Meetings for tests: an invitation of the Camat, a seat, a meeting that runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sinergi.areas.meetings import commands
from sinergi.areas.meetings.commands import Invitation
from sinergi.areas.meetings.facts import Seat
from sinergi.areas.people import commands as people
from sinergi.areas.people.facts import Duty, DutyPostFilled, DutyPostRegistered
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast

STARTS = cast.H_DAY - timedelta(days=7)
DUE = cast.H_DAY - timedelta(days=2)
AGENDA = ("Kesiapan TPS", "Logistik")


def stamp(viewer: Viewer = cast.camat, number: int = 0) -> Stamp:
    """Return the envelope of ``viewer``, with the id ``number`` of a form unless it is 0."""
    return cast.stamp(viewer, at=STARTS, ids=(cast.fact_id(number),) if number else ())


def seat(party: Party = Party.KECAMATAN, title: str = "Camat", post: str = "") -> Seat:
    """Return a new seat."""
    return Seat(seat="", party=party, title=title, post=post)


def invitation(**changes: Any) -> Invitation:  # noqa: ANN401 -- fields of an invitation
    """Return a plausible invitation, with ``changes``."""
    usual: dict[str, Any] = {
        "number": "005/101/2024",
        "title": "Rapat koordinasi",
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=2),
        "venue": "Aula kecamatan",
        "agenda": AGENDA,
        "seats": (),
    }
    return Invitation(**{**usual, **changes})


def call(said: Invitation | None = None, *, viewer: Viewer = cast.camat, number: int = 0) -> str:
    """Call a meeting, the usual one or as ``said``."""
    return commands.call_meeting(viewer=viewer, stamp=stamp(viewer, number), invitation=said or invitation())


def running(said: Invitation | None = None) -> str:
    """Call a meeting and open it."""
    meeting = call(said)
    commands.open_meeting(viewer=cast.camat, stamp=stamp(), meeting=meeting)
    return meeting


def soldier(name: str = "Budi Rekaan", *, post: str = "danramil", at: str = "polsek") -> str:
    """Register a soldier of that name who holds ``post``, and return the post."""
    entry = people.PersonEntry(
        name=name,
        phone="+628117778199",
        party=Party.KORAMIL,
        duty=Duty.ARMY,
        unit="Pos Koramil",
        rank="Sertu",
        synthetic=True,
    )
    who = people.register_person(viewer=cast.danramil, stamp=cast.stamp(cast.danramil), entry=entry)
    new = DutyPostRegistered(post=post, party=Party.KORAMIL, duty=Duty.ARMY, at=at, label="Danramil", synthetic=True)
    people.register_posts(viewer=cast.danramil, stamp=cast.stamp(cast.danramil), facts=[new])
    filled = DutyPostFilled(post=post, person=who)
    people.fill_posts(viewer=cast.danramil, stamp=cast.stamp(cast.danramil), facts=[filled])
    return post


def code_of(ask: Callable[[], object]) -> str:
    """Return the code of the refusal, or ""."""
    try:
        ask()
    except Refused as refused:
        return refused.code
    return ""
