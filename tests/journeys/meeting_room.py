"""What the journeys of meetings share: a tiny kecamatan, a meeting in each state, and forms filled as people do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.commands import Draft, Invitation
from sinergi.areas.meetings.facts import Seat, Stance
from sinergi.journal import clock
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast

HOUR = timedelta(hours=1)
SEATS = (
    Seat(seat="", party=Party.POLSEK, title="Kapolsek"),
    Seat(seat="", party=Party.KORAMIL, title="Danramil"),
    Seat(seat="", party=Party.KECAMATAN, title="Camat"),
    Seat(seat="", party=Party.PPK, title="Ketua PPK"),
    Seat(seat="", party=Party.PANWASCAM, title="Ketua Panwascam"),
)


@dataclass(frozen=True, slots=True)
class Room:
    """Ids of one meeting in each state, and of what was said in the closed one."""

    called: str
    running: str
    closed: str
    cancelled: str
    note: str
    decision: str


def call(viewer: Viewer = cast.camat, *, number: str, start: datetime, title: str = "Rapat koordinasi") -> str:
    """Call a meeting of the five heads and return its id."""
    said = Invitation(
        number=number,
        title=title,
        starts_at=start,
        ends_at=start + 2 * HOUR,
        venue="Aula Kecamatan",
        agenda=("Kesiapan logistik", "Pengamanan TPS"),
        seats=SEATS,
    )
    return commands.call_meeting(viewer=viewer, stamp=cast.stamp(viewer, at=clock.now()), invitation=said)


def step(do: object, viewer: Viewer = cast.camat, **said: object) -> object:
    """Do something to a meeting as ``viewer``, now."""
    assert callable(do)
    return do(viewer=viewer, stamp=cast.stamp(viewer, at=clock.now()), **said)


def small() -> Room:
    """Hold four meetings in the kecamatan at hand: to come, running, closed with a dissent, cancelled."""
    now = clock.now()
    closed = call(number="005/1", start=now - 72 * HOUR, title="Rakor pertama")
    step(commands.open_meeting, meeting=closed)
    note = str(step(commands.take_note, cast.ppk_chair, meeting=closed, item=1, text="Kotak suara tiba hari Senin"))
    decision = str(
        step(
            commands.take_decision,
            meeting=closed,
            item=1,
            text="Gudang logistik di GOR kecamatan",
            party=Party.PPK,
            due=now + 24 * HOUR,
            public=True,
        )
    )
    step(commands.answer, cast.kapolsek, about=decision, stance=Stance.CONFIRMED)
    step(commands.answer, cast.panwascam, about=decision, stance=Stance.DISSENTED, note="Atapnya bocor")
    late = Draft(party=Party.POLSEK, text="Serahkan daftar TPS rawan", due=now - 24 * HOUR, meeting=closed)
    step(commands.give_promise, cast.kapolsek, draft=late)
    step(commands.close_meeting, meeting=closed)
    cancelled = call(number="005/2", start=now + 90 * HOUR, title="Rakor batal")
    step(commands.cancel_meeting, meeting=cancelled, reason="Banjir")
    running = call(number="005/3", start=now - HOUR, title="Rakor kedua")
    step(commands.open_meeting, meeting=running)
    called = call(number="005/4", start=now + 48 * HOUR, title="Rakor ketiga")
    return Room(called, running, closed, cancelled, note, decision)


def view(meeting: str) -> queries.MeetingView:
    """Return a meeting as its host sees it."""
    return queries.meeting(cast.camat, meeting=meeting)
