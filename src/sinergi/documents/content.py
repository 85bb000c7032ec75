"""What papers say, before anything is laid out: a letter, a report of tables, cards of TPS, a map. Words are ready.

Every paper has a check code over all that it says; the address behind its QR and the bytes of a format are not part of
it, so that the PDF, the DOCX and a later print of the same content carry the same code.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sinergi.documents import codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table: its title, its share of the width, and whether it is aligned right (numbers)."""

    title: str
    share: int = 1
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with rows of text; a line break in a cell starts a new line. ``empty`` is said when there is no row."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    empty: str = "Tidak ada."
    apart: bool = False  # on a sheet of its own, which may be taken out


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What every paper has. ``standing`` is the mark across the page ("DRAF"), empty for a paper in force."""

    title: str
    subtitle: str = ""
    letterhead: tuple[str, ...] = ()
    standing: str = ""
    standing_note: str = ""  # the same in a sentence, for whoever hears the page read
    synthetic: str = ""  # the label of synthetic data; empty: the data is real
    version: str = ""  # "Rencana ke-3": what this paper is a print of
    link: str = ""  # address of the plan, in the QR; empty: no QR


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Paper):
    """A Surat Perintah. ``annexes`` follow on pages of their own under ``annex_head``."""

    number: str
    considering: tuple[str, ...]
    basis: tuple[str, ...]
    addressed: tuple[str, ...]
    orders: tuple[str, ...]
    place: str
    issued: str  # the day of issue; empty: to be filled in by hand
    signer: tuple[str, ...]  # office of who signs
    signer_below: tuple[str, ...]  # below the signature: name, rank and number
    copies: tuple[str, ...]
    annex_head: tuple[str, ...]
    annexes: tuple[Table, ...]
    basis_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Paper):
    """Tables under a title, on landscape pages."""

    intro: tuple[str, ...] = ()
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Who guards a TPS in one sector: which stop it is of how many, what comes before and after, where they wait."""

    sector: str
    order: int
    stops: int
    before: str
    after: str
    post: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StationCard:
    """The card of one TPS. ``phones``: leave room for telephone numbers, for who may see the people."""

    code: str
    name: str
    village: str
    risk: str
    watches: tuple[Watch, ...]
    wardens: tuple[str, ...]
    phones: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards(Paper):
    """Cards of TPS, four to a page."""

    day: str
    hours: str
    cards: tuple[StationCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A numbered stop of a route; ``lat_e6`` and ``lon_e6`` are microdegrees, None where nobody knows the place."""

    order: int
    code: str
    name: str
    village: str = ""
    note: str = ""
    lat_e6: int | None = None
    lon_e6: int | None = None
    post: bool = False

    @property
    def at(self) -> tuple[int, int] | None:
        """Return (lat_e6, lon_e6), or None."""
        return None if self.lat_e6 is None or self.lon_e6 is None else (self.lat_e6, self.lon_e6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The round of one sector."""

    code: str
    post: str
    people: tuple[str, ...]
    minutes: int
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Map(Paper):
    """The rounds of sectors: as a map, as tracks, as messages. ``loose`` are TPS in no sector."""

    day: str
    hours: str = ""
    routes: tuple[Route, ...]
    loose: tuple[Stop, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A span of duty in somebody's calendar. ``uid`` stays the same when the plan changes; ``sequence`` then grows."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    location: str
    description: str
    sequence: int
    at: tuple[int, int] | None = None  # lat_e6, lon_e6
    firm: bool = False  # the plan is in force
    cancelled: bool = False
    all_day: bool = False  # from the local day of ``start`` to the one before ``end``
    alarms: tuple[timedelta, ...] = ()  # from ``start``; negative: before
    categories: tuple[str, ...] = ()


def code_of(paper: Paper) -> str:
    """Return the check code of all that ``paper`` says, its link apart."""
    said = {**dataclasses.asdict(paper), "link": "", "what": type(paper).__name__}
    return codes.check_code(json.dumps(said, ensure_ascii=False, sort_keys=True))
