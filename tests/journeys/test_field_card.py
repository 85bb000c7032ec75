"""The phone of a card holder: in by four words or by QR, own post only, slowed when guessed at, light."""

from __future__ import annotations

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from sinergi.areas.people import commands
from sinergi.areas.people.commands import IssuedCard
from tests import cast
from tests.world import STATIONS, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(world: World) -> IssuedCard:
    """A card for the Linmas of TPS 001."""
    return commands.issue_card(
        viewer=cast.camat, stamp=cast.stamp(cast.camat), post=world.posts[0], valid_until=cast.H_DAY.replace(year=2096)
    )


def test_four_words_open_the_own_post(card: IssuedCard) -> None:
    """In any case and spacing; the page names the post, the TPS and the numbers to call."""
    phone = Client()
    answer = phone.post("/kartu/", {"card": card.card.lower(), "words": f"  {card.words.upper()} "}, follow=True)
    page = answer.content.decode()
    assert "Linmas TPS 001" in page
    assert STATIONS[0] in page
    assert "tel:112" in page


def test_the_token_of_the_qr_opens_too(card: IssuedCard) -> None:
    """The small script posts what the QR holds."""
    assert Client().post("/kartu/", {"card": card.card, "token": card.token})["Location"] == "/kartu/saya/"


def test_the_secret_is_in_no_address(card: IssuedCard) -> None:
    """A card in a query or path opens nothing."""
    phone = Client()
    phone.get(f"/kartu/?card={card.card}&token={card.token}")
    assert phone.get("/kartu/saya/").status_code == 302


def test_wrong_words_say_one_sentence_and_are_slowed(card: IssuedCard) -> None:
    """Unknown card and wrong words look the same; after five tries the address waits, others do not."""
    phone = Client(REMOTE_ADDR="192.0.2.7")
    wrong = phone.post("/kartu/", {"card": card.card, "words": "satu dua tiga empat"})
    unknown = phone.post("/kartu/", {"card": "ZZZZZZ", "words": "satu dua tiga empat"})
    assert wrong.status_code == unknown.status_code == 422
    for _ in range(4):
        phone.post("/kartu/", {"card": card.card, "words": "satu dua tiga empat"})
    assert phone.post("/kartu/", {"card": card.card, "words": card.words}).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.8").post("/kartu/", {"card": card.card, "words": card.words}).status_code == 302


def test_a_card_opens_no_office_page(card: IssuedCard) -> None:
    """People, imports, cards and accounts are closed to it; another TPS shows no more than to the public."""
    phone = Client()
    phone.post("/kartu/", {"card": card.card, "words": card.words})
    for path in ("/orang/", "/orang/pos/", "/orang/kartu/", "/orang/akun/", "/impor/", "/orang/baru/"):
        assert phone.get(path).status_code == 403, path


def test_signing_out_forgets_the_card(card: IssuedCard) -> None:
    """By its own button and by the console's."""
    for path in ("/kartu/keluar/", "/keluar/"):
        phone = Client()
        phone.post("/kartu/", {"card": card.card, "words": card.words})
        phone.post(path)
        assert phone.get("/kartu/saya/").status_code == 302


def test_signing_in_changes_the_session(card: IssuedCard) -> None:
    """A session that somebody else planted is not the one that is let in."""
    phone = Client()
    phone.session["planted"] = True
    before = phone.session.session_key
    phone.post("/kartu/", {"card": card.card, "words": card.words})
    assert phone.session.session_key != before
    assert "planted" not in phone.session
    assert phone.session.get_expiry_age() <= 6 * 3600


def test_the_page_weighs_at_most_15_kb(card: IssuedCard) -> None:
    """Page, style and script together, before compression of the page."""
    phone = Client()
    pages = [phone.get("/kartu/").content]
    pages.append(phone.post("/kartu/", {"card": card.card, "words": card.words}, follow=True).content)
    for name in ("field/kartu.js",):
        path = finders.find(name)
        assert isinstance(path, str)
        with open(path, "rb") as file:  # noqa: PTH123 -- the finder answers text
            pages[0] += file.read()
    assert all(len(page) <= 8 * 1024 for page in pages)
