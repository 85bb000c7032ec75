"""The user's own file back: bad cells coloured, explained beside their row, and listed on a sheet of their own."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from sinergi.sheets.book import Book, Cell, Sheet
from sinergi.sheets.export import harmless
from sinergi.sheets.marks import PROBLEM_COLUMN, SUMMARY_MARK
from sinergi.sheets.problems import Problem, Severity, letter, number
from sinergi.sheets.xlsx import Format, new_workbook
from sinergi.sheets.xlsx import Worksheet as NewSheet
from sinergi.vocabulary.sentence import Sentence

_COLOURS: Mapping[Severity, str] = {"error": "F4B6B6", "warning": "FFEB9C", "info": "DDEBF7"}
_WORDS: Mapping[Severity, Sentence] = {
    "error": Sentence(id="KESALAHAN", en="ERROR"),
    "warning": Sentence(id="PERINGATAN", en="WARNING"),
    "info": Sentence(id="CATATAN", en="NOTE"),
}
_HEADS = (
    Sentence(id="Lembar", en="Sheet"),
    Sentence(id="Baris", en="Row"),
    Sentence(id="Kolom", en="Column"),
    Sentence(id="Tingkat", en="Severity"),
    Sentence(id="Yang salah dan yang perlu dilakukan", en="What is wrong and what to do"),
    Sentence(id="Saran", en="Suggestion"),
    Sentence(id="Kode", en="Code"),
)
_WIDTHS = (18, 8, 8, 14, 90, 22, 24)
_HUGE = 400_000  # cells; beyond, the copy is written afresh instead of loaded and changed
_HEAVY = 40_000_000  # bytes of worksheet XML; millions of empty formatted cells are heavy too
_COMMENTS = 1_000  # a workbook with more comments opens slowly; the column beside the row says the same
_TEXT = 2_000
_RANK: Mapping[Severity, int] = {"error": 2, "warning": 1, "info": 0}


def mark(data: bytes, *, file_name: str, book: Book, problems: Sequence[Problem], language: str = "id") -> bytes:
    """Return an xlsx copy of the user's file, annotated. ``book`` is what ``read_book`` made of ``data``.

    An xlsx keeps its other content as far as openpyxl can carry it (no macros); other formats become an xlsx with
    the same cells. ``file_name`` is named on the summary sheet.
    """
    lines = _Lines(problems, language=language, file_name=file_name)
    cells = sum(len(sheet.rows) * max(map(len, sheet.rows), default=0) for sheet in book.sheets)
    if book.format == "xlsx" and cells <= _HUGE and _unpacked(data) <= _HEAVY:
        try:
            return _annotated(data, book, lines)
        except Exception:  # noqa: BLE001, S110 -- whatever openpyxl cannot carry, the fresh copy below can
            pass
    return _fresh(book, lines, lean=cells > _HUGE)


def _unpacked(data: bytes) -> int:
    """Return the bytes of all worksheets, unpacked; ``read_book`` has found the sizes to be true."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(one.file_size for one in archive.infolist() if one.filename.lower().startswith("xl/worksheets/"))
    except zipfile.BadZipFile:
        return _HEAVY + 1


class _Lines:
    """The problems, sorted for writing."""

    def __init__(self, problems: Sequence[Problem], *, language: str, file_name: str) -> None:
        self.problems = problems
        self.language = language
        self.file_name = file_name
        self.rows: dict[tuple[str, int], list[Problem]] = {}
        self.cells: dict[tuple[str, int, int], list[Problem]] = {}
        for problem in problems:
            if problem.row:
                self.rows.setdefault((problem.sheet, problem.row), []).append(problem)
                if problem.column:
                    place = (problem.sheet, problem.row, number(letters=problem.column))
                    self.cells.setdefault(place, []).append(problem)

    def text(self, problems: Sequence[Problem]) -> str:
        """Return the sentences on one row or cell."""
        shown = [
            f"{_WORDS[problem.severity].in_(self.language)} {problem.column}{problem.row}: "
            f"{problem.message.in_(self.language)}"
            for problem in problems
        ]
        return plain("\n".join(shown))[:_TEXT]

    def head(self) -> str:
        """Return the first line of the summary."""
        counts = {severity: sum(1 for p in self.problems if p.severity == severity) for severity in _RANK}
        said = ", ".join(f"{count} {_WORDS[severity].in_(self.language).lower()}" for severity, count in counts.items())
        return plain(f"{SUMMARY_MARK}: {self.file_name} ({said})")

    def summary(self) -> list[tuple[str | int, ...]]:
        """Return the rows of the summary."""
        return [
            (
                harmless(plain(p.sheet)),
                p.row or "",
                p.column,
                _WORDS[p.severity].in_(self.language),
                harmless(plain(p.message.in_(self.language))[:_TEXT]),
                harmless(plain(p.suggestion)),
                p.code,
            )
            for p in self.problems
        ]


