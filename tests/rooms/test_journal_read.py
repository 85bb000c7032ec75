"""Each viewer reads of the journal what the log rule grants, and can take a receipt home."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import connection

from sinergi.areas.people.facts import AccountOpened
from sinergi.areas.places.facts import RegionRegistered, StationRegistered, VillageKind, VillageRegistered
from sinergi.journal import keys, read, sequencer
from sinergi.journal.book import record
from sinergi.journal.canonical import leaf_data
from sinergi.journal.erase import erase
from sinergi.journal.models import Entry
from sinergi.journal.note import Verifier
from sinergi.journal.proof import Proof
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party, Role, Viewer
from tests.cast import EVERYONE, camat, fact_id, kapolsek, linmas_card, outsider, ppk_chair, ppk_operator, stamp

TPS1, TPS2 = "1404192001001", "1404192001002"
DESA = VillageRegistered(
    code="14.04.19.2001", name="Rekaan", kind=VillageKind.DESA, district="14.04.19", district_name="Kempas"
)


def station(code: str) -> StationRegistered:
    """Return a fact of the five parties."""
    return StationRegistered(code=code, village=DESA.code, number=int(code[10:]))


def account(name: str, party: Party) -> AccountOpened:
    """Return a restricted fact."""
    return AccountOpened(account=name, party=party, role=Role.OPERATOR, label="Operator")


@pytest.fixture
def journal(db: None, data_dir: Path) -> None:
    """Entries 0 … 4: public, TPS 1, TPS 2, restricted to PPK, restricted to Polsek; 5 waits (public)."""
    record(DESA, stamp=stamp(ids=(fact_id(0),)))
    record(station(TPS1), station(TPS2), stamp=stamp(ids=(fact_id(1), fact_id(2))))
    record(account("operator-ppk", Party.PPK), stamp=stamp(ppk_chair, ids=(fact_id(3),)))
    record(account("operator-polsek", Party.POLSEK), stamp=stamp(kapolsek, ids=(fact_id(4),)))
    sequencer.settle()
    record(RegionRegistered(code="14.04", name="Inhil"), stamp=stamp(ids=(fact_id(5),)))


class Sees(NamedTuple):
    """Which numbers a viewer can read, and of which they see the existence only; None is the waiting one."""

    reads: set[int | None]
    hidden: set[int | None]


RULE = {
    "ketua-ppk": Sees({0, 1, 2, 3, None}, {4}),
    "operator-ppk": Sees({0, 1, 2, 3, None}, {4}),
    "kapolsek": Sees({0, 1, 2, 4, None}, {3}),
    "danramil": Sees({0, 1, 2, None}, {3, 4}),
    "camat": Sees({0, 1, 2, None}, {3, 4}),
    "ketua-panwascam": Sees({0, 1, 2, None}, {3, 4}),
    "card:0001": Sees({0, 1, None}, set()),
    "": Sees({0, None}, {1, 2, 3, 4}),
}


@pytest.mark.parametrize("viewer", EVERYONE, ids=lambda viewer: viewer.account or "public")
def test_who_reads_what(journal: None, viewer: Viewer) -> None:
    """Every office, a card and the public against the log rule."""
    rows = read.entries(viewer)
    assert {row.number for row in rows if row.readable} == RULE[viewer.account].reads
    assert {row.number for row in rows if not row.readable} == RULE[viewer.account].hidden


@pytest.mark.parametrize("viewer", EVERYONE, ids=lambda viewer: viewer.account or "public")
def test_a_hidden_entry_tells_nothing(journal: None, viewer: Viewer) -> None:
    """No id, no time, no place, no party, no actor, no body: only its number and how far it may travel."""
    for row in read.entries(viewer):
        if not row.readable:
            told = (row.id, row.party, row.actor, row.device, row.place, row.happened_at, row.recorded_at, row.body)
            assert told == (None, "", "", "", "", None, None, None)
            assert row.kind == row.visibility in ("parties", "restricted")


@pytest.mark.parametrize("viewer", EVERYONE, ids=lambda viewer: viewer.account or "public")
def test_filters_find_only_what_is_readable(journal: None, viewer: Viewer) -> None:
    """Asking for a kind, party or place is no way to learn that a hidden entry has it."""
    for number in range(6):
        entry = Entry.objects.get(pk=fact_id(number))
        for name in ("kind", "party", "place"):
            rows = read.entries(viewer, **{name: getattr(entry, name)})
            assert all(row.readable for row in rows) or not getattr(entry, name)


def test_a_field_card_without_a_post_reads_public_facts_only(journal: None) -> None:
    """No post, no own place; an entry without a place is nobody's own place."""
    card = Viewer(party=Party.PPK, role=Role.FIELD, account="card:0002")
    assert {row.number for row in read.entries(card)} == {0, None}


