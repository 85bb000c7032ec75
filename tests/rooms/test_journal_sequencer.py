"""The sequencer numbers once, publishes everything, and survives a stop at any of its steps."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from sinergi.areas.places.facts import RegionRegistered
from sinergi.journal import book, keys, lock, repair, sequencer
from sinergi.journal.audit import audit
from sinergi.journal.models import Checkpoint, Entry, Epoch, Leaf, Waiting
from sinergi.journal.note import NoteKey
from sinergi.journal.shelf import Shelf
from sinergi.journal.verify import verify_all
from sinergi.vocabulary.refusal import Refused
from tests.cast import fact_id, stamp

REGION = RegionRegistered(code="14.04.19", name="Kempas")


class InjectedError(Exception):
    """The stop that a test puts in the way."""


def write(*numbers: int) -> None:
    """Record one fact per number."""
    for number in numbers:
        book.record(REGION, stamp=stamp(ids=(fact_id(number),)))


def forget() -> None:
    """Forget what this process remembers of the tree, as a restart does."""
    sequencer._kept.__dict__.clear()


def whole(data_dir: Path, count: int) -> None:
    """Assert that the journal holds exactly entries 0 … count-1, numbered once, published, verified."""
    assert [leaf.number for leaf in Leaf.objects.order_by("number")] == list(range(count))
    assert set(Leaf.objects.values_list("entry_id", flat=True)) == {fact_id(number) for number in range(count)}
    assert not Waiting.objects.exists()
    assert verify_all().problems == ()
    report = audit(data_dir / "journal", vkey=keys.log_key().vkey)
    assert (report.ok, report.size) == (True, count)


@pytest.mark.django_db
def test_numbers_follow_the_order_of_recording(data_dir: Path) -> None:
    """Contiguous from 0, in the order in which facts were recorded, one checkpoint per round."""
    write(0, 1, 2)
    assert sequencer.run_once() == 3
    write(3, 4)
    assert sequencer.run_once() == 2
    assert sequencer.run_once() == 0
    assert list(Leaf.objects.order_by("number").values_list("entry_id", flat=True)) == [fact_id(n) for n in range(5)]
    assert list(Checkpoint.objects.order_by("end").values_list("end", flat=True)) == [3, 5]
    whole(data_dir, 5)


@pytest.mark.django_db
def test_no_round_takes_more_than_its_limit(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long queue goes in several rounds."""
    monkeypatch.setattr(sequencer, "LIMIT", 4)
    write(*range(10))
    assert [sequencer.run_once() for _ in range(4)] == [4, 4, 2, 0]
    whole(data_dir, 10)


def _after(real: Callable[..., object]) -> Callable[..., object]:
    def stop(*args: object, **kwargs: object) -> object:
        real(*args, **kwargs)
        raise InjectedError

    return stop


def _instead(_real: Callable[..., object]) -> Callable[..., object]:
    def stop(*_args: object, **_kwargs: object) -> object:
        raise InjectedError

    return stop


