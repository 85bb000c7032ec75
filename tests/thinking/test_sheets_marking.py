"""The user's own file comes back: their content kept, every fault coloured, explained and listed."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from sinergi.sheets import mark as marking
from sinergi.sheets.mark import mark
from sinergi.sheets.marks import PROBLEM_COLUMN
from sinergi.sheets.parse import Parsed, parse
from sinergi.sheets.read import read_book
from tests.bad_sheets import making as make
from tests.bad_sheets.making import GOOD, HEAD, NEXT, SCHEMA, csv, xlsx

BAD = (*NEXT[:4], "l10", "-", *NEXT[6:])


def marked(data: bytes, name: str, language: str = "id") -> tuple[openpyxl.Workbook, Parsed, bytes]:
    """Return the marked copy, opened, and what was found."""
    book = read_book(data, file_name=name)
    parsed = parse(book, schema=SCHEMA)
    copy = mark(data, file_name=name, book=book, problems=parsed.problems, language=language)
    return openpyxl.load_workbook(io.BytesIO(copy)), parsed, copy


def _own(sheet: Worksheet) -> None:
    sheet["A1"].font = Font(bold=True, color="FF0000")
    sheet["L1"] = "catatan saya"
    sheet.insert_rows(1)
    sheet["A1"] = "DAFTAR TPS"
    sheet["C3"].comment = None
    sheet.column_dimensions["A"].width = 33
    book = sheet.parent
    assert book is not None
    book.create_sheet("Lain")["A1"] = "=1+1"


def test_an_xlsx_keeps_its_own_content() -> None:
    """Fonts, widths, other sheets and formulas stay; bad cells have a colour, a comment and a sentence."""
    book, parsed, _ = marked(xlsx(GOOD, BAD, change=_own), "data.xlsx")
    sheet = book["Data"]
    assert sheet["A2"].font.color.rgb == "00FF0000"
    assert sheet.column_dimensions["A"].width == 33
    assert book["Lain"]["A1"].value == "=1+1"
    assert sheet["E4"].fill.start_color.rgb == "00F4B6B6"
    assert sheet["F4"].fill.start_color.rgb == "00DDEBF7"
    assert "l10" in sheet["E4"].comment.text
    assert sheet["M2"].value == PROBLEM_COLUMN
    assert sheet["M4"].value.startswith("KESALAHAN E4: DPT L: “l10” bukan bilangan bulat.")
    summary = book["Masalah"]
    assert summary.max_row == 3 + len(parsed.problems)
    assert summary["A3"].value == "Lembar"


def test_other_formats_become_an_xlsx() -> None:
    """The same cells, the same marks."""
    for data, name in (
        (csv(GOOD, BAD).encode(), "data.csv"),
        (make.compound(make.biff([HEAD, GOOD, BAD])), "data.xls"),
        (make.ods(*make.ods_rows(GOOD, BAD)), "data.ods"),
    ):
        book, _, _ = marked(data, name, "en")
        sheet = book.worksheets[0]
        assert sheet["A3"].value == NEXT[0]
        assert sheet["E3"].fill.start_color.rgb == "FFF4B6B6"
        assert sheet["K1"].value == PROBLEM_COLUMN
        assert sheet["K3"].value.startswith("ERROR E3: DPT L: “l10” is not a whole number.")


def test_the_copy_can_be_repaired_and_sent_again() -> None:
    """The added column and sheet are not taken for data; marking twice adds nothing twice."""
    _, parsed, copy = marked(xlsx(GOOD, BAD), "data.xlsx")
    again, second, _ = marked(copy, "data.xlsx")
    assert [p.code for p in second.problems] == [p.code for p in parsed.problems]
    assert [cell.value for cell in again["Data"][1]].count(PROBLEM_COLUMN) == 1
    again["Data"]["E3"] = 110
    again["Data"]["F3"] = 99
    out = io.BytesIO()
    again.save(out)
    assert parse(read_book(out.getvalue(), file_name="a.xlsx"), schema=SCHEMA).problems == ()


def test_marks_are_never_formulas() -> None:
    """Cells and messages that begin like formulas are texts in the copy."""
    for data, name in (
        (csv(GOOD, (*NEXT[:3], "=1+1", *NEXT[4:])).encode(), "=data.csv"),
        (xlsx(GOOD, (*NEXT[:3], "@SUM(A1)", *NEXT[4:])), "data.xlsx"),
    ):
        book, _, _ = marked(data, name)
        assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


def test_a_workbook_that_cannot_be_carried_is_written_afresh() -> None:
    """Where openpyxl gives up, the copy has the same cells all the same."""
    data = xlsx(GOOD, BAD)
    book = read_book(data, file_name="data.xlsx")
    problems = parse(book, schema=SCHEMA).problems
    copy = mark(b"no workbook", file_name="data.xlsx", book=book, problems=problems)
    assert read_book(copy, file_name="a.xlsx").sheets[0].rows[2][0] == NEXT[0]


def test_a_huge_workbook_is_written_afresh() -> None:
    """Beyond the limit nothing is loaded a second time."""
    data = xlsx(GOOD, BAD)
    book = read_book(data, file_name="data.xlsx")
    lines = marking._Lines(parse(book, schema=SCHEMA).problems, language="id", file_name="x")
    lean = marking._fresh(book, lines, lean=True)
    assert read_book(lean, file_name="a.xlsx").sheets[0].rows[2][0] == NEXT[0]
