"""Lists of TPS as offices make them: merged titles, blocks of a village, totals, signatures."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sinergi.areas.places.columns import TPS
from sinergi.sheets.parse import Parsed, parse
from sinergi.sheets.read import read_book

HEAD = "KECAMATAN;DESA/KEL;TPS;L;P;L+P\n"


def workbook(*changes: Callable[[Worksheet], None]) -> Parsed:
    """Return what is read of one sheet after ``changes``."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for change in changes:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return parse(read_book(out.getvalue(), file_name="rekap.xlsx"), schema=TPS)


def text(rows: str, head: str = HEAD) -> Parsed:
    """Return what is read of a CSV."""
    return parse(read_book((head + rows).encode(), file_name="rekap.csv"), schema=TPS)


def said(parsed: Parsed, *keys: str) -> list[tuple[object, ...]]:
    """Return the values of every row."""
    return [tuple(row.values[key] for key in keys) for row in parsed.rows]


def found(parsed: Parsed, *, severity: str) -> list[tuple[int, str, str]]:
    """Return (row, column, code) of the problems of one severity."""
    return [(one.row, one.column, one.code) for one in parsed.problems if one.severity == severity]


def title(sheet: Worksheet) -> None:
    """Write the titles of a rekap: two rows, merged both ways, below a title of the page."""
    sheet["A1"] = "REKAPITULASI DAFTAR PEMILIH TETAP"
    sheet.merge_cells("A1:G1")
    for column, word in zip("ABCD", ("NO", "KECAMATAN", "DESA/KEL", "TPS"), strict=True):
        sheet[f"{column}3"] = word
        sheet.merge_cells(f"{column}3:{column}4")
    sheet["E3"] = "JUMLAH PEMILIH"
    sheet.merge_cells("E3:G3")
    for column, word in zip("EFG", ("L", "P", "L+P"), strict=True):
        sheet[f"{column}4"] = word


def blocks(sheet: Worksheet) -> None:
    """Write two villages, each merged over its TPS, with a row of totals below each."""
    sheet.append([1, "Kempas", "Pekan Tua", "TPS 01", 100, 110, 210])
    sheet.append([None, None, None, "TPS 02", 101, 111, 212])
    sheet.append(["JUMLAH PEKAN TUA", None, None, None, 201, 221, 422])
    sheet.append([2, "Kempas", "Kerta Jaya", "TPS 01", 90, 95, 185])
    for cells in ("A5:A6", "B5:B6", "C5:C6", "A7:D7"):
        sheet.merge_cells(cells)


def signature(sheet: Worksheet) -> None:
    """Write who signed."""
    sheet.append([])
    sheet.append([None, None, None, None, None, "Kempas, 21 September 2024"])
    sheet.append([None, "Mengetahui,", None, None, None, "Dibuat oleh,"])
    sheet.append([None, "Ketua PPK Kempas", None, "Operator", None, "Anggota"])
    sheet.append([])
    sheet.append([None, "FULAN BIN FULAN", None, "SI ANU, S.Kom", None, "SI ITU"])


def test_a_rekap_is_read_as_it_is() -> None:
    """Merged titles over L and P, merged villages, totals and signatures: three TPS and nothing to complain about."""
    parsed = workbook(title, blocks, signature)
    assert said(parsed, "village_name", "number", "voters_male", "voters_female", "voters_total") == [
        ("Pekan Tua", 1, 100, 110, 210),
        ("Pekan Tua", 2, 101, 111, 212),
        ("Kerta Jaya", 1, 90, 95, 185),
    ]
    assert found(parsed, severity="error") == found(parsed, severity="warning") == []
    skipped = [(one.row, one.code) for one in parsed.problems if one.code in {"sheet.foot", "sheet.subtotal"}]
    assert skipped == [(7, "sheet.subtotal"), *((row, "sheet.foot") for row in (10, 11, 12, 14))]


def test_a_village_merged_over_two_columns_belongs_to_each_row() -> None:
    """A name that reaches over a neighbour column without a title is carried down too."""

    def change(sheet: Worksheet) -> None:
        sheet.append(["NO", "DESA", None, "TPS", "L", "P"])
        sheet.append([1, "Pekan Tua", None, 1, 100, 110])
        sheet.append([None, None, None, 2, 100, 110])
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("B2:C3")

    parsed = workbook(change)
    assert said(parsed, "village_name", "number") == [("Pekan Tua", 1), ("Pekan Tua", 2)]
    assert found(parsed, severity="warning") == []


