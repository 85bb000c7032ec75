"""Why everyone stands where they stand, and why not somebody else: computed from the plan, not remembered from a solve.

People are codes here; a reader replaces them by names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sinergi.planner.deployment.people.assignment import FEWEST_NODES, Assigned, assign
from sinergi.planner.deployment.people.charges import known
from sinergi.planner.deployment.people.conflict import Key, clash, removal
from sinergi.planner.deployment.people.ground import LEADER, Ground
from sinergi.planner.deployment.people.officers import place, skill
from sinergi.planner.deployment.problem import NO_WAY, PAIR, Problem
from sinergi.planner.deployment.result import Goal, Plan, Reason, Rule
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.sentence import Sentence

LINES = 3  # of a reason, and of the answer to a question


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One goal as the plan has it (``now``) and with the posting that was asked for (``then``)."""

    goal: Goal
    now: int
    then: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What it would mean to post ``person`` in ``sector`` (its code).

    ``cost`` holds UNCOVERED, APPROACH and, with a plan in force, CHANGES, for the best plan with that posting (empty
    when it is not ``possible``). ``rules`` are an irreducible conflict: why it is not possible, or why protection
    suffers though it could be full without it. ``moved`` are the others who then stand in another sector, or in none.
    """

    person: str
    sector: str
    possible: bool
    cost: tuple[Difference, ...]
    rules: tuple[Rule, ...]
    lines: tuple[Sentence, ...]
    moved: tuple[str, ...] = ()


def why_not(problem: Problem, plan: Plan, *, person: str, post: str) -> Answer:
    """Return what it would cost to post ``person`` in the sector ``post`` (its code, its post, or one of its TPS).

    The officers are posted anew with that one posting fixed; the sectors stay as they are. Raises Refused
    ``plan.person.unknown`` and ``plan.sector.unknown``.
    """
    ground = Ground(problem, plan.sectors)
    officer, sector = _who(ground, person), _where(ground, post)
    now = _standing(ground, plan)
    if now.get(officer) == sector:
        return _already(ground, officer, sector, now)
    if (keys := _against(ground, officer, sector)) or not _free(ground, officer, sector):
        return _impossible(ground, officer, sector, keys)
    found = assign(ground, nodes=FEWEST_NODES, pins=ground.pins() | {officer: sector}, stay=now)
    return _possible(ground, officer, sector, now, found)


def reasons(problem: Problem, plan: Plan) -> tuple[Reason, ...]:
    """Return, by code, why each officer of a sector is there: at most LINES lines.

    The need satisfied, the nearer sector that a rule forbids, and what the best exchange with one other officer costs.
    """
    ground = Ground(problem, plan.sectors)
    now = _standing(ground, plan)
    held: list[list[int]] = [[] for _ in ground.sectors]
    for officer, sector in sorted(now.items()):
        held[sector].append(officer)
    points = [ground.points(sector, people) for sector, people in enumerate(held)]
    found = []
    for officer, sector in sorted(now.items()):
        lines = [_need(ground, officer, sector, held[sector]), *_nearer(ground, officer, sector)]
        lines.append(_exchange(ground, officer, now, held, points))
        at = ground.sectors[sector].post
        found.append(Reason(person=ground.officers[officer].code, at=at, lines=tuple(lines[:LINES])))
    return tuple(found)


# --- why not ---


def _who(ground: Ground, person: str) -> int:
    if person in ground.number:
        return ground.number[person]
    raise Refused(
        "plan.person.unknown",
        id=f"{person} bukan petugas dalam rencana ini.",
        en=f"{person} is no officer of this plan.",
    )


def _where(ground: Ground, post: str) -> int:
    found = ground.sector_number.get(post)
    if found is None:
        found = next((i for i, one in enumerate(ground.sectors) if one.post == post), None)
    if found is None:
        found = next((i for i, one in enumerate(ground.sectors) if post in one.stations), None)
    if found is None:
        raise Refused(
            "plan.sector.unknown",
            id=f"Tidak ada sektor atau TPS {post} dalam rencana ini.",
            en=f"There is no sector or TPS {post} in this plan.",
        )
    return found


def _standing(ground: Ground, plan: Plan) -> dict[int, int]:
    return {
        ground.number[person]: ground.sector_number[sector.code]
        for sector in plan.sectors
        for person in sector.officers
        if person in ground.number
    }


def _against(ground: Ground, officer: int, sector: int) -> tuple[Key, ...]:
    """Return the rules that each alone forbid the posting."""
    one, at = ground.officers[officer], ground.sectors[sector]
    keys: list[Key] = []
    if ground.barred[officer, sector]:
        keys += [("barred", one.code, code) for code in sorted(one.barred) if sector in ground.hit.get(code, ())]
    if ground.home[officer, sector]:
        keys.append(("home", one.village))
    if ground.abroad[officer, sector]:
        keys.append(("district", one.district))
    if ground.minutes[officer, sector] == NO_WAY:
        keys.append(("way", one.base, at.code))
    return tuple(keys)


def _free(ground: Ground, officer: int, sector: int) -> bool:
    """Tell whether the frozen postings leave room for this one."""
    pins = ground.pins()
    mates = [other for other, at in pins.items() if at == sector and other != officer]
    clashes = any((min(officer, mate), max(officer, mate)) in ground.apart for mate in mates)
    return pins.get(officer, sector) == sector and len(mates) < PAIR and not clashes


def _frozen(ground: Ground, officer: int, sector: int) -> tuple[Key, ...]:
    """Return the least frozen postings, and rules, that leave no room."""
    pins, code = ground.pins(), ground.officers[officer].code
    if pins.get(officer, sector) != sector:
        return (("frozen", code),)
    mates = sorted(other for other, at in pins.items() if at == sector and other != officer)
    for mate in mates:
        pair = (min(officer, mate), max(officer, mate))
        if pair in ground.apart:
            names = (ground.officers[pair[0]].code, ground.officers[pair[1]].code)
            return (("frozen", ground.officers[mate].code), ("apart", *names))
    return tuple(("frozen", ground.officers[mate].code) for mate in mates)


def _impossible(ground: Ground, officer: int, sector: int, keys: Sequence[Key]) -> Answer:
    wish = ground.officers[officer].code, ground.sectors[sector].code
    core = keys[:1] or _frozen(ground, officer, sector)
    asked = Sentence(
        f"{wish[0]} diminta bertugas di {place(ground, sector)}.", f"{wish[0]} is wanted at {place(ground, sector)}."
    )
    rules = [Rule(code=f"wish:{wish[0]}:{wish[1]}", message=asked)]
    rules += [Rule(code=":".join(key), message=_rule(ground, key)) for key in core]
    lines = tuple(_rule(ground, key) for key in (keys or core))[:LINES]
    return Answer(person=wish[0], sector=wish[1], possible=False, cost=(), rules=tuple(rules), lines=lines)


def _rule(ground: Ground, key: Key) -> Sentence:
    if key[0] != "frozen":
        return removal(ground, key)
    name = place(ground, ground.frozen[ground.number[key[1]]])
    return Sentence(f"{key[1]} sudah ditetapkan di {name}.", f"{key[1]} is fixed at {name}.")


def _already(ground: Ground, officer: int, sector: int, now: dict[int, int]) -> Answer:
    code, name = ground.officers[officer].code, place(ground, sector)
    text = Sentence(f"{code} memang bertugas di {name}.", f"{code} already serves at {name}.")
    values = _values(ground, now)
    cost = tuple(Difference(goal=goal, now=value, then=value) for goal, value in values.items())
    at = ground.sectors[sector].code
    return Answer(person=code, sector=at, possible=True, cost=cost, rules=(), lines=(text,))


def _values(ground: Ground, sector_of: dict[int, int]) -> dict[Goal, int]:
    """Return the goals of a posting. CHANGES: officers known before whose sector's post is another, or none."""
    held: list[list[int]] = [[] for _ in ground.sectors]
    for officer, sector in sector_of.items():
        held[sector].append(officer)
    values = {
        Goal.UNCOVERED: sum(ground.points(sector, people) for sector, people in enumerate(held)),
        Goal.APPROACH: sum(int(ground.minutes[officer, sector]) for officer, sector in sector_of.items()),
    }
    if ground.problem.before is not None:
        before = known(ground, ground.problem.before)
        posts = {officer: ground.sectors[sector].post for officer, sector in sector_of.items()}
        everyone = before.post.keys() | before.spare | before.team
        values[Goal.CHANGES] = sum(before.post.get(one) != posts.get(one) for one in everyone)
    return values


