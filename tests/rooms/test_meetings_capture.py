"""A typed line becomes what it says: one fact under the item, once, however often it is sent."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.commands import Captured, Written
from sinergi.areas.meetings.facts import EvidenceKind
from sinergi.areas.meetings.queries import offered_records
from sinergi.areas.meetings.rules.grammar_words import RECORDS
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast
from tests.meetings import AGENDA, STARTS, call, code_of, running, stamp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
ZONE = ZoneInfo("Asia/Jakarta")


def typed(text: str, meeting: str, *, item: int = 1, viewer: Viewer = cast.ppk_operator, number: int = 0) -> Captured:
    """Type a line in a meeting."""
    return commands.capture(viewer=viewer, stamp=stamp(viewer, number), meeting=meeting, item=item, text=text)


def test_each_kind_of_line_is_recorded() -> None:
    """Note, decision, promise and agenda item stand in the minutes under their item, with their numbers."""
    meeting = running()
    note = typed("Logistik tiba pukul 10", meeting, item=2)
    decision = typed("/keputusan @camat gudang di GOR H-2 08.00 #publik", meeting)
    promise = typed(f"/komitmen @koramil truk 2 unit H-1 16.00 #foto #keputusan {decision.number}", meeting)
    agenda = typed("/acara + Lain-lain", meeting)
    assert (note.kind, decision.kind, promise.kind, agenda.kind) == (
        Written.NOTE, Written.DECISION, Written.PROMISE, Written.AGENDA,
    )  # fmt: skip
    assert (note.number, decision.number, agenda.number, agenda.item) == (1, 1, len(AGENDA) + 1, len(AGENDA) + 1)
    view = queries.meeting(cast.camat, meeting=meeting)
    assert [one.text for one in view.items[2].notes] == ["Logistik tiba pukul 10"]
    (taken,), (given,) = view.decisions, view.promises
    assert (taken.text, taken.party, taken.public) == ("gudang di GOR", Party.KECAMATAN, True)
    assert taken.due == datetime(2024, 11, 25, 8, tzinfo=ZONE)
    assert (given.number, given.text, given.party) == (promise.number, "truk 2 unit", Party.KORAMIL)
    assert (given.due, given.ask.evidence) == (datetime(2024, 11, 26, 16, tzinfo=ZONE), EvidenceKind.PHOTO)
    assert given.decision == decision.id
    assert str(view.items[3].title.id) == "Lain-lain"


def test_going_to_an_item_and_help_record_nothing() -> None:
    """They answer where to go on; the minutes stay empty."""
    meeting = running()
    assert typed("/acara 2", meeting) == Captured(kind=Written.ITEM, id="", number=2, item=2)
    assert typed("/bantuan", meeting, item=2) == Captured(kind=Written.HELP, id="", number=0, item=2)
    view = queries.meeting(cast.camat, meeting=meeting)
    assert not any(item.notes or item.decisions for item in view.items)
    assert not view.promises


def test_a_day_without_hour_says_so() -> None:
    """The answer tells that the usual hour was taken."""
    meeting = running()
    assert typed("/komitmen @ppk daftar besok", meeting).usual_hour
    assert not typed("/komitmen @ppk daftar besok 17.00", meeting).usual_hour
    assert not typed("/keputusan rapat lagi #info", meeting).usual_hour


def test_places_by_name_and_promises_by_number() -> None:
    """A TPS is found by its village's name, an earlier promise by what people call it."""
    meeting = running()
    first = typed("/komitmen @ppk cetak daftar besok", meeting)
    village = cast_village()
    typed(f"/komitmen @ppk antar daftar &TPS 1 {village} H-1 tunggu K-{first.number}", meeting)
    second = queries.meeting(cast.camat, meeting=meeting).promises[-1]
    assert [one.code for one in second.places] == ["1404192001001"]
    assert [one.promise for one in second.waits] == [first.id]


def cast_village() -> str:
    """Return the name of the first village, as a list without the word before it would say it."""
    from sinergi.areas.places import queries as places

    return places.villages(cast.camat)[0].name.upper().removeprefix("DESA ")


