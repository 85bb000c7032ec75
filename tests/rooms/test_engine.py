"""The test run's own footing: the engine that was asked for, the guard that comes back after a flush."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from sinergi.journal import clock
from sinergi.journal.models import Entry


def entry() -> Entry:
    """Return one row of the journal's table, written past every rule."""
    return Entry.objects.create(
        id=clock.new_id(),
        kind="test.kind.noted.v1",
        party="ppk",
        actor="test",
        device="test",
        happened_at=clock.now(),
        recorded_at=clock.now(),
        visibility="public",
        body="{}",
        salt=b"\0" * 32,
        commitment="00",
    )


@pytest.mark.django_db
def test_the_engine_is_the_one_asked_for() -> None:
    """SINERGI_TEST_DATABASE=postgres really runs on PostgreSQL, and SQLite on a file with foreign keys and WAL."""
    expected = {"sqlite": "sqlite", "postgres": "postgresql"}[settings.ENGINE]
    assert connection.vendor == expected
    if expected == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            assert cursor.fetchone() == (False,)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["before", "after"])
def test_a_flush_leaves_the_guard_standing(turn: str) -> None:
    """After the flush of one transaction=True test the next one finds an empty, still append-only journal."""
    assert turn
    assert not Entry.objects.exists()
    row = entry()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=row.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=row.pk).update(body='{"a":1}')
    assert Entry.objects.count() == 1
