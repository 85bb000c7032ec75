"""The words of choices in templates, downloads and messages: official, in their own capitals, and read back."""

from __future__ import annotations

import pytest

from sinergi.areas.people import columns as people
from sinergi.areas.places import columns as places
from sinergi.sheets.cells import read_cell
from sinergi.sheets.choices import spelling
from sinergi.sheets.schema import Column

SCHEMAS = (people.SCHEMA, places.TPS, places.DESA, places.WILAYAH, places.LOKASI, places.JALUR)
CHOICES = [(one, value) for schema in SCHEMAS for one in schema.columns for value in one.choices]


@pytest.mark.parametrize(("column", "value"), CHOICES, ids=lambda one: one.key if isinstance(one, Column) else one)
def test_what_we_write_is_what_we_read(column: Column, value: str) -> None:
    """The word of every choice begins with a capital and means that choice when it comes back."""
    word = spelling(value, column)
    assert word[0].isupper()
    assert read_cell(word, column=column).value == value


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("ppk", "PPK"),
        ("kpps", "KPPS"),
        ("ptps", "PTPS"),
        ("satpol", "Satpol PP"),
        ("army", "TNI"),
        ("linmas", "Linmas"),
    ],
)
def test_names_of_offices_keep_their_capitals(value: str, word: str) -> None:
    """No "Ppk" and no "Kpps": the official short form stands in a sheet as it stands on a screen."""
    duty = next(one for one in people.SCHEMA.columns if one.key == "duty")
    assert spelling(value, duty) == word
