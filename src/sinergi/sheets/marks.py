"""How a template's own dictionary sheet is known again, so that it is not taken for data."""

from __future__ import annotations

from sinergi.sheets.book import Sheet

DICTIONARY_MARK = "Kamus kolom Sinergi"
DICTIONARY_MARK_EN = "Sinergi column dictionary"
ABOUT_MARK = "Keterangan berkas Sinergi"
PROBLEM_COLUMN = "Galat (Sinergi)"
SUMMARY_MARK = "Ringkasan masalah Sinergi"
_MARKS = (DICTIONARY_MARK, DICTIONARY_MARK_EN, ABOUT_MARK, SUMMARY_MARK)


def is_dictionary(sheet: Sheet) -> bool:
    """Whether a sheet is one that Sinergi itself added to a workbook."""
    first = sheet.rows[0][0] if sheet.rows and sheet.rows[0] else None
    return isinstance(first, str) and first.startswith(_MARKS)
