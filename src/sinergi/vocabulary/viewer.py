"""Who looks: the five parties, their roles, and what a matrix cell can grant."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Party(StrEnum):
    """The five parties of a kecamatan, and the public."""

    POLSEK = "polsek"
    KORAMIL = "koramil"
    KECAMATAN = "kecamatan"
    PPK = "ppk"
    PANWASCAM = "panwascam"
    PUBLIC = "public"


FIVE_PARTIES: tuple[Party, ...] = (Party.POLSEK, Party.KORAMIL, Party.KECAMATAN, Party.PPK, Party.PANWASCAM)


class Role(StrEnum):
    """What a person may do inside their own party."""

    CHAIR = "chair"  # Kapolsek, Danramil, Camat, chair of PPK or Panwascam; also manages accounts and cards
    OPERATOR = "operator"  # office staff: read and write what the party may
    FIELD = "field"  # a card, not an account: own post only, no export
    PUBLIC = "public"


class Level(StrEnum):
    """What one cell of the visibility matrix grants, from nothing to everything."""

    NONE = "none"
    COUNT = "count"  # totals only
    SUMMARY = "summary"  # totals and states, no names
    LOCATION = "location"  # where it is, nothing else
    CONTACT = "contact"  # one named contact per TPS
    OWN = "own"  # rows of one's own party
    READ = "read"  # every row, every field
    WRITE_OWN = "write_own"  # reads and writes rows of one's own party
    WRITE = "write"  # reads all, owns and writes


class Action(StrEnum):
    """What a viewer may want to do with a record."""

    READ = "read"
    WRITE = "write"
    EXPORT = "export"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """One pair of eyes. ``account`` is an opaque id; ``post`` limits a field card to its own post."""

    party: Party
    role: Role
    account: str = ""
    post: str = ""


PUBLIC = Viewer(party=Party.PUBLIC, role=Role.PUBLIC)
