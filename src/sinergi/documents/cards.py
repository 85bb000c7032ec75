"""The sheet of field cards: A4, eight cards a page, to be cut and handed over in person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from sinergi.documents import codes, engine
from sinergi.documents.qr import qr_svg
from sinergi.documents.text import Json
from sinergi.vocabulary.terms import label as term
from sinergi.vocabulary.viewer import Party

MONTHS: Final = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
TEXTS: Final = {
    "id": {
        "lang": "id",
        "title": "Kartu petugas",
        "subtitle": "Gunting, serahkan langsung kepada pemegang pos. Dicetak sekali saja; bersifat rahasia.",
        "sheet": "Lembar",
        "of": "dari",
        "sheet_code": "Kode lembar",
        "card": "Nomor kartu",
        "words": "Empat kata",
        "place": "Tempat",
        "valid": "Berlaku sampai",
        "lost": "Kartu hilang: lapor Posko",
        "scan": "Pindai untuk masuk",
        "qr": "Kode QR untuk masuk",
        "address": "Atau buka",
        "synthetic": "DATA SINTETIS",
    },
    "en": {
        "lang": "en",
        "title": "Field cards",
        "subtitle": "Cut, and hand over in person to the holder of the post. Printed once; secret.",
        "sheet": "Sheet",
        "of": "of",
        "sheet_code": "Sheet code",
        "card": "Card number",
        "words": "Four words",
        "place": "Place",
        "valid": "Valid until",
        "lost": "Lost card: tell the Posko",
        "scan": "Scan to sign in",
        "qr": "QR code to sign in",
        "address": "Or open",
        "synthetic": "SYNTHETIC DATA",
    },
}


class PrintedCard(Protocol):
    """What a card on the sheet says. ``words``: four words with spaces between."""

    @property
    def card(self) -> str:
        """The short number."""

    @property
    def words(self) -> str:
        """The four words."""

    @property
    def token(self) -> str:
        """What the QR carries."""

    @property
    def label(self) -> str:
        """The post."""

    @property
    def party(self) -> Party:
        """Whose post it is."""

    @property
    def at(self) -> str:
        """The code of the place."""

    @property
    def valid_until(self) -> datetime:
        """Until when it opens, aware."""

    @property
    def synthetic(self) -> bool:
        """Whether it belongs to synthetic data, said on the card."""


def card_address(card: PrintedCard, *, base: str) -> str:
    """Return what the QR says: the token stands in the fragment, which no browser sends and no log keeps."""
    return f"{base.rstrip('/')}/kartu/#{card.card}.{card.token}"


def card_sheet(
    cards: Sequence[PrintedCard],
    *,
    base: str,
    language: str = "id",
    district: str = "",
    zone: str = "",
    made_at: datetime | None = None,
) -> bytes:
    """Return the PDF of ``cards``, in the order given.

    ``base`` is the address of the server (https://…), ``district`` stands in the header, ``zone`` (IANA) is the local
    time of the term: empty, as the term carries it. The same arguments give the same bytes.
    """
    tongue = "en" if language.startswith("en") else "id"
    content: dict[str, Json] = {
        "texts": TEXTS[tongue],
        "district": district,
        "address": f"{base.rstrip('/')}/kartu/",
        "sheet_code": codes.check_code("\n".join(card.card for card in cards)),
        "synthetic": any(card.synthetic for card in cards),
        "parties": sorted({term(card.party, tongue) for card in cards}),
        "cards": [_content(card, base=base, tongue=tongue, zone=zone) for card in cards],
    }
    return engine.pdf(template="cards", content=content, made_at=made_at)


def _content(card: PrintedCard, *, base: str, tongue: str, zone: str) -> dict[str, Json]:
    return {
        "number": codes.spaced(card.card),
        "words": card.words.split(),
        "label": card.label,
        "party": term(card.party, tongue),
        "at": card.at,
        "valid": _moment(card.valid_until.astimezone(ZoneInfo(zone)) if zone else card.valid_until, tongue),
        "synthetic": card.synthetic,
        "qr": qr_svg(card_address(card, base=base)),
    }


def _moment(moment: datetime, tongue: str) -> str:
    clock = f"{moment:%H.%M}" if tongue == "id" else f"{moment:%H:%M}"
    return f"{moment.day} {MONTHS[tongue][moment.month - 1]} {moment.year}, {clock} {moment.tzname() or ''}".rstrip()
