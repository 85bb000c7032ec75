"""What is refused of promises, each by its name; second clicks; two at once; who may do what."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import Ask, EvidenceKind, PromiseGiven, PromiseState
from sinergi.areas.meetings.models import Promise
from sinergi.journal import read, sequencer
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast
from tests.meetings import call, running
from tests.promises import DUE, HEADS, code_of, draft, give, picture
from tests.world import FAR, NEAR, STATIONS, World, small

REASON = "Alasan uji"
COUNTED = Ask(evidence=EvidenceKind.COUNT, number=24)


def by(viewer: Viewer, promise: str = "", *, number: int = 0, **more: Any) -> dict[str, Any]:  # noqa: ANN401 -- keywords
    """Return the keywords of a command by ``viewer``; ``number`` for what a form sends twice."""
    ids = (cast.fact_id(number),) if number else ()
    said: dict[str, Any] = {"viewer": viewer, "stamp": cast.stamp(viewer, ids=ids)}
    return said | ({"promise": promise} if promise else {}) | more


def row(promise: str) -> Any:  # noqa: ANN401 -- a row of the ledger
    """Return the promise as the camat sees it."""
    return queries.promise(cast.camat, promise=promise, now=cast.H_DAY).row


def entries() -> int:
    """Return how many facts of promises the journal holds."""
    sequencer.settle()
    return len([one for one in read.entries(cast.camat, limit=1000) if one.kind.startswith("meetings.promise")])


@pytest.mark.django_db
def test_a_promise_has_a_party_and_an_hour(world: World) -> None:
    """No agency, an unknown one, no hour, an hour that has passed: each is refused by name, and nothing is kept."""
    assert world.stations
    refusals = {
        "meetings.promise.party": {"party": "kpu"},
        "meetings.promise.due-missing": {"due": None},
        "meetings.due.before-meeting": {"due": cast.H_DAY - timedelta(minutes=1)},
        "meetings.text.missing": {"text": "  "},
        "meetings.text.too-large": {"text": "a" * 1_000_000},
        "meetings.meeting.unknown": {"meeting": "tidak-ada"},
        "meetings.decision.unknown": {"decision": "tidak-ada"},
        "meetings.promise.post": {"post": world.posts[0]},  # of the kecamatan
        "meetings.promise.place": {"places": ("9999999999",)},
        "meetings.promise.waits-for": {"waits_for": ("tidak-ada",)},
        "meetings.promise.evidence": {"ask": Ask(evidence=EvidenceKind.COUNT, number=-1)},
        "people.person.outside-vault": {"text": "Hubungi 0812 3456 7890"},
    }
    for code, changes in refusals.items():
        fields = {"party": Party.PPK, **changes}
        assert code_of(lambda fields=fields: give(**fields)) == code
    assert code_of(lambda: give(Party.PUBLIC)) == "meetings.promise.party"
    assert code_of(lambda: give(places=("kantor camat",))) == "meetings.promise.place"
    assert code_of(lambda: give(places=("140419",))) == "meetings.promise.place"
    assert not Promise.objects.exists()


@pytest.mark.django_db
def test_in_a_meeting_it_is_due_after_the_meeting_begins(world: World) -> None:
    """Only while the meeting runs, with an hour after its start; the meeting's number stands beside it."""
    assert world.stations
    called = call()
    assert code_of(lambda: give(meeting=called)) == "meetings.meeting.not-begun"
    commands.open_meeting(**by(cast.camat), meeting=called)
    starts = queries.meeting(cast.camat, meeting=called).row.starts_at
    assert code_of(lambda: give(meeting=called, due=starts)) == "meetings.due.before-meeting"
    promise = give(meeting=called, by=cast.panwascam, due=starts + timedelta(minutes=1))
    seen = row(promise)
    assert (seen.meeting, bool(seen.meeting_number), seen.given_by) == (called, True, Party.PANWASCAM)
    assert [one.promise for one in queries.promise_rows(cast.kapolsek, now=DUE, meeting=called)] == [promise]
    commands.close_meeting(**by(cast.camat), meeting=called)
    assert code_of(lambda: give(meeting=called)) == "meetings.meeting.closed"
    early = commands.postpone_promise
    assert code_of(lambda: early(**by(cast.ppk_chair, promise), due=starts, reason=REASON)).endswith("before-meeting")


