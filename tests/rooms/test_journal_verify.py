"""``verify`` finds whatever an insider changes in the rows or the files, and is silent about a whole journal."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from sinergi.areas.people.facts import Duty, PersonRegistered
from sinergi.areas.places.facts import RegionRegistered, VillageKind, VillageRegistered
from sinergi.journal import guard, sequencer, vault
from sinergi.journal.book import record
from sinergi.journal.canonical import commitment, document
from sinergi.journal.erase import erase
from sinergi.journal.models import Entry, Leaf, Secret
from sinergi.journal.verify import VerifyReport, verify_all
from sinergi.vocabulary.viewer import Party
from tests.cast import fact_id, ppk_chair, stamp

TABLES = ("Entry", "Epoch", "Leaf", "Checkpoint", "Erasure", "Waiting", "Secret")
REGION = RegionRegistered(code="14.04.19", name="Kempas")
DESA = VillageRegistered(
    code="14.04.19.2001", name="Réka", kind=VillageKind.DESA, district="14.04.19", district_name="Kempas"
)


def build() -> None:
    """Record a small journal that has a row of every sort: numbered, erased, waiting, sealed in the vault."""
    record(REGION, DESA, stamp=stamp(ids=(fact_id(1), fact_id(2))))
    sequencer.settle()
    for number in (3, 4):
        seal = vault.put(ref=f"person:{number}", content={"name": "Rekaan", "phone": "0800"})
        fact = PersonRegistered(
            person=f"p{number}", party=Party.PPK, duty=Duty.KPPS, vault=f"person:{number}", seal=seal, synthetic=True
        )
        record(fact, stamp=stamp(ppk_chair, ids=(fact_id(number),)))
    erase(entry=fact_id(1), reason="uji", stamp=stamp(ids=(fact_id(5),)))
    vault.erase("person:4")
    sequencer.settle()
    record(REGION, stamp=stamp(ids=(fact_id(6),)))


@dataclass(frozen=True)
class Cell:
    """One value of one row."""

    model: type[models.Model]
    key: object
    field: str


def cells() -> list[Cell]:
    """Return every cell of every journal row, but for the queue's own order number."""
    found = []
    for label in TABLES:
        model = apps.get_model("journal", label)
        for row in model._default_manager.order_by("pk"):
            names = [f.attname for f in model._meta.concrete_fields if (label, f.attname) != ("Waiting", "id")]
            found += [Cell(model, row.pk, name) for name in names]
    return found


def other(value: object) -> object:
    """Return a value of the same type that differs in little."""
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    if isinstance(value, UUID):
        return UUID(int=value.int ^ 1)
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value + 1000  # the neighbour is taken
    if isinstance(value, str):
        return value[:-1] + chr(ord(value[-1]) ^ 1) if value else "x"
    data = bytes(value)  # type: ignore[call-overload] # bytes or memoryview
    return data[:-1] + bytes([data[-1] ^ 1]) if data else b"x"


@contextmanager
def forged() -> Iterator[None]:
    """Let an insider at the rows, and undo everything afterwards."""
    with transaction.atomic():
        guard.remove(connection)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def journal(db: None, data_dir: Path) -> None:
    """A small journal with a row of every sort."""
    build()


def test_a_whole_journal_verifies(journal: None) -> None:
    """No problem, and the figures are those of the journal."""
    told: list[tuple[int, int]] = []
    report = verify_all(lambda done, total: told.append((done, total)))
    assert (report.problems, report.size, report.waiting, report.erased) == ((), 5, 1, 1)
    assert told[-1] == (6, 6)
    assert report.ok


