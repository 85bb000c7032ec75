"""From the bytes of a file to rows and the reader that understands them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sinergi.areas.places.columns import SCHEMAS, layouts_of
from sinergi.areas.places.columns.layouts import VOTES
from sinergi.areas.places.commands.asking import limits
from sinergi.areas.places.commands.outlines import outline_rows
from sinergi.areas.places.queries import known
from sinergi.areas.places.rules import rows_other
from sinergi.areas.places.rules.findings import info
from sinergi.areas.places.rules.reading import Reader, file_problem
from sinergi.areas.places.rules.rows_tps import TpsReader
from sinergi.areas.rulebook import queries as rulebook
from sinergi.sheets.parse import Parsed, SheetMap, parse
from sinergi.sheets.problems import Problem
from sinergi.sheets.read import read_book
from sinergi.sheets.rows import Row
from sinergi.sheets.schema import Layout
from sinergi.sheets.suggest import suggest
from sinergi.vocabulary.refusal import Refused

WHAT: Final = (*SCHEMAS, "batas")
SOURCE_LONGEST: Final = 200
MAPPING: Final = "…"  # the name of a mapping that was handed in and not saved
Load = Callable[[Collection[str]], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A file as far as its form goes, and who can understand its rows."""

    rows: Sequence[Row]
    problems: tuple[Problem, ...]  # of the file and its headers; those of rows are with the rows
    reader: Reader[Any]
    load: Load
    sha256: str
    layout_name: str = ""
    headers: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()


def load_file(*, what: str, data: bytes, file_name: str, mapping: str | Mapping[str, str] | None) -> Loaded:
    """Return the rows of a file with the reader for its kind. Raises Refused for what is no such file."""
    if what not in WHAT:
        near = suggest(what, WHAT)
        raise Refused(
            "places.import.what",
            id=f"Jenis “{what}” tidak dikenal; yang ada: {', '.join(WHAT)}.",
            en=f"The kind “{what}” is not known; there are: {', '.join(WHAT)}."
            + (f" Did you mean “{near[0]}”?" if near else ""),
        )
    source = file_name[-SOURCE_LONGEST:]
    if what == "batas":
        return _outlines(data, source=source)
    book = read_book(data, file_name=file_name)
    parsed = _parse(book, what=what, mapping=mapping)
    reader, load = READERS[what](source)
    return Loaded(
        rows=parsed.rows,
        problems=(*_of_file(parsed), *_of_columns(parsed)),
        reader=reader,
        load=load,
        sha256=book.sha256,
        layout_name=parsed.layout_name,
        headers=tuple(dict.fromkeys(title for one in parsed.sheet_maps for _, title in one.headers)),
        unmapped=tuple(dict.fromkeys(title for one in parsed.sheet_maps for title in one.unmapped)),
    )


def _parse(book: Any, *, what: str, mapping: str | Mapping[str, str] | None) -> Parsed:  # noqa: ANN401 -- sheets.Book
    layout = None if mapping is None else _layout(what, mapping)
    saved = tuple(_saved(what, name) for name in known.mapping_names(what=what)) if layout is None else ()
    return parse(book, schema=SCHEMAS[what], layout=layout, known=(*saved, *layouts_of(what)))


def _layout(what: str, mapping: str | Mapping[str, str]) -> Layout:
    if not isinstance(mapping, str):
        return Layout(name=MAPPING, what=what, columns=dict(mapping))
    public = {one.name: one for one in layouts_of(what)}
    if mapping in public:
        return public[mapping]
    names = (*known.mapping_names(what=what), *public)
    if mapping not in names:
        near = suggest(mapping, names)
        raise Refused(
            "places.mapping.unknown",
            id=f"Pemetaan “{mapping}” tidak ada." + (f" Maksud Anda “{near[0]}”?" if near else ""),
            en=f"There is no mapping “{mapping}”." + (f" Did you mean “{near[0]}”?" if near else ""),
        )
    return _saved(what, mapping)


def _saved(what: str, name: str) -> Layout:
    return Layout(name=name, what=what, columns=known.mapping(what=what, name=name) or {})


def _tps(source: str) -> tuple[Reader[Any], Load]:
    here = rulebook.installation()
    reader = TpsReader(villages=known.villages(), limits=limits(), district=here.district, source=source)

    def load(codes: Collection[str]) -> Mapping[str, Any]:
        reader.withdrawn = known.withdrawn(codes)
        return known.stations(codes)

    return reader, load


def _desa(source: str) -> tuple[Reader[Any], Load]:
    here, villages = rulebook.installation(), known.villages()
    names = {one.district: one.district_name for one in villages.values() if one.district_name}
    names.update((code, one.name) for code, one in known.regions().items())
    if here.district:
        names.setdefault(here.district, here.district_name)
    return rows_other.VillageReader(districts=names, source=source), lambda _codes: villages


def _wilayah(source: str) -> tuple[Reader[Any], Load]:
    regions = known.regions()
    return rows_other.RegionReader(regions=regions, source=source), lambda _codes: regions


def _lokasi(source: str) -> tuple[Reader[Any], Load]:
    villages = {code: one.name for code, one in known.villages().items()}
    return rows_other.SiteReader(villages=villages, source=source), lambda _codes: known.sites()


def _jalur(source: str) -> tuple[Reader[Any], Load]:
    return rows_other.LinkReader(places=known.nodes(), source=source), lambda _codes: known.links()


READERS: Final[Mapping[str, Callable[[str], tuple[Reader[Any], Load]]]] = {
    "tps": _tps,
    "desa": _desa,
    "wilayah": _wilayah,
    "lokasi": _lokasi,
    "jalur": _jalur,
}


def _outlines(data: bytes, *, source: str) -> Loaded:
    rows, polygons = outline_rows(data)
    reader = rows_other.BoundaryReader(names=known.place_names(), polygons=polygons, source=source)
    return Loaded(
        rows=rows,
        problems=(),
        reader=reader,
        load=known.boundaries,
        sha256=hashlib.sha256(data).hexdigest(),
        layout_name="GeoJSON",
    )


def _of_file(parsed: Parsed) -> tuple[Problem, ...]:
    of_rows = {id(one) for row in parsed.rows for one in row.problems}
    return tuple(one for one in parsed.problems if id(one) not in of_rows)


def _of_columns(parsed: Parsed) -> tuple[Problem, ...]:
    found: list[Problem] = []
    for one in parsed.sheet_maps:
        found.extend(_votes(one))
    return tuple(found)


def _votes(one: SheetMap) -> tuple[Problem, ...]:
    columns = [(letter, title) for letter, title in one.headers if VOTES.match(title.strip())]
    if not columns:
        return ()
    names = ", ".join(title for _, title in columns)
    finding = info(
        "",
        "places.votes.ignored",
        id=f"Kolom suara tidak dibaca dan tidak disimpan: {names}. Sinergi tidak menyimpan perolehan suara.",
        en=f"Vote columns are neither read nor kept: {names}. Sinergi keeps no vote counts.",
    )
    return (file_problem(sheet=one.sheet, row=one.header_row, column=columns[0][0], finding=finding),)
