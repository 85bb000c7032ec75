"""Replay builds the same tables again, from whatever the journal still says."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import rfc8785
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinergi.areas.places.facts import (
    LinkRegistered,
    LinkRemoved,
    RegionRegistered,
    StationRegistered,
    StationWithdrawn,
    VillageKind,
    VillageRegistered,
    Way,
)
from sinergi.areas.places.models import Station
from sinergi.journal import guard, replay, sequencer, wiring
from sinergi.journal.book import apply, record
from sinergi.journal.canonical import canonical, document, leaf_data
from sinergi.journal.erase import erase
from sinergi.journal.models import Entry
from sinergi.journal.wiring import Wiring
from sinergi.vocabulary.facts import Fact, to_json
from sinergi.vocabulary.refusal import Refused
from tests.cast import fact_id, ppk_chair, stamp
from tests.world import World

pytestmark = pytest.mark.django_db
VILLAGE = "14.04.19.2001"


def story(chance: random.Random, length: int) -> list[Fact]:
    """Return a believable history: things registered, changed, withdrawn and removed in any order."""
    facts: list[Fact] = [
        RegionRegistered(code="14.04.19", name="Kempas"),
        VillageRegistered(
            code=VILLAGE, name="Rekaan", kind=VillageKind.DESA, district="14.04.19", district_name="Kempas"
        ),
    ]
    for step in range(length):
        number = chance.randint(1, 3)
        code = f"1404192001{number:03d}"
        facts.append(
            chance.choice(
                [
                    StationRegistered(code=code, village=VILLAGE, number=number, voters_male=step),
                    StationWithdrawn(code=code, reason=f"alasan {step}"),
                    LinkRegistered(code=f"l{number}", start=VILLAGE, end="polsek", way=Way.ROAD, metres=step),
                    LinkRemoved(code=f"l{number}", reason="banjir"),
                    RegionRegistered(code="14.04", name=f"Inhil {step}"),
                ]
            )
        )
    return facts


def test_replay_gives_the_same_tables(world: World) -> None:
    """The tiny kecamatan, thrown away and built again, numbered or still waiting."""
    before = replay.fingerprint()
    count = Entry.objects.count()
    assert replay.replay() == count
    assert replay.fingerprint() == before
    sequencer.settle()
    assert replay.replay() == count
    assert replay.fingerprint() == before
    assert len(set(before.values())) > 5


def test_fingerprint_sees_one_changed_value(world: World) -> None:
    """A single changed column changes the fingerprint of its table and of no other; replay puts it right."""
    before = replay.fingerprint()
    Station.objects.filter(pk=world.stations[0]).update(voters_male=1)
    after = replay.fingerprint()
    assert [table for table in before if before[table] != after[table]] == ["places_station"]
    replay.replay()
    assert replay.fingerprint() == before


def test_replay_tells_how_far_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress ends at the total, in steps of a batch."""
    monkeypatch.setattr(replay, "CHUNK", 7)
    told: list[tuple[int, int]] = []
    replay.replay(lambda done, total: told.append((done, total)))
    total = Entry.objects.count()
    assert [done for done, _ in told] == [*range(7, total, 7), total]
    assert {of for _, of in told} == {total}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), chunk=st.integers(1, 9), cut=st.integers(0, 20))
