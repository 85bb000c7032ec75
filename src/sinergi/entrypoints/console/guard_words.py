"""What a police chief reads of a plan: how good it surely is, what is missing, what stands between draft and order.

Pure: rows in, sentences out, in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sinergi.areas.deployment.queries import GoalChange, MoveRow, PlanRow, PlanState
from sinergi.planner.deployment.people.explain import Difference
from sinergi.planner.deployment.result import Goal, Reached, Status
from sinergi.vocabulary.sentence import Sentence

PPM: Final = 1_000_000
STATES: Final[Mapping[PlanState, Sentence]] = {
    PlanState.DRAFT: Sentence("draf", "draft"),
    PlanState.CHECKED: Sentence("disetujui semua pihak", "agreed by all parties"),
    PlanState.OBJECTED: Sentence("ada keberatan", "objected to"),
    PlanState.ISSUED: Sentence("berlaku", "in force"),
    PlanState.AMENDED: Sentence("sudah diganti", "replaced"),
    PlanState.WITHDRAWN: Sentence("ditarik", "withdrawn"),
}
GOALS: Final[Mapping[Goal, tuple[Sentence, Sentence]]] = {  # what is counted; in which unit
    Goal.UNCOVERED: (
        Sentence("Kerawanan yang belum terjaga", "Risk that nobody guards"),
        Sentence("poin", "points"),
    ),
    Goal.RESPONSE: (
        Sentence("Cadangan tiba di TPS yang paling lama dicapai", "Reserve at the TPS that it reaches last"),
        Sentence("menit", "minutes"),
    ),
    Goal.TRAVEL: (
        Sentence("Jarak pos jaga ke TPS, ditimbang kerawanan", "From the posts to the TPS, weighted by risk"),
        Sentence("menit kali bobot", "minutes times weight"),
    ),
    Goal.APPROACH: (
        Sentence("Berangkat dari pangkalan ke pos, semua petugas", "From base to post, all officers together"),
        Sentence("menit", "minutes"),
    ),
    Goal.CHANGES: (
        Sentence("Orang yang berpindah dari rencana sebelumnya", "People who move from the plan before"),
        Sentence("orang", "people"),
    ),
    Goal.FAIRNESS: (
        Sentence("Selisih jam tugas yang tersibuk dan yang terlonggar", "Duty of the busiest minus the least busy"),
        Sentence("menit", "minutes"),
    ),
}
NEVER: Final = 1 << 40  # the reserve's minutes where there is none: its goal then says 0


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal of a plan: what it is, its value, and how sure it is that no plan does better."""

    title: Sentence
    value: int
    unit: Sentence
    bound: int
    proof: Sentence
    proven: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One goal before and after; ``turn`` is -1 where it gets better, 1 where it gets worse, 0 where it stays."""

    title: Sentence
    unit: Sentence
    before: int
    after: int
    turn: int
    word: Sentence


def percent(part: int, whole: int) -> Sentence:
    """Return ``part / whole`` as a percentage with one decimal, rounded up: never better than it is."""
    tenths = -(-part * 1000 // whole) if whole else 0
    return Sentence(f"{tenths // 10},{tenths % 10} %", f"{tenths // 10}.{tenths % 10} %")


def quality(row: PlanRow) -> Sentence:
    """Return how far the plan is from the best one, in one sentence."""
    short = row.status is Status.SHORT
    id_, en = ("Dengan orang yang ada, r", "With the people there are, this") if short else ("R", "This")
    if row.gap_ppm <= 0:
        return Sentence(
            f"{id_}encana ini terbukti terbaik: tidak ada rencana lain yang menjaga TPS lebih baik.",
            f"{en} plan is proven the best: no other plan guards the TPS better.",
        )
    gap = percent(row.gap_ppm, PPM)
    return Sentence(
        f"{id_}encana ini paling jauh {gap.id} dari yang terbaik yang mungkin.",
        f"{en} plan is at most {gap.en} from the best possible.",
    )


def headline(row: PlanRow) -> Sentence:
    """Return what is missing, if anything, and how good the plan is."""
    good = quality(row)
    if not row.shortages:
        return good
    message, more = row.shortages[0].message, len(row.shortages) - 1
    first = Sentence(message.id.partition(": ")[0], message.en.partition(": ")[0])  # which TPS is said further down
    also_id, also_en = (f" (dan {more} kekurangan lain)", f" (and {more} more)") if more else ("", "")
    return Sentence(
        f"{first.id.rstrip('.')}{also_id}. {good.id}",
        f"{first.en.rstrip('.')}{also_en}. {good.en}",
    )


def goals(reached: Sequence[Reached]) -> tuple[GoalLine, ...]:
    """Return the goals of a plan as lines of a table, in their rank."""
    return tuple(_goal(one) for one in reached)


def _goal(one: Reached) -> GoalLine:
    title, unit = GOALS[one.goal]
    proven = one.value <= one.bound
    if proven:
        proof = Sentence("terbukti terbaik", "proven the best")
    else:
        gap = percent(one.value - one.bound, one.value)
        proof = Sentence(f"paling jauh {gap.id} dari terbaik", f"at most {gap.en} from the best")
    return GoalLine(title=title, value=one.value, unit=unit, bound=one.bound, proof=proof, proven=proven)


def changes(rows: Sequence[GoalChange]) -> tuple[ChangeLine, ...]:
    """Return the goals of two plans side by side."""
    return tuple(_change(one) for one in rows)


def _change(one: GoalChange) -> ChangeLine:
    title, unit = GOALS[Goal(one.goal)]
    before, after = (one.before or NEVER, one.after or NEVER) if one.goal == Goal.RESPONSE else (one.before, one.after)
    turn = (after > before) - (after < before)
    word = {
        -1: Sentence("lebih baik", "better"),
        0: Sentence("tetap", "same"),
        1: Sentence("lebih buruk", "worse"),
    }[turn]
    if turn and one.goal == Goal.RESPONSE and NEVER in (before, after):
        word = (
            Sentence("tanpa cadangan", "without a reserve") if after == NEVER else Sentence("ada cadangan", "a reserve")
        )
    return ChangeLine(title=title, unit=unit, before=one.before, after=one.after, turn=turn, word=word)


def costs(found: Sequence[Difference]) -> tuple[ChangeLine, ...]:
    """Return what a posting would cost, goal by goal."""
    return tuple(_change(GoalChange(goal=one.goal, before=one.now, after=one.then)) for one in found)


def movers(moves: Sequence[MoveRow]) -> Sentence:
    """Return how many people get another post, and how many have none any more."""
    count = sum(bool(one.after) for one in moves)
    gone = len(moves) - count
    if count == 0:
        said = Sentence("Tidak seorang pun berpindah", "Nobody moves")
    elif count == 1:
        said = Sentence("Tepat satu orang berpindah", "Exactly one person moves")
    else:
        said = Sentence(f"{count} orang berpindah", f"{count} people move")
    if not gone:
        return Sentence(f"{said.id}.", f"{said.en}.")
    return Sentence(
        f"{said.id}; {gone} orang tidak lagi punya pos.",
        f"{said.en}; {gone} {'person has' if gone == 1 else 'people have'} no post any more.",
    )
