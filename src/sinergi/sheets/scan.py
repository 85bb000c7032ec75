"""What the value reader does not say of a sheet: formulas, error cells, what is hidden, and how far the cells reach."""

from __future__ import annotations

from dataclasses import dataclass, field

from sinergi.sheets import guard
from sinergi.sheets.book import Limits
from sinergi.vocabulary.refusal import Refused


@dataclass(slots=True, kw_only=True)
class Scan:
    """Findings of one sheet; positions are (row, column), 1-based."""

    name: str
    hidden: bool = False
    last_row: int = 0
    last_column: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def reach(self, *, row: int, column: int) -> None:
        """Note that the cell holds something."""
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)


def check_size(scans: list[Scan], *, limits: Limits) -> None:
    """Refuse sheets that reach too far, before anything makes room for them."""
    if len(scans) > limits.sheets:
        raise Refused(
            "sheet.too-many-sheets",
            id=f"Buku kerja memuat {len(scans)} lembar; batasnya {limits.sheets}. Pisahkan lembar yang diperlukan.",
            en=f"The workbook has {len(scans)} sheets; the limit is {limits.sheets}. Keep only the sheets needed.",
        )
    if len({scan.name for scan in scans}) != len(scans):
        raise guard.damaged()
    for scan in scans:
        check_reach(sheet=scan.name, rows=scan.last_row, columns=scan.last_column, limits=limits)
    cells = sum(scan.last_row * scan.last_column for scan in scans)
    if cells > limits.cells:
        raise Refused(
            "sheet.too-many-cells",
            id=f"Buku kerja merentang {cells} sel; batasnya {limits.cells}. Hapus baris dan kolom kosong yang jauh "
            "dari data, atau bagi berkasnya.",
            en=f"The workbook spans {cells} cells; the limit is {limits.cells}. Delete stray cells far from the "
            "data, or split the file.",
        )


def check_reach(*, sheet: str, rows: int, columns: int, limits: Limits) -> None:
    """Refuse a sheet with too many rows or columns."""
    if rows > limits.rows:
        raise Refused(
            "sheet.too-many-rows",
            id=f"Lembar “{sheet}” mencapai baris {rows}; batasnya {limits.rows}. Hapus sel nyasar jauh di bawah data, "
            "atau bagi berkasnya.",
            en=f"Sheet “{sheet}” reaches row {rows}; the limit is {limits.rows}. Delete stray cells far below the "
            "data, or split the file.",
        )
    if columns > limits.columns:
        raise Refused(
            "sheet.too-many-columns",
            id=f"Lembar “{sheet}” mencapai kolom ke-{columns}; batasnya {limits.columns}. Hapus sel nyasar di kanan "
            "data.",
            en=f"Sheet “{sheet}” reaches column {columns}; the limit is {limits.columns}. Delete stray cells to the "
            "right of the data.",
        )


def cell_too_long(*, place: str, length: int, limit: int) -> Refused:
    """Return the refusal of one cell that holds far too much."""
    return Refused(
        "sheet.cell-too-long",
        id=f"Sel {place} berisi {length} karakter; batasnya {limit}. Periksa sel itu: mungkin ada teks tempelan "
        "atau tanda kutip yang tidak ditutup.",
        en=f"Cell {place} holds {length} characters; the limit is {limit}. Check it for pasted text or a quotation "
        "mark that was never closed.",
    )
