"""One sequencer at a time, whatever the number of processes: the lock dies with whoever holds it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

from sinergi.vocabulary.refusal import Refused

ADVISORY_KEY = 0x53455155  # "SEQU"
PATIENCE = 60.0  # seconds
STEP = 0.02


@contextmanager
def sequencing(*, seconds: float = PATIENCE) -> Iterator[None]:
    """Hold the sequencer's place. Raises Refused ``journal.busy`` when another holds it for ``seconds``.

    PostgreSQL: a session advisory lock. SQLite: a lock of the operating system on a file in the data folder.
    """
    with _advisory(seconds) if connection.vendor == "postgresql" else _file(seconds):
        yield


@contextmanager
def _advisory(seconds: float) -> Iterator[None]:
    def take() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_KEY])
            row = cursor.fetchone()
        return bool(row and row[0])

    _until(take, seconds)
    try:
        yield
    finally:
        if connection.connection is not None and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_KEY])


@contextmanager
def _file(seconds: float) -> Iterator[None]:
    folder = Path(settings.SINERGI_DATA)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "sequencer.lock").open("a+b") as file:
        _until(lambda: _try_lock(file), seconds)
        try:
            yield
        finally:
            _unlock(file)


def _until(take: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not take():
        if time.monotonic() >= end:
            raise Refused(
                "journal.busy",
                id="Penomor jurnal sedang dipakai proses lain; coba lagi sebentar lagi.",
                en="Another process is numbering the journal; try again in a moment.",
            )
        time.sleep(STEP)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
