"""What ``record`` promises: all or nothing, a resend is the same answer, a contradiction is evidence."""

from __future__ import annotations

import threading
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from sinergi.areas.places.facts import RegionRegistered, StationRegistered, VillageKind, VillageRegistered
from sinergi.journal import guard
from sinergi.journal.book import known, record, writing
from sinergi.journal.canonical import commitment, document
from sinergi.journal.erase import erase
from sinergi.journal.facts import ContradictionKept
from sinergi.journal.models import Entry, Erasure, Waiting
from sinergi.journal.sequencer import settle
from sinergi.journal.verify import verify_all
from sinergi.vocabulary.refusal import Refused
from tests.cast import fact_id, kapolsek, ppk_operator, stamp

pytestmark = pytest.mark.django_db
KEMPAS = RegionRegistered(code="14.04.19", name="Kempas")
DESA = VillageRegistered(
    code="14.04.19.2001", name="Rekaan", kind=VillageKind.DESA, district="14.04.19", district_name="Kempas"
)


def test_record_keeps_the_whole_envelope() -> None:
    """What was recorded stands in the row, under a commitment that its salt opens."""
    receipt = record(KEMPAS, DESA, stamp=stamp(ids=(fact_id(1), fact_id(2))))
    assert receipt.fresh
    entry = Entry.objects.get(pk=fact_id(2))
    assert (entry.kind, entry.party, entry.actor, entry.place) == (DESA.KIND, "ppk", "operator-ppk", DESA.code)
    assert commitment(bytes(entry.salt), document(entry, entry.body.encode())) == entry.commitment
    assert list(Waiting.objects.order_by("id").values_list("entry_id", flat=True)) == [fact_id(1), fact_id(2)]


def test_ids_are_made_where_missing() -> None:
    """A sender without ids gets fresh UUIDv7."""
    receipt = record(KEMPAS, DESA, stamp=stamp())
    assert [identity.version for identity in receipt.ids] == [7, 7]
    assert Entry.objects.count() == 2


def test_nothing_to_record() -> None:
    """No facts: no entry, nothing fresh."""
    assert not record(stamp=stamp()).fresh
    assert known(stamp=stamp()) is None


def test_resend_changes_nothing() -> None:
    """The same ids with the same content get the same answer, and no second row."""
    envelope = stamp(ids=(fact_id(1), fact_id(2)))
    first = record(KEMPAS, DESA, stamp=envelope)
    again = record(KEMPAS, DESA, stamp=envelope)
    assert (again.ids, again.fresh) == (first.ids, False)
    assert Entry.objects.count() == Waiting.objects.count() == 2
    assert known(KEMPAS, DESA, stamp=envelope) == again


def test_half_known_resend_records_the_rest() -> None:
    """A phone that lost the answer sends more than before: only what is new is added."""
    record(KEMPAS, stamp=stamp(ids=(fact_id(1),)))
    assert record(KEMPAS, DESA, stamp=stamp(ids=(fact_id(1), fact_id(2)))).fresh
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    ("fact", "viewer"),
    [(replace(KEMPAS, name="Lain"), ppk_operator), (DESA, ppk_operator), (KEMPAS, kapolsek)],
    ids=["other-body", "other-kind", "other-party"],
)
def test_contradiction_is_refused_and_kept(fact: RegionRegistered, viewer: object) -> None:
    """The same id with other content: refused by name, the refused content kept once as an entry."""
    record(KEMPAS, stamp=stamp(ids=(fact_id(1),)))
    envelope = stamp(kapolsek if viewer is kapolsek else ppk_operator, ids=(fact_id(1),))
    for _ in range(2):
        with pytest.raises(Refused, match=r"journal\.same-id-other-content"):
            record(fact, stamp=envelope)
    kept = Entry.objects.exclude(pk=fact_id(1)).get()
    assert (kept.kind, kept.party, kept.visibility) == (ContradictionKept.KIND, envelope.party, "restricted")
    assert str(fact_id(1)) in kept.body
    assert (
        Entry.objects.get(pk=fact_id(1)).body == '{"code":"14.04.19","lat_e6":null,"lon_e6":null,"name":"Kempas",'
        '"source":""}'
    )


def test_contradiction_undoes_the_whole_command_but_not_the_evidence() -> None:
    """Inside a command's own block, everything else in it is rolled back; the evidence stays."""
    record(KEMPAS, stamp=stamp(ids=(fact_id(1),)))
    with pytest.raises(Refused), writing():  # noqa: PT012 -- the block is what is tested
        record(DESA, stamp=stamp(ids=(fact_id(2),)))
        record(replace(KEMPAS, name="Lain"), stamp=stamp(ids=(fact_id(1),)))
    assert not Entry.objects.filter(pk=fact_id(2)).exists()
    assert Entry.objects.filter(kind=ContradictionKept.KIND).count() == 1