def test_one_entry_by_id(journal: None) -> None:
    """Found by whom it is for; for anyone else it is not there."""
    assert read.entry(ppk_operator, id=fact_id(3)).body == {
        "account": "operator-ppk",
        "label": "Operator",
        "party": "ppk",
        "role": "operator",
    }
    for viewer in (camat, linmas_card, outsider):
        with pytest.raises(Refused, match=r"journal\.entry\.unknown"):
            read.entry(viewer, id=fact_id(3))


def test_pages(journal: None) -> None:
    """Newest first with the waiting one on top; forward from a number, oldest first."""
    numbers = [row.number for row in read.entries(camat)]
    assert numbers == [None, 4, 3, 2, 1, 0]
    assert [row.number for row in read.entries(camat, limit=2)] == [None, 4]
    assert [row.number for row in read.entries(camat, before=4, limit=2)] == [3, 2]
    assert [row.number for row in read.entries(camat, after=2)] == [3, 4, None]
    assert [row.number for row in read.entries(camat, after=0, before=3)] == [2, 1]


def test_an_erased_entry_is_shown_as_erased(journal: None) -> None:
    """Its envelope stays, its body is gone."""
    erase(entry=fact_id(0), reason="uji", stamp=stamp())
    row = read.entry(outsider, id=fact_id(0))
    assert (row.erased, row.body, row.kind) == (True, None, DESA.KIND)


def test_kinds_for_the_filter(journal: None) -> None:
    """Only kinds that the viewer may read."""
    assert "people.account.opened.v1" in read.kinds(kapolsek)
    assert "people.account.opened.v1" not in read.kinds(camat)


def test_receipt_verifies_from_itself_alone(journal: None) -> None:
    """A receipt holds the entry, and verifies under the log's public key; a waiting entry has none yet."""
    key = Verifier.parse(keys.log_key().vkey)
    for number in range(5):
        receipt = Proof.parse(read.receipt(fact_id(number)))
        assert receipt.extra == leaf_data(Entry.objects.get(pk=fact_id(number)))
        receipt.verify(log=key, leaf=receipt.extra)
    with pytest.raises(Refused, match=r"journal\.entry\.waiting"):
        read.receipt(fact_id(5))
    with pytest.raises(Refused, match=r"journal\.entry\.unknown"):
        read.receipt(fact_id(99))


def test_position_counts_what_waits_and_never_falls(db: None, data_dir: Path) -> None:
    """It moves with each record, and numbering does not move it."""
    seen = [read.position()]
    for number in range(3):
        record(DESA, stamp=stamp(ids=(fact_id(number),)))
        seen.append(read.position())
        sequencer.settle()
        seen.append(read.position())
    assert seen == [0, 1, 1, 2, 2, 3, 3]


@pytest.mark.django_db(transaction=True)
def test_waiting_ends_with_news(data_dir: Path) -> None:
    """Who waits is woken by a record in another thread, long before the time is up."""
    found: list[int] = []
    ready = threading.Event()

    def wait() -> None:
        ready.set()
        found.append(read.wait_beyond(0, seconds=60))
        connection.close()

    thread = threading.Thread(target=wait)
    thread.start()
    ready.wait(10)
    record(DESA, stamp=stamp())
    thread.join(30)
    assert found == [1]
    assert read.wait_beyond(1, seconds=0) == 1
