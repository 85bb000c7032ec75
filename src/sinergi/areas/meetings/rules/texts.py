"""What texts may stand in minutes: not too long, no phone number, no NIK; and how numbers of letters compare."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from sinergi.areas.people.rules import why_not_text
from sinergi.vocabulary.refusal import Refused

LINE: Final = 2000  # letters of a line, a decision, a promise
TITLE: Final = 200  # of a title, an agenda item, a venue
REASON: Final = 400
ITEMS: Final = 40  # agenda items of a meeting
SEATS: Final = 200
TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # turn the reading direction
BARRED: Final = TURNS | {"\ufffd"}  # the last stands where bytes came that are no letters: what was meant is lost

_WHO: Final = r"(?:paslon|pasangan\s+calon|calon\s+(?:bupati|gubernur|wali\s*kota))"
_SHARE: Final = r"\d[\d.,]*\s*(?:(?:persen|%)\s*)?suara\b"
_VOTES: Final = re.compile(rf"\b{_WHO}\b[^\n;]{{0,80}}?\b{_SHARE}|\b{_SHARE}[^\n;]{{0,30}}?\b{_WHO}\b", re.IGNORECASE)


def number_key(number: str) -> str:
    """Return a letter's number as it is compared: without spaces, in one case."""
    return "".join(unicodedata.normalize("NFKC", number).casefold().split())


def tidy(text: str) -> str:
    """Return ``text`` with line ends as we keep them (a form sends two signs for each) and no space around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def why_not(text: str, *, longest: int = LINE, empty: bool = False) -> Refused | None:
    """Return why ``text`` may not be recorded, or None; ``empty``: it may be left out."""
    if not text.strip():
        return None if empty else Refused("meetings.text.missing", id="Isi teks masih kosong.", en="The text is empty.")
    if len(text) > longest:
        return Refused(
            "meetings.text.too-large",
            id=f"Teks terlalu panjang: {len(text)} huruf, paling banyak {longest}.",
            en=f"The text is too long: {len(text)} letters, at most {longest}.",
        )
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text) or BARRED & set(text):
        return Refused(
            "meetings.text.signs",
            id="Teks memuat tanda kendali atau huruf rusak yang tidak dapat dicetak.",
            en="The text holds control signs or broken letters that cannot be printed.",
        )
    if _VOTES.search(text):
        return Refused(
            "meetings.text.votes",
            id="Perolehan suara pasangan calon tidak dicatat di sini; hasil resmi ada pada formulir KPU.",
            en="Votes of candidates are not recorded here; the official result stands in the forms of the KPU.",
        )
    return why_not_text(texts=(text,))
