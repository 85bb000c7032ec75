"""What is written in a meeting: lines, decisions, answers; who may put them right, and that the old words stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.commands import Draft
from sinergi.areas.meetings.facts import Stance
from sinergi.areas.meetings.models import Answer, Decision
from sinergi.areas.meetings.queries.rows import DecisionRow
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast
from tests.meetings import DUE, STARTS, call, code_of, invitation, running, soldier, stamp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def write(meeting: str, text: str = "Logistik siap", *, viewer: Viewer = cast.danramil, item: int = 1) -> str:
    """Take a note."""
    return commands.take_note(viewer=viewer, stamp=stamp(viewer), meeting=meeting, item=item, text=text)


def decide(meeting: str, text: str = "Posko buka 24 jam", *, viewer: Viewer = cast.danramil, **how: Any) -> str:  # noqa: ANN401 -- fields
    """Take a decision of the police, due before voting day, unless told otherwise."""
    usual: dict[str, Any] = {"item": 1, "party": Party.POLSEK, "due": DUE}
    return commands.take_decision(viewer=viewer, stamp=stamp(viewer), meeting=meeting, text=text, **{**usual, **how})


def correct(decision: str, *, viewer: Viewer = cast.danramil, **how: Any) -> None:  # noqa: ANN401 -- fields
    """Put a decision right."""
    usual: dict[str, Any] = {
        "text": "Posko buka 12 jam",
        "party": Party.POLSEK,
        "due": DUE,
        "information_only": False,
        "public": False,
        "struck": False,
        "reason": "salah catat",
    }
    commands.correct_decision(viewer=viewer, stamp=stamp(viewer), decision=decision, **{**usual, **how})


def answer(about: str, stance: Stance, note: str = "", *, viewer: Viewer = cast.kapolsek) -> None:
    """Say what a party thinks."""
    commands.answer(viewer=viewer, stamp=stamp(viewer), about=about, stance=stance, note=note)


def only(meeting: str) -> DecisionRow:
    """Return the one decision of a meeting."""
    (found,) = queries.meeting(cast.camat, meeting=meeting).decisions
    return found


def test_every_office_writes_under_the_items_of_a_running_meeting() -> None:
    """Lines stand in the order in which they were written, under their item; item 0 are the unmet promises."""
    meeting = running()
    write(meeting, "satu\r\ndua", item=0)
    write(meeting, "tiga", viewer=cast.kapolsek)
    write(meeting, "empat", viewer=cast.ppk_operator, item=0)
    zero, one, _two = queries.meeting(cast.camat, meeting=meeting).items
    assert [(line.text, line.party) for line in zero.notes] == [("satu\ndua", Party.KORAMIL), ("empat", Party.PPK)]
    assert [line.text for line in one.notes] == ["tiga"]


def test_minutes_are_written_while_the_meeting_runs_and_nowhere_else() -> None:
    """Not before, not after, not under an item that is not there, not by a card or the public."""
    meeting = call()
    assert code_of(lambda: write(meeting)) == "meetings.meeting.not-begun"
    commands.open_meeting(viewer=cast.camat, stamp=stamp(), meeting=meeting)
    assert code_of(lambda: write(meeting, item=3)) == "meetings.item.unknown"
    assert code_of(lambda: write(meeting, item=-1)) == "meetings.item.unknown"
    assert code_of(lambda: write(meeting, "x" * 1_000_000)) == "meetings.text.too-large"
    assert code_of(lambda: write(meeting, " \n ")) == "meetings.text.missing"
    assert code_of(lambda: write(meeting, viewer=cast.linmas_card)) == "access.calendar.write"
    assert code_of(lambda: write(meeting, viewer=cast.outsider)) == "access.calendar.write"
    assert code_of(lambda: write("tidak-ada")) == "meetings.meeting.unknown"
    commands.close_meeting(viewer=cast.camat, stamp=stamp(), meeting=meeting)
    assert code_of(lambda: write(meeting)) == "meetings.meeting.closed"
    assert code_of(lambda: decide(meeting)) == "meetings.meeting.closed"


def test_no_name_of_ones_own_people_stands_in_the_minutes() -> None:
    """The office is written, not the name; a name of one word alone is no sign."""
    soldier()
    meeting = running()
    assert code_of(lambda: write(meeting, "Serda budi  REKAAN siap")) == "meetings.text.name"
    assert code_of(lambda: write(meeting, "NIK 1404 1920 0100 0001")) == "people.person.nik"
    write(meeting, "Budi pekerti dibahas")


def test_a_line_is_put_right_and_struck_by_its_party_or_the_host() -> None:
    """The old words stay, with who changed them and why; another party may not."""
    meeting = running()
    note = write(meeting, "Kotak suara 24")

    def fix(text: str, viewer: Viewer, reason: str = "salah dengar") -> None:
        commands.correct_note(viewer=viewer, stamp=stamp(viewer), note=note, text=text, reason=reason)

    assert code_of(lambda: fix("Kotak suara 25", cast.kapolsek)) == "access.calendar.write.own"
    assert code_of(lambda: fix("Kotak suara 25", cast.danramil, "")) == "meetings.reason.missing"
    fix("Kotak suara 25", cast.danramil)
    commands.close_meeting(viewer=cast.camat, stamp=stamp(), meeting=meeting)
    fix("", cast.camat, "tidak pernah diucapkan")
    (line,) = queries.meeting(cast.kapolsek, meeting=meeting).items[1].notes
    assert line.struck
    assert line.text == "Kotak suara 25"
    assert [(one.text, one.party, one.reason) for one in line.history] == [
        ("Kotak suara 24", Party.KORAMIL, "salah dengar"),
        ("Kotak suara 25", Party.KECAMATAN, "tidak pernah diucapkan"),
    ]
    unknown = code_of(
        lambda: commands.correct_note(viewer=cast.camat, stamp=stamp(), note="tidak-ada", text="x", reason="y")
    )
    assert unknown == "meetings.note.unknown"


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"party": None}, "meetings.decision.owner"),
        ({"party": Party.PUBLIC}, "meetings.decision.party"),
        ({"due": None}, "meetings.decision.due-missing"),
        ({"due": STARTS}, "meetings.due.before-meeting"),
        ({"due": STARTS - timedelta(days=1)}, "meetings.due.before-meeting"),
        ({"due": datetime(2024, 11, 25, 9)}, "meetings.decision.due-zone"),  # noqa: DTZ001 -- no zone on purpose
        ({"due": STARTS + timedelta(days=4000)}, "meetings.due.far"),
        ({"party": None, "due": STARTS, "information_only": True}, "meetings.due.before-meeting"),
        ({"text": "x" * 2001}, "meetings.text.too-large"),
    ],
)
def test_a_decision_has_owner_and_hour_or_only_informs(how: dict[str, Any], code: str) -> None:
    """What is missing is said by name, for a new decision and for a corrected one; nothing is recorded."""
    meeting = running()
    assert code_of(lambda: decide(meeting, **{"text": "Posko buka", **how})) == code
    informs = decide(meeting, party=None, due=None, information_only=True)
    assert code_of(lambda: correct(informs, **how)) == code
    assert only(meeting).information_only


@pytest.mark.parametrize("without", [{"party": ""}, {"due": None}, {"party": "", "due": None}, {"party": "public"}])
def test_the_database_itself_refuses_a_decision_without_owner_or_hour(without: dict[str, Any]) -> None:
    """Even a program that goes past the commands cannot write one; for information only it can."""
    meeting = running()
    row: dict[str, Any] = {
        "decision": "d",
        "meeting_id": meeting,
        "number": 1,
        "item": 1,
        "text": "Posko buka",
        "party": "polsek",
        "due": DUE,
        "met_at": STARTS,
        "taken_at": STARTS,
        "written_by": "polsek",
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(**{**row, **without})
    if without.get("party") != "public":
        Decision.objects.create(**{**row, **without, "information_only": True})
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(**{**row, "decision": "e", "number": 2, "due": STARTS - timedelta(minutes=1)})
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(about="d", party="polsek", stance=Stance.DISSENTED, note="", at=STARTS)


def test_a_corrected_decision_tells_what_it_said() -> None:
    """Its number stays; its party and the host put it right, also after the meeting; others may not."""
    meeting = running()
    decision = decide(meeting)
    decide(meeting, "Kedua", party=None, due=None, information_only=True)
    assert code_of(lambda: correct(decision, viewer=cast.kapolsek)) == "access.calendar.write.own"
    assert code_of(lambda: correct("tidak-ada")) == "meetings.decision.unknown"
    correct(decision, due=DUE + timedelta(days=1))
    commands.close_meeting(viewer=cast.camat, stamp=stamp(), meeting=meeting)
    correct(decision, viewer=cast.camat, struck=True, reason="tidak jadi")
    first, second = queries.meeting(cast.ppk_chair, meeting=meeting).decisions
    assert (first.number, second.number) == (1, 2)
    assert first.struck
    assert first.text == "Posko buka 12 jam"
    assert [(one.text, one.reason) for one in first.history] == [
        ("Posko buka 24 jam", "salah catat"),
        ("Posko buka 12 jam", "tidak jadi"),
    ]
    assert queries.meeting(cast.camat, meeting=meeting).row.decisions == 1
    assert code_of(lambda: answer(decision, Stance.CONFIRMED)) == "meetings.answer.struck"


def test_dissent_stays_beside_the_decision_with_its_reason() -> None:
    """Each party for itself, the last word counts, also after the meeting; a dissent needs a reason."""
    meeting = running()
    decision = decide(meeting)
    assert code_of(lambda: answer(decision, Stance.DISSENTED)) == "meetings.answer.reason"
    assert code_of(lambda: answer("tidak-ada", Stance.CONFIRMED)) == "meetings.answer.unknown"
    assert code_of(lambda: answer(decision, Stance.CONFIRMED, viewer=cast.linmas_card)) == "access.calendar.write"
    answer(decision, Stance.CONFIRMED)
    answer(decision, Stance.DISSENTED, "personel kurang")
    commands.close_meeting(viewer=cast.camat, stamp=stamp(), meeting=meeting)
    answer(decision, Stance.CONFIRMED, viewer=cast.panwascam)
    assert [(one.party, one.stance, one.note) for one in only(meeting).answers] == [
        (Party.POLSEK, Stance.DISSENTED, "personel kurang"),
        (Party.PANWASCAM, Stance.CONFIRMED, ""),
    ]
    correct(decision, text="Posko buka 24 jam", public=True)
    assert len(only(meeting).answers) == 2
    correct(decision, public=True)  # other words: who confirmed the old ones has not confirmed these
    assert [one.party for one in only(meeting).answers] == [Party.POLSEK]


def test_neither_the_public_nor_a_card_reads_meetings() -> None:
    """Not even one that is closed, with a decision marked public: such a mark opens it to the press release only."""
    meeting = running()
    decide(meeting, "TPS buka pukul 07.00", public=True)
    commands.close_meeting(viewer=cast.camat, stamp=stamp(), meeting=meeting)
    assert code_of(lambda: queries.meeting(cast.outsider, meeting=meeting)) == "access.calendar.read.public"
    assert code_of(lambda: queries.meetings(cast.outsider)) == "access.calendar.read.public"
    assert code_of(lambda: queries.meeting(cast.linmas_card, meeting=meeting)) == "access.calendar.read.field"
    assert code_of(lambda: queries.meetings(cast.linmas_card)) == "access.calendar.read.field"


def test_a_promise_is_answered_like_a_decision() -> None:
    """Any party confirms or dissents, the last word counts; saying the same again is no news; a card may not."""
    draft = Draft(party=Party.PPK, text="Kotak siap", due=DUE)
    promise = commands.give_promise(viewer=cast.ppk_chair, stamp=stamp(cast.ppk_chair), draft=draft)
    assert code_of(lambda: answer(promise, Stance.CONFIRMED, viewer=cast.linmas_card)) == "access.promise.write"
    assert code_of(lambda: answer(promise, Stance.CONFIRMED, viewer=cast.outsider)) == "access.promise.write"
    assert code_of(lambda: answer(promise, Stance.DISSENTED, " ")) == "meetings.answer.reason"
    answer(promise, Stance.CONFIRMED)
    answer(promise, Stance.DISSENTED, "terlalu lambat")
    answer(promise, Stance.DISSENTED, "terlalu lambat")
    view = queries.promise(cast.panwascam, promise=promise, now=STARTS)
    assert [(one.party, one.stance, one.note) for one in view.row.answers] == [
        (Party.POLSEK, Stance.DISSENTED, "terlalu lambat")
    ]
    assert [one.kind for one in view.events].count("meetings.answer.given.v1") == 2


def test_a_long_meeting_asks_the_database_no_more_than_a_short_one() -> None:
    """Lines, decisions and seats are read together, however many there are."""
    meeting = running()
    write(meeting)
    decide(meeting)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.meeting(cast.camat, meeting=meeting)
            queries.meetings(cast.camat)
        return len(seen)

    before = asked()
    for number in range(12):
        write(meeting, f"baris {number}")
        decide(meeting, f"keputusan {number}")
        call(invitation(number=str(number)))
    assert asked() == before
