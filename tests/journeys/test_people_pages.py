"""Orang: what an office does with its people, posts and cards, as a story over HTTP."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from sinergi.areas.people import commands, queries
from sinergi.areas.people.facts import Duty, DutyPostRegistered
from sinergi.vocabulary.viewer import Party
from tests import cast
from tests.journeys.office import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def camat(world: World) -> Client:
    """The office of the camat, signed in."""
    return signed_in(cast.camat)


def hidden(page: bytes, name: str = "kiriman") -> str:
    """Return the value of a hidden field of a page."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.decode())
    assert found, page.decode()[:2000]
    return found.group(1)


def add(client: Client, *, kiriman: str = "", **said: str) -> object:
    """Send the form of a new person."""
    page = client.get("/orang/baru/")
    data = {"kiriman": kiriman or hidden(page.content), "name": "Budi Rekaan", "duty": "linmas", "phone": "", **said}
    return client.post("/orang/baru/", data)


def test_a_person_is_added_found_and_shown(camat: Client) -> None:
    """The camat adds a Linmas officer, finds him by name and reads his page."""
    answer = add(camat, phone="0811 2345 6789", rank="Danru")
    assert answer.status_code == 302
    page = camat.get("/orang/?cari=budi").content.decode()
    assert "Budi Rekaan" in page
    assert "+6281123456789" in page
    assert "1 orang cocok" in page
    assert "Danru" in camat.get(answer["Location"]).content.decode()


def test_a_double_click_adds_one_person(camat: Client) -> None:
    """The same form twice leaves one person, and says so."""
    kiriman = hidden(camat.get("/orang/baru/").content)
    add(camat, kiriman=kiriman)
    second = add(camat, kiriman=kiriman)
    assert len(queries.persons(cast.camat)) == 1
    assert second.status_code in (302, 422)


def test_mistakes_come_back_at_their_fields(camat: Client) -> None:
    """A wrong phone number is said above and at its field; nothing is stored."""
    answer = add(camat, phone="12")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_phone"' in page
    assert 'id="id_phone_error"' in page
    assert 'value="Budi Rekaan"' in page
    assert queries.persons(cast.camat) == ()


def test_a_nik_is_refused(camat: Client) -> None:
    """Sixteen digits have no place in any field."""
    answer = add(camat, rank="1404190101900001")
    assert answer.status_code == 422
    assert "NIK" in answer.content.decode()


def test_a_person_is_corrected(camat: Client) -> None:
    """A correction starts from what is known and becomes a later fact about the same person."""
    where = add(camat, rank="Danru")["Location"]
    page = camat.get(f"{where}ubah/")
    assert 'value="Danru"' in page.content.decode()
    camat.post(
        f"{where}ubah/", {"kiriman": hidden(page.content), "name": "Budi Rekaan", "duty": "linmas", "rank": "Dankru"}
    )
    (row,) = queries.persons(cast.camat)
    assert row.rank == "Dankru"


def test_erasing_needs_a_reason_and_leaves_no_name(camat: Client) -> None:
    """The name is gone from every page; the reason is required."""
    where = add(camat)["Location"]
    page = camat.get(f"{where}hapus/")
    assert camat.post(f"{where}hapus/", {"kiriman": hidden(page.content)}).status_code == 422
    done = camat.post(f"{where}hapus/", {"kiriman": hidden(page.content), "reason": "Permintaan sendiri"}, follow=True)
    assert "Budi" not in done.content.decode()
    assert "data pribadi dihapus" in done.content.decode()


def test_another_party_sees_numbers_only(camat: Client) -> None:
    """The police office sees how many Linmas there are, and no name; the person's own page is not there for it."""
    where = add(camat)["Location"]
    polsek = signed_in(cast.kapolsek)
    page = polsek.get("/orang/?pihak=kecamatan").content.decode()
    assert "Budi" not in page
    assert "Linmas" in page
    assert polsek.get(where).status_code == 404


def test_a_post_is_filled_and_vacated(camat: Client, world: World) -> None:
    """The camat seats a person and takes the seat back."""
    add(camat)
    (row,) = queries.persons(cast.camat)
    page = camat.get(f"/orang/pos/{world.posts[0]}/")
    filled = camat.post(
        f"/orang/pos/{world.posts[0]}/", {"kiriman": hidden(page.content), "person": row.person}, follow=True
    )
    assert "Budi Rekaan" in filled.content.decode()
    page = camat.get(f"/orang/pos/{world.posts[0]}/")
    camat.post(f"/orang/pos/{world.posts[0]}/", {"kiriman": hidden(page.content), "person": ""})
    assert all(post.vacant for post in queries.posts(cast.camat, duty=Duty.LINMAS))


