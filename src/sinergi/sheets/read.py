"""From the bytes of an upload to a book of raw cells, or a refusal by name."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence

import python_calamine

from sinergi.sheets import guard
from sinergi.sheets.book import Book, Cell, Limits, Sheet
from sinergi.sheets.csv_text import read_text
from sinergi.sheets.ods_scan import scan_ods
from sinergi.sheets.privacy import refuse_private
from sinergi.sheets.problems import address, letter
from sinergi.sheets.scan import Scan, cell_too_long, check_size
from sinergi.sheets.script import refuse_foreign
from sinergi.sheets.xls_scan import scan_xls
from sinergi.sheets.xlsx_scan import scan_xlsx
from sinergi.vocabulary.refusal import Refused

DEFAULT = Limits()


def read_book(data: bytes, *, file_name: str, limits: Limits = DEFAULT) -> Book:
    """Return every sheet of a table file: xlsx, xls, ods, delimited text, or such a text in gzip.

    Raises Refused ("sheet.…") for whatever cannot be read safely, and for files with voter data. Cells are raw:
    text keeps its spaces, numbers of workbooks are floats, blank is None.
    """
    kind = guard.format_of(data, file_name=file_name, limits=limits)
    digest = hashlib.sha256(data).hexdigest()
    notes: tuple[str, ...] = ()
    inner = data
    if kind == "gz":
        inner, kind, notes = guard.gunzip(data, limits=limits), "csv", ("gzip",)
        unpacked = file_name.removesuffix(".gz") if file_name.endswith(".gz") else file_name
        if guard.format_of(inner, file_name="", limits=_unlimited(limits)) != "csv":
            raise guard.damaged()
        file_name_inner = unpacked
    else:
        file_name_inner = file_name
    if kind == "csv":
        book = _read_csv(inner, name=file_name_inner, limits=limits)
    else:
        book = _read_workbook(data, kind=kind, limits=limits)
    refuse_private(book.sheets)
    refuse_foreign(book.sheets)
    return Book(
        sheets=book.sheets,
        format=book.format,
        sha256=digest,
        file_name=file_name,
        encoding=book.encoding,
        delimiter=book.delimiter,
        notes=notes + book.notes,
    )


def _unlimited(limits: Limits) -> Limits:
    return Limits(file_bytes=limits.unpacked_bytes)


def _read_csv(data: bytes, *, name: str, limits: Limits) -> Book:
    sheet_name = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0] or "CSV"
    text = read_text(data, name=sheet_name, limits=limits)
    if not any(any(row) for row in text.rows):
        raise Refused(
            "sheet.empty",
            id="Berkas tidak berisi satu sel pun. Periksa apakah berkas yang benar terpilih, lalu unggah lagi.",
            en="The file has not a single filled cell. Check that the right file was chosen and upload it again.",
        )
    notes = (("cp1252",) if text.encoding == "cp1252" else ()) + (("wrapped",) if text.wrapped else ())
    sheet = Sheet(name=sheet_name, rows=text.rows)
    return Book(sheets=(sheet,), format="csv", sha256="", encoding=text.encoding, delimiter=text.delimiter, notes=notes)


def _read_workbook(data: bytes, *, kind: str, limits: Limits) -> Book:
    notes: tuple[str, ...] = ()
    if kind == "xls":
        scans = scan_xls(data)
    else:
        with guard.open_archive(data, limits=limits) as archive:
            scans = scan_xlsx(archive) if kind == "xlsx" else scan_ods(archive)
            if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
                notes = ("macros",)
    check_size(scans, limits=limits)
    if not any(scan.last_row for scan in scans):
        raise Refused(
            "sheet.empty",
            id="Buku kerja tidak berisi satu sel pun. Periksa apakah berkas yang benar terpilih, lalu unggah lagi.",
            en="The workbook has not a single filled cell. Check that the right file was chosen and upload it again.",
        )
    sheets = _safely(lambda: _sheets(data, scans, limits=limits))
    return Book(sheets=sheets, format=kind, sha256="", notes=notes)


def _safely(work: Callable[[], tuple[Sheet, ...]]) -> tuple[Sheet, ...]:
    """Run the value reader; whatever it trips over is a damaged file."""
    try:
        return work()
    except Refused:
        raise
    except python_calamine.PasswordError:
        raise guard.encrypted() from None
    except Exception:  # noqa: BLE001 -- a compiled reader fed with anything; every failure means the same
        raise guard.damaged() from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # how a failed assertion in the compiled reader arrives
            raise guard.damaged() from None
        raise


def _sheets(data: bytes, scans: list[Scan], *, limits: Limits) -> tuple[Sheet, ...]:
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    kinds = {
        meta.name: (meta.typ, meta.visible == python_calamine.SheetVisibleEnum.Visible)
        for meta in workbook.sheets_metadata
    }
    sheets = []
    for scan in scans:
        typ, visible = kinds.get(scan.name, (None, True))
        if typ != python_calamine.SheetTypeEnum.WorkSheet:
            raise guard.damaged()
        sheet = workbook.get_sheet_by_name(scan.name)
        rows = _rows(sheet.to_python(skip_empty_area=False), scan=scan, limits=limits)
        merged = tuple((r1 + 1, c1 + 1, r2 + 1, c2 + 1) for (r1, c1), (r2, c2) in sheet.merged_cell_ranges or ())
        sheets.append(
            Sheet(
                name=scan.name,
                rows=rows,
                hidden=scan.hidden or not visible,
                hidden_rows=frozenset(scan.hidden_rows),
                hidden_columns=frozenset(scan.hidden_columns),
                formulas=frozenset(scan.formulas),
                errors=dict(scan.errors),
                merged=merged,
            )
        )
    return tuple(sheets)


def _rows(raw: Sequence[Sequence[Cell]], *, scan: Scan, limits: Limits) -> tuple[tuple[Cell, ...], ...]:
    rows = []
    for at, cells in enumerate(raw, 1):
        for column, cell in enumerate(cells, 1):
            if type(cell) is str and len(cell) > limits.cell_chars:
                place = address(sheet=scan.name, row=at, column=letter(column=column))
                raise cell_too_long(place=place, length=len(cell), limit=limits.cell_chars)
        rows.append(tuple(None if cell == "" else cell for cell in cells))
    return tuple(rows)
