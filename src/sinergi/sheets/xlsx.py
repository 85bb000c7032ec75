"""The one door to xlsxwriter, which has no types of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias

import xlsxwriter  # type: ignore[import-untyped]  # it has neither types nor stubs

Format: TypeAlias = Any
Workbook: TypeAlias = Any
Worksheet: TypeAlias = Any

SAFE = {"strings_to_formulas": False, "strings_to_urls": False}  # a text stays a text
# A constant "created", so that the same content gives the same bytes. Excel knows no time zones.
MADE = datetime(2024, 11, 27)  # noqa: DTZ001 -- see above


def new_workbook(file: object, *, title: str = "", lean: bool = False) -> Workbook:
    """Return a workbook that is written to ``file`` on close; ``lean`` keeps one row in memory, rows in order."""
    book = xlsxwriter.Workbook(file, {**SAFE, "constant_memory": lean, "in_memory": not lean})
    book.set_properties({"created": MADE, "title": title})
    return book
