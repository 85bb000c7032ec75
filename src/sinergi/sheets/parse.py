"""From the cells of a book to rows of values, with every problem at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sinergi.sheets import notes
from sinergi.sheets.book import Book, Sheet
from sinergi.sheets.duplicates import find_duplicates
from sinergi.sheets.header import Header, find_header
from sinergi.sheets.marks import is_dictionary
from sinergi.sheets.problems import Problem, letter, number
from sinergi.sheets.rows import Row, read_rows
from sinergi.sheets.schema import Layout, Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMap:
    """Where the columns of one sheet were found."""

    sheet: str
    header_row: int  # first row of the header; 0 when no header was recognised
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
    """Return the rows of ``book`` as ``schema`` understands them.

    Headers are matched by ``layout`` alone when it is given (a user's mapping); otherwise by the first of ``known``
    whose headers are all there, or by the schema's own names. Every problem is listed at once; nothing is guessed:
    a header or choice that is only similar becomes a suggestion.
    """
    found = {
        sheet.name: find_header(sheet, schema=schema, layout=layout, known=known)
        for sheet in book.sheets
        if not is_dictionary(sheet)
    }
    chosen = _chosen(found, least=min(1, len(schema.columns) - 1))
    problems = list(notes.of_book(book))
    rows: list[Row] = []
    maps: list[SheetMap] = []
    for sheet in book.sheets:
        header = found.get(sheet.name)
        if sheet.name in chosen and header is not None:
            maps.append(_map(sheet, header))
            problems += notes.of_header(sheet, header, schema=schema, strict=layout is not None or bool(header.layout))
            if not header.missing:
                got = read_rows(sheet, header, schema=schema, csv=book.format == "csv")
                rows += got.rows
                problems += got.problems
        elif sheet.name in found and any(map(any, sheet.rows)):
            problems += notes.of_other_sheet(sheet, header, schema=schema, some=bool(chosen))
    if not chosen:
        maps = [_bare_map(sheet) for sheet in book.sheets if any(map(any, sheet.rows)) and sheet.name in found][:1]
        problems.append(notes.no_header(book, schema=schema))
    elif not rows and not any(problem.severity == "error" for problem in problems):
        problems.append(notes.no_rows(maps[0].sheet))
    rows, doubles = find_duplicates(rows, schema=schema)
    problems += doubles
    names = {sheet.name: at for at, sheet in enumerate(book.sheets)}
    problems.sort(key=lambda problem: (names.get(problem.sheet, -1), problem.row, number(letters=problem.column)))
    layouts = [header.layout for name, header in found.items() if header is not None and name in chosen]
    return Parsed(
        layout_name=next(filter(None, layouts), ""),
        sheet_maps=tuple(maps),
        rows=tuple(rows),
        problems=tuple(problems),
    )


def _chosen(found: Mapping[str, Header | None], *, least: int) -> set[str]:
    """Return the sheets to read: all that are complete; failing that, the one that comes nearest."""
    complete = {
        name
        for name, header in found.items()
        if header is not None and not header.missing and len(header.columns) > least
    }
    if complete:
        return complete
    partial = [(header.score, name) for name, header in found.items() if header is not None and header.missing]
    return {max(partial, key=lambda pair: pair[0])[1]} if partial else set()


def _map(sheet: Sheet, header: Header) -> SheetMap:
    return SheetMap(
        sheet=sheet.name,
        header_row=header.row,
        header_rows=header.depth,
        columns={key: letter(column=column) for key, column in header.columns.items()},
        headers=tuple((letter(column=at), title) for at, title in enumerate(header.titles, 1) if title),
        unmapped=tuple(header.titles[at - 1] for at in header.unmapped()),
    )


def _bare_map(sheet: Sheet) -> SheetMap:
    """Return what a user may map by hand when nothing was recognised: the first row with the most titles."""
    top = sheet.rows[:20]
    best = max(
        range(len(top)), key=lambda at: (sum(1 for cell in top[at] if isinstance(cell, str) and cell.strip()), -at)
    )
    titles = tuple((letter(column=at), str(cell).strip()) for at, cell in enumerate(top[best], 1) if cell is not None)
    return SheetMap(
        sheet=sheet.name,
        header_row=0,
        header_rows=0,
        columns={},
        headers=titles,
        unmapped=tuple(title for _, title in titles),
    )