def _possible(ground: Ground, officer: int, sector: int, now: dict[int, int], found: Assigned) -> Answer:
    code, then = ground.officers[officer].code, found.sector
    before, after = _values(ground, now), _values(ground, then)
    cost = tuple(Difference(goal=goal, now=value, then=after[goal]) for goal, value in before.items())
    moved = tuple(
        ground.officers[one].code
        for one in sorted(now.keys() | then.keys())
        if one != officer and now.get(one) != then.get(one)
    )
    worse = after[Goal.UNCOVERED] > before[Goal.UNCOVERED]
    rules = clash(ground, (officer, sector)) if worse and before[Goal.UNCOVERED] == 0 else ()
    lines = [_verdict(ground, code, sector, after[Goal.APPROACH] - before[Goal.APPROACH], _losses(ground, now, then))]
    if rules:
        lines.append(
            Sentence(" ".join(one.message.id for one in rules[1:4]), " ".join(one.message.en for one in rules[1:4]))
        )
    if moved:
        shown = ", ".join(moved[:5]) + (" …" if len(moved) > 5 else "")  # noqa: PLR2004 -- codes in one line
        lines.append(Sentence(f"Ikut pindah: {shown}.", f"Also moved: {shown}."))
    at = ground.sectors[sector].code
    return Answer(
        person=code, sector=at, possible=True, cost=cost, rules=rules, lines=tuple(lines[:LINES]), moved=moved
    )


