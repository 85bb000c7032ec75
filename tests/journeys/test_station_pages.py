"""TPS: everything on one page for whoever may see it, corrected by PPK alone, and never twice by a double click."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from sinergi.areas.places import queries
from sinergi.journal import read
from tests import cast
from tests.journeys import office
from tests.journeys.console_html import heading, text_of
from tests.world import World

pytestmark = pytest.mark.django_db


def form_of(client: Client, path: str) -> dict[str, str]:
    """Return what the form on ``path`` would send as it stands."""
    page = client.get(path).content.decode()
    page = page[page.index('id="formulir"') :]
    fields = {
        name: value
        for tag in re.findall(r"<input[^>]*>", page)
        for name, value in [(_attribute(tag, "name"), _attribute(tag, "value"))]
    }
    for select in re.findall(r"<select.*?</select>", page, flags=re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', select)
        fields[_attribute(select, "name")] = chosen[1] if chosen else ""
    return fields


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else ""


def test_an_office_sees_everything(world: World) -> None:
    """Identity, voters, ballots by the pack's rule, facilities, travel, posts, history and who may see it."""
    response = office.signed_in(cast.kapolsek).get(f"/tps/{world.stations[2]}/")
    said = text_of(response)
    assert heading(response) == "TPS 001 Hilir Sembilan"
    for part in ("410", "421", "Sungai", "Lemah", "Polsek Contoh", "Linmas TPS 001", "TPS dicatat", "Lokasi saja"):
        assert part in said, part
    assert "Koreksi data TPS" not in said


def test_the_public_sees_the_location_only(world: World, client: Client) -> None:
    """The page of a TPS exists for everyone; what it holds follows the matrix."""
    said = text_of(client.get(f"/tps/{world.stations[2]}/"))
    assert "Hilir Sembilan" in said
    for hidden in ("DPT laki-laki", "Surat suara", "Pos tugas", "Akses dan sarana", "Polsek Contoh"):
        assert hidden not in said


def test_an_unknown_station_is_refused_by_name(world: World, client: Client) -> None:
    """A code that is no TPS gets a sentence, not a fault."""
    response = client.get("/tps/9999999999999/")
    assert 400 <= response.status_code < 500
    assert "tidak ditemukan" in text_of(response)
    assert world.stations


def test_a_correction_is_a_later_fact(world: World) -> None:
    """PPK changes the voters; the page shows them, the journal keeps both, and who said so."""
    client, code = office.signed_in(cast.ppk_operator), world.stations[0]
    before = len(read.entries(cast.ppk_operator, place=code, kind="places.station.registered.v1"))
    sent = form_of(client, f"/tps/{code}/koreksi/") | {"voters_male": "250", "source": "BA 7/2024"}
    response = client.post(f"/tps/{code}/koreksi/", sent, follow=True)
    assert "Koreksi dicatat." in text_of(response)
    row = queries.station(cast.ppk_operator, code=code)
    assert (row.voters_male, row.voters_female, row.source) == (250, 210, "BA 7/2024")
    assert len(read.entries(cast.ppk_operator, place=code, kind="places.station.registered.v1")) == before + 1


def test_a_double_click_records_once(world: World) -> None:
    """The same form sent twice is one fact: the id came with the form."""
    client, code = office.signed_in(cast.ppk_operator), world.stations[0]
    sent = form_of(client, f"/tps/{code}/koreksi/") | {"voters_male": "205", "source": "BA 7/2024"}
    client.post(f"/tps/{code}/koreksi/", sent)
    here = read.position()
    assert client.post(f"/tps/{code}/koreksi/", sent).status_code == 302
    assert read.position() == here


def test_a_form_that_is_behind_is_refused(world: World) -> None:
    """Two people correct the same TPS: the second is told to look again, and nothing of the first is lost."""
    client, code = office.signed_in(cast.ppk_operator), world.stations[0]
    first, second = (form_of(client, f"/tps/{code}/koreksi/") for _person in range(2))
    client.post(f"/tps/{code}/koreksi/", first | {"voters_male": "205", "source": "A"})
    response = client.post(f"/tps/{code}/koreksi/", second | {"name": "SDN 9", "source": "B"})
    assert "berubah sejak formulir dibuka" in text_of(response)
    assert queries.station(cast.ppk_operator, code=code).voters_male == 205


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("voters_male", "banyak", "angka bulat"),
        ("voters_male", "-3", "0"),
        ("lat_e6", "timur", "derajat desimal"),
        ("lat_e6", "", "keduanya"),
        ("source", "", "Sebutkan sumber"),
    ],
)
def test_mistakes_are_listed_and_linked(world: World, field: str, value: str, says: str) -> None:
    """The summary stands first and links to the field; nothing is recorded."""
    client, code = office.signed_in(cast.ppk_operator), world.stations[0]
    here = read.position()
    sent = form_of(client, f"/tps/{code}/koreksi/") | {"source": "x", field: value}
    response = client.post(f"/tps/{code}/koreksi/", sent)
    assert response.status_code == 422
    assert "Ada yang perlu diperbaiki" in text_of(response)
    assert says in text_of(response)
    assert f'href="#id_{field}"' in response.content.decode()
    assert read.position() == here


def test_what_the_law_forbids_is_refused_in_the_form(world: World) -> None:
    """Thousands may be written with a point; more voters than a TPS may have are refused, with the form kept."""
    client, code = office.signed_in(cast.ppk_operator), world.stations[0]
    sent = form_of(client, f"/tps/{code}/koreksi/") | {"voters_male": "1.205", "source": "BA 7/2024"}
    response = client.post(f"/tps/{code}/koreksi/", sent)
    assert response.status_code == 422
    assert "Ada yang perlu diperbaiki" in text_of(response)
    assert queries.station(cast.ppk_operator, code=code).voters_male == 200


@pytest.mark.parametrize("path", ["koreksi", "cabut"])
def test_only_ppk_may_write(world: World, path: str) -> None:
    """Another office is refused at the form already, and at the command."""
    client = office.signed_in(cast.kapolsek)
    address = f"/tps/{world.stations[0]}/{path}/"
    assert client.get(address).status_code == 403
    assert client.post(address, {"reason": "x", "source": "x"}).status_code == 403


def test_a_withdrawal_needs_a_reason_and_keeps_the_history(world: World) -> None:
    """Without a reason nothing happens; with one the page says that the TPS was withdrawn, and why."""
    client, code = office.signed_in(cast.ppk_operator), world.stations[1]
    sent = form_of(client, f"/tps/{code}/cabut/")
    assert "Sebutkan alasan" in text_of(client.post(f"/tps/{code}/cabut/", sent | {"reason": ""}))
    said = text_of(client.post(f"/tps/{code}/cabut/", sent | {"reason": "digabung dengan TPS 001"}, follow=True))
    assert "TPS ini dicabut." in said
    assert "digabung dengan TPS 001" in said
    assert "TPS dicatat" in said
    assert "Koreksi data TPS" not in said
