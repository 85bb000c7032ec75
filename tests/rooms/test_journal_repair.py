"""Start-up mends what a stop left behind, and refuses what only a person may decide."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.db import connection

from sinergi.areas.places.facts import RegionRegistered
from sinergi.journal import guard, keys, repair, sequencer
from sinergi.journal.audit import audit
from sinergi.journal.book import record
from sinergi.journal.models import Checkpoint, Entry, Epoch, Leaf
from sinergi.journal.note import NoteKey, TreeHead
from sinergi.journal.proof import Proof
from sinergi.journal.read import receipt
from sinergi.journal.shelf import Shelf
from sinergi.journal.verify import verify_all
from sinergi.vocabulary.refusal import Refused
from tests.cast import fact_id, stamp

pytestmark = pytest.mark.django_db
REGION = RegionRegistered(code="14.04.19", name="Kempas")


def write(*numbers: int) -> None:
    """Record and number one fact per number."""
    for number in numbers:
        record(REGION, stamp=stamp(ids=(fact_id(number),)))
    sequencer.settle()


def roll_back(end: int) -> None:
    """Take the database back to when ``end`` entries were numbered, as an older backup does."""
    guard.remove(connection)
    gone = list(Leaf.objects.filter(number__gte=end).values_list("entry_id", flat=True))
    Leaf.objects.filter(number__gte=end).delete()
    Checkpoint.objects.filter(end__gt=end).delete()
    Entry.objects.filter(pk__in=gone).delete()
    guard.install(connection)
    sequencer._kept.__dict__.clear()


def test_a_lost_folder_is_published_again(data_dir: Path) -> None:
    """All files follow from the rows: the same bytes as before."""
    write(*range(300))
    write(300)
    before = {path.name: path.read_bytes() for path in (data_dir / "journal").rglob("*") if path.is_file()}
    shutil.rmtree(data_dir / "journal")
    assert len(repair.start_up()) == 1
    assert audit(data_dir / "journal", vkey=keys.log_key().vkey).size == 301
    after = {path.name: path.read_bytes() for path in (data_dir / "journal").rglob("*") if path.is_file()}
    assert after["checkpoint"] == before["checkpoint"]
    assert repair.start_up() == []
    assert verify_all().problems == ()


def test_a_folder_behind_is_brought_up(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several rounds committed and never published: start-up publishes them, whatever tiles are there already."""
    write(*range(10))
    shutil.copytree(data_dir / "journal", data_dir / "old")
    write(*range(10, 300))
    shutil.rmtree(data_dir / "journal")
    (data_dir / "old").rename(data_dir / "journal")
    assert "290" in repair.start_up()[0]
    assert verify_all().problems == ()


def test_a_folder_behind_with_damaged_tiles_is_written_anew(data_dir: Path) -> None:
    """When the files before the gap are damaged, everything is published from the rows."""
    write(*range(10))
    shutil.copytree(data_dir / "journal", data_dir / "old")
    write(10)
    shutil.rmtree(data_dir / "journal")
    (data_dir / "old").rename(data_dir / "journal")
    bundle = next(path for path in (data_dir / "journal" / "tile" / "entries").rglob("*") if path.is_file())
    bundle.write_bytes(bundle.read_bytes()[:-1])
    repair.start_up()
    assert audit(data_dir / "journal", vkey=keys.log_key().vkey, growing=True).size == 11
    assert Shelf(data_dir / "journal").size() == 11


def test_a_database_from_an_older_backup_is_refused(data_dir: Path) -> None:
    """Published 12, database 7: refused with both numbers, and nothing is numbered either."""
    write(*range(7))
    write(*range(7, 12))
    roll_back(7)
    with pytest.raises(Refused, match=r"journal\.rolled-back.*12.*7"):
        repair.start_up()
    record(REGION, stamp=stamp(ids=(fact_id(50),)))
    with pytest.raises(Refused, match=r"journal\.rolled-back"):
        sequencer.settle()


def test_an_empty_database_beside_a_published_log_is_refused(data_dir: Path) -> None:
    """A fresh database is the oldest backup there is."""
    write(0, 1)
    guard.remove(connection)
    for model in (Leaf, Checkpoint, Epoch, Entry):
        model.objects.all().delete()
    guard.install(connection)
    with pytest.raises(Refused, match=r"journal\.rolled-back"):
        repair.start_up()


def test_another_history_is_refused(data_dir: Path) -> None:
    """The same size with other content, or a shorter published log that is no beginning of ours, is a fork."""
    write(0, 1, 2)
    shutil.copytree(data_dir / "journal", data_dir / "mine")
    roll_back(2 if Checkpoint.objects.filter(end=2).exists() else 0)
    shutil.rmtree(data_dir / "journal")
    write(10, 11, 12)
    for extra in ((), (13,)):
        write(*extra)
        shutil.rmtree(data_dir / "journal")
        shutil.copytree(data_dir / "mine", data_dir / "journal")
        with pytest.raises(Refused, match=r"journal\.forked"):
            repair.start_up()
        shutil.rmtree(data_dir / "journal")
        repair.start_up()


