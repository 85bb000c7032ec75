"""The life of a guard plan as a table of moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, assert_never

from sinergi.areas.deployment.facts import PlanState, Verdict
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES


class Step(StrEnum):
    """What may be done with a plan."""

    BUILD_ON = "build-on"  # make another draft out of it
    CHECK = "check"
    ISSUE = "issue"
    AMEND = "amend"  # a later plan comes in force
    WITHDRAW = "withdraw"


OPEN: Final = frozenset({PlanState.DRAFT, PlanState.CHECKED, PlanState.OBJECTED})
MOVES: Final[Mapping[PlanState, frozenset[Step]]] = {
    PlanState.DRAFT: frozenset({Step.BUILD_ON, Step.CHECK, Step.ISSUE, Step.WITHDRAW}),
    PlanState.CHECKED: frozenset({Step.BUILD_ON, Step.CHECK, Step.ISSUE, Step.WITHDRAW}),
    PlanState.OBJECTED: frozenset({Step.BUILD_ON, Step.CHECK, Step.ISSUE, Step.WITHDRAW}),
    PlanState.ISSUED: frozenset({Step.BUILD_ON, Step.AMEND, Step.WITHDRAW}),
    PlanState.AMENDED: frozenset(),
    PlanState.WITHDRAWN: frozenset(),
}


def after(state: PlanState, step: Step, *, verdicts: Iterable[Verdict] = ()) -> PlanState:
    """Return the state after ``step``; ``verdicts`` are all that were given. Raises Refused ``deployment.plan.*``."""
    if (refused := why_not(state, step)) is not None:
        raise refused
    match step:
        case Step.BUILD_ON:
            return state
        case Step.CHECK:
            return checked(verdicts)
        case Step.ISSUE:
            return PlanState.ISSUED
        case Step.AMEND:
            return PlanState.AMENDED
        case Step.WITHDRAW:
            return PlanState.WITHDRAWN
        case _:
            assert_never(step)


def checked(verdicts: Iterable[Verdict]) -> PlanState:
    """Return what the word of the parties makes of a draft."""
    said = tuple(verdicts)
    if Verdict.OBJECTED in said:
        return PlanState.OBJECTED
    return PlanState.CHECKED if len(said) == len(FIVE_PARTIES) else PlanState.DRAFT


def why_not(state: PlanState, step: Step) -> Refused | None:
    """Return why a plan in ``state`` cannot take ``step``, or None."""
    if step in MOVES[state]:
        return None
    if step is Step.ISSUE and state is PlanState.ISSUED:
        return Refused(
            "deployment.plan.issued",
            id="Rencana ini sudah diterbitkan dan sedang berlaku.",
            en="This plan was issued already and is in force.",
        )
    if step in (Step.CHECK, Step.ISSUE):
        return Refused(
            "deployment.plan.not-a-draft",
            id="Rencana ini bukan rancangan lagi.",
            en="This plan is no longer a draft.",
        )
    return Refused(
        "deployment.plan.closed",
        id="Rencana ini sudah diganti atau ditarik; mulailah dari rencana yang berlaku atau dari rancangan.",
        en="This plan was amended or withdrawn; start from the plan in force or from a draft.",
    )
