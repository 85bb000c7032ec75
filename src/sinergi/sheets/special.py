"""Rows that are no data: blank, totals, repeated headers, column numbers, lone titles and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from sinergi.sheets.book import Cell
from sinergi.sheets.schema import Column, Schema

_TOTAL = re.compile(
    r"\s*(?:sub[\s.-]*)?(?:total|jumlah|jml|jlh)\b|\s*(?:grand|rekap\w*)\s+(?:total|jumlah)\b|\s*rekapitulasi\b",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"\(?(\d{1,3})\)?(?:\s*=.*)?", re.ASCII)
_FEW = 3


class Special(StrEnum):
    """What a row is."""

    DATA = "data"
    BLANK = "blank"
    TOTAL = "total"
    HEADER = "header"
    NUMBERS = "numbers"
    LONE = "lone"


def kind_of_row(
    cells: tuple[Cell, ...],
    *,
    columns: Sequence[tuple[Column, int, str]],
    schema: Schema,
    header: Sequence[tuple[Cell, ...]],
    first: bool,
) -> Special:
    """Return what a row below the header is. ``first``: it stands right below the header."""
    if cells.count(None) == len(cells):
        return Special.BLANK
    named = {
        column.key: cells[at - 1] if at <= len(cells) else None for column, at, _ in columns if _names(column, schema)
    }
    if all(_is_filled(cell) and not _says_total(cell) for cell in named.values()) and not first:
        return Special.HEADER if cells in header else Special.DATA
    filled = [cell for cell in cells if _is_filled(cell)]
    lone = len(filled) == 1 and isinstance(filled[0], str) and len(columns) >= _FEW
    judged = (
        (Special.BLANK, not filled),
        (Special.HEADER, cells in header),
        (Special.NUMBERS, first and _counts(filled)),
        (Special.TOTAL, _is_total(cells, named)),
        (Special.LONE, lone),
    )
    return next((special for special, is_so in judged if is_so), Special.DATA)


def _names(column: Column, schema: Schema) -> bool:
    return column.required or column.key in schema.unique


def _is_filled(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, str) and (not cell or cell.isspace()))


def _says_total(cell: Cell) -> bool:
    return isinstance(cell, str) and _TOTAL.match(cell) is not None


def _is_total(cells: tuple[Cell, ...], named: dict[str, Cell]) -> bool:
    """Whether a word for a total stands in a column that names rows, or elsewhere while such a column is blank."""
    if any(_says_total(cell) for cell in named.values()):
        return True
    return any(map(_says_total, cells)) and not all(map(_is_filled, named.values()))


def _counts(filled: list[Cell]) -> bool:
    """Whether the cells only number the columns: 1 2 3 4, or (1) (2) (3)."""
    if len(filled) < _FEW:
        return False
    for expected, cell in enumerate(filled, 1):
        text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
        match = _COUNTER.fullmatch(text)
        if not match or int(match.group(1)) != expected:
            return False
    return True
