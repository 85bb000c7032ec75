"""Bring a rule pack into force."""

from __future__ import annotations

from typing import Final
from zoneinfo import available_timezones

from sinergi.areas.rulebook import queries
from sinergi.areas.rulebook.facts import PackAdopted, PatternChosen
from sinergi.journal import book
from sinergi.journal.book import Receipt
from sinergi.vocabulary.ids import district_code
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Party, Role, Viewer

LONGEST_SOURCE: Final = 400


def why_not_adopt_pack(*, viewer: Viewer, name: str, district: str, timezone: str) -> Refused | None:
    """Return why ``viewer`` may not bring pack ``name`` into force for ``district``, or None.

    Before the first adoption there is no matrix to ask: whoever installs, from any of the five offices, adopts.
    """
    installs = queries.in_force() is None and viewer.role is Role.CHAIR
    if not installs and (refused := queries.why_not(viewer, Action.WRITE, "pack")) is not None:
        return refused
    try:
        queries.load(name)
        if district:
            district_code(district)
    except Refused as error:
        return error
    if timezone not in available_timezones():
        return Refused(
            "rulebook.pack.timezone",
            id=f"Zona waktu “{timezone}” tidak dikenal; contoh: Asia/Jakarta.",
            en=f"Unknown time zone “{timezone}”; for example Asia/Jakarta.",
        )
    return None


def adopt_pack(
    *,
    viewer: Viewer,
    stamp: Stamp,
    name: str,
    district: str,
    district_name: str,
    timezone: str,
    synthetic: str = "",
) -> Receipt | None:
    """Put pack ``name`` in force. None: it is in force already with the same particulars, and nothing was recorded.

    ``district`` is the kecamatan code in either form; empty for more than one kecamatan. Raises Refused.
    """
    with book.writing():
        refused = why_not_adopt_pack(viewer=viewer, name=name, district=district, timezone=timezone)
        if refused is not None:
            raise refused
        fact = PackAdopted(
            name=name,
            sha256=queries.load(name).sha256,
            district=district_code(district) if district else "",
            district_name=district_name,
            timezone=timezone,
            synthetic=synthetic,
        )
        if queries.in_force() == fact:
            return None
        return book.record(fact, stamp=stamp)


def why_not_choose_pattern(*, viewer: Viewer, fact: PatternChosen) -> Refused | None:
    """Return why ``viewer`` may not put the pattern of ``fact`` in force, or None."""
    if (refused := queries.why_not(viewer, Action.WRITE, "deployment", party=Party.POLSEK)) is not None:
        return refused
    offered = [one.code for one in queries.pack().guard_patterns if one.risk_class is fact.risk_class]
    if fact.pattern not in offered:
        listed = ", ".join(offered)
        return Refused(
            "rulebook.pattern.unknown",
            id=f"Pola “{fact.pattern}” tidak ada untuk kelas ini. Yang ada: {listed}.",
            en=f"There is no pattern “{fact.pattern}” for this class. There are: {listed}.",
        )
    if not fact.source.strip() or len(fact.source) > LONGEST_SOURCE:
        return Refused(
            "rulebook.pattern.source",
            id=f"Sebutkan dasar pemilihan pola, paling banyak {LONGEST_SOURCE} huruf.",
            en=f"Say what the choice of the pattern rests on, in at most {LONGEST_SOURCE} letters.",
        )
    return None


def choose_pattern(*, viewer: Viewer, stamp: Stamp, fact: PatternChosen) -> Receipt | None:
    """Put a guard pattern in force for its class. None: it is in force already. Raises Refused."""
    with book.writing():
        if (refused := why_not_choose_pattern(viewer=viewer, fact=fact)) is not None:
            raise refused
        if queries.pack_for_guarding().pattern(fact.risk_class).code == fact.pattern:
            return None
        return book.record(fact, stamp=stamp)