def test_an_empty_journal_verifies(db: None, data_dir: Path) -> None:
    """Nothing recorded is nothing wrong."""
    assert verify_all() == VerifyReport(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", (), 0, 0)


def test_every_changed_cell_is_found(journal: None) -> None:
    """Each column of each row of every journal table, changed by as little as possible."""
    unseen = []
    looked = 0
    for cell in cells():
        with forged():
            rows = cell.model._default_manager.filter(pk=cell.key)
            value = rows.values_list(cell.field, flat=True).get()
            rows.update(**{cell.field: other(value)})
            looked += 1
            if verify_all().ok:
                unseen.append(cell)
    assert unseen == []
    assert looked > 100
    assert verify_all().ok


def test_every_deleted_row_is_found(journal: None) -> None:
    """A row of any journal table that is gone leaves a trace; but for an old checkpoint, which hides nothing.

    Its root follows from the leaves, which the last checkpoint still signs.
    """
    unseen = []
    for label in TABLES:
        model = apps.get_model("journal", label)
        for key in list(model._default_manager.order_by("pk").values_list("pk", flat=True)):
            with forged(), connection.cursor() as cursor:
                field = connection.ops.quote_name(model._meta.pk.column)
                raw = key.hex if isinstance(key, UUID) and connection.vendor == "sqlite" else key
                cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {field} = %s", [raw])  # noqa: S608 -- ours
                if verify_all().ok:
                    unseen.append((label, key))
    assert unseen == [("Checkpoint", 2)]


@pytest.mark.parametrize("seed", range(3))
def test_any_flipped_bit_of_an_entry_is_found(journal: None, seed: int) -> None:
    """SQLite keeps bytes as they are given: 60 random single-bit flips of stored text and blobs, all found."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL stores no second spelling of a UUID, a time or a text")
    chance = random.Random(seed)
    unseen = []
    for _ in range(60):
        table = chance.choice((Entry, Leaf, Secret))
        pk = table._meta.pk.column
        with forged(), connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid, * FROM {table._meta.db_table}")  # noqa: S608 -- our own tables
            names = [column[0] for column in cursor.description][1:]
            row = chance.choice(cursor.fetchall())
            name = chance.choice([one for one in names if one != "number"])
            cursor.execute(
                f"SELECT CAST({name} AS BLOB), typeof({name}) FROM {table._meta.db_table} WHERE rowid = %s",  # noqa: S608
                [row[0]],
            )
            data, kind = cursor.fetchone()
            if not data:
                continue
            at = chance.randrange(len(data))
            flipped = data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
            cast = "CAST(%s AS TEXT)" if kind == "text" else "%s"
            cursor.execute(
                f"UPDATE {table._meta.db_table} SET {name} = {cast} WHERE rowid = %s",  # noqa: S608 -- our own tables
                [flipped, row[0]],
            )
            if verify_all().ok:
                unseen.append((pk, name, data, flipped))
    assert unseen == []


def test_a_forged_entry_with_a_new_commitment_is_found(journal: None) -> None:
    """Whoever rewrites body, salt and commitment still cannot rewrite the leaf and the signed root."""
    with forged():
        entry = Entry.objects.get(pk=fact_id(2))
        body = entry.body.replace("Réka", "Palsu")
        entry.commitment = commitment(bytes(entry.salt), document(entry, body.encode()))
        Entry.objects.filter(pk=entry.pk).update(body=body, commitment=entry.commitment)
        codes = {problem.code for problem in verify_all().problems}
    assert codes == {"journal.leaf"}


def test_swapped_entries_are_found(journal: None) -> None:
    """Two leaves that change places are both named."""
    with forged():
        first, second = Leaf.objects.order_by("number")[:2]
        Leaf.objects.filter(number=first.number).update(entry_id=fact_id(6))
        Leaf.objects.filter(number=second.number).update(entry_id=first.entry_id)
        codes = [problem.code for problem in verify_all().problems]
    assert codes.count("journal.leaf") == 2


def test_a_second_vault_row_cannot_pose_as_the_first(journal: None) -> None:
    """Content moved to another reference does not open there."""
    with forged():
        mine = Secret.objects.get(ref="person:4").sealed
        Secret.objects.filter(ref="person:3").update(sealed=mine)
        assert [problem.code for problem in verify_all().problems] == ["journal.vault"]


def test_an_older_content_of_the_vault_is_found(journal: None) -> None:
    """The last fact's seal says which content is the right one."""
    with forged():
        vault.put(ref="person:3", content={"name": "Lain", "phone": "0811"})
        assert [problem.code for problem in verify_all().problems] == ["journal.vault"]


def test_any_flipped_bit_of_the_files_is_found(journal: None, data_dir: Path) -> None:
    """One flipped bit in any published file."""
    chance = random.Random(7)
    files = [path for path in sorted((data_dir / "journal").rglob("*")) if path.is_file()]
    assert len(files) >= 6
    for path in files:
        good = path.read_bytes()
        at = chance.randrange(len(good))
        path.write_bytes(good[:at] + bytes([good[at] ^ 1 << chance.randrange(8)]) + good[at + 1 :])
        assert not verify_all().ok, path
        path.write_bytes(good)
    assert verify_all().ok


def test_missing_files_are_found(journal: None, data_dir: Path) -> None:
    """No checkpoint, or no folder at all."""
    (data_dir / "journal" / "checkpoint").rename(data_dir / "gone")
    assert not verify_all().ok
    (data_dir / "gone").rename(data_dir / "journal" / "checkpoint")
    assert verify_all().ok
    (data_dir / "journal").rename(data_dir / "gone")
    assert not verify_all().ok
