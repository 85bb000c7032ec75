"""Guard plans as versions: drafted, checked by each party, issued by a human, amended; nobody is in two places."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest
from django.db import IntegrityError, transaction

from sinergi.areas.deployment import commands, queries
from sinergi.areas.deployment.facts import Cause, PlanState, Verdict
from sinergi.areas.deployment.models import GuardDuty, GuardPlan
from sinergi.areas.deployment.queries import known
from sinergi.areas.places import commands as places
from sinergi.areas.risk import commands as risk
from sinergi.journal import book, clock, read, replay, sequencer
from sinergi.planner.deployment.result import Turn
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party, Role, Viewer
from tests import cast
from tests.guards import Guards, classed, staff
from tests.world import STATIONS, World, station

pytestmark = pytest.mark.django_db
CHAIRS = {one.party: one for one in (cast.kapolsek, cast.danramil, cast.camat, cast.ppk_chair, cast.panwascam)}
OPERATOR = Viewer(party=Party.POLSEK, role=Role.OPERATOR, account="operator-polsek")


@pytest.fixture
def guards(world: World) -> Guards:
    """The tiny kecamatan with people and classes."""
    assert world.stations
    return staff()


def draft(**given: object) -> str:
    """Draft a plan as the operator of the police."""
    return commands.draft_plan(viewer=OPERATOR, stamp=cast.stamp(OPERATOR), **given)  # type: ignore[arg-type] # passed on


def check(plan: str, party: Party, verdict: Verdict = Verdict.AGREED, note: str = "") -> None:
    """Say what ``party`` thinks of a plan."""
    who = CHAIRS[party]
    commands.check_plan(viewer=who, stamp=cast.stamp(who), plan=plan, verdict=verdict, note=note)


def issue(plan: str, letter: str = "Sprin/1/XI/2024", despite: str = "uji", who: Viewer = cast.kapolsek) -> None:
    """Put a plan in force."""
    commands.issue_plan(viewer=who, stamp=cast.stamp(who), plan=plan, letter=letter, despite=despite)


def withdraw(plan: str, reason: str = "keliru", who: Viewer = cast.kapolsek) -> None:
    """Call a plan back."""
    commands.withdraw_plan(viewer=who, stamp=cast.stamp(who), plan=plan, reason=reason)


def state(plan: str) -> PlanState:
    """Return the state of a plan."""
    return queries.plan(cast.panwascam, plan=plan).row.state


def test_a_draft_guards_every_tps_and_posts_nobody_twice(guards: Guards) -> None:
    """The first plan of the tiny kecamatan: full coverage, pairs, a boat beyond the river, Linmas, reserve, roster."""
    plan = draft(note="rancangan pertama")
    view = queries.plan(OPERATOR, plan=plan)
    row = view.row
    assert (row.number, row.cause, row.state, row.note) == (1, Cause.FIRST, PlanState.DRAFT, "rancangan pertama")
    assert {stop.station for sector in view.sectors for stop in sector.stops} == set(STATIONS)
    assert not view.uncovered
    assert all(len(sector.officers) == 2 for sector in view.sectors)
    for sector in view.sectors:
        if any(stop.station.startswith("1404192002") for stop in sector.stops):
            assert any("boat" in guard.craft for guard in sector.officers), sector.code
            assert guards.police[3] not in {guard.person for guard in sector.officers}  # barred from the far village
    assert all(len(stop.wardens) == 2 for sector in view.sectors for stop in sector.stops)
    placed = Counter(guard.person for sector in view.sectors for guard in sector.officers)
    placed.update(guard.person for stand in view.reserve for guard in stand.people)
    placed.update(guard.person for guard in view.spare)
    assert placed == Counter(guards.police)
    assert Counter(guard.person for stand in view.army for guard in stand.people) == Counter(guards.army)
    assert {turn.shift for turn in view.turns} > {"h-pagi", "h-sore"}
    assert not [one for one in row.shortages if one.kind in ("pair", "officer", "leader", "boat", "linmas")]


def test_linmas_stand_at_the_gate_of_their_own_post(guards: Guards) -> None:
    """Whom the planner may exchange comes home: the holders of the four posts stand at them."""
    view = queries.plan(cast.camat, plan=draft())
    at = {guard.person: stop.station for one in view.sectors for stop in one.stops for guard in stop.wardens}
    own = dict(zip((guards.linmas[3], guards.linmas[0], guards.linmas[7], guards.linmas[4]), STATIONS, strict=True))
    assert {person: at[person] for person in own} == own


def test_the_database_refuses_a_person_in_two_places(guards: Guards) -> None:
    """Not the program but the table says no, on either engine."""
    plan = draft()
    row = GuardDuty.objects.filter(plan=plan, shift="").first()
    assert row is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        GuardDuty.objects.create(plan_id=plan, person=row.person, shift="", task="gate", at=STATIONS[0])
    turn = GuardDuty.objects.filter(plan=plan).exclude(shift="").first()
    assert turn is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        GuardDuty.objects.create(plan_id=plan, person=turn.person, shift=turn.shift, task="guard", at="polsek")


def test_a_fact_that_posts_somebody_twice_cannot_be_recorded(guards: Guards) -> None:
    """Whatever made it, neither the fact nor a row of it remains."""
    found = known.plan(draft())
    assert found is not None
    body = found.fact.body
    one, other = body.sectors[:2]
    twice = dataclasses.replace(body, sectors=(one, dataclasses.replace(other, officers=one.officers)))
    turns = dataclasses.replace(body, turns=(*body.turns, dataclasses.replace(body.turns[0], task="lain", at="polsek")))
    assert isinstance(body.turns[0], Turn)
    entries = len(read.entries(cast.kapolsek, limit=1000))
    for wrong in (twice, turns):
        fact = dataclasses.replace(found.fact, plan=str(clock.new_id()), number=2, body=wrong)
        with pytest.raises(IntegrityError), transaction.atomic():
            book.record(fact, stamp=cast.stamp(cast.kapolsek))
    assert GuardPlan.objects.count() == 1
    sequencer.settle()
    assert len(read.entries(cast.kapolsek, limit=1000)) >= entries
    assert not [row for row in read.entries(cast.kapolsek, limit=1000) if row.kind.startswith("deployment")][1:]


def test_at_most_one_plan_is_in_force(guards: Guards) -> None:
    """The next one amends it; the table itself refuses a second."""
    first, second = draft(), draft()
    issue(first)
    with pytest.raises(IntegrityError), transaction.atomic():
        GuardPlan.objects.filter(plan=second).update(state="issued", issued_at=clock.now(), letter="x")
    issue(second, letter="Sprin/2/XI/2024")
    assert (state(first), state(second)) == (PlanState.AMENDED, PlanState.ISSUED)
    view = queries.in_force(cast.danramil)
    assert view is not None
    assert (view.row.plan, view.row.letter) == (second, "Sprin/2/XI/2024")


def test_the_parties_check_and_the_chair_issues(guards: Guards) -> None:
    """Draft, checked by five, objected, checked again, issued: and a later word replaces an earlier one."""
    plan = draft()
    for party in FIVE_PARTIES[:-1]:
        check(plan, party)
    assert state(plan) is PlanState.DRAFT
    with pytest.raises(Refused, match=r"deployment\.issue\.unchecked"):
        issue(plan, despite="")
    check(plan, Party.PANWASCAM, Verdict.OBJECTED, "TPS 002 tanpa perahu")
    assert state(plan) is PlanState.OBJECTED
    with pytest.raises(Refused, match=r"deployment\.issue\.objected"):
        issue(plan, despite="")
    check(plan, Party.PANWASCAM)
    assert state(plan) is PlanState.CHECKED
    issue(plan, despite="")
    view = queries.plan(cast.ppk_operator, plan=plan)
    assert (view.row.state, view.row.letter, view.row.despite) == (PlanState.ISSUED, "Sprin/1/XI/2024", "")
    assert [one.verdict for one in view.row.checks] == [Verdict.AGREED] * 5
    withdraw(plan)
    assert queries.in_force(cast.camat) is None


def test_every_wrong_step_is_refused_by_name(guards: Guards) -> None:
    """Unknown, closed, twice, without letter or reason, by the wrong person; and nothing changes."""
    plan, other = draft(), draft()
    wrong = [
        (r"deployment\.plan\.unknown", lambda: check("tidak-ada", Party.PPK)),
        (r"deployment\.plan\.unknown", lambda: issue("tidak-ada")),
        (r"deployment\.plan\.unknown", lambda: withdraw("tidak-ada")),
        (r"deployment\.check\.reason", lambda: check(plan, Party.PPK, Verdict.OBJECTED)),
        (r"deployment\.check\.verdict", lambda: check(plan, Party.PPK, "mungkin")),  # type: ignore[arg-type] # said so
        (r"deployment\.issue\.chair", lambda: issue(plan, who=OPERATOR)),
        (r"access\.deployment\.write", lambda: issue(plan, who=cast.camat)),
        (r"deployment\.issue\.letter", lambda: issue(plan, letter=" ")),
        (r"deployment\.withdraw\.reason", lambda: withdraw(plan, " ")),
        (r"people\.person\.outside-vault", lambda: issue(plan, despite="hubungi 0812 3456 7890")),
        (r"deployment\.text\.long", lambda: issue(plan, despite="a" * 401)),
        (r"deployment\.text\.long", lambda: draft(note="a" * 401)),
    ]
    for code, step in wrong:
        with pytest.raises(Refused, match=code):
            step()
    assert (state(plan), state(other)) == (PlanState.DRAFT, PlanState.DRAFT)
    issue(plan)
    withdraw(other)
    for code, step in (
        (r"deployment\.plan\.issued", lambda: issue(plan)),
        (r"deployment\.plan\.not-a-draft", lambda: check(plan, Party.PPK)),
        (r"deployment\.plan\.not-a-draft", lambda: issue(other)),
        (r"deployment\.plan\.closed", lambda: withdraw(other)),
        (r"deployment\.issue\.chair", lambda: withdraw(plan, who=OPERATOR)),
    ):
        with pytest.raises(Refused, match=code):
            step()
    assert (state(plan), state(other)) == (PlanState.ISSUED, PlanState.WITHDRAWN)


def test_what_is_missing_is_named_before_anything_is_solved(world: World) -> None:
    """No police, no class, no way: a draft says which."""
    assert world.stations
    with pytest.raises(Refused, match=r"deployment\.officer\.none"):
        draft()
    guards = staff()
    assert guards.police
    fresh = station("1404192001003", lat_e6=None, lon_e6=None)
    places.register_station(viewer=cast.ppk_chair, stamp=cast.stamp(cast.ppk_chair), fact=fresh)
    with pytest.raises(Refused, match="TPS 003 Seberang Tiga"):
        draft()
    fact = dataclasses.replace(classed()[0], station=fresh.code)
    risk.classify_stations(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), facts=[fact])
    assert queries.plan(OPERATOR, plan=draft()).row.number == 1  # without a position it stands where its village is


def test_a_new_draft_moves_as_few_as_it_can(guards: Guards) -> None:
    """While a plan is in force, a draft from the same data moves nobody and says so."""
    first = draft()
    issue(first)
    second = draft()
    row = queries.plan(OPERATOR, plan=second).row
    assert (row.cause, row.parent, row.parent_number) == (Cause.NEW_DATA, first, 1)
    found = queries.compare(OPERATOR, old=first, new=second)
    assert (found.old, found.new, found.moves, found.stations_moved) == (1, 2, (), ())


def test_replay_builds_the_same_plans(guards: Guards) -> None:
    """Plans, duties, checks and absences are derived: thrown away and rebuilt they are the same."""
    plan = draft()
    check(plan, Party.PPK)
    issue(plan)
    commands.report_absence(
        viewer=cast.danramil, stamp=cast.stamp(cast.danramil), reason="family", person=guards.army[0]
    )
    withdraw(draft())
    sequencer.settle()
    before = replay.fingerprint()
    assert replay.replay() > 0
    assert replay.fingerprint() == before


def test_a_sector_across_the_river_says_that_it_needs_a_boat(guards: Guards) -> None:
    """Whoever reads the order sees which pairs must bring one."""
    assert guards.police
    view = queries.plan(cast.kapolsek, plan=draft())
    needs = {stop.station: one.needs for one in view.sectors for stop in one.stops}
    far = {code for code in needs if not code.startswith("1404192001")}
    assert far
    assert all(needs[code] == ("boat",) for code in far)
    assert {one.needs for one in view.sectors} <= {(), ("boat",)}


def test_a_draft_made_before_the_plan_in_force_is_not_issued_without_a_reason(guards: Guards) -> None:
    """Two proposals at 05.00: the second would put back what the first changed, so it must be wanted in writing."""
    assert guards.police
    issue(draft())
    force = queries.plans(cast.kapolsek)[0].plan
    one, two = (
        commands.propose(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), plan=force, note=note)
        for note in ("satu", "dua")
    )
    over = commands.propose(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), plan=one, note="tiga")
    for plan in (one, two, over):
        for party in FIVE_PARTIES:
            check(plan, Party(party))
    issue(one, despite="")
    with pytest.raises(Refused) as no:
        issue(two, despite="")
    assert no.value.code == "deployment.issue.outdated"
    issue(over, letter="Sprin/3/XI/2024", despite="")
    assert state(over) is PlanState.ISSUED
    issue(two, letter="Sprin/4/XI/2024", despite="kembali ke susunan semula")
    assert (state(two), state(over)) == (PlanState.ISSUED, PlanState.AMENDED)
