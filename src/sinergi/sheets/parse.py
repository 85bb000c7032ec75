"""From the cells of a book to rows of values, with every problem at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sinergi.sheets.book import Book
from sinergi.sheets.problems import Problem
from sinergi.sheets.schema import Layout, Schema, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One data row. ``values`` has every key of the schema; a key that could not be read is None."""

    sheet: str
    number: int
    values: Mapping[str, Value]
    column_of: Mapping[str, str]  # key -> column letter, for keys that the sheet has
    problems: tuple[Problem, ...] = ()

    @property
    def has_error(self) -> bool:
        """Whether any cell of the row blocks the import."""
        return any(problem.severity == "error" for problem in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMap:
    """Where the columns of one sheet were found."""

    sheet: str
    header_row: int  # first row of the header
    header_rows: int  # its height
    columns: Mapping[str, str]  # key -> column letter
    headers: tuple[tuple[str, str], ...]  # (column letter, header as read), left to right
    unmapped: tuple[str, ...]  # headers that no column of the schema took


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A book understood as far as it goes. ``problems`` holds those of the rows too, in reading order."""

    layout_name: str  # "" when the schema's own names and aliases read it
    sheet_maps: tuple[SheetMap, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]

    @property
    def has_error(self) -> bool:
        """Whether anything blocks the import as it stands."""
        return any(problem.severity == "error" for problem in self.problems)


def parse(book: Book, *, schema: Schema, layout: Layout | None = None, known: Sequence[Layout] = ()) -> Parsed:
    """Return the rows of ``book`` as ``schema`` understands them."""
    raise NotImplementedError
