"""What changes a plan: absences, moves by hand, what if; each makes a draft of its own that a human issues."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sinergi.areas.deployment import commands, queries
from sinergi.areas.deployment.facts import AbsenceReason, Cause, PlanState
from sinergi.areas.deployment.queries import known
from sinergi.areas.deployment.queries.rows import PlanView, SectorRow
from sinergi.areas.people import commands as people
from sinergi.areas.people.facts import DutyPostFilled
from sinergi.journal import read, sequencer
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast
from tests.guards import Guards, staff
from tests.world import STATIONS, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def guards(world: World) -> Guards:
    """The tiny kecamatan with people, classes, and plan 1 in force."""
    assert world.stations
    guards = staff()
    plan = commands.draft_plan(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek))
    commands.issue_plan(
        viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), plan=plan, letter="Sprin/1", despite="uji"
    )
    return guards


def force() -> PlanView:
    """Return the plan in force as the police see it."""
    view = queries.in_force(cast.kapolsek)
    assert view is not None
    return view


def view(plan: str) -> PlanView:
    """Return a plan as the police see it."""
    return queries.plan(cast.kapolsek, plan=plan)


def report(who: Viewer, person: str = "", reason: str = "ill") -> str:
    """Report an absence and return the proposal."""
    return commands.report_absence(viewer=who, stamp=cast.stamp(who), reason=reason, person=person)


def move(person: str, to: str, instead_of: str = "", plan: str = "") -> str:
    """Move an officer in the plan in force, or in ``plan``."""
    return commands.move_officer(
        viewer=cast.kapolsek,
        stamp=cast.stamp(cast.kapolsek),
        plan=plan or force().row.plan,
        person=person,
        to=to,
        instead_of=instead_of,
    )


def people_of(plan: PlanView) -> set[str]:
    """Return who stands in a sector or team."""
    rows = [guard for one in plan.sectors for guard in one.officers]
    return {guard.person for guard in (*rows, *(guard for one in plan.reserve for guard in one.people))}


def apart(plan: PlanView, guards: Guards) -> tuple[SectorRow, SectorRow]:
    """Return two sectors whose officers may be exchanged: nobody barred or at home stands in them."""
    free = [one for one in plan.sectors if not {guards.police[3], guards.police[8]} & {g.person for g in one.officers}]
    return free[0], free[1]


def test_an_absence_by_card_is_answered_by_a_proposal(guards: Guards) -> None:
    """The card speaks for its holder; the plan in force stays until a human issues the other one."""
    card, holder, before = guards.cards[Party.POLSEK], guards.police[0], force()
    proposal = report(card)
    assert proposal or holder not in people_of(before)
    if not proposal:  # the holder was spare: then somebody who stands in a sector
        holder = before.sectors[0].officers[0].person
        proposal = report(cast.kapolsek, holder)
    assert force().row.plan == before.row.plan
    row = view(proposal).row
    assert (row.state, row.cause, row.parent, row.made_by) == (
        PlanState.DRAFT,
        Cause.ABSENCE,
        before.row.plan,
        row.made_by,
    )
    assert holder not in people_of(view(proposal))
    found = queries.compare(cast.kapolsek, old=before.row.plan, new=proposal)
    assert [one.guard.person for one in found.moves if not one.after] == [holder]
    assert next(one for one in queries.absences(cast.kapolsek) if one.guard.person == holder).proposal == proposal
    assert [g.absent for one in force().sectors for g in one.officers if g.person == holder] in ([True], [])


def test_a_proposal_made_by_another_partys_news_is_the_polices_own(guards: Guards) -> None:
    """A Linmas falls ill: the kecamatan's journal holds the report, not where the reserve waits."""
    proposal = report(guards.cards[Party.KECAMATAN])
    assert proposal
    assert view(proposal).row.made_by == "planner"
    gates = {g.person for one in view(proposal).sectors for stop in one.stops for g in stop.wardens}
    assert guards.linmas[3] not in gates
    sequencer.settle()
    kinds = {row.kind for row in read.entries(cast.camat, limit=1000) if row.kind.startswith("deployment") and row.body}
    assert "deployment.absence.reported.v1" in kinds
    assert "deployment.plan.drafted.v1" not in kinds


def test_who_is_spare_needs_no_proposal(guards: Guards) -> None:
    """Nobody is moved because of somebody who stands nowhere; who is back is told so once."""
    spare = [guard.person for guard in force().spare]
    assert spare
    busy = {turn.guard.person for turn in force().turns}
    idle = [person for person in spare if person not in busy]
    for person in idle[:1]:
        assert report(cast.kapolsek, person) == ""
    report(cast.kapolsek, spare[0], "family")
    commands.end_absence(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), person=spare[0])
    assert spare[0] not in known.absences()
    with pytest.raises(Refused, match=r"deployment\.absence\.none"):
        commands.end_absence(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), person=spare[0])