@pytest.mark.parametrize("group", ["JUMLAH PEMILIH", "JENIS KELAMIN", "DPT", "DAFTAR PEMILIH TETAP (DPT)"])
def test_l_and_p_are_of_the_dpt_below_its_titles(group: str) -> None:
    """In CSV a merged title leaves blanks; L and P below a title of the DPT are its own."""
    parsed = text(";;;L;P\nKempas;Pekan Tua;1;100;110\n", head=f"KECAMATAN;DESA;TPS;{group};\n")
    assert said(parsed, "number", "voters_male", "voters_female", "voters_total") == [(1, 100, 110, None)]


def test_l_and_p_of_other_lists_are_not_the_dpt() -> None:
    """L and P below DPTb are no voters of the DPT."""
    parsed = text(";;L;P;L;P\nPekan Tua;1;100;110;3;4\n", head="DESA;TPS;DPT;;DPTb;\n")
    assert said(parsed, "voters_male", "voters_female") == [(100, 110)]
    assert parsed.sheet_maps[0].unmapped == ("DPTb L", "DPTb P")


def test_a_village_named_once_reaches_down_its_block() -> None:
    """Blank cells below a village are its own while the TPS count up; one warning a block, at the first blank."""
    parsed = text("Kempas;Pekan Tua;1;1;1;2\n;;2;1;1;2\n;;3;1;1;2\n;JUMLAH;;3;3;6\n;Kerta Jaya;1;1;1;2\n;;2;1;1;2\n")
    assert said(parsed, "district_name", "village_name", "number") == [
        ("Kempas", "Pekan Tua", 1),
        ("Kempas", "Pekan Tua", 2),
        ("Kempas", "Pekan Tua", 3),
        ("Kempas", "Kerta Jaya", 1),
        ("Kempas", "Kerta Jaya", 2),
    ]
    carried = [(row, column) for row, column, code in found(parsed, severity="warning") if code == "sheet.carried-down"]
    assert carried == [(3, "A"), (3, "B"), (7, "B")]
    assert any("3-4" in one.message.id and "B2" in one.message.id for one in parsed.problems)


@pytest.mark.parametrize(
    ("between", "number"), [("", 1), ("", 2), (";JUMLAH;;2;2;4\n", 3), ("DESA BARU;;;;;\n", 3), ("", None)]
)
def test_a_village_does_not_reach_into_the_next_block(between: str, number: int | None) -> None:
    """TPS that begin anew, or stand below a total or a lone title, belong to a village that nobody named."""
    shown = "" if number is None else number
    parsed = text(f"Kempas;Pekan Tua;1;1;1;2\n;;2;1;1;2\n{between}Kempas;;{shown};1;1;2\n")
    assert parsed.rows[-1].values["village_name"] is None


@pytest.mark.parametrize("cell", ["=A1+1", "-"])
def test_a_cell_that_says_something_is_not_filled(cell: str) -> None:
    """What could not be read is no blank."""
    parsed = text(f"Kempas;Pekan Tua;1;1;1;2\nKempas;{cell};2;1;1;2\n")
    assert parsed.rows[-1].values["village_name"] is None


def test_a_row_that_names_itself_is_not_filled() -> None:
    """A TPS code is enough; the village above is not put beside it."""
    parsed = text("1404192001001;Pekan Tua;1\n1404192009002;;2\n", head="Kode TPS;Desa;TPS\n")
    assert parsed.rows[-1].values["village_name"] is None


def test_numbers_below_a_signature_are_data() -> None:
    """A row with numbers is never taken for a signature, even where "Ketua" or "Mengetahui" stands in it."""
    parsed = text("Kempas;Pekan Tua;1;1;1;2\nMengetahui;;;;;\nKetua;Pekan Tua;8A;1;1;2\n")
    assert [row.number for row in parsed.rows] == [2, 4]
    assert (4, "C", "sheet.number") in found(parsed, severity="error")


def test_nihil_is_asked_about() -> None:
    """The word "nihil" may be zero: proposed, not taken."""
    (problem,) = [one for one in text("Kempas;Pekan Tua;1;nihil;1;\n").problems if one.severity == "error"]
    assert (problem.row, problem.column, problem.suggestion) == (2, "D", "0")


def test_a_list_of_villages_is_no_list_of_tps() -> None:
    """Villages with how many TPS they have: refused at the header, with what is needed and what was found."""
    parsed = text("1;Pekan Tua;4;400;420\n", head="NO;DESA/KELURAHAN;JUMLAH TPS;L;P\n")
    assert found(parsed, severity="error") == [(1, "", "sheet.header-missing")]
    message = next(one.message.id for one in parsed.problems if one.severity == "error")
    assert "“Nomor TPS”" in message
    assert "Yang ditemukan di baris judul 1: “Desa/Kelurahan”" in message
    assert parsed.rows == ()