def test_batches_do_not_matter(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, seed: int, chunk: int, cut: int
) -> None:
    """One by one, all at once, numbered in between: the same tables, whatever the batch of the replay."""
    with transaction.atomic():
        facts = story(random.Random(seed), 20)
        for fact in facts[:cut]:
            record(fact, stamp=stamp())
        record(*facts[cut:], stamp=stamp())
        before = replay.fingerprint()
        with monkeypatch.context() as patch:
            patch.setattr(replay, "CHUNK", chunk)
            assert replay.replay() == len(facts)
        assert replay.fingerprint() == before
        transaction.set_rollback(True)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_erased_facts_say_nothing(data_dir: Path, seed: int) -> None:
    """Replay after erasing some entries, in any order, equals applying the others alone."""
    chance = random.Random(seed)
    with transaction.atomic():
        facts = story(chance, 20)
        ids = [fact_id(number) for number in range(len(facts))]
        record(*facts, stamp=stamp(ids=tuple(ids)))
        gone = chance.sample(range(2, len(facts)), 6)
        for number in gone:
            erase(entry=ids[number], reason="uji", stamp=stamp())
        assert replay.replay() == len(facts) - 6 + 6  # the six permits are facts too
        after = replay.fingerprint()
        entries = {entry.pk: entry for entry in Entry.objects.all()}
        replay._empty()
        apply([replay._noted(entries[ids[number]]) for number in range(len(facts)) if number not in gone])
        assert replay.fingerprint() == after
        transaction.set_rollback(True)


def test_old_versions_are_upcast(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fact of an older kind is read through the chain of upcasts; a resend of the same thing is still known."""
    real = wiring.wiring()
    old = "places.region.registered.v0"

    def rename(body: dict[str, object]) -> dict[str, object]:
        return {"code": body["kode"], "name": body["nama"]}

    past = Wiring(hears=real.hears, derived=real.derived, upcasts={old: (RegionRegistered.KIND, rename)})  # type: ignore[dict-item] # a test's own bodies
    monkeypatch.setattr("sinergi.journal.replay.wiring", lambda: past)
    monkeypatch.setattr("sinergi.journal.book.wiring", lambda: past)
    region = RegionRegistered(code="14.04", name="Inhil")
    record(region, stamp=stamp(ids=(fact_id(1),)))
    before = replay.fingerprint()
    guard.remove(connection)
    body = canonical({"kode": "14.04", "nama": "Inhil"}).decode()
    Entry.objects.filter(pk=fact_id(1)).update(kind=old, body=body)
    guard.install(connection)
    assert replay.replay() == 1
    assert replay.fingerprint() == before
    assert not record(region, stamp=stamp(ids=(fact_id(1),))).fresh


def test_an_unknown_kind_stops_replay_and_changes_nothing(world: World) -> None:
    """A body that no kind fits is named; the tables stay as they were."""
    before = replay.fingerprint()
    guard.remove(connection)
    Entry.objects.filter(pk=Entry.objects.order_by("-recorded_at", "-pk")[0].pk).update(kind="places.unknown.v1")
    guard.install(connection)
    with pytest.raises(Refused, match=r"journal\.body-unreadable"):
        replay.replay()
    assert replay.fingerprint() == before


@settings(max_examples=200)
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**53) + 1, 2**53 - 1)
        | st.text(st.characters(exclude_categories=["Cs"])),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
        ),
        max_leaves=12,
    )
)
def test_canonical_is_rfc_8785(value: object) -> None:
    """The quick way gives the bytes of the reference library, for every JSON without floats."""
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type] # any JSON


def test_the_committed_document_is_canonical(data_dir: Path) -> None:
    """The document that is spliced together equals the canonical JSON of its fields."""
    record(RegionRegistered(code="14.04", name="Éñ\x07\u2028"), stamp=stamp(ppk_chair, ids=(fact_id(1),)))
    entry = Entry.objects.get()
    entry.actor, entry.device, entry.place = 'a"\\\x1f', "é\x7f", "tempat"
    for visibility in ("public", "sealed"):
        entry.visibility = visibility
        made = document(entry, entry.body.encode())
        assert rfc8785.dumps(json.loads(made)) == made
        assert json.loads(made)["body"] == json.loads(entry.body)
        assert json.loads(made)["happened_at"] == "2024-11-27T00:00:00.000000Z"
        assert rfc8785.dumps(json.loads(leaf_data(entry))) == leaf_data(entry)
    assert to_json(RegionRegistered(code="14.04", name="x"))