def test_a_second_click_writes_nothing_twice() -> None:
    """The same form twice is one line, with the same answer; another line under its id is refused."""
    meeting = running()
    lines = ("catatan", "/keputusan @ppk x besok", "/komitmen @ppk y besok", "/acara + Z")
    for number, line in enumerate(lines, start=50):
        assert typed(line, meeting, number=number) == typed(line, meeting, number=number)
    assert code_of(lambda: typed("lain", meeting, number=50)) == "journal.same-id-other-content"
    view = queries.meeting(cast.camat, meeting=meeting)
    assert [len(view.items[1].notes), len(view.decisions), len(view.promises), len(view.items)] == [1, 1, 1, 4]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("/komitmen @ppk x 19/11/2024", "meetings.due.before-meeting"),
        ("/keputusan @ppk x 19/11/2024", "meetings.due.before-meeting"),
        ("/komitmen @ppk x besok tunggu K-999", "meetings.line.promise-missing"),
        ("/komitmen @ppk x besok #keputusan 7", "meetings.line.decision-missing"),
        ("/komitmen @ppk x besok &1404192001999", "meetings.promise.place"),
        ("/komitmen @ppk x besok #pos tidak-ada", "meetings.promise.post"),
        ("/komitmen @ppk x besok #catatan 1 orang.dilihat.v1", "meetings.promise.record"),
        ("/komitmen @ppk x besok #catatan apa", "meetings.line.record"),
        ("/acara 9", "meetings.item.unknown"),
        ("/komitmen @gubernur x besok", "meetings.line.party"),
        ("x" * 1_000_000, "meetings.text.too-large"),
        ("\x00", "meetings.text.signs"),
    ],
)
def test_a_refused_line_leaves_no_trace(text: str, code: str) -> None:
    """A line that is refused, by the grammar or by what is registered, records nothing."""
    meeting = running()
    before = queries.meeting(cast.camat, meeting=meeting)
    assert code_of(lambda: typed(text, meeting)) == code
    assert queries.meeting(cast.camat, meeting=meeting) == before


def test_only_while_it_runs_and_only_the_five() -> None:
    """Before the opening nothing is written; cards and the public never write; an unknown item is refused."""
    waiting = call()
    assert code_of(lambda: typed("x", waiting)) == "meetings.meeting.not-begun"
    assert code_of(lambda: typed("/acara 2", waiting)) == "meetings.meeting.not-begun"
    commands.open_meeting(viewer=cast.camat, stamp=stamp(), meeting=waiting)
    assert code_of(lambda: typed("x", waiting, viewer=cast.linmas_card)).startswith("access.")
    assert code_of(lambda: typed("x", waiting, viewer=cast.outsider)).startswith("access.")
    assert code_of(lambda: typed("x", waiting, item=9)) == "meetings.item.unknown"
    assert code_of(lambda: typed("x", "tidak-ada")) == "meetings.meeting.unknown"
    for viewer in (cast.kapolsek, cast.danramil, cast.camat, cast.ppk_chair, cast.panwascam):
        assert typed("dari pihak ini", waiting, viewer=viewer).kind is Written.NOTE


def test_every_short_word_of_a_record_is_offered() -> None:
    """The words for records name facts that can close a promise; none is left over."""
    assert set(RECORDS.values()) == set(offered_records())


PIECES = st.one_of(
    st.sampled_from(
        ["/komitmen", "/keputusan", "/acara", "@polsek", "#pos", "#jumlah", "#keputusan", "#info", "#catatan"]
    ),
    st.sampled_from(
        ["tps", "24", "tunggu", "K-1", "K-9999999", "&1404192001001", "&TPS", "1", "besok", "H", "12/2", "+"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=6),
    st.sampled_from(["\x00", "\u202e", "\U0001f600", "'; --", "kirim"]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=1, max_size=9).map(" ".join))
def test_whatever_is_typed_is_recorded_or_refused(text: str) -> None:
    """On either engine nothing but a refusal by name stops a line, and a refused one leaves no line behind."""
    meeting = ours()
    before = lines_of(meeting)
    try:
        done = typed(text, meeting)
    except Refused:
        assert lines_of(meeting) == before
    else:
        assert lines_of(meeting) == before + (done.kind in (Written.NOTE, Written.DECISION, Written.PROMISE))


def ours() -> str:
    """Return the running meeting of this test, called once."""
    found = queries.meetings(cast.camat).rows
    return found[0].meeting if found else running()


def lines_of(meeting: str) -> int:
    """Return how many notes, decisions and promises a meeting has."""
    view = queries.meeting(cast.camat, meeting=meeting)
    return sum(len(item.notes) for item in view.items) + len(view.decisions) + len(view.promises)


def test_days_count_from_the_day_of_the_meeting() -> None:
    """“Hari ini” is the day of the meeting, also when a line is typed after midnight elsewhere."""
    meeting = running()
    typed("/komitmen @ppk x hari ini 23.00", meeting)
    (given,) = queries.meeting(cast.camat, meeting=meeting).promises
    assert given.due.astimezone(ZONE).date() == STARTS.astimezone(ZONE).date()
