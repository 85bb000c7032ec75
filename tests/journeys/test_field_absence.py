"""The phone of a guard: the own duty when there is one, and the word that they cannot come."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from sinergi.areas.deployment import commands, queries
from sinergi.areas.deployment.facts import Cause
from sinergi.entrypoints.field.views import SESSION_KEY
from sinergi.journal import clock
from sinergi.vocabulary.viewer import Party
from tests import cast
from tests.guards import Guards
from tests.journeys import guard_staff
from tests.journeys.console_html import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Guards:
    """The tiny kecamatan with its guards, their cards, and a plan in force."""
    found = guard_staff.town()
    guard_staff.issued()
    return found


def phone(staff: Guards, party: Party = Party.POLSEK) -> Client:
    """Return the phone of a card holder; signing in has tests of its own."""
    client = Client()
    session = client.session
    session[SESSION_KEY] = staff.cards[party].account.removeprefix("card:")
    session.save()
    return client


def mine(staff: Guards, party: Party = Party.POLSEK) -> HttpResponse:
    """Return the page of the own post."""
    return phone(staff, party).get("/kartu/saya/")  # type: ignore[return-value] # a test client's page is one


def say(client: Client, reason: str) -> HttpResponse:
    """Send the form and return the page that follows."""
    sent = {"kiriman": str(clock.new_id()), "reason": reason}
    return client.post("/kartu/saya/berhalangan/", sent, follow=True)  # type: ignore[return-value] # a page


def test_the_own_duty_and_nobody_elses(staff: Guards) -> None:
    """A police card shows sector, stops and times; other sectors and people of other parties are not there."""
    said = text_of(mine(staff))
    own = queries.own_duty(staff.cards[Party.POLSEK])
    assert own is not None
    assert "Tugas Anda" in said
    assert "Sprin/1" in said
    if own.sector:
        assert own.sector.post_name in said
    others = queries.plan(cast.kapolsek, plan=queries.plans(cast.kapolsek)[0].plan).sectors
    strangers = [one.name for row in others for one in row.officers if not own.sector or row.code != own.sector.code]
    assert strangers
    assert [name for name in strangers if name in said] == []


def test_a_linmas_reads_their_gate(staff: Guards) -> None:
    """Linmas see the TPS whose gate is theirs."""
    own = queries.own_duty(staff.cards[Party.KECAMATAN])
    assert own is not None
    assert own.station is not None
    assert own.station.name in text_of(mine(staff, Party.KECAMATAN))


def test_saying_so_is_recorded_and_makes_a_proposal(staff: Guards) -> None:
    """The phone says honestly that the chief decides; the plan in force stands, a draft answers the absence."""
    client = phone(staff)
    said = text_of(say(client, "ill"))
    assert "Tercatat; menunggu keputusan Kapolsek." in said
    assert "Anda tercatat berhalangan" in said
    [row] = queries.absences(cast.kapolsek)
    newest = queries.plans(cast.kapolsek)[0]
    assert (newest.cause, row.proposal) == (Cause.ABSENCE, newest.plan)
    in_force = queries.in_force(cast.kapolsek)
    assert in_force is not None
    assert in_force.row.number == 1


def test_an_unknown_reason_is_refused_and_nothing_recorded(staff: Guards) -> None:
    """The form stays, with the sentence linked to the choice."""
    answer = say(phone(staff), "malas")
    assert answer.status_code == 422
    assert "Pilih satu alasan." in text_of(answer)
    assert queries.absences(cast.kapolsek) == ()


def test_a_second_click_is_one_word(staff: Guards) -> None:
    """The same form sent twice is recorded once."""
    client, sent = phone(staff), {"kiriman": str(clock.new_id()), "reason": "family"}
    for _click in range(2):
        client.post("/kartu/saya/berhalangan/", sent)
    assert len(queries.absences(cast.kapolsek)) == 1
    assert len(queries.plans(cast.kapolsek)) == 2


def test_without_a_card_there_is_no_form(staff: Guards) -> None:
    """An office or a stranger is sent to the door."""
    assert staff.cards
    for method in ("get", "post"):
        assert getattr(Client(), method)("/kartu/saya/berhalangan/").status_code == 302


def test_back_again_the_absence_is_gone(staff: Guards) -> None:
    """The office of the own party says so on the page Pengamanan."""
    say(phone(staff), "accident")
    [row] = queries.absences(cast.kapolsek)
    commands.end_absence(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), person=row.guard.person)
    assert queries.absences(cast.kapolsek) == ()
