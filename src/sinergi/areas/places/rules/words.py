"""Names and free text: how long, what they must not hold, and when two spellings are the same name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from sinergi.areas.places.rules.findings import Finding, error
from sinergi.vocabulary.facts import Fact

_NIK: Final = re.compile(r"(?<!\d)\d{16}(?!\d)")
_TITLES: Final = re.compile(r"^(desa|kelurahan|kel|ds|kecamatan|kec|kabupaten|kab)(?:\.\s*|\s+)")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def same_name(text: str) -> str:
    """Return what two spellings of one place name share: “SUNGAIARA” and “Kel. Sungai Ara” give the same."""
    bare = _TITLES.sub("", text.replace("-", " ").strip().casefold())
    return "".join(letter for letter in bare if letter.isalnum())


def from_slug(slug: str) -> str:
    """Return a readable name of ``kempas-jaya``; a name that is none stays as it is."""
    if slug != slug.lower() or " " in slug.strip():
        return " ".join(slug.split())
    return " ".join(part.capitalize() for part in slug.strip().split("-") if part)


def text_findings(fact: Fact, longest: Mapping[str, int]) -> Iterator[Finding]:
    """Yield what is wrong with the texts of a fact; ``longest`` is how many characters each may have."""
    for field, most in longest.items():
        text = getattr(fact, field)
        if len(text) > most:
            yield error(
                field,
                "places.text.too-long",
                id=f"Teks terlalu panjang: {len(text)} huruf, paling banyak {most}.",
                en=f"The text is too long: {len(text)} characters, {most} at most.",
            )
        if _UNPRINTABLE.search(text):
            yield error(
                field,
                "places.text.unprintable",
                id="Teks memuat tanda yang tidak dapat dicetak.",
                en="The text holds characters that cannot be printed.",
            )
        if _NIK.search(text):
            yield error(
                field,
                "places.text.nik",
                id="Teks memuat 16 angka seperti NIK. Data pribadi pemilih tidak disimpan di sini.",
                en="The text holds 16 digits like a NIK. Personal data of voters is not kept here.",
            )


def needed(field: str, text: str) -> Iterator[Finding]:
    """Yield a finding when a text that must be there is not."""
    if not text.strip():
        yield error(field, "places.text.missing", id="Isian ini wajib.", en="This must be filled in.")
