"""What the police say of the risk of a TPS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sinergi.areas.people.rules import why_not_text
from sinergi.areas.places.queries import known as places
from sinergi.areas.risk import queries
from sinergi.areas.risk.facts import StationClassed
from sinergi.journal import book
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Viewer

SHOWN = 5
LONGEST = 200  # letters of a source


def classify_stations(*, viewer: Viewer, stamp: Stamp, facts: Sequence[StationClassed]) -> int:
    """Record the class of TPS, all or none; return how many are new or changed.

    Raises Refused ``access.risk_class.write*``, ``risk.station.unknown`` (withdrawn or not registered),
    ``risk.station.twice``, ``risk.source.*``, and what ``people.rules.why_not_text`` refuses.
    """
    if (refused := queries.why_not(viewer, Action.WRITE)) is not None:
        raise refused
    with book.writing():
        if (refused := _why_not(facts)) is not None:
            raise refused
        before = queries.known_facts()
        changed = [fact for fact in facts if before.get(fact.station) != fact]
        if changed:
            book.record(*changed, stamp=stamp.fitting(len(changed)))
    return len(changed)


def _why_not(facts: Sequence[StationClassed]) -> Refused | None:
    codes = Counter(fact.station for fact in facts)
    gone = places.withdrawn(codes)
    if unknown := sorted((codes.keys() - places.stations(codes).keys()) | gone):
        some = ", ".join(unknown[:SHOWN])
        return Refused(
            "risk.station.unknown",
            id=f"{len(unknown)} TPS tidak terdaftar atau sudah dicabut: {some}.",
            en=f"{len(unknown)} TPS are not registered, or were withdrawn: {some}.",
        )
    if twice := sorted(code for code, times in codes.items() if times > 1):
        some = ", ".join(twice[:SHOWN])
        return Refused(
            "risk.station.twice",
            id=f"TPS disebut lebih dari sekali: {some}.",
            en=f"TPS named more than once: {some}.",
        )
    if any(not fact.source.strip() for fact in facts):
        return Refused(
            "risk.source.missing",
            id="Sebutkan penilaian yang menjadi sumber kelas, dengan tanggalnya.",
            en="Name the assessment that the class comes from, with its date.",
        )
    if any(len(fact.source) > LONGEST for fact in facts):
        return Refused(
            "risk.source.long",
            id=f"Sumber terlalu panjang: paling banyak {LONGEST} huruf.",
            en=f"The source is too long: at most {LONGEST} letters.",
        )
    return why_not_text(texts=sorted({fact.source for fact in facts}))
