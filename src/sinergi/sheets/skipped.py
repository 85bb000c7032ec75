"""The sentences on rows that are no data."""

from __future__ import annotations

from collections.abc import Mapping

from sinergi.sheets.problems import Problem, Severity
from sinergi.sheets.special import Special
from sinergi.vocabulary.sentence import Sentence

_SKIPPED: Mapping[Special, tuple[Severity, str, str, str]] = {
    Special.TOTAL: (
        "info",
        "sheet.subtotal",
        "Baris jumlah; dilewati, tidak dihitung sebagai data.",
        "A row of totals; skipped, not counted as data.",
    ),
    Special.HEADER: ("info", "sheet.header-repeated", "Judul kolom berulang; dilewati.", "A repeated header; skipped."),
    Special.NUMBERS: ("info", "sheet.column-numbers", "Baris nomor kolom; dilewati.", "Column numbers; skipped."),
    Special.FOOT: (
        "info",
        "sheet.foot",
        "Tanda tangan, tanggal, atau catatan di bawah tabel; dilewati.",
        "A signature, date or note below the table; skipped.",
    ),
    Special.LONE: (
        "warning",
        "sheet.lone-cell",
        "Hanya satu sel terisi; dianggap judul bagian atau catatan dan dilewati. Bila ini data, lengkapi barisnya.",
        "Only one cell is filled; taken for a section title or note and skipped. If it is data, complete the row.",
    ),
}


def of_skipped_row(sheet: str, row: int, special: Special) -> Problem:
    """Return the note on a row that is no data."""
    severity, code, indonesian, english = _SKIPPED[special]
    message = Sentence(id=indonesian, en=english)
    return Problem(sheet=sheet, row=row, column="", severity=severity, code=code, message=message)
