"""Plans as one viewer may see them: sectors, stops and counts for the five parties, names of the own people only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TypedDict

from sinergi.areas.deployment.facts import PlanDrafted
from sinergi.areas.deployment.queries import known, telling
from sinergi.areas.deployment.queries.known import KnownPlan
from sinergi.areas.deployment.queries.rows import (
    CheckRow,
    DutyView,
    GuardRow,
    PlanRow,
    PlanView,
    SectorRow,
    StandRow,
    StopRow,
    TurnRow,
)
from sinergi.areas.deployment.queries.telling import Teller, spans
from sinergi.areas.deployment.rules.ground import BOAT
from sinergi.areas.deployment.rules.standing import Kind, Standing, standing
from sinergi.areas.people.queries import known as people
from sinergi.areas.places.facts import Access
from sinergi.areas.places.queries import known as places
from sinergi.areas.places.queries import ways
from sinergi.areas.places.rules.travel import Craft
from sinergi.areas.rulebook import queries as rulebook
from sinergi.planner.deployment.result import Gate, Sector, Turn
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import FIVE_PARTIES, Action, Role, Viewer

RECORD = "deployment"
Pair = tuple[str, str]


def plans(viewer: Viewer) -> tuple[PlanRow, ...]:
    """Return every version of the plan, the newest first, without who stands where. Raises Refused ``access.*``."""
    require_office(viewer)
    tell, numbers = Teller(viewer), known.numbers()
    return tuple(_row(tell, one, numbers) for one in known.plans())


def plan(viewer: Viewer, *, plan: str) -> PlanView:
    """Return one version in full, as far as ``viewer`` may see it. Raises Refused ``deployment.plan.unknown``."""
    require_office(viewer)
    found = known.plan(plan)
    if found is None:
        raise unknown()
    return _view(Teller(viewer), found)


def in_force(viewer: Viewer) -> PlanView | None:
    """Return the plan in force; None when none was issued, or the last one was called back."""
    require_office(viewer)
    found = known.in_force()
    return _view(Teller(viewer), found) if found is not None else None


def own_duty(viewer: Viewer) -> DutyView | None:
    """Return what the holder of a field card does under the plan in force; None when that says nothing of them.

    Raises Refused ``deployment.duty.card`` for an office: it reads the plan.
    """
    rulebook.require(viewer, Action.READ, RECORD)
    if viewer.role is not Role.FIELD:
        raise Refused(
            "deployment.duty.card",
            id="Tugas sendiri ditampilkan untuk pemegang kartu; kantor membaca seluruh rencana.",
            en="Own duty is for who holds a card; an office reads the whole plan.",
        )
    found, person = known.in_force(), people.holder(viewer.account)
    if found is None or not person:
        return None
    here = next((one for one in standing(found.fact.body) if one.person == person), None)
    return _duty(Teller(viewer), found, here) if here is not None else None


def require_office(viewer: Viewer) -> None:
    """Refuse whom the matrix refuses, and cards: they see their own duty only."""
    rulebook.require(viewer, Action.READ, RECORD)
    if viewer.role is Role.FIELD:
        raise Refused(
            "access.deployment.read.field",
            id="Kartu petugas hanya menampilkan tugas pemegangnya.",
            en="A field card shows the duty of who holds it, nothing else.",
        )


def unknown() -> Refused:
    """Return the refusal of a plan that is not there."""
    return Refused("deployment.plan.unknown", id="Rencana ini tidak ada.", en="There is no such plan.")


def _row(tell: Teller, one: KnownPlan, numbers: dict[str, int]) -> PlanRow:
    fact, said = one.fact, {check.party: check for check in one.checks}
    return PlanRow(
        plan=fact.plan,
        number=fact.number,
        parent=fact.parent,
        parent_number=numbers.get(fact.parent),
        cause=fact.cause,
        note=fact.note,
        state=one.state,
        day=fact.day,
        made_at=one.made_at,
        made_by=one.made_by,
        issued_at=one.issued_at,
        letter=one.letter,
        despite=one.despite,
        status=fact.status,
        goals=fact.goals,
        gap_ppm=fact.gap_ppm,
        shortages=tell.shortages(fact.shortages),
        conflict=tell.rules(fact.conflict),
        patterns=fact.patterns,
        checks=tuple(
            CheckRow(party=party, verdict=said[party].verdict, note=said[party].note, at=said[party].at)
            if party in said
            else CheckRow(party=party, verdict=None, note="", at=None)
            for party in FIVE_PARTIES
        ),
        engine=fact.engine,
        version=fact.version,
        seed=fact.seed,
        input_hash=fact.input_hash,
        synthetic=fact.synthetic,
    )


def _view(tell: Teller, one: KnownPlan) -> PlanView:
    fact, body = one.fact, one.fact.body
    reasons = {reason.person: reason.lines for reason in fact.reasons}
    gates = {gate.station: gate for gate in body.gates}
    steps = _steps(body.sectors)
    return PlanView(
        row=_row(tell, one, known.numbers()),
        sectors=tuple(_sector(tell, one, sector, steps=steps, reasons=reasons) for sector in body.sectors),
        reserve=tuple(
            StandRow(
                **_place(tell, team.site),
                people=tuple(tell.guard(person, why=reasons.get(person, ())) for person in team.officers),
                answers=tuple(tell.places.get(code, code) for code in team.answers),
                minutes=team.minutes,
            )
            for team in (body.teams if tell.police else ())
        ),
        army=tuple(
            StandRow(
                **_place(tell, camp.site),
                people=tuple(tell.guard(person) for person in camp.soldiers),
                answers=(),
                minutes=None,
            )
            for camp in body.camps
        ),
        turns=_turns(tell, fact, body.turns),
        uncovered=tuple(
            _stop(tell, code, order=at, minutes=None, gate=gates.get(code), post="")
            for at, code in enumerate(body.uncovered, start=1)
        ),
        spare=tuple(tell.guard(person) for person in body.spare),
    )


def _sector(
    tell: Teller,
    one: KnownPlan,
    sector: Sector,
    *,
    steps: dict[Pair, int | None],
    reasons: dict[str, tuple[Sentence, ...]],
) -> SectorRow:
    gates = {gate.station: gate for gate in one.fact.body.gates}
    before, shortages = (sector.post, *sector.stations), one.fact.shortages
    return SectorRow(
        code=sector.code,
        needs=() if tell.afloat.isdisjoint(sector.stations) else (BOAT,),
        post=sector.post,
        post_name=tell.places.get(sector.post, sector.post),
        stops=tuple(
            _stop(
                tell,
                code,
                order=at,
                minutes=0 if before[at - 1] == code else steps.get((before[at - 1], code)),
                gate=gates.get(code),
                post=sector.post,
            )
            for at, code in enumerate(sector.stations, start=1)
        ),
        officers=tuple(
            tell.guard(person, leads=person == sector.leader, why=reasons.get(person, ())) for person in sector.officers
        ),
        load=sector.load,
        capacity=sector.capacity,
        minutes=sector.minutes,
        missing=tell.shortages(
            s
            for s in shortages
            if s.at in (*sector.stations, sector.code) and (tell.police or s.kind not in telling.RESERVE)
        ),
    )


def _stop(tell: Teller, code: str, *, order: int, minutes: int | None, gate: Gate | None, post: str) -> StopRow:
    village = tell.villages.get(code, "")
    lat, lon = tell.spots.get(code, (None, None))
    return StopRow(
        order=order,
        station=code,
        name=tell.places.get(code, code),
        village=village,
        village_name=tell.places.get(village, village),
        risk_class=tell.classes.get(code),
        lat_e6=lat,
        lon_e6=lon,
        minutes=minutes,
        wardens=tuple(tell.guard(person) for person in gate.wardens) if gate is not None else (),
        post=code == post,
    )


class _Place(TypedDict):
    site: str
    name: str
    lat_e6: int | None
    lon_e6: int | None


def _place(tell: Teller, site: str) -> _Place:
    lat, lon = tell.spots.get(site, (None, None))
    return _Place(site=site, name=tell.places.get(site, site), lat_e6=lat, lon_e6=lon)


def _turns(tell: Teller, fact: PlanDrafted, turns: Iterable[Turn]) -> tuple[TurnRow, ...]:
    """Return turns in order of time; where the reserve waits is the police's own."""
    when = spans(fact)
    seen = [one for one in turns if tell.police or one.task != Kind.RESERVE]
    rows = [_turn(tell, one, when, tell.guard(one.person)) for one in seen]
    return tuple(sorted(rows, key=lambda row: (row.start, row.task, row.at, row.guard.person)))