@pytest.mark.django_db
def test_a_circle_is_refused_when_given_and_when_corrected(world: World) -> None:
    """One waits for two, two for three; three may not wait for one, nor any of them for itself."""
    assert world.stations
    three = give()
    two = give(waits_for=(three,))
    one = give(waits_for=(two, two))
    assert [wait.promise for wait in row(one).waits] == [two]
    for promise, on in ((three, one), (two, one), (one, one)):
        closed = by(cast.camat, promise, draft=draft(waits_for=(on,)), reason=REASON)
        assert code_of(lambda closed=closed: commands.correct_promise(**closed)) == "meetings.promise.circle"
    assert [wait.promise for wait in queries.promise(cast.camat, promise=two, now=DUE).holds_up] == [one]


@pytest.mark.django_db
def test_codes_of_places_are_kept_in_one_form(world: World) -> None:
    """With dots or without, twice or once: the village and the TPS are kept as they are registered."""
    assert world.stations
    promise = give(places=("1404192001", NEAR, f" {STATIONS[0]} ", FAR))
    assert [one.code for one in row(promise).places] == [NEAR, STATIONS[0], FAR]
    assert row(promise).places[1].name == "TPS 001 Seberang Tiga"


@pytest.mark.django_db
def test_who_promised_does_not_close_it_alone(world: World) -> None:
    """Where a number was asked, another party keeps it after the report, or gives it back with a reason."""
    assert world.stations
    promise = give(ask=COUNTED)
    ppk = by(cast.ppk_chair, promise)
    assert code_of(lambda: commands.keep_promise(**ppk)) == "meetings.promise.self-approved"
    assert code_of(lambda: commands.report_promise(**ppk, number=23)) == "meetings.evidence.number"
    assert code_of(lambda: commands.report_promise(**by(cast.camat, promise), number=24)).endswith("not-yours")
    commands.report_promise(**ppk, number=24)
    assert code_of(lambda: commands.keep_promise(**ppk)) == "meetings.promise.self-approved"
    assert code_of(lambda: commands.return_promise(**ppk, reason=REASON)) == "meetings.promise.self-approved"
    commands.return_promise(**by(cast.danramil, promise), reason="Baru 20 yang terlihat")
    assert row(promise).state is PromiseState.PENDING
    commands.report_promise(**ppk, number=25)
    commands.keep_promise(**by(cast.danramil, promise), note="Dihitung bersama")
    seen = row(promise)
    assert (seen.state, seen.progress, seen.closed_by) == (PromiseState.KEPT, 25, Party.KORAMIL)
    assert code_of(lambda: commands.drop_promise(**ppk, reason=REASON)) == "meetings.promise.closed"


@pytest.mark.django_db
def test_where_no_evidence_was_asked_its_word_is_enough(world: World) -> None:
    """Its own party closes it; no other may, before a report."""
    assert world.stations
    promise = give()
    assert code_of(lambda: commands.keep_promise(**by(cast.camat, promise))) == "meetings.promise.not-reported"
    commands.keep_promise(**by(cast.ppk_chair, promise))
    assert row(promise).state is PromiseState.KEPT


@pytest.mark.django_db
def test_every_reason_is_needed_and_kept(world: World) -> None:
    """Postponing, dropping, reopening, correcting: without a reason refused, with one all parties read it."""
    assert world.stations
    promise = give()
    ppk = by(cast.ppk_chair, promise)
    later = DUE + timedelta(days=1)
    for work in (
        lambda said: commands.postpone_promise(**ppk, due=later, reason=said),
        lambda said: commands.drop_promise(**ppk, reason=said),
        lambda said: commands.reopen_promise(**ppk, reason=said),
        lambda said: commands.correct_promise(**by(cast.camat, promise), draft=draft(text="Lain"), reason=said),
    ):
        assert code_of(lambda work=work: work("  ")) == "meetings.reason.missing"
        work("Banjir di jalan utama")
    notes = [one.note for one in queries.promise(cast.panwascam, promise=promise, now=DUE).events]
    assert notes == ["", *["Banjir di jalan utama"] * 4]
    assert (row(promise).due, row(promise).first_due, row(promise).postponed) == (later, DUE, 1)
    same = by(cast.ppk_chair, promise, due=later, reason=REASON)
    assert code_of(lambda: commands.postpone_promise(**same)) == "meetings.promise.due-same"
    none = by(cast.ppk_chair, promise, due=None, reason=REASON)
    assert code_of(lambda: commands.postpone_promise(**none)) == "meetings.promise.due-missing"


