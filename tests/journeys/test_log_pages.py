"""Jurnal: who did what when, for whoever may know; one entry with its receipt; the check that finds a change."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from sinergi.areas.people import commands as people
from sinergi.areas.people.columns import PersonEntry
from sinergi.areas.people.facts import Duty
from sinergi.journal import proof, read, sequencer
from sinergi.journal.shelf import Shelf
from sinergi.vocabulary.viewer import Party
from tests import cast, meetings
from tests.journeys import office
from tests.journeys.console_html import heading, rows, text_of
from tests.world import World

pytestmark = pytest.mark.django_db


def somebody(name: str = "Rekaan Satu") -> None:
    """Register a person of Polsek: a restricted entry."""
    entry = PersonEntry(name=name, party=Party.POLSEK, duty=Duty.POLICE, phone="081100000001", synthetic=True)
    people.register_person(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), entry=entry)


def test_the_newest_comes_first_with_who_and_when(world: World) -> None:
    """Each row says number or waiting, when, what in official words, which party, who, where."""
    response = office.signed_in(cast.ppk_operator).get("/jurnal/?jenis=places.station.registered.v1")
    found = rows(response, "catatan")
    assert len(found) == len(world.stations)
    assert "TPS dicatat" in found[0]
    assert world.stations[-1] in found[0]
    assert "PPK" in found[0]
    assert "ketua-ppk" in found[0]


def test_what_is_restricted_is_one_quiet_line(world: World) -> None:
    """Another party's restricted entries show that they exist, and nothing else: no name, no kind, no actor."""
    somebody()
    own = text_of(office.signed_in(cast.kapolsek).get("/jurnal/"))
    others = office.signed_in(cast.ppk_operator).get("/jurnal/")
    assert "Personel dicatat" in own
    assert "tidak untuk Anda" in text_of(others)
    told = " ".join(rows(others, "catatan"))
    assert told
    assert "Personel dicatat" not in told
    assert "kapolsek" not in told
    assert world.district


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("pihak=ppk&jenis=places.village.registered.v1", 2),
        ("tempat=1404192001001", 2),
        ("jenis=places.station.registered.v1&tanggal=1-1-2001", 0),
        ("pihak=bukan-pihak&jenis=places.village.registered.v1", 2),
    ],
)
def test_the_filter_finds(world: World, query: str, count: int) -> None:
    """By party, kind, place and day; what makes no sense is taken as not asked."""
    response = office.signed_in(cast.ppk_operator).get(f"/jurnal/?{query}")
    assert len([row for row in rows(response, "catatan") if "Tidak ada catatan" not in row]) == count
    assert world.district


def test_a_day_finds_what_was_recorded_on_it(world: World) -> None:
    """The day is that of the server's clock in the local zone, written as people here write it."""
    client = office.signed_in(cast.ppk_operator)
    row = read.entries(cast.ppk_operator, kind="places.station.registered.v1", limit=1)[0]
    assert row.recorded_at is not None
    day = timezone.localtime(row.recorded_at).strftime("%d-%m-%Y")
    found = rows(client.get(f"/jurnal/?jenis=places.station.registered.v1&tanggal={day}"), "catatan")
    assert len(found) == len(world.stations)


@pytest.mark.django_db(transaction=True)
def test_an_entry_shows_its_body_and_hands_out_a_receipt(world: World) -> None:
    """Envelope, body in official words, number; the receipt holds against the published key."""
    sequencer.settle()
    client = office.signed_in(cast.ppk_operator)
    row = read.entries(cast.ppk_operator, place=world.stations[0], kind="places.station.registered.v1")[0]
    response = client.get(f"/jurnal/{row.id}/")
    assert heading(response).startswith("TPS dicatat")
    said = text_of(response)
    for part in ("DPT L", "200", "Darat", "Lima pihak", f"#{row.number}"):
        assert part in said, part
    receipt = client.get(f"/jurnal/{row.id}/tanda-terima")
    assert f"sinergi-{row.number}.tlog-proof" in receipt.headers["Content-Disposition"]
    assert receipt.content.startswith(proof.HEADER.encode())


def test_an_entry_of_another_party_is_not_there(world: World) -> None:
    """Who may not read an entry cannot open it, nor get its receipt, by guessing its address."""
    somebody()
    row = read.entries(cast.kapolsek, kind="people.person.registered.v1")[0]
    for path in (f"/jurnal/{row.id}/", f"/jurnal/{row.id}/tanda-terima"):
        assert office.signed_in(cast.ppk_operator).get(path).status_code == 404
        assert Client().get(path).status_code == 404
    assert world.district


@pytest.mark.django_db(transaction=True)
def test_the_check_says_whole_and_finds_a_flipped_byte(world: World, data_dir: Path) -> None:
    """On a button everything is recomputed; one changed byte of a published file is named."""
    sequencer.settle()
    client = office.signed_in(cast.panwascam)
    sequencer.settle()
    assert "Periksa sekarang" in text_of(client.get("/jurnal/periksa/"))
    assert "Jurnal utuh." in text_of(client.post("/jurnal/periksa/"))
    bundle = next((Shelf(data_dir / "journal").folder / "tile" / "entries").rglob("0*"))
    file = bundle if bundle.is_file() else next(path for path in sorted(bundle.iterdir(), reverse=True))
    data = bytearray(file.read_bytes())
    data[40] ^= 1
    file.write_bytes(bytes(data))
    assert "TIDAK utuh" in text_of(client.post("/jurnal/periksa/"))
    assert world.district


def test_strangers_cannot_make_the_server_work(world: World, client: Client) -> None:
    """The check is for offices: the public is sent to sign in, a card is refused."""
    assert client.get("/jurnal/periksa/").status_code == 302
    assert client.post("/jurnal/periksa/").status_code == 403
    assert world.district


def test_an_entry_with_a_list_of_things_tells_each(world: World) -> None:
    """Who is invited stands there seat by seat, in official words; beyond eight it says how many more."""
    assert world.stations
    seats = tuple(meetings.seat(title=f"Kursi {number}") for number in range(10))
    meetings.call(meetings.invitation(seats=seats))
    office_here = office.signed_in(cast.ppk_operator)
    row = read.entries(cast.ppk_operator, kind="meetings.meeting.called.v1")[0]
    said = text_of(office_here.get(f"/jurnal/{row.id}/"))
    assert "Kursi 0" in said
    assert "Kursi 7" in said
    assert "Kursi 8" not in said
    assert "dan 2 lagi" in said
