"""Kalender: who sees what, by month and by name of day; and the calendars that a telephone subscribes to."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.commands import Draft
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import clock
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast
from tests.journeys import office
from tests.journeys.console_html import text_of
from tests.world import World

pytestmark = pytest.mark.django_db
TODAY = datetime(2024, 11, 20, 3, 0, tzinfo=UTC)  # H-7, 10.00 WIB


@pytest.fixture(autouse=True)
def _week_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock stand a week before voting day."""
    monkeypatch.setattr(settings, "SINERGI_CLOCK_SHIFT", TODAY - datetime.now(UTC))


def give(viewer: Viewer, text: str, *, hours: int, at: datetime | None = None) -> str:
    """Write down a promise of the viewer's party, due in ``hours``, and return its id."""
    draft = Draft(party=viewer.party, text=text, due=clock.now() + timedelta(hours=hours))
    return commands.give_promise(viewer=viewer, stamp=cast.stamp(viewer, at=at or clock.now()), draft=draft)


def read(viewer: Viewer, path: str = "/kalender/") -> HttpResponse:
    """Return a page as ``viewer`` sees it."""
    return office.signed_in(viewer).get(path)  # type: ignore[return-value] # a test client's page is one


def address_of(viewer: Viewer) -> str:
    """Return the path of the feed that the page of ``viewer`` shows."""
    found = re.search(r"https?://[^/]+(/kalender/\w+/\w+\.ics)", read(viewer).content.decode())
    assert found is not None
    return found[1]


def test_the_public_sees_stages_and_deadlines_only(world: World) -> None:
    """Without signing in there are the days of the law with their basis, and nothing that a party owes."""
    assert world.stations
    give(cast.kapolsek, "Menjaga gudang logistik", hours=5)
    said = Client().get("/kalender/")
    assert said.status_code == 200
    shown = text_of(said)  # type: ignore[arg-type] # a test client's page is one
    for part in ("Hari ini H-7", "Masa tenang", "tahapan", "batas waktu", "November 2024", "H-3"):
        assert part in shown, part
    for part in ("Menjaga gudang", "kewajiban", "Alamat rahasia", "langganan"):
        assert part not in shown, part


def test_an_office_sees_what_is_owed_and_what_comes_next(world: World) -> None:
    """Promises and duties stand in their month with H-names; what is late says so; the next five stand on top."""
    assert world.stations
    promise = give(cast.kapolsek, "Menjaga gudang logistik", hours=5)
    give(cast.danramil, "Mengirim perahu", hours=-30, at=clock.now() - timedelta(days=9))
    said = read(cast.camat)
    page, shown = said.content.decode(), text_of(said)
    following = text_of(
        HttpResponse(page[page.index('id="berikut"') : page.index("</section>", page.index('id="berikut"'))])
    )
    assert "H-7 Rab, 20 Nov 2024 15.00 WIB K-1 Menjaga gudang logistik" in following
    assert f'href="/komitmen/{promise}/"' in page
    assert re.search(r"K-2 Mengirim perahu komitmen Koramil ▲ terlambat", shown)
    assert "Desember 2024" in shown
    assert "Oktober 2024" not in shown


def test_a_party_and_other_months_can_be_chosen(world: World) -> None:
    """One party's things remain beside what holds for all; links lead to other months; nonsense shows the present."""
    assert world.stations
    give(cast.kapolsek, "Menjaga gudang logistik", hours=5)
    give(cast.danramil, "Mengirim perahu", hours=6)
    shown = text_of(read(cast.camat, "/kalender/?pihak=koramil"))
    assert "Mengirim perahu" in shown
    assert "Menjaga gudang" not in shown
    assert "Masa tenang" in shown
    earlier = read(cast.camat, "/kalender/?mulai=2024-08")
    assert "Agustus 2024" in text_of(earlier)
    assert "Yang berikutnya" not in text_of(earlier)
    assert "mulai=2024-05" in earlier.content.decode()
    for nonsense in ("mulai=x", "mulai=9999-99", "pihak=umum", "mulai=0000-01"):
        assert "November 2024" in text_of(read(cast.camat, f"/kalender/?{nonsense}")), nonsense
    assert read(cast.camat, "/kalender/?mulai=9999-12").status_code == 200


def test_the_office_reads_its_address_and_the_head_may_change_it(world: World) -> None:
    """The secret address is shown to every office account of the party, the button to its head alone."""
    assert world.stations
    assert "Alamat rahasia" in text_of(read(cast.ppk_operator))
    assert "Ganti alamat" not in text_of(read(cast.ppk_operator))
    assert "Ganti alamat" in text_of(read(cast.ppk_chair))


def test_the_feed_holds_what_its_party_owes(world: World) -> None:
    """Whoever knows the address gets the party's own promises and not those of others; no cache keeps them."""
    assert world.stations
    give(cast.kapolsek, "Menjaga gudang logistik", hours=5)
    give(cast.danramil, "Mengirim perahu", hours=6)
    said = Client().get(address_of(cast.kapolsek))
    assert said.status_code == 200
    assert said.headers["Content-Type"].startswith("text/calendar")
    assert "no-store" in said.headers["Cache-Control"]
    assert said.headers["X-Robots-Tag"] == "noindex"
    text = said.content.decode().replace("\r\n ", "")
    assert "Menjaga gudang logistik" in text
    assert "Mengirim perahu" not in text


def test_a_new_address_closes_the_old_one(world: World) -> None:
    """The head gives a new address: the old one is gone, a staff member may not do that, a wrong one opens nothing."""
    assert world.stations
    old = address_of(cast.ppk_chair)
    path = "/kalender/alamat/"
    sent = {"kiriman": str(clock.new_id())}
    assert office.signed_in(cast.ppk_operator).post(path, sent).status_code == 403
    assert Client().get(old).status_code == 200
    assert office.signed_in(cast.ppk_chair).post(path, sent).status_code == 302
    new = address_of(cast.ppk_chair)
    assert new != old
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    assert Client().get(new.replace("/ppk/", "/polsek/")).status_code == 404
    assert Client().get("/kalender/umum/abc.ics").status_code == 404


def test_the_stages_are_open_to_all(world: World) -> None:
    """The public calendar holds the stages and deadlines of the pack and no promise."""
    assert world.stations
    give(cast.kapolsek, "Menjaga gudang logistik", hours=5)
    said = Client().get("/kalender/tahapan.ics")
    text = said.content.decode().replace("\r\n ", "")
    assert text.startswith("BEGIN:VCALENDAR")
    assert text.count("BEGIN:VEVENT") >= len(rulebook.pack().stages)
    assert "gudang logistik" not in text
    assert "public" in said.headers["Cache-Control"]


def test_every_basis_can_be_read(world: World) -> None:
    """Each entry of the pack offers its legal basis on demand."""
    assert world.stations
    rows = queries.calendar(cast.camat, now=clock.now(), party=Party.PPK)
    shown = read(cast.camat, "/kalender/?mulai=semua&pihak=ppk").content.decode()
    assert shown.count("<summary>dasar") == sum(bool(row.basis) for row in rows)