@pytest.mark.django_db
def test_only_who_wrote_it_down_or_the_host_corrects_and_drops(world: World) -> None:
    """In a meeting also the host; the party itself may drop, but not rewrite what it promised."""
    assert world.stations
    meeting = running()
    promise = give(Party.PPK, by=cast.danramil, meeting=meeting)
    said = {"draft": draft(text="Kata lain"), "reason": REASON}
    for viewer in (cast.ppk_chair, cast.panwascam):
        code = code_of(lambda viewer=viewer: commands.correct_promise(**by(viewer, promise), **said))
        assert code == "meetings.promise.not-yours-to-correct"
    for viewer in (cast.danramil, cast.camat):
        commands.correct_promise(**by(viewer, promise), **said)
    code = code_of(lambda: commands.drop_promise(**by(cast.panwascam, promise), reason=REASON))
    assert code == "meetings.promise.not-yours-to-drop"
    seen = queries.promise(cast.camat, promise=promise, now=DUE)
    assert [one.before for one in seen.events][1:] == ["Mengirim logistik ke TPS", "Kata lain"]
    commands.drop_promise(**by(cast.ppk_chair, promise), reason=REASON)
    assert row(promise).state is PromiseState.DROPPED


@pytest.mark.django_db
def test_cards_and_the_public_write_nothing(world: World) -> None:
    """Every command refuses a card and the public, and what is offered to a reader is what is not refused."""
    assert world.stations
    promise = give(Party.KECAMATAN, post=world.posts[0])
    for viewer in (cast.linmas_card, cast.outsider):
        for work in works(viewer, promise):
            assert code_of(work).startswith("access.promise.write")
    for viewer in HEADS.values():
        may = queries.promise(viewer, promise=promise, now=DUE).may
        assert {step.value for step in may} == {
            name for name, work in zip(STEPS, works(viewer, promise), strict=True) if not refused(work)
        } | {"answer"}


STEPS = ("assign", "correct", "postpone", "report", "keep", "return", "drop", "reopen")


def works(viewer: Viewer, promise: str) -> tuple[Callable[[], object], ...]:
    """Return every step on a promise of the kecamatan, in the order of ``STEPS``."""
    said = by(viewer, promise)
    other = draft(Party.KECAMATAN, text="Kata lain", post="")
    return (
        lambda: commands.assign_promise(**said, post=""),
        lambda: commands.correct_promise(**said, draft=other, reason=REASON),
        lambda: commands.postpone_promise(**said, due=DUE + timedelta(days=1), reason=REASON),
        lambda: commands.report_promise(**said),
        lambda: commands.keep_promise(**said),
        lambda: commands.return_promise(**said, reason=REASON),
        lambda: commands.drop_promise(**said, reason=REASON),
        lambda: commands.reopen_promise(**said, reason=REASON),
    )


def refused(work: Callable[[], object]) -> bool:
    """Try ``work`` and take it back; tell whether it was refused."""
    try:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)
    except Refused:
        return True
    return False


