"""Promises, pure: which facts count, who waits for whom, who may take which step, and what may not be weakened."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.areas.meetings.facts import Ask, EvidenceKind, PromiseState
from sinergi.areas.meetings.rules import evidence, promising
from sinergi.areas.meetings.rules.circles import why_not_wait
from sinergi.areas.meetings.rules.promising import Standing
from sinergi.areas.meetings.rules.states import PROMISES, PromiseStep
from sinergi.areas.people.facts import DutyPostFilled
from sinergi.areas.risk.facts import StationClassed
from sinergi.areas.rulebook.facts import RiskClass
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party

STATION = "1404192001001"


@pytest.mark.parametrize(
    ("places", "place", "wanted"),
    [
        ((), STATION, True),  # no place named: any will do
        ((), "", True),
        (("14.04.19.2001",), STATION, True),  # a village stands for its TPS, with dots
        (("1404192001",), STATION, True),  # and without
        (("1404192001",), "14.04.19.2001", True),
        (("14.04.19.2002",), STATION, False),
        (("1404192001002",), STATION, False),
        ((STATION,), "14.04.19.2001", False),  # a TPS does not stand for its village
        ((STATION,), "", False),
        (("14.04.19.2002", STATION), STATION, True),
    ],
)
def test_a_fact_counts_at_the_places_that_were_named(places: tuple[str, ...], place: str, wanted: bool) -> None:
    """A village counts its TPS however its code is written; another place, or none, does not count."""
    assert evidence.counts(party="ppk", places=places, stamp_party="ppk", place=place) is wanted
    assert not evidence.counts(party="ppk", places=places, stamp_party="polsek", place=place)


def test_the_same_thing_counts_once_and_a_vacated_post_never() -> None:
    """A fact about a place is known by the place, one about a post by the post; vacating shows nothing."""
    station = StationClassed(station=STATION, risk_class=RiskClass.LOW, source="uji")
    assert evidence.subject(station) == STATION
    filled, vacated = (DutyPostFilled(post="linmas-1", person=person) for person in ("a", ""))
    assert evidence.subject(filled) == evidence.subject(vacated) == "linmas-1"
    assert (evidence.shows(filled), evidence.shows(vacated)) == (True, False)


GRAPHS = st.dictionaries(st.integers(0, 7), st.sets(st.integers(0, 7), max_size=3), max_size=8)


@given(graph=GRAPHS, one=st.integers(0, 7), on=st.sets(st.integers(0, 7), max_size=4))
def test_a_circle_is_found_where_there_is_a_way_back(graph: dict[int, set[int]], one: int, on: set[int]) -> None:
    """A promise may not wait for what waits, over however many others, for it: by the closure of the relation."""
    reach = {(a, b) for a, others in graph.items() for b in others}
    for middle, start, end in product(range(8), repeat=3):
        if (start, middle) in reach and (middle, end) in reach:
            reach.add((start, end))
    wanted = any(first == one or (first, one) in reach for first in on)
    named = {str(key): [str(value) for value in values] for key, values in graph.items()}
    refused = why_not_wait(str(one), on=[str(first) for first in on], waits=named)
    assert (refused is not None) is wanted
    assert refused is None or refused.code == "meetings.promise.circle"


def standings(**changes: object) -> Iterable[Standing]:
    """Return every way in which a promise can stand."""
    for state, owner, kind, host, blocked in product(
        PromiseState, FIVE_PARTIES, EvidenceKind, (None, *FIVE_PARTIES), (False, True)
    ):
        usual = {"state": state, "owner": owner, "evidence": kind, "given_by": Party.PPK, "host": host}
        yield Standing(**{**usual, "blocked": blocked, **changes})  # type: ignore[arg-type] # by field name


def test_nobody_closes_alone_what_asked_for_evidence() -> None:
    """Whatever else holds, the party that promised cannot keep what asked for evidence, nor return its own report."""
    for one in standings():
        for step in (PromiseStep.KEEP, PromiseStep.RETURN):
            if one.evidence is not EvidenceKind.NONE or step is PromiseStep.RETURN:
                assert promising.why_not(one, step, party=one.owner) is not None


def test_no_step_is_offered_that_the_table_of_moves_does_not_know() -> None:
    """What may be done stands in the table; correcting and dropping are not for the parties that have no part in it."""
    for one in standings():
        for step, party in product(PromiseStep, FIVE_PARTIES):
            if promising.why_not(one, step, party=party) is not None:
                continue
            assert step in PROMISES[one.state]
            if step is PromiseStep.DROP:
                assert party in (one.owner, one.given_by, one.host)
            if step is PromiseStep.CORRECT:
                assert party in (one.given_by, one.host)


def test_what_waits_for_another_is_not_kept_before_it() -> None:
    """A promise that is held up is kept by nobody; it may still be reported, moved or dropped."""
    for one in standings(blocked=True):
        assert all(promising.why_not(one, PromiseStep.KEEP, party=party) is not None for party in FIVE_PARTIES)
    free = Standing(
        state=PromiseState.PENDING, owner=Party.PPK, evidence=EvidenceKind.NONE, given_by=Party.PPK, blocked=True
    )
    for step in (PromiseStep.REPORT, PromiseStep.POSTPONE, PromiseStep.DROP):
        assert promising.why_not(free, step, party=Party.PPK) is None


RECORD = Ask(evidence=EvidenceKind.RECORD, number=4, record="risk.station.classed.v1")


@pytest.mark.parametrize(
    ("before", "after", "own", "counted", "wanted"),
    [
        (Ask(evidence=EvidenceKind.PHOTO), Ask(), True, 0, "meetings.evidence.weaker"),
        (Ask(evidence=EvidenceKind.PHOTO), Ask(), False, 0, ""),
        (Ask(), Ask(evidence=EvidenceKind.PHOTO), True, 0, ""),
        (Ask(evidence=EvidenceKind.COUNT, number=24), Ask(evidence=EvidenceKind.COUNT, number=20), True, 0, "weaker"),
        (Ask(evidence=EvidenceKind.COUNT, number=24), Ask(evidence=EvidenceKind.COUNT, number=30), True, 0, ""),
        (RECORD, Ask(evidence=EvidenceKind.RECORD, number=4, record="deployment.plan.issued.v1"), True, 0, "weaker"),
        (RECORD, RECORD, True, 3, ""),
        (RECORD, Ask(evidence=EvidenceKind.RECORD, number=3, record=RECORD.record), False, 3, "evidence.counted"),
        (RECORD, Ask(evidence=EvidenceKind.RECORD, number=0, record=RECORD.record), False, 1, "evidence.counted"),
    ],
)
def test_a_correction_neither_asks_less_of_oneself_nor_closes(
    before: Ask, after: Ask, own: bool, counted: int, wanted: str
) -> None:
    """Less evidence of one's own party is refused, and so is a number that has arrived already."""
    refused = promising.why_not_weaker(before, after, own=own, counted=counted)
    assert (refused.code if refused else "").endswith(wanted)
    assert bool(refused) is bool(wanted)


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        ((), ("14.04.19.2001",), False),
        (("14.04.19.2001",), (), True),
        (("14.04.19.2001",), ("1404192001002",), False),
        (("14.04.19.2001",), ("14.04.19.2001", "14.04.19.2002"), True),
        (("1404192001002",), ("14.04.19.2001",), True),
    ],
)
def test_records_from_elsewhere_do_not_come_to_count(
    before: tuple[str, ...], after: tuple[str, ...], refused: bool
) -> None:
    """A party may narrow the places of its own promise, never widen them."""
    assert (promising.why_not_elsewhere(before, after) is not None) is refused
