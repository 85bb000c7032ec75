"""Makers of files: good ones, to be spoilt by the cases."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from collections.abc import Callable, Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from sinergi.sheets.schema import Column, Kind, Schema
from sinergi.vocabulary.sentence import Sentence

HEAD = ("Kode TPS", "Kode Desa", "No TPS", "Nama Lokasi", "DPT L", "DPT P", "DPT Jumlah", "Listrik", "Lintang", "Bujur")
GOOD = ("1404191002001", "14.04.19.1002", 1, "SDN 009", 120, 130, 250, "baik", -0.555978, 102.815347)
NEXT = ("1404191002002", "14.04.19.1002", 2, "Balai Desa", 110, 99, 209, "tidak ada", -0.556, 102.816)


def column(key: str, title: str, kind: Kind = Kind.TEXT, **more: object) -> Column:
    """Return a column with the same title in both languages."""
    return Column(key=key, title=Sentence(id=title, en=title), kind=kind, **more)  # type: ignore[arg-type]  # by name


SCHEMA = Schema(
    key="tps",
    title=Sentence(id="Daftar TPS", en="Polling stations"),
    columns=(
        column("code", "Kode TPS", Kind.CODE, required=True, digits=(13,), aliases=("tps_code",)),
        column("village", "Kode Desa", Kind.CODE, digits=(10,), aliases=("kode_desa",)),
        column("number", "No TPS", Kind.WHOLE, required=True, minimum=1, maximum=999, prefixes=("TPS",)),
        column("name", "Nama Lokasi", longest=60),
        column("male", "DPT L", Kind.WHOLE, maximum=900),
        column("female", "DPT P", Kind.WHOLE, maximum=900),
        column("total", "DPT Jumlah", Kind.WHOLE, maximum=900, derived=True, aliases=("dpt_j",)),
        column("power", "Listrik", Kind.CHOICE, choices={"good": ("baik",), "absent": ("tidak ada", "nihil")}),
        column("flood", "Rawan Banjir", Kind.YESNO),
        column("lat", "Lintang", Kind.DEGREES, minimum=-11.5, maximum=6.5),
        column("lon", "Bujur", Kind.DEGREES, minimum=94.5, maximum=141.5),
        column("since", "Tanggal", Kind.DATE),
        column("site", "Kode Lokasi", Kind.CODE, digits=(3,)),
    ),
    unique=("code",),
    sums=(("total", ("male", "female")),),
)


def xlsx(
    *rows: Sequence[object], head: Sequence[object] = HEAD, change: Callable[[Worksheet], None] | None = None
) -> bytes:
    """Return a workbook of one sheet, "Data", after ``change``."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Data"
    for row in (head, *rows) if head else rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def spoilt(key: str, value: object) -> bytes:
    """Return a workbook whose second data row has ``value`` in the column ``key``, added where it is missing."""
    titles = {one.key: one.title.id for one in SCHEMA.columns}
    head, first, second = list(HEAD), list(GOOD), list(NEXT)
    if titles[key] not in head:
        head, first, second = [*head, titles[key]], [*first, None], [*second, None]
    second[head.index(titles[key])] = value
    return xlsx(first, second, head=head)


def csv(*rows: Sequence[object], head: Sequence[object] = HEAD, delimiter: str = ";", end: str = "\n") -> str:
    """Return delimited text, without quoting of its own."""
    lines = [delimiter.join("" if cell is None else str(cell) for cell in row) for row in (head, *rows)]
    return end.join(lines) + end


def spoilt_csv(key: str, value: str) -> bytes:
    """Return a CSV whose second data row has ``value`` in the column ``key``."""
    titles = {one.key: one.title.id for one in SCHEMA.columns}
    second = list(NEXT)
    second[HEAD.index(titles[key])] = value
    return csv(GOOD, second).encode()


def rezip(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return a zip with each member as ``change`` gives it; None drops it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def in_sheet(find: str, put: str) -> bytes:
    """Return a good workbook whose sheet XML has ``find`` replaced."""

    def change(name: str, content: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return content
        assert find.encode() in content, find
        return content.replace(find.encode(), put.encode(), 1)

    return rezip(xlsx(GOOD, NEXT), change)


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip of ``members``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def locked_zip(data: bytes) -> bytes:
    """Return a zip whose members claim to be encrypted."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def bomb() -> bytes:
    """Return an xlsx with a member that unpacks to 8 MB of blanks."""

    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"</sheetData>", b" " * 8_000_000 + b"</sheetData>") if "sheet1" in name else content

    return rezip(xlsx(GOOD), change)


def gzip_bomb() -> bytes:
    """Return a gzip of 8 MB of one letter."""
    return gzip.compress(b"a" * 8_000_000, compresslevel=9)


_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
    '<table:table table:name="Data">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def ods_cell(value: object, more: str = "") -> str:
    """Return one OpenDocument cell."""
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, (int, float)):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}{more}><text:p>{value}</text:p></table:table-cell>"


def ods(*rows: str) -> bytes:
    """Return an OpenDocument spreadsheet of one table; each row is the XML of its cells, or a whole table-row."""
    lines = [row if row.startswith("<table:table-row") else f"<table:table-row>{row}</table:table-row>" for row in rows]
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": _ODS.format(rows="".join(lines)).encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def ods_rows(*rows: Sequence[object]) -> list[str]:
    """Return the XML of plain rows, the header first."""
    return ["".join(ods_cell(cell) for cell in row) for row in (HEAD, *rows)]


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _label(row: int, at: int, text: str) -> bytes:
    return _record(0x0204, struct.pack("<HHHHB", row, at, 0, len(text), 0) + text.encode("latin-1"))


def biff(rows: Sequence[Sequence[object]], *, extra: bytes = b"", first: bytes = b"") -> bytes:
    """Return a BIFF8 workbook stream of one sheet, "Data": texts as labels, numbers as numbers."""
    cells = b""
    for row, values in enumerate(rows):
        for at, value in enumerate(values):
            if isinstance(value, (int, float)):
                cells += _record(0x0203, struct.pack("<HHHd", row, at, 0, value))
            elif value is not None:
                cells += _label(row, at, str(value))
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0x41, 0x06)
    name = b"\x04\x00Data"
    size = 4 + len(begin) + len(first) + 4 + 6 + len(name) + 4
    sheet = _record(0x0809, begin[:2] + b"\x10\x00" + begin[4:]) + cells + extra + _record(0x000A, b"")
    bound = _record(0x0085, struct.pack("<IBB", size, 0, 0) + name)
    return _record(0x0809, begin) + first + bound + _record(0x000A, b"") + sheet


def biff_formula(row: int, at: int, value: float) -> bytes:
    """Return a formula record (=1) with a stored result."""
    return _record(0x0006, struct.pack("<HHHdHIH", row, at, 0, value, 0, 0, 3) + b"\x1e\x01\x00")


def compound(stream: bytes, *, name: str = "Workbook") -> bytes:
    """Return a compound file (OLE2) with one stream of at least 4,096 bytes."""
    stream = stream.ljust(4096, b"\x00")
    sectors = -(-len(stream) // 512)
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))

    def entry(title: str, kind: int, start: int, size: int, child: int) -> bytes:
        text = title.encode("utf-16-le") + b"\x00\x00"
        head = text.ljust(64, b"\x00") + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return head + b"\x00" * 36 + struct.pack("<IQ", start, size)

    folder = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + entry(name, 2, 2, len(stream), 0xFFFFFFFF) + b"\x00" * 256
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\x00" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff\xff\xff\xff" * 108
    return header + struct.pack("<128I", *fat) + folder + stream.ljust(sectors * 512, b"\x00")
