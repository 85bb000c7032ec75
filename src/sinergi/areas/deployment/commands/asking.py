"""What every command here asks first."""

from __future__ import annotations

import dataclasses

from sinergi.areas.deployment.queries import known
from sinergi.areas.deployment.queries.known import KnownPlan
from sinergi.areas.deployment.queries.views import unknown
from sinergi.areas.deployment.rules import states, texts
from sinergi.areas.deployment.rules.states import Step
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import book
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Role, Viewer

RECORD = "deployment"


def require_planner(viewer: Viewer, *said: str) -> None:
    """Refuse who may not draft, and texts that may not stand in the journal."""
    rulebook.require(viewer, Action.WRITE, RECORD)
    require_texts(*said)


def require_chair(viewer: Viewer) -> None:
    """Refuse everybody but the head of the police post."""
    rulebook.require(viewer, Action.WRITE, RECORD)
    if viewer.role is not Role.CHAIR:
        raise Refused(
            "deployment.issue.chair",
            id="Hanya Kapolsek yang menerbitkan atau menarik rencana yang berlaku.",
            en="Only the head of the police post issues a plan, or calls back the one in force.",
        )


def require_texts(*said: str, longest: int = texts.LONGEST) -> None:
    """Refuse texts that are too long, or hold a phone number or a NIK."""
    for text in said:
        if (refused := texts.why_not(text, longest=longest)) is not None:
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
    book.record(fact, stamp=stamp if len(stamp.ids) == 1 else dataclasses.replace(stamp, ids=()))


def people_of(found: KnownPlan) -> frozenset[str]:
    """Return everybody who has a place in a plan."""
    body = found.fact.body
    people = {
        *(one for sector in body.sectors for one in sector.officers),
        *(one for team in body.teams for one in team.officers),
        *(one for camp in body.camps for one in camp.soldiers),
        *(one for gate in body.gates for one in gate.wardens),
        *(turn.person for turn in body.turns),
    }
    return frozenset(people)
