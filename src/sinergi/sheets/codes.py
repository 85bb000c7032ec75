"""Codes: digits whose number and leading zeros matter, and what spreadsheets do to them."""

from __future__ import annotations

import math
import re

from sinergi.sheets.book import Cell
from sinergi.sheets.reading import EXACT, LOOKALIKES, Reading, error, is_clock, quote, turned_into_date, without_prefix
from sinergi.sheets.schema import Column

_SCIENTIFIC = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE | re.ASCII)
_ROUNDED = 10**6  # a long code that ends in six zeros was rounded by scientific notation
_LONG = 12


def read_code(cell: Cell, column: Column) -> Reading:
    """Return a str with the digits exactly as they are meant; refuse what a spreadsheet may have changed."""
    if is_clock(cell) or isinstance(cell, bool):
        return turned_into_date(cell)
    if isinstance(cell, (int, float)):
        return _code_number(cell, column)
    text = without_prefix(str(cell), column)
    if _SCIENTIFIC.fullmatch(text):
        return _rounded(text)
    if column.digits:
        bare = text.removesuffix(".0")
        if bare != text and bare.isdigit() and len(bare) in column.digits:
            return _float_code(text, suggestion=bare)
        text = text.replace(" ", "")
        return _code_shape(text, column)
    return _length(text, column)


def _length(text: str, column: Column) -> Reading:
    if len(text) <= column.longest:
        return Reading(text)
    return error(
        "sheet.text-long",
        id=f"Kode {len(text)} karakter; paling panjang {column.longest}. Periksa.",
        en=f"The code has {len(text)} characters; the longest allowed is {column.longest}. Please check.",
    )


def _code_number(cell: float, column: Column) -> Reading:
    if not math.isfinite(cell) or abs(cell) >= 10**EXACT:
        return _rounded(f"{cell:.5E}")
    if cell != int(cell):
        return _float_code(f"{cell}")
    text = str(int(cell))
    if len(text) >= _LONG and int(text) % _ROUNDED == 0:
        return _rounded(text)
    return _code_shape(text, column) if column.digits else Reading(text)


def _code_shape(text: str, column: Column) -> Reading:
    """Compare a code with the allowed numbers of digits."""
    wanted = " / ".join(str(count) for count in column.digits)
    bare = text.replace(".", "")
    if not (bare.isascii() and bare.isdigit()):
        fixed = bare.translate(LOOKALIKES)
        near = text.translate(LOOKALIKES) if fixed.isdigit() and len(fixed) in column.digits else ""
        return error(
            "sheet.code",
            id=f"{quote(text)} bukan kode: harus {wanted} angka." + (f" Maksud Anda {near}?" if near else ""),
            en=f"{quote(text)} is not a code: it must have {wanted} digits."
            + (f" Did you mean {near}?" if near else ""),
            suggestion=near,
        )
    if len(bare) in column.digits:
        return Reading(text)
    if "." in text and len(bare) == min(column.digits) - 1:
        return _float_code(text)
    if len(bare) < min(column.digits) and "." not in text and len(column.digits) == 1:
        full = bare.zfill(column.digits[0])
        return error(
            "sheet.code-zeros",
            id=f"{quote(text)} hanya {len(bare)} angka; kode ini {wanted} angka. Nol di depan mungkin hilang di Excel: "
            f"ubah format kolom ke Teks, lalu tulis lengkap (misalnya {full}).",
            en=f"{quote(text)} has {len(bare)} digits; this code has {wanted}. Excel may have dropped leading zeros: "
            f"set "
            f"the column to Text and write it in full (for example {full}).",
            suggestion=full,
        )
    return error(
        "sheet.code",
        id=f"{quote(text)} memuat {len(bare)} angka; kode ini harus {wanted} angka. Salin ulang dari sumbernya.",
        en=f"{quote(text)} has {len(bare)} digits; this code must have {wanted}. Copy it again from its source.",
    )


def _rounded(text: str) -> Reading:
    return error(
        "sheet.code-scientific",
        id=f"{quote(text)}: Excel membulatkan kode ini menjadi notasi ilmiah, angka belakangnya hilang. Ubah format "
        f"kolom "
        "ke Teks, lalu salin ulang kode dari sumbernya.",
        en=f"{quote(text)}: Excel rounded this code to scientific notation and its last digits are lost. Set the "
        f"column "
        "to Text and copy the codes again from their source.",
    )


def _float_code(text: str, *, suggestion: str = "") -> Reading:
    hint_id = f" Maksud Anda {suggestion}?" if suggestion else ""
    hint_en = f" Did you mean {suggestion}?" if suggestion else ""
    return error(
        "sheet.code-float",
        id=f"{quote(text)}: kode ini menjadi bilangan desimal, sehingga nol di ujungnya bisa hilang (14.10 menjadi "
        f"14.1). "
        f"Ubah format kolom ke Teks, lalu tulis lengkap.{hint_id}",
        en=f"{quote(text)}: this code became a decimal number, so that its last zeros may be lost (14.10 becomes "
        f"14.1). "
        f"Set the column to Text and write it in full.{hint_en}",
        suggestion=suggestion,
    )
