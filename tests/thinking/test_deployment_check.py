"""The checker: it finds no fault with a good answer, and every kind of damage to one."""

from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sinergi.planner.deployment import check, form
from sinergi.planner.deployment.problem import Budget
from sinergi.planner.deployment.replan import replan, without
from sinergi.planner.deployment.solve import solve
from tests.thinking.deployment_case import officer, problem

GOOD: dict[str, Any] = json.loads(Path(__file__).with_name("deployment_answer.json").read_text(encoding="utf-8"))
Part = dict[str, Any]
Damage = Callable[[Part, Part], object]  # to the problem and the answer


def plain(raw: Part) -> Part:
    """Return a problem as the checker reads it."""
    return json.loads(form.write(form.read(json.dumps(raw).encode())))  # type: ignore[no-any-return]


def put(path: str, value: object) -> Damage:
    """Put ``value`` at ``path`` of the answer: words and numbers between dots; a goal by its name."""

    def damage(_asked: Part, answer: Part) -> None:
        place: Any = answer
        *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in steps:
            place = place[step]
        place[last] = value(place[last]) if callable(value) else value

    return damage


def goal(name: str, **changes: int) -> Damage:
    """Add to value or bound of a goal, and to what repeats it."""

    def damage(_asked: Part, answer: Part) -> None:
        for one in answer["goals"]:
            if one["goal"] == name:
                one.update({key: one[key] + change for key, change in changes.items()})
                if name == "travel":
                    answer["objective"], answer["bound"] = one["value"], one["bound"]
        answer["gap"] = max(
            (one["value"] - one["bound"]) / one["value"]
            for one in answer["goals"]
            if one["value"] and one["goal"] in ("uncovered", "response", "travel")
        )

    return damage


def asked(path: str, value: object) -> Damage:
    """Put ``value`` at ``path`` of the problem."""
    return lambda asked, _answer: put(path, value)({}, asked)


def swap(one: tuple[int, int], two: tuple[int, int]) -> Damage:
    """Let two officers of two sectors change places, reasons and turns with them."""

    def damage(_asked: Part, answer: Part) -> None:
        sectors = answer["plan"]["sectors"]
        (a, i), (b, j) = one, two
        people = sectors[a]["officers"], sectors[b]["officers"]
        people[0][i], people[1][j] = people[1][j], people[0][i]

    return damage


def turn(person: str, shift: str, task: str, at: str) -> Damage:
    """Add a turn."""
    return put("plan.turns", lambda old: [*old, {"person": person, "shift": shift, "task": task, "at": at}])


def drop(path: str, place: int = 0) -> Damage:
    """Leave out one entry of a list."""
    return put(path, lambda old: old[:place] + old[place + 1 :])


def add(path: str, *entries: object) -> Damage:
    """Add entries to a list."""
    return put(path, lambda old: [*old, *entries])


def several(*damages: Damage) -> Damage:
    """Do one damage after the other."""

    def damage(asked: Part, answer: Part) -> None:
        for one in damages:
            one(asked, answer)

    return damage


