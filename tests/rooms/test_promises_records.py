"""A promise that asks for records of the system closes itself when they arrive, with a link to the last of them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from sinergi.areas.deployment import commands as deployment
from sinergi.areas.deployment.facts import PlanChecked, PlanIssued, Verdict
from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import Ask, EvidenceKind, PromiseKept, PromiseState
from sinergi.areas.meetings.queries import PromiseView
from sinergi.areas.people import commands as people
from sinergi.areas.people.facts import Duty, DutyPostFilled
from sinergi.areas.places import commands as places
from sinergi.areas.places.facts import SiteRegistered, StationRegistered
from sinergi.areas.risk import commands as risk
from sinergi.areas.risk.facts import StationClassed
from sinergi.areas.rulebook.facts import RiskClass
from sinergi.journal import read, replay, sequencer
from sinergi.vocabulary.viewer import Party
from tests import cast
from tests.guards import classed as all_classed
from tests.guards import staff
from tests.promises import DUE, classed, code_of, draft, give
from tests.world import FAR, NEAR, STATIONS, World, station

pytestmark = pytest.mark.django_db


def asked(record: type, number: int = 0) -> Ask:
    """Return the ask for so many records."""
    return Ask(evidence=EvidenceKind.RECORD, number=number, record=record.KIND)  # type: ignore[attr-defined] # a fact


def view(promise: str) -> PromiseView:
    """Return the promise as the camat sees it."""
    return queries.promise(cast.camat, promise=promise, now=DUE)


def entry_kind(entry: UUID | None) -> str:
    """Return of which kind the entry is that a promise was closed by."""
    sequencer.settle()
    rows = read.entries(cast.camat, limit=1000)
    return next((row.kind for row in rows if str(row.id) == str(entry)), "")


def test_four_stations_classed_by_the_police_close_a_promise(world: World) -> None:
    """The police promises the classes of four TPS: they arrive, it is kept, and the page leads to the last entry."""
    promise = give(Party.POLSEK, ask=asked(StationClassed, 4), places=world.villages)
    for number, fact in enumerate(all_classed(), start=1):
        risk.classify_stations(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), facts=[fact])
        row = view(promise).row
        assert row.progress == number
        assert row.state is (PromiseState.KEPT if number == 4 else PromiseState.PENDING)
    seen = view(promise)
    assert {one.place for one in seen.evidence} == set(STATIONS)
    assert (seen.row.closed_by, seen.row.closed_at) == (Party.POLSEK, cast.H_DAY)
    assert seen.row.closed_entry == seen.evidence[-1].entry == seen.events[-1].entry
    assert seen.events[-1].kind == PromiseKept.KIND
    assert entry_kind(seen.row.closed_entry) == StationClassed.KIND
    sequencer.settle()
    before = replay.fingerprint()
    replay.replay()
    assert replay.fingerprint() == before


def test_many_facts_of_one_call_close_it_once(world: World) -> None:
    """Four classes in one sending: the promise is closed by the second, which is enough, and later ones say nothing."""
    assert world.stations
    promise = give(Party.POLSEK, ask=asked(StationClassed, 2))
    risk.classify_stations(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), facts=all_classed())
    seen = view(promise)
    assert (seen.row.state, seen.row.progress, len(seen.evidence)) == (PromiseState.KEPT, 2, 2)
    assert [one.kind for one in seen.events].count(PromiseKept.KIND) == 1


def test_a_place_counts_once_and_only_where_it_was_promised(world: World) -> None:
    """The same TPS classed anew, and a TPS of another village, bring the promise no further."""
    assert world.stations
    promise = give(Party.POLSEK, ask=asked(StationClassed, 2), places=(NEAR,))
    classed(Party.POLSEK, STATIONS[0])
    classed(Party.POLSEK, STATIONS[0], risk=RiskClass.HIGH)
    classed(Party.POLSEK, STATIONS[2])
    assert view(promise).row.progress == 1
    classed(Party.POLSEK, STATIONS[1])
    assert view(promise).row.state is PromiseState.KEPT


def test_another_partys_record_and_one_from_before_do_not_count(world: World) -> None:
    """What was recorded before the promise was given, or by somebody else, is not its party keeping it."""
    assert world.stations
    classed(Party.POLSEK, STATIONS[0])
    promise = give(Party.POLSEK, ask=asked(StationClassed, 1))
    assert view(promise).row.progress == 0
    classed(Party.PPK, STATIONS[1])
    assert (view(promise).row.progress, view(promise).evidence) == (0, ())
    classed(Party.POLSEK, STATIONS[0], risk=RiskClass.HIGH)
    assert view(promise).row.state is PromiseState.KEPT


def test_one_fact_closes_two_promises(world: World) -> None:
    """Two promises wait for the same record: both close by it, each with the link."""
    assert world.stations
    both = [give(Party.POLSEK, ask=asked(StationClassed), places=(place,)) for place in (NEAR, STATIONS[0])]
    other = give(Party.POLSEK, ask=asked(StationClassed), places=(FAR,))
    classed(Party.POLSEK, STATIONS[0])
    rows = [view(one).row for one in both]
    assert {row.state for row in rows} == {PromiseState.KEPT}
    assert len({row.closed_entry for row in rows}) == 1
    assert view(other).row.state is PromiseState.PENDING


def test_a_plan_that_is_issued_or_checked_closes_a_promise(world: World) -> None:
    """The police issues the guard plan, Panwascam says what it thinks of it: both had promised to."""
    assert world.stations
    staff()
    issued = give(Party.POLSEK, ask=asked(PlanIssued))
    said = give(Party.PANWASCAM, ask=asked(PlanChecked, 2))
    plans = [deployment.draft_plan(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek)) for _again in "ab"]
    for plan in (plans[0], plans[0], plans[1]):
        assert view(said).row.state is PromiseState.PENDING
        deployment.check_plan(
            viewer=cast.panwascam, stamp=cast.stamp(cast.panwascam), plan=plan, verdict=Verdict.AGREED
        )
    assert view(said).row.state is PromiseState.KEPT
    deployment.issue_plan(
        viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), plan=plans[1], letter="Sprin/1", despite="uji"
    )
    assert view(issued).row.state is PromiseState.KEPT
    assert entry_kind(view(issued).row.closed_entry) == PlanIssued.KIND


def test_a_registered_station_closes_the_promise_of_the_ppk(world: World) -> None:
    """A new TPS in the village that was named; a correction of an old one of another village does not count."""
    assert world.stations
    promise = give(Party.PPK, ask=asked(StationRegistered), places=(FAR,))
    stamp = cast.stamp(cast.ppk_chair)
    places.register_station(viewer=cast.ppk_chair, stamp=stamp, fact=station(STATIONS[0], name="Aula Desa"))
    assert view(promise).row.state is PromiseState.PENDING
    places.register_station(viewer=cast.ppk_chair, stamp=stamp, fact=station("1404192002003"))
    assert view(promise).row.state is PromiseState.KEPT


def test_a_vacated_post_is_not_a_filled_one(world: World) -> None:
    """Two posts were promised to be filled: filling one, vacating it and filling it again is one."""
    promise = give(Party.KECAMATAN, ask=asked(DutyPostFilled, 2))
    entries = [
        people.PersonEntry(name=f"Linmas Rekaan {name}", phone="", party=Party.KECAMATAN, duty=Duty.LINMAS)
        for name in ("Satu", "Dua")
    ]
    ids = people.register_persons(viewer=cast.camat, stamp=cast.stamp(cast.camat), entries=entries)
    for post, person in ((0, ids[0]), (0, ""), (0, ids[0]), (1, ids[1])):
        assert view(promise).row.state is PromiseState.PENDING
        fact = DutyPostFilled(post=world.posts[post], person=person)
        people.fill_posts(viewer=cast.camat, stamp=cast.stamp(cast.camat), facts=[fact])
    assert view(promise).row.state is PromiseState.KEPT


def test_reopened_it_starts_to_count_anew(world: World) -> None:
    """What was not enough after all is owed again, from nothing; the same TPS classed anew counts then."""
    assert world.stations
    promise = give(Party.POLSEK, ask=asked(StationClassed), places=(STATIONS[0],))
    classed(Party.POLSEK, STATIONS[0])
    commands.reopen_promise(
        viewer=cast.panwascam, stamp=cast.stamp(cast.panwascam), promise=promise, reason="Kelasnya keliru"
    )
    row = view(promise).row
    assert (row.state, row.progress, row.closed_at, row.closed_entry) == (PromiseState.PENDING, 0, None, None)
    classed(Party.POLSEK, STATIONS[0], risk=RiskClass.HIGH)
    assert view(promise).row.state is PromiseState.KEPT


def test_nobody_closes_by_hand_what_waits_for_a_record(world: World) -> None:
    """Neither its party nor another one: not by keeping, not by reporting, not by asking for less."""
    assert world.stations
    promise = give(Party.POLSEK, by=cast.kapolsek, ask=asked(StationClassed, 2), places=(NEAR,))
    police = {"viewer": cast.kapolsek, "stamp": cast.stamp(cast.kapolsek), "promise": promise}
    assert code_of(lambda: commands.keep_promise(**police)) == "meetings.promise.waits-for-record"
    assert code_of(lambda: commands.report_promise(**police)) == "meetings.evidence.record"
    assert code_of(lambda: commands.keep_promise(**police | {"viewer": cast.camat})) == "meetings.promise.not-reported"
    less = draft(Party.POLSEK, ask=asked(StationClassed, 1), places=(NEAR,))
    code = code_of(lambda: commands.correct_promise(**police, draft=less, reason="Satu saja"))
    assert code == "meetings.evidence.weaker"
    assert view(promise).row.state is PromiseState.PENDING


def test_a_correction_keeps_what_still_counts_and_closes_nothing(world: World) -> None:
    """Other places: what lies outside them no longer counts. So low a number that it would close is refused."""
    assert world.stations
    promise = give(Party.POLSEK, ask=asked(StationClassed, 3))
    classed(Party.POLSEK, STATIONS[0])
    classed(Party.POLSEK, STATIONS[2])
    camat = {"viewer": cast.camat, "stamp": cast.stamp(cast.camat), "promise": promise, "reason": "Salah catat"}
    low = draft(Party.POLSEK, ask=asked(StationClassed, 2))
    assert code_of(lambda: commands.correct_promise(**camat, draft=low)) == "meetings.evidence.counted"
    commands.correct_promise(**camat, draft=draft(Party.POLSEK, ask=asked(StationClassed, 2), places=(NEAR,)))
    assert ([one.place for one in view(promise).evidence], view(promise).row.progress) == ([STATIONS[0]], 1)
    commands.correct_promise(**camat, draft=draft(Party.PPK, ask=asked(StationClassed, 2), places=(NEAR,)))
    assert (view(promise).evidence, view(promise).row.progress) == ((), 0)


def test_only_records_that_are_wired_may_be_asked_for(world: World) -> None:
    """Each record on offer can be asked for; another kind, or a place where the record tells none, is refused."""
    assert world.stations
    offered = queries.offered_records()
    assert {StationClassed.KIND, PlanIssued.KIND, StationRegistered.KIND, SiteRegistered.KIND} <= set(offered)
    for kind in offered:
        give(Party.PPK, ask=Ask(evidence=EvidenceKind.RECORD, record=kind))
    strange = Ask(evidence=EvidenceKind.RECORD, record="people.account.opened.v1")
    assert code_of(lambda: give(ask=strange)) == "meetings.promise.record"
    nowhere = code_of(lambda: give(Party.POLSEK, ask=asked(PlanIssued), places=(NEAR,)))
    assert nowhere == "meetings.promise.record-nowhere"


def test_a_late_record_closes_a_late_promise(world: World) -> None:
    """It was late, and it is kept all the same; the hour of closing says when."""
    assert world.stations
    promise = give(Party.POLSEK, ask=asked(StationClassed))
    late = DUE + timedelta(hours=5)
    assert queries.promise(cast.camat, promise=promise, now=late).row.late
    classed(Party.POLSEK, STATIONS[0], at=late)
    row = queries.promise(cast.camat, promise=promise, now=late).row
    assert (row.late, row.closed_at) == (False, late)
