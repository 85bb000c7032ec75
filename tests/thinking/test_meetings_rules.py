"""What an invitation and a decision need, whose name is in a text, and how numbers of letters compare."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.areas.meetings.facts import MeetingState, Seat
from sinergi.areas.meetings.rules import deciding, inviting, rights, states, texts
from sinergi.areas.meetings.rules.states import MeetingStep
from sinergi.areas.people.rules.naming import names_somebody
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party
from tests.cast import H_DAY

SEAT = Seat(seat="a", party=Party.PPK, title="Ketua PPK")


def code(refused: Refused | None) -> str:
    """Return the code of a refusal, or ""."""
    return refused.code if refused is not None else ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("laporan Budi  Rekaan diterima", True),
        ("BUDI REKAAN", True),
        ("Budi-Rekaan", True),
        ("Budi berkata Rekaan", False),
        ("sebudi rekaan", False),
        ("budi rekaantara", False),
        ("Sukarno hadir", False),  # a name of one word is a word like any other
    ],
)
def test_a_name_is_found_as_whole_words(text: str, *, found: bool) -> None:
    """In any case and with any sign between, never inside another word."""
    assert names_somebody(text, names=["Budi Rekaan", "Sukarno", ""]) is found


@given(text=st.text(max_size=300))
def test_any_text_is_taken_or_refused(text: str) -> None:
    """Whatever is typed: a refusal with a name or None, never an error; what is taken is short enough once tidy."""
    tidy = texts.tidy(text)
    refused = texts.why_not(tidy, longest=50)
    assert refused is not None or 0 < len(tidy) <= 50
    assert texts.tidy(tidy) == tidy
    assert "\r" not in tidy


@given(number=st.text(max_size=40))
def test_spaces_and_case_do_not_make_another_number(number: str) -> None:
    """The key of a number is the key of its key, and of the number with spaces."""
    key = texts.number_key(number)
    assert texts.number_key(f" {number} ") == key
    assert " " not in key
    assert texts.number_key("005 / A") == texts.number_key("005/a")


def test_a_line_break_of_a_form_is_one_sign() -> None:
    """Two signs from a form, one in the book; a control sign is refused."""
    assert texts.tidy(" a\r\nb\rc ") == "a\nb\nc"
    assert code(texts.why_not("a\nb")) == ""
    assert code(texts.why_not("a\x07b")) == "meetings.text.signs"
    assert code(texts.why_not("kotak\u202e52")) == "meetings.text.signs"
    assert code(texts.why_not("kotak\ufffd52")) == "meetings.text.signs"


@given(
    party=st.sampled_from([None, *FIVE_PARTIES]),
    hours=st.sampled_from([None, -1, 0, 1, 24]),
    informs=st.booleans(),
)
def test_a_decision_is_owned_and_dated_or_informs(party: Party | None, hours: int | None, *, informs: bool) -> None:
    """Exactly the decisions that the database would take are let through."""
    due = None if hours is None else H_DAY + timedelta(hours=hours)
    refused = deciding.why_not_decision(party=party, due=due, information_only=informs, met_at=H_DAY)
    owned = party is not None and due is not None
    assert (refused is None) == ((informs or owned) and (due is None or due > H_DAY))


def test_seats_are_known_and_belong_to_a_party_with_that_post() -> None:
    """A new seat has no id; an id must be the meeting's; nobody sits twice."""
    posts = {"ketua": Party.PPK}
    new = dataclasses.replace(SEAT, seat="", post="ketua")
    assert inviting.why_not_seats((new, SEAT), known=("a",), posts=posts) is None
    assert code(inviting.why_not_seats((SEAT,), posts=posts)) == "meetings.seat.unknown"
    assert code(inviting.why_not_seats((SEAT, SEAT), known=("a",), posts=posts)) == "meetings.seat.unknown"
    other = dataclasses.replace(new, party=Party.POLSEK)
    assert code(inviting.why_not_seats((other,), posts=posts)) == "meetings.seat.post"


def test_a_noted_seat_stays_as_it_is() -> None:
    """Others may go or change."""
    gone = Seat(seat="b", party=Party.PPK, title="Anggota")
    assert inviting.why_not_seats_gone((SEAT, gone), kept=(SEAT,), noted=("a",)) is None
    assert code(inviting.why_not_seats_gone((SEAT, gone), kept=(gone,), noted=("a",))) == "meetings.seat.already-noted"
    changed = dataclasses.replace(SEAT, title="Sekretaris")
    assert code(inviting.why_not_seats_gone((SEAT,), kept=(changed,), noted=("a",))) == "meetings.seat.already-noted"


def test_every_state_refuses_every_other_step_by_name() -> None:
    """No step falls through; a cancelled meeting takes none; every step is possible somewhere."""
    for state in MeetingState:
        for step in MeetingStep:
            refused = states.why_not_meeting(state, step)
            assert (refused is None) == (step in states.MEETINGS[state])
    assert not states.MEETINGS[MeetingState.CANCELLED]
    assert set().union(*states.MEETINGS.values()) == set(MeetingStep)


def test_the_agenda_is_the_hosts_until_the_meeting_runs() -> None:
    """Then every office adds to it; opening and closing stay with the host."""
    assert rights.of_the_host(MeetingState.CALLED, MeetingStep.EXTEND)
    assert not rights.of_the_host(MeetingState.RUNNING, MeetingStep.EXTEND)
    assert all(rights.of_the_host(state, MeetingStep.CLOSE) for state in MeetingState)
    assert not any(rights.of_the_host(state, MeetingStep.WRITE) for state in MeetingState)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Paslon 1 unggul dengan 1.204 suara", True),
        ("pasangan calon nomor urut 02: 48,5 % suara", True),
        ("120 suara untuk calon bupati nomor 1", True),
        ("Kampanye paslon 1 selesai pukul 18.00; 300 surat suara cadangan disegel", False),
        ("Paslon 2 minta izin 3 titik, 80 persen personel siap", False),
        ("Kotak suara TPS 3 diserahkan, 2 kotak", False),
    ],
)
def test_votes_of_candidates_do_not_stand_in_minutes(text: str, refused: bool) -> None:
    """A count of a candidate's votes is refused by name; what else is said of candidates and of ballots is not."""
    found = texts.why_not(text)
    assert (found.code if found else "") == ("meetings.text.votes" if refused else "")
