"""A workbook to fill in, made by the schema that will read it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date

from sinergi.sheets.choices import spelling
from sinergi.sheets.export import harmless
from sinergi.sheets.header import header_key
from sinergi.sheets.marks import DICTIONARY_MARK, DICTIONARY_MARK_EN
from sinergi.sheets.schema import Column, Kind, Schema, Value
from sinergi.sheets.xlsx import Format, Workbook, Worksheet, new_workbook
from sinergi.vocabulary.sentence import Sentence

_ROWS = 5_000  # rows with lists and limits
_TIP = 250  # characters of an input message
_LIST = 255  # characters of a list inside a validation
_KINDS: Mapping[Kind, Sentence] = {
    Kind.TEXT: Sentence(id="teks", en="text"),
    Kind.WHOLE: Sentence(id="bilangan bulat", en="whole number"),
    Kind.CODE: Sentence(id="kode (teks, nol di depan dipertahankan)", en="code (text, leading zeros kept)"),
    Kind.CHOICE: Sentence(id="pilihan", en="choice"),
    Kind.YESNO: Sentence(id="Ya atau Tidak", en="Ya (yes) or Tidak (no)"),
    Kind.DEGREES: Sentence(id="derajat desimal", en="decimal degrees"),
    Kind.DATE: Sentence(id="tanggal", en="date"),
}
_HEADS = (
    Sentence(id="Kolom", en="Column"),
    Sentence(id="Wajib", en="Required"),
    Sentence(id="Isi", en="Holds"),
    Sentence(id="Nilai yang diterima", en="Accepted values"),
    Sentence(id="Penjelasan", en="Explanation"),
    Sentence(id="Contoh", en="Example"),
    Sentence(id="Judul lain yang dikenal", en="Other headers that are known"),
)


def template(
    schema: Schema,
    *,
    language: str = "id",
    examples: Sequence[Mapping[str, Value]] = (),
    rows: Sequence[Mapping[str, Value]] = (),
) -> bytes:
    """Return a workbook with the schema's headers, lists and formats, a dictionary sheet, and ``rows`` if any.

    Examples stand in the dictionary, so that nobody has to delete them. Raises ValueError when two columns have
    headers that cannot be told apart.
    """
    titles = [header_key(column.title.in_(language)) for column in schema.columns]
    if len(set(titles)) != len(titles):
        message = f"headers of {schema.key} cannot be told apart"
        raise ValueError(message)
    file = io.BytesIO()
    book = new_workbook(file, title=schema.title.in_(language))
    _data_sheet(book, schema, language=language, rows=rows)
    _dictionary(book, schema, language=language, examples=examples)
    book.close()
    return file.getvalue()


def _data_sheet(book: Workbook, schema: Schema, *, language: str, rows: Sequence[Mapping[str, Value]]) -> None:
    sheet = book.add_worksheet("Isian" if not language.startswith("en") else "Data")
    head = book.add_format({"bold": True, "bg_color": "#E2E8F0", "border": 1, "text_wrap": True, "valign": "top"})
    formats = {
        Kind.TEXT: book.add_format({"num_format": "@"}),
        Kind.CODE: book.add_format({"num_format": "@"}),
        Kind.WHOLE: book.add_format({"num_format": "0"}),
        Kind.DEGREES: book.add_format({"num_format": "0.000000"}),
        Kind.DATE: book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(schema.columns):
        title = column.title.in_(language)
        sheet.set_column(at, at, max(12, min(len(title) + 3, 30)), formats.get(column.kind, formats[Kind.TEXT]))
        sheet.write_string(0, at, f"{title} *" if column.required else title, head)
        sheet.data_validation(1, at, _ROWS, at, _validation(column, language=language))
        for line, values in enumerate(rows, 1):
            _write(sheet, (line, at), values.get(column.key), column, formats)


def _write(
    sheet: Worksheet,
    place: tuple[int, int],
    value: Value,
    column: Column,
    formats: Mapping[Kind, Format],
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_string(*place, "Ya" if value else "Tidak", formats[Kind.TEXT])
    elif isinstance(value, int):
        number = value / 1_000_000 if column.kind == Kind.DEGREES else value
        sheet.write_number(*place, number, formats.get(column.kind))
    elif isinstance(value, date):
        sheet.write_datetime(*place, value, formats[Kind.DATE])
    else:
        text = spelling(value, column) if column.kind == Kind.CHOICE else harmless(value)
        sheet.write_string(*place, text, formats[Kind.TEXT])


def _validation(column: Column, *, language: str) -> dict[str, object]:
    """Return what Excel checks while somebody types; the help is shown beside the cell."""
    english = language.startswith("en")
    found: dict[str, object] = {"validate": "any"}
    listed = [spelling(value, column) for value in column.choices]
    if column.kind == Kind.YESNO:
        found = {"validate": "list", "source": ["Ya", "Tidak"]}
    elif column.kind == Kind.CHOICE and listed and len(",".join(listed)) <= _LIST and "," not in "".join(listed):
        found = {"validate": "list", "source": listed, "error_type": "warning"}
    elif column.kind == Kind.WHOLE:
        least = int(column.minimum or 0)
        most = int(column.maximum) if column.maximum is not None else 999_999_999
        found = {"validate": "integer", "criteria": "between", "minimum": least, "maximum": most}
        found["error_title"] = "Not a whole number" if english else "Bukan bilangan bulat"
        found["error_message"] = f"{least} s.d. {most}"
    text = column.help.in_(language)
    if text:
        found["input_title"] = column.title.in_(language)[:32]
        found["input_message"] = text[:_TIP]
    return found


def _dictionary(book: Workbook, schema: Schema, *, language: str, examples: Sequence[Mapping[str, Value]]) -> None:
    sheet = book.add_worksheet("Dictionary" if language.startswith("en") else "Kamus")
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E2E8F0"})
    mark = DICTIONARY_MARK_EN if language.startswith("en") else DICTIONARY_MARK
    sheet.write_string(0, 0, f"{mark}: {schema.title.in_(language)}", book.add_format({"bold": True}))
    for at, head in enumerate(_HEADS):
        sheet.set_column(at, at, (26, 8, 22, 34, 50, 26, 40)[at])
        sheet.write_string(2, at, head.in_(language), bold)
    for line, column in enumerate(schema.columns, 3):
        required = Sentence(id="ya", en="yes").in_(language) if column.required else ""
        listed = ", ".join(spelling(value, column) for value in column.choices)
        given = [example.get(column.key) for example in examples]
        shown = "; ".join(_example(value, column) for value in given if value is not None)
        texts: tuple[str, ...] = (
            column.title.in_(language),
            required,
            _KINDS[column.kind].in_(language),
            listed or _range(column),
        )
        texts += (column.help.in_(language), shown, ", ".join(column.aliases))
        for at, text in enumerate(texts):
            sheet.write_string(line, at, harmless(text), wrap)


def _example(value: Value, column: Column) -> str:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if column.kind == Kind.DEGREES and isinstance(value, int):
        return f"{value / 1_000_000:.6f}"
    return spelling(value, column) if isinstance(value, str) else str(value)


def _range(column: Column) -> str:
    if column.digits:
        return " / ".join(f"{count} angka" for count in column.digits)
    least = "" if column.minimum is None else f"≥ {column.minimum:g}"
    most = "" if column.maximum is None else f"≤ {column.maximum:g}"
    return " ".join(filter(None, (least, most)))
