"""One place at a time: what a form, a test or the demo says.

Every command answers with the journal's receipt and raises Refused. A resend (same ids in the stamp, same content)
answers with the first receipt.
"""

from __future__ import annotations

from collections.abc import Iterable

from sinergi.areas.places.commands.asking import limits, may_write
from sinergi.areas.places.facts import (
    BoundaryDrawn,
    LinkRegistered,
    LinkRemoved,
    MappingSaved,
    RegionRegistered,
    SiteRegistered,
    StationRegistered,
    StationWithdrawn,
    VillageRegistered,
)
from sinergi.areas.places.queries import known
from sinergi.areas.places.rules import checks, stations
from sinergi.areas.places.rules.findings import Finding, refusal
from sinergi.areas.places.rules.words import needed, text_findings
from sinergi.journal import book
from sinergi.journal.book import Receipt
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Viewer


def register_region(*, viewer: Viewer, stamp: Stamp, fact: RegionRegistered) -> Receipt:
    """Record a province, kabupaten or kecamatan."""
    may_write(viewer)
    return _record(fact, stamp=stamp, findings=checks.region_findings(fact))


def register_village(*, viewer: Viewer, stamp: Stamp, fact: VillageRegistered) -> Receipt:
    """Record a desa or kelurahan."""
    may_write(viewer)
    return _record(fact, stamp=stamp, findings=checks.village_findings(fact))


def register_station(*, viewer: Viewer, stamp: Stamp, fact: StationRegistered, reopen: bool = False) -> Receipt:
    """Record a TPS, or a correction of one. A withdrawn TPS comes back only with ``reopen``."""
    may_write(viewer)
    with book.writing():
        villages = known.villages()
        findings = stations.station_findings(
            fact,
            limits=limits(),
            village=villages.get(fact.village),
            villages={code: one.name for code, one in villages.items()},
            withdrawn=not reopen and bool(known.withdrawn([fact.code])),
        )
        return _record(stations.tidy(fact), stamp=stamp, findings=findings)


def withdraw_station(*, viewer: Viewer, stamp: Stamp, fact: StationWithdrawn) -> Receipt:
    """Record that a TPS is not, or no longer, one; its history stays."""
    may_write(viewer)
    with book.writing():
        if (answer := book.known(fact, stamp=stamp)) is not None:
            return answer
        if fact.code not in known.stations([fact.code]):
            raise _missing("station", fact.code)
        if known.withdrawn([fact.code]):
            raise Refused(
                "places.station.withdrawn",
                id=f"TPS {fact.code} sudah ditarik.",
                en=f"TPS {fact.code} was withdrawn already.",
            )
        return _record(fact, stamp=stamp, findings=_reason_findings(fact))


def register_site(*, viewer: Viewer, stamp: Stamp, fact: SiteRegistered) -> Receipt:
    """Record a post, store or crossing. Each party may say where its own posts are."""
    may_write(viewer, party=fact.party)
    with book.writing():
        before = known.sites().get(fact.code)
        if before is not None:
            may_write(viewer, party=before.party)
        villages = {code: one.name for code, one in known.villages().items()}
        return _record(fact, stamp=stamp, findings=checks.site_findings(fact, villages=villages))


def register_link(*, viewer: Viewer, stamp: Stamp, fact: LinkRegistered) -> Receipt:
    """Record a road or river link between two places."""
    may_write(viewer)
    with book.writing():
        return _record(fact, stamp=stamp, findings=checks.link_findings(fact, places=known.nodes()))


def remove_link(*, viewer: Viewer, stamp: Stamp, fact: LinkRemoved) -> Receipt:
    """Record that a link is not, or no longer, there."""
    may_write(viewer)
    with book.writing():
        if (answer := book.known(fact, stamp=stamp)) is not None:
            return answer
        if fact.code not in known.links():
            raise _missing("link", fact.code)
        return _record(fact, stamp=stamp, findings=_reason_findings(fact))


def draw_boundary(*, viewer: Viewer, stamp: Stamp, fact: BoundaryDrawn) -> Receipt:
    """Record the outline of a village or region."""
    may_write(viewer)
    with book.writing():
        return _record(fact, stamp=stamp, findings=checks.boundary_findings(fact, names=known.place_names()))


def save_mapping(*, viewer: Viewer, stamp: Stamp, fact: MappingSaved) -> Receipt:
    """Record a column mapping under a name, for every later file of its kind."""
    may_write(viewer)
    findings = (*needed("name", fact.name), *text_findings(fact, {"name": 120, "what": 16}))
    return _record(fact, stamp=stamp, findings=findings)


def _record(fact: Fact, *, stamp: Stamp, findings: Iterable[Finding]) -> Receipt:
    if (answer := book.known(fact, stamp=stamp)) is not None:
        return answer
    if (refused := refusal(findings)) is not None:
        raise refused
    return book.record(fact, stamp=stamp)


def _reason_findings(fact: StationWithdrawn | LinkRemoved) -> Iterable[Finding]:
    return (*needed("reason", fact.reason), *text_findings(fact, {"reason": 400}))


def _missing(record: str, code: str) -> Refused:
    return Refused(f"places.{record}.missing", id=f"{code} tidak terdaftar.", en=f"{code} is not registered.")