@pytest.mark.parametrize("damage", [b"", b"x", b"\xff\xfe"])
def test_a_damaged_checkpoint_is_refused(data_dir: Path, damage: bytes) -> None:
    """A published checkpoint that nobody signed decides nothing: a person looks at it."""
    write(0)
    (data_dir / "journal" / "checkpoint").write_bytes(damage)
    with pytest.raises(Refused, match=r"journal\.checkpoint-damaged"):
        repair.start_up()


def test_what_a_witness_saw_counts(data_dir: Path) -> None:
    """A witness's newer checkpoint, or one of another history, is refused; an older one of ours is fine."""
    write(0, 1)
    key = keys.log_key()
    seen = data_dir / "witnesses" / "panwas.checkpoint"
    seen.parent.mkdir()
    seen.write_text((data_dir / "journal" / "checkpoint").read_text())
    write(2)
    assert repair.start_up() == []
    seen.write_text(key.sign(TreeHead(key.name, 9, b"r" * 32).text()))
    with pytest.raises(Refused, match=r"journal\.rolled-back"):
        repair.start_up()
    seen.write_text(key.sign(TreeHead(key.name, 2, b"r" * 32).text()))
    with pytest.raises(Refused, match=r"journal\.forked"):
        repair.start_up()
    seen.write_text(NoteKey.generate("other").sign(TreeHead(key.name, 2, b"r" * 32).text()))
    with pytest.raises(Refused, match=r"journal\.checkpoint-damaged"):
        repair.start_up()


def test_the_next_epoch_continues_where_the_lost_log_ended(data_dir: Path) -> None:
    """With no newer backup, a person closes the log: the next one commits to the old one's last checkpoint."""
    write(*range(3))
    write(*range(3, 5))
    old_note, old_vkey = (data_dir / "journal" / "checkpoint").read_text(), keys.log_key().vkey
    roll_back(3)
    repair.open_epoch(reason="cadangan lama", stamp=stamp())
    assert repair.start_up() == []
    write(20, 21)
    assert list(Leaf.objects.order_by("number").values_list("number", flat=True)) == [0, 1, 2, 5, 6, 7]
    opened = Leaf.objects.select_related("entry").get(number=5).entry
    assert "journal.epoch.opened.v1" in opened.kind
    assert old_note.splitlines()[0] in opened.body
    key = keys.log_key()
    assert key.name == Epoch.objects.order_by("start").first().origin + "/e2"  # type: ignore[union-attr] # it is there
    assert audit(data_dir / "journal", vkey=key.vkey).size == 3
    assert audit(data_dir / "journal-1", vkey=old_vkey).size == 5
    report = verify_all()
    assert (report.problems, report.size) == ((), 3)
    assert Proof.parse(receipt(fact_id(1))).index == 1
    assert Proof.parse(receipt(fact_id(21))).index == 2


def test_an_epoch_opens_on_what_a_witness_alone_still_knows(data_dir: Path) -> None:
    """A backup takes the published folder back too: then the witness's checkpoint is where the next log begins."""
    write(*range(3))
    shutil.copytree(data_dir / "journal", data_dir / "backup")
    write(3, 4)
    seen = data_dir / "witnesses" / "panwas.checkpoint"
    seen.parent.mkdir()
    seen.write_text((data_dir / "journal" / "checkpoint").read_text())
    roll_back(3)
    shutil.rmtree(data_dir / "journal")
    shutil.copytree(data_dir / "backup", data_dir / "journal")
    with pytest.raises(Refused, match=r"journal\.rolled-back"):
        repair.start_up()
    assert repair.open_epoch(reason="cadangan lama", stamp=stamp()).start == 5
    assert repair.start_up() == []  # the witness's old checkpoint is of a closed log, and no longer in the way
    write(20)
    report = verify_all()
    assert (report.problems, report.size) == ((), 2)


def test_a_log_that_is_well_is_not_closed(data_dir: Path) -> None:
    """No second epoch without need."""
    write(0)
    with pytest.raises(Refused, match=r"journal\.epoch-not-needed"):
        repair.open_epoch(reason="-", stamp=stamp())
    assert Epoch.objects.count() == 1


def test_an_interrupted_epoch_is_finished_at_start_up(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped after the commit, before the old folder is moved aside: start-up moves it."""
    write(*range(3))
    write(3)
    roll_back(3)
    with monkeypatch.context() as patch:
        patch.setattr(repair, "_put_aside", lambda _log: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            repair.open_epoch(reason="uji", stamp=stamp())
    assert len(repair.start_up()) == 2
    assert verify_all().problems == ()
