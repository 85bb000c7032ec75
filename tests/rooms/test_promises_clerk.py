"""The clerk: notes the duties of the pack as promises, reminds once per moment, and stands in nobody's way."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, connections
from django.test.utils import CaptureQueriesContext

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.commands import clerk
from sinergi.areas.meetings.commands.drafts import Draft
from sinergi.areas.meetings.facts import EvidenceKind, Nudge, PromiseState
from sinergi.areas.meetings.models import Promise, PromiseEvent
from sinergi.areas.people import commands as people
from sinergi.areas.risk import commands as risk
from sinergi.areas.rulebook import commands as rulebook_commands
from sinergi.areas.rulebook import queries as rulebook
from sinergi.areas.rulebook.rules.pack import Per
from sinergi.entrypoints.clerk import rounds, worker
from sinergi.journal import read, replay, sequencer
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party
from tests import cast
from tests.guards import classed
from tests.world import World

NOW = datetime(2024, 11, 18, 1, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def give(*, hours: float = 240, duty: str = "", party: Party = Party.POLSEK) -> str:
    """Give a promise at NOW, written down by the camat, and return its id."""
    draft = Draft(party=party, text="Patroli malam di desa rawan", due=NOW + timedelta(hours=hours), duty=duty)
    return commands.give_promise(viewer=cast.camat, stamp=cast.stamp(cast.camat, at=NOW), draft=draft)


def told(promise: str) -> list[str]:
    """Return what was sent for a promise, in order."""
    kind = "meetings.promise.reminded.v1"
    return list(PromiseEvent.objects.filter(promise=promise, kind=kind).order_by("pk").values_list("note", flat=True))


def assert_replays() -> None:
    """The journal alone gives the same tables again."""
    sequencer.settle()
    before = replay.fingerprint()
    replay.replay()
    assert replay.fingerprint() == before


@pytest.mark.django_db
def test_duties_to_come_are_noted_once_as_promises_of_their_party(world: World) -> None:
    """Each duty whose hour is still to come, with its hour, evidence and party; a second round notes nothing."""
    assert world.stations
    pack = rulebook.pack()
    coming = {one.code: one for one in pack.duties if pack.due(one, zone="Asia/Jakarta") > NOW}
    assert 20 < len(coming) < len(pack.duties)
    assert commands.note_duties(now=NOW) == len(coming)
    assert commands.note_duties(now=NOW + HOUR) == 0
    rows = {row.duty: row for row in Promise.objects.all()}
    assert rows.keys() == coming.keys()
    for code, row in rows.items():
        assert row.due == pack.due(coming[code], zone="Asia/Jakarta")
        assert (row.party, row.given_by, row.text) == (coming[code].party, coming[code].party, coming[code].name.id)
        assert row.evidence == coming[code].evidence
        assert row.given_at == NOW
    linmas, boats, plan = (rows[code] for code in ("camat-linmas", "camat-angkutan", "polsek-renpam-terbit"))
    assert (linmas.asked, boats.asked) == (2 * 4, 2)
    assert (plan.evidence, plan.record) == (EvidenceKind.RECORD, "deployment.plan.issued.v1")


@pytest.mark.django_db
def test_the_clerk_writes_in_the_book_as_the_clerk(world: World) -> None:
    """Actor and device say who wrote; the party is the one that owes; replay makes the same promises."""
    assert world.stations
    commands.note_duties(now=NOW)
    sequencer.settle()
    entries = [row for row in read.entries(cast.camat, limit=1000) if row.kind == "meetings.promise.given.v1"]
    assert {entry.actor for entry in entries} == {"clerk"}
    assert {entry.party for entry in entries} == set(FIVE_PARTIES)
    assert_replays()


def classify(*, at: datetime, stations: int = 4) -> None:
    """Let the police class so many TPS at a moment."""
    stamp = cast.stamp(cast.kapolsek, at=at)
    risk.classify_stations(viewer=cast.kapolsek, stamp=stamp, facts=classed()[:stations])


@pytest.mark.django_db
def test_the_last_record_of_a_noted_duty_closes_it(world: World) -> None:
    """All TPS classed is kept, with the entry that closed it; three of four is not."""
    assert world.stations
    early = NOW - 8 * DAY
    commands.note_duties(now=early)
    classify(at=early + HOUR, stations=3)
    row = Promise.objects.get(duty="polsek-pemetaan-tps")
    assert (row.state, row.asked, row.progress) == (PromiseState.PENDING, 4, 3)
    classify(at=early + 2 * HOUR)
    row.refresh_from_db()
    assert (row.state, row.closed_by) == (PromiseState.KEPT, "polsek")
    assert row.closed_entry is not None
    assert_replays()


@pytest.mark.django_db
def test_what_is_in_the_book_already_is_not_promised(world: World) -> None:
    """TPS that were classed before make no promise that could only be late; the calendar says that it is done."""
    assert world.stations
    early = NOW - 8 * DAY
    classify(at=early, stations=3)
    uid = "duty.polsek-pemetaan-tps@pilkada-2024.sinergi"

    def shown() -> bool:
        return next(row.done for row in queries.calendar(cast.camat, now=early) if row.uid == uid)

    assert not shown()
    classify(at=early)
    assert shown()
    assert commands.note_duties(now=early) > 20
    assert not Promise.objects.filter(duty="polsek-pemetaan-tps").exists()


@pytest.mark.django_db
def test_what_is_counted_per_station_waits_for_the_register() -> None:
    """Before TPS are registered only what is asked once per kecamatan is noted; the rest follows."""
    adopt = {"name": "pilkada-2024", "district": "14.04.19", "district_name": "Contoh", "timezone": "Asia/Jakarta"}
    rulebook_commands.adopt_pack(viewer=cast.ppk_chair, stamp=cast.stamp(cast.ppk_chair), **adopt)
    assert commands.note_duties(now=NOW)
    per = {duty.code: duty.per for duty in rulebook.pack().duties}
    assert {per[row.duty] for row in Promise.objects.all()} == {Per.DISTRICT}


@pytest.mark.django_db
def test_without_a_pack_in_force_nothing_is_noted() -> None:
    """An installation that is not set up yet owes nothing."""
    assert commands.note_duties(now=NOW) == 0
    assert not Promise.objects.exists()


@pytest.mark.django_db
def test_after_the_election_nothing_is_noted(world: World) -> None:
    """Duties whose hour has passed are not held against anybody afterwards."""
    assert world.stations
    assert commands.note_duties(now=datetime(2026, 11, 24, tzinfo=UTC)) == 0


@pytest.mark.django_db
def test_one_refused_duty_does_not_keep_the_others_back(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged by name; the next round tries again."""
    assert world.stations

    def picky(*, viewer: object, stamp: object, draft: Draft) -> str:
        if draft.duty == "camat-linmas":
            raise Refused("meetings.promise.party", id="tidak", en="no")
        return commands.give_promise(viewer=viewer, stamp=stamp, draft=draft)  # type: ignore[arg-type] # as it came

    monkeypatch.setattr(clerk, "give_promise", picky)
    with caplog.at_level(logging.WARNING):
        noted = commands.note_duties(now=NOW)
    assert noted > 20
    assert "camat-linmas" in caplog.text
    monkeypatch.undo()
    assert commands.note_duties(now=NOW) == 1


