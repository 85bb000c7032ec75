"""Tables out: streamed, and never a formula. What is read back by ``read_book`` is what was written."""

from __future__ import annotations

import csv
import hashlib
import io
import math
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO

from sinergi.sheets.marks import ABOUT_MARK
from sinergi.sheets.xlsx import Format, Workbook, Worksheet, new_workbook

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BATCH = 500
_SHEET_ROWS = 1_000_000  # a worksheet holds 1,048,576
_CELL = 32_767  # characters that a worksheet cell holds


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before a dangerous first sign."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def csv_lines(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, delimiter: str = ";", bom: bool = True
) -> Iterator[bytes]:
    """Yield a CSV file in UTF-8, in batches of rows. With ``;`` decimals have a comma, as Indonesian Excel wants."""
    comma = delimiter == ";"
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([harmless(column) for column in columns])
    start = b"\xef\xbb\xbf" if bom else b""
    for count, row in enumerate(rows, 1):
        writer.writerow([_shown(value, comma=comma) for value in row])
        if count % _BATCH == 0:
            yield start + buffer.getvalue().encode()
            start = b""
            buffer.seek(0)
            buffer.truncate()
    if rest := buffer.getvalue():
        yield start + rest.encode()


def csv_digest(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> tuple[int, str]:
    """Return the row count and SHA-256 of the rows as plain CSV (comma, no mark), for a header or an about sheet."""
    digest = _Digest(columns)
    for row in rows:
        digest.add(row)
    return digest.rows, digest.hex()


class _Digest:
    def __init__(self, columns: Sequence[str]) -> None:
        self.rows = -1
        self._hash = hashlib.sha256()
        self.add(columns)

    def add(self, row: Sequence[object]) -> None:
        buffer = io.StringIO(newline="")
        csv.writer(buffer, lineterminator="\r\n").writerow([_shown(value, comma=False) for value in row])
        self._hash.update(buffer.getvalue().encode())
        self.rows += 1

    def hex(self) -> str:
        return self._hash.hexdigest()


def _shown(value: object, *, comma: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        text = f"{value:.10f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if comma else text
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return harmless(str(value))


def xlsx_file(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "Data") -> IO[bytes]:
    """Return an open temporary file with a workbook of the rows, at its start; the caller closes it.

    Memory does not grow with the rows. A last sheet says how many rows there are and their SHA-256 (``csv_digest``).
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- handed over open
    book = new_workbook(file, title=title, lean=True)
    bold, day = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    digest = _Digest(columns)
    sheet, at = None, 0
    for row in rows:
        if sheet is None or at > _SHEET_ROWS:
            sheet, at = _sheet(book, columns, title=title, bold=bold), 1
        _write(sheet, at, row, day=day)
        digest.add(row)
        at += 1
    if sheet is None:
        _sheet(book, columns, title=title, bold=bold)
    about = book.add_worksheet("Keterangan")
    for at, (name, value) in enumerate(
        ((ABOUT_MARK, ""), ("Jumlah baris", str(digest.rows)), ("SHA-256 (CSV koma)", digest.hex()))
    ):
        about.write_string(at, 0, name)
        about.write_string(at, 1, value)
    book.close()
    file.seek(0)
    return file


def _sheet(book: Workbook, columns: Sequence[str], *, title: str, bold: Format) -> Worksheet:
    count = len(book.worksheets())
    clean = "".join(sign for sign in title if sign not in "[]:*?/\\'")[:25] or "Data"
    sheet = book.add_worksheet(clean if not count else f"{clean} {count + 1}")
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(columns):
        sheet.set_column(column, column, min(max(len(name) + 2, 10), 40))
    for column, name in enumerate(columns):
        sheet.write_string(0, column, harmless(name), bold)
    return sheet


def _write(sheet: Worksheet, at: int, row: Sequence[object], *, day: Format) -> None:
    for column, value in enumerate(row):
        if value is None:
            continue
        if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
            sheet.write_number(at, column, value)
        elif isinstance(value, date) and not isinstance(value, datetime):
            sheet.write_datetime(at, column, value, day)
        else:
            sheet.write_string(at, column, _shown(value, comma=False)[:_CELL])