STEPS = {
    "before the leaves": (sequencer, "insert", _instead),
    "after the leaves": (sequencer, "insert", _after),
    "at the signature": (NoteKey, "sign", _instead),
    "before the checkpoint row": (Checkpoint.objects, "create", _instead),
    "after the checkpoint row": (Checkpoint.objects, "create", _after),
    "after the commit": (Shelf, "publish", _instead),
    "among the tiles": (Shelf, "_compare", _after),
    "before the checkpoint file": (Shelf, "_write", None),
    "after publishing": (Shelf, "publish", _after),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("restart", [True, False], ids=["restart", "same-process"])
def test_a_stop_at_any_step_is_mended(
    step: str, restart: bool, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was recorded is there once and published, after the next round or the next start-up."""
    write(0, 1, 2)
    sequencer.run_once()
    write(3, 4)
    target, name, how = STEPS[step]
    with monkeypatch.context() as patch:
        if how is None:
            real = Shelf._write

            def write_tiles_only(shelf: Shelf, files: dict[str, bytes]) -> None:
                if "checkpoint" in files:
                    raise InjectedError
                real(shelf, files)

            patch.setattr(Shelf, "_write", write_tiles_only)
        else:
            patch.setattr(target, name, how(getattr(target, name)))
        with pytest.raises(InjectedError):
            sequencer.run_once()
    if restart:
        forget()
        repair.start_up()
    write(5)
    sequencer.settle()
    whole(data_dir, 6)


@pytest.mark.django_db(transaction=True)
def test_settle_alone_publishes_what_a_stopped_round_left(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Committed but not published, and nothing waits any more: settle still brings the files up."""
    write(0, 1)
    with monkeypatch.context() as patch:
        patch.setattr(Shelf, "publish", _instead(Shelf.publish))
        with pytest.raises(InjectedError):
            sequencer.run_once()
    assert not Waiting.objects.exists()
    sequencer.settle()
    whole(data_dir, 2)


@pytest.mark.django_db
def test_tree_is_reloaded_after_a_restart(data_dir: Path) -> None:
    """A process that remembers nothing goes on with the same tree: from tiles, and from rows without tiles."""
    write(*range(300))
    sequencer.settle()
    forget()
    write(300)
    sequencer.settle()
    forget()
    with lock.sequencing():
        log = repair.open_log()
        assert log.tree.root() == repair.tree_at(log.epoch, 301).root()
    whole(data_dir, 301)


@pytest.mark.django_db
def test_other_key_is_refused(data_dir: Path) -> None:
    """A key file that is not this database's stops the sequencer; a missing one too; no number is given."""
    write(0)
    sequencer.settle()
    forget()
    path = data_dir / "keys" / "log.key"
    mine = path.read_text()
    path.write_text(NoteKey.generate("sinergi/other").dump() + "\n")
    write(1)
    with pytest.raises(Refused, match=r"journal\.other-key"):
        sequencer.run_once()
    path.unlink()
    with pytest.raises(Refused, match=r"journal\.key-missing"):
        sequencer.run_once()
    path.write_text(mine)
    sequencer.settle()
    whole(data_dir, 2)


@pytest.mark.django_db(transaction=True)
def test_only_one_sequencer_at_a_time(data_dir: Path) -> None:
    """While one holds the place, another is refused after its patience, on either engine."""
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with lock.sequencing():
            held.set()
            release.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(30)
    with pytest.raises(Refused, match=r"journal\.busy"), lock.sequencing(seconds=0.05):
        pass
    release.set()
    thread.join()
    with lock.sequencing(seconds=5):
        pass


@pytest.mark.django_db(transaction=True)
def test_many_sequencers_number_once(data_dir: Path) -> None:
    """Four threads that all number the same queue: contiguous, no entry twice."""
    write(*range(40))
    failed: list[BaseException] = []

    def work() -> None:
        try:
            sequencer.settle()
        except BaseException as error:  # noqa: BLE001 -- handed to the test's own thread
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    whole(data_dir, 40)


@pytest.mark.django_db(transaction=True)
def test_thread_of_the_server_numbers_by_itself(data_dir: Path) -> None:
    """The background sequencer wakes up on a record and publishes it."""
    worker = sequencer.Sequencer()
    worker.start()
    try:
        write(0, 1, 2)
        for _ in range(600):
            if Shelf(data_dir / "journal").checkpoint() and not Waiting.objects.exists():
                break
            threading.Event().wait(0.05)
        else:
            pytest.fail("the thread numbered nothing")
    finally:
        worker.stop()
    whole(data_dir, 3)


@pytest.mark.django_db
def test_first_start_makes_one_epoch(data_dir: Path) -> None:
    """Start-up on an empty installation makes the key and the epoch once, readable by the owner only."""
    assert repair.start_up() == []
    assert repair.start_up() == []
    epoch = Epoch.objects.get()
    assert (epoch.start, epoch.vkey) == (0, keys.log_key().vkey)
    assert (data_dir / "keys" / "log.key").stat().st_mode & 0o077 == 0
    assert Shelf(data_dir / "journal").vkey() == epoch.vkey
    assert Entry.objects.count() == 0
