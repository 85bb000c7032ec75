"""Whatever arrives, the answer is a table or a refusal; never anything else."""

from __future__ import annotations

import gzip
import json
import random
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinergi.sheets.book import Book, Cell, Sheet
from sinergi.sheets.cells import read_cell
from sinergi.sheets.geojson import read_features
from sinergi.sheets.mark import mark
from sinergi.sheets.parse import parse
from sinergi.sheets.read import read_book
from sinergi.sheets.schema import Column
from sinergi.vocabulary.refusal import Refused
from tests.bad_sheets import making as make
from tests.bad_sheets.making import GOOD, HEAD, NEXT, SCHEMA, csv, xlsx

CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.text(alphabet="0123456789.,-+E=() '°\"TPSloO/:", max_size=20),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from([*HEAD, "Jumlah", "TOTAL", "-", "n/a"]),
)
NAMES = st.sampled_from(["data.csv", "data.xlsx", "data.xls", "data.ods", "data.csv.gz", "data", "a.txt", ".", ""])
STARTS = st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b\x08", b"\xff\xfe", b'"'])
GOOD_FILES = {
    "data.xlsx": xlsx(GOOD, NEXT),
    "data.xls": make.compound(make.biff([HEAD, GOOD, NEXT], extra=make.biff_formula(2, 3, 1.0))),
    "data.ods": make.ods(*make.ods_rows(GOOD, NEXT)),
    "data.csv": csv(GOOD, NEXT).encode(),
    "data.csv.gz": gzip.compress(csv(GOOD, NEXT).encode()),
}


def swallow(data: bytes, name: str) -> None:
    """Read a file to the end; only a refusal may come out."""
    try:
        book = read_book(data, file_name=name)
    except Refused:
        return
    parsed = parse(book, schema=SCHEMA)
    mark(data, file_name=name, book=book, problems=parsed.problems)


@given(start=STARTS, data=st.binary(max_size=600), name=NAMES)
def test_random_bytes(start: bytes, data: bytes, name: str) -> None:
    """Noise, also noise that begins like a workbook."""
    swallow(start + data, name)


@given(data=st.text(alphabet="abc0129;,\t|\"'\r\n=.-\u00e9\u0645", max_size=300), wide=st.booleans())
def test_random_text(data: str, wide: bool) -> None:
    """Delimiters and quotation marks in any order."""
    swallow(data.encode("utf-16" if wide else "utf-8"), "data.csv")


@pytest.mark.parametrize("name", GOOD_FILES)
def test_good_files_spoilt_at_random(name: str) -> None:
    """Bytes flipped, removed, doubled or cut off, 60 times a format."""
    luck = random.Random(name)
    for _ in range(60):
        data = bytearray(GOOD_FILES[name])
        for _ in range(luck.randint(1, 4)):
            at = luck.randrange(len(data))
            match luck.randrange(4):
                case 0:
                    data[at] = luck.randrange(256)
                case 1:
                    del data[at : at + luck.randrange(1, 50)]
                case 2:
                    data[at:at] = data[at : at + luck.randrange(1, 50)]
                case _:
                    data = data[: max(at, 1)]
            if not data:
                break
        swallow(bytes(data), name)


@pytest.mark.parametrize(
    "member", ["sheet1.xml", "workbook.xml", "styles.xml", "workbook.xml.rels", "[Content_Types].xml"]
)
def test_members_of_a_good_workbook_spoilt(member: str) -> None:
    """A workbook that is a sound zip with unsound content, 20 times a member."""
    luck = random.Random(member)
    for _ in range(20):

        def change(name: str, content: bytes) -> bytes:
            if not name.endswith(member):
                return content
            at = luck.randrange(len(content))
            put = luck.choice([b"", b"9999999999", b"<c r='ZZZZ99999999'/>", b"-1", b"&amp;", b'"', b"x"])
            return content[:at] + put + content[at + luck.randrange(3) :]

        swallow(make.rezip(GOOD_FILES["data.xlsx"], change), "data.xlsx")


@pytest.mark.parametrize("column", SCHEMA.columns, ids=lambda column: column.key)
@given(cell=CELLS)
@settings(max_examples=60)
def test_any_cell_in_any_column(column: Column, cell: Cell) -> None:
    """A reading is a value or an error that says what to do; never both, and it is the same again."""
    reading = read_cell(cell, column=column)
    assert reading == read_cell(cell, column=column)
    if reading.issue is not None and reading.issue.severity == "error":
        assert reading.value is None
        assert len(reading.issue.message.id) > 20
        assert len(reading.issue.message.en) > 20


@given(rows=st.lists(st.lists(CELLS, max_size=12), max_size=12))
@settings(max_examples=60)
def test_any_cells_anywhere(rows: list[list[Cell]]) -> None:
    """Random cells around a header: rows and problems keep to rows and columns that exist."""
    cells = (tuple(HEAD), *(tuple(row) for row in rows))
    book = Book(sheets=(Sheet(name="S", rows=cells),), format="xlsx", sha256="")
    parsed = parse(book, schema=SCHEMA)
    assert all(0 <= problem.row <= len(cells) for problem in parsed.problems)
    assert all(set(row.values) == {column.key for column in SCHEMA.columns} for row in parsed.rows)
    copy = mark(
        b"", file_name="x.csv", book=Book(sheets=book.sheets, format="csv", sha256=""), problems=parsed.problems
    )
    assert copy[:2] == b"PK"


@given(data=st.binary(max_size=200))
def test_random_bytes_are_no_geojson(data: bytes) -> None:
    """Noise is refused."""
    with pytest.raises(Refused):
        read_features(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@given(kind=st.sampled_from(["Point", "Polygon", "MultiPolygon", "LineString", "x", None]), coordinates=JSON, crs=JSON)
def test_any_geometry(kind: str | None, coordinates: object, crs: object) -> None:
    """Coordinates of any shape give a feature with problems, or a refusal."""
    feature = {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, "properties": crs}
    document = {"type": "FeatureCollection", "features": [feature, crs], "crs": crs}
    try:
        found = read_features(json.dumps(document).encode())
    except Refused:
        return
    assert len(found) == 2


def test_clocks_are_cells_too() -> None:
    """Dates, times and durations of a workbook have an answer in every column."""
    for cell in (date(2024, 1, 2), datetime(2024, 1, 2, 3, tzinfo=UTC), time(3, 4), timedelta(hours=30)):
        for column in SCHEMA.columns:
            read_cell(cell, column=column)
