"""Who plays: one viewer per office, the public, and the stamp that each of them writes under."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from sinergi.vocabulary.ids import uuid7
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import PUBLIC, Party, Role, Viewer

H_DAY = datetime(2024, 11, 27, 0, 0, tzinfo=UTC)  # 07.00 WIB, when voting opens

camat = Viewer(party=Party.KECAMATAN, role=Role.CHAIR, account="camat")
kapolsek = Viewer(party=Party.POLSEK, role=Role.CHAIR, account="kapolsek")
danramil = Viewer(party=Party.KORAMIL, role=Role.CHAIR, account="danramil")
ppk_chair = Viewer(party=Party.PPK, role=Role.CHAIR, account="ketua-ppk")
ppk_operator = Viewer(party=Party.PPK, role=Role.OPERATOR, account="operator-ppk")
panwascam = Viewer(party=Party.PANWASCAM, role=Role.CHAIR, account="ketua-panwascam")
linmas_card = Viewer(party=Party.KECAMATAN, role=Role.FIELD, account="card:0001", post="1404192001001")
outsider = PUBLIC

OFFICES = (camat, kapolsek, danramil, ppk_chair, ppk_operator, panwascam)
EVERYONE = (*OFFICES, linmas_card, outsider)


def stamp(viewer: Viewer = ppk_operator, *, at: datetime = H_DAY, ids: tuple[UUID, ...] = ()) -> Stamp:
    """Return the envelope under which ``viewer`` writes: their party and account, from a test device."""
    return Stamp(party=viewer.party, actor=viewer.account, device="test", happened_at=at, ids=ids)


def fact_id(number: int) -> UUID:
    """Return the UUIDv7 that a phone would send for its fact ``number``: the same on every run."""
    return uuid7(unix_ms=int(H_DAY.timestamp() * 1000) + number, random=number.to_bytes(10, "big"))
