"""The triggers that make the journal append-only, on both engines.

Migration 0002 puts them in place. The program never takes them away. **Tests** that flush the database
(``django_db(transaction=True)`` ends with DELETE or TRUNCATE) call ``remove(connection)`` before the flush and
``install(connection)`` after it; a test that plays the insider does the same around its forgery.

A later migration that alters one of these tables on SQLite remakes the table and so loses its triggers: it must
end with ``install``. Who owns the database can of course drop a trigger; ``verify`` finds what was done then.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

# table -> its unique columns: SQLite's INSERT OR REPLACE deletes without asking the DELETE trigger
APPEND_ONLY = {
    "journal_entry": ("id",),
    "journal_epoch": ("start", "origin"),
    "journal_leaf": ("number", "entry_id"),
    "journal_checkpoint": ("end",),
    "journal_erasure": ("entry_id", "permit_id"),
}
KEPT = (  # what an erasure must leave as it is
    "id",
    "kind",
    "party",
    "actor",
    "device",
    "place",
    "happened_at",
    "recorded_at",
    "visibility",
    "commitment",
)
WORDS = "the journal is append-only"


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place; harmless when they are there already."""
    remove(connection)
    _run(connection, _postgresql() if connection.vendor == "postgresql" else _sqlite())


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger away: for tests, and for the way back of migration 0002."""
    postgres = connection.vendor == "postgresql"
    names = [(name, table) for table in APPEND_ONLY for name in _names(table)]
    if postgres:
        connection.check_constraints()  # else rows of this very transaction forbid DROP TRIGGER
    _run(connection, (f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgres else "") for name, table in names))
    if postgres:
        _run(connection, ["DROP FUNCTION IF EXISTS journal_refuse()", "DROP FUNCTION IF EXISTS journal_only_erase()"])


def _run(connection: BaseDatabaseWrapper, statements: Iterator[str] | list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _names(table: str) -> tuple[str, str, str, str]:
    return f"{table}_no_update", f"{table}_no_delete", f"{table}_no_replace", f"{table}_no_truncate"


def _erasing(same: str) -> str:
    kept = " AND ".join(f'NEW."{column}" {same} OLD."{column}"' for column in KEPT)
    permit = "EXISTS (SELECT 1 FROM journal_erasure WHERE entry_id = OLD.id)"
    return f"NEW.body = '' AND length(NEW.salt) = 0 AND {kept} AND {permit}"


def _sqlite() -> Iterator[str]:
    abort = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for table, unique in APPEND_ONLY.items():
        update, delete, replace, _ = _names(table)
        unless = f"WHEN NOT ({_erasing('IS')})" if table == "journal_entry" else ""
        again = " OR ".join(f'"{column}" = NEW."{column}"' for column in unique)
        yield f"CREATE TRIGGER {update} BEFORE UPDATE ON {table} {unless} {abort}"
        yield f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} {abort}"
        yield (
            f"CREATE TRIGGER {replace} BEFORE INSERT ON {table} "  # noqa: S608 -- constants above
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {again}) {abort}"
        )


def _postgresql() -> Iterator[str]:
    refuse = f"RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'"
    yield f"CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse}; END $$"
    yield (
        "CREATE FUNCTION journal_only_erase() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {_erasing('IS NOT DISTINCT FROM')} THEN RETURN NEW; END IF; {refuse}; END $$"
    )
    for table in APPEND_ONLY:
        update, delete, _, truncate = _names(table)
        judge = "journal_only_erase" if table == "journal_entry" else "journal_refuse"
        yield f"CREATE TRIGGER {update} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {judge}()"
        yield f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION journal_refuse()"
        yield f"CREATE TRIGGER {truncate} BEFORE TRUNCATE ON {table} EXECUTE FUNCTION journal_refuse()"
        for name in (update, delete, truncate):
            yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
