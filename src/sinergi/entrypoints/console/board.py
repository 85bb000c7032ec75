"""The situation as rows and counts: what is missing, what needs attention, what was asked for. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import urlencode

from sinergi.areas.places.facts import Access, Supply
from sinergi.areas.places.queries import StationRow
from sinergi.vocabulary.sentence import Sentence

Condition = Literal["withdrawn", "place", "complete", "gap", "hard"]
PAGE_SIZE: Final = 300
NUMBER_MOST: Final = 999
WEIGHT: Final[Mapping[Condition, int]] = {"hard": 0, "gap": 1, "complete": 2, "place": 3, "withdrawn": 4}
CONDITIONS: Final[Mapping[Condition, Sentence]] = {
    "complete": Sentence(id="Lengkap", en="Complete"),
    "gap": Sentence(id="Data kurang", en="Data missing"),
    "hard": Sentence(id="Perlu perhatian", en="Needs attention"),
    "withdrawn": Sentence(id="Dicabut", en="Withdrawn"),
    "place": Sentence(id="TPS", en="TPS"),
}
GAPS: Final[Mapping[str, Sentence]] = {
    "voters": Sentence(id="DPT belum diketahui", en="Voters not known"),
    "position": Sentence(id="titik lokasi belum diketahui", en="Position not known"),
    "access": Sentence(id="akses belum diketahui", en="Access not known"),
    "signal": Sentence(id="sinyal belum diketahui", en="Signal not known"),
    "power": Sentence(id="listrik belum diketahui", en="Electricity not known"),
    "flood": Sentence(id="rawan banjir belum diketahui", en="Flood risk not known"),
}
HARDSHIPS: Final[Mapping[str, Sentence]] = {
    "river": Sentence(id="hanya lewat sungai", en="by river only"),
    "no-signal": Sentence(id="tanpa sinyal", en="no phone signal"),
    "no-power": Sentence(id="tanpa listrik", en="no electricity"),
    "flooded": Sentence(id="rawan banjir", en="flood-prone"),
}
STATES: Final[Mapping[str, Sentence]] = {
    "lengkap": CONDITIONS["complete"],
    "kurang": CONDITIONS["gap"],
    "perhatian": CONDITIONS["hard"],
    "tanpa-dpt": GAPS["voters"],
    "tanpa-titik": GAPS["position"],
    "sungai": HARDSHIPS["river"],
    "tanpa-sinyal": HARDSHIPS["no-signal"],
    "tanpa-listrik": HARDSHIPS["no-power"],
    "banjir": HARDSHIPS["flooded"],
    "dicabut": CONDITIONS["withdrawn"],
}
_BY_STATE: Final = {
    "tanpa-dpt": "voters",
    "tanpa-titik": "position",
    "sungai": "river",
    "tanpa-sinyal": "no-signal",
    "tanpa-listrik": "no-power",
    "banjir": "flooded",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One TPS on the board: its row, what shape it has, and why."""

    row: StationRow
    condition: Condition
    gaps: tuple[str, ...] = ()
    hardships: tuple[str, ...] = ()
    vacant: tuple[str, ...] = ()  # duties with at least one vacant post

    @property
    def reasons(self) -> tuple[Sentence, ...]:
        """Why the shape is what it is, hardships first."""
        return (*(HARDSHIPS[one] for one in self.hardships), *(GAPS[one] for one in self.gaps))

    @property
    def word(self) -> Sentence:
        """What the shape means."""
        return CONDITIONS[self.condition]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the reader asked for, as the address line says it; nonsense is taken as not asked."""

    village: str = ""
    state: str = ""
    lacking: str = ""  # a duty
    text: str = ""
    order: str = "tps"
    page: int = 1
    screen: bool = False  # the projector's view

    def query(self, **changes: object) -> str:
        """Return the query string of this question with ``changes``, page 1 unless given."""
        asked = {
            "desa": self.village,
            "keadaan": self.state,
            "kosong": self.lacking,
            "cari": self.text,
            "urut": "" if self.order == "tps" else self.order,
            "layar": "1" if self.screen else "",
            **changes,
        }
        return "?" + urlencode({key: value for key, value in asked.items() if value})


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands above the board."""

    stations: int = 0
    withdrawn: int = 0
    voters: int = 0
    voters_unknown: int = 0
    conditions: Mapping[Condition, int] = field(default_factory=dict)


