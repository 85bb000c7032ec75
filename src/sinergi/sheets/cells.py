"""One cell, understood as its column wants it, or a sentence on why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time

from sinergi.sheets.book import Cell
from sinergi.sheets.choices import spelling
from sinergi.sheets.codes import read_code
from sinergi.sheets.dates import read_date
from sinergi.sheets.degrees import read_degrees
from sinergi.sheets.numbers import read_whole
from sinergi.sheets.reading import BLANK, Issue, Reading, error, is_clock, quote, tidy, warning
from sinergi.sheets.schema import Column, Kind
from sinergi.sheets.script import foreign_letter, script_of
from sinergi.sheets.suggest import suggest, tight
from sinergi.vocabulary.sentence import Sentence

_DASHES = {"-", "--", "---", "\u2013", "\u2014", "n/a", "#n/a"}
_NOTHING = _DASHES | {"na", "nan", "null", "none", "\u2026", "...", "..", "."}
MOST_LISTED = 8  # choices that a message names
_REVERSING = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_FORMULA = re.compile(r"=|[+\-@].*[(|!]", re.DOTALL)
_YES = {"ya", "y", "yes", "true", "benar", "ada", "1", "v", "\u2713", "\u2714", "\u221a"}
_NO = {"tidak", "t", "n", "no", "false", "salah", "tidakada", "0", "tdk", "bukan", "belum"}


def read_cell(cell: Cell, *, column: Column) -> Reading:
    """Return the value of ``cell`` in ``column``; an error leaves the value None."""
    if cell is None:
        return BLANK
    if isinstance(cell, str):
        text = tidy(cell)
        if not text:
            return BLANK
        if (refused := _unwanted(text, column)) is not None:
            return refused
        if text.lower() in (_DASHES if column.kind == Kind.TEXT else _NOTHING):
            return Reading(None, _nothing(text))
        return _READERS[column.kind](text, column)
    return _READERS[column.kind](cell, column)


def _nothing(text: str) -> Issue:
    return Issue(
        "info",
        "sheet.blank-mark",
        Sentence(
            id=f"{quote(text)} dibaca sebagai kosong (tidak diketahui), bukan nol. Bila maksudnya nol, tulis 0.",
            en=f"{quote(text)} is read as blank (not known), not as zero. If zero is meant, write 0.",
        ),
    )


def _unwanted(text: str, column: Column) -> Reading | None:
    """Return the refusal of a text that no column takes."""
    if _FORMULA.match(text) and not (column.kind == Kind.DEGREES and text[0] in "+-"):
        return error(
            "sheet.formula",
            id=f"{quote(text)} terlihat seperti rumus. Ganti dengan nilainya (Tempel Khusus > Nilai).",
            en=f"{quote(text)} looks like a formula. Put its value there instead (Paste Special > Values).",
        )
    if _REVERSING.search(text):
        return error(
            "sheet.invisible",
            id=f"Sel berisi tanda tak terlihat yang membalik arah tulisan. Ketik ulang {quote(text)}.",
            en=f"The cell holds invisible marks that reverse the text. Type {quote(text)} again.",
        )
    if sign := foreign_letter(text):
        name = script_of(sign)
        return error(
            "sheet.script",
            id=f"{quote(text)} memuat huruf {name} “{sign}” (U+{ord(sign):04X}), bukan Latin. Ketik ulang dengan "
            f"Latin.",
            en=f"{quote(text)} holds the {name} letter “{sign}” (U+{ord(sign):04X}), not a Latin one. Type it again.",
        )
    return None


def _text(cell: Cell, column: Column) -> Reading:
    if isinstance(cell, float) and cell.is_integer():
        cell = str(int(cell))
    if is_clock(cell):
        shown = cell.isoformat() if isinstance(cell, (date, time)) else str(cell)
        return warning(
            shown,
            "sheet.date-in-text",
            id=f"Excel menyimpan sel ini sebagai tanggal; dibaca sebagai teks “{shown}”. Periksa.",
            en=f"Excel stored this cell as a date; it is read as the text “{shown}”. Please check.",
        )
    text = str(cell)
    if len(text) > column.longest:
        return error(
            "sheet.text-long",
            id=f"Teks {len(text)} karakter; paling panjang {column.longest}. Persingkat.",
            en=f"The text has {len(text)} characters; the longest allowed is {column.longest}. Shorten it.",
        )
    return Reading(text)


def _choice(cell: Cell, column: Column) -> Reading:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    wanted = tight(text)
    spellings = {value: (value, *accepted) for value, accepted in column.choices.items()}
    for value, accepted in spellings.items():
        if wanted in {tight(one) for one in accepted}:
            return Reading(value)
    near = suggest(text, [one for accepted in spellings.values() for one in accepted])
    listed = ", ".join(spelling(value, column) for value in list(column.choices)[:MOST_LISTED])
    return error(
        "sheet.choice",
        id=f"{quote(text)} tidak dikenal." + (f" Maksud Anda “{near[0]}”?" if near else "") + f" Pilihan: {listed}.",
        en=f"{quote(text)} is not known." + (f" Did you mean “{near[0]}”?" if near else "") + f" Choices: {listed}.",
        suggestion=near[0] if near else "",
    )


def _yesno(cell: Cell, _column: Column) -> Reading:
    if isinstance(cell, bool):
        return Reading(cell)
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    word = tight(text) or text.strip().lower()
    if word in _YES or word in _NO:
        return Reading(word in _YES)
    return error(
        "sheet.yesno",
        id=f"{quote(text)} bukan ya atau tidak. Tulis Ya, Tidak, atau biarkan kosong bila tidak diketahui.",
        en=f"{quote(text)} is neither yes nor no. Write Ya, Tidak, or leave it blank when not known.",
    )


_READERS: dict[Kind, Callable[[Cell, Column], Reading]] = {
    Kind.TEXT: _text,
    Kind.WHOLE: read_whole,
    Kind.CODE: read_code,
    Kind.CHOICE: _choice,
    Kind.YESNO: _yesno,
    Kind.DEGREES: read_degrees,
    Kind.DATE: read_date,
}
