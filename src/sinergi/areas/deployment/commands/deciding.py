"""The word of each party on a draft, and the order of the head of the police post."""

from __future__ import annotations

from sinergi.areas.deployment.commands.asking import (
    people_of,
    plan_for,
    record,
    require_chair,
    require_planner,
    require_texts,
    sent_before,
)
from sinergi.areas.deployment.facts import PlanChecked, PlanIssued, PlanState, PlanWithdrawn, Verdict
from sinergi.areas.deployment.queries import known
from sinergi.areas.deployment.queries.known import KnownPlan
from sinergi.areas.deployment.rules.states import Step
from sinergi.areas.deployment.rules.texts import LETTER
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import book
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import FIVE_PARTIES, Action, Viewer


def check_plan(*, viewer: Viewer, stamp: Stamp, plan: str, verdict: Verdict | str, note: str = "") -> None:
    """Say that the viewer's party agrees with a draft, or objects (then ``note`` says why); a later word replaces it.

    Raises Refused ``access.plan_check.write*``, ``deployment.plan.*``, ``deployment.check.*``.
    """
    rulebook.require(viewer, Action.WRITE, "plan_check", party=viewer.party)
    require_texts(viewer, note)
    said = _verdict(verdict)
    if said is Verdict.OBJECTED and not note.strip():
        raise Refused("deployment.check.reason", id="Keberatan memerlukan alasan.", en="An objection needs a reason.")
    fact = PlanChecked(plan=plan, party=viewer.party, verdict=said, note=" ".join(note.split()))
    with book.writing():
        if sent_before(fact, stamp=stamp):
            return
        plan_for(plan, Step.CHECK)
        record(fact, stamp=stamp)


def issue_plan(*, viewer: Viewer, stamp: Stamp, plan: str, letter: str, despite: str = "") -> None:
    """Put a draft in force under the Sprin ``letter``; the plan in force until now is amended by it.

    ``despite`` is the reason to issue although a party has not agreed, or somebody of the plan cannot come.
    Raises Refused ``deployment.issue.*`` and ``deployment.plan.*``.
    """
    require_chair(viewer)
    require_texts(viewer, letter, longest=LETTER)
    require_texts(viewer, despite)
    fact = PlanIssued(plan=plan, letter=" ".join(letter.split()), despite=" ".join(despite.split()))
    with book.writing():
        if sent_before(fact, stamp=stamp):
            return
        found = plan_for(plan, Step.ISSUE)
        if not letter.strip():
            raise Refused(
                "deployment.issue.letter",
                id="Isi nomor surat perintah (Sprin).",
                en="Give the number of the letter of order (Sprin).",
            )
        if (refused := why_not_issue(found)) is not None and not despite.strip():
            raise refused
        record(fact, stamp=stamp)


def why_not_issue(found: KnownPlan) -> Refused | None:
    """Return what speaks against issuing a draft without a stated reason, or None."""
    if found.state is PlanState.OBJECTED:
        return Refused(
            "deployment.issue.objected",
            id="Ada pihak yang keberatan. Terbitkan hanya dengan alasan tertulis.",
            en="A party objects. Issue it only with a written reason.",
        )
    if (force := known.in_force()) is not None and not _builds_on(found, force):
        return Refused(
            "deployment.issue.outdated",
            id=f"Draf ini tidak disusun dari rencana {force.fact.number} yang berlaku dan akan membatalkan "
            "perubahannya. Susun ulang, atau sebutkan alasan.",
            en=f"This draft was not made from plan {force.fact.number}, which is in force; it would undo its changes. "
            "Plan again, or give a reason.",
        )
    if absent := people_of(found) & known.absences().keys():
        return Refused(
            "deployment.issue.absent",
            id=f"{len(absent)} orang dalam rencana ini berhalangan. Susun ulang, atau sebutkan alasan.",
            en=f"{len(absent)} people of this plan cannot come. Plan again, or give a reason.",
        )
    silent = [party for party in FIVE_PARTIES if party not in {one.party for one in found.checks}]
    if silent:
        return Refused(
            "deployment.issue.unchecked",
            id=f"{len(silent)} pihak belum menanggapi. Tunggu, atau terbitkan dengan alasan tertulis.",
            en=f"{len(silent)} parties have not answered. Wait, or issue it with a written reason.",
        )
    return None


def _builds_on(found: KnownPlan, force: KnownPlan) -> bool:
    """Tell whether a draft was made from the plan in force, perhaps over other drafts."""
    step: KnownPlan | None = found
    while step is not None and step.fact.parent not in ("", force.fact.plan):
        step = known.plan(step.fact.parent)
    return step is not None and step.fact.parent == force.fact.plan


def withdraw_plan(*, viewer: Viewer, stamp: Stamp, plan: str, reason: str) -> None:
    """Set a draft aside, or call back the plan in force (the head of the police post only).

    Raises Refused ``deployment.plan.*``, ``deployment.withdraw.reason`` and ``deployment.issue.chair``.
    """
    require_planner(viewer, reason)
    fact = PlanWithdrawn(plan=plan, reason=" ".join(reason.split()))
    with book.writing():
        if sent_before(fact, stamp=stamp):
            return
        found = plan_for(plan, Step.WITHDRAW)
        if found.state is PlanState.ISSUED:
            require_chair(viewer)
        if not reason.strip():
            raise Refused("deployment.withdraw.reason", id="Sebutkan alasan penarikan.", en="Say why it is withdrawn.")
        record(fact, stamp=stamp)


def _verdict(verdict: Verdict | str) -> Verdict:
    if verdict not in list(Verdict):
        raise Refused(
            "deployment.check.verdict",
            id=f"Tanggapan “{verdict}” tidak dikenal.",
            en=f"The verdict “{verdict}” is not known.",
        )
    return Verdict(verdict)
