"""The shape of a rule pack: stages, checkpoints, deadlines, duties, patterns, indicators, and who may see what."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from sinergi.areas.rulebook.facts import RiskClass
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import Level, Party, Role, Viewer

MAIN_TRACK: Final = "utama"
ORDER: Final = {level: rank for rank, level in enumerate(Level)}


class Anchor(StrEnum):
    """What a deadline is counted from."""

    VOTING_DAY = "voting_day"
    KNOWN = "known"  # the day on which the event became known
    RECEIVED = "received"  # the day on which the report came in
    ASKED = "asked"  # the day on which more was asked of the reporter
    FIXED = "fixed"  # a calendar date of its own


class Per(StrEnum):
    """What a number of people is counted by."""

    STATION = "station"
    VILLAGE = "village"
    DISTRICT = "district"


class Edge(StrEnum):
    """Which day of a stage a duty is counted from."""

    START = "stage-start"
    END = "stage-end"


class Proof(StrEnum):
    """What shows that a duty was done; the same words as the evidence of a promise."""

    NONE = "no-evidence"
    PHOTO = "photo"
    DOCUMENT = "document"
    COUNT = "counted"
    RECORD = "system-record"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """Base of all entries: where the rule comes from, and when somebody last looked."""

    basis: str
    checked_on: date


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Named(Ruled):
    """An entry with a stable code and a name in two languages."""

    code: str
    name: Sentence


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Election(Named):
    """What is voted on, when, and between which local hours."""

    day: date
    opens: time
    closes: time
    ballots: tuple[str, ...]  # one box and one stack of ballots per TPS each: "gubernur", "bupati"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Named):
    """A tahapan from ``start`` to ``end``, both included. Stages of one ``track`` never overlap."""

    start: date
    end: date
    track: str = MAIN_TRACK


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint(Named):
    """What each TPS is expected to report, ``days`` from voting day at local time ``at``; silence is an alarm."""

    days: int
    at: time
    reporters: tuple[str, ...]  # duties
    alarm_after: int  # minutes


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Named):
    """A last moment: ``days`` from ``anchor`` (negative: before), or the date ``on``."""

    anchor: Anchor
    days: int = 0
    on: date | None = None
    at: time | None = None
    working_days: bool = False

    def last_day(self, anchor: date) -> date:
        """Return the last day when ``anchor`` is the day it is counted from; a fixed date stands for itself."""
        if self.on is not None:
            return self.on
        if not self.working_days:
            return anchor + timedelta(days=self.days)
        day, left = anchor, self.days
        while left:
            day += timedelta(days=1 if left > 0 else -1)
            if day.weekday() < 5:  # noqa: PLR2004 -- Saturday is 5; public holidays are the reader's to add
                left += -1 if left > 0 else 1
        return day


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PartyDuty(Named):
    """What one party owes at local time ``at``, ``days`` from voting day, or from an edge of ``stage``.

    ``number`` of what is counted or recorded is owed ``per`` TPS, village or kecamatan.
    """

    party: Party
    days: int
    at: time
    evidence: Proof
    stage: str = ""  # code of a stage; empty: voting day
    edge: Edge = Edge.END
    number: int = 0
    per: Per = Per.DISTRICT
    record: str = ""  # kind of fact that closes it, with evidence "system-record"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GuardPattern(Ruled):
    """So many police and Linmas for so many TPS: three named numbers, since their order is not standard."""

    code: str
    risk_class: RiskClass
    police: int
    stations: int
    linmas: int
    source: str
    default: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GuardRules(Ruled):
    """How people may be put on guard. ``ranks`` from the lowest to the highest; minutes are whole."""

    ranks: tuple[str, ...]
    leader_rank: str  # one of ``ranks``: each sector is led by somebody of at least this rank
    command_rank: str  # one of ``ranks``: who has it or a higher one leads the whole and stands in no sector
    home_barred: bool  # nobody guards a TPS of the own village
    reserve_teams: int
    reserve_size: int
    spare: int  # officers kept back without a post, to stand in for who falls ill; never while a TPS goes without
    army_at_site: int
    rest: int  # between two spells of duty
    spell: int  # longest spell without rest
    total: int  # of duty in the whole roster
    roam: int = 0  # at most so many minutes between a TPS and the post of its sector; 0: no such rule

    def commands(self, rank: str) -> bool:
        """Tell whether somebody of ``rank`` leads the whole guard."""
        return self.rank_of(rank) >= self.rank_of(self.command_rank)

    def rank_of(self, rank: str) -> int:
        """Return the place of a rank in the order, from 1; 0 for one that the pack does not know."""
        order = {one.casefold(): at for at, one in enumerate(self.ranks, start=1)}
        return order.get(" ".join(rank.casefold().split()), 0)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GuardShift(Named):
    """A slot of the guard roster: ``minutes`` from local time ``at``, ``days`` from voting day."""

    days: int
    at: time
    minutes: int
    guards: bool  # whether sectors and the mobile reserve stand in it

    def span(self) -> tuple[int, int]:
        """Return start and end in minutes from 00:00 of voting day; negative before it."""
        start = self.days * 1440 + self.at.hour * 60 + self.at.minute
        return start, start + self.minutes


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GuardTask(Named):
    """``people`` of a duty are needed in one shift at every store, or at the post of a party."""

    where: str  # "store", or a party: "ppk"
    shift: str
    people: int
    duty: str  # "police" or "army"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GuardWeight(Ruled):
    """How much a TPS of a class counts against others when people are short."""

    risk_class: RiskClass
    weight: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BallotRule(Ruled):
    """Ballots per TPS and election: the voters times ``numerator / denominator``, rounded up."""

    numerator: int
    denominator: int
    revote_reserve: int  # per election, kept at the kabupaten

    def ballots(self, dpt: int) -> int:
        """Return the ballots for ``dpt`` voters, in whole-number arithmetic: 330 gives 339 at 1025/1000."""
        return -(-dpt * self.numerator // self.denominator)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StationNorm(Ruled):
    """How large a TPS may be: by regulation, and at most by law."""

    most_voters: int
    legal_most_voters: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Staffing(Ruled):
    """How many people of one duty there must be."""

    duty: str
    count: int
    per: Per


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Named):
    """One sign of a TPS rawan. ``national``: TPS counted in the country, where published."""

    applicable: bool = True
    national: int | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RiskVariable(Named):
    """A group of indicators."""

    indicators: tuple[Indicator, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Grant:
    """What a party sees of its own rows, and of the rows of others."""

    own: Level
    others: Level

    def most(self) -> Level:
        """Return the wider of the two."""
        return max(self.own, self.others, key=ORDER.__getitem__)

    def under(self, ceiling: Grant) -> Grant:
        """Return this grant, cut down to ``ceiling``."""
        return Grant(
            min(self.own, ceiling.own, key=ORDER.__getitem__), min(self.others, ceiling.others, key=ORDER.__getitem__)
        )


NOTHING: Final = Grant(Level.NONE, Level.NONE)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Row(Ruled):
    """One row of the visibility matrix. ``field`` is the ceiling of a card; ``writer`` the least role that writes."""

    polsek: Grant
    koramil: Grant
    kecamatan: Grant
    ppk: Grant
    panwascam: Grant
    public: Grant
    field: Grant
    writer: Role = Role.OPERATOR

    def grant(self, viewer: Viewer) -> Grant:
        """Return what ``viewer`` is granted."""
        if viewer.party is Party.PUBLIC or viewer.role is Role.PUBLIC:
            return self.public
        granted: Grant = getattr(self, viewer.party.value)
        return granted.under(self.field) if viewer.role is Role.FIELD else granted


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """Everything that the law and its regulations decide, for one kind of election."""

    name: str
    election: Election
    stages: tuple[Stage, ...]
    checkpoints: tuple[Checkpoint, ...]
    deadlines: tuple[Deadline, ...]
    guard_patterns: tuple[GuardPattern, ...]
    guard: GuardRules
    guard_shifts: tuple[GuardShift, ...]
    guard_tasks: tuple[GuardTask, ...]
    guard_weights: tuple[GuardWeight, ...]
    ballots: BallotRule
    station_norm: StationNorm
    staffing: tuple[Staffing, ...]
    risk: tuple[RiskVariable, ...]
    visibility: dict[str, Row]
    duties: tuple[PartyDuty, ...] = ()
    sha256: str = ""

    def stage(self, on: date, *, track: str = MAIN_TRACK) -> Stage | None:
        """Return the stage of ``track`` that ``on`` falls into."""
        return next((s for s in self.stages if s.track == track and s.start <= on <= s.end), None)

    def stage_at(self, moment: datetime, *, zone: str, track: str = MAIN_TRACK) -> Stage | None:
        """Return the stage at an aware ``moment``, by the calendar of the IANA ``zone``."""
        return self.stage(local_day(moment, zone=zone), track=track)

    def day_name(self, on: date) -> str:
        """Return a day as the field names it: H-3, H, H+1."""
        return day_name((on - self.election.day).days)

    def deadline(self, code: str) -> Deadline:
        """Return the deadline with ``code``. Raises KeyError: codes are the program's, not the user's."""
        return {one.code: one for one in self.deadlines}[code]

    def due(self, duty: PartyDuty, *, zone: str) -> datetime:
        """Return the hour of ``duty``, aware, by the clocks of the IANA ``zone``; loading made sure of its stage."""
        day = self.election.day
        if duty.stage:
            stage = next(one for one in self.stages if one.code == duty.stage)
            day = stage.start if duty.edge is Edge.START else stage.end
        return datetime.combine(day + timedelta(days=duty.days), duty.at, ZoneInfo(zone))

    def pattern(self, risk_class: RiskClass) -> GuardPattern:
        """Return the default guard pattern of a class; loading made sure that there is exactly one."""
        return next(one for one in self.guard_patterns if one.risk_class is risk_class and one.default)

    def weight(self, risk_class: RiskClass) -> int:
        """Return what a TPS of a class counts; loading made sure that each class has one."""
        return next(one.weight for one in self.guard_weights if one.risk_class is risk_class)

    def staff_of(self, duty: str) -> int:
        """Return how many people of ``duty`` there are per TPS, village or district; 0 when the pack says nothing."""
        return next((one.count for one in self.staffing if one.duty == duty), 0)


def local_day(moment: datetime, *, zone: str) -> date:
    """Return the calendar day of an aware ``moment`` in the IANA ``zone``. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        message = "a moment without a zone has no day"
        raise ValueError(message)
    return moment.astimezone(ZoneInfo(zone)).date()


def day_name(offset: int) -> str:
    """Return H, H-3 or H+1 for a number of days from voting day."""
    return "H" if offset == 0 else f"H{offset:+d}"


def why_not(pack: RulePack, viewer: Viewer, action: str, record: str, *, party: Party | None) -> str:
    """Return why ``viewer`` may not: "" (may), "level", "own", "card" or "chair". ``party`` owns the row; None: own."""
    row = pack.visibility[record]
    grant = row.grant(viewer)
    level = grant.most() if party is None else grant.own if party is viewer.party else grant.others
    if level is Level.NONE:
        return "level"
    if action == "export" and viewer.role is Role.FIELD:
        return "card"
    if action != "write":
        return ""
    if level is not Level.WRITE:
        return "own" if grant.own is Level.WRITE else "level"
    return "chair" if row.writer is Role.CHAIR and viewer.role is not Role.CHAIR else ""
