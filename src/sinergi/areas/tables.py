"""Every table that one viewer may take away: its columns, its rows, and the file made of them.

Columns are those of the import schemas, so that what goes out can come in again. Nothing here knows of requests.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, Final

from sinergi.areas.people import columns as people_columns
from sinergi.areas.people import queries as people
from sinergi.areas.places import columns as places_columns
from sinergi.areas.places import queries as places
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import read
from sinergi.sheets.choices import spelling
from sinergi.sheets.export import csv_lines, xlsx_file
from sinergi.sheets.schema import Schema
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Action, Viewer

CHUNK: Final = 1000
PIECE: Final = 65_536
LOCATION: Final = ("code", "village", "village_name", "number", "name", "lat", "lon")  # all that the public sees
LAYERS: Final = {"tps": "stations", "desa": "villages", "batas": "boundaries", "lokasi": "sites", "jalur": "links"}
RECORDS: Final = {"personel": "personnel", "jurnal": "journal"}
JOURNAL: Final = (
    "number",
    "id",
    "kind",
    "party",
    "actor",
    "device",
    "place",
    "happened_at",
    "recorded_at",
    "visibility",
    "body",
)
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Column titles, and a way to walk the rows as often as needed."""

    title: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand out: its bytes in pieces, how many rows, and the SHA-256 of the bytes."""

    content: Iterable[bytes]
    content_type: str
    rows: int
    sha256: str


def export(viewer: Viewer, *, what: str, kind: str, language: str = "id") -> File:
    """Return the table ``what`` as ``kind`` (csv, xlsx, geojson) for ``viewer``.

    Raises Refused ``access.…`` where the matrix says so, ``export.not-found`` for what does not exist.
    """
    made = FILES.get(kind)
    if made is None or what not in (LAYERS if kind == "geojson" else TABLES):
        raise Refused(
            "export.not-found", id=f"Tidak ada unduhan {what}.{kind}.", en=f"There is no download {what}.{kind}."
        )
    rulebook.require(viewer, Action.EXPORT, RECORDS.get(what, "polling_station"))
    return made(viewer, what, language)


def _csv(viewer: Viewer, what: str, language: str) -> File:
    table = TABLES[what](viewer, language)
    digest, rows = hashlib.sha256(), sum(1 for _row in table.rows())
    for piece in csv_lines(table.columns, table.rows()):
        digest.update(piece)
    return File(csv_lines(table.columns, table.rows()), "text/csv; charset=utf-8", rows, digest.hexdigest())


def _xlsx(viewer: Viewer, what: str, language: str) -> File:
    table = TABLES[what](viewer, language)
    rows = sum(1 for _row in table.rows())
    file = xlsx_file(table.columns, table.rows(), title=table.title)
    digest = hashlib.sha256()
    for piece in iter(lambda: file.read(PIECE), b""):
        digest.update(piece)
    file.seek(0)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return File(_pieces(file), kind, rows, digest.hexdigest())


def _geojson(viewer: Viewer, what: str, _language: str) -> File:
    layer = places.features(viewer, layer=LAYERS[what])
    pieces = tuple(_collection(layer))
    digest = hashlib.sha256(b"".join(pieces)).hexdigest()
    return File(pieces, "application/geo+json", len(layer["features"]), digest)


def _collection(layer: Mapping[str, Any]) -> Iterator[bytes]:
    yield f'{{"type":"FeatureCollection","name":{json.dumps(layer["name"])},"features":['.encode()
    for number, feature in enumerate(layer["features"]):
        text = json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        yield f"{',' if number else ''}\n{text}".encode()
    yield b"\n]}\n"


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def _tps(viewer: Viewer, language: str) -> Table:
    rows = places.stations(viewer)
    full = not rows or rows[0].full
    keys = tuple(one.key for one in places_columns.TPS.columns if one.key not in {"district_name", "region_text"})
    return _table(places_columns.TPS, rows, keys if full else LOCATION, language)


def _desa(viewer: Viewer, language: str) -> Table:
    return _table(places_columns.DESA, places.villages(viewer), (), language)


def _wilayah(viewer: Viewer, language: str) -> Table:
    keys = ("code", "name", "lat", "lon")
    return _table(places_columns.WILAYAH, places.regions(viewer), keys, language)


def _lokasi(viewer: Viewer, language: str) -> Table:
    return _table(places_columns.LOKASI, places.sites(viewer), (), language)


def _jalur(viewer: Viewer, language: str) -> Table:
    return _table(places_columns.JALUR, places.links(viewer), (), language)


def _personel(viewer: Viewer, language: str) -> Table:
    return _table(people_columns.SCHEMA, people.persons(viewer), (), language)


def _table(schema: Schema, rows: Iterable[object], keys: tuple[str, ...], language: str) -> Table:
    kept = [one for one in schema.columns if not keys or one.key in keys]
    choices = {one.key: {value: spelling(value, one) for value in one.choices} for one in kept}
    made = tuple(tuple(_value(row, one.key, choices[one.key]) for one in kept) for row in rows)
    return Table(schema.title.in_(language), tuple(one.title.in_(language) for one in kept), lambda: made)


def _value(row: Any, key: str, choices: Mapping[str, str]) -> object:  # noqa: ANN401 -- a row of any area
    if key in {"lat", "lon"}:
        degrees = getattr(row, f"{key}_e6")
        return None if degrees is None else degrees / 1_000_000
    if key.startswith("disability_"):
        return getattr(row.disability, key.removeprefix("disability_"))
    if key == "voters_total":
        return row.voters
    value = getattr(row, key)
    if isinstance(value, tuple):
        return "; ".join(str(one) for one in value)
    return choices.get(value, value) if isinstance(value, str) else value


def _jurnal(viewer: Viewer, _language: str) -> Table:
    newest = read.entries(viewer, before=2**62, limit=1)
    end = (newest[0].number or 0) + 1 if newest else 0
    return Table("Jurnal", JOURNAL, lambda: _entries(viewer, end))


def _entries(viewer: Viewer, end: int) -> Iterator[Row]:
    """Yield the numbered entries below ``end``, newest first: the same at every walk, however the journal grows."""
    before = end
    while chunk := read.entries(viewer, before=before, limit=CHUNK):
        for row in chunk:
            body = None if row.body is None else json.dumps(row.body, ensure_ascii=False, sort_keys=True)
            yield (*(getattr(row, name) for name in JOURNAL[:-1]), body)
        before = chunk[-1].number or 0


TABLES: Final[Mapping[str, Callable[[Viewer, str], Table]]] = {
    "tps": _tps,
    "desa": _desa,
    "wilayah": _wilayah,
    "lokasi": _lokasi,
    "jalur": _jalur,
    "personel": _personel,
    "jurnal": _jurnal,
}
FILES: Final[Mapping[str, Callable[[Viewer, str, str], File]]] = {"csv": _csv, "xlsx": _xlsx, "geojson": _geojson}
