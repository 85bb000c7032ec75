"""Delimited text: which encoding, which delimiter, which rows; however it was exported."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

from sinergi.sheets import guard
from sinergi.sheets.book import Cell, Limits
from sinergi.sheets.problems import address, letter
from sinergi.sheets.scan import cell_too_long, check_reach
from sinergi.vocabulary.refusal import Refused

DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 100_000  # characters looked at to find the delimiter
_MOST = 0.9

# The csv module's own limit (131,072) is one for the whole process and raises without a cell address;
# our limit is checked on every cell below, so theirs is lifted out of the way.
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A delimited text as read."""

    rows: tuple[tuple[Cell, ...], ...]
    encoding: str
    delimiter: str
    wrapped: bool = False  # each line was one quoted field, unwrapped here


def read_text(data: bytes, *, name: str, limits: Limits) -> Text:
    """Return the rows of a delimited text. ``name`` stands for the sheet in addresses."""
    text, encoding = decode(data)
    text = text.removesuffix("\x1a")
    declared = ""
    head, _, rest = text.partition("\n")
    if head.lower().startswith("sep=") and len(head.rstrip("\r")) == 5:  # noqa: PLR2004 -- Excel's own mark: sep=;
        declared, text = head[4], rest
    delimiter = declared or sniff(text)
    rows = _rows(text, delimiter, name=name, limits=limits)
    rows, delimiter, wrapped = _unwrap(rows, delimiter, name=name, limits=limits)
    _refuse_cut(text, rows)
    return Text(
        rows=tuple(tuple(cell or None for cell in row) for row in rows),
        encoding=encoding,
        delimiter=delimiter,
        wrapped=wrapped,
    )


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding: UTF-8, UTF-16 (with a mark or without) or Windows-1252."""
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return _clean(_strict(data[len(mark) :], codec)), codec
    if b"\x00" in data:
        return _clean(_strict(data, _wide(data))), _wide(data)
    try:
        return _clean(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and len(data) - error.start < 4:  # noqa: PLR2004 -- longest UTF-8
            raise guard.truncated() from None
    try:
        return _clean(data.decode("cp1252")), "cp1252"
    except UnicodeDecodeError:
        raise _unreadable() from None


def _strict(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        if "end of data" in error.reason or "truncated" in error.reason:
            raise guard.truncated() from None
        raise _unreadable() from None


def _wide(data: bytes) -> str:
    """Return which UTF-16 a text without a mark is in; refuse other content with NUL bytes."""
    half = max(len(data) // 2, 1)
    odd, even = data[1::2].count(0) / half, data[::2].count(0) / half
    if max(odd, even) < 0.4 or min(odd, even) > 0.1:  # noqa: PLR2004 -- Latin text: one byte of each pair is zero
        raise _unreadable()
    return "utf-16-le" if odd > even else "utf-16-be"


def _clean(text: str) -> str:
    """Return the text; refuse control characters, which no table has."""
    if any(sign in text for sign in _CONTROLS):
        raise _unreadable()
    return text


_CONTROLS = [chr(code) for code in range(32) if code not in (9, 10, 13, 26)]


def _unreadable() -> Refused:
    return Refused(
        "sheet.encoding",
        id="Isi berkas tidak terbaca sebagai teks tabel. Di Excel pilih “Simpan sebagai” > “CSV UTF-8” atau .xlsx, "
        "lalu unggah lagi.",
        en="The content cannot be read as table text. In Excel use “Save as” > “CSV UTF-8” or .xlsx and upload it "
        "again.",
    )


def sniff(text: str) -> str:
    """Return the delimiter that cuts the lines most evenly; a semicolon when none cuts at all."""
    sample = text[:_SAMPLE]
    best, score = ";", 0.0
    for delimiter in DELIMITERS:
        rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if any(row)]
        if len(sample) == _SAMPLE and len(rows) > 1:
            rows.pop()  # cut by the sample's end
        widths = Counter(len(row) for row in rows)
        width, times = max(widths.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]), default=(1, 0))
        if width < 2:  # noqa: PLR2004 -- a delimiter makes at least two fields
            continue
        even = times / len(rows) + min(width, 99) / 1000
        if even > score:
            best, score = delimiter, even
    return best


def _rows(text: str, delimiter: str, *, name: str, limits: Limits) -> list[list[str]]:
    """Return the rows as a spreadsheet would number them, quoted line breaks inside one row."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(row) > limits.columns or len(rows) > limits.rows:
                check_reach(sheet=name, rows=len(rows), columns=len(row), limits=limits)
            if row and max(map(len, row)) > limits.cell_chars:
                at = next(index for index, cell in enumerate(row, 1) if len(cell) > limits.cell_chars)
                place = address(sheet=name, row=len(rows), column=letter(column=at))
                raise cell_too_long(place=place, length=len(row[at - 1]), limit=limits.cell_chars)
    except csv.Error:
        raise guard.damaged() from None
    return rows


def _unwrap(rows: list[list[str]], delimiter: str, *, name: str, limits: Limits) -> tuple[list[list[str]], str, bool]:
    """Undo an export that quoted whole lines: every row is one field that itself holds delimiters."""
    filled = [row for row in rows if any(row)]
    single = [row for row in filled if len(row) == 1]
    if len(filled) < 2 or len(single) < _MOST * len(filled):  # noqa: PLR2004 -- a header and a row
        return rows, delimiter, False
    inner = "\n".join(row[0].replace("\n", " ") if row else "" for row in rows)
    found = sniff(inner)
    if inner.count(found) < len(filled):
        return rows, delimiter, False
    return _rows(inner, found, name=name, limits=limits), found, True


def _refuse_cut(text: str, rows: list[list[str]]) -> None:
    """Refuse a text whose last line stops in the middle."""
    if not rows or text.endswith(("\n", "\r")):
        if text.count('"') % 2 and rows and any("\n" in cell for cell in rows[-1]):
            raise _unclosed(len(rows))
        return
    if text.count('"') % 2 and text.rfind('"') > len(text) - 2_000:
        raise guard.truncated()
    widths = Counter(len(row) for row in rows[:-1] if row)
    if not widths:
        return
    width, times = widths.most_common(1)[0]
    last = rows[-1]
    even = times >= _MOST * sum(widths.values())
    if even and len(last) < width and (len(last) > 1 or last[0][:1].isdigit()):
        raise guard.truncated()


def _unclosed(row: int) -> Refused:
    return Refused(
        "sheet.unclosed-quote",
        id=f'Tanda kutip (") yang dibuka di baris {row} tidak pernah ditutup, sehingga sisa berkas menyatu menjadi '
        "satu sel. Tutup atau hapus tanda kutip itu, lalu unggah lagi.",
        en=f'A quotation mark (") opened in row {row} is never closed, so that the rest of the file became one cell. '
        "Close or remove it and upload the file again.",
    )