SHORT = {"kind": "linmas", "missing": 1, "at": "t1", "message": {"id": "Kurang.", "en": "Missing."}}
BEFORE = {
    **{key: [] for key in ("teams", "camps", "gates", "turns", "uncovered", "spare")},
    "sectors": [{"code": "R01", "post": "t9", "stations": ["t9"], "officers": ["o03"]}],
}
DAMAGES: dict[str, tuple[Damage, str]] = {
    "a field is missing": (lambda _, answer: answer.pop("seed"), "shape"),
    "a field too many": (lambda _, answer: answer.update(cost=1), "shape"),
    "a number as text": (put("objective", "208"), "shape"),
    "a truth value as number": (put("plan.sectors.0.minutes", True), "shape"),
    "no plan at all": (put("plan", None), "shape"),
    "an unknown TPS": (put("plan.sectors.2.stations.0", "t9"), "stranger.station"),
    "an unknown officer": (put("plan.sectors.2.officers.0", "o99"), "stranger.officer"),
    "an unknown soldier": (put("plan.camps.0.soldiers.0", "o01"), "stranger.soldier"),
    "an unknown member of Linmas": (put("plan.gates.0.wardens.0", "s0"), "stranger.warden"),
    "an unknown site": (put("plan.teams.0.site", "nowhere"), "stranger.site"),
    "an unknown shift": (put("plan.turns.0.shift", "noon"), "stranger.shift"),
    "a turn of a member of Linmas": (put("plan.turns.0.person", "w01"), "stranger.person"),
    "a turn nowhere": (put("plan.turns.0.at", "nowhere"), "stranger.place"),
    "two sectors of one code": (put("plan.sectors.1.code", "R01"), "sector.code"),
    "a post outside the sector": (put("plan.sectors.2.post", "t1"), "sector.post"),
    "a sector without TPS": (put("plan.sectors.2.stations", []), "sector.empty"),
    "a TPS left out": (drop("plan.sectors.3.stations", 1), "cover.uncovered"),
    "a TPS held twice": (add("plan.sectors.3.stations", "t6"), "sector.twice"),
    "a TPS in two sectors": (add("plan.sectors.2.stations", "t1"), "cover.much"),
    "a sector across districts": (add("plan.sectors.2.stations", "t7"), "sector.district"),
    "a TPS beyond the roaming limit": (asked("limits.roam", 10), "sector.roam"),
    "a TPS without a way": (asked("travel.minutes.2.3", -1), "sector.way"),
    "too much for one pair": (asked("patterns.1.police", 3), "sector.overload"),
    "a load that is not so": (put("plan.sectors.0.load", 5), "sector.load"),
    "another capacity": (put("plan.sectors.0.capacity", 21), "sector.load"),
    "no capacity": (put("plan.sectors.0.capacity", 0), "sector.load"),
    "a round too short": (put("plan.sectors.2.minutes", 33), "sector.round"),
    "a round in another order": (put("plan.sectors.2.stations", ["t5", "t3", "t4"]), "sector.round"),
    "a pair dedicated to small TPS": (put("plan.sectors.3.dedicated", True), "sector.dedicated"),
    "a dedicated pair that is not": (put("plan.sectors.1.dedicated", False), "cover.share"),
    "more sectors than allowed": (asked("limits.pairs", 3), "sector.number"),
    "more sectors than officers allow": (asked("limits.reserve_teams", 4), "sector.number"),
    "a TPS said to be uncovered": (put("plan.uncovered", ["t1"]), "cover.uncovered"),
    "a frozen sector changed": (put("plan.sectors.0.stations", ["t1"]), "sector.frozen"),
    "a frozen post moved": (put("plan.sectors.0.post", "t2"), "sector.frozen"),
    "a frozen officer moved": (swap((0, 0), (2, 0)), "sector.frozen"),
    "an officer twice in a sector": (put("plan.sectors.2.officers", ["o05", "o05"]), "people.twice"),
    "an officer in two sectors": (put("plan.sectors.2.officers.1", "o04"), "people.twice"),
    "an officer in sector and reserve": (put("plan.teams.0.officers.0", "o05"), "people.twice"),
    "an officer posted and spare": (add("plan.spare", "o05"), "people.twice"),
    "an officer lost": (drop("plan.spare"), "people.lost"),
    "a soldier in two camps": (put("plan.camps.0.soldiers.0", "s0"), "people.twice"),
    "a member of Linmas at two gates": (put("plan.gates.1.wardens.0", "w00"), "people.twice"),
    "three officers in a sector": (add("plan.sectors.2.officers", "o13"), "pair.much"),
    "officers together who are apart": (asked("apart.0", ["o05", "o11"]), "people.apart"),
    "a team that is apart": (asked("apart.0", ["o12", "o14"]), "people.apart"),
    "Linmas together who are apart": (asked("apart.2", ["w04", "w05"]), "people.apart"),
    "an officer who is barred": (asked("officers.4.barred", ["t5"]), "officer.barred"),
    "an officer barred from the village": (asked("officers.4.barred", ["v2"]), "officer.barred"),
    "an officer in the own village": (asked("officers.4.village", "v2"), "officer.home"),
    "an officer of another district": (asked("officers.4.district", "d2"), "officer.district"),
    "an officer without a way": (asked("travel.minutes.7.2", -1), "officer.way"),
    "a leader from elsewhere": (put("plan.sectors.0.leader", "o04"), "leader.wrong"),
    "a leader without the rank": (put("plan.sectors.0.leader", "o07"), "leader.wrong"),
    "no leader named": (put("plan.sectors.0.leader", ""), "leader.none"),
    "a leader missing unsaid": (asked("limits.leader_rank", 5), "short.leader"),
    "a skill missing unsaid": (asked("stations.0.needs", ["boat"]), "short.boat"),
    "an officer missing unsaid": (drop("plan.sectors.2.officers", 1), "short.officer"),
    "more teams than asked for": (asked("limits.reserve_teams", 0), "team.much"),
    "a team missing unsaid": (drop("plan.teams"), "short.reserve"),
    "a team of one": (drop("plan.teams.0.officers"), "team.size"),
    "a team where none may wait": (put("plan.teams.0.site", "koramil"), "team.site"),
    "a team out of its district": (
        several(asked("officers.13.district", "d1"), asked("sites.1.district", "d2")),
        "team.district",
    ),
    "a team without a way": (asked("travel.minutes.7.10", -1), "team.way"),
    "a TPS that no team answers": (drop("plan.teams.0.answers"), "team.answers"),
    "a TPS answered twice": (add("plan.teams.0.answers", "t1"), "team.answers"),
    "a team that is not so quick": (put("plan.teams.0.minutes", 29), "team.minutes"),
    "a TPS out of reach of the reserve": (
        several(asked("travel.minutes.10.0", -1), drop("plan.teams.0.answers")),
        "short.way",
    ),
    "the army at a place for others": (put("plan.camps.0.site", "post"), "camp.site"),
    "too many soldiers at a site": (asked("limits.army_at_site", 1), "camp.much"),
    "soldiers without a way": (asked("travel.minutes.9.10", -1), "camp.way"),
    "a camp of nobody": (add("plan.camps", {"site": "bridge", "soldiers": []}), "camp.empty"),
    "a soldier without a camp unsaid": (drop("plan.camps.0.soldiers"), "short.army"),
    "Linmas of another village": (put("plan.gates.0.wardens.0", "w12"), "gate.village"),
    "Linmas who is barred": (asked("wardens.0.barred", ["t1"]), "gate.barred"),
    "too many Linmas": (add("plan.gates.0.wardens", "w01"), "gate.much"),
    "two gates of one TPS": (add("plan.gates", {"station": "t1", "wardens": []}), "gate.twice"),
    "Linmas missing unsaid": (drop("plan.gates.2.wardens"), "short.linmas"),
    "a gate missing unsaid": (drop("plan.gates", 2), "short.linmas"),
    "two turns in a shift": (turn("o01", "eve", "store", "polsek"), "turn.twice"),
    "a task that is none": (put("plan.turns.0.task", "sleep"), "turn.task"),
    "a task in another shift": (turn("o13", "eve", "convoy", "t7"), "turn.task"),
    "a task at another place": (put("plan.turns.2.at", "bridge"), "turn.task"),
    "a soldier at a task of the police": (put("plan.turns.2.person", "s0"), "turn.force"),
    "a guard at another place": (put("plan.turns.5.at", "t2"), "turn.post"),
    "a guard who is spare": (turn("o13", "h-am", "guard", "t1"), "turn.post"),
    "a guard at night": (turn("o03", "night", "guard", "t1"), "turn.shift"),
    "nobody on guard": (drop("plan.turns", 5), "turn.guard"),
    "a task in the own village": (asked("officers.12.village", "v4"), "turn.home"),
    "a task where one is barred": (asked("officers.12.barred", ["t7"]), "turn.barred"),
    "a task without a way": (asked("travel.minutes.7.6", -1), "turn.way"),
    "soldiers at a task at a TPS": (
        several(asked("tasks.2.at", "t1"), put("plan.turns.0.at", "t1"), put("plan.turns.1.at", "t1")),
        "turn.army",
    ),
    "a task of too many": (turn("o13", "eve", "store", "polsek"), "task.much"),
    "a task together although apart": (asked("apart.0", ["o01", "o02"]), "task.apart"),
    "a task left open unsaid": (drop("plan.turns"), "short.task"),
    "posted people at tasks without a guard": (
        several(asked("limits.guard_shifts", []), put("plan.turns.2.person", "o03")),
        "turn.posted",
    ),
    "too little rest": (
        several(asked("limits.rest", 1000), put("plan.turns.2.person", "o03")),
        "turn.rest",
    ),
    "too long a spell": (
        several(asked("limits.spell", 400), asked("shifts.0.end", 300), put("plan.turns.2.person", "o03")),
        "turn.spell",
    ),
    "too much duty in all": (
        several(asked("limits.total", 600), put("plan.turns.2.person", "o03")),
        "turn.total",
    ),
    "a guard without rest unsaid": (asked("limits.total", 400), "short.rest"),
    "uncovered points too few": (goal("uncovered", value=1), "goal.uncovered"),
    "a response that is not so": (goal("response", value=-1, bound=-1), "goal.response"),
    "less travel than there is": (goal("travel", value=-1), "goal.travel"),
    "less approach than there is": (goal("approach", value=-1, bound=-1), "goal.approach"),
    "changes without a plan before": (goal("changes", value=1), "goal.changes"),
    "a change not counted": (asked("before", BEFORE), "goal.changes"),
    "fairer than it is": (goal("fairness", value=-1, bound=-1), "goal.fairness"),
    "a bound above the value": (goal("approach", bound=1), "goal.bound"),
    "a bound below nothing": (goal("fairness", bound=-999), "goal.bound"),
    "goals in another order": (put("goals", lambda old: old[::-1]), "goal.rank"),
    "a goal left out": (drop("goals", 4), "goal.rank"),
    "an objective of its own": (put("objective", 1), "answer.objective"),
    "a bound of its own": (put("bound", 1), "answer.objective"),
    "a gap too good": (put("gap", 0.0), "answer.gap"),
    "a gap that is no number": (put("gap", float("nan")), "answer.gap"),
    "called optimal with a gap": (put("status", "optimal"), "answer.status"),
    "called short with nothing missing": (put("status", "short"), "answer.status"),
    "an unknown status": (put("status", "fine"), "answer.status"),
    "a conflict without a rule": (put("status", "conflict"), "answer.conflict"),
    "a shortage that is none": (several(put("shortages", [SHORT]), put("status", "short")), "short.linmas"),
    "a shortage of nothing": (put("shortages", [{**SHORT, "missing": 0}]), "short.none"),
    "a shortage without words": (put("shortages", [{**SHORT, "message": {"id": "", "en": ""}}]), "short.words"),
    "a shortage of pairs without a TPS": (put("shortages", [{**SHORT, "kind": "pair"}]), "short.pair"),
    "a shortage of an unknown kind": (put("shortages", [{**SHORT, "kind": "luck"}]), "short.kind"),
    "a shortage nowhere": (put("shortages", [{**SHORT, "at": "nowhere"}]), "short.at"),
    "a posting without a reason": (drop("reasons"), "reason.none"),
    "a reason of four lines": (put("reasons.0.lines", lambda old: (old * 4)[:4]), "reason.lines"),
    "a reason without words": (put("reasons.0.lines.0.id", ""), "reason.words"),
    "two reasons for one": (put("reasons", lambda old: [*old, old[0]]), "reason.twice"),
    "a reason elsewhere": (put("reasons.0.at", "t7"), "reason.at"),
}


