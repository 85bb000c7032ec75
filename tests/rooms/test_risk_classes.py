"""The class of a TPS is the police's word: who may say it, who reads it, and what is refused by name."""

from __future__ import annotations

import dataclasses

import pytest

from sinergi.areas.places import commands as places
from sinergi.areas.places.facts import StationWithdrawn
from sinergi.areas.risk import commands, queries
from sinergi.areas.rulebook.facts import RiskClass
from sinergi.journal import read, replay, sequencer
from sinergi.vocabulary.refusal import Refused
from tests import cast
from tests.guards import CLASSES, classed
from tests.world import STATIONS, World

pytestmark = pytest.mark.django_db


def classify(facts: list, who: object = cast.kapolsek) -> int:  # type: ignore[type-arg] # whatever a test sends
    """Record ``facts`` as ``who``."""
    return commands.classify_stations(viewer=who, stamp=cast.stamp(who), facts=facts)  # type: ignore[arg-type]


def test_a_class_is_kept_and_may_change(world: World) -> None:
    """The last word counts; the same word again records nothing."""
    assert world.stations
    assert classify(classed()) == 4
    assert queries.classes(cast.camat) == CLASSES
    assert classify(classed()) == 0
    assert classify(classed(**{STATIONS[0]: RiskClass.SPECIAL})) == 1
    assert queries.classes(cast.ppk_operator)[STATIONS[0]] is RiskClass.SPECIAL
    rows = queries.class_rows(cast.kapolsek)
    assert [row.station for row in rows] == list(STATIONS)
    assert rows[0].told_by == "polsek"


def test_a_tps_without_a_class_is_not_called_safe(world: World) -> None:
    """Not known is None, never the lowest class."""
    assert world.stations
    classify(classed()[:1])
    assert [row.risk_class for row in queries.class_rows(cast.panwascam)] == [RiskClass.LOW, None, None, None]


def test_only_the_police_give_classes(world: World) -> None:
    """Four parties read, nobody else sees them, and a card of the police neither reads nor writes."""
    assert world.stations
    for who in (*cast.OFFICES, cast.linmas_card, cast.outsider):
        if who is cast.kapolsek:
            continue
        with pytest.raises(Refused, match=r"access\.risk_class\.write"):
            classify(classed(), who)
    for who in (cast.linmas_card, cast.outsider):
        with pytest.raises(Refused, match=r"access\.risk_class\.read"):
            queries.classes(who)
        with pytest.raises(Refused, match=r"access\.risk_class\.read"):
            queries.class_rows(who)
    assert all(queries.classes(who) == {} for who in cast.OFFICES)


def test_what_makes_no_sense_is_refused_as_a_whole(world: World) -> None:
    """An unknown or withdrawn TPS, a TPS twice, a class without a source: nothing of the file goes in."""
    assert world.stations
    good = classed()
    for code, wrong in (
        ("risk.station.unknown", dataclasses.replace(good[0], station="1404192009009")),
        ("risk.station.twice", good[0]),
        ("risk.source.missing", dataclasses.replace(good[0], source=" ")),
    ):
        with pytest.raises(Refused, match=code):
            classify([*good[(code == "risk.source.missing") :], wrong])
    places.withdraw_station(
        viewer=cast.ppk_chair,
        stamp=cast.stamp(cast.ppk_chair),
        fact=StationWithdrawn(code=STATIONS[3], reason="digabung"),
    )
    with pytest.raises(Refused, match=r"risk\.station\.unknown"):
        classify(good)
    assert queries.known_classes() == {}


def test_replay_and_the_journal(world: World) -> None:
    """The table is derived, and the five parties read the fact in the journal."""
    assert world.stations
    classify(classed())
    sequencer.settle()
    before = replay.fingerprint()
    replay.replay()
    assert replay.fingerprint() == before
    rows = [row for row in read.entries(cast.panwascam, limit=1000) if row.kind == "risk.station.classed.v1"]
    assert len(rows) == 4