def asked(query: Mapping[str, str]) -> Asked:
    """Return what a query string asks for."""
    page, order = query.get("hal", ""), query.get("urut", "")
    return Asked(
        village=query.get("desa", "")[:20],
        state=query.get("keadaan", "") if query.get("keadaan", "") in STATES else "",
        lacking=query.get("kosong", "")[:20],
        text=query.get("cari", "").strip()[:80],
        order=order if order.removeprefix("-") in ORDERS else "tps",
        screen=query.get("layar") == "1",
        page=max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,  # noqa: PLR2004 -- no board is that long
    )


def line(row: StationRow, *, vacant: Iterable[str] = ()) -> Line:
    """Return a TPS with its shape. Of a TPS whose location alone is for the viewer, nothing is called missing."""
    if row.withdrawn:
        return Line(row, "withdrawn")
    if not row.full:
        return Line(row, "place")
    gaps, hardships = _gaps(row), _hardships(row)
    condition: Condition = "hard" if hardships else "gap" if gaps else "complete"
    return Line(row, condition, gaps, hardships, tuple(vacant))


def _gaps(row: StationRow) -> tuple[str, ...]:
    known = {
        "voters": row.voters,
        "position": row.lat_e6 if row.lon_e6 is not None else None,
        "access": row.access,
        "signal": row.signal,
        "power": row.power,
        "flood": row.flood_prone,
    }
    return tuple(name for name, value in known.items() if value is None)


def _hardships(row: StationRow) -> tuple[str, ...]:
    found = {
        "river": row.access is Access.RIVER,
        "no-signal": row.signal is Supply.ABSENT,
        "no-power": row.power is Supply.ABSENT,
        "flooded": row.flood_prone is True,
    }
    return tuple(name for name, true in found.items() if true)


def counts(lines: Sequence[Line]) -> Counts:
    """Return the totals of TPS that stand; what is not known is counted apart, never as 0."""
    standing = [one for one in lines if one.condition != "withdrawn"]
    known = [one.row.voters for one in standing if one.row.voters is not None]
    return Counts(
        stations=len(standing),
        withdrawn=len(lines) - len(standing),
        voters=sum(known),
        voters_unknown=len(standing) - len(known),
        conditions={name: sum(one.condition == name for one in standing) for name in CONDITIONS},
    )


def chosen(lines: Iterable[Line], wanted: Asked) -> tuple[Line, ...]:
    """Return the lines that were asked for, in the order asked for."""
    found = [one for one in lines if _matches(one, wanted)]
    found.sort(key=lambda one: (one.row.village_name, one.row.code))
    found.sort(key=ORDERS[wanted.order.removeprefix("-")], reverse=wanted.order.startswith("-"))
    return tuple(found)


def _matches(one: Line, wanted: Asked) -> bool:
    row = one.row
    return (
        (not wanted.village or row.village == wanted.village)
        and (not wanted.lacking or wanted.lacking in one.vacant)
        and all(_says(row, word) for word in wanted.text.casefold().split())
        and _in_state(one, wanted.state)
    )


def _says(row: StationRow, word: str) -> bool:
    """Say whether a TPS answers to a word; "2" is TPS 002 or a "2" in its address, not a digit of its code."""
    words = f"tps {row.name} {row.address} {row.village_name}".casefold()
    if word.isdecimal() and len(word) <= len(str(NUMBER_MOST)):
        return row.number == int(word) or word in words.split()
    return word in words or row.code.startswith(word)


def _in_state(one: Line, state: str) -> bool:
    match state:
        case "":
            return one.condition != "withdrawn"
        case "dicabut":
            return one.condition == "withdrawn"
        case "lengkap":
            return one.condition == "complete"
        case "kurang":
            return bool(one.gaps)
        case "perhatian":
            return one.condition == "hard"
        case _:
            return _BY_STATE[state] in (*one.gaps, *one.hardships)


def _unknown_last(value: int | None) -> int:
    return -1 if value is None else value


ORDERS: Final[Mapping[str, Callable[[Line], Any]]] = {
    "tps": lambda one: one.row.code,
    "desa": lambda one: one.row.village_name,
    "lokasi": lambda one: one.row.name.casefold(),
    "pemilih": lambda one: _unknown_last(one.row.voters),
    "akses": lambda one: str(one.row.access or "~"),
    "keadaan": lambda one: (WEIGHT[one.condition], -len(one.hardships), -len(one.gaps)),
    "kosong": lambda one: -len(one.vacant),
}
