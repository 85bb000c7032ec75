"""What is recorded of risk. A class is Polri's word, never computed and never merged with anybody's indicators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sinergi.areas.rulebook.facts import RiskClass
from sinergi.vocabulary.facts import Fact

__all__ = ["RiskClass", "StationClassed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StationClassed(Fact):
    """The police gave a TPS one of their four classes, or another one than before."""

    KIND: ClassVar[str] = "risk.station.classed.v1"

    station: str
    risk_class: RiskClass
    source: str  # the assessment that says so, and its date
    synthetic: bool = False

    @property
    def place(self) -> str:
        """The TPS."""
        return self.station
