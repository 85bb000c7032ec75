"""A template is made by the schema that reads it: what is filled in comes back, with nothing to complain about."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinergi.sheets.cells import read_cell
from sinergi.sheets.parse import parse
from sinergi.sheets.read import read_book
from sinergi.sheets.schema import Column, Kind, Schema, Value
from sinergi.sheets.template import template
from sinergi.vocabulary.sentence import Sentence
from tests.bad_sheets.making import SCHEMA, column

WORDS = st.text(alphabet=st.characters(codec="latin-1", categories=("L", "N", "P", "Zs")), min_size=1, max_size=30)


def _values(one: Column) -> st.SearchStrategy[Value]:
    """Return valid values of a column, as ``parse`` gives them."""
    low, high = one.minimum or 0, one.maximum or 0
    made: dict[Kind, st.SearchStrategy[Value]] = {
        Kind.TEXT: WORDS.map(lambda text: " ".join(text.split())).filter(
            lambda text: bool(text) and read_cell(text, column=one).value == text
        ),
        Kind.CODE: st.integers(0, 10 ** (*one.digits, 1)[0] - 1).map(lambda number: str(number).zfill(one.digits[0])),
        Kind.WHOLE: st.integers(int(low), int(high)),
        Kind.CHOICE: st.sampled_from(list(one.choices) or [""]),
        Kind.YESNO: st.booleans(),
        Kind.DEGREES: st.integers(int(low * 1_000_000), int(high * 1_000_000)),
        Kind.DATE: st.dates(date(1900, 3, 1), date(2100, 1, 1)),
    }
    return made[one.kind]


ROW = st.fixed_dictionaries(
    {
        one.key: _values(one) if one.required else st.none() | _values(one)
        for one in SCHEMA.columns
        if one.key != "total"
    }
)


@given(
    rows=st.lists(ROW, min_size=1, max_size=6, unique_by=lambda row: row["code"]),
    language=st.sampled_from(["id", "en"]),
)
@settings(max_examples=40)
def test_what_is_filled_in_comes_back(rows: list[Mapping[str, Value]], language: str) -> None:
    """Random valid rows: written into the template and read, they are equal, and there is not one problem."""
    data = template(SCHEMA, language=language, rows=rows, examples=rows[:1])
    parsed = parse(read_book(data, file_name="templat.xlsx"), schema=SCHEMA)
    assert parsed.problems == ()
    assert [dict(row.values) for row in parsed.rows] == [{**row, "total": None} for row in rows]


def test_an_empty_template_only_lacks_rows() -> None:
    """Nobody has filled it in yet, and that is all there is to say."""
    parsed = parse(read_book(template(SCHEMA), file_name="templat.xlsx"), schema=SCHEMA)
    assert [problem.code for problem in parsed.problems] == ["sheet.no-rows"]
    assert parsed.rows == ()


def test_the_template_helps_while_typing() -> None:
    """Choices are lists, codes are text, and the dictionary explains every column with its example."""
    book = openpyxl.load_workbook(io.BytesIO(template(SCHEMA, examples=[{"code": "1404191002001", "lat": -555_978}])))
    sheet = book["Isian"]
    assert sheet["A1"].value == "Kode TPS *"
    assert sheet.column_dimensions["A"].number_format == "@"
    lists = [one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert '"Baik,Tidak ada"' in lists
    assert '"Ya,Tidak"' in lists
    words = [[cell.value for cell in row] for row in book["Kamus"].iter_rows()]
    assert len(words) == 3 + len(SCHEMA.columns)
    assert words[3][:2] == ["Kode TPS", "ya"]
    assert "1404191002001" in words[3]
    assert any("'-0.555978" in row or "-0.555978" in row for row in words)


def test_the_same_schema_gives_the_same_bytes() -> None:
    """No clock and no chance in a template."""
    assert template(SCHEMA) == template(SCHEMA)


def test_headers_must_differ() -> None:
    """Two columns that nobody can tell apart are a fault of the program."""
    twins = Schema(key="x", title=Sentence(id="x", en="x"), columns=(column("a", "No. TPS"), column("b", "Nomor TPS")))
    with pytest.raises(ValueError, match="told apart"):
        template(twins)
