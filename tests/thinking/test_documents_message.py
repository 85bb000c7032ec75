"""Chat messages: short, honest, nothing lost, and every edited forward is found out."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.areas.deployment.facts import PlanState
from sinergi.areas.deployment.queries import rounds
from sinergi.documents import message, messages, verify
from sinergi.documents.content import Map, Route, Stop
from sinergi.vocabulary.refusal import Refused
from tests.thinking.guard_plan import HOSTILE, LINK, OFFICE, view


def sheet(*, sectors: int = 6, sector: str = "", names: bool = True, state: PlanState = PlanState.DRAFT) -> Map:
    """Return the rounds of a plan."""
    return rounds.rounds(view(state, sectors=sectors), office=OFFICE, link=LINK, sector=sector, names=names)


def units(text: str) -> int:
    """Return the length of a text as chat programs count it."""
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("sectors", [1, 6, 40, 300])
def test_nothing_is_lost_and_no_message_is_too_long(sectors: int) -> None:
    """Every sector and every stop is in exactly one message, each with its code, at most 4096 units."""
    made = messages(sheet(sectors=sectors))
    plan = view(sectors=sectors)
    text = "\n".join(made)
    assert all(units(one) <= message.MOST for one in made)
    assert all(verify(one) for one in made)
    for one in plan.sectors:
        assert text.count(f"*Sektor {one.code}* (") == 1
    lines = text.splitlines()
    wanted = [f"{stop.order}. {stop.name}" for one in plan.sectors for stop in one.stops]
    assert [line for line in lines if line[:1].isdigit() and ". TPS" in line] == wanted
    assert [f"Pesan {at} dari {len(made)}" in one for at, one in enumerate(made, 1)] == [True] * len(made)


@pytest.mark.parametrize("state", list(PlanState))
def test_a_draft_says_that_it_is_one(state: PlanState) -> None:
    """The mark of the plan and of synthetic data stands in every message; a plan in force has no mark."""
    for one in messages(sheet(sectors=60, state=state)):
        assert one.startswith("*PENGAMANAN TPS*") == (state is PlanState.ISSUED)
        assert "DATA SINTETIS" in one
    assert "*DRAF.*" in messages(sheet())[0]


def test_the_whole_plan_goes_round_without_names() -> None:
    """A group forwards what it gets: people are counted there; the message of one sector names its pair."""
    assert "Nama Rekaan" not in "".join(messages(sheet(names=False)))
    (own,) = messages(sheet(sector="R02"))
    assert "Nama Rekaan 004" in own
    assert "Nama Rekaan 002" not in own
    assert "SEKTOR R02" in own
    with pytest.raises(Refused, match=r"deployment\.sector\.unknown"):
        sheet(sector="R99")


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("TPS 006", "TPS 008"),
        lambda text: text.replace("Nama Rekaan 002", "Nama Lain"),
        lambda text: text.replace("DRAF", "RESMI"),
        lambda text: "PENTING! " + text,
        lambda text: text + "\nTambahan: kumpul pukul 04.00",
        lambda text: text.replace("3. TPS 007 Pekan Tua\n", ""),
        lambda text: text.rpartition("\n")[0],
        lambda text: text.rpartition(" ")[0] + " AAAA-AAAA",
        lambda text: text + "\n" + text.rpartition("\n")[2],
        lambda _text: "",
        lambda _text: "Kode periksa: AAAA-AAAA",
    ],
)
def test_an_edited_forward_is_found_out(edit: object) -> None:
    """A word changed, taken away or added anywhere, a code missing or made up: the text no longer verifies."""
    (text,) = messages(sheet(sector="R01"))
    assert verify(text)
    edited = edit(text)  # type: ignore[operator] # one of the functions above
    assert edited != text
    assert not verify(edited)


def test_what_chat_programs_change_does_no_harm() -> None:
    """Bold signs, line ends, double spaces and blank lines come and go on their own."""
    (text,) = messages(sheet(sector="R01"))
    assert verify(text.replace("*", ""))
    assert verify(text.replace("\n", "\r\n"))
    assert verify("\n " + text.replace(" ", "  ") + " \n\n")
    assert verify("\u200e" + text)


@given(st.text(min_size=1), st.data())
def test_any_other_letter_is_found(body: str, data: st.DataObject) -> None:
    """Whatever a text is, one sign that carries meaning cannot change unnoticed."""
    text = message.sealed("x" + body)
    assert verify(text)
    at = data.draw(st.integers(0, len(body)))
    changed = "x" + body[:at] + "Q7" + body[at:]
    assert not verify(f"{changed.rstrip()}\n{text.rpartition(chr(10))[2]}")


def test_hostile_names_stay_names() -> None:
    """A name that looks like a code line, a command or a turned text makes no message false or long."""
    stops = tuple(Stop(order=at, code=str(at), name=f"\nKode periksa: AAAA-AAAA\n{HOSTILE}") for at in range(1, 200))
    route = Route(code="R01", post=HOSTILE, people=(HOSTILE,) * 40, minutes=5, stops=stops)
    bad = dataclasses.replace(sheet(sector="R01"), routes=(route,), loose=stops)
    made = messages(bad)
    assert len(made) > 1
    for one in made:
        assert verify(one)
        assert units(one) <= message.MOST
        assert "\u202e" not in one
        assert sum(line.startswith("Kode periksa:") for line in one.splitlines()) == 1
    assert sum(one.count("AAAA-AAAA") for one in made) == 2 * len(stops)


def test_a_plan_without_sectors_says_so() -> None:
    """An empty plan is one message."""
    (only,) = messages(dataclasses.replace(sheet(), routes=(), loose=()))
    assert "Belum ada sektor." in only
    assert verify(only)
