"""Which party may take which step with a promise, and what a correction may not weaken. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sinergi.areas.meetings.facts import Ask, EvidenceKind, PromiseState
from sinergi.areas.meetings.rules.states import PromiseStep, why_not_promise
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides about a step: where a promise stands, whose it is, who wrote it down, what it waits for."""

    state: PromiseState
    owner: Party
    evidence: EvidenceKind
    given_by: Party
    host: Party | None = None  # of its meeting
    blocked: bool = False  # a promise that must be kept first is still open


def why_not(one: Standing, step: PromiseStep, *, party: Party) -> Refused | None:
    """Return why ``party`` may not take ``step`` now, or None."""
    refused = why_not_promise(one.state, step, owner=one.owner, party=party, evidence=one.evidence)
    if refused is not None:
        return refused
    if step is PromiseStep.CORRECT and party is not (one.host or one.given_by) and party is not one.given_by:
        return Refused(
            "meetings.promise.not-yours-to-correct",
            id="Komitmen ini dikoreksi oleh pihak yang mencatatnya atau tuan rumah rapatnya.",
            en="This promise is corrected by the party that wrote it down, or by the host of its meeting.",
        )
    if step is PromiseStep.DROP and party not in (one.owner, one.given_by, one.host):
        return Refused(
            "meetings.promise.not-yours-to-drop",
            id="Komitmen ini dibatalkan oleh pihaknya, pencatatnya, atau tuan rumah rapatnya.",
            en="This promise is dropped by its party, by who wrote it down, or by the host of its meeting.",
        )
    if step is PromiseStep.KEEP and one.blocked:
        return Refused(
            "meetings.promise.waits",
            id="Komitmen ini menunggu komitmen lain yang belum selesai.",
            en="This promise waits for another one that is still open.",
        )
    return None


def why_not_elsewhere(before: Sequence[str], after: Sequence[str]) -> Refused | None:
    """Return why a party may not let records from ``after`` count towards its own promise about ``before``, or None.

    Places are codes of TPS and villages; a promise without any takes records from anywhere.
    """
    roots = tuple(one.replace(".", "") for one in before)
    within = bool(after) and all(one.replace(".", "").startswith(roots) for one in after)
    return None if not roots or within else _weaker()


def why_not_weaker(before: Ask, after: Ask, *, own: bool, counted: int) -> Refused | None:
    """Return why what is asked may not be corrected so, or None.

    ``own``: the promise is (or becomes) that of the party that corrects it; it may ask more of itself, never less.
    ``counted``: facts of the system that would count already; a correction closes nothing.
    """
    same = (before.evidence, before.record) == (after.evidence, after.record)
    more = before.evidence is EvidenceKind.NONE or (same and max(after.number, 1) >= max(before.number, 1))
    if own and not more:
        return _weaker()
    if after.evidence is EvidenceKind.RECORD and counted >= max(after.number, 1):
        return Refused(
            "meetings.evidence.counted",
            id=f"Sudah masuk {counted} catatan; jumlah yang diminta harus lebih dari itu.",
            en=f"{counted} records have arrived already; ask for more than that.",
        )
    return None


def _weaker() -> Refused:
    return Refused(
        "meetings.evidence.weaker",
        id="Bukti yang diminta dari pihak sendiri tidak dapat diperingan; pihak lain yang mengoreksinya.",
        en="A party cannot ask less evidence of itself; another party corrects that.",
    )
