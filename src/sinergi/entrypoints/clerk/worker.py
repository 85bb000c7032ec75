"""The clerk as a thread of the server: a round every half minute, also after one that failed."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Final

from django.db import connection

from sinergi.entrypoints.clerk import rounds
from sinergi.journal import clock

EVERY: Final = 30.0  # seconds between rounds
_at_work = threading.Lock()


def make_round(now: datetime) -> rounds.Round | None:
    """Do one round; None when another thread of this process is at it."""
    if not _at_work.acquire(blocking=False):
        return None
    try:
        return rounds.once(now)
    finally:
        _at_work.release()


class Clerk:
    """Goes on his rounds until stopped. In several processes the journal's one writer keeps them apart."""

    def __init__(self, *, every: float = EVERY) -> None:
        self._every = every
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="clerk", daemon=True)

    def start(self) -> None:
        """Begin to work in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the round at hand and end."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            make_round(clock.now())
            connection.close()  # a broken one would stay broken
            self._stopping.wait(self._every)
