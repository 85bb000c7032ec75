"""Whether a problem makes sense: what is named exists, nothing is there twice, nothing frozen contradicts a rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import Final

from sinergi.planner.deployment.form.contradictions import contradictions
from sinergi.planner.deployment.problem import Problem
from sinergi.vocabulary.refusal import Refused

COUNTED: Final = 1_000  # troubles, then the counting stops
KINDS: Final = frozenset(
    {"pair", "officer", "leader", "linmas", "army", "reserve", "rest", "task", "way"}
)  # of shortages
OWN_WORDS: Final = ("guard", "reserve")  # what a turn of a sector or a team is called


def why_not(problem: Problem, /) -> Refused | None:
    """Return the first reason why the problem makes no sense, with the number of others, or None."""
    groups = (_empty, _people, _places, _patterns, _skills, _travel, _shifts, _tasks, _apart, contradictions)
    for group in groups:
        found = list(islice(group(problem), COUNTED))
        if found:
            return _with_count(found)
    return None


def _with_count(found: Sequence[Refused]) -> Refused:
    first, others = found[0], len(found) - 1
    if not others:
        return first
    return Refused(
        first.code,
        id=f"{first.sentence.id} (dan {others} masalah sejenis lainnya)",
        en=f"{first.sentence.en} (and {others} more of the kind)",
    )


def _empty(problem: Problem) -> Iterator[Refused]:
    if not problem.patterns:
        yield Refused("plan.patterns.none", id="patterns kosong: tidak ada pola.", en="patterns is empty: no pattern.")
    if not problem.stations:
        yield Refused("plan.stations.none", id="stations kosong: tidak ada TPS.", en="stations is empty: no TPS.")
    if not problem.officers:
        yield Refused(
            "plan.officers.none", id="officers kosong: tidak ada personel.", en="officers is empty: there is nobody."
        )


def _people(problem: Problem) -> Iterator[Refused]:
    seen: dict[str, str] = {}
    named = chain(
        ((f"officers[{i}].code", item.code) for i, item in enumerate(problem.officers)),
        ((f"soldiers[{i}].code", item.code) for i, item in enumerate(problem.soldiers)),
        ((f"wardens[{i}].code", item.code) for i, item in enumerate(problem.wardens)),
    )
    for where, code in named:
        if code in seen:
            yield Refused(
                "plan.person.twice",
                id=f"{where}: {code} sudah ada di {seen[code]}.",
                en=f"{where}: {code} is already at {seen[code]}.",
            )
        seen.setdefault(code, where)


def _places(problem: Problem) -> Iterator[Refused]:
    seen: dict[str, str] = {}
    named = chain(
        ((f"stations[{i}].code", item.code) for i, item in enumerate(problem.stations)),
        ((f"sites[{i}].code", item.code) for i, item in enumerate(problem.sites)),
    )
    for where, code in named:
        if code in seen:
            yield Refused(
                "plan.place.twice",
                id=f"{where}: {code} sudah ada di {seen[code]}.",
                en=f"{where}: {code} is already at {seen[code]}.",
            )
        seen.setdefault(code, where)


def _patterns(problem: Problem) -> Iterator[Refused]:
    for at, code in _twice(pattern.code for pattern in problem.patterns):
        yield Refused(
            "plan.pattern.twice",
            id=f"patterns[{at}].code: pola {code} ada dua kali.",
            en=f"patterns[{at}].code: the pattern {code} is given twice.",
        )
    known = {pattern.code for pattern in problem.patterns}
    for i, station in enumerate(problem.stations):
        if station.pattern not in known:
            listed = ", ".join(sorted(known))
            yield Refused(
                "plan.station.pattern",
                id=f"stations[{i}].pattern: pola {station.pattern} untuk TPS {station.code} tidak ada; ada: {listed}.",
                en=f"stations[{i}].pattern: no pattern {station.pattern} for TPS {station.code}; there are: {listed}.",
            )


def _skills(problem: Problem) -> Iterator[Refused]:
    for i, station in enumerate(problem.stations):
        for need in station.needs:
            if need in KINDS:
                yield Refused(
                    "plan.skill.name",
                    id=f"stations[{i}].needs: keahlian tidak boleh bernama {need}, kata itu dipakai program sendiri.",
                    en=f"stations[{i}].needs: no skill may be called {need}, a word of the program's own.",
                )


def _travel(problem: Problem) -> Iterator[Refused]:
    known = set(problem.travel.places)
    named = chain(
        ((f"stations[{i}]", item.code) for i, item in enumerate(problem.stations)),
        ((f"sites[{i}]", item.code) for i, item in enumerate(problem.sites)),
        ((f"officers[{i}].base", item.base) for i, item in enumerate(problem.officers)),
        ((f"soldiers[{i}].base", item.base) for i, item in enumerate(problem.soldiers)),
    )
    for where, place in named:
        if place not in known:
            yield Refused(
                "plan.travel.place",
                id=f"{where}: waktu tempuh dari dan ke {place} tidak ada di travel.",
                en=f"{where}: travel holds no minutes from and to {place}.",
            )


def _shifts(problem: Problem) -> Iterator[Refused]:
    for at, code in _twice(shift.code for shift in problem.shifts):
        yield Refused(
            "plan.shift.twice", id=f"shifts[{at}]: {code} ada dua kali.", en=f"shifts[{at}]: {code} is given twice."
        )
    for i, shift in enumerate(problem.shifts):
        if shift.end <= shift.start:
            yield Refused(
                "plan.shift.length",
                id=f"shifts[{i}]: {shift.code} berakhir sebelum mulai.",
                en=f"shifts[{i}]: {shift.code} ends before it starts.",
            )
    for i, (one, two) in enumerate(pairwise(problem.shifts), 1):
        if two.start < one.end:
            yield Refused(
                "plan.shift.overlap",
                id=f"shifts[{i}]: {two.code} tumpang-tindih dengan {one.code}, atau tidak berurutan.",
                en=f"shifts[{i}]: {two.code} overlaps {one.code}, or is out of order.",
            )
    known = {shift.code for shift in problem.shifts}
    for i, code in enumerate(problem.limits.guard_shifts):
        if code not in known:
            yield _no_shift(f"limits.guard_shifts[{i}]", code)


def _tasks(problem: Problem) -> Iterator[Refused]:
    shifts, places = {shift.code for shift in problem.shifts}, set(problem.travel.places)
    for at, code in _twice(task.code for task in problem.tasks):
        yield Refused(
            "plan.task.twice", id=f"tasks[{at}]: {code} ada dua kali.", en=f"tasks[{at}]: {code} is given twice."
        )
    for i, task in enumerate(problem.tasks):
        if task.code in OWN_WORDS:
            yield Refused(
                "plan.task.name",
                id=f"tasks[{i}].code: {task.code} dipakai program sendiri.",
                en=f"tasks[{i}].code: {task.code} is a word of the program's own.",
            )
        if task.shift not in shifts:
            yield _no_shift(f"tasks[{i}].shift", task.shift)
        if task.at not in places:
            yield Refused(
                "plan.task.place",
                id=f"tasks[{i}].at: tempat {task.at} tidak ada di travel.",
                en=f"tasks[{i}].at: the place {task.at} is not in travel.",
            )


def _apart(problem: Problem) -> Iterator[Refused]:
    groups = ({item.code for item in problem.officers}, {item.code for item in problem.wardens})
    for i, (one, two) in enumerate(problem.apart):
        if one == two:
            yield Refused(
                "plan.apart.self",
                id=f"apart[{i}]: {one} tidak dapat dipisahkan dari dirinya sendiri.",
                en=f"apart[{i}]: {one} cannot stand apart from themselves.",
            )
        elif not any({one, two} <= group for group in groups):
            yield Refused(
                "plan.apart.person",
                id=f"apart[{i}]: {one} dan {two} harus dua officers atau dua wardens yang ada.",
                en=f"apart[{i}]: {one} and {two} must be two known officers or two known wardens.",
            )


def _no_shift(where: str, code: str) -> Refused:
    return Refused("plan.shift.unknown", id=f"{where}: regu jaga {code} tidak ada.", en=f"{where}: no shift {code}.")


def _twice(codes: Iterable[str]) -> Iterator[tuple[int, str]]:
    seen: Counter[str] = Counter()
    for at, code in enumerate(codes):
        if seen[code]:
            yield at, code
        seen[code] += 1
