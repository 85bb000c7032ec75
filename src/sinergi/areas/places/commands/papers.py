"""What goes back to the user: an empty table to fill in, and their own file with every problem marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sinergi.areas.places.columns import SCHEMAS
from sinergi.sheets.mark import mark
from sinergi.sheets.problems import Problem
from sinergi.sheets.read import read_book
from sinergi.sheets.schema import Value
from sinergi.sheets.template import template
from sinergi.vocabulary.refusal import Refused

EXAMPLES: Final[Mapping[str, Sequence[Mapping[str, Value]]]] = {
    "tps": (
        {
            "code": "1404192001001",
            "village": "14.04.19.2001",
            "village_name": "Pekan Tua",
            "district_name": "Kempas",
            "number": 1,
            "name": "Balai Desa",
            "lat": -502_371,
            "lon": 102_757_215,
            "voters_male": 181,
            "voters_female": 176,
            "voters_total": 357,
            "access": "road",
            "power": "good",
            "signal": "weak",
            "flood_prone": False,
        },
    ),
    "desa": ({"code": "14.04.19.2001", "name": "Pekan Tua", "kind": "desa", "lat": -502_371, "lon": 102_757_215},),
    "wilayah": ({"code": "14.04.19", "name": "Kempas", "regency": "14.04", "regency_name": "Indragiri Hilir"},),
    "lokasi": ({"code": "gudang-ppk", "name": "Gudang PPK", "kind": "store", "village": "14.04.19.2001"},),
    "jalur": ({"code": "jalan-1", "start": "14.04.19.2001", "end": "gudang-ppk", "way": "road", "metres": 900},),
}


def import_template(*, what: str, language: str = "id") -> bytes:
    """Return an empty xlsx table of ``what`` with its dictionary, made by the schema that reads it."""
    if what not in SCHEMAS:
        raise _no_table(what)
    return template(SCHEMAS[what], language=language, examples=EXAMPLES[what])


def marked_copy(*, data: bytes, file_name: str, problems: Sequence[Problem], language: str = "id") -> bytes:
    """Return an xlsx copy of the user's own table with every problem beside its cell."""
    if any(one.sheet == "GeoJSON" for one in problems):
        raise _no_table("batas")
    book = read_book(data, file_name=file_name)
    return mark(data, file_name=file_name, book=book, problems=problems, language=language)


def _no_table(what: str) -> Refused:
    return Refused(
        "places.import.no-table",
        id=f"“{what}” bukan tabel; berkas batas berupa GeoJSON dan daftar masalahnya menyebut nomor fitur.",
        en=f"“{what}” is not a table; outline files are GeoJSON, and their problems name the feature.",
    )
