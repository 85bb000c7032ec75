"""From a plan, as one viewer may see it, to rounds: for the map, for tracks, for messages, for a person's calendar."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sinergi.areas.deployment import letters
from sinergi.areas.deployment.facts import PlanState
from sinergi.areas.deployment.queries import papers
from sinergi.areas.deployment.queries.annexes import task_name, who
from sinergi.areas.deployment.queries.rows import PlanView, SectorRow, StopRow, TurnRow
from sinergi.areas.places.letters import Office
from sinergi.documents import dates
from sinergi.documents.content import Duty, Map, Route, Stop
from sinergi.documents.text import plain
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.terms import label as term

NEUTRAL = "Di luar TPS; masuk hanya atas permintaan Ketua KPPS. Jangan mencatat atau memotret hasil hitung."


def rounds(view: PlanView, *, office: Office, link: str, sector: str = "", names: bool = True) -> Map:
    """Return the rounds of all sectors, or of one; without ``names`` people are only counted, for wide circulation.

    Raises Refused ``deployment.sector.unknown``.
    """
    chosen = tuple(one for one in view.sectors if sector in ("", one.code))
    if sector and not chosen:
        raise unknown(sector)
    return Map(
        title="Peta sektor pengamanan TPS",
        subtitle=f"Kecamatan {office.district}",
        **papers.head(view, office=office, link=link),
        day=dates.weekday(view.row.day),
        hours=office.hours(),
        routes=tuple(_route(one, names=names) for one in chosen),
        loose=() if sector else tuple(_stop(one) for one in view.uncovered),
    )


def unknown(sector: str) -> Refused:
    """Return the refusal of a sector that the plan does not have."""
    shown = plain(sector, longest=20)
    return Refused(
        "deployment.sector.unknown",
        id=f"Sektor {shown} tidak ada dalam rencana ini.",
        en=f"There is no sector {shown} in this plan.",
    )


def duties(view: PlanView, *, person: str, office: Office) -> tuple[Duty, ...]:
    """Return the spans of duty of one person; of a plan without roster, the voting day in their sector.

    Raises Refused ``deployment.person.without-duty`` for who is not in the plan, or not for this viewer.
    """
    sector = next((one for one in view.sectors if any(guard.person == person for guard in one.officers)), None)
    turns = [turn for turn in view.turns if turn.guard.person == person]
    made = tuple(_turn(view, turn, sector, office) for turn in turns)
    if not made and sector is not None:
        made = (_whole_day(view, person, sector, office),)
    if not made:
        raise Refused(
            "deployment.person.without-duty",
            id="Orang ini tidak bertugas dalam rencana ini, atau tidak untuk Anda.",
            en="This person has no duty in this plan, or none that you may see.",
        )
    return made


def _route(sector: SectorRow, *, names: bool) -> Route:
    people = tuple(who(guard) for guard in sector.officers)
    return Route(
        code=sector.code,
        post=plain(sector.post_name),
        people=people if names or not people else (f"{len(people)} orang",),
        minutes=sector.minutes,
        stops=tuple(_stop(one) for one in sector.stops),
    )


def _stop(stop: StopRow) -> Stop:
    notes = (term(stop.risk_class.value) if stop.risk_class else "", "pos menunggu" if stop.post else "")
    return Stop(
        order=stop.order,
        code=stop.station,
        name=plain(stop.name),
        village=plain(stop.village_name),
        note="; ".join(one for one in notes if one),
        lat_e6=stop.lat_e6,
        lon_e6=stop.lon_e6,
        post=stop.post,
    )


def _turn(view: PlanView, turn: TurnRow, sector: SectorRow | None, office: Office) -> Duty:
    guards = turn.task == "guard" and sector is not None
    what = task_name(turn.task, office)
    return _duty(
        view,
        office=office,
        key=(turn.guard.person, turn.shift),
        span=(turn.start, turn.end),
        summary=f"Jaga sektor {sector.code}" if guards and sector is not None else what,
        location=turn.at_name,
        sector=sector if guards else None,
    )


def _whole_day(view: PlanView, person: str, sector: SectorRow, office: Office) -> Duty:
    election, zone = office.pack.election, ZoneInfo(office.zone)
    start = datetime.combine(view.row.day, election.opens, tzinfo=zone) - timedelta(hours=1)
    end = datetime.combine(view.row.day, election.closes, tzinfo=zone)
    return _duty(
        view,
        office=office,
        key=(person, "h"),
        span=(start, end),
        summary=f"Jaga sektor {sector.code}",
        location=sector.post_name,
        sector=sector,
    )


def _duty(
    view: PlanView,
    *,
    office: Office,
    key: tuple[str, str],
    span: tuple[datetime, datetime],
    summary: str,
    location: str,
    sector: SectorRow | None,
) -> Duty:
    row = view.row
    mark, sentence = letters.standing(row.state.value, office=office)
    post = next((stop for stop in sector.stops if stop.post), None) if sector is not None else None
    told = [f"{mark}. {sentence}" if mark else "", papers.version(view), *_told(sector)]
    gone = row.state in (PlanState.WITHDRAWN, PlanState.AMENDED)
    return Duty(
        uid=hashlib.sha256("|".join((row.day.isoformat(), *key)).encode()).hexdigest()[:32] + "@sinergi",
        start=span[0],
        end=span[1],
        summary=" ".join(one for one in (mark, plain(summary)) if one),
        location=plain(location),
        description="\n".join(one for one in told if one),
        sequence=2 * row.number + (row.state is PlanState.WITHDRAWN),  # a withdrawal comes after its own plan
        at=(post.lat_e6, post.lon_e6) if post and post.lat_e6 is not None and post.lon_e6 is not None else None,
        firm=row.state is PlanState.ISSUED,
        cancelled=gone,
    )


def _told(sector: SectorRow | None) -> list[str]:
    if sector is None:
        return []
    stops = [f"{stop.order}. {plain(stop.name)}" for stop in sector.stops]
    people = "; ".join(who(guard) for guard in sector.officers)
    return [f"Pos menunggu: {plain(sector.post_name)}", f"Ronde {sector.minutes} menit:", *stops, people, NEUTRAL]
