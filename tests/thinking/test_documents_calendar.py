"""Calendars: read back by an iCalendar reader and compared with the turns they came from."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from sinergi.areas.deployment.facts import PlanState
from sinergi.areas.deployment.queries import rounds
from sinergi.areas.deployment.queries.rows import PlanView
from sinergi.documents import calendar
from sinergi.documents.content import Duty
from sinergi.vocabulary.refusal import Refused
from tests.thinking import guard_plan
from tests.thinking.guard_plan import HOSTILE, OFFICE, guard, sector, view

MADE = datetime(2024, 11, 18, tzinfo=UTC)


def written(plan: PlanView, *, person: str = "p002") -> bytes:
    """Return the calendar of one person."""
    return calendar(rounds.duties(plan, person=person, office=OFFICE), name="Jaga TPS", made_at=MADE)


def events(content: bytes) -> list[Any]:
    """Return the events of a calendar."""
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_a_person_gets_their_own_turns_and_nothing_else() -> None:
    """As many events as turns, with the same instants, the place of the post and the stops of the round."""
    plan = view()
    mine = [turn for turn in plan.turns if turn.guard.person == "p002"]
    made = events(written(plan))
    assert [(one["DTSTART"].dt, one["DTEND"].dt) for one in made] == [(turn.start, turn.end) for turn in mine]
    assert all(one["DTSTART"].dt.tzinfo is not None for one in made)
    for one in made:
        assert one["LOCATION"] == plan.sectors[0].post_name
        assert all(f"{stop.order}. {stop.name}" in one["DESCRIPTION"] for stop in plan.sectors[0].stops)
        assert one["SUMMARY"] == "DRAF Jaga sektor R01"
        assert one["CLASS"] == "PRIVATE"


def test_a_task_outside_the_sectors_has_its_own_name_and_place() -> None:
    """The watch of the store is called as the rule pack calls it."""
    (one,) = events(written(view(), person="p500"))
    assert one["SUMMARY"] == "DRAF Jaga gudang logistik"
    assert one["LOCATION"] == "Gudang PPK"
    assert "GEO" not in one


def test_a_later_plan_updates_the_same_event() -> None:
    """UIDs do not depend on the plan, only person and turn; the sequence grows; a withdrawal comes after its plan."""
    older = events(written(view()))
    plan = dataclasses.replace(view(PlanState.ISSUED), row=guard_plan.row(PlanState.ISSUED, number=4, plan="p4"))
    newer = events(written(plan))
    assert [one["UID"] for one in older] == [one["UID"] for one in newer]
    assert len({one["UID"] for one in older}) == len(older)
    assert all(a["SEQUENCE"] < b["SEQUENCE"] for a, b in zip(older, newer, strict=True))
    gone = dataclasses.replace(plan, row=dataclasses.replace(plan.row, state=PlanState.WITHDRAWN))
    (first, *_rest) = events(written(gone))
    assert first["STATUS"] == "CANCELLED"
    assert first["SEQUENCE"] > newer[0]["SEQUENCE"]
    assert Calendar.from_ical(written(gone))["METHOD"] == "CANCEL"
    assert events(written(view(), person="p003"))[0]["UID"] != older[0]["UID"]


@pytest.mark.parametrize(
    ("state", "status"),
    [(PlanState.DRAFT, "TENTATIVE"), (PlanState.CHECKED, "TENTATIVE"), (PlanState.ISSUED, "CONFIRMED"),
     (PlanState.AMENDED, "CANCELLED")],
)  # fmt: skip
def test_a_draft_is_tentative(state: PlanState, status: str) -> None:
    """Only a plan in force is confirmed."""
    assert {one["STATUS"] for one in events(written(view(state)))} == {status}


def test_without_a_roster_the_voting_day_stands() -> None:
    """From an hour before TPS open until they close, local time."""
    (one,) = events(written(dataclasses.replace(view(), turns=())))
    assert one["DTSTART"].dt == datetime(2024, 11, 26, 23, tzinfo=UTC)
    assert one["DTEND"].dt == datetime(2024, 11, 27, 6, tzinfo=UTC)


@pytest.mark.parametrize("person", ["", "p999", "p700", "../p002"])
def test_who_has_no_duty_gets_no_calendar(person: str) -> None:
    """A spare officer, a stranger, and a path are refused by name."""
    with pytest.raises(Refused, match=r"deployment\.person\.without-duty"):
        written(view(), person=person)


def test_hostile_text_adds_no_line_to_a_calendar() -> None:
    """A name with line ends, colons and semicolons stays inside its property."""
    bad = "x\r\nEND:VEVENT\r\nATTENDEE:mailto:a@example.org\n;\\," + HOSTILE
    one = sector(1, officers=(guard(2, name=bad, label=bad), guard(3)), post_name=bad)
    plan = dataclasses.replace(view(), sectors=(one,), turns=guard_plan.turns((one,)))
    content = written(plan)
    made = events(content)
    assert len(made) == 2
    assert b"\nATTENDEE" not in content
    assert not any("ATTENDEE" in one for one in made)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_same_turns_give_the_same_bytes() -> None:
    """No clock goes in."""
    assert written(view()) == written(view())


def entry(**changes: Any) -> Duty:  # noqa: ANN401 -- any field
    """Return something on a calendar that has no length."""
    usual = {"uid": "k1@contoh", "start": MADE, "end": MADE, "summary": "Komitmen", "location": "", "sequence": 1}
    return Duty(**{**usual, "description": "PPK", "firm": True, **changes})


def test_a_moment_has_no_end_and_rings_when_asked() -> None:
    """RFC 5545 wants an end after the start, or none; alarms are counted from the start and show the summary."""
    alarms = (timedelta(days=-1), timedelta(0))
    (one,) = events(calendar([entry(alarms=alarms, categories=("Komitmen", "PPK"))], name="PPK", made_at=MADE))
    assert one["DTSTART"].dt == MADE
    assert "DTEND" not in one
    assert [(ring["TRIGGER"].dt, ring["ACTION"], ring["DESCRIPTION"]) for ring in one.walk("VALARM")] == [
        (after, "DISPLAY", "Komitmen") for after in alarms
    ]
    assert [str(name) for name in one["CATEGORIES"].cats] == ["Komitmen", "PPK"]


def test_whole_days_are_local_dates_and_leave_the_time_free() -> None:
    """Three days of quiet are three dates, the end exclusive, though they begin the day before by UTC."""
    wib = ZoneInfo("Asia/Jakarta")
    start, end = datetime(2024, 11, 24, tzinfo=wib), datetime(2024, 11, 27, tzinfo=wib)
    (one,) = events(calendar([entry(start=start, end=end, all_day=True)], name="Tahapan", made_at=MADE))
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2024, 11, 24), date(2024, 11, 27))
    assert one["TRANSP"] == "TRANSPARENT"


def test_hostile_text_adds_no_line_to_an_alarm_or_category() -> None:
    """Line ends and commas stay inside their property."""
    bad = "x\r\nEND:VALARM\r\nATTACH:file,\\;" + HOSTILE
    content = calendar([entry(summary=bad, categories=(bad,), alarms=(timedelta(0),))], name=bad, made_at=MADE)
    (one,) = events(content)
    assert len(one.walk("VALARM")) == 1
    assert len(one["CATEGORIES"].cats) == 1
    assert b"\nATTACH" not in content
