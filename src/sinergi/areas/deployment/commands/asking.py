"""What every command here asks first."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

from sinergi.areas.deployment.queries import known
from sinergi.areas.deployment.queries.known import KnownPlan
from sinergi.areas.deployment.queries.views import unknown
from sinergi.areas.deployment.rules import states, texts
from sinergi.areas.deployment.rules.states import Step
from sinergi.areas.people import queries as people
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import book, clock
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Role, Viewer

RECORD = "deployment"
PLANS: Final = UUID("6d3f3c0e-5b0a-5c1e-9f55-64b1d1a7c3f0")  # namespace of ids of plans


def require_planner(viewer: Viewer, *said: str) -> None:
    """Refuse who may not draft, and texts that may not stand in the journal."""
    rulebook.require(viewer, Action.WRITE, RECORD)
    require_texts(viewer, *said)


def require_chair(viewer: Viewer) -> None:
    """Refuse everybody but the head of the police post."""
    rulebook.require(viewer, Action.WRITE, RECORD)
    if viewer.role is not Role.CHAIR:
        raise Refused(
            "deployment.issue.chair",
            id="Hanya Kapolsek yang menerbitkan atau menarik rencana yang berlaku.",
            en="Only the head of the police post issues a plan, or calls back the one in force.",
        )


def require_texts(viewer: Viewer, *said: str, longest: int = texts.LONGEST) -> None:
    """Refuse texts that are too long, or hold a phone number, a NIK, or the name of somebody of the viewer's party."""
    for text in said:
        if text and (refused := texts.why_not(text, longest=longest)) is not None:
            raise refused
    if not any(text.strip() for text in said):
        return
    names = [row.name for row in people.persons(viewer, party=viewer.party) if row.name]
    for text in said:
        if (refused := texts.why_not(text, longest=longest, names=names)) is not None:
            raise refused


def plan_for(plan: str, step: Step) -> KnownPlan:
    """Return the plan, which must be in a state that allows ``step``. Raises Refused ``deployment.plan.*``."""
    found = known.plan(plan)
    if found is None:
        raise unknown()
    if (refused := states.why_not(found.state, step)) is not None:
        raise refused
    return found


def record(fact: Fact, *, stamp: Stamp) -> None:
    """Record one fact; the sender's ids hold only when there is exactly one."""
    book.record(fact, stamp=stamp.fitting(1))


def sent_before(fact: Fact, *, stamp: Stamp) -> bool:
    """Tell whether this very fact came under this id before: a second click, to be answered as the first one was.

    Raises Refused ``journal.same-id-other-content``.
    """
    return book.known(fact, stamp=stamp.fitting(1)) is not None


def plan_id(stamp: Stamp) -> str:
    """Return the id of the plan that is drafted under ``stamp``: the same for a second click, telling no entry's id."""
    return str(uuid5(PLANS, str(stamp.ids[0]))) if len(stamp.ids) == 1 else str(clock.new_id())


def drafted_before(stamp: Stamp) -> KnownPlan | None:
    """Return the draft that the same account made under the id of ``stamp`` before."""
    found = known.plan(plan_id(stamp)) if len(stamp.ids) == 1 else None
    return found if found is not None and found.made_by == stamp.actor else None


def people_of(found: KnownPlan) -> frozenset[str]:
    """Return everybody who has a place in a plan."""
    body = found.fact.body
    found_people = {
        *(one for sector in body.sectors for one in sector.officers),
        *(one for team in body.teams for one in team.officers),
        *(one for camp in body.camps for one in camp.soldiers),
        *(one for gate in body.gates for one in gate.wardens),
        *(turn.person for turn in body.turns),
    }
    return frozenset(found_people)
