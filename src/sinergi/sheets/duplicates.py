"""Rows that name the same thing twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sinergi.sheets.problems import Problem
from sinergi.sheets.rows import Row
from sinergi.sheets.schema import Schema, Value
from sinergi.sheets.suggest import tight
from sinergi.vocabulary.sentence import Sentence

_SHOWN = 5


def find_duplicates(rows: Sequence[Row], *, schema: Schema) -> tuple[list[Row], list[Problem]]:
    """Return the rows with their new problems, and those problems.

    Rows that differ are errors on all sides, for nobody knows which one is right; a row that merely repeats another
    is an error only where it repeats, so that leaving it out keeps the first.
    """
    if not schema.unique:
        return list(rows), []
    groups: dict[tuple[Value, ...], list[int]] = {}
    for at, row in enumerate(rows):
        key = tuple(_comparable(row.values[name]) for name in schema.unique)
        if None not in key:
            groups.setdefault(key, []).append(at)
    result, problems = list(rows), []
    for members in groups.values():
        if len(members) > 1:
            same = all(rows[at].values == rows[members[0]].values for at in members)
            for at in members[1:] if same else members:
                others = [rows[other] for other in members[: _SHOWN + 1] if other != at]
                problem = _double(rows[at], others, schema=schema, same=same)
                problems.append(problem)
                result[at] = replace(rows[at], problems=(*rows[at].problems, problem))
    return result, problems


def _comparable(value: Value) -> Value:
    return tight(value) if isinstance(value, str) and not value[:1].isdigit() else value


def _double(row: Row, others: Sequence[Row], *, schema: Schema, same: bool) -> Problem:
    places_id = ", ".join(_place(other, row, "baris") for other in others[:_SHOWN])
    places_en = ", ".join(_place(other, row, "row") for other in others[:_SHOWN])
    named = " / ".join(str(row.values[name]) for name in schema.unique)
    titles = [schema.column(name).title for name in schema.unique]
    how_id = (
        "dan isinya sama. Hapus salah satu." if same else "dengan isi berbeda. Periksa mana yang benar, hapus lainnya."
    )
    how_en = (
        "and says the same. Delete one." if same else "and says something else. Find the right one, delete the other."
    )
    return Problem(
        sheet=row.sheet,
        row=row.number,
        column=row.column_of.get(schema.unique[0], ""),
        severity="error",
        code="sheet.duplicate",
        message=Sentence(
            id=f"{' / '.join(title.id for title in titles)}: “{named}” juga ada di {places_id}, {how_id}",
            en=f"{' / '.join(title.en for title in titles)}: “{named}” is also in {places_en}, {how_en}",
        ),
        key=schema.unique[0],
    )


def _place(other: Row, row: Row, word: str) -> str:
    return f"{word} {other.number}" if other.sheet == row.sheet else f"{word} {other.number} ({other.sheet})"