def test_cards_are_shown_once(camat: Client, world: World) -> None:
    """Issued on the screen, a card lets its holder in; the same form again shows nothing."""
    page = camat.get("/orang/kartu/")
    data = {
        "kiriman": hidden(page.content),
        "posts": [world.posts[0]],
        "valid_until": "30 November 2096",
        "bentuk": "layar",
    }
    shown = camat.post("/orang/kartu/", data)
    found = re.search(r"<dd><code>(\w+)</code></dd>.*?<strong>([a-z ]+)</strong>", shown.content.decode(), re.DOTALL)
    assert found
    phone = Client()
    inside = phone.post("/kartu/", {"card": found.group(1), "words": found.group(2)}, follow=True)
    assert "Linmas TPS 001" in inside.content.decode()
    again = camat.post("/orang/kartu/", data)
    assert again.status_code == 422
    assert found.group(2) not in again.content.decode()


def test_a_revoked_card_is_out_at_once(camat: Client, world: World) -> None:
    """Withdrawn in the office, the card on the phone opens nothing at its next request."""
    card = commands.issue_card(
        viewer=cast.camat, stamp=cast.stamp(cast.camat), post=world.posts[0], valid_until=cast.H_DAY.replace(year=2096)
    )
    phone = Client()
    phone.post("/kartu/", {"card": card.card, "words": card.words})
    assert phone.get("/kartu/saya/").status_code == 200
    page = camat.get(f"/orang/kartu/{card.card}/cabut/")
    camat.post(f"/orang/kartu/{card.card}/cabut/", {"kiriman": hidden(page.content), "reason": "Hilang di sungai"})
    assert phone.get("/kartu/saya/").status_code == 302
    assert "Hilang di sungai" in camat.get("/orang/kartu/").content.decode()


def test_strangers_are_sent_to_the_sign_in(world: World) -> None:
    """Without an account the pages of people lead to the sign-in, and a program gets a problem document."""
    answer = Client().get("/orang/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/masuk/?next=")
    problem = Client().get("/orang/", headers={"accept": "application/json"})
    assert problem.status_code == 403
    assert problem["Content-Type"] == "application/problem+json"
    assert problem.json()["code"].startswith("access.")
    assert set(problem.json()["detail"]) == {"id", "en"}


def test_the_sheet_of_cards_is_a_pdf(camat: Client, world: World) -> None:
    """The print sheet is the answer itself, for every post that was chosen, and kept by no cache."""
    page = camat.get("/orang/kartu/")
    data = {"kiriman": hidden(page.content), "posts": world.posts, "valid_until": "30/11/2096", "bentuk": "pdf"}
    sheet = camat.post("/orang/kartu/", data)
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF-")
    assert "no-store" in sheet["Cache-Control"]
    assert len(queries.cards(cast.camat)) == len(world.posts)


def test_a_lost_card_is_replaced_in_one_step(camat: Client, world: World) -> None:
    """The old one is out, the new one is shown once."""
    old = commands.issue_card(
        viewer=cast.camat, stamp=cast.stamp(cast.camat), post=world.posts[0], valid_until=cast.H_DAY.replace(year=2096)
    )
    path = f"/orang/kartu/{old.card}/cabut/"
    data = {"kiriman": hidden(camat.get(path).content), "reason": "Hilang", "ganti": "1"}
    assert "Kode QR" in camat.post(path, data).content.decode()
    states = {one.card: one.state for one in queries.cards(cast.camat)}
    assert states.pop(old.card) == "revoked"
    assert list(states.values()) == ["open"]


def test_card_and_import_dates_are_read_day_first(camat: Client, world: World) -> None:
    """A date with the month in front is refused, not turned around."""
    page = camat.get("/orang/kartu/")
    data = {"kiriman": hidden(page.content), "posts": [world.posts[0]], "valid_until": "11/30/2096"}
    assert camat.post("/orang/kartu/", data).status_code == 422


def test_only_a_station_is_linked_to_its_page(camat: Client, world: World) -> None:
    """A post at a village has a code of thirteen signs too, and no page of a TPS."""
    fact = DutyPostRegistered(
        post="linmas-desa", party=Party.KECAMATAN, duty=Duty.LINMAS, at=world.villages[0], label="Linmas desa"
    )
    commands.register_posts(viewer=cast.camat, stamp=cast.stamp(cast.camat), facts=(fact,))
    page = camat.get("/orang/pos/").content.decode()
    assert f"/tps/{world.stations[0]}/" in page
    assert f"/tps/{world.villages[0]}/" not in page
