"""What can be imported, and what each file must hold: said before anybody uploads anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sinergi.areas.people import columns as people
from sinergi.areas.places import columns as places
from sinergi.sheets.header import header_key
from sinergi.sheets.schema import Column, Schema
from sinergi.sheets.template import template
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.sentence import Sentence

TABLES: Final = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt", ".gz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of file. ``schema`` is None for GeoJSON, which has no columns to map."""

    key: str
    title: Sentence
    intro: Sentence
    schema: Schema | None = None
    known: tuple[str, ...] = ()  # public files that are recognised as they are

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that are read."""
        return self.schema.columns if self.schema else ()

    @property
    def accept(self) -> str:
        """The file names to offer in the file dialog."""
        return ",".join(TABLES) if self.schema else ".geojson,.json"

    @property
    def formats(self) -> str:
        """The formats, as people call them."""
        return "Excel (xlsx, xls), ODS, CSV" if self.schema else "GeoJSON"

    def template(self, *, language: str) -> bytes:
        """Return an empty table to fill in. Raises Refused ``import.no-template`` for GeoJSON."""
        if self.schema is None:
            raise Refused("import.template.unknown", id="GeoJSON tidak memakai templat.", en="GeoJSON has no template.")
        return template(self.schema, language=language)

    def guess(self, header: str) -> str:
        """Return the key of the column that a header looks like, or nothing."""
        key = header_key(header)
        return next((one.key for one in self.columns if key in {header_key(name) for name in one.names()}), "")


def _kind(key: str, title: tuple[str, str], intro: tuple[str, str]) -> Kind:
    return Kind(
        key=key,
        title=Sentence(id=title[0], en=title[1]),
        intro=Sentence(id=intro[0], en=intro[1]),
        schema=people.SCHEMA if key == people.WHAT else places.SCHEMAS.get(key),
        known=tuple(one.name for one in places.layouts_of(key)),
    )


KINDS: Final = (
    _kind(
        "wilayah",
        ("Wilayah", "Regions"),
        ("Provinsi, kabupaten, dan kecamatan: kode dan nama.", "Provinces, regencies and kecamatan: code and name."),
    ),
    _kind(
        "desa",
        ("Desa dan kelurahan", "Villages"),
        ("Satu baris per desa: kode Kemendagri, nama, jenis.", "One row per village: Kemendagri code, name, kind."),
    ),
    _kind(
        "batas",
        ("Batas wilayah", "Boundaries"),
        (
            "GeoJSON (FeatureCollection) berisi poligon; tiap fitur bersifat “kode” desa atau kecamatan.",
            "GeoJSON (FeatureCollection) of polygons; each has the property “kode” of its place.",
        ),
    ),
    _kind(
        "tps",
        ("TPS", "Polling stations"),
        (
            "Satu baris per TPS. Wajib: kode TPS 13 angka, atau desa dan nomor. Hanya jumlah, tidak pernah pemilih.",
            "One row per polling station. Needed: its 13-digit code, or village and number. Counts, never voters.",
        ),
    ),
    _kind(
        "lokasi",
        ("Lokasi", "Sites"),
        ("Pos, gudang, dermaga, dan simpang.", "Posts, stores, jetties and junctions."),
    ),
    _kind(
        "jalur",
        ("Jalur", "Links"),
        (
            "Jalan dan sungai antara dua tempat, dengan jarak dan menit tempuh.",
            "Roads and rivers between two places, with distance and minutes.",
        ),
    ),
    _kind(
        "personel",
        ("Personel", "People"),
        (
            "Orang dari pihak Anda sendiri: nama, tugas, satuan, telepon. Jangan menyertakan NIK.",
            "People of your own party: name, duty, unit, phone. Leave NIK out.",
        ),
    ),
)


def kind_of(key: str) -> Kind:
    """Return a kind of file. Raises Refused ``import.kind.unknown``."""
    found = next((one for one in KINDS if one.key == key), None)
    if found is None:
        raise Refused(
            "import.kind.unknown",
            id=f"Tidak ada impor “{key}”. Yang ada: {', '.join(one.key for one in KINDS)}.",
            en=f"There is no import “{key}”. There are: {', '.join(one.key for one in KINDS)}.",
        )
    return found
