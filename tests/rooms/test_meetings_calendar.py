"""The calendar of the five offices, what the public sees of it, and the feed of each party, read back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.commands.drafts import Draft
from sinergi.areas.meetings.commands.invitations import Invitation
from sinergi.areas.meetings.facts import Seat
from sinergi.areas.meetings.queries.rows import CalendarRow
from sinergi.journal import replay, sequencer
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party, Viewer
from tests import cast, rolls
from tests.world import World

NOW = datetime(2024, 11, 18, 1, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def give(*, party: Party = Party.POLSEK, hours: int = 100, post: str = "") -> str:
    """Give a promise at NOW and return its id."""
    draft = Draft(party=party, text=f"Janji {party}", due=NOW + hours * HOUR, post=post)
    return commands.give_promise(viewer=cast.camat, stamp=cast.stamp(cast.camat, at=NOW), draft=draft)


def call(number: str, *, party: Party, start: datetime = NOW + 2 * DAY) -> str:
    """Call a meeting of the camat with one seat and return its id."""
    invitation = Invitation(
        number=number,
        title="Rapat koordinasi",
        starts_at=start,
        ends_at=start + 2 * HOUR,
        venue="Aula",
        agenda=("Kesiapan",),
        seats=(Seat(seat="", party=party, title="Pimpinan"),),
    )
    return commands.call_meeting(viewer=cast.camat, stamp=cast.stamp(cast.camat, at=NOW), invitation=invitation)


def of(rows: tuple[CalendarRow, ...], kind: str) -> list[CalendarRow]:
    """Return the rows of one kind."""
    return [row for row in rows if row.kind == kind]


def events(content: bytes) -> list[Any]:
    """Return the events of a calendar file, as a reader of iCalendar finds them."""
    return list(Calendar.from_ical(content).walk("VEVENT"))


@pytest.mark.django_db
def test_five_offices_see_everything_in_order(world: World) -> None:
    """Stages, deadlines, reporting points, duties of all five, meetings and open promises, by time, each once."""
    assert world.stations
    give()
    call("005/1", party=Party.PPK)
    for viewer in cast.OFFICES:
        rows = queries.calendar(viewer, now=NOW)
        kinds = {row.kind for row in rows}
        assert kinds == {"stage", "deadline", "checkpoint", "duty", "meeting", "promise"}
        assert {row.party for row in of(rows, "duty")} == set(FIVE_PARTIES)
        assert [row.start for row in rows] == sorted(row.start for row in rows)
        assert len({row.uid for row in rows}) == len(rows)
        assert all(row.basis for row in rows if row.kind in ("stage", "deadline", "checkpoint", "duty"))


@pytest.mark.django_db
def test_the_public_sees_what_the_law_fixes_and_nothing_else(world: World) -> None:
    """Stages and deadlines; no duty, no meeting, no promise, no reporting point."""
    assert world.stations
    give()
    call("005/1", party=Party.PPK)
    rows = queries.calendar(cast.outsider, now=NOW)
    assert {row.kind for row in rows} == {"stage", "deadline"}
    assert all(row.party is None and not row.target for row in rows)


@pytest.mark.django_db
def test_a_card_sees_the_promises_of_its_own_post(world: World) -> None:
    """Nothing of its party's other promises, of duties, or of meetings."""
    post = world.posts[0]
    card = rolls.card(post)
    mine = give(party=Party.KECAMATAN, post=post)
    give(party=Party.KECAMATAN)
    call("005/1", party=Party.PPK)
    rows = queries.calendar(card, now=NOW)
    assert [row.target for row in rows if row.target] == [mine]
    assert {row.kind for row in rows} == {"stage", "deadline", "checkpoint", "promise"}


@pytest.mark.django_db
def test_days_are_local_and_whole(world: World) -> None:
    """The quiet period lies from local midnight to local midnight; the hour of a deadline is a local hour."""
    assert world.stations
    rows = {row.uid: row for row in queries.calendar(cast.camat, now=NOW)}
    quiet = rows["stage.masa-tenang@pilkada-2024.sinergi"]
    assert quiet.all_day
    assert quiet.start == datetime(2024, 11, 23, 17, tzinfo=UTC)
    assert quiet.end == datetime(2024, 11, 26, 17, tzinfo=UTC)
    back = rows["deadline.c-pemberitahuan-kembali@pilkada-2024.sinergi"]
    assert (back.start, back.end, back.all_day) == (datetime(2024, 11, 26, 10, tzinfo=UTC), back.start, False)
    opening = rows["checkpoint.tps-buka@pilkada-2024.sinergi"]
    assert opening.start == cast.H_DAY
    assert not any("laporan-pelanggaran" in uid for uid in rows)  # counted from a report, not from a day


