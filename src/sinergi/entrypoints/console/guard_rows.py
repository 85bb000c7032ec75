"""The rows of the plan page: sectors with their sign, people with their place, the roster by shift. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sinergi.areas.deployment.facts import Verdict
from sinergi.areas.deployment.queries import GuardRow, PlanView, SectorRow, TurnRow
from sinergi.planner.deployment.problem import PAIR
from sinergi.vocabulary.sentence import Sentence

STANDING: Final = ("guard", "reserve")  # tasks that the table of sectors and the reserve show already
SPARE: Final = "spare"
SITE: Final = "site:"


@dataclass(frozen=True, slots=True)
class SectorLine:
    """A sector and its look on the map. ``full``: a pair stands here, whoever comes takes somebody's place."""

    row: SectorRow
    look: int
    full: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """An officer and where the plan puts them: a sector's code, ``site:<code>`` or ``spare``."""

    guard: GuardRow
    at: str
    place: Sentence


@dataclass(frozen=True, slots=True)
class Duty:
    """One task at one place in one shift, and who does it."""

    task: Sentence
    place: str
    people: tuple[GuardRow, ...]


@dataclass(frozen=True, slots=True)
class Spell:
    """One shift of the roster: from when to when, how many stand guard or wait, and the other tasks."""

    shift: Sentence
    start: datetime
    end: datetime
    guards: int
    reserves: int
    duties: tuple[Duty, ...]


def sectors(view: PlanView) -> tuple[SectorLine, ...]:
    """Return the sectors of a plan in their order, each with its look."""
    return tuple(
        SectorLine(row=row, look=index, full=len(row.officers) >= PAIR) for index, row in enumerate(view.sectors)
    )


def officers(view: PlanView) -> tuple[Placed, ...]:
    """Return every officer of a plan with their place: sectors, reserve, spare."""
    return tuple(_placed(view))


def _placed(view: PlanView) -> Iterator[Placed]:
    for row in view.sectors:
        for guard in row.officers:
            yield Placed(guard, row.code, Sentence(f"sektor {row.code}", f"sector {row.code}"))
    for stand in view.reserve:
        for guard in stand.people:
            yield Placed(guard, SITE + stand.site, Sentence(f"cadangan {stand.name}", f"reserve {stand.name}"))
    for guard in view.spare:
        yield Placed(guard, SPARE, Sentence("tanpa pos", "no post"))


def seated(view: PlanView, to: str) -> tuple[GuardRow, ...]:
    """Return who stands where somebody is to go, when nobody more fits there; empty where there is room."""
    row = next((one for one in view.sectors if one.code == to), None)
    return row.officers if row and len(row.officers) >= PAIR else ()


def spells(view: PlanView) -> tuple[Spell, ...]:
    """Return the roster by shift, in the order of time."""
    by_shift: dict[tuple[datetime, datetime, str], list[TurnRow]] = defaultdict(list)
    for turn in view.turns:
        by_shift[turn.start, turn.end, turn.shift].append(turn)
    return tuple(_spell(key, turns) for key, turns in sorted(by_shift.items(), key=lambda item: item[0]))


def _spell(key: tuple[datetime, datetime, str], turns: Sequence[TurnRow]) -> Spell:
    start, end, shift = key
    tasks: dict[tuple[str, str], list[GuardRow]] = defaultdict(list)
    names = {turn.task: turn.task_name for turn in turns}
    for turn in turns:
        if turn.task not in STANDING:
            tasks[turn.task, turn.at_name].append(turn.guard)
    return Spell(
        shift=turns[0].shift_name or Sentence(shift, shift),
        start=start,
        end=end,
        guards=sum(turn.task == STANDING[0] for turn in turns),
        reserves=sum(turn.task == STANDING[1] for turn in turns),
        duties=tuple(
            Duty(names[task] or Sentence(task, task), place, tuple(people))
            for (task, place), people in sorted(tasks.items())
        ),
    )


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of a plan, and what it counts."""

    title: Sentence
    count: int
    note: Sentence | None = None


def tiles(view: PlanView) -> tuple[Tile, ...]:
    """Return what a chief asks first: how many TPS, who guards them, who is left."""
    stops = {stop.station: stop for one in view.sectors for stop in one.stops}
    loose = {stop.station for stop in view.uncovered}
    posted = sum(len(one.officers) for one in view.sectors)
    found = [
        Tile(Sentence("TPS dijaga", "TPS guarded"), len(stops.keys() - loose),
             Sentence(f"dari {len(stops.keys() | loose)} TPS", f"of {len(stops.keys() | loose)} TPS")),
        Tile(Sentence("Polisi di sektor", "Police in sectors"), posted,
             Sentence(f"dalam {len(view.sectors)} sektor", f"in {len(view.sectors)} sectors")),
    ]  # fmt: skip
    if view.reserve:
        waiting = sum(len(one.people) for one in view.reserve)
        found.append(Tile(Sentence("Cadangan bergerak", "Mobile reserve"), waiting))
    found.append(Tile(Sentence("Polisi tanpa pos", "Police without a post"), len(view.spare)))
    found.append(Tile(Sentence("Linmas", "Linmas"), len({w.person for one in stops.values() for w in one.wardens})))
    found.append(Tile(Sentence("TNI di luar TPS", "Army outside the TPS"), sum(len(one.people) for one in view.army)))
    return tuple(found)


def warnings(view: PlanView) -> tuple[Sentence, ...]:
    """Return what is wrong with a plan, worst first: what is missing, who cannot come, who objects."""
    found = [one.message for one in view.row.shortages]
    for placed in officers(view):
        if placed.guard.absent and placed.at != SPARE:
            label = placed.guard.name or placed.guard.label
            found.append(
                Sentence(f"{label} berhalangan: {placed.place.id}.", f"{label} cannot come: {placed.place.en}.")
            )
    for check in view.row.checks:
        if check.verdict is Verdict.OBJECTED:
            name = check.party.value.upper() if check.party == "ppk" else check.party.value.capitalize()
            found.append(Sentence(f"{name} keberatan: {check.note}", f"{name} objects: {check.note}"))
    return tuple(found)


def absent(view: PlanView) -> tuple[str, ...]:
    """Return the ids of the people of a plan who have said that they cannot come, spare ones left out."""
    return tuple(one.guard.person for one in officers(view) if one.guard.absent and one.at != SPARE)
