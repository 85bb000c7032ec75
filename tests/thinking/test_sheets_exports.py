"""Tables out: nothing in them is a formula, and what goes out comes back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from sinergi.sheets.export import csv_digest, csv_lines, harmless, xlsx_file
from sinergi.sheets.read import read_book
from sinergi.sheets.reading import tidy

HEAD = ("Kode", "Nama", "DPT", "Lintang", "Tanggal", "Banjir")
ROWS = [
    ("001", "=HYPERLINK(1)", 12, -0.555978, date(2024, 11, 27), True),
    ("1404191002001", "+62 811", -3, 102.815347, None, False),
    ("@x", "-", None, 0.0, None, None),
    ("\tx", 'a;b\n"c"', 0, 1.5, None, None),
]
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def test_csv_for_indonesian_excel() -> None:
    """A mark, semicolons, decimal commas; numbers stay numbers, texts that look like formulas get an apostrophe."""
    data = b"".join(csv_lines(HEAD, ROWS))
    assert data.startswith(b"\xef\xbb\xbfKode;Nama;DPT;")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1] == ["001", "'=HYPERLINK(1)", "12", "-0,555978", "2024-11-27", "Ya"]
    assert rows[2] == ["1404191002001", "'+62 811", "-3", "102,815347", "", "Tidak"]
    assert rows[3][:2] == ["'@x", "'-"]
    assert rows[4][1] == 'a;b\n"c"'


def test_csv_for_programs() -> None:
    """Commas, no mark, decimal points."""
    data = b"".join(csv_lines(HEAD, ROWS, delimiter=",", bom=False))
    assert data.startswith(b"Kode,Nama,DPT,")
    assert b",-0.555978," in data


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_no_text_begins_like_a_formula(texts: list[str]) -> None:
    """Whatever people typed, no exported text begins with a dangerous sign, and reading takes the apostrophe away."""
    data = b"".join(csv_lines(["x"] * len(texts), [texts], bom=False)).decode()
    for cell in next(csv.reader(io.StringIO(data, newline=""))):
        assert not cell.startswith(DANGEROUS)
    for text in texts:
        if text[:1] in "=+-@" and text == text.strip() and "  " not in text:
            assert tidy(harmless(text)) == tidy(text)


def test_rows_are_streamed() -> None:
    """The first bytes come before the last row is asked for."""
    asked = []

    def rows() -> Iterator[tuple[int]]:
        for number in range(10_000):
            asked.append(number)
            yield (number,)

    next(csv_lines(["n"], rows()))
    assert len(asked) < 1_000


def test_xlsx_says_how_many_rows_and_their_digest() -> None:
    """The last sheet holds count and SHA-256; no cell is a formula; reading gives the same cells."""
    with xlsx_file(HEAD, iter(ROWS), title="TPS/2024") as file:
        data = file.read()
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["TPS2024", "Keterangan"]
    assert all(cell.data_type != "f" for row in book["TPS2024"].iter_rows() for cell in row)
    count, digest = csv_digest(HEAD, ROWS)
    assert [book["Keterangan"]["B2"].value, book["Keterangan"]["B3"].value] == [str(count), digest]
    assert count == 4
    sheet = read_book(data, file_name="a.xlsx").sheets[0]
    assert sheet.rows[1][:4] == ("001", "'=HYPERLINK(1)", 12.0, -0.555978)


def test_the_same_rows_give_the_same_bytes() -> None:
    """No clock in a workbook."""
    with xlsx_file(HEAD, ROWS) as one, xlsx_file(HEAD, ROWS) as other:
        assert one.read() == other.read()


def test_no_rows_are_a_table_too() -> None:
    """A header without rows is written and counted."""
    with xlsx_file(HEAD, []) as file:
        book = openpyxl.load_workbook(file)
    assert [cell.value for cell in book["Data"][1]] == list(HEAD)
    assert book["Keterangan"]["B2"].value == "0"
