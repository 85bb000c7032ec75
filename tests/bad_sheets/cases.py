"""The cases: a file, and the codes that must name what is wrong with it."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl.worksheet.worksheet import Worksheet

from tests.bad_sheets import making as make
from tests.bad_sheets.making import GOOD, HEAD, NEXT, csv, spoilt, spoilt_csv, xlsx


@dataclass(frozen=True, slots=True)
class Case:
    """One bad file. ``refused``: nothing of it is read; otherwise ``codes`` are among its problems.

    ``cell`` is the address of the problem with the first code.
    """

    name: str
    file_name: str
    make: Callable[[], bytes]
    codes: tuple[str, ...]
    refused: bool = False
    cell: str = ""


def _refused(name: str, code: str, file_name: str, maker: Callable[[], bytes]) -> Case:
    return Case(name, file_name, maker, (code,), refused=True)


def _cell(key: str, value: object, code: str, cell: str, name: str = "") -> Case:
    return Case(name or f"{key} is {value!r}", "data.xlsx", lambda: spoilt(key, value), (code,), cell=f"Data!{cell}")


def _text(key: str, value: str, code: str, cell: str) -> Case:
    return Case(f"csv {key} is {value!r}", "data.csv", lambda: spoilt_csv(key, value), (code,), cell=f"data!{cell}")


def _sheet(name: str, codes: tuple[str, ...], maker: Callable[[], bytes], cell: str = "") -> Case:
    return Case(name, "data.xlsx", maker, codes, cell=cell)


def _csv(name: str, codes: tuple[str, ...], text: str | bytes, cell: str = "") -> Case:
    data = text.encode() if isinstance(text, str) else text
    return Case(name, "data.csv", lambda: data, codes, cell=cell)


def _with(head: tuple[object, ...], *values: object) -> bytes:
    return xlsx((*GOOD, *values), (*NEXT, *values), head=(*HEAD, *head))


def _changed(change: Callable[[Worksheet], None]) -> bytes:
    return xlsx(GOOD, NEXT, change=change)


def _set(cell: str, value: object) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet[cell] = value

    return change


def _bad_sector() -> bytes:
    data = bytearray(make.compound(make.biff([HEAD, GOOD])))
    data[512 + 8 : 512 + 12] = b"\x02\x00\x00\x00"  # the chain of the stream runs in a circle
    return bytes(data)


def _twice_named() -> bytes:
    out = io.BytesIO(xlsx(GOOD))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/worksheets/Sheet1.xml", b"<worksheet/>")
        archive.writestr("xl/worksheets/Sheet1.xml2", b"<worksheet/>")
    data = out.getvalue()
    return data.replace(b"xl/worksheets/Sheet1.xml2", b"xl/worksheets/sheet1.xml ".replace(b" ", b"\x00"))


def _second_sheet(sheet: Worksheet) -> None:
    book = sheet.parent
    assert book is not None
    other = book.create_sheet("Petugas")
    other.append(["Nama", "NIK"])
    other.append(["Contoh", "1404191203850001"])


XML_2003 = b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook></Workbook>'
HTML = b"<html><body><table><tr><td>Kode TPS</td></tr></table></body></html>"

REFUSED = (
    _refused("nothing", "sheet.empty", "data.csv", lambda: b""),
    _refused("only blanks", "sheet.empty", "data.csv", lambda: b"\xef\xbb\xbf \r\n\r\n"),
    _refused("only delimiters", "sheet.empty", "data.csv", lambda: b";;;\n;;;\n"),
    _refused("a workbook without a cell", "sheet.empty", "data.xlsx", lambda: xlsx(head=())),
    _refused("an empty zip", "sheet.empty", "data.xlsx", lambda: make.zipped({})),
    _refused("an xlsx cut in half", "sheet.truncated", "data.xlsx", lambda: xlsx(GOOD, NEXT)[:3000]),
    _refused("an xlsx without its last bytes", "sheet.truncated", "data.xlsx", lambda: xlsx(GOOD, NEXT)[:-30]),
    _refused("an xls cut in half", "sheet.truncated", "data.xls", lambda: make.compound(make.biff([HEAD]))[:2000]),
    _refused("a csv cut in a row", "sheet.truncated", "data.csv", lambda: csv(GOOD, NEXT, NEXT).encode()[:-40]),
    _refused("a csv cut in a letter", "sheet.truncated", "data.csv", lambda: csv(GOOD).encode() + "é".encode()[:1]),
    _refused("a csv cut in a quotation", "sheet.truncated", "data.csv", lambda: csv(GOOD).encode() + b'14;"SDN 0'),
    _refused("a gzip cut", "sheet.truncated", "data.csv.gz", lambda: gzip.compress(csv(GOOD).encode())[:-12]),
    _refused("a UTF-16 cut", "sheet.truncated", "data.csv", lambda: csv(GOOD).encode("utf-16")[:-1]),
    _refused(
        "an open quotation mark", "sheet.unclosed-quote", "data.csv", lambda: csv(GOOD).encode() + b'"1404;\n2;\n3;\n'
    ),
    _refused("a zip bomb", "sheet.zip-bomb", "data.xlsx", make.bomb),
    _refused("a gzip bomb", "sheet.zip-bomb", "data.csv.gz", make.gzip_bomb),
    _refused(
        "too many members",
        "sheet.zip-bomb",
        "data.xlsx",
        lambda: make.zipped({"xl/workbook.xml": b"", **{f"{n}": b"" for n in range(2001)}}),
    ),
    _refused("a gzip in a gzip", "sheet.nested", "data.csv.gz", lambda: gzip.compress(gzip.compress(b"a;b\n1;2\n"))),
    _refused("an xlsx in a gzip", "sheet.nested", "data.csv.gz", lambda: gzip.compress(xlsx(GOOD))),
    _refused("a damaged gzip", "sheet.damaged", "data.csv.gz", lambda: b"\x1f\x8b\x08\x00" + b"x" * 60),
    _refused(
        "entities",
        "sheet.unsafe-xml",
        "data.xlsx",
        lambda: make.in_sheet("<worksheet", "<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet"),
    ),
    _refused("broken xml", "sheet.damaged", "data.xlsx", lambda: make.in_sheet("</row>", "</rov>")),
    _refused(
        "no sheet in the zip",
        "sheet.damaged",
        "data.xlsx",
        lambda: make.rezip(xlsx(GOOD), lambda n, c: None if "sheet1" in n else c),
    ),
    _refused("a gzip of countless members", "sheet.damaged", "data.csv.gz", lambda: gzip.compress(b"a;b\n") * 1001),
    _refused(
        "a far cell that does not say where it is",
        "sheet.too-many-columns",
        "data.xlsx",
        lambda: make.in_sheet("</sheetData>", '<row r="9"><c r="XFC9"/><c><v>1</v></c></row></sheetData>'),
    ),
    _refused("two members of one name", "sheet.damaged", "data.xlsx", _twice_named),
    _refused("a chain in a circle", "sheet.damaged", "data.xls", _bad_sector),
    _refused("a locked zip", "sheet.encrypted", "data.xlsx", lambda: make.locked_zip(xlsx(GOOD))),
    _refused(
        "a locked xlsx", "sheet.encrypted", "data.xls", lambda: make.compound(b"x" * 5000, name="EncryptedPackage")
    ),
    _refused(
        "a locked xls",
        "sheet.encrypted",
        "data.xls",
        lambda: make.compound(make.biff([HEAD], first=b"\x2f\x00\x02\x00\x01\x00")),
    ),
    _refused("a csv called xlsx", "sheet.extension", "data.xlsx", lambda: csv(GOOD).encode()),
    _refused("an xlsx called csv", "sheet.extension", "data.csv", lambda: xlsx(GOOD)),
    _refused("an xlsx called xls", "sheet.extension", "data.xls", lambda: xlsx(GOOD)),
    _refused("an unknown ending", "sheet.extension", "data.exe", lambda: csv(GOOD).encode()),
    _refused("html called xls", "sheet.html", "data.xls", lambda: HTML),
    _refused("xml 2003 called xls", "sheet.html", "data.xls", lambda: XML_2003),
    _refused("a zip of files", "sheet.zip", "data.zip", lambda: make.zipped({"a.csv": b"a;b"})),
    _refused("a letter", "sheet.not-a-table", "data.docx", lambda: make.zipped({"word/document.xml": b"<a/>"})),
    _refused("an old letter", "sheet.not-a-table", "data.xls", lambda: make.compound(b"x" * 5000, name="WordDocument")),
    _refused("an xlsb", "sheet.not-a-table", "data.xlsb", lambda: make.zipped({"xl/workbook.bin": b""})),
    _refused("a pdf", "sheet.not-a-table", "data.pdf", lambda: b"%PDF-1.7\n"),
    _refused("a photo", "sheet.not-a-table", "data.xlsx", lambda: b"\xff\xd8\xff\xe0 JFIF"),
    _refused("parquet", "sheet.not-a-table", "data.parquet", lambda: b"PAR1" + b"\x00" * 20),
    _refused("json", "sheet.not-a-table", "data.csv", lambda: b'[{"kode": "14"}]'),
    _refused("zero bytes", "sheet.encoding", "data.csv", lambda: b"Kode TPS;No\x00TPS\n14;1\n"),
    _refused("control characters", "sheet.encoding", "data.csv", lambda: b"Kode TPS;No TPS\n14\x07;1\n"),
    _refused("noise", "sheet.encoding", "data.csv", lambda: bytes(range(256)) * 4),
    _refused(
        "a cell of 10 MB in csv",
        "sheet.cell-too-long",
        "data.csv",
        lambda: csv(GOOD).encode() + b'"' + b"x" * 10_000_000 + b'";1\n',
    ),
    _refused(
        "a long cell in xlsx",
        "sheet.cell-too-long",
        "data.xlsx",
        lambda: make.in_sheet(
            "</sheetData>",
            '<row r="9"><c r="A9" t="inlineStr"><is><t>' + "x" * 20_000 + "</t></is></c></row></sheetData>",
        ),
    ),
    _refused("a cell in row 1,048,576", "sheet.too-many-rows", "data.xlsx", lambda: _changed(_set("A1048576", 1))),
    _refused("a cell in column XFD", "sheet.too-many-columns", "data.xlsx", lambda: _changed(_set("XFD1", 1))),
    _refused(
        "a wide csv",
        "sheet.too-many-columns",
        "data.csv",
        lambda: b";".join([b"a"] * 501) + b"\n" + b";".join([b"1"] * 501) + b"\n",
    ),
    _refused(
        "ods rows repeated",
        "sheet.too-many-rows",
        "data.ods",
        lambda: make.ods(
            *make.ods_rows(GOOD),
            f'<table:table-row table:number-rows-repeated="1000000">{make.ods_cell(1)}</table:table-row>',
        ),
    ),
    _refused("a column NIK", "sheet.nik", "data.xlsx", lambda: _with(("NIK",), None)),
    _refused("a column No. KTP", "sheet.nik", "data.xlsx", lambda: _with(("No. KTP",), None)),
    _refused("a column NIK Ketua KPPS", "sheet.nik", "data.xlsx", lambda: _with(("NIK Ketua KPPS",), None)),
    _refused("a column Nomor KK", "sheet.nik", "data.csv", lambda: csv((*GOOD, ""), head=(*HEAD, "Nomor KK")).encode()),
    _refused("NIK under another title", "sheet.nik", "data.xlsx", lambda: _with(("Nomor",), "1404195203850001")),
    _refused("NIK as a number", "sheet.nik", "data.xlsx", lambda: _with(("Nomor",), 1404191203850000)),
    _refused("NIK inside a text", "sheet.nik", "data.xlsx", lambda: _with(("Ket",), "a.n. contoh (1404191203850001)")),
    _refused(
        "NIK with dots",
        "sheet.nik",
        "data.csv",
        lambda: csv((*GOOD, "140419.120385.0001"), head=(*HEAD, "Ket")).encode(),
    ),
    _refused("NIK on another sheet", "sheet.nik", "data.xlsx", lambda: _changed(_second_sheet)),
    _refused("voters by name", "sheet.voter-data", "data.xlsx", lambda: _with(("Nama Pemilih",), "Contoh")),
    _refused(
        "a list of voters",
        "sheet.voter-data",
        "data.csv",
        lambda: b"No;Nama;Tempat Lahir;Tanggal Lahir;Jenis Kelamin;Status Kawin;Alamat;RT;RW\n1;Contoh;X;1;L;B;Y;1;2\n",
    ),
    _refused("Arabic", "sheet.script", "data.csv", "رمز;اسم;عدد\n1;مركز;٣\n2;قرية;٤\n".encode),
    _refused("Cyrillic", "sheet.script", "data.xlsx", lambda: xlsx(("один", "два"), head=("Код", "Имя"))),
    _refused("Chinese", "sheet.script", "data.csv", "代码,名称\n1,村\n".encode),
)

CELLS = (
    _cell("code", None, "sheet.required", "A3"),
    _cell("code", "-", "sheet.required", "A3"),
    _cell("code", "1404191002001", "sheet.duplicate", "A2"),
    _cell("code", 1.40419e12, "sheet.code-scientific", "A3"),
    _cell("code", "1.40419E+12", "sheet.code-scientific", "A3"),
    _cell("code", 1404191002.5, "sheet.code-float", "A3"),
    _cell("code", "1404191002002.0", "sheet.code-float", "A3"),
    _cell("code", "14041910020", "sheet.code-zeros", "A3"),
    _cell("code", "14041910020021", "sheet.code", "A3"),
    _cell("code", "14O4191002002", "sheet.code", "A3"),
    _cell("code", "TPS dua", "sheet.code", "A3"),
    _cell("code", date(2024, 11, 27), "sheet.date-in-number", "A3"),
    _cell("site", 1, "sheet.code-zeros", "K3"),
    _cell("village", 14.041910, "sheet.code-float", "B3"),
    _cell("number", "l2", "sheet.number", "C3"),
    _cell("number", 0, "sheet.below-minimum", "C3"),
    _cell("number", 1000, "sheet.above-maximum", "C3"),
    _cell("number", datetime(2024, 2, 1), "sheet.date-in-number", "C3"),  # noqa: DTZ001 -- as Excel stores it
    _cell("male", -5, "sheet.negative", "E3"),
    _cell("male", "-5", "sheet.negative", "E3"),
    _cell("male", "(5)", "sheet.negative", "E3"),
    _cell("male", 1.5, "sheet.number", "E3"),
    _cell("male", 1.234, "sheet.number", "E3"),
    _cell("male", "1.23", "sheet.number", "E3"),
    _cell("male", "339 orang", "sheet.number", "E3"),
    _cell("male", "1l0", "sheet.number", "E3"),
    _cell("male", "tiga", "sheet.number", "E3"),
    _cell("male", True, "sheet.number", "E3"),
    _cell("male", "٣٣٩", "sheet.number", "E3"),
    _cell("male", 142152, "sheet.above-maximum", "E3"),
    _cell("male", "110,0", "sheet.decimal-zero", "E3"),
    _cell("male", "-", "sheet.blank-mark", "E3"),
    _cell("male", "n/a", "sheet.blank-mark", "E3"),
    _cell("male", "=1+1", "sheet.formula", "E3", "a formula"),
    _cell("total", "=E3+F3", "sheet.formula-check", "G3", "a formula in a column to compare"),
    _cell("total", 300, "sheet.sum", "G3"),
    _cell("name", "x" * 61, "sheet.text-long", "D3"),
    _cell("name", "Bаlai Desa", "sheet.script", "D3"),  # noqa: RUF001 -- a Cyrillic letter is the point
    _cell("name", "Balai\u202edesa", "sheet.invisible", "D3"),
    _cell("name", date(2024, 1, 2), "sheet.date-in-text", "D3"),
    _cell("power", "biak", "sheet.choice", "H3"),
    _cell("flood", "mungkin", "sheet.yesno", "K3"),
    _cell("lat", 102.8, "sheet.degrees-swapped", "I3"),
    _cell("lat", -20.5, "sheet.degrees-range", "I3"),
    _cell("lon", 102815347, "sheet.degrees-range", "J3"),
    _cell("lon", "timur", "sheet.degrees", "J3"),
    _cell("lat", "0°33'21\" LS", "sheet.degrees-dms", "I3"),
    _cell("since", "11/27/2024", "sheet.date", "K3"),
    _cell("since", "31 Februari 2024", "sheet.date", "K3"),
    _cell("since", "03/04/2024", "sheet.date-order", "K3"),
    _text("name", '=HYPERLINK("http://x")', "sheet.formula", "D3"),
    _text("name", "+cmd|' /C calc'!A0", "sheet.formula", "D3"),
    _text("name", "@SUM(A1)", "sheet.formula", "D3"),
    _text("male", "1.234", "sheet.above-maximum", "E3"),
    _text("male", "1,234", "sheet.above-maximum", "E3"),
    _text("lat", "-0.555.978", "sheet.degrees-range", "I3"),
)


def _error_cell(sheet: Worksheet) -> None:
    sheet["E3"] = "#REF!"
    sheet["E3"].data_type = "e"


def _hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True


def _merge_down(column: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet[f"{column}3"] = None
        sheet.merge_cells(f"{column}2:{column}3")

    return change


TOTAL = ("Jumlah", None, None, None, 230, 229, 459)
SHEETS = (
    _sheet("an Excel error", ("sheet.excel-error",), lambda: _changed(_error_cell), "Data!E3"),
    _sheet("hidden rows and columns", ("sheet.hidden-rows", "sheet.hidden-columns"), lambda: _changed(_hide), "Data!3"),
    _sheet("a number merged over rows", ("sheet.merged",), lambda: _changed(_merge_down("E")), "Data!E3"),
    _sheet("no header", ("sheet.no-header",), lambda: xlsx((1, 2), head=("a", "b"))),
    _sheet("a required column missing", ("sheet.header-missing",), lambda: xlsx(GOOD[1:], head=HEAD[1:]), "Data!1"),
    _sheet(
        "a misspelt header", ("sheet.header-missing",), lambda: xlsx(GOOD, head=("Kode TPSS", *HEAD[1:])), "Data!A1"
    ),
    _sheet(
        "a misspelt optional header",
        ("sheet.header-similar",),
        lambda: xlsx(GOOD, head=(*HEAD[:8], "Lintan", HEAD[9])),
        "Data!I1",
    ),
    _sheet("a header twice", ("sheet.header-twice",), lambda: _with(("DPT_L",), 5), "Data!K1"),
    _sheet(
        "two names of one column", ("sheet.header-twice",), lambda: _with(("tps_code",), "1404191002001"), "Data!K1"
    ),
    _sheet("columns not used", ("sheet.column-unused",), lambda: _with(("Catatan",), "x"), "Data!1"),
    _sheet("a row of totals", ("sheet.subtotal",), lambda: xlsx(GOOD, NEXT, TOTAL), "Data!4"),
    _sheet("a wrong total", ("sheet.total-mismatch",), lambda: xlsx(GOOD, NEXT, (*TOTAL[:4], 231)), "Data!E4"),
    _sheet("a repeated header", ("sheet.header-repeated",), lambda: xlsx(GOOD, HEAD, NEXT), "Data!3"),
    _sheet("numbers of columns", ("sheet.column-numbers",), lambda: xlsx(range(1, 11), GOOD), "Data!2"),
    _sheet("a section title", ("sheet.lone-cell",), lambda: xlsx(("KELURAHAN KEMPAS JAYA",), GOOD), "Data!2"),
    _sheet("a header and nothing", ("sheet.no-rows",), xlsx),
    _sheet("the same row twice", ("sheet.duplicate",), lambda: xlsx(GOOD, GOOD), "Data!A3"),
    Case(
        "an xls with a formula",
        "data.xls",
        lambda: make.compound(make.biff([HEAD, GOOD], extra=make.biff_formula(1, 4, 120))),
        ("sheet.formula",),
        cell="Data!E2",
    ),
    Case(
        "an ods with a formula",
        "data.ods",
        lambda: make.ods(
            *make.ods_rows(GOOD),
            "".join(make.ods_cell(v) for v in NEXT[:4]) + make.ods_cell(5, ' table:formula="of:=2+3"'),
        ),
        ("sheet.formula",),
        cell="Data!E3",
    ),
    Case(
        "an ods with an error",
        "data.ods",
        lambda: make.ods(
            *make.ods_rows(GOOD),
            "".join(make.ods_cell(v) for v in NEXT[:4]) + make.ods_cell("#REF!", ' calcext:value-type="error"'),
        ),
        ("sheet.excel-error",),
        cell="Data!E3",
    ),
    _csv("an old encoding", ("sheet.encoding-old",), csv(GOOD, (*NEXT[:3], "Caf\xe9", *NEXT[4:])).encode("cp1252")),
    _csv(
        "whole lines quoted",
        ("sheet.wrapped-lines",),
        "\n".join(f'"{line}"' for line in csv(GOOD, NEXT, delimiter=",").split("\n") if line) + "\n",
    ),
    _csv("a row too long", ("sheet.extra-cells",), csv(GOOD, (*NEXT, "x")), "data!K3"),
    _csv("a row too short", ("sheet.short-row",), csv(GOOD, NEXT[:6]), "data!3"),
)

CASES = (*REFUSED, *CELLS, *SHEETS)
