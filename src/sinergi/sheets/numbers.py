"""Whole numbers, as people and spreadsheets write them."""

from __future__ import annotations

import math
import re

from sinergi.sheets.book import Cell
from sinergi.sheets.reading import (
    EXACT,
    LOOKALIKES,
    Reading,
    error,
    is_clock,
    quote,
    turned_into_date,
    warning,
    without_prefix,
)
from sinergi.sheets.schema import Column

_PLAIN = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_ZEROS = re.compile(r"([+-]?\d{1,15})[.,](0{1,2}|0{4,})", re.ASCII)
_GROUPS = re.compile(r"([+-]?[1-9]\d{0,2}(?:([.,' ])\d{3})(?:\2\d{3}){0,3})(?:[.,]0{1,2})?", re.ASCII)
_BRACKETS = re.compile(r"\((\d{1,15})\)", re.ASCII)
_ZERO = {"nihil", "nol"}  # said, never assumed
_UNIT = re.compile(r"([+-]?\d+)\s*[^\W\d_][\w./ ]*")


def read_whole(cell: Cell, column: Column) -> Reading:
    """Return an int. Plain digits pass; unambiguous oddities pass with a warning; the rest is an error."""
    if is_clock(cell):
        return turned_into_date(cell)
    if isinstance(cell, (int, float)):
        return _not_whole(cell) if isinstance(cell, bool) else _whole_number(cell, column)
    return _whole_text(without_prefix(str(cell), column), column)


def _whole_text(text: str, column: Column) -> Reading:
    if _PLAIN.fullmatch(text):
        return _in_range(int(text), column)
    if match := _BRACKETS.fullmatch(text):
        return _in_range(-int(match.group(1)), column)
    if match := _ZEROS.fullmatch(text):
        value = int(match.group(1))
        return _with_warning(
            _in_range(value, column),
            "sheet.decimal-zero",
            id=f"{quote(text)} dibaca {value}. Tulis tanpa desimal.",
            en=f"{quote(text)} is read as {value}. Write it without decimals.",
        )
    if match := _GROUPS.fullmatch(text):
        value = int(re.sub(r"[.,' ]", "", match.group(1)))
        return _with_warning(
            _in_range(value, column),
            "sheet.thousands",
            id=f"{quote(text)} dibaca {value}: tanda di tengahnya dianggap pemisah ribuan. Periksa, atau tulis "
            f"{value}.",
            en=f"{quote(text)} is read as {value}: its mark is taken as a thousands separator. Check, or write "
            f"{value}.",
        )
    return _not_whole(text)


def _whole_number(cell: float, column: Column) -> Reading:
    if not math.isfinite(cell) or abs(cell) >= 10**EXACT:
        return _not_whole(cell)
    if cell == int(cell):
        return _in_range(int(cell), column)
    thousand = round(cell * 1000, 6)
    return _not_whole(cell, suggestion=str(int(thousand)) if thousand == int(thousand) and abs(cell) >= 1 else "")


def _not_whole(cell: Cell, *, suggestion: str = "") -> Reading:
    text = str(cell)
    if not suggestion and isinstance(cell, str):
        plain = text.translate(LOOKALIKES)
        unit = _UNIT.fullmatch(text)
        if any(sign in "0123456789" for sign in text) and _PLAIN.fullmatch(plain):
            suggestion = str(int(plain))
        elif text.lower() in _ZERO:
            suggestion = "0"
        elif unit:
            suggestion = unit.group(1)
        elif text.isdecimal() and len(text) <= EXACT:
            suggestion = str(int(text))
    hint_id = f" Maksud Anda {suggestion}?" if suggestion else ""
    hint_en = f" Did you mean {suggestion}?" if suggestion else ""
    return error(
        "sheet.number",
        id=f"{quote(text)} bukan bilangan bulat. Tulis angka saja, tanpa huruf, satuan atau desimal.{hint_id}",
        en=f"{quote(text)} is not a whole number. Write digits only: no letters, units or decimals.{hint_en}",
        suggestion=suggestion,
    )


def _in_range(value: int, column: Column) -> Reading:
    least = 0 if column.minimum is None else column.minimum
    if value < 0 <= least:
        return error(
            "sheet.negative",
            id=f"{value} negatif; jumlah tidak boleh negatif. Periksa sumbernya.",
            en=f"{value} is negative; a count cannot be. Check the source.",
        )
    if value < least:
        return error(
            "sheet.below-minimum",
            id=f"{value} kurang dari batas terkecil {least:g}. Periksa sumbernya.",
            en=f"{value} is below the least allowed, {least:g}. Check the source.",
        )
    if column.maximum is not None and value > column.maximum:
        return error(
            "sheet.above-maximum",
            id=f"{value} melebihi batas terbesar {column.maximum:g}. Periksa sumbernya; mungkin salah baca atau salah "
            f"ketik.",
            en=f"{value} is above the most allowed, {column.maximum:g}. Check the source; it may be misread or "
            f"mistyped.",
        )
    return Reading(value)


def _with_warning(reading: Reading, code: str, *, id: str, en: str) -> Reading:  # noqa: A002 -- 'id' is the language
    return warning(reading.value, code, id=id, en=en) if reading.issue is None else reading
