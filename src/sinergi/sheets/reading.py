"""What one cell says, and what is to be said about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sinergi.sheets.book import Cell
from sinergi.sheets.problems import Severity
from sinergi.sheets.schema import Column, Value
from sinergi.vocabulary.sentence import Sentence

EXACT = 15  # digits that Excel keeps
LOOKALIKES = str.maketrans({"l": "1", "I": "1", "|": "1", "i": "1", "O": "0", "o": "0", "S": "5", "B": "8", "Z": "2"})
_SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Issue:
    """What is to be said about one cell."""

    severity: Severity
    code: str
    message: Sentence
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says, and what is to be said about it."""

    value: Value = None
    issue: Issue | None = None


BLANK = Reading()


def tidy(text: str) -> str:
    """Return a text without outer, double and invisible spaces, and without the mark that keeps a text a text."""
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip() if not text.isalnum() else text
    if text[:1] == "'" and text[1:2] in "=+-@0123456789":
        return text[1:]
    return text


def quote(cell: Cell) -> str:
    """Return a cell as it is named in a sentence: short, and on one line."""
    text = tidy(str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell))
    text = "".join(sign for sign in text if sign.isprintable())
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"  # noqa: PLR2004 -- enough to find it


def error(code: str, *, id: str, en: str, suggestion: str = "") -> Reading:  # noqa: A002 -- 'id' is the language
    """Return a reading without a value."""
    return Reading(None, Issue("error", code, Sentence(id=id, en=en), suggestion))


def warning(value: Value, code: str, *, id: str, en: str) -> Reading:  # noqa: A002 -- 'id' is the language
    """Return a reading with a value that the user should look at."""
    return Reading(value, Issue("warning", code, Sentence(id=id, en=en)))


def turned_into_date(cell: Cell) -> Reading:
    """Return the error of a date where a number or code belongs."""
    shown = cell.isoformat() if isinstance(cell, (date, datetime, time)) else str(cell)
    return error(
        "sheet.date-in-number",
        id=f"Excel mengubah isi sel ini menjadi tanggal atau jam ({shown}). Ubah format kolom ke Teks, lalu ketik "
        f"ulang.",
        en=f"Excel turned this cell into a date or time ({shown}). Set the column to Text and type it again.",
    )


def is_clock(cell: Cell) -> bool:
    """Whether a workbook cell is a date, a time or a duration."""
    return isinstance(cell, (date, datetime, time, timedelta))


def without_prefix(text: str, column: Column) -> str:
    """Return a text without a word that may stand before its number."""
    for prefix in column.prefixes:
        if text[: len(prefix)].lower() == prefix.lower():
            return text[len(prefix) :].lstrip(" .:-")
    return text
