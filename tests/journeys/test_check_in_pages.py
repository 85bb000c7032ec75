"""The QR of a seat on a phone: who came says so once; a deputy says for which office; a stranger's QR opens nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import Presence
from sinergi.areas.meetings.queries.rows import SeatRow
from sinergi.journal import clock
from sinergi.vocabulary.viewer import Party
from tests import cast, meetings, rolls
from tests.journeys import console_html
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(world: World) -> str:
    """A meeting that begins in an hour, with two seats."""
    assert world.posts
    starts = clock.now() + timedelta(hours=1)
    seats = (meetings.seat(), meetings.seat(Party.POLSEK, "Kapolsek"))
    hours = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    return meetings.call(meetings.invitation(seats=seats, **hours))


def told(response: Any) -> str:  # noqa: ANN401 -- what Django's test client answers
    """Return the text of a page."""
    return console_html.text_of(response)


def seat(meeting: str, index: int = 0) -> SeatRow:
    """Return a seat as the host sees it."""
    return queries.meeting(cast.camat, meeting=meeting).seats[index]


def address(meeting: str, index: int = 0) -> str:
    """Return what the QR of a seat opens."""
    one = seat(meeting, index).seat
    words = {"meeting": meeting, "seat": one, "token": queries.seat_token(meeting, one)}
    return reverse("check_in", kwargs=words)


def test_the_invited_person_comes(meeting: str) -> None:
    """The page names meeting and office and no person; opening it notes nothing; the button does."""
    phone, qr = Client(), address(meeting, 1)
    page = told(phone.get(qr))
    assert "Rapat koordinasi" in page
    assert "Kapolsek" in page
    assert "Saya hadir" in page
    assert seat(meeting, 1).presence is None
    after = phone.post(qr, {"presence": "attended"}, follow=True)
    assert "QR ini hanya berlaku sekali" in told(after)
    assert "Saya hadir" not in told(after)
    assert seat(meeting, 1).presence is Presence.ATTENDED


def test_a_deputy_says_for_which_office(meeting: str) -> None:
    """Without the office of the deputy the form comes back; with it the seat is represented."""
    phone, qr = Client(), address(meeting, 1)
    empty = phone.post(qr, {"presence": "represented", "deputy": " "})
    assert empty.status_code == 422
    assert "Tulis jabatan Anda" in told(empty)
    long = phone.post(qr, {"presence": "represented", "deputy": "Wakapolsek 081177770001"})
    assert long.status_code == 422
    assert "Wakapolsek 081177770001" in long.content.decode()
    done = phone.post(qr, {"presence": "represented", "deputy": "Wakapolsek"}, follow=True)
    assert "Mewakili" in told(done) or "Diwakili" in told(done)
    assert (seat(meeting, 1).presence, seat(meeting, 1).deputy) == (Presence.REPRESENTED, "Wakapolsek")


def test_a_qr_works_once(meeting: str) -> None:
    """A second press, from whatever phone, is refused by name and changes nothing."""
    qr = address(meeting)
    Client().post(qr, {"presence": "attended"})
    again = Client().post(qr, {"presence": "represented", "deputy": "Sekcam"})
    assert again.status_code == 409
    assert "QR hanya berlaku sekali" in told(again)
    assert seat(meeting).presence is Presence.ATTENDED


def test_a_wrong_qr_opens_nothing(meeting: str) -> None:
    """The token of another seat is not found; after five tries the address waits."""
    qr, phone = address(meeting), Client(REMOTE_ADDR="10.9.8.5")
    wrong = qr.replace(seat(meeting).seat, seat(meeting, 1).seat)
    assert {phone.get(wrong).status_code for _ in range(5)} == {404}
    assert phone.get(wrong).status_code == 429
    assert phone.post(wrong, {"presence": "attended"}).status_code == 429
    assert seat(meeting, 1).presence is None


def test_too_early_and_too_late(meeting: str, world: World) -> None:
    """The evening before, it is too early; once the meeting is called off there is no button."""
    assert world.posts
    starts = clock.now() + timedelta(hours=20)
    hours = {"starts_at": starts, "ends_at": starts + timedelta(hours=2), "number": "005/7/2024"}
    far = meetings.call(meetings.invitation(seats=(meetings.seat(),), **hours))
    early = Client().post(address(far), {"presence": "attended"})
    assert early.status_code == 422
    assert "3 jam sebelum rapat" in told(early)
    commands.cancel_meeting(viewer=cast.camat, stamp=meetings.stamp(), meeting=meeting, reason="Banjir")
    page = told(Client().get(address(meeting)))
    assert "dibatalkan" in page
    assert "Saya hadir" not in page


def test_nonsense_is_asked_again(meeting: str) -> None:
    """A press that says nothing, or that somebody was missed, is shown the two buttons again."""
    for given in ("", "missed", "x"):
        page = Client().post(address(meeting), {"presence": given})
        assert page.status_code == 422
        assert "Pilih" in told(page)
    assert seat(meeting).presence is None


def test_nobody_tries_names_one_after_another(meeting: str, world: World) -> None:
    """The page refuses the names of the party's people; after five of them it waits."""
    rolls.hold({world.posts[0]: ""})
    phone, qr = Client(REMOTE_ADDR="192.0.2.9"), address(meeting)
    for _ in range(5):
        assert phone.post(qr, {"presence": "represented", "deputy": "Rekaan Kesekian 0"}).status_code == 422
    assert phone.post(qr, {"presence": "represented", "deputy": "Rekaan Kesekian 1"}).status_code == 429
    assert seat(meeting).presence is None
