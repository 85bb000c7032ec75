"""The journal's rows without the weight of model objects: many go in at once, and ``verify`` reads them raw.

Raw, so that a damaged value is reported and not stumbled over: SQLite keeps whatever bytes it is given under any
column, and the same moment or UUID can be spelt in several ways. So text is read as bytes there, and only the one
spelling that the program writes is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection

CHUNK = 2000
_HEX = re.compile(r"[0-9a-f]{32}")
_TEXT = ("kind", "party", "actor", "device", "place", "visibility", "body", "commitment")
_MOMENTS = ("happened_at", "recorded_at")
ENTRY = ("id", *_MOMENTS, "salt", *_TEXT)


@dataclass(slots=True)
class Row:
    """An entry as it stands in the table."""

    id: UUID
    happened_at: datetime
    recorded_at: datetime
    salt: bytes
    kind: str
    party: str
    actor: str
    device: str
    place: str
    visibility: str
    body: str
    commitment: str


@dataclass(slots=True)
class Placed:
    """An entry with its place in the journal: a leaf's number, or a place in the queue."""

    position: int
    data: bytes
    hash: bytes
    row: Row | None  # None when the entry is missing or unreadable
    why: str = ""


def insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Insert ``rows``; about four times as fast as ``bulk_create``, on either engine."""
    quote = connection.ops.quote_name
    names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    adapted = _adapter()
    values = [tuple(map(adapted, row)) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", values)  # noqa: S608 -- our names


def insert_entries(entries: Iterable[Row]) -> None:
    """Insert entries into their table."""
    insert("journal_entry", ENTRY, map(attrgetter(*ENTRY), entries))


def numbered(*, after: int) -> list[Placed]:
    """Return the next leaves with their entries, in order."""
    return _read("l.number, l.data, l.hash", "journal_leaf l", "l", "l.number", after)


def waiting(*, after: int) -> list[Placed]:
    """Return the next entries of the queue, in order."""
    return _read("w.id, NULL, NULL", "journal_waiting w", "w", "w.id", after)


def lost() -> Iterator[str]:
    """Yield the ids of entries that are neither numbered nor waiting, or both."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_raw('e.id')} FROM journal_entry e "  # noqa: S608 -- constants
            "LEFT JOIN journal_leaf l ON l.entry_id = e.id LEFT JOIN journal_waiting w ON w.entry_id = e.id "
            "WHERE (l.number IS NULL) = (w.id IS NULL) ORDER BY e.id LIMIT 1000"
        )
        for (identity,) in cursor.fetchall():
            yield identity.decode(errors="replace") if isinstance(identity, bytes) else str(identity)


def _read(select: str, table: str, alias: str, position: str, after: int) -> list[Placed]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {select}, {_columns()} FROM {table} "  # noqa: S608 -- constants
            f"LEFT JOIN journal_entry e ON e.id = {alias}.entry_id "
            f"WHERE {position} > %s ORDER BY {position} LIMIT {CHUNK}",
            [after],
        )
        return [_placed(values) for values in cursor.fetchall()]


def _columns() -> str:
    return ", ".join(["e.salt", _raw("e.id"), *(_raw(f"e.{name}") for name in (*_TEXT, *_MOMENTS))])


def _raw(column: str) -> str:
    return column if connection.vendor == "postgresql" else f"CAST({column} AS BLOB)"


def _placed(values: tuple[Any, ...]) -> Placed:
    position, data, digest, salt, identity, *rest = values
    texts, moments = rest[: len(_TEXT)], rest[len(_TEXT) :]
    try:
        data, digest = bytes(data or b""), bytes(digest or b"")
        row = None
        if identity is not None:
            happened_at, recorded_at = map(_moment, moments)
            row = Row(_identity(identity), happened_at, recorded_at, bytes(salt), *map(_word, texts))
    except (ValueError, TypeError) as error:
        return Placed(position, b"", b"", None, str(error))
    return Placed(position, data, digest, row, "" if row else "no such entry")


def _adapter() -> Callable[[Any], Any]:
    """Return what turns a value into what this engine's driver takes: SQLite has neither UUIDs nor moments."""
    native, adapt = connection.features.has_native_uuid_field, cache(connection.ops.adapt_datetimefield_value)

    def adapted(value: Any) -> Any:  # noqa: ANN401 -- any column's value
        if isinstance(value, UUID):
            return value if native else value.hex
        return adapt(value) if isinstance(value, datetime) else value

    return adapted


def _word(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _identity(value: UUID | bytes) -> UUID:
    if isinstance(value, UUID):
        return value
    if not _HEX.fullmatch(value.decode()):
        raise ValueError(value)
    return UUID(value.decode())


def _moment(value: datetime | bytes) -> datetime:
    if isinstance(value, datetime):
        return value
    found = datetime.fromisoformat(value.decode())
    if str(found) != value.decode():
        raise ValueError(value)
    return found.replace(tzinfo=UTC)
