"""What must not leave a plan: names of other parties, where the reserve waits, who was erased, what texts hide."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

import pytest

from sinergi.areas.deployment import commands, queries
from sinergi.areas.deployment.facts import PlanDrafted, Verdict
from sinergi.areas.deployment.queries import known, papers, rounds
from sinergi.areas.people import commands as people
from sinergi.areas.people.facts import Duty
from sinergi.areas.places import commands as places
from sinergi.areas.places.facts import SiteKind, SiteRegistered, StationWithdrawn
from sinergi.areas.places.queries import offices
from sinergi.areas.risk import commands as risk
from sinergi.entrypoints.console import guard_map
from sinergi.journal import book, clock, read, replay, sequencer
from sinergi.planner.deployment.result import Shortage
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import FIVE_PARTIES, PUBLIC, Party, Role, Viewer
from tests import cast
from tests.guards import Guards, classed, staff
from tests.world import NEAR, STATIONS, World

pytestmark = pytest.mark.django_db
OFFICES = [
    Viewer(party=party, role=role, account=f"{party}-{role}")
    for party in FIVE_PARTIES
    for role in (Role.CHAIR, Role.OPERATOR)
]
HIDDEN, OTHER = "Rumpun Bambu", "Tepi Rawa"  # where the reserve waits, in words that stand nowhere else
SITES = {"rahasia-satu": HIDDEN, "rahasia-dua": OTHER}


@pytest.fixture
def guards(world: World) -> Guards:
    """The tiny kecamatan with people and classes."""
    assert world.stations
    return staff()


def draft(note: str = "") -> str:
    """Draft a plan."""
    return commands.draft_plan(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), note=note)


def issue(plan: str, letter: str = "Sprin/1/XI/2024", despite: str = "uji") -> None:
    """Put a plan in force."""
    stamp = cast.stamp(cast.kapolsek)
    commands.issue_plan(viewer=cast.kapolsek, stamp=stamp, plan=plan, letter=letter, despite=despite)


def waiting_at(plan: str, site: str) -> str:
    """Record a draft like ``plan`` whose reserve waits at ``site``, and is short of people and of ways there."""
    for code, name in SITES.items():
        fresh = SiteRegistered(
            code=code, name=name, kind=SiteKind.POST, village=NEAR, party="ppk",
            lat_e6=-563_500, lon_e6=103_102_000, synthetic=True,
        )  # fmt: skip
        places.register_site(viewer=cast.ppk_chair, stamp=cast.stamp(cast.ppk_chair), fact=fresh)
    found = known.plan(plan)
    assert found is not None
    body = found.fact.body
    assert body.teams
    text = Sentence(f"Dari {site} tidak terjangkau: {STATIONS[0]}.", f"Out of reach of {site}: {STATIONS[0]}.")
    fact: PlanDrafted = dataclasses.replace(
        found.fact,
        plan=str(clock.new_id()),
        number=known.next_number(),
        parent=plan,
        body=dataclasses.replace(
            body,
            teams=tuple(dataclasses.replace(one, site=site) for one in body.teams[:1]),
            turns=tuple(dataclasses.replace(one, at=site) if one.task == "reserve" else one for one in body.turns),
        ),
        shortages=tuple(Shortage(kind=kind, missing=1, at=STATIONS[0], message=text) for kind in ("reserve", "way")),
    )
    book.record(fact, stamp=cast.stamp(cast.kapolsek))
    return fact.plan


def everything(who: Viewer, old: str, new: str) -> Iterator[str]:
    """Yield everything that ``who`` can learn of two plans: queries, papers, calendars, the map."""
    view = queries.plan(who, plan=new)
    office = offices.office(who)
    asked: list[Callable[[], object]] = [
        lambda: queries.plans(who),
        lambda: view,
        lambda: queries.compare(who, old=old, new=new),
        lambda: queries.compare(who, old=new, new=old),
        lambda: queries.absences(who),
        lambda: queries.what_if(who, plan=new, absent=[view.sectors[0].officers[0].person]),
        lambda: queries.why_not(who, plan=new, person=view.sectors[0].officers[0].person, post="R01"),
        lambda: papers.sprin(view, office=office, link=""),
        lambda: papers.roster(view, office=office, link=""),
        lambda: papers.cards(view, office=office, link=""),
        lambda: papers.sheet(view, office=office, code=""),
        lambda: rounds.rounds(view, office=office, link=""),
        lambda: [mark for mark in guard_map.picture(who, view).marks if mark.state in ("team", "camp", "loose")],
        lambda: read.entries(who, limit=1000),
    ]
    everybody = sorted({turn.guard.person for turn in view.turns})
    asked += [partial(rounds.duties, view, person=person, office=office) for person in everybody]
    for ask in asked:
        with suppress(Refused):
            yield repr(ask())


def test_where_the_reserve_waits_reaches_nobody_but_the_police(guards: Guards) -> None:
    """Neither by name nor by code: in queries, papers, calendars, map, comparisons both ways, shortages, journal."""
    assert guards.police
    first = waiting_at(draft(), "rahasia-satu")
    second = waiting_at(first, "rahasia-dua")
    sequencer.settle()
    for who in OFFICES:
        said = [one for one in everything(who, first, second) if "places.site.registered" not in one]
        told = [one for one in said if any(word in one for word in (HIDDEN, OTHER, *SITES))]
        assert bool(told) is (who.party is Party.POLSEK), (who, told)


def test_a_reserve_that_only_moves_is_no_move_for_others(guards: Guards) -> None:
    """From one hidden place to another: the police see who moves, the others that nothing did."""
    assert guards.police
    first = waiting_at(draft(), "rahasia-satu")
    second = waiting_at(first, "rahasia-dua")
    assert queries.compare(cast.kapolsek, old=first, new=second).moves
    assert queries.compare(cast.danramil, old=first, new=second).moves == ()
    view = queries.plan(cast.danramil, plan=second)
    assert [one.at for one in view.row.shortages] == ["", ""]
    assert not [one for sector in view.sectors for one in sector.missing]


def test_no_paper_of_another_party_holds_a_name_or_an_id(guards: Guards) -> None:
    """Over papers, calendars and map too; and the journal's ids of people of other parties stay unknown."""
    first = draft()
    second = waiting_at(first, "rahasia-satu")
    ids = {Party.POLSEK: guards.police, Party.KORAMIL: guards.army, Party.KECAMATAN: guards.linmas}
    for who in OFFICES:
        said = "".join(everything(who, first, second))
        for party, names in guards.names.items():
            assert any(name in said for name in names) is (who.party is party), (who, party)
            if who.party not in (party, Party.POLSEK):
                assert not any(one in said for one in ids[party] if one), (who, party)