def test_one_bad_fact_stops_all() -> None:
    """When one fact cannot be applied, none is recorded."""
    orphan = StationRegistered(code="1404192009001", village="14.04.19.2009", number=1)
    with pytest.raises((DatabaseError, Refused)), transaction.atomic():
        record(KEMPAS, orphan, orphan, stamp=stamp(ids=(fact_id(1), fact_id(2), fact_id(2))))
    assert Entry.objects.count() == 0


def test_ids_must_be_one_each() -> None:
    """Twice the same id in one call, or too few ids, is refused by name."""
    for ids in ((fact_id(1), fact_id(1)), (fact_id(1),)):
        with pytest.raises(Refused, match=r"journal\.ids"):
            record(KEMPAS, DESA, stamp=stamp(ids=ids))


def test_text_that_no_json_keeps_is_refused() -> None:
    """Half a surrogate pair has no UTF-8: refused, nothing written."""
    with pytest.raises(Refused, match=r"journal\.body"):
        record(replace(KEMPAS, name="\ud800"), stamp=stamp())
    assert Entry.objects.count() == 0


def test_erased_entry_is_empty_and_permitted() -> None:
    """Erasing empties body and salt, records the permit, and a resend of the erased fact stays a no-op."""
    record(KEMPAS, stamp=stamp(ids=(fact_id(1),)))
    receipt = erase(entry=fact_id(1), reason="permintaan subjek", stamp=stamp())
    entry = Entry.objects.get(pk=fact_id(1))
    assert (entry.body, bytes(entry.salt)) == ("", b"")
    assert Erasure.objects.get(entry=entry).permit_id == receipt.ids[0]
    assert not erase(entry=fact_id(1), reason="lagi", stamp=stamp()).fresh
    assert not record(KEMPAS, stamp=stamp(ids=(fact_id(1),))).fresh
    with pytest.raises(Refused, match=r"journal\.entry\.permit"):
        erase(entry=receipt.ids[0], reason="jejak", stamp=stamp())
    with pytest.raises(Refused, match=r"journal\.entry\.unknown"):
        erase(entry=fact_id(9), reason="-", stamp=stamp())


def _refused(sql: str, values: list[UUID | str | bytes]) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize("table", guard.APPEND_ONLY)
def test_database_refuses_change(table: str, data_dir: object) -> None:
    """UPDATE, DELETE and (SQLite) REPLACE, (PostgreSQL) TRUNCATE on what was recorded fail on either engine."""
    record(KEMPAS, DESA, stamp=stamp(ids=(fact_id(1), fact_id(2))))
    settle()
    erase(entry=fact_id(1), reason="uji", stamp=stamp())
    column = guard.APPEND_ONLY[table][0]
    quoted = connection.ops.quote_name(column)
    assert _refused(f"UPDATE {table} SET {quoted} = {quoted}", [])  # noqa: S608 -- our own table names
    assert _refused(f"DELETE FROM {table}", [])  # noqa: S608 -- our own table names
    if connection.vendor == "sqlite":
        assert _refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}", [])  # noqa: S608 -- our own table names
    else:
        assert _refused(f"TRUNCATE {table} CASCADE", [])


def test_only_a_permitted_row_can_be_emptied() -> None:
    """Emptying without a permit, or changing anything else with one, fails."""
    record(KEMPAS, DESA, stamp=stamp(ids=(fact_id(1), fact_id(2))))
    one = fact_id(2) if connection.vendor == "postgresql" else fact_id(2).hex
    empty = b""
    assert _refused("UPDATE journal_entry SET body = '', salt = %s WHERE id = %s", [empty, one])
    erase(entry=fact_id(1), reason="uji", stamp=stamp())
    other = fact_id(1) if connection.vendor == "postgresql" else fact_id(1).hex
    assert _refused("UPDATE journal_entry SET body = '{}' WHERE id = %s", [other])
    assert _refused("UPDATE journal_entry SET actor = 'x' WHERE id = %s", [other])


@pytest.mark.django_db(transaction=True)
def test_threads_writing_at_once(data_dir: object) -> None:
    """Eight writers with overlapping ids: every id once, in a journal that verifies."""
    failed: list[BaseException] = []

    def write(first: int) -> None:
        try:
            for number in range(first, first + 10):
                record(KEMPAS, stamp=stamp(ids=(fact_id(number),)))
        except BaseException as error:  # noqa: BLE001 -- handed to the test's own thread
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(5 * index,)) for index in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    ids: set[UUID] = set(Entry.objects.values_list("id", flat=True))
    assert ids == {fact_id(number) for number in range(45)}
    settle()
    report = verify_all()
    assert (report.problems, report.size) == ((), 45)
