"""Where letters come from: the regions, the time and the rule pack of an installation, and each party's letterhead."""

from __future__ import annotations

from dataclasses import dataclass

from sinergi.areas.rulebook.rules.pack import RulePack
from sinergi.documents import dates
from sinergi.vocabulary.viewer import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Where letters come from: names of the regions (empty: not known), the IANA zone, and the rule pack in force."""

    district: str  # "Kempas", without the word kecamatan
    regency: str = ""
    province: str = ""
    zone: str
    synthetic: bool = False
    reader: str = ""  # the party that prints, when it is not the Polsek
    city: bool = False  # the regency is a kota
    pack: RulePack

    def hours(self) -> str:
        """Return when TPS are open, in local time: "07.00-13.00 WIB" with an en dash."""
        election = self.pack.election
        name = dates.zone_of(election.day, zone=self.zone)
        return f"{election.opens:%H.%M}\u2013{election.closes:%H.%M} {name}"


def letterhead(*, party: Party, office: Office) -> tuple[str, ...]:
    """Return the head of the letters of ``party``, from the top down; what is not known is left out. No crests."""
    place, regency = office.district.upper(), office.regency.upper()
    kind = "KOTA" if office.city else "KABUPATEN"
    match party:
        case Party.POLSEK:
            above = ((office.province, "DAERAH"), (office.regency, "RESOR"), (office.district, "SEKTOR"))
            return ("KEPOLISIAN NEGARA REPUBLIK INDONESIA", *(f"{word} {name.upper()}" for name, word in above if name))
        case Party.KORAMIL:
            return (*_known("KOMANDO DISTRIK MILITER", regency), f"KOMANDO RAYON MILITER {place}")
        case Party.PPK:
            return (*_known(f"KOMISI PEMILIHAN UMUM {kind}", regency), f"PANITIA PEMILIHAN KECAMATAN {place}")
        case Party.PANWASCAM:
            head = _known(f"BADAN PENGAWAS PEMILIHAN UMUM {kind}", regency)
            return (*head, "PANITIA PENGAWAS PEMILIHAN UMUM", f"KECAMATAN {place}")
        case _:
            return (*_known(f"PEMERINTAH {kind}", regency), f"KECAMATAN {place}")


def _known(word: str, name: str) -> tuple[str, ...]:
    return (f"{word} {name}",) if name else ()