def test_there_is_no_fault_with_a_good_answer() -> None:
    """The answer that is damaged below keeps every rule."""
    assert check.faults(plain(problem()), GOOD) == []


@pytest.mark.parametrize("name", DAMAGES)
def test_every_damage_is_found(name: str) -> None:
    """Each damage is named by the code that is meant for it."""
    damage, code = DAMAGES[name]
    raw, answer = plain(problem()), copy.deepcopy(GOOD)
    damage(raw, answer)
    found = {fault.split(":")[0] for fault in check.faults(raw, answer)}
    assert code in found, found


def short() -> tuple[Part, Part]:
    """Return a problem with too few people of every kind, and its answer."""
    raw = problem()
    raw["officers"] = [officer(i, rank=1, district="d2") for i in range(1, 4)]
    raw["wardens"], raw["apart"], raw["frozen"] = raw["wardens"][:3], [], []
    raw["soldiers"] += [{"code": f"x{i}", "base": "koramil"} for i in range(3)]
    raw["limits"] = {**raw["limits"], "pairs": 3, "spell": 300}
    raw["tasks"][0]["people"] = 50
    found = form.read(json.dumps(raw).encode())
    return plain(raw), json.loads(json.dumps(form.dump(solve(found, budget=Budget(nodes=0), seed=0))))


