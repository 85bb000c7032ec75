"""Who waits for news in this process: the sequencer for rows, live pages for entries."""

from __future__ import annotations

import threading

_condition = threading.Condition()
_rung = 0


def ring() -> None:
    """Wake everyone who waits. Called after a commit, never before."""
    global _rung  # noqa: PLW0603 -- one bell for the process
    with _condition:
        _rung += 1
        _condition.notify_all()


def count() -> int:
    """Return how often the bell has rung, to be handed to ``wait``."""
    with _condition:
        return _rung


def wait(heard: int, *, seconds: float) -> int:
    """Wait until the bell has rung since ``heard``, or ``seconds`` have passed; return the count."""
    with _condition:
        _condition.wait_for(lambda: _rung != heard, timeout=seconds)
        return _rung
