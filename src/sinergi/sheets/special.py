"""Rows that are no data: blank, totals, repeated headers, column numbers, lone titles and notes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from sinergi.sheets.book import Cell
from sinergi.sheets.schema import Column, Kind

_TOTAL = re.compile(
    r"\s*(?:sub[\s.-]*)?(?:total|jumlah|jml|jlh)\b|\s*(?:grand|rekap\w*)\s+(?:total|jumlah)\b|\s*rekapitulasi\b",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"\(?(\d{1,3})\)?(?:\s*=.*)?", re.ASCII)
_FEW = 3
_WORDS = (Kind.TEXT, Kind.CODE, Kind.CHOICE)


class Special(StrEnum):
    """What a row is."""

    DATA = "data"
    BLANK = "blank"
    TOTAL = "total"
    HEADER = "header"
    NUMBERS = "numbers"
    LONE = "lone"
    FOOT = "foot"


def kind_of_row(
    cells: tuple[Cell, ...],
    *,
    columns: Sequence[tuple[Column, int, str]],
    naming: frozenset[str],
    header: Sequence[tuple[Cell, ...]],
    first: bool,
) -> Special:
    """Return what a row is. ``naming``: the columns that say what a row is about; ``first``: right below the header."""
    if cells.count(None) == len(cells):
        return Special.BLANK
    named = {
        column.key: cells[at - 1] if at <= len(cells) else None for column, at, _ in columns if column.key in naming
    }
    if cells in header:
        return Special.HEADER
    if named and not first and all(_is_filled(cell) and not _says_total(cell) for cell in named.values()):
        return Special.DATA
    filled = [cell for cell in cells if _is_filled(cell)]
    lone = len(filled) == 1 and isinstance(filled[0], str) and len(columns) >= _FEW
    judged = (
        (Special.BLANK, not filled),
        (Special.NUMBERS, first and _counts(filled)),
        (Special.TOTAL, _is_total(cells, named, columns)),
        (Special.LONE, lone),
    )
    return next((special for special, is_so in judged if is_so), Special.DATA)


def _is_filled(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, str) and (not cell or cell.isspace()))


def _says_total(cell: Cell) -> bool:
    return isinstance(cell, str) and _TOTAL.match(cell) is not None


def _is_total(cells: tuple[Cell, ...], named: Mapping[str, Cell], columns: Sequence[tuple[Column, int, str]]) -> bool:
    """Whether a word for a total stands in a column that names rows, or elsewhere while such a column is blank."""
    if any(_says_total(cell) for cell in named.values()):
        return True
    if not any(map(_says_total, cells)):
        return False
    if named:
        return not all(map(_is_filled, named.values()))
    words = [cells[at - 1] for column, at, _ in columns if column.kind in _WORDS and at <= len(cells)]
    return sum(1 for cell in words if _is_filled(cell) and not _says_total(cell)) <= 1


def _counts(filled: Sequence[Cell]) -> bool:
    """Whether the cells only number the columns: 1 2 3 4, or (1) (2) (3)."""
    if len(filled) < _FEW:
        return False
    for expected, cell in enumerate(filled, 1):
        text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
        match = _COUNTER.fullmatch(text)
        if not match or int(match.group(1)) != expected:
            return False
    return True
