"""Where the letters of this installation come from: its regions, its time, its rule pack, and for whom they are."""

from __future__ import annotations

from sinergi.areas.places.letters import Office
from sinergi.areas.places.queries.lists import regions
from sinergi.areas.rulebook import queries as rulebook
from sinergi.documents.text import plain
from sinergi.vocabulary.terms import label as term
from sinergi.vocabulary.viewer import Party, Viewer

_WORDS = ("kecamatan ", "kabupaten ", "kota ", "provinsi ")


def office(viewer: Viewer) -> Office:
    """Return the office whose letters ``viewer`` prints. Raises Refused ``access.polling_station.read``."""
    here = rulebook.installation()
    names = {row.code: row.name for row in regions(viewer)}
    regency = here.district.rpartition(".")[0]
    return Office(
        district=_bare(here.district_name),
        regency=_bare(names.get(regency, "")),
        province=_bare(names.get(regency.rpartition(".")[0], "")),
        zone=here.timezone,
        synthetic=bool(here.synthetic),
        reader="" if viewer.party is Party.POLSEK else term(viewer.party),
        city=plain(names.get(regency, "")).lower().startswith("kota "),
        pack=rulebook.pack(),
    )


def _bare(name: str) -> str:
    clean = plain(name)
    word = next((word for word in _WORDS if clean.lower().startswith(word)), "")
    return clean[len(word) :]
