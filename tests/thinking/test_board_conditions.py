"""The board: what counts as missing, what needs attention, what a question leaves, and in which order."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.areas.places.facts import Access, Supply
from sinergi.areas.places.queries import StationRow
from sinergi.entrypoints.console import board

COMPLETE = StationRow(
    entry=UUID(int=1),
    told_by="ppk",
    recorded_at=datetime(2024, 11, 1, tzinfo=UTC),
    code="1404192001001",
    village="14.04.19.2001",
    village_name="Pekan Tua",
    number=1,
    name="Balai Desa",
    lat_e6=-500_000,
    lon_e6=102_800_000,
    voters_male=100,
    voters_female=110,
    voters=210,
    access=Access.ROAD,
    power=Supply.GOOD,
    signal=Supply.WEAK,
    flood_prone=False,
)


def row(**changes: object) -> StationRow:
    """Return a complete TPS with ``changes``."""
    return dataclasses.replace(COMPLETE, **changes)  # type: ignore[arg-type] # keyword values by field name


@pytest.mark.parametrize(
    ("changes", "condition"),
    [
        ({}, "complete"),
        ({"voters": None}, "gap"),
        ({"lat_e6": None}, "gap"),
        ({"flood_prone": None}, "gap"),
        ({"access": Access.RIVER}, "hard"),
        ({"access": Access.BOTH}, "complete"),
        ({"signal": Supply.ABSENT, "voters": None}, "hard"),
        ({"withdrawn": True, "voters": None}, "withdrawn"),
        ({"full": False, "voters": None}, "place"),
    ],
)
def test_condition(changes: dict[str, object], condition: str) -> None:
    """The shape of a TPS says the worst that is known; of a location alone nothing is called missing."""
    assert board.line(row(**changes)).condition == condition


def test_unknown_voters_are_counted_apart() -> None:
    """What is not known is never added as 0, and a withdrawn TPS does not count."""
    lines = [board.line(row(**change)) for change in ({}, {"voters": None}, {"voters": 0}, {"withdrawn": True})]
    counts = board.counts(lines)
    assert (counts.stations, counts.withdrawn, counts.voters, counts.voters_unknown) == (3, 1, 210, 1)


@pytest.mark.parametrize(
    ("state", "codes"), [("", "abc"), ("tanpa-dpt", "b"), ("sungai", "c"), ("dicabut", "d"), ("kurang", "b")]
)
def test_states_leave_what_they_say(state: str, codes: str) -> None:
    """Each state of the filter leaves its own TPS; withdrawn ones only when asked for."""
    changes: list[dict[str, object]] = [{}, {"voters": None}, {"access": Access.RIVER}, {"withdrawn": True}]
    lines = [board.line(row(code=code, **change)) for code, change in zip("abcd", changes, strict=True)]
    assert "".join(one.row.code for one in board.chosen(lines, board.Asked(state=state))) == codes


def test_text_finds_what_people_say() -> None:
    """The number as spoken or padded, the village and the place are all found; other words are not."""
    lines = [board.line(row())]
    for text in ("tps 1", "tps 001", "pekan", "BALAI desa", "1404192001001"):
        assert board.chosen(lines, board.Asked(text=text)), text
    assert not board.chosen(lines, board.Asked(text="tps 2"))


def test_unknown_voters_sort_below_every_number() -> None:
    """Sorted by voters, unknown is not 0: it stands apart, at the end of the larger-first order."""
    lines = [board.line(row(code=code, voters=voters)) for code, voters in (("a", None), ("b", 0), ("c", 9))]
    found = board.chosen(lines, board.Asked(order="-pemilih"))
    assert [one.row.code for one in found] == ["c", "b", "a"]


@given(
    st.dictionaries(
        st.sampled_from(["desa", "keadaan", "kosong", "cari", "urut", "hal", "layar"]), st.text(max_size=30)
    )
)
def test_no_question_breaks_the_board(query: dict[str, str]) -> None:
    """Nonsense in the address line is taken as not asked, and the page's own links keep the question."""
    asked = board.asked(query)
    board.chosen([board.line(row())], asked)
    assert asked.page >= 1
    assert asked.query().startswith("?")
