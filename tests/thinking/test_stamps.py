"""The envelope of facts."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Party

IDS = tuple(UUID(int=number) for number in (1, 2))
STAMP = Stamp(party=Party.PPK, actor="ppk", device="desk", happened_at=datetime(2024, 11, 20, tzinfo=UTC), ids=IDS)


@pytest.mark.parametrize(("count", "ids"), [(2, IDS), (1, ()), (3, ()), (0, ())])
def test_a_senders_ids_hold_only_when_there_is_one_for_each_fact(count: int, ids: tuple[UUID, ...]) -> None:
    """Otherwise the journal numbers the facts itself; who says so, and when, stays."""
    fitting = STAMP.fitting(count)
    assert fitting.ids == ids
    assert (fitting.party, fitting.actor, fitting.happened_at) == (STAMP.party, STAMP.actor, STAMP.happened_at)