@pytest.mark.django_db
def test_a_second_click_is_answered_as_the_first(world: World) -> None:
    """Each command sent twice under one id records once, although the first changed what the second would meet."""
    assert world.stations
    first = [commands.give_promise(**by(cast.camat, number=1), draft=draft(ask=COUNTED)) for _again in "ab"]
    assert first[0] == first[1]
    promise, photo = first[0], picture()
    before = entries()
    ppk, camat = cast.ppk_chair, cast.camat
    clicks: list[Callable[[], object]] = [
        lambda: commands.correct_promise(
            **by(camat, promise, number=2), draft=draft(text="Kata lain", ask=COUNTED), reason=REASON
        ),
        lambda: commands.postpone_promise(**by(ppk, promise, number=3), due=DUE + timedelta(hours=3), reason=REASON),
        lambda: commands.report_promise(**by(ppk, promise, number=4), number=24, files=[photo]),
        lambda: commands.return_promise(**by(camat, promise, number=5), reason=REASON),
        lambda: commands.report_promise(**by(ppk, promise, number=6), number=24, files=[photo, photo]),
        lambda: commands.keep_promise(**by(camat, promise, number=7)),
        lambda: commands.reopen_promise(**by(camat, promise, number=8), reason=REASON),
        lambda: commands.drop_promise(**by(ppk, promise, number=9), reason=REASON),
    ]
    for click in clicks:
        click()
        click()
    assert entries() == before + len(clicks)
    with pytest.raises(Refused, match=r"journal\.same-id-other-content"):
        commands.report_promise(**by(ppk, promise, number=4), number=24, files=[picture((40, 40))])
    with pytest.raises(Refused, match=r"journal\.same-id-other-content"):
        commands.give_promise(**by(camat, number=1), draft=draft(text="Lain sama sekali"))


@pytest.mark.django_db
def test_a_duty_of_the_pack_is_promised_once(world: World) -> None:
    """The same duty again is refused; it is owed even where its hour has passed."""
    assert world.stations
    give(duty="h-3-logistik", due=cast.H_DAY - timedelta(days=3))
    assert code_of(lambda: give(duty="h-3-logistik")) == "meetings.promise.already-given"


@pytest.mark.django_db
def test_the_database_itself_keeps_owner_hour_and_one_state(world: World) -> None:
    """Past every command: no party, an unknown state, closed without an hour, due before its meeting."""
    assert world.stations
    promise = give(meeting=running())
    rows = Promise.objects.filter(promise=promise)
    for wrong in (
        {"party": ""},
        {"party": "kpu"},
        {"state": "both"},
        {"state": "kept"},
        {"closed_at": DUE},
        {"due": cast.H_DAY - timedelta(days=400)},
        {"evidence": "word"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


@pytest.mark.django_db
def test_a_fact_of_a_promise_tells_its_one_place(world: World) -> None:
    """What concerns one TPS stands under it in the journal; what concerns two stands under none."""
    usual = {"promise": "p", "party": Party.PPK, "text": "x", "due": DUE}
    assert PromiseGiven(**usual, places=(STATIONS[0],)).place == STATIONS[0]
    assert PromiseGiven(**usual, places=world.stations[:2]).place == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["drop", "postpone", "keep"])
def test_two_at_once_one_wins_the_other_is_told_why(data_dir: object, other: str) -> None:
    """Closing against closing or moving the hour: no row is torn, and the loser hears that it is closed."""
    assert data_dir
    assert small().stations
    promise = give()
    ppk, refusals = cast.ppk_chair, list[str]()
    later = DUE + timedelta(days=1)
    deeds: dict[str, Callable[[], object]] = {
        "keep": lambda: commands.keep_promise(**by(ppk, promise)),
        "drop": lambda: commands.drop_promise(**by(ppk, promise), reason=REASON),
        "postpone": lambda: commands.postpone_promise(**by(ppk, promise), due=later, reason=REASON),
    }
    gate = threading.Barrier(2)

    def run(deed: Callable[[], object]) -> None:
        gate.wait()
        try:
            deed()
        except Refused as error:
            refusals.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deeds[name],)) for name in ("keep", other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seen = queries.promise(cast.camat, promise=promise, now=DUE)
    assert seen.row.state in (PromiseState.KEPT, PromiseState.DROPPED)
    assert seen.row.closed_at is not None
    closings = [one for one in seen.events if one.kind.endswith(("kept.v1", "dropped.v1"))]
    assert len(closings) == 1
    if other == "postpone" and not refusals:
        assert seen.row.due == later  # it came first
    else:
        assert refusals == ["meetings.promise.closed"]