def _losses(ground: Ground, now: dict[int, int], then: dict[int, int]) -> list[Sentence]:
    """Return what sectors lose: an officer, the leader, a skill."""
    found = []
    for sector, one in enumerate(ground.sectors):
        old = [officer for officer, at in now.items() if at == sector]
        new = [officer for officer, at in then.items() if at == sector]
        if len(new) < len(old):
            lost = len(old) - len(new)
            plural = "s" if lost > 1 else ""
            found.append(Sentence(f"{one.code} kehilangan {lost} petugas", f"{one.code} loses {lost} officer{plural}"))
        for demand in ground.demands_of[sector]:
            if demand.of[old].any() and not demand.of[new].any():
                word = Sentence("padal", "its leader") if demand.kind == LEADER else skill(demand.kind)
                found.append(Sentence(f"{one.code} kehilangan {word.id}", f"{one.code} loses {word.en}"))
    return found


def _verdict(ground: Ground, code: str, sector: int, minutes: int, losses: Sequence[Sentence]) -> Sentence:
    name = place(ground, sector)
    parts = []
    if minutes:
        more = ("bertambah", "longer") if minutes > 0 else ("berkurang", "shorter")
        parts.append(
            Sentence(f"perjalanan {more[0]} {abs(minutes)} menit", f"the journey is {abs(minutes)} minutes {more[1]}")
        )
    parts += losses
    if not parts:
        parts.append(Sentence("rencana tetap sama baiknya", "the plan is as good as now"))
    return Sentence(
        f"Bila {code} ditempatkan di {name}, {_joined([one.id for one in parts], 'dan')}.",
        f"With {code} at {name}, {_joined([one.en for one in parts], 'and')}.",
    )


