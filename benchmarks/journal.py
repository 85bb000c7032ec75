"""Measure the journal on this machine: record, number, latency, verify, replay. Prints JSON.

    PYTHONPATH=src python benchmarks/journal.py [--entries 20000] [--batch 1000] [--seconds 10] [--rate 300]

A million entries: ``--entries 1000000``. The data folder is a temporary one; ``DATABASE_URL`` chooses PostgreSQL
(an empty database). Durable means committed with the engine's full synchronisation, as in production.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

FOLDER = tempfile.TemporaryDirectory(prefix="sinergi-bench-")
os.environ["SINERGI_DATA"] = FOLDER.name
os.environ["DJANGO_SETTINGS_MODULE"] = "sinergi.config.settings"
django.setup()

# the settings must be there before models are imported
from sinergi.areas.places.facts import LinkRemoved  # noqa: E402
from sinergi.journal import repair, replay, sequencer, verify  # noqa: E402
from sinergi.journal.audit import audit  # noqa: E402
from sinergi.journal.book import record  # noqa: E402
from sinergi.journal.models import Leaf, Waiting  # noqa: E402
from sinergi.journal.shelf import Shelf  # noqa: E402
from sinergi.vocabulary.stamp import Stamp  # noqa: E402
from sinergi.vocabulary.viewer import Party  # noqa: E402


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--batch", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=10.0, help="of the latency run")
    parser.add_argument("--rate", type=int, default=300, help="facts a second in the latency run")
    given = parser.parse_args()
    call_command("migrate", verbosity=0, interactive=False)
    print(json.dumps(measure(given, Path(FOLDER.name)), indent=1))
    FOLDER.cleanup()


class Watch:
    """Adds up wall and processor time: on a busy machine only the second says what the program costs."""

    def __init__(self) -> None:
        self.wall = self.processor = 0.0

    def run(self, work: Callable[[], object]) -> None:
        """Do ``work`` on the clock."""
        wall, processor = time.perf_counter(), time.process_time()
        work()
        self.wall += time.perf_counter() - wall
        self.processor += time.process_time() - processor

    def figures(self, count: int) -> dict[str, float]:
        """Return rates."""
        return {
            "seconds": round(self.wall, 2),
            "per_s": round(count / self.wall),
            "per_cpu_s": round(count / max(self.processor, 1e-9)),
        }


def measure(given: argparse.Namespace, folder: Path) -> dict[str, object]:
    """Return every figure."""
    repair.start_up()
    recording, numbering, checking, auditing, replaying, restart = (Watch() for _ in range(6))
    rounds = max(given.entries // given.batch, 1)
    for index in range(rounds):
        recording.run(lambda index=index: _record(given.batch, index))  # type: ignore[misc] # bound now
        numbering.run(sequencer.settle)
    count = rounds * given.batch
    sequencer._kept.__dict__.clear()  # noqa: SLF001 -- what a restart forgets
    restart.run(repair.start_up)
    checking.run(lambda: _good(ok=verify.verify_all().ok))
    auditing.run(lambda: _good(ok=audit(folder / "journal").ok))
    replaying.run(replay.replay)
    return {
        "engine": connection.vendor,
        "python": platform.python_version(),
        "cpus": os.cpu_count(),
        "load": os.getloadavg()[0],
        "entries": count,
        "batch": given.batch,
        "record": recording.figures(count),
        "number_sign_publish": numbering.figures(count),
        "durable_appends_per_s": round(count / (recording.wall + numbering.wall)),
        "restart_s": round(restart.wall, 3),
        "verify": checking.figures(count),
        "audit_files": auditing.figures(count),
        "replay": replaying.figures(count),
        "row_to_checkpoint": _latency(given),
    }


def _record(batch: int, index: int) -> None:
    stamp = Stamp(party=Party.PPK, actor="bench", device="bench", happened_at=datetime.now(UTC))
    record(*(LinkRemoved(code=f"{index}-{n}", reason="ukur") for n in range(batch)), stamp=stamp)


def _latency(given: argparse.Namespace) -> dict[str, float]:
    """Return how long a row waits for its signed, published checkpoint while ``rate`` facts a second come in."""
    worker = sequencer.Sequencer()
    shelf = Shelf(Path(os.environ["SINERGI_DATA"]) / "journal")
    base = Leaf.objects.count()
    born: list[float] = []
    waited: list[float] = []
    stop = threading.Event()

    def watch() -> None:
        seen = 0
        while not (stop.is_set() and seen >= len(born)):
            size = shelf.size() - base
            now = time.monotonic()
            waited.extend(now - at for at in born[seen:size])
            seen = max(seen, min(size, len(born)))
            time.sleep(0.005)

    watcher = threading.Thread(target=watch)
    worker.start()
    watcher.start()
    end = time.monotonic() + given.seconds
    step = 1 / given.rate
    following = time.monotonic()
    while time.monotonic() < end:
        _record(1, len(born))
        born.append(time.monotonic())  # committed now
        following += step
        time.sleep(max(0.0, following - time.monotonic()))
    while Waiting.objects.exists():
        time.sleep(0.05)
    stop.set()
    watcher.join()
    worker.stop()
    waited.sort()
    return {
        "facts_per_s": round(len(born) / given.seconds, 1),
        "p50_ms": round(waited[len(waited) // 2] * 1000, 1),
        "p99_ms": round(waited[int(len(waited) * 0.99)] * 1000, 1),
        "max_ms": round(waited[-1] * 1000, 1),
    }


def _good(*, ok: bool) -> None:
    if not ok:
        raise SystemExit("verify found a problem in its own benchmark")


if __name__ == "__main__":
    main()
