"""How a plan is told to one viewer: names of places, labels of people, and names of people where they may read them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from sinergi.areas.deployment.facts import PlanDrafted
from sinergi.areas.deployment.queries import known
from sinergi.areas.deployment.queries.rows import GuardRow
from sinergi.areas.deployment.rules.ground import village_served
from sinergi.areas.deployment.rules.names import all_spoken, spoken
from sinergi.areas.people import queries as people
from sinergi.areas.people.facts import Duty, PersonRegistered
from sinergi.areas.people.queries import known as known_people
from sinergi.areas.places.facts import Access, VillageKind
from sinergi.areas.places.queries import known as places
from sinergi.areas.places.rules.travel import Spot
from sinergi.areas.risk import queries as risk
from sinergi.areas.rulebook import queries as rulebook
from sinergi.areas.rulebook.facts import RiskClass
from sinergi.areas.rulebook.rules.pack import ORDER
from sinergi.planner.deployment.result import Rule, Shortage
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.terms import label
from sinergi.vocabulary.viewer import Action, Level, Party, Role, Viewer

DOT = " · "
GONE = "—"  # a person whose data was erased
TASK = "task"  # the kind of a shortage that names a task and its shift by their codes


class Teller:
    """One viewer's words for one page. Everything is read once, when it is first asked for."""

    def __init__(self, viewer: Viewer) -> None:
        """Speak to ``viewer``."""
        self.viewer = viewer

    @property
    def police(self) -> bool:
        """Whether the viewer is an office of the police: they know where the reserve waits, and why who is where."""
        return self.viewer.party is Party.POLSEK and self.viewer.role is not Role.FIELD

    @cached_property
    def places(self) -> dict[str, str]:
        """What people call each place."""
        return places.node_names()

    @cached_property
    def spots(self) -> dict[str, Spot]:
        """Where each place is."""
        return places.spots()

    @cached_property
    def villages(self) -> dict[str, str]:
        """The village of each TPS and site."""
        return places.homes()

    @cached_property
    def classes(self) -> dict[str, RiskClass]:
        """The class of each TPS, for who may read it."""
        return risk.known_classes() if risk.why_not(self.viewer, Action.READ) is None else {}

    @cached_property
    def afloat(self) -> frozenset[str]:
        """TPS that are registered as reached by boat only."""
        return frozenset(code for code, one in places.standing().items() if one.access is Access.RIVER)

    @cached_property
    def persons(self) -> dict[str, PersonRegistered]:
        """Police, army and Linmas, and whoever else cannot come, without names."""
        return known.guards() | known_people.persons(ids=self.absent)

    @cached_property
    def absent(self) -> frozenset[str]:
        """Who cannot come."""
        return frozenset(known.absences())

    @cached_property
    def people_names(self) -> dict[str, str]:
        """Names of the people of whom the viewer reads the whole row."""
        own = rulebook.level(self.viewer, "personnel", party=self.viewer.party)
        if ORDER[own] < ORDER[Level.READ] or self.viewer.role is Role.FIELD:
            return {}
        return {row.person: row.name for row in people.persons(self.viewer, party=self.viewer.party) if row.name}

    @cached_property
    def words(self) -> dict[str, str]:
        """What to say instead of each code in the planner's sentences."""
        return self.places | {code: self.people_names.get(code) or self.label(code) for code in self.persons}

    @cached_property
    def task_names(self) -> dict[str, Sentence]:
        """What the rule pack calls each guard task."""
        return {one.code: one.name for one in rulebook.pack().guard_tasks}

    @cached_property
    def shift_names(self) -> dict[str, Sentence]:
        """What the rule pack calls each shift."""
        return {one.code: one.name for one in rulebook.pack().guard_shifts}

    def spoken(self, sentence: Sentence) -> Sentence:
        """Return a sentence of the planner in names."""
        return spoken(sentence, names=self.words)

    def shortages(self, found: Iterable[Shortage]) -> tuple[Shortage, ...]:
        """Return shortages in names; where the reserve waits is the police's own."""
        return tuple(
            Shortage(kind=one.kind, missing=one.missing, at=one.at, message=self._short(one))
            if self.police or one.kind not in RESERVE
            else Shortage(kind=one.kind, missing=one.missing, at="", message=RESERVE[one.kind](one.missing))
            for one in found
        )

    def _short(self, one: Shortage) -> Sentence:
        """Return a shortage in names; only that of a task speaks of tasks and shifts."""
        if one.kind != TASK:
            return self.spoken(one.message)
        return spoken(one.message, names=self.words, more=self.shift_names | self.task_names)

    def rules(self, found: Iterable[Rule]) -> tuple[Rule, ...]:
        """Return the rules of a conflict in names, for the police; they speak of single officers."""
        if not self.police:
            return ()
        return tuple(Rule(code=one.code, message=self.spoken(one.message)) for one in found)

    def label(self, person: str) -> str:
        """Return "Bripka · Polsek Kempas" or "Linmas · Desa Danau": never a name."""
        one = self.persons.get(person)
        if one is None:
            return GONE
        if one.duty is Duty.LINMAS:
            return (
                f"{label(Duty.LINMAS)}{DOT}{self._village(village_served(one, self._held.get(person, ()), self._at))}"
            )
        return DOT.join(part for part in (one.rank or label(one.duty), one.unit) if part)

    def guard(self, person: str, *, leads: bool = False, why: Iterable[Sentence] = ()) -> GuardRow:
        """Return a person of a plan. Reasons are for the police: they speak of other officers."""
        one, name = self.persons.get(person), self.people_names.get(person, "")
        return GuardRow(
            person=person if self._own(one) else _alias(person),
            party=one.party if one else Party.PUBLIC,
            label=self.label(person),
            name=name,
            rank=one.rank if one else "",
            unit=one.unit if one else "",
            leads=leads,
            absent=person in self.absent and self._may_know(one),
            why=all_spoken(why, names=self.words) if self.police else (),
            craft=tuple(str(craft) for craft in one.craft) if one and name else (),
        )

    def _own(self, one: PersonRegistered | None) -> bool:
        """Tell whether the viewer may point at a person: the police at everybody in their plan, others at their own."""
        return self.police or (one is not None and one.party is self.viewer.party)

    def _may_know(self, one: PersonRegistered | None) -> bool:
        return one is not None and rulebook.why_not(self.viewer, Action.READ, "absence", party=one.party) is None

    @cached_property
    def _held(self) -> dict[str, tuple[str, ...]]:
        return known_people.places_held(duty=Duty.LINMAS)

    @cached_property
    def _at(self) -> dict[str, str]:
        return self.villages | {code: code for code in self._village_names}

    @cached_property
    def _village_names(self) -> dict[str, str]:
        title = {VillageKind.DESA: "Desa", VillageKind.KELURAHAN: "Kelurahan"}
        return {code: f"{title[one.kind]} {one.name}" for code, one in places.villages().items()}

    def _village(self, code: str) -> str:
        return self._village_names.get(code, code or GONE)


