"""Find the header of a sheet: below title rows, over one to three merged rows, by exact names only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sinergi.sheets.book import Cell, Sheet
from sinergi.sheets.schema import Layout, Schema
from sinergi.sheets.suggest import fold

_TOP = 60  # rows in which a header is looked for
_DEEPEST = 3
_LONG = 200  # characters of a title
_SAME = (  # abbreviations of the same word
    (r"laki laki|laki|lk|pria", "l"),
    (r"perempuan|pr|wanita", "p"),
    (r"nomor|nomer", "no"),
    (r"jml|jlh|total", "jumlah"),
    (r"kecamatan", "kec"),
    (r"kabupaten", "kab"),
    (r"provinsi|propinsi", "prov"),
    (r"kelurahan", "kel"),
)
_SYNONYMS = tuple((re.compile(rf"\b(?:{words})\b"), short) for words, short in _SAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header as found. Column numbers are 1-based."""

    row: int  # first row, 1-based
    depth: int
    titles: tuple[str, ...]  # what stands over each column, levels joined by a space
    columns: Mapping[str, int]  # key -> column number
    layout: str = ""
    twice: tuple[
        tuple[str, tuple[int, ...], bool], ...
    ] = ()  # key, columns that claim it, whether the titles are equal
    missing: tuple[str, ...] = ()  # required keys without a column
    ignored: frozenset[int] = field(default_factory=frozenset)  # columns that the layout says to ignore

    @property
    def score(self) -> tuple[int, int, int, int]:
        """Order of preference: fewest missing, most found, fewest levels, a known layout."""
        return (-len(self.missing), len(self.columns), -self.depth, bool(self.layout))

    def unmapped(self) -> tuple[int, ...]:
        """Return the titled columns that nothing took and nothing ignores."""
        taken = set(self.columns.values()) | self.ignored | {c for _, columns, _ in self.twice for c in columns}
        return tuple(at for at, title in enumerate(self.titles, 1) if title and at not in taken)


@lru_cache(maxsize=20_000)
def header_key(text: str) -> str:
    """Return what is compared of a header: folded, abbreviations of one word made equal, spaces dropped."""
    word = fold(text)
    for pattern, short in _SYNONYMS:
        word = pattern.sub(short, word)
    return word.replace(" ", "")


def find_header(sheet: Sheet, *, schema: Schema, layout: Layout | None, known: Sequence[Layout]) -> Header | None:
    """Return the best header of a sheet, complete or not; None when not one name is recognised."""
    best: Header | None = None
    merged = [span for span in sheet.merged if span[0] <= _TOP + _DEEPEST and span[3] > span[1]]
    for at in range(min(len(sheet.rows), _TOP)):
        if not any(isinstance(cell, str) and cell.strip() for cell in sheet.rows[at]):
            continue
        for depth in range(1, min(_DEEPEST, len(sheet.rows) - at) + 1):
            if _cuts(sheet, at, depth):
                continue
            titles = compose(
                sheet.rows[at : at + depth], merged=[span for span in merged if at < span[0] <= at + depth], at=at
            )
            for found in _matches(titles, at, depth, schema=schema, layout=layout, known=known):
                if found.columns and (best is None or found.score > best.score):
                    best = found
    return best


def _cuts(sheet: Sheet, at: int, depth: int) -> bool:
    """Whether a title that is merged downwards reaches below a header of this depth; a deeper one will hold it."""
    last = at + depth
    return any(top > at and top <= last < bottom <= at + _DEEPEST for top, _, bottom, _ in sheet.merged)


def compose(
    rows: Sequence[tuple[Cell, ...]], *, merged: Sequence[tuple[int, int, int, int]], at: int
) -> tuple[str, ...]:
    """Return the titles of columns over rows that begin at index ``at``: "DPT" over "L" becomes "DPT L"."""
    levels = [[_title(cell) for cell in row] for row in rows]
    width = max(len(level) for level in levels)
    for level in levels:
        level.extend([""] * (width - len(level)))
    for index in range(len(levels) - 1):
        if merged:
            _spread_merged(levels[index], [span for span in merged if span[0] == at + index + 1])
        else:
            _spread_blank(levels[index], levels[index + 1])
    return tuple(" ".join(dict.fromkeys(part for part in column if part)) for column in zip(*levels, strict=True))