def test_an_issued_draft_whose_people_are_absent_needs_a_reason(guards: Guards) -> None:
    """The plan may be issued nevertheless, in writing."""
    draft = commands.draft_plan(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek))
    report(cast.kapolsek, view(draft).sectors[0].officers[0].person)
    with pytest.raises(Refused, match=r"deployment\.issue\.absent"):
        commands.issue_plan(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), plan=draft, letter="Sprin/2")


def test_wrong_absences_are_refused_by_name(guards: Guards) -> None:
    """Not of another party, not of nobody, not without a known reason, not by who holds no post."""
    card = guards.cards[Party.POLSEK]
    for code, step in (
        (r"deployment\.absence\.person", lambda: report(cast.kapolsek, guards.linmas[0])),
        (r"deployment\.absence\.person", lambda: report(cast.kapolsek, "tidak-ada")),
        (r"deployment\.absence\.person", lambda: report(card, guards.police[1])),
        (r"deployment\.absence\.reason", lambda: report(cast.kapolsek, guards.police[1], "bosan")),
        (r"access\.absence\.write", lambda: report(cast.outsider)),
    ):
        with pytest.raises(Refused, match=code):
            step()
    with pytest.raises(Refused, match=r"deployment\.absence\.since"):
        commands.report_absence(
            viewer=cast.kapolsek,
            stamp=cast.stamp(cast.kapolsek),
            reason="ill",
            person=guards.police[1],
            since=datetime(2024, 11, 27, tzinfo=UTC).replace(tzinfo=None),
        )
    seat = DutyPostFilled(post="anggota-polsek", person="")
    people.fill_posts(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), facts=[seat])
    with pytest.raises(Refused, match=r"deployment\.absence\.vacant"):
        report(card)
    assert known.absences() == {}


def test_only_the_police_learn_of_other_parties_absences_and_not_why(guards: Guards) -> None:
    """Each party sees its own people and their reason; the police see the others', without it; nobody else."""
    report(cast.camat, guards.linmas[5], "ill")
    report(cast.kapolsek, guards.police[6], "accident")
    own = {row.guard.person: row.reason for row in queries.absences(cast.camat)}
    police = {row.guard.person: row.reason for row in queries.absences(cast.kapolsek)}
    assert own == {guards.linmas[5]: AbsenceReason.ILL}
    assert police == {guards.linmas[5]: AbsenceReason.OTHER, guards.police[6]: AbsenceReason.ACCIDENT}
    assert queries.absences(cast.danramil) == queries.absences(cast.panwascam) == ()
    with pytest.raises(Refused, match=r"access\.absence\.read"):
        queries.absences(cast.outsider)


def test_propose_leaves_people_out(guards: Guards) -> None:
    """The police may ask for a plan without somebody who has not reported anything."""
    who = force().sectors[0].officers[0].person
    plan = commands.propose(
        viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), plan=force().row.plan, absent=(who,), note="andai sakit"
    )
    assert who not in people_of(view(plan))
    with pytest.raises(Refused, match=r"deployment\.person\.not-in-plan"):
        commands.propose(
            viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), plan=force().row.plan, absent=("tidak-ada",)
        )


def test_an_exchange_by_hand_makes_a_draft(guards: Guards) -> None:
    """Two officers change places; everybody else stays, and the checker finds no fault (else nothing is kept)."""
    one, other = apart(force(), guards)
    a, b = one.officers[0].person, other.officers[0].person
    plan = move(a, other.code, instead_of=b)
    row = view(plan).row
    assert (row.cause, row.state, row.engine) == (Cause.BY_HAND, PlanState.DRAFT, "by-hand")
    moves = {m.guard.person: m.after for m in queries.compare(cast.kapolsek, old=force().row.plan, new=plan).moves}
    assert moves == {a: f"{other.code} · {other.post_name}", b: f"{one.code} · {one.post_name}"}


def test_a_seat_left_empty_is_told_and_may_be_filled_again(guards: Guards) -> None:
    """What only costs is allowed: the draft says what is missing, and a later move mends it."""
    sector = apart(force(), guards)[0]
    who = sector.officers[0].person
    worse = move(who, "spare")
    assert [one.kind for one in view(worse).row.shortages if one.kind == "officer"] == ["officer"]
    assert len(next(one for one in view(worse).sectors if one.code == sector.code).officers) == 1
    before, after = (view(plan).row.goals[0].value for plan in (force().row.plan, worse))
    assert after > before
    mended = view(move(who, sector.code, plan=worse))
    assert mended.row.goals[0].value == before