def plain(text: str) -> str:
    """Return a text without the control characters that XML cannot hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t")


def worst(problems: Sequence[Problem]) -> Severity:
    """Return the worst severity among problems."""
    return max((problem.severity for problem in problems), key=lambda severity: _RANK[severity])


def _annotated(data: bytes, book: Book, lines: _Lines) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(data), keep_vba=False, keep_links=False)
    comments = 0
    for sheet in book.sheets:
        target = workbook[sheet.name]
        if isinstance(target, Worksheet):
            comments = _annotate(target, sheet, lines, comments)
    summary = workbook.create_sheet(_free_name(workbook.sheetnames))
    summary["A1"] = lines.head()
    summary["A1"].font = Font(bold=True)
    for at, head in enumerate(_HEADS, 1):
        summary.cell(row=3, column=at, value=head.in_(lines.language)).font = Font(bold=True)
        summary.column_dimensions[letter(column=at)].width = _WIDTHS[at - 1]
    for row in lines.summary():
        summary.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _annotate(target: Worksheet, sheet: Sheet, lines: _Lines, comments: int) -> int:
    width = max(map(len, sheet.rows), default=0)
    last = width + 1
    rows = {row for name, row in lines.rows if name == sheet.name}
    if not rows:
        return comments
    for cells in sheet.rows[:60]:
        if PROBLEM_COLUMN in cells:
            last = cells.index(PROBLEM_COLUMN) + 1
    for (name, row, column), problems in lines.cells.items():
        cell = target.cell(row=row, column=column) if name == sheet.name else None
        if cell is None or isinstance(cell, MergedCell):
            continue
        cell.fill = PatternFill("solid", start_color=_COLOURS[worst(problems)])
        if comments < _COMMENTS:
            cell.comment = Comment(lines.text(problems)[:1000], "Sinergi", height=120, width=320)
            comments += 1
    head = target.cell(row=_head_row(sheet, rows), column=last)
    if not isinstance(head, MergedCell):
        head.value = PROBLEM_COLUMN
        head.font = Font(bold=True)
    target.column_dimensions[letter(column=last)].width = 60
    for row in rows:
        cell = target.cell(row=row, column=last)
        if row != head.row and not isinstance(cell, MergedCell):
            cell.value = harmless(lines.text(lines.rows[sheet.name, row]))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    return comments


def _head_row(sheet: Sheet, rows: set[int]) -> int:
    """Return the row for the title of the added column: the fullest one above the first problem of a data row."""
    top = sheet.rows[: max(min(rows), 1)][:60] or sheet.rows[:1]
    counts = [sum(1 for cell in row if isinstance(cell, str)) for row in top]
    return counts.index(max(counts, default=0)) + 1 if counts else 1


def _free_name(names: Sequence[str]) -> str:
    taken = {name.lower() for name in names}
    return next(name for name in ("Masalah", *(f"Masalah {n}" for n in range(2, 300))) if name.lower() not in taken)


def _fresh(book: Book, lines: _Lines, *, lean: bool) -> bytes:
    """Write the cells into a new workbook, with the same colours and texts; ``lean``: one row in memory at a time."""
    out = io.BytesIO()
    workbook = new_workbook(out, lean=lean)
    formats = {severity: workbook.add_format({"bg_color": f"#{colour}"}) for severity, colour in _COLOURS.items()}
    names: list[str] = []
    for sheet in book.sheets:
        name = _sheet_name(sheet.name, names)
        names.append(name)
        _copy(workbook.add_worksheet(name), sheet, lines, formats)
    summary = workbook.add_worksheet(_free_name(names))
    for at, width in enumerate(_WIDTHS):
        summary.set_column(at, at, width)
    summary.write_string(0, 0, lines.head())
    for at, head in enumerate(_HEADS):
        summary.write_string(2, at, head.in_(lines.language))
    for at, row in enumerate(lines.summary(), 3):
        for column, value in enumerate(row):
            if value != "":
                summary.write_number(at, column, value) if isinstance(value, int) else summary.write_string(
                    at, column, value
                )
    workbook.close()
    return out.getvalue()


def _copy(
    target: NewSheet,
    sheet: Sheet,
    lines: _Lines,
    formats: Mapping[Severity, Format],
) -> None:
    width = max(map(len, sheet.rows), default=0)
    rows = {row for name, row in lines.rows if name == sheet.name}
    head = _head_row(sheet, rows) if rows else 0
    target.set_column(width, width, 60)
    for at, cells in enumerate(sheet.rows, 1):
        for column in range(1, width + 1):
            problems = lines.cells.get((sheet.name, at, column)) if at in rows else None
            style = formats[worst(problems)] if problems else None
            _put(target, at - 1, column - 1, cells[column - 1] if column <= len(cells) else None, style)
        if at == head:
            target.write_string(at - 1, width, PROBLEM_COLUMN)
        elif at in rows:
            target.write_string(at - 1, width, harmless(lines.text(lines.rows[sheet.name, at])))


def _put(target: NewSheet, row: int, column: int, cell: Cell, style: Format | None) -> None:
    if cell is None:
        if style is not None:
            target.write_blank(row, column, None, style)
    elif isinstance(cell, bool):
        target.write_boolean(row, column, cell, style)
    elif isinstance(cell, (int, float)) and math.isfinite(cell):
        target.write_number(row, column, cell, style)
    elif isinstance(cell, (date, datetime, time, timedelta)):
        target.write_string(row, column, str(cell), style)
    else:
        target.write_string(row, column, plain(str(cell)), style)


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    clean = "".join(sign for sign in plain(name) if sign not in "[]:*?/\\'")[:27].strip() or "Data"
    lower = {one.lower() for one in taken}
    return next(one for one in (clean, *(f"{clean} {n}" for n in range(2, 300))) if one.lower() not in lower)
