"""Kempas, step by step, through the commands that people use. Each step may be repeated: what is there stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sinergi.areas.deployment import commands as deployment
from sinergi.areas.deployment import queries as known_plans
from sinergi.areas.deployment.facts import Verdict
from sinergi.areas.people import commands as people
from sinergi.areas.people import queries as known_people
from sinergi.areas.people.columns import PersonEntry
from sinergi.areas.people.facts import Duty, DutyPostFilled, DutyPostRegistered
from sinergi.areas.places import commands as places
from sinergi.areas.places import facts
from sinergi.areas.risk import commands as risk
from sinergi.areas.risk import queries as known_risk
from sinergi.areas.rulebook import commands as rulebook
from sinergi.entrypoints.cli import boot, demo_people, demo_places, demo_story
from sinergi.entrypoints.cli.demo_people import Someone
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party

CARD_DAYS = 30
LETTER = "Sprin/001/XI/PAM.3.3./2024/Polsek (peragaan)"
REGISTER: Mapping[type[Fact], Callable[..., Any]] = {
    facts.RegionRegistered: places.register_region,
    facts.VillageRegistered: places.register_village,
    facts.BoundaryDrawn: places.draw_boundary,
    facts.SiteRegistered: places.register_site,
    facts.StationRegistered: places.register_station,
    facts.LinkRegistered: places.register_link,
}


def run(tick: Callable[[int, int], None]) -> None:
    """Record places, then people, party by party, then who guards which TPS."""
    stations = demo_places.stations()
    made = [*demo_places.villages(), *demo_places.sites(), *stations, *demo_places.links(stations)]
    total = len(made) + len(FIVE_PARTIES) + 1
    for done, fact in enumerate(made, 1):
        REGISTER[type(fact)](viewer=boot.operator(Party.PPK), stamp=boot.stamp(Party.PPK), fact=fact)
        tick(done, total)
    everyone = sorted(demo_people.people(stations), key=lambda one: one.party)
    for done, (party, theirs) in enumerate(groupby(everyone, key=lambda one: one.party), len(made) + 1):
        _enrol(party, list(theirs))
        tick(done, total)
    _vacancies(stations)
    demo_story.run(classes=lambda moment: _classify(stations, moment), plan=_guard)
    tick(total, total)


def _classify(stations: list[facts.StationRegistered], moment: datetime) -> None:
    """Class the TPS and choose the guard pattern."""
    chief, stamp = boot.operator(Party.POLSEK), demo_story.stamp(Party.POLSEK, moment)
    if not known_risk.classes(chief):
        risk.classify_stations(viewer=chief, stamp=stamp, facts=tuple(demo_places.classes(stations)))
    rulebook.choose_pattern(viewer=chief, stamp=stamp, fact=demo_places.PATTERN)


def _guard(moment: datetime) -> None:
    """Plan the guard of the TPS, let the five parties look, and issue the order."""
    chief, stamp = boot.operator(Party.POLSEK), demo_story.stamp(Party.POLSEK, moment)
    if known_plans.plans(chief):
        return
    plan = deployment.draft_plan(viewer=chief, stamp=stamp, note="Rencana awal")
    for party in FIVE_PARTIES:
        said = demo_story.stamp(party, moment)
        deployment.check_plan(viewer=boot.operator(party), stamp=said, plan=plan, verdict=Verdict.AGREED)
    deployment.issue_plan(viewer=chief, stamp=stamp, plan=plan, letter=LETTER)


def _enrol(party: Party, theirs: list[Someone]) -> None:
    viewer = boot.operator(party)
    if known_people.persons(viewer, party=party):
        return
    ids = people.register_persons(viewer=viewer, stamp=boot.stamp(party), entries=[_entry(one) for one in theirs])
    seats = list(_seats(theirs, ids))
    people.register_posts(viewer=viewer, stamp=boot.stamp(party), facts=[post for post, _ in seats])
    people.fill_posts(
        viewer=viewer,
        stamp=boot.stamp(party),
        facts=[DutyPostFilled(post=post.post, person=person) for post, person in seats],
    )


def _entry(one: Someone) -> PersonEntry:
    return PersonEntry(
        name=one.name,
        phone=one.phone,
        party=one.party,
        duty=one.duty,
        unit=one.unit,
        home_unit=one.home_unit,
        rank=one.rank,
        skills=one.skills,
        home_village=one.home_village,
        craft=one.craft,
        synthetic=True,
    )


def _seats(theirs: list[Someone], ids: tuple[str, ...]) -> Iterator[tuple[DutyPostRegistered, str]]:
    counted: dict[tuple[str, Duty], int] = {}
    for one, person in zip(theirs, ids, strict=True):
        if not one.label:
            continue
        number = counted[one.at, one.duty] = counted.get((one.at, one.duty), 0) + 1
        yield _post(one.party, one.duty, one.at, one.label, number), person


def _post(party: Party, duty: Duty, at: str, label: str, number: int) -> DutyPostRegistered:
    return DutyPostRegistered(post=f"{duty}-{at}-{number}", party=party, duty=duty, at=at, label=label, synthetic=True)


def _vacancies(stations: list[facts.StationRegistered]) -> None:
    empty = [
        _post(Party.PANWASCAM, Duty.PTPS, one.code, f"PTPS TPS {one.number:03d} {demo_people.village_name(one)}", 1)
        for one in demo_people.vacant_supervision(stations)
    ]
    people.register_posts(viewer=boot.operator(Party.PANWASCAM), stamp=boot.stamp(Party.PANWASCAM), facts=empty)


def cards(count: int) -> list[dict[str, str]]:
    """Issue ``count`` field cards for supervisors of TPS, or fresh ones where one is out; return what to print."""
    viewer, stamp = boot.operator(Party.PANWASCAM), boot.stamp(Party.PANWASCAM)
    posts = [
        row.post for row in known_people.posts(viewer, party=Party.PANWASCAM, vacant=False) if row.duty is Duty.PTPS
    ]
    until = stamp.happened_at + timedelta(days=CARD_DAYS)
    out = {row.post: row.card for row in known_people.cards(viewer) if row.state == "open"}
    made = [
        people.reissue(viewer=viewer, stamp=stamp, card=out[post], valid_until=until)
        if post in out
        else people.issue_card(viewer=viewer, stamp=stamp, post=post, valid_until=until)
        for post in posts[:count]
    ]
    return [{"card": one.card, "words": one.words, "token": one.token, "label": one.label} for one in made]
