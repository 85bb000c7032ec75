"""The data rows of one sheet: read cell by cell; what is no data is skipped and said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sinergi.sheets import notes
from sinergi.sheets.blocks import Blocks
from sinergi.sheets.book import Cell, Sheet
from sinergi.sheets.cells import read_cell
from sinergi.sheets.foot import is_signed
from sinergi.sheets.header import Header
from sinergi.sheets.problems import Problem, letter
from sinergi.sheets.reading import Issue, Reading
from sinergi.sheets.schema import Column, Kind, Schema, Value
from sinergi.sheets.skipped import of_skipped_row
from sinergi.sheets.special import Special, kind_of_row
from sinergi.sheets.totals import Totals
from sinergi.vocabulary.sentence import Sentence

_MEMO = 50_000


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


@dataclass(slots=True, kw_only=True)
class Got:
    """What one sheet gave."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_rows(sheet: Sheet, header: Header, *, schema: Schema, csv: bool) -> Got:
    """Return the data rows below a complete header, and all their problems."""
    return _Reader(sheet, header, schema, csv=csv).read()


class _Reader:
    """Reads one sheet; holds what stays the same from row to row."""

    def __init__(self, sheet: Sheet, header: Header, schema: Schema, *, csv: bool) -> None:
        self.sheet = sheet
        self.header = header
        self.schema = schema
        self.naming = schema.naming()
        self.csv = csv
        self.columns = [
            (column, header.columns[column.key], letter(column=header.columns[column.key]))
            for column in schema.columns
            if column.key in header.columns
        ]
        self.letters = {column.key: letters for column, _, letters in self.columns}
        self.absent: dict[str, Value] = {column.key: None for column in schema.columns}
        self.memo: dict[tuple[str, type, Cell], Reading] = {}
        self.merged = _merged_cells(sheet, header)
        self.totals = Totals(sheet=sheet.name, columns=self.columns)
        self.blocks = Blocks(schema, sheet=sheet.name, letters=self.letters)
        self.below = False  # whether the last row belonged to the foot of a table
        self.width = len(header.titles)
        self.got = Got()

    def read(self) -> Got:
        """Read every row below the header."""
        first = self.header.row + self.header.depth
        top = self.sheet.rows[self.header.row - 1 : first - 1]
        for at, cells in enumerate(self.sheet.rows[first - 1 :], first):
            special = kind_of_row(cells, columns=self.columns, naming=self.naming, header=top, first=at == first)
            if special == Special.DATA:
                self._data(at, cells)
            elif special == Special.TOTAL:
                self._total(at, cells)
            elif special != Special.BLANK:
                self._skip(at, Special.FOOT if special == Special.LONE and self._is_foot(cells) else special)
        self.got.problems += self.blocks.finish()
        self.got.problems += self.totals.check()
        self.got.problems += notes.of_hidden(self.sheet, [row.number for row in self.got.rows], self.letters)
        return self.got

    def _data(self, at: int, cells: tuple[Cell, ...]) -> None:
        row = self._row(at, cells)
        whole = any(isinstance(row.values[column.key], int) for column, _, _ in self.columns)
        if not whole and self._is_foot(cells):
            self._skip(at, Special.FOOT)
            return
        self.below = False
        self.got.rows.append(row)
        self.got.problems += row.problems
        self.totals.add(row.values)

    def _is_foot(self, cells: tuple[Cell, ...]) -> bool:
        """Whether a row without a number is signed, or stands below one that is. Only where numbers make a row."""
        return bool(self.schema.identity) and (self.below or is_signed(cells))

    def _skip(self, at: int, special: Special) -> None:
        self.below = special == Special.FOOT
        if special in (Special.LONE, Special.FOOT, Special.TOTAL):
            self.blocks.end()
        self.got.problems.append(of_skipped_row(self.sheet.name, at, special))

    def _total(self, at: int, cells: tuple[Cell, ...]) -> None:
        values = {}
        for column, position, _ in self.columns:
            if column.kind == Kind.WHOLE and position <= len(cells):
                value = read_cell(cells[position - 1], column=_unbounded(column)).value
                if isinstance(value, int):
                    values[column.key] = value
        self.totals.stated(at, values)
        self._skip(at, Special.TOTAL)

    def _row(self, at: int, cells: tuple[Cell, ...]) -> Row:
        values = dict(self.absent)
        problems: list[Problem] = []
        width = len(cells)
        for column, position, letters in self.columns:
            cell = cells[position - 1] if position <= width else None
            reading = self._reading(at, position, cell, column)
            values[column.key] = reading.value
            if reading.issue is not None:
                problems.append(self._problem(at, letters, column, reading.issue))
            elif reading.value is None and column.required:
                problems.append(self._problem(at, letters, column, _REQUIRED))
        self.blocks.fill(at, values, misread={problem.key for problem in problems})
        problems += notes.of_width(self.sheet, at, cells, width=self.width, csv=self.csv, letters=self.letters)
        problems += self._sums(at, values)
        if any(p.code == "sheet.blank-mark" and self.schema.column(p.key).required for p in problems):
            problems = [self._required_mark(at, p) for p in problems]
        return Row(sheet=self.sheet.name, number=at, values=values, column_of=self.letters, problems=tuple(problems))

    def _required_mark(self, at: int, problem: Problem) -> Problem:
        """Turn the note on a dash into the error that a blank in a required column is."""
        if problem.code != "sheet.blank-mark" or not self.schema.column(problem.key).required:
            return problem
        return self._problem(at, problem.column, self.schema.column(problem.key), _REQUIRED)

    def _reading(self, at: int, position: int, cell: Cell, column: Column) -> Reading:
        place = (at, position)
        if place in self.sheet.errors:
            return Reading(None, notes.excel_error(self.sheet.errors[place]))
        if place in self.sheet.formulas and not column.derived:
            return Reading(None, notes.formula(cell))
        if cell is None and place in self.merged:
            origin = self.merged[place]
            if column.kind not in (Kind.TEXT, Kind.CODE, Kind.CHOICE):
                return Reading(None, notes.merged_number())
            above = self.sheet.rows[origin[0] - 1]
            cell = above[origin[1] - 1] if origin[1] <= len(above) else None
        key = (column.key, type(cell), cell)
        reading = self.memo.get(key)
        if reading is None:
            reading = read_cell(cell, column=column)
            if len(self.memo) < _MEMO:
                self.memo[key] = reading
        if place in self.sheet.formulas and reading.issue is None:
            return Reading(reading.value, notes.derived_formula(cell))
        return reading

    def _problem(self, at: int, letters: str, column: Column, issue: Issue) -> Problem:
        title = column.title
        return Problem(
            sheet=self.sheet.name,
            row=at,
            column=letters,
            severity=issue.severity,
            code=issue.code,
            message=Sentence(id=f"{title.id}: {issue.message.id}", en=f"{title.en}: {issue.message.en}"),
            key=column.key,
            suggestion=issue.suggestion,
        )

    def _sums(self, at: int, values: Mapping[str, Value]) -> list[Problem]:
        found = []
        for total, parts in self.schema.sums:
            stated, amounts = values.get(total), [values.get(part) for part in parts]
            if total not in self.letters or not isinstance(stated, int) or not all(isinstance(a, int) for a in amounts):
                continue
            added = sum(amount for amount in amounts if isinstance(amount, int))
            if added != stated:
                column = self.schema.column(total)
                found.append(self._problem(at, self.letters[total], column, notes.wrong_sum(stated, amounts, added)))
        return found


def _unbounded(column: Column) -> Column:
    return Column(key=column.key, title=column.title, kind=Kind.WHOLE)


def _merged_cells(sheet: Sheet, header: Header) -> dict[tuple[int, int], tuple[int, int]]:
    """Return, for cells below the header that are merged into one above, where that one is."""
    wanted = set(header.columns.values())
    found = {}
    for top, left, bottom, right in sheet.merged:
        if top >= header.row + header.depth and left in wanted and wanted.isdisjoint(range(left + 1, right + 1)):
            for row in range(top + 1, min(bottom, len(sheet.rows)) + 1):
                found[row, left] = (top, left)
    return found


_REQUIRED = Issue(
    "error",
    "sheet.required",
    Sentence(
        id="kosong, padahal wajib diisi. Isi sel ini, atau hapus barisnya bila bukan data.",
        en="blank, but required. Fill the cell in, or delete the row if it is no data.",
    ),
)
