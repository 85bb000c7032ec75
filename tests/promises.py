"""Promises for tests: one given with a few words, a photograph to show, and what each of the five parties is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from sinergi.areas.meetings import commands
from sinergi.areas.meetings.commands import Draft
from sinergi.areas.meetings.facts import Ask, EvidenceKind
from sinergi.areas.risk.facts import StationClassed
from sinergi.areas.rulebook.facts import RiskClass
from sinergi.journal import book
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast

HEADS: dict[Party, Viewer] = {
    Party.POLSEK: cast.kapolsek,
    Party.KORAMIL: cast.danramil,
    Party.KECAMATAN: cast.camat,
    Party.PPK: cast.ppk_chair,
    Party.PANWASCAM: cast.panwascam,
}
DUE = cast.H_DAY + timedelta(days=1)
CLASSED = Ask(evidence=EvidenceKind.RECORD, number=2, record=StationClassed.KIND)


def draft(party: Party = Party.PPK, **changes: object) -> Draft:
    """Return a plausible promise of ``party``, with ``changes``."""
    usual: dict[str, object] = {"party": party, "text": "Mengirim logistik ke TPS", "due": DUE}
    return Draft(**{**usual, **changes})  # type: ignore[arg-type] # keyword values by field name


def give(party: Party = Party.PPK, *, by: Viewer = cast.camat, at: datetime = cast.H_DAY, **changes: object) -> str:
    """Let ``by`` write a promise of ``party`` down and return its id."""
    return commands.give_promise(viewer=by, stamp=cast.stamp(by, at=at), draft=draft(party, **changes))


def classed(party: Party, station: str, *, at: datetime = cast.H_DAY, risk: RiskClass = RiskClass.LOW) -> None:
    """Record, as ``party``, that a TPS was classed."""
    fact = StationClassed(station=station, risk_class=risk, source="rekaan", synthetic=True)
    book.record(fact, stamp=cast.stamp(HEADS[party], at=at))


def picture(size: tuple[int, int] = (32, 24), *, form: str = "JPEG", **options: object) -> bytes:
    """Return a small picture, dark on its left half."""
    image = Image.new("RGB", size, (240, 240, 240))
    image.paste((10, 10, 10), (0, 0, size[0] // 2, size[1]))
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def code_of(work: Callable[[], object]) -> str:
    """Return the name under which ``work`` is refused."""
    with pytest.raises(Refused) as caught:
        work()
    return caught.value.code
