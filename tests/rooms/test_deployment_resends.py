"""What comes twice: double clicks, resends and the same news again make one plan, one word, one order."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable

import pytest
from django.db import connections

from sinergi.areas.deployment import commands, queries
from sinergi.areas.deployment.facts import PlanState, Verdict
from sinergi.areas.deployment.queries import known
from sinergi.journal import read, replay, sequencer
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast
from tests.guards import Guards, staff
from tests.world import World, small


@pytest.fixture
def guards(world: World) -> Guards:
    """The tiny kecamatan with people and classes."""
    assert world.stations
    return staff()


def draft(number: int = 0, note: str = "") -> str:
    """Draft a plan, under the id ``number`` where one is given."""
    ids = (cast.fact_id(number),) if number else ()
    return commands.draft_plan(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek, ids=ids), note=note)


def issue(plan: str, letter: str = "Sprin/1/XI/2024", number: int = 0) -> None:
    """Put a plan in force."""
    ids = (cast.fact_id(number),) if number else ()
    stamp = cast.stamp(cast.kapolsek, ids=ids)
    commands.issue_plan(viewer=cast.kapolsek, stamp=stamp, plan=plan, letter=letter, despite="uji")


def report(who: Viewer, person: str = "", number: int = 0) -> str:
    """Report an absence."""
    ids = (cast.fact_id(number),) if number else ()
    return commands.report_absence(viewer=who, stamp=cast.stamp(who, ids=ids), reason="ill", person=person)


def contradictions() -> int:
    """Count the evidence of contradictory resends."""
    sequencer.settle()
    return len([row for row in read.entries(cast.kapolsek, limit=1000) if "contradiction" in row.kind])


@pytest.mark.django_db
def test_a_second_click_drafts_no_second_plan(guards: Guards) -> None:
    """The same sending gives the same plan, and is no contradiction; another sending gives another."""
    assert guards.police
    first = draft(1)
    assert draft(1) == first
    assert len(queries.plans(cast.camat)) == 1
    assert contradictions() == 0
    assert draft(2) != first
    with pytest.raises(Refused, match=r"journal\.same-id-other-content"):
        draft(1, note="catatan lain")


@pytest.mark.django_db
def test_a_second_click_on_a_move_or_a_proposal_is_the_first(guards: Guards) -> None:
    """The same move under the same id is the same draft; another move under it is refused."""
    plan = draft()
    view = queries.plan(cast.kapolsek, plan=plan)
    stamp = cast.stamp(cast.kapolsek, ids=(cast.fact_id(7),))
    one, other = (guard.person for guard in view.sectors[0].officers)

    def move(person: str) -> str:
        return commands.move_officer(viewer=cast.kapolsek, stamp=stamp, plan=plan, person=person, to="spare")

    first = move(one)
    assert move(one) == first
    with pytest.raises(Refused, match=r"journal\.same-id-other-content"):
        move(other)
    asked = dataclasses.replace(stamp, ids=(cast.fact_id(8),))
    made = [
        commands.propose(viewer=cast.kapolsek, stamp=asked, plan=plan, absent=(guards.police[5],)) for _again in "ab"
    ]
    assert made[0] == made[1]
    assert len(queries.plans(cast.camat)) == 3
    assert guards.police[0]


@pytest.mark.django_db
def test_orders_and_words_sent_again_are_answered_as_the_first_time(guards: Guards) -> None:
    """Check, issue, withdraw, come back: a resend changes nothing and refuses nothing; a new sending is refused."""
    plan, officer = draft(), guards.police[1]
    stamps = [cast.stamp(cast.kapolsek, ids=(cast.fact_id(number),)) for number in range(10, 14)]
    steps: tuple[tuple[str, Callable[..., object]], ...] = (
        ("deployment.plan.not-a-draft", lambda stamp: commands.check_plan(
            viewer=cast.kapolsek, stamp=stamp, plan=plan, verdict=Verdict.AGREED)),
        ("deployment.plan.issued", lambda stamp: commands.issue_plan(
            viewer=cast.kapolsek, stamp=stamp, plan=plan, letter="Sprin/1", despite="uji")),
        ("deployment.plan.closed", lambda stamp: commands.withdraw_plan(
            viewer=cast.kapolsek, stamp=stamp, plan=plan, reason="keliru")),
        ("deployment.absence.none", lambda stamp: commands.end_absence(
            viewer=cast.kapolsek, stamp=stamp, person=officer)),
    )  # fmt: skip
    report(cast.kapolsek, officer)
    for (_code, step), stamp in zip(steps, stamps, strict=True):
        step(stamp)
        step(stamp)
    for (_code, step), stamp in zip(steps, stamps, strict=True):
        step(stamp)
    for code, step in steps:
        if code != "deployment.plan.issued":
            with pytest.raises(Refused) as refused:
                step(cast.stamp(cast.kapolsek))
            assert refused.value.code == code
    assert known.in_force() is None
    kinds = [row.kind for row in read.entries(cast.kapolsek, limit=1000)]
    for kind in ("plan.checked", "plan.issued", "plan.withdrawn", "absence.ended"):
        assert kinds.count(f"deployment.{kind}.v1") == 1
    assert contradictions() == 0


@pytest.mark.django_db
def test_the_same_news_again_makes_no_second_proposal(guards: Guards) -> None:
    """Who says twice that they cannot come gets the same answer; the next one's answer leaves out both."""
    issue(draft())
    card = guards.cards[Party.KECAMATAN]
    first = report(card, number=20)
    assert first
    assert (report(card, number=20), report(card)) == (first, first)
    second = report(cast.danramil, guards.army[0])
    assert second not in ("", first)
    assert report(card) == second
    found = known.plan(second)
    assert found is not None
    assert found.made_by == "planner"
    assert len(queries.plans(cast.kapolsek)) == 3
    assert {row.proposal for row in queries.absences(cast.kapolsek)} == {second}


