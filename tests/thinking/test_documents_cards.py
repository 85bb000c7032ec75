"""The sheet of cards: what stands on it, page by page, and that the same cards give the same bytes."""

from __future__ import annotations

import dataclasses
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from sinergi.documents import card_address, card_sheet
from sinergi.vocabulary.viewer import Party

BASE = "https://sinergi.example"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Card:
    """A card as the sheet wants it."""

    card: str = "K4TA9R"
    words: str = "abadi jambu kertas wayang"
    token: str = "Zm9vYmFyYmF6cXV4MTIzNA"
    label: str = "PTPS TPS 001 Seberang Tiga"
    party: Party = Party.PANWASCAM
    at: str = "1404192001001"
    valid_until: datetime = datetime(2024, 12, 8, 16, 59, tzinfo=UTC)
    synthetic: bool = True


def pages(*cards: Card, **options: str) -> list[str]:
    """Return the text of each page, in one line."""
    reader = PdfReader(io.BytesIO(card_sheet(cards, base=BASE, **options)))  # type: ignore[arg-type] # text options
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_a_card_says_what_its_holder_needs() -> None:
    """Number, words, post, place, party, term, address, what to do when lost, and that it is synthetic."""
    (text,) = pages(Card(), district="Kecamatan Contoh", zone="Asia/Jakarta")
    for piece in (
        "K4T-A9R", "abadi", "jambu", "kertas", "wayang", "PTPS TPS 001 Seberang Tiga", "1404192001001", "Panwascam",
        "8 Desember 2024, 23.59 WIB", f"{BASE}/kartu/", "Kartu hilang: lapor Posko", "DATA SINTETIS",
        "Kecamatan Contoh",
    ):  # fmt: skip
        assert piece in text, piece


def test_the_token_is_in_the_code_only() -> None:
    """The QR's address carries the token behind the fragment; the printed text does not carry it at all."""
    card = Card()
    assert card_address(card, base=BASE + "/") == f"{BASE}/kartu/#K4TA9R.{card.token}"
    assert card.token not in pages(card)[0]


def test_real_data_is_not_called_synthetic() -> None:
    """The label stands on synthetic cards only."""
    assert "SINTETIS" not in pages(Card(synthetic=False))[0]


@pytest.mark.parametrize(("cards", "expected"), [(1, 1), (8, 1), (9, 2), (16, 2), (17, 3)])
def test_eight_cards_a_page(cards: int, expected: int) -> None:
    """A page holds eight; the last one says how many there are, and no card is lost."""
    found = pages(*(Card(label=f"Pos nomor {number:03d} ujung") for number in range(cards)))
    assert len(found) == expected
    assert f"Lembar {expected} dari {expected}" in found[-1]
    assert [text.count("Pos nomor") for text in found][:-1] == [8] * (expected - 1)
    assert "".join(found).count("Pos nomor") == cards


def test_the_same_cards_give_the_same_bytes() -> None:
    """No clock and no chance goes in; another date or another word does."""
    first = card_sheet([Card()], base=BASE)
    assert card_sheet([Card()], base=BASE) == first
    assert card_sheet([Card()], base=BASE, made_at=datetime(2024, 11, 1, tzinfo=UTC)) != first
    assert card_sheet([Card(words="abadi jambu kertas warung")], base=BASE) != first


def test_english_is_the_second_language() -> None:
    """The English sheet says the same in English, with English dates."""
    (text,) = pages(Card(), language="en", zone="Asia/Makassar")
    assert "Lost card: tell the Posko" in text
    assert "9 December 2024, 00:59 WITA" in text


@pytest.mark.parametrize("label", ['#panic() $x$ \\ " <b> *', "A" * 160, "PTPS " * 32, "é \u2013 “kutip”"])
def test_a_label_is_text_whatever_it_holds(label: str) -> None:
    """Markup, quotes, length: nothing in a label is run, and nothing breaks the sheet."""
    assert len(pages(Card(label=label))) == 1


def test_a_term_without_a_zone_argument_is_shown_as_it_is_carried() -> None:
    """Without ``zone`` the term's own zone is named."""
    term = datetime(2024, 12, 8, 23, 59, tzinfo=ZoneInfo("Asia/Jayapura"))
    assert "8 Desember 2024, 23.59 WIT" in pages(Card(valid_until=term))[0]


def test_fonts_are_embedded_and_ours() -> None:
    """Every font is a subset inside the file, of a family that ships with the program."""
    reader = PdfReader(io.BytesIO(card_sheet([Card()], base=BASE)))
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index] # pypdf
    names = {str(font["/BaseFont"]) for font in fonts}
    assert names
    assert all("+" in name and ("Libertinus" in name or "DejaVu" in name) for name in names), names
