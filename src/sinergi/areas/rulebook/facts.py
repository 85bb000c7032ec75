"""What the rulebook records."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from sinergi.vocabulary.facts import Fact, Visibility


class RiskClass(StrEnum):
    """The Polri classes of a TPS."""

    LOW = "kurang_rawan"
    HIGH = "rawan"
    VERY_HIGH = "sangat_rawan"
    SPECIAL = "khusus"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackAdopted(Fact):
    """A rule pack came into force in this installation, replacing the one before."""

    KIND: ClassVar[str] = "rulebook.pack.adopted.v1"
    VISIBILITY: ClassVar[Visibility] = Visibility.PUBLIC

    name: str
    sha256: str
    district: str  # dotted kecamatan code of the installation; empty for more than one kecamatan
    district_name: str
    timezone: str
    synthetic: str  # what is synthetic in this installation, said on every page; empty for real data


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternChosen(Fact):
    """The police chose one of the pack's guard patterns for a class of TPS, in place of the pack's own default."""

    KIND: ClassVar[str] = "rulebook.pattern.chosen.v1"

    risk_class: RiskClass
    pattern: str  # code of a guard pattern of that class
    source: str  # the order or decision that says so
