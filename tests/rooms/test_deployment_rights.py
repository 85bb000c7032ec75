"""Who sees what of a guard plan: sectors for five parties, names of the own people, the reserve for the police."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

import pytest

from sinergi.areas.deployment import commands, queries
from sinergi.areas.deployment.facts import Verdict
from sinergi.journal import read, sequencer
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, PUBLIC, Party, Role, Viewer
from tests import cast
from tests.guards import Guards, staff
from tests.world import World

pytestmark = pytest.mark.django_db
OFFICES = [
    Viewer(party=party, role=role, account=f"{party}-{role}")
    for party in FIVE_PARTIES
    for role in (Role.CHAIR, Role.OPERATOR)
]


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


def code_of(ask: Callable[[], object]) -> str:
    """Return the code of the refusal, or ""."""
    try:
        ask()
    except Refused as refused:
        return refused.code
    return ""


def test_five_parties_read_sectors_and_only_the_police_the_reserve(guards: Guards) -> None:
    """Every office sees the same sectors, stops and counts; where the reserve waits stays with the police."""
    police = queries.in_force(cast.kapolsek)
    assert police is not None
    sites = {stand.site for stand in police.reserve}
    assert sites
    for who in OFFICES:
        seen = queries.in_force(who)
        assert seen is not None
        assert [(one.code, [s.station for s in one.stops]) for one in seen.sectors] == [
            (one.code, [s.station for s in one.stops]) for one in police.sectors
        ]
        assert bool(seen.reserve) is (who.party is Party.POLSEK)
        assert any(turn.task == "reserve" for turn in seen.turns) is (who.party is Party.POLSEK)
        assert any(guard.why for one in seen.sectors for guard in one.officers) is (who.party is Party.POLSEK)
        everybody = [guard for one in seen.sectors for guard in one.officers]
        assert all(guard.label for guard in everybody)
        assert all(bool(guard.name) is (who.party is Party.POLSEK) for guard in everybody)


def test_names_are_told_to_the_own_office_only(guards: Guards) -> None:
    """Over every query: a name of a party is in the answers to that party's office, and in no other's."""
    plan = queries.plans(cast.kapolsek)[0].plan
    for who in [*OFFICES, *guards.cards.values(), PUBLIC, cast.linmas_card]:
        said = "".join(answers(who, plan))
        office = who.role in (Role.CHAIR, Role.OPERATOR)
        for party, names in guards.names.items():
            told = any(name in said for name in names)
            assert told is (office and who.party is party), (who, party)


def answers(who: Viewer, plan: str) -> Iterator[str]:
    """Yield the answer of every query that ``who`` may ask, as text."""
    asked: tuple[Callable[[], object], ...] = (
        lambda: queries.plans(who),
        lambda: queries.plan(who, plan=plan),
        lambda: queries.in_force(who),
        lambda: queries.compare(who, old=plan, new=plan),
        lambda: queries.own_duty(who),
        lambda: queries.absences(who),
    )
    for ask in asked:
        with suppress(Refused):
            yield repr(ask())


def test_the_public_sees_nothing_and_a_card_its_own_duty(guards: Guards) -> None:
    """A card of each force learns its sector, gate or site and its turns; with no plan in force nothing."""
    for ask in (queries.plans, queries.in_force, queries.own_duty):
        assert code_of(partial(ask, PUBLIC)) == "access.deployment.read"
    for party, card in guards.cards.items():
        assert code_of(partial(queries.plans, card)).startswith("access.deployment.read")
        duty = queries.own_duty(card)
        assert duty is not None
        assert duty.letter == "Sprin/1"
        if party is Party.KECAMATAN:
            assert duty.station is not None
            assert duty.station.station == card.post
        if party is Party.KORAMIL:
            assert duty.stand is not None
        assert not [guard for guard in (duty.sector.officers if duty.sector else ()) if guard.name or guard.why]
    assert code_of(lambda: queries.own_duty(cast.kapolsek)) == "deployment.duty.card"
    assert queries.own_duty(cast.linmas_card) is None  # a card whose post nobody holds
    plan = queries.plans(cast.kapolsek)[0].plan
    commands.withdraw_plan(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), plan=plan, reason="ditunda")
    assert queries.own_duty(guards.cards[Party.KECAMATAN]) is None


def test_who_may_do_what(guards: Guards) -> None:
    """may() says what the commands do: the police plan, its chair issues, five parties check and report absences."""
    for who in [*OFFICES, *guards.cards.values(), PUBLIC]:
        office = who.role in (Role.CHAIR, Role.OPERATOR)
        police = office and who.party is Party.POLSEK
        allowed = {
            **dict.fromkeys(("draft", "move", "propose", "withdraw", "what_if", "why_not"), police),
            "issue": police and who.role is Role.CHAIR,
            "check": office,
            "absence": who is not PUBLIC,
        }
        assert {action: queries.may(who, action) is None for action in allowed} == allowed, who


def attempts(who: Viewer, plan: str) -> dict[str, Callable[[], object]]:
    """Return a call of each command that is refused even to who may call it."""
    stamp = cast.stamp(who)
    return {
        "draft": lambda: commands.draft_plan(viewer=who, stamp=stamp, note="x" * 500),
        "propose": lambda: commands.propose(viewer=who, stamp=stamp, plan="tidak-ada"),
        "move": lambda: commands.move_officer(viewer=who, stamp=stamp, plan=plan, person="tidak-ada", to="R01"),
        "issue": lambda: commands.issue_plan(viewer=who, stamp=stamp, plan=plan, letter="x"),
        "withdraw": lambda: commands.withdraw_plan(viewer=who, stamp=stamp, plan="tidak-ada", reason="x"),
        "check": lambda: commands.check_plan(viewer=who, stamp=stamp, plan=plan, verdict=Verdict.AGREED),
        "absence": lambda: commands.report_absence(viewer=who, stamp=stamp, reason="bosan"),
    }


def test_commands_refuse_whom_may_refuses(guards: Guards) -> None:
    """Every command, over every viewer: a refusal of access for who may not, another one for who may."""
    plan = queries.plans(cast.kapolsek)[0].plan
    for who in [*OFFICES, *guards.cards.values(), PUBLIC]:
        for action, step in attempts(who, plan).items():
            code = code_of(step)
            assert code, (who, action)
            denied = code.startswith("access.") or code == "deployment.issue.chair"
            assert denied is (queries.may(who, action) is not None), (who, action, code)


def test_the_journal_keeps_plans_to_the_police(guards: Guards) -> None:
    """A drafted plan is restricted to the police; that it was issued is known to the five parties."""
    sequencer.settle()
    for who in OFFICES:
        kinds = {row.kind for row in read.entries(who, limit=1000)}
        assert ("deployment.plan.drafted.v1" in kinds) is (who.party is Party.POLSEK)
        assert "deployment.plan.issued.v1" in kinds
