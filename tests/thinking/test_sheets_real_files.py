"""Real public files, read whole. They lie beside the repository; where they are absent, the tests are skipped."""

from __future__ import annotations

import gzip
import io
from collections import Counter
from pathlib import Path

import pytest
import xlsxwriter

from sinergi.sheets.geojson import read_features
from sinergi.sheets.mark import mark
from sinergi.sheets.parse import parse
from sinergi.sheets.read import read_book
from sinergi.sheets.schema import Kind, Schema
from sinergi.vocabulary.sentence import Sentence
from tests.bad_sheets.making import column

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
TABLES = sorted([*DATA.glob("tps/*.csv*"), *DATA.glob("wilayah/*.csv"), *DATA.glob("geo/*.csv")])
WORKBOOKS = sorted(DATA.glob("formulir/xlsform/*.xls*"))
OUTLINES = sorted(DATA.glob("wilayah/*.geojson"))

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not beside the repository")

SIREKAP = Schema(
    key="tps",
    title=Sentence(id="TPS", en="Polling stations"),
    columns=(
        column("code", "tps_code", Kind.CODE, required=True, digits=(13,)),
        column("village", "kode_desa", Kind.CODE, digits=(10,)),
        column("number", "no_tps", Kind.WHOLE, required=True, minimum=1, maximum=999),
        column("male", "dpt_l", Kind.WHOLE, maximum=1_000),
        column("female", "dpt_p", Kind.WHOLE, maximum=1_000),
        column("total", "dpt_j", Kind.WHOLE, maximum=1_000),
    ),
    unique=("code",),
    sums=(("total", ("male", "female")),),
)


def _lines(path: Path) -> int:
    data = path.read_bytes()
    text = gzip.decompress(data) if path.suffix == ".gz" else data
    return len(text.decode().splitlines())


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_table_is_read_whole(path: Path) -> None:
    """As many rows as lines, all of one width, with a comma found by itself."""
    book = read_book(path.read_bytes(), file_name=path.name)
    (sheet,) = book.sheets
    assert book.delimiter == ","
    assert len(sheet.rows) == _lines(path)
    assert len(set(map(len, sheet.rows))) == 1


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_every_workbook_is_read(path: Path) -> None:
    """Old and new Excel; the first sheet of each is called survey and has a column "type"."""
    book = read_book(path.read_bytes(), file_name=path.name)
    assert book.format == path.suffix[1:]
    assert book.sheets[0].name == "survey"
    assert "type" in book.sheets[0].rows[0]


@pytest.mark.parametrize(
    ("name", "rows", "above", "sums"),
    [
        ("pilpres2024_tps_kempas.csv", 131, 0, 1),
        ("pilpres2024_tps_inhil.csv", 2_252, None, None),
        ("pilpres2024_tps_riau.csv.gz", 19_360, None, None),
    ],
)
def test_sirekap_with_its_defects(name: str, rows: int, above: int | None, sums: int | None) -> None:
    """Every row is there; readings that cannot be are pointed at by cell; missing values are no problem."""
    path = DATA / "tps" / name
    parsed = parse(read_book(path.read_bytes(), file_name=name), schema=SIREKAP)
    found = Counter(problem.code for problem in parsed.problems)
    assert len(parsed.rows) == rows
    assert set(found) <= {"sheet.column-unused", "sheet.above-maximum", "sheet.sum"}
    if above is not None:
        assert (found["sheet.above-maximum"], found["sheet.sum"]) == (above, sums)
    assert any(row.values["male"] is None for row in parsed.rows)
    assert all(problem.column for problem in parsed.problems if problem.severity != "info")


def test_the_largest_misreading_is_found() -> None:
    """A DPT of 142,152 stands in the Riau file; it is an error at its cell."""
    path = DATA / "tps" / "pilpres2024_tps_riau.csv.gz"
    data = path.read_bytes()
    book = read_book(data, file_name=path.name)
    parsed = parse(book, schema=SIREKAP)
    (worst,) = [
        problem for problem in parsed.problems if "142152" in problem.message.id and problem.severity == "error"
    ]
    assert worst.column in ("R", "S", "T")
    assert book.sheets[0].rows[worst.row - 1]["ABCDEFGHIJKLMNOPQRST".index(worst.column)] == "142152"


def test_a_real_file_comes_back_marked() -> None:
    """Every row of the Inhil file is in the copy, and the bad ones say what is wrong."""
    path = DATA / "tps" / "pilpres2024_tps_inhil.csv"
    book = read_book(path.read_bytes(), file_name=path.name)
    problems = parse(book, schema=SIREKAP).problems
    copy = read_book(mark(path.read_bytes(), file_name=path.name, book=book, problems=problems), file_name="a.xlsx")
    assert len(copy.sheets[0].rows) == 2_253
    for problem in problems:
        if problem.severity == "error":
            assert "KESALAHAN" in str(copy.sheets[0].rows[problem.row - 1][-1])


def test_the_real_rows_as_a_workbook() -> None:
    """The same rows as Excel would hold them, codes as numbers, give the same values."""
    path = DATA / "tps" / "pilpres2024_tps_kempas.csv"
    plain = read_book(path.read_bytes(), file_name=path.name)
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"strings_to_numbers": True})
    sheet = workbook.add_worksheet()
    for at, row in enumerate(plain.sheets[0].rows):
        sheet.write_row(at, 0, row)
    workbook.close()
    kept = parse(plain, schema=SIREKAP)
    turned = parse(read_book(out.getvalue(), file_name="a.xlsx"), schema=SIREKAP)
    assert [row.values for row in turned.rows] == [row.values for row in kept.rows]


@pytest.mark.parametrize("path", OUTLINES, ids=lambda path: path.name)
def test_every_outline_is_read(path: Path) -> None:
    """All features have polygons; the invalid ones are known by name."""
    features = read_features(path.read_bytes())
    bad = {
        feature.properties["nama"]
        for feature in features
        if any(problem.severity == "error" for problem in feature.problems)
    }
    known = {"Kabupaten Bengkalis", "Kabupaten Rokan Hulu", "Bantan", "Rupat", "Kunto Darussalam"}
    assert bad <= known
    assert all(feature.polygons for feature in features)
    if path.name == "riau_kecamatan.geojson":
        assert bad == {"Bantan", "Rupat", "Kunto Darussalam"}
