"""Calling a meeting: what an invitation must say, who may change it, and that nothing it said is lost."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import MeetingState
from tests import cast
from tests.meetings import STARTS, call, code_of, invitation, seat
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def test_an_invitation_says_what_was_written(world: World) -> None:
    """Number, title, hours, venue, agenda and seats come back as they were sent, spaces put in order."""
    assert world.stations
    meeting = call(invitation(number=" 005/1 ", title="Rapat  pertama", seats=(seat(), seat(cast.kapolsek.party))))
    view = queries.meeting(cast.danramil, meeting=meeting)
    assert (view.row.number, view.row.title, view.row.host) == ("005/1", "Rapat pertama", cast.camat.party)
    assert [one.title.id for one in view.items] == ["Komitmen yang belum dipenuhi", "Kesiapan TPS", "Logistik"]
    assert view.items[0].title.en == "Unmet promises"
    assert [one.party for one in view.seats] == [cast.camat.party, cast.kapolsek.party]
    assert view.row.state is MeetingState.CALLED
    assert view.row.starts_at == STARTS
    assert view.row.ends_at == STARTS + timedelta(hours=2)
    assert code_of(lambda: call(dataclasses.replace(invitation(), agenda=()))) == "meetings.agenda.empty"