def test_a_card_learns_no_other_persons_id(guards: Guards) -> None:
    """Its own duty names posts and people beside it by label; only people of the own party have their id."""
    issue(draft())
    ids = {Party.POLSEK: guards.police, Party.KORAMIL: guards.army, Party.KECAMATAN: guards.linmas}
    for party, card in guards.cards.items():
        said = repr(queries.own_duty(card))
        assert not any(name in said for names in guards.names.values() for name in names)
        for other, people_ in ids.items():
            if other is not party:
                assert not any(one in said for one in people_), (party, other)


def test_somebody_erased_is_gone_from_every_plan(guards: Guards) -> None:
    """An officer, a Linmas and an absent soldier are erased: no name is left, pages and papers stand, plans go on."""
    plan = draft()
    issue(plan)
    commands.report_absence(viewer=cast.danramil, stamp=cast.stamp(cast.danramil), reason="ill", person=guards.army[0])
    view = queries.plan(cast.kapolsek, plan=plan)
    officer = view.sectors[0].officers[0].person
    card = guards.cards[Party.KECAMATAN]
    for who, person in ((cast.kapolsek, officer), (cast.danramil, guards.army[0]), (cast.camat, guards.linmas[3])):
        people.erase_person(viewer=who, stamp=cast.stamp(who), person=person, reason="pindah tugas")
    gone = {
        cast.kapolsek: guards.names[Party.POLSEK][guards.police.index(officer)],
        cast.danramil: guards.names[Party.KORAMIL][0],
        cast.camat: guards.names[Party.KECAMATAN][3],
    }
    for who, name in gone.items():
        assert name not in "".join(everything(who, plan, plan))
    assert queries.absences(cast.danramil) == queries.absences(cast.kapolsek) == ()
    assert queries.own_duty(card) is None  # nobody holds its post any more
    with pytest.raises(Refused, match=r"deployment\.absence\.person"):
        commands.end_absence(viewer=cast.danramil, stamp=cast.stamp(cast.danramil), person=guards.army[0])
    with pytest.raises(Refused, match=r"deployment\.absence\.vacant"):
        commands.report_absence(viewer=card, stamp=cast.stamp(card), reason="ill")
    after = known.plan(commands.propose(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), plan=plan))
    assert after is not None
    assert officer not in repr(after.fact.body)
    sequencer.settle()
    before = replay.fingerprint()
    replay.replay()
    assert replay.fingerprint() == before