def _joined(parts: Sequence[str], word: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"


# --- why ---


def _need(ground: Ground, officer: int, sector: int, held: Sequence[int]) -> Sentence:
    """Say what the officer is there for: leader, a skill that nobody else brings, or the second of the pair."""
    code, name = ground.officers[officer].code, place(ground, sector)
    minutes = int(ground.minutes[officer, sector])
    mates = [one for one in held if one != officer]
    here = [one.kind for one in ground.demands_of[sector] if one.of[officer] and not one.of[mates].any()]
    roles = [_role(kind) for kind in here] or [Sentence("melengkapi pasangan", "completes the pair")]
    return Sentence(
        f"{code} {_joined([one.id for one in roles], 'dan')} di {name}, {minutes} menit dari pangkalan.",
        f"{code} {_joined([one.en for one in roles], 'and')} at {name}, {minutes} minutes from base.",
    )


def _role(kind: str) -> Sentence:
    if kind == LEADER:
        return Sentence("satu-satunya yang berpangkat padal", "is the only one of leader's rank")
    word = skill(kind)
    return Sentence(f"membawa keahlian {word.id}", f"brings the skill {word.en}")


def _nearer(ground: Ground, officer: int, sector: int) -> list[Sentence]:
    """Say which nearer sector a rule forbids, the nearest of them, if there is one."""
    row = ground.minutes[officer]
    closer = np.flatnonzero(~ground.allowed[officer] & (row != NO_WAY) & (row < row[sector]))
    if not len(closer):
        return []
    nearest = int(closer[np.argmin(row[closer])])
    why = removal(ground, _against(ground, officer, nearest)[0])
    name = place(ground, nearest)
    return [
        Sentence(
            f"{name} lebih dekat ({row[nearest]} menit), tetapi: {why.id}",
            f"{name} is nearer ({row[nearest]} minutes), but: {why.en}",
        )
    ]


def _exchange(
    ground: Ground, officer: int, now: dict[int, int], held: Sequence[list[int]], points: Sequence[int]
) -> Sentence:
    """Say what the best exchange with one other officer costs that leaves no sector worse off."""
    code, sector = ground.officers[officer].code, now[officer]
    if officer in ground.frozen:
        return Sentence(f"{code} ditetapkan di sini oleh pimpinan.", f"{code} is fixed here by command.")
    for more, other in _offers(ground, officer, now):
        at = now.get(other)
        changed = [(sector, [other if one == officer else one for one in held[sector]])]
        if at is not None:
            changed.append((at, [officer if one == other else one for one in held[at]]))
        if all(_as_good(ground, one, people, points[one]) for one, people in changed):
            name = ground.officers[other].code
            cost = ("bertambah", "longer") if more >= 0 else ("berkurang", "shorter")
            return Sentence(
                f"Penukar terbaik {name}: perjalanan {cost[0]} {abs(more)} menit.",
                f"Best exchange, with {name}: the journey is {abs(more)} minutes {cost[1]}.",
            )
    return Sentence(
        f"Tidak ada petugas lain yang dapat menukar {code} tanpa mengurangi pengamanan.",
        f"No other officer can take the place of {code} without weakening the guard.",
    )


def _offers(ground: Ground, officer: int, now: dict[int, int]) -> list[tuple[int, int]]:
    """Return the other officers who may change places with this one, and the minutes that this adds, cheapest first."""
    sector, minutes = now[officer], ground.minutes
    others = [
        (int(minutes[one, sector] - minutes[officer, sector]), one)
        for one in np.flatnonzero(ground.allowed[:, sector]).tolist()
        if now.get(one, -1) != sector and one not in ground.frozen
    ]
    found = []
    for more, one in others:
        at = now.get(one)
        if at is None:
            found.append((more, one))
        elif ground.allowed[officer, at]:
            found.append((more + int(minutes[officer, at] - minutes[one, at]), one))
    return sorted(found)


def _as_good(ground: Ground, sector: int, people: Sequence[int], points: int) -> bool:
    clashes = any((min(a, b), max(a, b)) in ground.apart for a in people for b in people if a < b)
    return not clashes and ground.points(sector, people) <= points