def _turn(tell: Teller, one: Turn, when: dict[str, tuple[datetime, datetime]], guard: GuardRow) -> TurnRow:
    start, end = when[one.shift]
    return TurnRow(
        guard=guard,
        shift=one.shift,
        task=one.task,
        at=one.at,
        at_name=tell.places.get(one.at, one.at),
        start=start,
        end=end,
        task_name=tell.task_names.get(one.task),
        shift_name=tell.shift_names.get(one.shift),
    )


def _steps(sectors: Sequence[Sector]) -> dict[Pair, int | None]:
    """Return the minutes from stop to stop, as the planner counted them; None where a place is no longer known."""
    nodes = places.nodes()
    wanted = [pair for one in sectors for pair in pairwise((one.post, *one.stations)) if nodes.issuperset(pair)]
    codes = {code for pair in wanted for code in pair}
    river = {code for code, one in places.stations(codes).items() if one.access is Access.RIVER}
    wet = [pair for pair in wanted if river.intersection(pair)]
    dry = [pair for pair in wanted if not river.intersection(pair)]
    found = dict(zip(wet, ways.known_legs(pairs=wet, craft=Craft.MOTORCYCLE_BOAT), strict=True))
    found |= dict(zip(dry, ways.known_legs(pairs=dry, craft=Craft.MOTORCYCLE), strict=True))
    return found


def _duty(tell: Teller, one: KnownPlan, here: Standing) -> DutyView:
    """Return the own post and turns; of the pair and the gate, labels without names, and nobody else's reasons."""
    fact, body = one.fact, one.fact.body
    sector = next((s for s in body.sectors if here.kind is Kind.SECTOR and here.person in s.officers), None)
    gates = {gate.station: gate for gate in body.gates}
    beside = [team.officers for team in body.teams if here.person in team.officers]
    beside += [camp.soldiers for camp in body.camps if here.person in camp.soldiers]
    waits = here.kind in (Kind.RESERVE, Kind.ARMY)
    mine = [turn for turn in body.turns if turn.person == here.person]
    when = spans(fact)
    guard = tell.guard(here.person, leads=sector is not None and sector.leader == here.person)
    return DutyView(
        number=fact.number,
        day=fact.day,
        letter=one.letter,
        guard=guard,
        sector=_sector(tell, one, sector, steps=_steps([sector]), reasons={}) if sector is not None else None,
        station=_stop(tell, here.at, order=1, minutes=None, gate=gates[here.at], post="")
        if here.kind is Kind.GATE
        else None,
        stand=StandRow(
            **_place(tell, here.at),
            people=tuple(tell.guard(person) for people_ in beside for person in people_),
            answers=(),
            minutes=None,
        )
        if waits
        else None,
        turns=tuple(_turn(tell, turn, when, guard) for turn in sorted(mine, key=lambda turn: when[turn.shift])),
    )
