"""What official papers of the five parties say besides orders: invitation, minutes, list of attendance, press release.

Words are ready. A line of a cell that begins with one of ``Sheet.bold`` is printed bold, so that no dissent is missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from sinergi.documents.content import Paper, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraphs:
    """Lines of text under a heading; ``title`` empty: no heading. Lines of ``bold`` beginnings are printed bold."""

    title: str = ""
    lines: tuple[str, ...]
    numbered: bool = False
    bulleted: bool = False
    bold: tuple[str, ...] = ()
    note: str = ""
    level: int = 2  # of the heading: 2, or 3 for a part of what stands above it


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet(Table):
    """A table with room to write: each row is at least ``room`` millimetres high."""

    room: int = 0
    bold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs: the office above the room for the signature, the name or dots below it."""

    office: tuple[str, ...]
    below: tuple[str, ...]


Block: TypeAlias = Paragraphs | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Paper):
    """A naskah dinas. ``letter``: a letter with its rows and date on top; else a paper with its title in the middle."""

    letter: bool = False
    headline: str = ""  # of a press release; its opening then begins with a dateline
    head: tuple[tuple[str, str], ...] = ()  # Nomor, Sifat, Lampiran, Hal; or day, hour, place, who leads
    dated: str = ""  # "Kempas, 12 November 2024"
    addressed: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()  # hari/tanggal, pukul, tempat: indented below the opening
    blocks: tuple[Block, ...] = ()
    closing: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    copies: tuple[str, ...] = ()
    annexes: tuple[Block, ...] = ()  # on a new page, after the signatures
    annex_head: tuple[str, ...] = ()
    about_link: str = ""  # what the QR opens: "rapat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """A slip for one seat: who it is for, and the address behind its QR."""

    title: str
    party: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passes(Paper):
    """Slips to be cut and handed out, eight to a page; ``lines`` stand on each of them."""

    lines: tuple[str, ...]
    note: str
    passes: tuple[Pass, ...]
