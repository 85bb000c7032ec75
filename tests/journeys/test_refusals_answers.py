"""A refusal is an answer: one map to HTTP, a page for people, RFC 9457 for programs, in two languages."""

from __future__ import annotations

import errno

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from sinergi.config.middleware import client_address, status_of
from sinergi.entrypoints.console.asking import FIELD, ids_of
from sinergi.vocabulary.refusal import Refused
from tests.world import World

pytestmark = pytest.mark.django_db


def refuse(_request: HttpRequest, code: str) -> HttpResponse:
    """Refuse with whatever code is asked."""
    raise Refused(code, id="Kalimat.", en="Sentence.")


@pytest.fixture
def refusing(settings: object) -> Client:
    """A client of the program with one view that refuses."""
    module = type("Urls", (), {"urlpatterns": [*_program(), path("tolak/<str:code>/", refuse)]})
    settings.ROOT_URLCONF = module  # type: ignore[attr-defined]
    return Client()


def _program() -> list[object]:
    from sinergi.config import urls

    return list(urls.urlpatterns)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("access.personnel.write.chair", 403),
        ("access.throttled", 429),
        ("people.person.unknown", 404),
        ("places.station.missing", 404),
        ("journal.same-id-other-content", 409),
        ("people.card.already-open", 409),
        ("people.account.taken", 409),
        ("import.too-large", 413),
        ("sheet.nik", 422),
        ("code.village", 422),
    ],
)
def test_a_code_has_one_status(code: str, status: int) -> None:
    """The map is in one place."""
    assert status_of(code) == status


def fail(_request: HttpRequest, how: str) -> HttpResponse:
    """Fail as a full disk does."""
    raise OSError(errno.ENOSPC, "full") if how == "disk" else OperationalError("database or disk is full")


@pytest.mark.parametrize("how", ["disk", "database"])
def test_a_server_that_cannot_write_says_so(world: World, settings: object, how: str) -> None:
    """A full disk or a busy database is no bug of the program: named, and nothing was recorded."""
    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": [*_program(), path("gagal/<str:how>/", fail)]})  # type: ignore[attr-defined]
    answer = Client().get(f"/gagal/{how}/")
    assert answer.status_code == 503
    assert "server.unavailable" in answer.content.decode()


def test_people_get_a_page(world: World, refusing: Client) -> None:
    """With the sentence in their language, and the stable code."""
    answer = refusing.get("/tolak/sheet.nik/")
    assert answer.status_code == 422
    assert "Kalimat." in answer.content.decode()
    assert "sheet.nik" in answer.content.decode()
    refusing.cookies["sinergi_bahasa"] = "en"
    assert "Sentence." in refusing.get("/tolak/sheet.nik/").content.decode()


def test_programs_get_a_problem_document(world: World, refusing: Client) -> None:
    """RFC 9457 with the code and both sentences."""
    answer = refusing.get("/tolak/people.person.unknown/", headers={"accept": "application/problem+json"})
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json() == {
        "type": "about:blank",
        "title": "Kalimat.",
        "status": 404,
        "code": "people.person.unknown",
        "detail": {"id": "Kalimat.", "en": "Sentence."},
    }


def test_a_form_without_its_token_is_refused_politely(world: World) -> None:
    """The CSRF check answers in our words."""
    answer = Client(enforce_csrf_checks=True).post("/masuk/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "Muat ulang halaman" in answer.content.decode()


def test_a_forwarded_address_counts_only_behind_our_own_proxy(settings: object) -> None:
    """Otherwise anybody could claim any address and escape the limits."""
    request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 192.0.2.1")
    settings.SINERGI_BEHIND_PROXY = False  # type: ignore[attr-defined]
    assert client_address(request) == "198.51.100.1"
    settings.SINERGI_BEHIND_PROXY = True  # type: ignore[attr-defined]
    assert client_address(request) == "192.0.2.1"


def test_an_address_that_does_not_exist_says_so_in_our_frame(world: World) -> None:
    """The page of the program, not of the framework."""
    answer = Client().get("/tidak/ada/")
    assert answer.status_code == 404
    assert "Kembali ke Situasi" in answer.content.decode()


@pytest.mark.parametrize("sent", ["", "x", "ffffffff-ffff-ffff-ffff-ffffffffffff"])
def test_a_form_without_a_usable_id_is_refused(sent: str) -> None:
    """No id, no UUID, or one that leaves no room for the ids that follow from it: a refusal, not a fault."""
    with pytest.raises(Refused, match=r"form\.id-missing"):
        ids_of(RequestFactory().post("/", {FIELD: sent}), count=2)  # type: ignore[arg-type] # what ids_of reads is there
