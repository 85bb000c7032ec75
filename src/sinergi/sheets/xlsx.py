"""The one door to xlsxwriter, which has no types of its own."""

from __future__ import annotations

from datetime import datetime

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

SAFE = {"strings_to_formulas": False, "strings_to_urls": False}  # a text stays a text
# A constant "created", so that the same content gives the same bytes. Excel knows no time zones.
MADE = datetime(2024, 11, 27)  # noqa: DTZ001 -- see above

__all__ = ["MADE", "SAFE", "Format", "Workbook", "Worksheet"]