def test_a_seat_of_the_reserve_is_exchanged(guards: Guards) -> None:
    """The reserve is a place like another: full, so somebody is replaced."""
    team = force().reserve[0]
    b = team.people[0].person
    at = "1404192001" if b == guards.police[3] else "1404192002"  # where ``b`` is neither barred nor at home
    sector = next(one for one in force().sectors if all(stop.station.startswith(at) for stop in one.stops))
    a = sector.officers[0].person
    with pytest.raises(Refused, match=r"deployment\.move\.full"):
        move(a, f"site:{team.site}")
    plan = view(move(a, f"site:{team.site}", instead_of=b))
    assert a in {guard.person for one in plan.reserve for guard in one.people}
    assert b in {guard.person for one in plan.sectors for guard in one.officers}


def test_a_move_that_breaks_a_rule_is_refused_by_the_rules_name(guards: Guards) -> None:
    """Barred, at home, full, unknown, already there: nothing is drafted."""
    plan = force()
    far = next(one for one in plan.sectors if one.post.startswith("1404192002"))
    near = next(one for one in plan.sectors if one.post.startswith("1404192001"))
    where = {g.person: one for one in plan.sectors for g in one.officers}
    barred, home = guards.police[3], guards.police[8]
    cases = [
        ("full", guards.police[3], far.code, ""),
        ("barred", barred, far.code, far.officers[0].person),
        ("home", home, near.code, near.officers[0].person),
        ("place", barred, "R99", ""),
        ("place", barred, "site:gudang-ppk", ""),
        ("not-there", barred, far.code, guards.linmas[0]),
    ]
    if barred in where:
        cases.append(("same", barred, where[barred].code, ""))
    for code, person, to, instead_of in cases:
        with pytest.raises(Refused, match=rf"deployment\.move\.{code}"):
            move(person, to, instead_of)
    for person in ("tidak-ada",):
        with pytest.raises(Refused, match=r"deployment\.person\.not-in-plan"):
            move(person, far.code)
    with pytest.raises(Refused, match=r"deployment\.move\.person"):
        move(guards.linmas[0], far.code)
    assert len(queries.plans(cast.kapolsek)) == 1


def test_a_tps_moves_to_a_sector_with_room(guards: Guards) -> None:
    """Every move of a TPS either keeps all rules or is refused by the name of the one that it breaks."""
    plan, outcomes = force(), set()
    for station in STATIONS:
        for sector in plan.sectors:
            try:
                moved = commands.move_station(
                    viewer=cast.kapolsek,
                    stamp=cast.stamp(cast.kapolsek),
                    plan=plan.row.plan,
                    station=station,
                    to=sector.code,
                )
            except Refused as refused:
                outcomes.add(refused.code)
            else:
                outcomes.add("moved")
                rows = {stop.station: one.code for one in view(moved).sectors for stop in one.stops}
                assert rows[station] == sector.code
                assert rows.keys() == set(STATIONS)
    assert {"moved", "deployment.move.same", "deployment.move.load"} <= outcomes
    with pytest.raises(Refused, match=r"deployment\.move\.station"):
        commands.move_station(
            viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), plan=plan.row.plan, station="x", to="R01"
        )


def test_what_if_records_nothing(guards: Guards) -> None:
    """The answer says who would move and what it costs; no plan, no fact."""
    plan = force()
    who = plan.sectors[0].officers[0].person
    found = queries.what_if(cast.kapolsek, plan=plan.row.plan, absent=(who,))
    assert (found.old, found.new) == (1, None)
    assert who in {one.guard.person for one in found.moves}
    fewer = queries.what_if(cast.kapolsek, plan=plan.row.plan, withdrawn=(STATIONS[0],), raised=(STATIONS[2],))
    assert fewer.goals
    with pytest.raises(Refused, match=r"deployment\.station\.unknown"):
        queries.what_if(cast.kapolsek, plan=plan.row.plan, raised=("1404192009009",))
    assert len(queries.plans(cast.kapolsek)) == 1


def test_why_not_answers_in_names(guards: Guards) -> None:
    """With the cost, or with the rule; and never with an id."""
    plan = force()
    far = next(one for one in plan.sectors if one.post.startswith("1404192002"))
    answer = queries.why_not(cast.kapolsek, plan=plan.row.plan, person=guards.police[3], post=far.code)
    assert not answer.possible
    assert answer.rules
    said = " ".join(line.id for line in answer.lines) + " ".join(rule.message.id for rule in answer.rules)
    assert not [person for person in (*guards.police, *STATIONS) if person in said]
    with pytest.raises(Refused, match=r"deployment\.plan\.unknown"):
        queries.why_not(cast.kapolsek, plan="tidak-ada", person=guards.police[0], post=far.code)
