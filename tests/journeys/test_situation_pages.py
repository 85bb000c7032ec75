"""Situasi: the board as each reader sees it, what a filter leaves, and what every page carries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from sinergi.areas.people import commands as people
from sinergi.areas.places import commands as places
from sinergi.areas.places.facts import StationWithdrawn
from sinergi.config.middleware import CARD_KEY
from sinergi.journal.clock import now
from sinergi.vocabulary.viewer import Party
from tests import cast
from tests.journeys import office
from tests.journeys.console_html import heading, rows, text_of
from tests.meetings import call, invitation
from tests.promises import give
from tests.world import SYNTHETIC, World, station

pytestmark = pytest.mark.django_db


def test_the_public_sees_where_the_stations_are_and_nothing_more(world: World, client: Client) -> None:
    """Without signing in: four TPS with their positions, a way to sign in, no voters, no access, no posts."""
    response = client.get("/")
    assert heading(response) == "Situasi"
    assert len(rows(response, "hasil")) == len(world.stations)
    said = text_of(response)
    assert "Masuk" in said
    for hidden in ("Pemilih (DPT)", "hanya lewat sungai", "Polsek Contoh", "Linmas TPS"):
        assert hidden not in said


def test_an_office_sees_voters_conditions_and_vacancies(world: World) -> None:
    """Signed in: the counts stand above, each TPS says what needs attention and which posts are vacant."""
    response = office.signed_in(cast.kapolsek).get("/")
    said = text_of(response)
    assert "1.640" in said
    assert "semua TPS diketahui" in said
    found = rows(response, "hasil")
    assert len(found) == len(world.stations)
    assert "hanya lewat sungai" in found[2]
    assert "kurang Linmas" in found[0]


def test_unknown_voters_are_said_and_not_counted_as_zero(world: World) -> None:
    """A TPS without voters says so in its row and beside the total."""
    fact = station(world.stations[0], voters_male=None, voters_female=None)
    places.register_station(viewer=cast.ppk_chair, stamp=cast.stamp(), fact=fact)
    response = office.signed_in(cast.camat).get("/")
    assert "1 TPS belum diketahui" in text_of(response)
    assert "belum diketahui" in rows(response, "hasil")[0]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 4),
        ("?desa=14.04.19.2002", 2),
        ("?keadaan=sungai", 2),
        ("?keadaan=lengkap", 2),
        ("?keadaan=tanpa-dpt", 0),
        ("?kosong=linmas", 4),
        ("?cari=hilir+2", 1),
        ("?keadaan=omong-kosong&hal=x&urut=y", 4),
    ],
)
def test_the_filter_works_as_a_plain_form(world: World, query: str, count: int) -> None:
    """Every filter is a link that can be shared; nonsense is taken as not asked."""
    response = office.signed_in(cast.ppk_operator).get(f"/{query}")
    found = [row for row in rows(response, "hasil") if "Tidak ada TPS" not in row]
    assert len(found) == count <= len(world.stations)
    assert f"{count} TPS cocok" in text_of(response)


def test_columns_sort_by_links(world: World) -> None:
    """A heading sorts up, and once more down; the order is told to screen readers."""
    places.register_station(
        viewer=cast.ppk_chair, stamp=cast.stamp(), fact=station(world.stations[3], voters_male=1, voters_female=1)
    )
    client = office.signed_in(cast.ppk_operator)
    up, down = client.get("/?urut=pemilih"), client.get("/?urut=-pemilih")
    assert rows(up, "hasil")[0] == rows(down, "hasil")[-1]
    assert 'aria-sort="ascending"' in up.content.decode()
    assert 'aria-sort="descending"' in down.content.decode()


def test_htmx_gets_only_the_part_that_changes(world: World) -> None:
    """A fragment is no page; caches keep the two apart; a live refresh leaves the heavy paper map out."""
    client = office.signed_in(cast.ppk_operator)
    page, part = client.get("/"), client.get("/", headers={"HX-Request": "true"})
    assert "HX-Request" in page.headers["Vary"]
    assert "HX-Request" in part.headers["Vary"]
    assert b"<!doctype" in page.content
    assert b"<!doctype" not in part.content
    assert b"peta-kertas" in part.content
    live = client.get("/?segar=1", headers={"HX-Request": "true"})
    assert b"peta-kertas" not in live.content
    assert len(rows(live, "hasil")) == len(world.stations)


def test_a_withdrawn_station_leaves_the_board(world: World) -> None:
    """It is counted apart and found only by asking for it."""
    fact = StationWithdrawn(code=world.stations[0], reason="digabung")
    places.withdraw_station(viewer=cast.ppk_chair, stamp=cast.stamp(), fact=fact)
    client = office.signed_in(cast.ppk_operator)
    assert len(rows(client.get("/"), "hasil")) == 3
    assert "1 dicabut" in text_of(client.get("/"))
    assert len(rows(client.get("/?keadaan=dicabut"), "hasil")) == 1


@pytest.mark.parametrize("path", ["/", "/jurnal/", "/transparansi/", "/masuk/", "/tps/1404192001001/"])
def test_every_page_says_what_is_synthetic_and_how_fresh_it_is(world: World, client: Client, path: str) -> None:
    """The banner, the absolute time with its zone, one first heading, a skip link."""
    response = client.get(path)
    said = text_of(response)
    assert SYNTHETIC in said
    assert "WIB" in said
    assert "Langsung ke isi" in said
    assert heading(response)
    assert world.district


def test_the_map_data_is_not_sent_twice(world: World) -> None:
    """The map asks again with what it has; unchanged it costs a header, and another viewer's picture is another."""
    client = office.signed_in(cast.ppk_operator)
    first = client.get("/peta.json")
    assert len(first.json()["marks"]) == len(world.stations) + 4
    again = client.get("/peta.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    public = Client().get("/peta.json").json()
    assert {mark["state"] for mark in public["marks"]} == {"place"}
    assert public["lines"] == []


def test_a_card_sees_its_own_post_only(world: World, client: Client) -> None:
    """Who signed in with a card sees one TPS, no counts of other parties' people, and no way to take data away."""
    issued = people.issue_card(
        viewer=cast.camat, stamp=cast.stamp(cast.camat), post=world.posts[0], valid_until=now() + timedelta(days=1)
    )
    session = client.session
    session[CARD_KEY] = issued.card
    session.save()
    response = client.get("/")
    assert len(rows(response, "hasil")) == 1
    assert "Kartu saya" in text_of(response)
    assert client.get(f"/tps/{world.stations[0]}/").status_code == 200
    assert 400 <= client.get(f"/tps/{world.stations[1]}/").status_code < 500
    assert client.get("/unduh/tps.csv").status_code == 403


def test_the_network_is_a_table_too(world: World) -> None:
    """What the map draws as lines and diamonds can be read: five links, four sites, with names."""
    said = text_of(office.signed_in(cast.danramil).get("/lokasi/"))
    assert "Jeti Seberang Tiga \N{EN DASH} Jeti Hilir Sembilan" in said
    assert "Gudang PPK" in said
    assert len(world.villages) == 2


def test_only_offices_read_what_is_late_and_when_they_meet(world: World) -> None:
    """One line with links for an office, also in the live part; the public sees nothing of it."""
    assert world.stations
    give(Party.KECAMATAN, at=now() - timedelta(days=3), due=now() - timedelta(days=1))
    starts = now() + timedelta(days=1)
    meeting = call(invitation(starts_at=starts, ends_at=starts + timedelta(hours=2)))
    camat = office.signed_in(cast.camat)
    for response in (camat.get("/"), camat.get("/?segar=1", headers={"HX-Request": "true"})):
        assert "1 komitmen terlambat (1 dari Kecamatan)" in text_of(response)
        assert f'href="/rapat/{meeting}/"' in response.content.decode()
        assert 'href="/komitmen/?tab=terlambat"' in response.content.decode()
    for query in ("/", "/?segar=1"):
        public = Client().get(query).content.decode()
        assert "terlambat" not in public
        assert "/rapat/" not in public