def test_every_shortage_must_be_told_and_no_other() -> None:
    """Where much is missing, leaving out or changing any one shortage is found."""
    raw, answer = short()
    assert check.faults(raw, answer) == []
    kinds = {one["kind"] for one in answer["shortages"]}
    assert kinds >= {"pair", "officer", "leader", "boat", "linmas", "army", "reserve", "task", "rest"}
    for i in range(len(answer["shortages"])):
        less, more = copy.deepcopy(answer), copy.deepcopy(answer)
        del less["shortages"][i]
        more["shortages"][i]["missing"] += 50
        assert any(fault.startswith("short.") for fault in check.faults(raw, less)), answer["shortages"][i]
        assert any(fault.startswith("short.") for fault in check.faults(raw, more)), answer["shortages"][i]


def test_what_stands_may_stay_when_somebody_drops_out() -> None:
    """A new plan keeps its sectors although one officer fewer would not make as many, and no fault is found."""
    found = form.read(json.dumps(problem()).encode())
    before = solve(found, budget=Budget(), seed=0).plan
    lost = before.sectors[-1].officers[0]
    now = dataclasses.replace(without(found, (lost,)), before=before)
    answer = form.dump(replan(found, before, absent=(lost,)))
    assert check.faults(form.plain(now), answer) == []
    assert len(answer["plan"]["sectors"]) == len(before.sectors)  # type: ignore[index] # plain values
