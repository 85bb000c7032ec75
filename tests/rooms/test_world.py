"""The tiny kecamatan that everybody's tests stand in."""

from __future__ import annotations

import pytest
from django.conf import settings

from sinergi.areas.people import queries as people
from sinergi.areas.places import queries as places
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import read, replay, sequencer, verify
from tests import cast
from tests.world import World


def test_world_is_what_its_map_says(world: World) -> None:
    """Two desa, four TPS, four sites, five links, four posts; labelled synthetic."""
    assert rulebook.installation().synthetic
    assert [row.code for row in places.villages(cast.camat)] == list(world.villages)
    assert [row.code for row in places.stations(cast.camat)] == list(world.stations)
    assert len(places.sites(cast.camat)) == 4
    assert len(places.links(cast.camat)) == 5
    assert {row.post for row in people.posts(cast.camat)} == set(world.posts)


@pytest.mark.django_db(transaction=True)
def test_world_replays_to_the_same_tables_and_verifies(world: World) -> None:
    """Thrown away and rebuilt from the journal, every derived table is the same, and the journal is intact."""
    assert world.stations
    assert settings.SINERGI_DATA.is_dir()
    before = replay.fingerprint()
    sequencer.settle()
    replay.replay(progress=None)
    assert replay.fingerprint() == before
    report = verify.verify_all(progress=None)
    assert report.ok, [str(problem) for problem in report.problems]
    assert report.size == read.position()