@pytest.mark.django_db
def test_somebody_may_give_a_duty_before_the_clerk_does(world: World) -> None:
    """A duty that people wrote down already is not noted again."""
    assert world.stations
    mine = give(duty="polsek-renpam-terbit", hours=30)
    commands.note_duties(now=NOW)
    assert Promise.objects.get(duty="polsek-renpam-terbit").promise == mine


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_note_and_remind_once(world: World) -> None:
    """Two threads with their own connections: as many promises as duties, one reminder per promise."""
    assert world.stations
    give(hours=2)
    later = NOW + 90 * timedelta(minutes=1)
    done: list[tuple[int, int]] = []

    def work() -> None:
        try:
            done.append((commands.note_duties(now=later), commands.remind(now=later)))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(done) == 3
    assert sum(duties for duties, _sent in done) == Promise.objects.exclude(duty="").count()
    assert sum(sent for _duties, sent in done) == 1
    assert PromiseEvent.objects.filter(kind="meetings.promise.reminded.v1").count() == 1


@pytest.mark.django_db
def test_reminders_come_once_each_and_the_head_hears_last(world: World) -> None:
    """Ten days: half time, the day before, on the hour, late; between them nothing; afterwards nothing."""
    assert world.stations
    promise = give()
    seen = []
    for step in range(22 * 12):
        now = NOW + step * HOUR
        if commands.remind(now=now):
            seen.append((step, told(promise)[-1]))
        assert commands.remind(now=now) == 0
    assert seen == [(120, Nudge.HALF), (216, Nudge.DAY), (240, Nudge.HOUR), (241, Nudge.LATE)]
    row = Promise.objects.get(promise=promise)
    assert row.late_told_at is not None
    assert row.nudge_at is None
    assert_replays()


@pytest.mark.django_db
def test_a_clerk_who_slept_sends_the_latest_alone(world: World) -> None:
    """After eleven days of standstill one reminder goes out, to the head."""
    assert world.stations
    promise = give()
    assert commands.remind(now=NOW + 11 * DAY) == 1
    assert commands.remind(now=NOW + 12 * DAY) == 0
    assert told(promise) == [Nudge.LATE]


@pytest.mark.django_db
def test_a_postponed_promise_is_reminded_anew(world: World) -> None:
    """Its whole schedule runs again from the moment of postponing; the head is told again only when late again."""
    assert world.stations
    promise = give(hours=2)
    assert commands.remind(now=NOW + 4 * HOUR) == 1
    at = NOW + 5 * HOUR
    commands.postpone_promise(
        viewer=cast.kapolsek,
        stamp=cast.stamp(cast.kapolsek, at=at),
        promise=promise,
        due=at + 10 * HOUR,
        reason="Jalan banjir",
    )
    assert Promise.objects.get(promise=promise).late_told_at is None
    assert commands.remind(now=at) == 0
    assert [commands.remind(now=at + step * HOUR) for step in (5, 10, 11, 12)] == [1, 1, 1, 0]
    assert told(promise) == [Nudge.LATE, Nudge.HALF, Nudge.HOUR, Nudge.LATE]