@pytest.mark.django_db
def test_nobody_learns_a_card_from_a_proposal(guards: Guards) -> None:
    """The number of a card of the police stands in no row that other parties read."""
    card = guards.cards[Party.POLSEK]
    issue(draft())
    posted = queries.own_duty(card)
    assert posted is not None
    proposal = report(card)
    rows = queries.plans(cast.camat)
    assert card.account.removeprefix("card:") not in repr(rows)
    if proposal:
        assert rows[0].made_by == "planner"


@pytest.mark.django_db
def test_a_chain_of_plans_is_rebuilt_the_same(guards: Guards) -> None:
    """Drafts, moves, words, three orders one after another, a withdrawal, absences that end: replay gives them all."""
    issue(draft())
    report(cast.danramil, guards.army[0])
    proposal = report(cast.kapolsek, guards.police[2])
    if proposal:
        issue(proposal, "Sprin/2/XI/2024")
    commands.end_absence(viewer=cast.danramil, stamp=cast.stamp(cast.danramil), person=guards.army[0])
    last = draft()
    for who in (cast.camat, cast.panwascam, cast.camat):
        commands.check_plan(
            viewer=who, stamp=cast.stamp(who), plan=last, verdict=Verdict.OBJECTED, note="<b>kurang</b> =1+1"
        )
    issue(last, "Sprin/3/XI/2024")
    states = [row.state for row in queries.plans(cast.camat)]
    assert states[0] is PlanState.ISSUED
    assert states[1:] == [PlanState.AMENDED, PlanState.DRAFT, PlanState.AMENDED]
    with pytest.raises(Refused, match=r"deployment\.plan\.closed"):
        commands.propose(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), plan=queries.plans(cast.camat)[-1].plan)
    sequencer.settle()
    before, seen = replay.fingerprint(), queries.plans(cast.panwascam)
    assert replay.replay() > 0
    assert replay.fingerprint() == before
    assert queries.plans(cast.panwascam) == seen


@pytest.mark.django_db(transaction=True)
def test_two_orders_at_once_leave_one_plan_in_force(data_dir: object) -> None:
    """Whoever comes second amends; a plan ordered twice at once is refused the second time, and no row is torn."""
    assert data_dir
    assert small().stations
    staff()
    first, second = draft(), draft()
    refused: list[str] = []

    def order(plan: str) -> None:
        try:
            issue(plan)
        except Refused as error:
            refused.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=order, args=(plan,)) for plan in (first, second, first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    states = sorted(str(row.state) for row in queries.plans(cast.kapolsek))
    assert states == ["amended", "issued"]
    assert len(refused) == 2
    assert set(refused) <= {"deployment.plan.issued", "deployment.plan.not-a-draft"}