def test_a_tps_withdrawn_after_the_order_leaves_the_plan_readable(guards: Guards) -> None:
    """Everybody still reads the plan, its papers and their duty; a move calls it outdated, a new plan is made."""
    plan = draft()
    issue(plan)
    places.withdraw_station(
        viewer=cast.ppk_chair,
        stamp=cast.stamp(cast.ppk_chair),
        fact=StationWithdrawn(code=STATIONS[1], reason="digabung"),
    )
    for who in OFFICES:
        assert len(list(everything(who, plan, plan))) > 8
    for card in guards.cards.values():
        assert queries.own_duty(card) is not None
    sectors = queries.plan(cast.kapolsek, plan=plan).sectors
    with pytest.raises(Refused, match=r"deployment\.plan\.outdated"):
        commands.move_officer(
            viewer=cast.kapolsek,
            stamp=cast.stamp(cast.kapolsek),
            plan=plan,
            person=sectors[0].officers[0].person,
            to="spare",
        )
    made = commands.propose(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), plan=plan)
    left = {stop.station for one in queries.plan(cast.camat, plan=made).sectors for stop in one.stops}
    assert left == set(STATIONS) - {STATIONS[1]}
    assert queries.compare(cast.camat, old=plan, new=made).new == 2


def test_texts_hold_no_personal_data_and_nothing_unprintable(guards: Guards) -> None:
    """Each text of each command: a NIK, a phone, a name of the own people, a null byte, a megabyte are refused."""
    plan = draft()
    name = guards.names[Party.POLSEK][3]
    hostile = {
        "NIK 1404191207850003": "people.person.nik",
        "NIK 1404 1912 0785 0003": "people.person.nik",
        "hubungi 0812-3456-7890": "people.person.outside-vault",
        f"karena {name.upper()}, sakit": "people.person.outside-vault",
        "kosong\0kosong": "deployment.text.unprintable",
        "balik\u202ekanan": "deployment.text.unprintable",
        "a" * 1_000_000: "deployment.text.long",
    }
    stamp, who = cast.stamp(cast.kapolsek), cast.kapolsek
    steps: tuple[Callable[[str], object], ...] = (
        draft,
        lambda text: issue(plan, letter=text),
        lambda text: issue(plan, despite=text),
        lambda text: commands.withdraw_plan(viewer=who, stamp=stamp, plan=plan, reason=text),
        lambda text: commands.check_plan(viewer=who, stamp=stamp, plan=plan, verdict=Verdict.OBJECTED, note=text),
        lambda text: commands.propose(viewer=who, stamp=stamp, plan=plan, note=text),
    )
    for text, code in hostile.items():
        for step in steps:
            with pytest.raises(Refused) as refused:
                step(text)
            assert refused.value.code == code, text[:40]
            assert name not in refused.value.sentence.id
    assert len(queries.plans(who)) == 1
    for harmless in (
        "<script>alert(1)</script>",
        '=HYPERLINK("x")',
        "Sprin/1404/XI/2024",
        "Polisi Rekaan Kelima belas",
    ):
        commands.check_plan(viewer=who, stamp=cast.stamp(who), plan=plan, verdict=Verdict.OBJECTED, note=harmless)


def test_the_source_of_a_class_is_short_and_names_nobody(guards: Guards) -> None:
    """It stands in a column of 200 letters on one engine and of any length on the other: both refuse alike."""
    assert guards.police
    fact = classed()[0]
    for source, code in (
        ("a" * 201, "risk.source.long"),
        ("NIK 1404191207850003", "people.person.nik"),
        ("dari 081234567890", "people.person.outside-vault"),
    ):
        with pytest.raises(Refused) as refused:
            risk.classify_stations(
                viewer=cast.kapolsek,
                stamp=cast.stamp(cast.kapolsek),
                facts=[dataclasses.replace(fact, source=source)],
            )
        assert refused.value.code == code


def test_every_party_sees_the_absences_of_its_own_people(guards: Guards) -> None:
    """Also of people who stand in no guard plan, as those of a KPPS; the police learn that, and not why."""
    assert guards.police
    (person,) = people.register_persons(
        viewer=cast.ppk_chair,
        stamp=cast.stamp(cast.ppk_chair),
        entries=[
            people.PersonEntry(
                name="Ketua Rekaan Keenam",
                phone="+628117778399",
                party=Party.PPK,
                duty=Duty.KPPS,
                unit="KPPS TPS 001",
                synthetic=True,
            )
        ],
    )
    stamp = cast.stamp(cast.ppk_chair)
    assert commands.report_absence(viewer=cast.ppk_chair, stamp=stamp, reason="ill", person=person) == ""
    (row,) = queries.absences(cast.ppk_chair)
    assert (row.guard.name, row.reason) == ("Ketua Rekaan Keenam", "ill")
    (seen,) = queries.absences(cast.kapolsek)
    assert (seen.guard.name, seen.reason) == ("", "other")
    assert queries.absences(cast.danramil) == ()
    with pytest.raises(Refused, match=r"access\.absence\.read"):
        queries.absences(PUBLIC)
    commands.end_absence(viewer=cast.ppk_chair, stamp=cast.stamp(cast.ppk_chair), person=person)
    assert queries.absences(cast.ppk_chair) == ()