@pytest.mark.django_db
def test_a_duty_keeps_its_place_when_it_becomes_a_promise(world: World) -> None:
    """Before and after the clerk noted it: one row, the same uid and hour; then with the promise behind it."""
    assert world.stations
    before = {row.uid: row for row in of(queries.calendar(cast.camat, now=NOW), "duty")}
    commands.note_duties(now=NOW)
    after = {row.uid: row for row in of(queries.calendar(cast.camat, now=NOW), "duty")}
    assert before.keys() == after.keys()
    assert of(queries.calendar(cast.camat, now=NOW), "promise") == []
    coming = [uid for uid, row in after.items() if row.start > NOW]
    assert len(coming) > 20
    for uid in coming:
        assert after[uid].target
        assert not before[uid].target
        assert (after[uid].start, after[uid].party, after[uid].basis) == (
            before[uid].start,
            before[uid].party,
            before[uid].basis,
        )
        assert after[uid].title.en.endswith(before[uid].title.en)


@pytest.mark.django_db
def test_what_became_of_a_duty_is_seen(world: World) -> None:
    """Kept is done, dropped is cancelled, postponed stands at its new hour with a higher revision."""
    assert world.stations
    commands.note_duties(now=NOW)
    rows = {row.uid.split("@")[0]: row for row in of(queries.calendar(cast.camat, now=NOW), "duty")}
    hall, apk, guard = (rows[f"duty.{code}"] for code in ("camat-aula-24-jam", "camat-regu-apk", "camat-gudang-aula"))
    stamp = cast.stamp(cast.camat, at=NOW + HOUR)
    commands.keep_promise(viewer=cast.camat, stamp=stamp, promise=hall.target)
    commands.drop_promise(viewer=cast.camat, stamp=stamp, promise=apk.target, reason="Digabung")
    commands.postpone_promise(
        viewer=cast.camat, stamp=stamp, promise=guard.target, due=guard.start + DAY, reason="Listrik padam"
    )
    now = {row.uid: row for row in of(queries.calendar(cast.camat, now=NOW), "duty")}
    assert (now[hall.uid].done, now[hall.uid].cancelled) == (True, False)
    assert (now[apk.uid].done, now[apk.uid].cancelled) == (False, True)
    assert now[guard.uid].start == guard.start + DAY
    assert all(now[one.uid].revision > one.revision for one in (hall, apk, guard))


@pytest.mark.django_db
def test_party_and_span_choose(world: World) -> None:
    """Of one party: its own duties and promises, the meetings it sits in, and what holds for all; within the days."""
    assert world.stations
    mine, other = give(party=Party.PPK), give(party=Party.POLSEK)
    seen, unseen = call("005/1", party=Party.PPK), call("005/2", party=Party.KORAMIL)
    rows = queries.calendar(cast.ppk_operator, now=NOW, party=Party.PPK)
    targets = {row.target for row in rows}
    assert {mine, seen} <= targets
    assert not {other, unseen} & targets
    assert {row.party for row in of(rows, "duty")} == {Party.PPK}
    assert of(rows, "stage")
    until = datetime(2024, 11, 22, tzinfo=UTC)
    some = queries.calendar(cast.camat, now=NOW, since=NOW, until=until)
    assert some
    assert all(row.start < until and (row.end > NOW or row.start >= NOW) for row in some)
    assert {row.uid for row in some} < {row.uid for row in queries.calendar(cast.camat, now=NOW)}
    assert any(row.kind == "stage" and row.start < NOW for row in some)  # the campaign goes on


@pytest.mark.django_db
def test_the_feed_of_a_party_read_back(world: World) -> None:
    """Every row is an event with the same instants; promises have two alarms; whole days are dates; nobody is named."""
    assert world.stations
    promise = give(party=Party.PPK)
    commands.note_duties(now=NOW)
    meeting = call("005/1", party=Party.PPK)
    rows = queries.feed("ppk", queries.feed_token(Party.PPK), now=NOW)
    content = queries.feed_file(rows, name="Kalender PPK", made_at=NOW)
    made = {str(one["UID"]): one for one in events(content)}
    assert made.keys() == {row.uid for row in rows}
    for row in rows:
        one = made[row.uid]
        if row.all_day:
            assert type(one["DTSTART"].dt) is date
            assert one["DTEND"].dt - one["DTSTART"].dt == (row.end - row.start)
            assert one["TRANSP"] == "TRANSPARENT"
        else:
            assert one["DTSTART"].dt == row.start
            assert ("DTEND" in one) is (row.end > row.start)
        assert one["CLASS"] == "PRIVATE"
        assert "ATTENDEE" not in one
        assert "ORGANIZER" not in one
    (mine,) = [one for uid, one in made.items() if uid.startswith(promise)]
    alarms = [one["TRIGGER"].dt for one in mine.walk("VALARM")]
    assert alarms == [-DAY, timedelta(0)]
    assert all(one["ACTION"] == "DISPLAY" and one["DESCRIPTION"] for one in mine.walk("VALARM"))
    assert "Janji ppk" in mine["SUMMARY"]
    assert [str(name) for name in mine["CATEGORIES"].cats] == ["Komitmen", "PPK"]
    (sits,) = [one for uid, one in made.items() if uid.startswith(meeting)]
    assert not sits.walk("VALARM")
    quiet = made["stage.masa-tenang@pilkada-2024.sinergi"]
    assert (quiet["DTSTART"].dt, quiet["DTEND"].dt) == (date(2024, 11, 24), date(2024, 11, 27))
    assert queries.feed_file(rows, name="Kalender PPK", made_at=NOW) == content