@pytest.mark.django_db
def test_closed_promises_are_left_in_peace_until_they_are_owed_again(world: World) -> None:
    """Kept and dropped ones are never reminded; a reopened one is."""
    assert world.stations
    kept, dropped = give(), give()
    stamp = cast.stamp(cast.kapolsek, at=NOW + HOUR)
    commands.keep_promise(viewer=cast.kapolsek, stamp=stamp, promise=kept)
    commands.drop_promise(viewer=cast.kapolsek, stamp=stamp, promise=dropped, reason="Digabung")
    assert commands.remind(now=NOW + 20 * DAY) == 0
    stamp = cast.stamp(cast.camat, at=NOW + 2 * HOUR)
    commands.reopen_promise(viewer=cast.camat, stamp=stamp, promise=kept, reason="Belum terlihat")
    assert commands.remind(now=NOW + 20 * DAY) == 1
    assert (told(kept), told(dropped)) == ([Nudge.LATE], [])


@pytest.mark.django_db
def test_many_reminders_go_out_in_batches(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A round sends so many batches at most; the next rounds send the rest, nothing twice."""
    assert world.stations
    given = [give(hours=3, party=list(FIVE_PARTIES)[number % 5]) for number in range(23)]
    monkeypatch.setattr(clerk, "BATCH", 4)
    monkeypatch.setattr(clerk, "BATCHES", 3)
    assert [commands.remind(now=NOW + 2 * HOUR) for _ in range(3)] == [12, 11, 0]
    assert [told(promise) for promise in given] == [[Nudge.HALF]] * 23


@pytest.mark.django_db
def test_a_round_with_nothing_due_is_one_look(world: World) -> None:
    """However many promises wait: no lock, no list, one indexed question."""
    assert world.stations
    for _ in range(30):
        give()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert commands.remind(now=NOW) == 0
    assert len(asked) == 1
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # so few rows are read faster without an index
        cursor.execute(explain + asked[0]["sql"])
        assert "nudge_at" in str(cursor.fetchall())


@pytest.mark.django_db
def test_the_page_tells_what_was_sent_and_that_the_head_knows(world: World) -> None:
    """In the party's ledger: the reminders in order, and the hour at which the head was told; shown, never: read."""
    assert world.stations
    promise = give(hours=3, party=Party.PPK)
    for hours in (2, 3, 5):
        commands.remind(now=NOW + hours * HOUR)
    (row,) = queries.ledger(cast.ppk_chair, tab=queries.Tab.LATE, now=NOW + 6 * HOUR).rows
    assert row.promise == promise
    assert row.reminded == (Nudge.HALF, Nudge.HOUR, Nudge.LATE)
    assert row.late_told_at is not None


@pytest.mark.django_db(transaction=True)
def test_the_thread_works_by_itself_and_goes_on_after_a_failed_round(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The first round fails in one part and is logged; the next one notes the duties; stopping ends the thread."""
    assert world.stations
    begun, noted = [], threading.Event()
    note_duties = commands.note_duties

    def shaky(*, now: datetime) -> int:
        begun.append(now)
        if len(begun) == 1:
            message = "the disk is full"
            raise DatabaseError(message)
        found = note_duties(now=NOW)
        noted.set()
        return found

    monkeypatch.setattr(commands, "note_duties", shaky)
    thread = worker.Clerk(every=0.01)
    thread.start()
    assert noted.wait(60)
    thread.stop()
    assert "the disk is full" in caplog.text
    assert Promise.objects.filter(state=PromiseState.PENDING).exclude(duty="").count() > 20
    assert not [one for one in threading.enumerate() if one.name == "clerk"]


@pytest.mark.django_db
def test_a_part_that_fails_keeps_the_others_from_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without roll-calls and duties the reminders still go out; what failed says so."""
    assert world.stations

    def broken(*, now: datetime) -> int:
        raise DatabaseError(str(now))

    give(hours=3)
    monkeypatch.setattr(commands, "note_duties", broken)
    monkeypatch.setattr(people, "open_due_roll_calls", broken)
    assert rounds.once(NOW + 2 * HOUR) == rounds.Round(roll_calls=None, duties=None, reminders=1)
    monkeypatch.undo()
    again = rounds.once(NOW + 2 * HOUR)
    assert (again.roll_calls, again.reminders) == (0, 0)
    assert again.duties


@pytest.mark.django_db
def test_never_two_rounds_at_once_in_a_process(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A round that begins while another is at work does nothing."""
    assert world.stations
    inner: list[object] = []
    monkeypatch.setattr(rounds, "once", lambda now: inner.append(worker.make_round(now)))
    worker.make_round(NOW)
    assert inner == [None]
