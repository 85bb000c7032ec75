"""Nobody lowers what was asked of them by a detour, and a card reads no promise but those of its own post."""

from __future__ import annotations

import pytest

from sinergi.areas.meetings import commands
from sinergi.areas.meetings.facts import Ask, EvidenceKind, PromiseCorrected, PromiseGiven
from sinergi.areas.risk.facts import StationClassed
from sinergi.journal import read
from sinergi.vocabulary.viewer import Party
from tests import cast
from tests.meetings import running
from tests.promises import CLASSED, classed, code_of, draft, give
from tests.world import FAR, NEAR, STATIONS, World

pytestmark = pytest.mark.django_db
PHOTO = Ask(evidence=EvidenceKind.PHOTO)


def correct(promise: str, party: Party, **changes: object) -> None:
    """Let the PPK put its own line right."""
    commands.correct_promise(
        viewer=cast.ppk_chair,
        stamp=cast.stamp(cast.ppk_chair),
        promise=promise,
        draft=draft(party, **changes),
        reason="Salah catat",
    )


def test_nobody_lowers_its_own_evidence_by_way_of_another_party(world: World) -> None:
    """Moved away, lowered there and taken back: what was asked of a party stays asked of it."""
    assert world.stations
    promise = give(Party.PPK, by=cast.ppk_chair, ask=PHOTO)
    correct(promise, Party.POLSEK, ask=PHOTO)
    correct(promise, Party.POLSEK)
    assert code_of(lambda: correct(promise, Party.PPK)) == "meetings.evidence.weaker"
    correct(promise, Party.PPK, ask=PHOTO)
    stamp = cast.stamp(cast.ppk_chair)
    code = code_of(lambda: commands.keep_promise(viewer=cast.ppk_chair, stamp=stamp, promise=promise))
    assert code == "meetings.promise.self-approved"


def test_nobody_takes_another_party_s_promise_over_without_its_evidence(world: World) -> None:
    """Lowered while it is another's, then taken over: refused as well."""
    assert world.stations
    promise = give(Party.POLSEK, by=cast.ppk_chair, ask=PHOTO)
    correct(promise, Party.POLSEK)
    assert code_of(lambda: correct(promise, Party.PPK)) == "meetings.evidence.weaker"


def test_what_another_party_lowered_stays_lowered(world: World) -> None:
    """The host of the meeting asked for less; the party that wrote the promise down may then put its words right."""
    assert world.stations
    meeting = running()
    promise = give(Party.PPK, by=cast.ppk_chair, ask=PHOTO, meeting=meeting)
    correct(promise, Party.PPK, ask=PHOTO, text="Dua")
    commands.correct_promise(
        viewer=cast.camat,
        stamp=cast.stamp(cast.camat),
        promise=promise,
        draft=draft(Party.PPK),
        reason="Tidak perlu foto",
    )
    correct(promise, Party.PPK, text="Tiga")


def test_nobody_widens_the_places_of_its_own_promise(world: World) -> None:
    """Records from other TPS would close it: refused, also by way of another party; narrower places are well."""
    assert world.stations
    promise = give(Party.PPK, by=cast.ppk_chair, ask=CLASSED, places=(NEAR,))
    code = code_of(lambda: correct(promise, Party.PPK, ask=CLASSED))
    assert code == "meetings.evidence.weaker"
    correct(promise, Party.POLSEK, ask=CLASSED, places=(NEAR,))
    correct(promise, Party.POLSEK, ask=CLASSED, places=(NEAR, FAR))
    code = code_of(lambda: correct(promise, Party.PPK, ask=CLASSED, places=(NEAR, FAR)))
    assert code == "meetings.evidence.weaker"
    correct(promise, Party.PPK, ask=CLASSED, places=(STATIONS[0], STATIONS[1]))


def test_a_card_reads_no_promise_of_others_in_the_journal(world: World) -> None:
    """Not even one about the TPS where the card stands; what else concerns that TPS it still reads there."""
    station = cast.linmas_card.post
    assert station in world.stations
    promise = give(Party.PPK, by=cast.ppk_chair, places=(station,))
    correct(promise, Party.PPK, places=(station,), text="Dua")
    classed(Party.POLSEK, station)
    kinds = {row.kind for row in read.entries(cast.linmas_card)}
    assert not kinds & {PromiseGiven.KIND, PromiseCorrected.KIND}
    assert StationClassed.KIND in kinds
    assert PromiseGiven.KIND in {row.kind for row in read.entries(cast.kapolsek, place=station)}