@pytest.mark.django_db
def test_a_cancelled_meeting_stays_in_the_feed_as_cancelled(world: World) -> None:
    """The same event with a higher sequence, so that it goes from the phones; the others stay confirmed."""
    assert world.stations
    meeting = call("005/1", party=Party.PPK)

    def event() -> Any:  # noqa: ANN401 -- an event of the reader
        rows = queries.feed("ppk", queries.feed_token(Party.PPK), now=NOW)
        content = queries.feed_file(rows, name="PPK", made_at=NOW)
        assert Calendar.from_ical(content)["METHOD"] == "PUBLISH"
        return next(one for one in events(content) if str(one["UID"]).startswith(meeting))

    before = event()
    stamp = cast.stamp(cast.camat, at=NOW + HOUR)
    commands.cancel_meeting(viewer=cast.camat, stamp=stamp, meeting=meeting, reason="Banjir")
    after = event()
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]


@pytest.mark.django_db
@pytest.mark.parametrize("party", ["ppk", "public", "bawaslu", ""])
@pytest.mark.parametrize("token", ["", "x", "a" * 32, "é"])
def test_a_wrong_address_opens_nothing(world: World, party: str, token: str) -> None:
    """Unknown parties, the public, and guessed secrets get the same answer."""
    assert world.stations
    with pytest.raises(Refused, match=r"meetings\.feed\.unknown"):
        queries.feed(party, token, now=NOW)


@pytest.mark.django_db
def test_a_secret_opens_one_feed_and_a_new_one_closes_it(world: World) -> None:
    """Each party has its own 160 bits; its head renews it; the others' stay; replay gives the same addresses."""
    assert world.stations
    tokens = {party: queries.feed_token(party) for party in FIVE_PARTIES}
    assert len(set(tokens.values())) == 5
    assert all(len(token) == 32 for token in tokens.values())
    with pytest.raises(Refused, match=r"meetings\.feed\.unknown"):
        queries.feed("ppk", tokens[Party.POLSEK], now=NOW)
    renewed = commands.renew_feed(viewer=cast.ppk_chair, stamp=cast.stamp(cast.ppk_chair))
    assert renewed == queries.feed_token(Party.PPK) != tokens[Party.PPK]
    with pytest.raises(Refused, match=r"meetings\.feed\.unknown"):
        queries.feed("ppk", tokens[Party.PPK], now=NOW)
    assert queries.feed("ppk", renewed, now=NOW)
    assert queries.feed("polsek", tokens[Party.POLSEK], now=NOW)
    sequencer.settle()
    replay.replay()
    assert queries.feed_token(Party.PPK) == renewed


@pytest.mark.django_db
def test_a_second_click_renews_once(world: World) -> None:
    """The same sending gives the same address."""
    assert world.stations
    stamp = cast.stamp(cast.ppk_chair, ids=(cast.fact_id(1),))
    first = commands.renew_feed(viewer=cast.ppk_chair, stamp=stamp)
    assert commands.renew_feed(viewer=cast.ppk_chair, stamp=stamp) == first


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("viewer", "code"),
    [
        (cast.ppk_operator, r"meetings\.feed\.chair"),
        (cast.linmas_card, r"access\.calendar\.write"),
        (cast.outsider, r"access\.calendar\.write"),
    ],
    ids=["operator", "card", "public"],
)
def test_only_the_head_gives_a_new_address(world: World, viewer: Viewer, code: str) -> None:
    """An operator, a card and the public are refused by name."""
    assert world.stations
    with pytest.raises(Refused, match=code):
        commands.renew_feed(viewer=viewer, stamp=cast.stamp(viewer))


@pytest.mark.django_db
def test_an_old_month_leaves_the_feed(world: World) -> None:
    """What was over for more than a month is not carried along."""
    assert world.stations
    late = datetime(2025, 3, 1, tzinfo=UTC)
    assert queries.feed("ppk", queries.feed_token(Party.PPK), now=late) == ()