def moment(day: date, minutes: int) -> datetime:
    """Return the moment that is ``minutes`` from 00:00 of ``day`` by the clock of this installation."""
    zone = ZoneInfo(rulebook.installation().timezone)
    return datetime.combine(day, time(0), zone) + timedelta(minutes=minutes)


def spans(fact: PlanDrafted) -> dict[str, tuple[datetime, datetime]]:
    """Return start and end of each shift of a plan."""
    midnight = moment(fact.day, 0)
    return {
        one.code: (midnight + timedelta(minutes=one.start), midnight + timedelta(minutes=one.end))
        for one in fact.shifts
    }


def _short_of_reserve(missing: int) -> Sentence:
    return Sentence(id=f"Cadangan bergerak kurang {missing} orang.", en=f"The mobile reserve lacks {missing} people.")


def _out_of_reach(missing: int) -> Sentence:
    return Sentence(
        id=f"{missing} TPS tidak terjangkau cadangan bergerak.", en=f"{missing} TPS are out of reach of the reserve."
    )


RESERVE: Final[Mapping[str, Callable[[int], Sentence]]] = {  # shortages that tell where the reserve waits
    "reserve": _short_of_reserve,
    "way": _out_of_reach,
}


def _alias(person: str) -> str:
    """Return what tells people apart for a viewer who may not know which entry of the journal is about whom."""
    return hashlib.sha256(person.encode()).hexdigest()[:12]