def _title(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell)[:_LONG].split()) if cell is not None else ""


def _spread_merged(level: list[str], spans: list[tuple[int, int, int, int]]) -> None:
    for _, first, _, last in spans:
        for column in range(first, min(last, len(level))):
            level[column] = level[column] or level[first - 1]


def _spread_blank(level: list[str], below: list[str]) -> None:
    """Without merge marks (CSV): a title reaches right over blanks, as long as something stands below it."""
    reach = ""
    for column, title in enumerate(level):
        if title:
            reach = title if below[column] else ""
        elif below[column] and reach:
            level[column] = reach
        else:
            reach = ""


def _matches(
    titles: tuple[str, ...],
    at: int,
    depth: int,
    *,
    schema: Schema,
    layout: Layout | None,
    known: Sequence[Layout],
) -> list[Header]:
    keys = [header_key(title) for title in titles]
    if layout is not None:
        return [_by_layout(titles, keys, at, depth, schema=schema, layout=layout)]
    found = [_by_schema(titles, keys, at, depth, schema=schema)]
    present = set(keys)
    for one in known:
        required = one.required or tuple(header for header, key in one.columns.items() if key)
        if required and all(header_key(header) in present for header in required):
            found.append(_by_layout(titles, keys, at, depth, schema=schema, layout=one))
    return found


def _by_layout(
    titles: tuple[str, ...], keys: list[str], at: int, depth: int, *, schema: Schema, layout: Layout
) -> Header:
    wanted = {header_key(header): key for header, key in layout.columns.items()}
    claims: dict[str, list[int]] = {}
    ignored = set()
    for column, word in enumerate(keys, 1):
        if word and word in wanted:
            if wanted[word]:
                claims.setdefault(wanted[word], []).append(column)
            else:
                ignored.add(column)
    known = {column.key for column in schema.columns}
    claims = {key: columns for key, columns in claims.items() if key in known}
    return _made(titles, keys, at, depth, schema=schema, claims=claims, layout=layout.name, ignored=frozenset(ignored))


def _by_schema(titles: tuple[str, ...], keys: list[str], at: int, depth: int, *, schema: Schema) -> Header:
    names = names_of(schema)
    claims: dict[str, list[tuple[int, int]]] = {}
    for column, word in enumerate(keys, 1):
        if word in names:
            key, rank = names[word]
            claims.setdefault(key, []).append((rank, column))
    ordered = {key: [column for _, column in sorted(ranked)] for key, ranked in claims.items()}
    return _made(titles, keys, at, depth, schema=schema, claims=ordered)


def names_of(schema: Schema) -> dict[str, tuple[str, int]]:
    """Return every accepted header, folded, with its column key and its rank among that column's names."""
    names: dict[str, tuple[str, int]] = {}
    for column in schema.columns:
        for rank, name in enumerate(column.names()):
            word = header_key(name)
            if word and (word not in names or rank < names[word][1]):
                names[word] = (column.key, rank)
    for column in schema.columns:
        for rank, name in enumerate(column.names()):
            for group in column.groups:
                names.setdefault(header_key(f"{group} {name}"), (column.key, rank))
    return names


def _far(pair: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[int, int]:
    """Order of what lacks: the fewest columns, then the set of which most is there."""
    lacking, keys = pair
    return len(lacking), -len(keys)


def _made(
    titles: tuple[str, ...],
    keys: list[str],
    at: int,
    depth: int,
    *,
    schema: Schema,
    claims: Mapping[str, list[int]],
    layout: str = "",
    ignored: frozenset[int] = frozenset(),
) -> Header:
    columns = {key: numbers[0] for key, numbers in claims.items()}
    twice = tuple(
        (key, tuple(numbers), keys[numbers[0] - 1] == keys[numbers[1] - 1])
        for key, numbers in claims.items()
        if len(numbers) > 1
    )
    missing = tuple(column.key for column in schema.columns if column.required and column.key not in columns)
    lacking = [tuple(key for key in keys if key not in columns) for keys in schema.identity]
    if lacking and all(lacking):
        missing += min(zip(lacking, schema.identity, strict=True), key=_far)[0]
    return Header(
        row=at + 1,
        depth=depth,
        titles=titles,
        columns=columns,
        layout=layout,
        twice=twice,
        missing=missing,
        ignored=ignored,
    )
