"""What is to be planned. Minutes are whole; times of day count from 00:00 of voting day (H), so that H-1 is negative.

Codes are opaque to the planner: no name, no phone and no family tie enters it, only the Boolean outcome ``barred``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sinergi.planner.deployment.result import Plan

NO_WAY: Final = -1  # in ``Travel.minutes``: nobody gets there
PAIR: Final = 2  # police stand in pairs: a sector has two officers


class Force(StrEnum):
    """Whose people a task of the roster takes."""

    POLICE = "police"
    ARMY = "army"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """So many police and Linmas for so many TPS of one class: three named numbers, all at least 1."""

    code: str
    police: int
    stations: int
    linmas: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A TPS. ``risk`` is a whole weight of at least 1; ``needs`` are skills that its sector must bring (``boat``)."""

    code: str
    pattern: str
    risk: int
    village: str = ""
    district: str = ""  # a sector never crosses districts
    name: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A police officer. ``rank`` orders seniority; ``barred`` are codes of TPS or villages that they must not guard."""

    code: str
    base: str  # a place of ``Travel``
    rank: int = 0
    skills: tuple[str, ...] = ()
    village: str = ""  # home
    district: str = ""  # where an organic officer serves; empty: may be sent anywhere (BKO)
    unit: str = ""
    barred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Soldier:
    """A member of the army: reserve at a site, never at a TPS."""

    code: str
    base: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Warden:
    """A member of Linmas. Guards a TPS of the own village only; ``barred`` are codes of TPS."""

    code: str
    village: str
    barred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place that is not a TPS. ``reserve``: the mobile reserve may wait there; ``army``: the army may."""

    code: str
    name: str = ""
    district: str = ""
    reserve: bool = False
    army: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A slot of the roster, [start, end) in minutes from 00:00 of H. Shifts are disjoint and in order."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """``people`` of one force are needed at a place in one shift: the store, a convoy, the plenary."""

    code: str
    at: str
    shift: str
    people: int
    force: Force = Force.POLICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The rules in force. All counts and minutes are 0 or more."""

    pairs: int | None = None  # at most so many sectors; None: as many as the officers allow
    roam: int | None = None  # at most so many minutes between a TPS and the post of its sector
    leader_rank: int = 0  # each sector needs one officer of at least this rank; 0: no such rule
    home_barred: bool = True  # nobody guards a TPS of the own village
    reserve_teams: int = 0
    reserve_size: int = 2  # officers of one team of the mobile reserve
    army_at_site: int = 2  # at most so many soldiers wait at one site
    rest: int = 480  # minutes between two spells of duty
    spell: int = 960  # longest spell without rest: adjacent shifts count as one
    total: int = 2400  # most minutes of duty in the whole roster
    guard_shifts: tuple[str, ...] = ()  # shifts in which sectors and reserve stand; empty: no roster for them


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Travel:
    """Minutes from place to place: ``minutes[i, j]`` between ``places[i]`` and ``places[j]``, int32, NO_WAY for none.

    Holds every TPS, base and site of the problem. The diagonal is 0; it need not be symmetric.
    """

    places: tuple[str, ...]
    minutes: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What a planner may not touch: a sector with its post and TPS, and ``officers`` that stay in it (may be none)."""

    post: str
    stations: tuple[str, ...]
    officers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Everything that a plan depends on. Codes are unique over all kinds of people, and over all kinds of places."""

    patterns: tuple[Pattern, ...]
    stations: tuple[Station, ...]
    officers: tuple[Officer, ...]
    travel: Travel
    soldiers: tuple[Soldier, ...] = ()
    wardens: tuple[Warden, ...] = ()
    sites: tuple[Site, ...] = ()
    shifts: tuple[Shift, ...] = ()
    tasks: tuple[Task, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()  # two officers, or two wardens, that may not stand together
    frozen: tuple[Frozen, ...] = ()
    limits: Limits = field(default_factory=Limits)
    before: Plan | None = None  # the plan in force: changes are counted against it


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much work a solve may do: counts, so that results repeat. ``seconds`` only where a caller wants a clock.

    ``seconds`` of 0 still gives a feasible plan or a shortage report; None asks for no clock at all.
    """

    restarts: int = 20  # of the local search for sectors
    nodes: int = 20_000  # of a branch-and-bound tree; 0: bound by relaxation only
    seconds: float | None = None  # wall seconds for the proof; the plan then depends on the machine
