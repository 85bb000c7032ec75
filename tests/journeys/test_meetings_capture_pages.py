"""Meeting mode as plain pages: one field, what was written, refusals that lose nothing, and two who type at once."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from sinergi.areas.meetings.queries.rows import MeetingView
from sinergi.journal import clock
from sinergi.vocabulary.viewer import Viewer
from tests import cast
from tests.journeys import meeting_room, office
from tests.journeys.console_html import text_of
from tests.journeys.meeting_room import Room
from tests.world import World, small

pytestmark = pytest.mark.django_db
OFFICES = (cast.kapolsek, cast.danramil, cast.camat, cast.ppk_chair, cast.panwascam)


@pytest.fixture
def room(world: World) -> Room:
    """Four meetings, one in each state."""
    assert world.stations
    return meeting_room.small()


def typed(
    client: Client, meeting: str, text: str, *, item: int = 1, follow: bool = True, query: str = ""
) -> HttpResponse:
    """Type a line as the form sends it."""
    sent = {"kiriman": str(clock.new_id()), "butir": str(item), "baris": text}
    return client.post(f"/rapat/{meeting}/catat/{query}", sent, follow=follow)  # type: ignore[return-value] # a page


def shown(page: HttpResponse, name: str) -> str:
    """Return the value of an input of the page."""
    found = re.search(rf'<input [^>]*name="{name}"[^>]*? value="([^"]*)"', page.content.decode())
    assert found
    return unescape(found[1])


def chosen(page: HttpResponse) -> str:
    """Return the agenda item that is chosen on the page."""
    found = re.search(r'<option value="(\d+)" selected', page.content.decode())
    assert found
    return found[1]


def soon() -> tuple[str, str]:
    """Return a day a month from now as it is typed, and as it is shown."""
    day = timezone.localtime(clock.now() + timedelta(days=30))
    return f"{day:%d/%m/%Y}", date_format(day, "l, j F Y")


def texts(view: MeetingView) -> list[str]:
    """Return all notes of a meeting."""
    return [note.text for item in view.items for note in item.notes]


@pytest.mark.parametrize("viewer", OFFICES, ids=lambda one: one.party)
def test_every_office_types_and_all_see_it(room: Room, viewer: Viewer) -> None:
    """Each of the five writes a note, which the page of every other one shows."""
    page = typed(office.signed_in(viewer), room.running, "Jembatan putus")
    assert "Catatan tersimpan: Jembatan putus" in text_of(page)
    for other in OFFICES:
        assert "Jembatan putus" in text_of(office.signed_in(other).get(f"/rapat/{room.running}/catat/"))  # type: ignore[arg-type] # a page


def test_a_promise_is_shown_back_in_words(room: Room) -> None:
    """Number, party, text, the due time with its weekday, the usual hour, the evidence."""
    day, words = soon()
    page = typed(office.signed_in(cast.camat), room.running, f"/komitmen @Koramil truk 2 unit {day} #foto")
    said = text_of(page)
    (promise,) = meeting_room.view(room.running).promises
    assert f"K-{promise.number} · Koramil · truk 2 unit" in said
    assert f"{words} 17.00 WIB" in said
    assert "jam tidak ditulis, jadi 17.00" in said
    assert "bukti: foto" in said
    assert shown(page, "baris") == ""


def test_a_decision_is_shown_back_in_words(room: Room) -> None:
    """A decision with its number, and whether the public may read it."""
    day, words = soon()
    line = f"/keputusan @PPK gudang di GOR {day} 8.00 #publik"
    said = text_of(typed(office.signed_in(cast.camat), room.running, line))
    assert "Keputusan 1 · gudang di GOR" in said
    assert f"{words} 08.00 WIB" in said
    assert "jam tidak ditulis" not in said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('/komitmen @Kodim truk <b> & "12/2"', "meetings.line.party"),
        ("/komitmen @Koramil truk", "meetings.line.due-missing"),
        ("/komitmen @Koramil truk 12/2/2001", "meetings.due.before-meeting"),
        ("/keputsan x", "meetings.line.command"),
        ("hubungi 0812-3456-7890", "people.person.outside-vault"),
        ("", "meetings.text.missing"),
        ("x" * 1_000_000, "meetings.text.too-large"),
    ],
)
def test_a_refused_line_stays_in_the_field(room: Room, text: str, code: str) -> None:
    """Status 422, the reason with its code, the line as it was typed, the item as it was chosen; nothing recorded."""
    before = meeting_room.view(room.running)
    page = typed(office.signed_in(cast.ppk_chair), room.running, text, item=2)
    assert page.status_code == 422
    assert f"<code>{code}</code>" in page.content.decode()
    assert shown(page, "baris") == text
    assert chosen(page) == "2"
    assert 'aria-invalid="true"' in page.content.decode()
    assert meeting_room.view(room.running) == before


def test_a_form_that_lost_its_parts_loses_no_line(room: Room) -> None:
    """Without an id, or with a strange item, the line is refused and stays."""
    client = office.signed_in(cast.camat)
    for sent in (
        {"baris": "penting", "butir": "1"},
        {"kiriman": str(clock.new_id()), "baris": "penting", "butir": "٣"},
    ):
        page: HttpResponse = client.post(f"/rapat/{room.running}/catat/", sent)  # type: ignore[assignment] # a page
        assert page.status_code == 422
        assert shown(page, "baris") == "penting"
    assert texts(meeting_room.view(room.running)) == []


def test_items_are_chosen_typed_and_added(room: Room) -> None:
    """The item stays chosen from line to line; /acara goes to one or adds one."""
    client = office.signed_in(cast.camat)
    assert chosen(typed(client, room.running, "satu", item=2)) == "2"
    assert chosen(client.get(f"/rapat/{room.running}/catat/")) == "2"  # type: ignore[arg-type] # a page
    assert chosen(typed(client, room.running, "/acara 1", item=2)) == "1"
    page = typed(client, room.running, "/acara + Lain-lain", item=1)
    assert chosen(page) == "3"
    assert "3. Lain-lain" in text_of(page)


def test_help_opens(room: Room) -> None:
    """The page explains how lines are written; /bantuan opens the explanation."""
    client = office.signed_in(cast.camat)
    assert "Cara menulis baris" in text_of(client.get(f"/rapat/{room.running}/catat/"))  # type: ignore[arg-type] # a page
    assert '<details class="card more" id="bantuan" open>' in typed(client, room.running, "/bantuan").content.decode()


def test_the_projector_keeps_the_field(room: Room) -> None:
    """On the projector the form is there, and a saved line leads back to the projector."""
    client = office.signed_in(cast.camat)
    page = typed(client, room.running, "terlihat semua", query="?layar=1")
    body = page.content.decode()
    assert 'class="projector"' in body
    assert f'action="/rapat/{room.running}/catat/?layar=1"' in body
    assert "terlihat semua" in body


def test_a_second_click_is_one_line(room: Room) -> None:
    """The same form sent twice gives the same page and one line."""
    client, sent = office.signed_in(cast.camat), {"kiriman": str(clock.new_id()), "butir": "1", "baris": "sekali"}
    first, second = (client.post(f"/rapat/{room.running}/catat/", sent) for _ in range(2))
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert texts(meeting_room.view(room.running)) == ["sekali"]


def test_a_meeting_that_does_not_run_is_only_read(room: Room) -> None:
    """Before and after, the page says why nothing is written, and refuses a line by name."""
    client = office.signed_in(cast.camat)
    for meeting, word in (
        (room.called, "belum dibuka"),
        (room.closed, "tidak berlangsung lagi"),
        (room.cancelled, "tidak"),
    ):
        page: HttpResponse = client.get(f"/rapat/{meeting}/catat/")  # type: ignore[assignment] # a page
        assert word in text_of(page)
        assert 'id="catat"' not in page.content.decode()
        refused = typed(client, meeting, "terlambat ditulis")
        assert refused.status_code == 422
        assert "terlambat ditulis" in text_of(refused)
        assert "terlambat ditulis" not in texts(meeting_room.view(meeting))
    assert client.get("/rapat/tidak-ada/catat/").status_code == 404
    assert typed(client, "tidak-ada", "x").status_code == 404


def test_others_stay_outside(room: Room) -> None:
    """Nobody without an office account reads or writes here."""
    for client in (Client(),):
        assert client.get(f"/rapat/{room.running}/catat/").status_code in (302, 403)
        assert typed(client, room.running, "x", follow=False).status_code in (302, 403)
    assert texts(meeting_room.view(room.running)) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_type_at_once_lose_nothing(transactional_db: None, data_dir: object) -> None:
    """Two offices post 40 lines each at the same time: 80 lines, each once, in each one's order, on either's page."""
    small()
    meeting = meeting_room.small().running
    answers: list[int] = []

    def work(client: Client, name: str) -> None:
        try:
            lines = (f"{name} baris {number:02}" for number in range(40))
            answers.extend(typed(client, meeting, line, follow=False).status_code for line in lines)
        finally:
            connection.close()

    names = {"camat": cast.camat, "ppk": cast.ppk_chair}
    clients = {name: office.signed_in(viewer) for name, viewer in names.items()}
    threads = [threading.Thread(target=work, args=(client, name)) for name, client in clients.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302] * 80
    wanted = {name: [f"{name} baris {number:02}" for number in range(40)] for name in names}
    kept = texts(meeting_room.view(meeting))
    assert sorted(kept) == sorted(wanted["camat"] + wanted["ppk"])
    assert all([one for one in kept if one.startswith(name)] == lines for name, lines in wanted.items())
    for client in clients.values():
        page = text_of(client.get(f"/rapat/{meeting}/catat/"))  # type: ignore[arg-type] # a page
        assert all(line in page for line in kept)
