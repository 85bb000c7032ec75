"""Where the frozen parts of a problem contradict one another or a rule, so that no plan could keep them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import ceil

from sinergi.planner.deployment.problem import NO_WAY, PAIR, Frozen, Officer, Problem, Station
from sinergi.vocabulary.refusal import Refused


def contradictions(problem: Problem, /) -> Iterator[Refused]:
    """Yield every contradiction that can be seen without planning; codes in ``frozen`` are checked first."""
    unknown = list(_unknown(problem))
    if unknown:
        yield from unknown
        return
    yield from _counts(problem)
    stations = {item.code: item for item in problem.stations}
    officers = {item.code: item for item in problem.officers}
    minutes = _minutes(problem)
    apart = {frozenset(pair) for pair in problem.apart}
    for i, frozen in enumerate(problem.frozen):
        where, held = f"frozen[{i}]", [stations[code] for code in frozen.stations]
        yield from _load(problem, held, where)
        yield from _ways(problem, frozen, minutes, where)
        for code in frozen.officers:
            yield from _posting(problem, officers[code], held, where)
            yield from _approach(problem, officers[code], frozen, minutes, where)
        for pair in combinations(frozen.officers, 2):
            if frozenset(pair) in apart:
                yield Refused(
                    "plan.frozen.apart",
                    id=f"{where}.officers: {pair[0]} dan {pair[1]} harus dipisahkan (apart).",
                    en=f"{where}.officers: {pair[0]} and {pair[1]} must stand apart.",
                )


def pairs_of(problem: Problem, station: Station, /) -> Fraction:
    """Return how many pairs the pattern of a TPS asks for: 1/10 for 2 police on 10 TPS."""
    pattern = next(item for item in problem.patterns if item.code == station.pattern)
    return Fraction(pattern.police, PAIR * pattern.stations)


def _unknown(problem: Problem) -> Iterator[Refused]:
    stations, officers = {item.code for item in problem.stations}, {item.code for item in problem.officers}
    for i, frozen in enumerate(problem.frozen):
        where = f"frozen[{i}]"
        for code in (*sorted(set(frozen.stations) - stations), *sorted(set(frozen.officers) - officers)):
            yield Refused("plan.frozen.unknown", id=f"{where}: {code} tidak ada.", en=f"{where}: there is no {code}.")
        if frozen.post not in frozen.stations:
            yield Refused(
                "plan.frozen.post",
                id=f"{where}.post: {frozen.post} tidak termasuk stations sektor itu.",
                en=f"{where}.post: {frozen.post} is not one of the sector's stations.",
            )
        if len(frozen.officers) > PAIR:
            yield Refused(
                "plan.frozen.pair",
                id=f"{where}.officers: lebih dari {PAIR} personel dalam satu sektor.",
                en=f"{where}.officers: more than {PAIR} officers in one sector.",
            )


def _counts(problem: Problem) -> Iterator[Refused]:
    held = Counter(code for frozen in problem.frozen for code in frozen.stations)
    for station in problem.stations:
        if held[station.code] > ceil(pairs_of(problem, station)):
            yield Refused(
                "plan.frozen.station",
                id=f"frozen: TPS {station.code} dibekukan di {held[station.code]} sektor sekaligus.",
                en=f"frozen: TPS {station.code} is frozen in {held[station.code]} sectors at once.",
            )
    posted = Counter(code for frozen in problem.frozen for code in frozen.officers)
    for code, times in posted.items():
        if times > 1:
            yield Refused(
                "plan.frozen.officer",
                id=f"frozen: {code} dibekukan di {times} sektor sekaligus.",
                en=f"frozen: {code} is frozen in {times} sectors at once.",
            )
    most = problem.limits.pairs
    if most is not None and len(problem.frozen) > most:
        yield Refused(
            "plan.frozen.pairs",
            id=f"frozen: {len(problem.frozen)} sektor beku melebihi limits.pairs ({most}).",
            en=f"frozen: {len(problem.frozen)} frozen sectors exceed limits.pairs ({most}).",
        )


def _load(problem: Problem, held: list[Station], where: str) -> Iterator[Refused]:
    districts = sorted({station.district for station in held})
    if len(districts) > 1:
        yield Refused(
            "plan.frozen.district",
            id=f"{where}.stations: sektor melintasi kecamatan {', '.join(districts)}.",
            en=f"{where}.stations: the sector crosses the districts {', '.join(districts)}.",
        )
    needs = [pairs_of(problem, station) for station in held]
    least = sum((need if need <= 1 else need % 1 or Fraction(1) for need in needs), Fraction(0))
    if len(held) > 1 and least > 1:
        yield Refused(
            "plan.frozen.load",
            id=f"{where}.stations: menurut pola, satu pasang tidak cukup untuk {len(held)} TPS ini.",
            en=f"{where}.stations: by their patterns one pair is not enough for these {len(held)} TPS.",
        )


def _ways(problem: Problem, frozen: Frozen, minutes: dict[str, int], where: str) -> Iterator[Refused]:
    roam = problem.limits.roam
    for code in frozen.stations:
        away = int(problem.travel.minutes[minutes[frozen.post], minutes[code]])
        if away == NO_WAY or (roam is not None and away > roam):
            reason = ("tidak ada jalan", "there is no way") if away == NO_WAY else (f"{away} menit", f"{away} minutes")
            yield Refused(
                "plan.frozen.way",
                id=f"{where}: dari pos {frozen.post} ke {code} {reason[0]}; batasnya {roam} menit.",
                en=f"{where}: from the post {frozen.post} to {code} {reason[1]}; the limit is {roam} minutes.",
            )


def _posting(problem: Problem, officer: Officer, held: list[Station], where: str) -> Iterator[Refused]:
    for station in held:
        home = problem.limits.home_barred and officer.village and officer.village == station.village
        if home or {station.code, station.village} & set(officer.barred):
            yield Refused(
                "plan.frozen.barred",
                id=f"{where}.officers: {officer.code} tidak boleh menjaga TPS {station.code}.",
                en=f"{where}.officers: {officer.code} must not guard TPS {station.code}.",
            )
        elif officer.district and officer.district != station.district:
            yield Refused(
                "plan.frozen.away",
                id=f"{where}.officers: {officer.code} bertugas di {officer.district}, bukan di {station.district}.",
                en=f"{where}.officers: {officer.code} serves in {officer.district}, not in {station.district}.",
            )


def _approach(
    problem: Problem, officer: Officer, frozen: Frozen, minutes: dict[str, int], where: str
) -> Iterator[Refused]:
    if problem.travel.minutes[minutes[officer.base], minutes[frozen.post]] == NO_WAY:
        yield Refused(
            "plan.frozen.approach",
            id=f"{where}.officers: tidak ada jalan dari {officer.base}, pangkalan {officer.code}, ke {frozen.post}.",
            en=f"{where}.officers: there is no way from {officer.base}, the base of {officer.code}, to {frozen.post}.",
        )


def _minutes(problem: Problem) -> dict[str, int]:
    return {code: at for at, code in enumerate(problem.travel.places)}
