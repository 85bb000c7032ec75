"""The papers of a meeting over the pages: each party downloads them, slips open the check-in, forgery shows."""

from __future__ import annotations

import hashlib
import io
import re

import docx
import pytest
from django.http import HttpResponse
from django.test import Client
from icalendar import Calendar
from pypdf import PdfReader

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import Stance
from sinergi.areas.people import commands as people
from sinergi.documents import verify
from sinergi.documents.message import sealed
from sinergi.entrypoints.console.meeting_papers import BETWEEN, PAPERS
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast
from tests.journeys import office
from tests.meetings import DUE, invitation, running, seat, stamp
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
WHY = "Jalan ke sana putus."


@pytest.fixture
def meeting() -> str:
    """Return a running meeting with seats of two parties and a decision that the Panwascam dissents from."""
    made = running(invitation(seats=(seat(), seat(Party.PANWASCAM, "Ketua Panwascam"))))
    decision = commands.take_decision(viewer=cast.camat, stamp=stamp(), meeting=made, item=1, text="Pleno di aula",
                                      party=Party.PPK, due=DUE, public=True)  # fmt: skip
    commands.answer(
        viewer=cast.panwascam, stamp=stamp(cast.panwascam), about=decision, stance=Stance.DISSENTED, note=WHY
    )  # fmt: skip
    return made


def get(client: Client, meeting: str, what: str) -> HttpResponse:
    """Return one download, which must succeed and whose digest must be right."""
    response = client.get(f"/rapat/{meeting}/{what}")
    assert isinstance(response, HttpResponse)
    assert response.status_code == 200, what
    assert response.headers["X-Content-SHA256"] == hashlib.sha256(response.content).hexdigest()
    stem, _dot, kind = what.rpartition(".")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{stem}-005-101-2024.{kind}"'
    return response


def text_of(content: bytes, what: str) -> str:
    """Return the text of a download in one line."""
    if what.endswith(".pdf"):
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    if what.endswith(".docx"):
        return " ".join("".join(docx.Document(io.BytesIO(content)).element.body.itertext()).split())
    return " ".join(content.decode().replace("*", "").split())


@pytest.mark.parametrize("viewer", [cast.camat, cast.danramil, cast.ppk_operator])
def test_every_office_downloads_every_paper(meeting: str, viewer: Viewer) -> None:
    """All eleven come, twice with the same bytes."""
    client = office.signed_in(viewer)
    for what in PAPERS:
        assert get(client, meeting, what).content == get(client, meeting, what).content, what


def test_dissent_is_in_every_paper_that_tells_decisions(meeting: str) -> None:
    """Minutes as PDF, DOCX and chat with the reason; the press release without it."""
    client = office.signed_in(cast.ppk_chair)
    for what in ("notulen.pdf", "notulen.docx", "pesan-hasil.txt"):
        assert f"KEBERATAN Panwascam: {WHY}" in text_of(get(client, meeting, what).content, what), what
    for what in ("siaran-pers.pdf", "siaran-pers.docx"):
        text = text_of(get(client, meeting, what).content, what)
        assert "catatan keberatan dari Panwaslu Kecamatan" in text
        assert WHY not in text


def test_the_page_offers_what_there_is(meeting: str) -> None:
    """The page of the meeting links every download."""
    page = office.signed_in(cast.camat).get(f"/rapat/{meeting}/").content.decode()
    assert all(f'href="/rapat/{meeting}/{what}"' in page for what in PAPERS)
    assert f'href="/rapat/{meeting}/periksa-pesan/"' in page


def test_nobody_else_gets_a_paper(meeting: str, world: World) -> None:
    """The public and a field card get nothing, not even the invitation; an unknown meeting is not found."""
    card = people.issue_card(
        viewer=cast.camat, stamp=cast.stamp(cast.camat), post=world.posts[0], valid_until=cast.H_DAY.replace(year=2096)
    )
    phone = Client()
    assert phone.post("/kartu/", {"card": card.card, "words": card.words}).status_code == 302
    for what in (*PAPERS, "periksa-pesan/"):
        for client in (Client(), phone):
            assert client.get(f"/rapat/{meeting}/{what}").status_code in (302, 403), what
        assert office.signed_in(cast.camat).get(f"/rapat/tidak-ada/{what}").status_code == 404, what


def test_slips_carry_the_address_of_the_check_in(meeting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The host prints a slip for each seat, another party for its own seats; the address opens the check-in."""
    seen: list[str] = []
    token = queries.seat_token

    def noted(meeting: str, seat: str) -> str:
        seen.append(seat)
        return token(meeting, seat)

    monkeypatch.setattr(queries, "seat_token", noted)
    every = {one.seat: one.party for one in queries.meeting(cast.camat, meeting=meeting).seats}
    host = text_of(get(office.signed_in(cast.camat), meeting, "kode-hadir.pdf").content, ".pdf")
    assert set(seen) == set(every)
    assert host.count("Sekali pakai") == 2
    seen.clear()
    own = text_of(get(office.signed_in(cast.panwascam), meeting, "kode-hadir.pdf").content, ".pdf")
    assert [every[one] for one in seen] == [Party.PANWASCAM]
    assert own.count("Sekali pakai") == 1
    secret = token(meeting, seen[0])
    assert Client().get(f"/hadir/{meeting}/{seen[0]}/{secret}/").status_code == 200
    assert Client().get(f"/hadir/{meeting}/{seen[0]}/{secret[::-1]}/").status_code == 404


def test_the_calendar_entry_is_one(meeting: str) -> None:
    """A phone that opens the file gets one event with the address of the page."""
    (event,) = Calendar.from_ical(get(office.signed_in(cast.camat), meeting, "undangan.ics").content).walk("VEVENT")
    assert f"/rapat/{meeting}/" in str(event["description"])
    assert str(event["location"]) == "Aula kecamatan"


def test_an_edited_forward_is_exposed(meeting: str) -> None:
    """A copied message is the meeting's own; with one word changed it is not, with a made-up code it is another's."""
    client = office.signed_in(cast.kapolsek)
    for what in ("pesan-undangan.txt", "pesan-hasil.txt"):
        (text, *_more) = get(client, meeting, what).content.decode().split(BETWEEN)
        assert verify(text)
        assert "sama dengan isi rapat ini" in checked(client, meeting, text)
        forged = text.replace("005/101/2024", "005/102/2024")
        assert "Jangan diikuti" in checked(client, meeting, forged)
        assert "berbeda dari isi rapat" in checked(client, meeting, sealed(forged.rpartition("\n")[0]))
    assert "Jangan diikuti" in checked(client, meeting, "")


def test_the_form_to_check_leads_back(meeting: str) -> None:
    """The page has the way back to the meeting and keeps what was pasted, as text."""
    client = office.signed_in(cast.camat)
    page = client.get(f"/rapat/{meeting}/periksa-pesan/").content.decode()
    assert re.search(rf'<a href="/rapat/{meeting}/">Kembali ke rapat</a>', page)
    assert "&lt;script&gt;" in checked(client, meeting, "<script>")


def checked(client: Client, meeting: str, text: str) -> str:
    """Return the page after ``text`` was pasted."""
    response = client.post(f"/rapat/{meeting}/periksa-pesan/", {"pesan": text})
    assert response.status_code == 200
    return response.content.decode()
