"""Live: the answer says where the journal stands, at once when it moved, later when it did not."""

from __future__ import annotations

import pytest
from django.test import Client

from sinergi.areas.places import commands as places
from sinergi.entrypoints.console import live
from sinergi.journal import read
from tests import cast
from tests.world import World, station

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits in this test fails it; otherwise a wait would only make it slow."""
    monkeypatch.setattr(read, "wait_beyond", lambda *_, **__: pytest.fail("it waited"))


def test_a_page_that_is_behind_is_answered_at_once(world: World, client: Client, at_once: None) -> None:
    """An older number, none, or nonsense gets the present position without waiting."""
    for since in ("0", "", "x", "-1", "9" * 40):
        response = client.get(f"/hidup/?sejak={since}")
        assert response.json() == {"n": read.position()}
        assert "no-store" in response.headers["Cache-Control"]
    assert world.district


def test_a_recorded_fact_moves_the_position(world: World, client: Client, at_once: None) -> None:
    """What is recorded shows in the number before anything else has numbered it."""
    here = read.position()
    fact = station(world.stations[0], name="Lain")
    places.register_station(viewer=cast.ppk_chair, stamp=cast.stamp(), fact=fact)
    assert client.get(f"/hidup/?sejak={here}").json() == {"n": here + 1}


def test_without_a_free_seat_the_answer_comes_at_once(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch, at_once: None
) -> None:
    """A full waiting room holds no more threads: the asker is told at once and comes back by itself."""
    monkeypatch.setattr(live, "SEATS", live.threading.BoundedSemaphore(1))
    live.SEATS.acquire()
    here = read.position()
    assert client.get(f"/hidup/?sejak={here}").json() == {"n": here}
    assert world.district


def test_a_seat_is_given_back(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the wait the seat is free again, whether anything came or not."""
    monkeypatch.setattr(live, "HOLD_SECONDS", 0)
    monkeypatch.setattr(live, "SEATS", live.threading.BoundedSemaphore(1))
    here = read.position()
    for _time in range(3):
        assert client.get(f"/hidup/?sejak={here}").json() == {"n": here}
    assert live.SEATS.acquire(blocking=False)
    assert world.district
