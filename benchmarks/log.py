"""How fast the public log is built, published and audited: ``PYTHONPATH=src python benchmarks/log.py``.

Prints one JSON object of work counts and rates. Rates depend on the machine and on who else uses it; counts do not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sinergi.journal.audit import audit
from sinergi.journal.note import NoteKey, TreeHead
from sinergi.journal.proof import prove
from sinergi.journal.shelf import Shelf
from sinergi.journal.tlog import Tree, leaf_hash

KEY = NoteKey("sinergi/benchmark", hashlib.sha256(b"benchmark").digest())


def entry(number: int) -> bytes:
    """Return an open entry of ordinary length."""
    commitment = hashlib.sha256(b"%d" % number).hexdigest()
    return (
        f'{{"commitment":"{commitment}","id":"01936000-0000-7000-8000-{number:012x}","kind":"places.station.registered.v1"'
        f',"place":"1404192001{number % 999 + 1:03d}","time":"2024-11-27T00:00:00.000000Z","visibility":"parties"}}'
    ).encode()


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def trees(datas: list[bytes]) -> dict[str, object]:
    """Hash entries into an appendable tree, in memory."""
    tree = Tree()

    def grow() -> None:
        for data in datas:
            tree.append(leaf_hash(data))

    return {"entries": tree.size or len(datas), "entries_per_s": round(len(datas) / timed(grow))}


def published(folder: Path, count: int, batch: int) -> tuple[Shelf, dict[str, object]]:
    """Publish ``count`` entries durably, a signed checkpoint per ``batch``; the time to make up entries is left out."""
    shelf, tree, spent, worst = Shelf(folder), Tree(), 0.0, 0.0
    shelf.write_vkey(KEY.vkey)
    for start in range(0, count, batch):
        datas = [entry(number) for number in range(start, min(start + batch, count))]

        def step(start: int = start, datas: list[bytes] = datas) -> None:
            for data in datas:
                tree.append(leaf_hash(data))
            shelf.publish(start, datas, KEY.sign(TreeHead(KEY.name, tree.size, tree.root()).text()))

        took = timed(step)
        spent, worst = spent + took, max(worst, took)
    files = [path for path in folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    return shelf, {
        "entries": count,
        "batch": batch,
        "checkpoints": -(-count // batch),
        "files": len(files),
        "bytes_per_entry": round(size / count, 1),
        "entries_per_s": round(count / spent),
        "worst_checkpoint_s": round(worst, 4),
    }


def audited(folder: Path) -> dict[str, object]:
    """Audit the whole folder."""
    start, cpu = time.perf_counter(), time.process_time()
    report = audit(folder, vkey=KEY.vkey)
    took, cpu = time.perf_counter() - start, time.process_time() - cpu
    return {
        "entries": report.size,
        "ok": report.ok,
        "problems": len(report.problems),
        "seconds": round(took, 2),
        "cpu_seconds": round(cpu, 2),
        "entries_per_s": round(report.size / took),
    }


def proven(shelf: Shelf, count: int) -> dict[str, object]:
    """Make receipts for entries spread over the log, each checked against the root."""
    note = shelf.checkpoint() or ""
    size = shelf.size()
    spread = [number * size // count for number in range(count)]
    lengths: list[int] = []

    def make() -> None:
        proofs = (prove(index=index, note=note, read=shelf.hash_at, extra=entry(index)) for index in spread)
        lengths.extend(len(proof.hashes) for proof in proofs)

    took = timed(make)
    return {"receipts": count, "hashes_each": max(lengths), "receipts_per_s": round(count / took)}


def main() -> None:
    """Run everything in a temporary folder and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000, help="entries to audit")
    parser.add_argument("--durable", type=int, default=100_000, help="entries to publish in batches of 1000")
    parser.add_argument(
        "--folder", type=Path, default=None, help="where to make the logs (default: a temporary folder)"
    )
    options = parser.parse_args()
    figures: dict[str, object] = {"tree": trees([entry(number) for number in range(200_000)])}
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        (folder / "small").mkdir()
        (folder / "large").mkdir()
        _, figures["publish"] = published(folder / "small", options.durable, 1000)
        shelf, figures["publish_large"] = published(folder / "large", options.entries, 5000)
        figures["audit"] = audited(folder / "large")
        figures["receipts"] = proven(shelf, 500)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
