"""A table file as read: sheets of raw cells, and what the file says about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a file may be before it is refused. The defaults are for a laptop with 4 GB."""

    file_bytes: int = 20 * 1024 * 1024
    unpacked_bytes: int = 256 * 1024 * 1024
    ratio: int = 200  # unpacked to packed, per member of an archive that unpacks to more than 1 MB
    members: int = 2_000
    sheets: int = 100
    rows: int = 200_000
    columns: int = 500
    cells: int = 8_000_000  # rows times columns, over all sheets
    cell_chars: int = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet. Positions are (row, column), both 1-based as a spreadsheet shows them.

    Blank cells are None. ``rows`` starts at row ``first_row``.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    first_row: int = 1
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)  # "#REF!" and its kin
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A whole file. ``format`` is "xlsx", "xls", "ods" or "csv"; ``encoding`` and ``delimiter`` are of csv only."""

    sheets: tuple[Sheet, ...]
    format: str
    sha256: str
    file_name: str = ""
    encoding: str = ""
    delimiter: str = ""
    notes: tuple[str, ...] = ()  # stable words on how it was read: "cp1252", "gzip", "macros"
