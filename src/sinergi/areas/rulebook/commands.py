"""Bring a rule pack into force."""

from __future__ import annotations

from zoneinfo import available_timezones

from sinergi.areas.rulebook import queries
from sinergi.areas.rulebook.facts import PackAdopted
from sinergi.journal import book
from sinergi.journal.book import Receipt
from sinergi.vocabulary.ids import district_code
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Role, Viewer


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
