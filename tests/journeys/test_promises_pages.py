"""Komitmen: the ledger, one promise, and that every form says what it did or why it could not."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.commands import Draft
from sinergi.areas.meetings.facts import Ask, EvidenceKind, Stance
from sinergi.areas.meetings.queries import PromiseRow
from sinergi.journal import clock
from sinergi.vocabulary.viewer import Viewer
from tests import cast
from tests.journeys import office
from tests.journeys.console_html import rows, text_of
from tests.world import STATIONS, World

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=30, minutes=5)


def give(viewer: Viewer = cast.ppk_chair, *, due: timedelta = SOON, **said: object) -> str:
    """Write a promise down, by default of the PPK, and return its id."""
    known: dict[str, object] = {"party": viewer.party, "text": "Menyerahkan daftar TPS rawan", **said}
    draft = Draft(due=clock.now() + due, **known)  # type: ignore[arg-type] # keyword values by field name
    return commands.give_promise(viewer=viewer, stamp=cast.stamp(viewer, at=clock.now()), draft=draft)


def give_late(viewer: Viewer = cast.ppk_chair, **said: object) -> str:
    """Write a promise down a week ago whose hour was two days ago, and return its id."""
    then = clock.now() - timedelta(days=7)
    known: dict[str, object] = {"party": viewer.party, "text": "Mengirim jadwal distribusi", **said}
    draft = Draft(due=then + timedelta(days=5), **known)  # type: ignore[arg-type] # keyword values by field name
    return commands.give_promise(viewer=viewer, stamp=cast.stamp(viewer, at=then), draft=draft)


def row_of(promise: str, viewer: Viewer = cast.ppk_chair) -> PromiseRow:
    """Return how a promise stands."""
    return queries.promise(viewer, promise=promise, now=clock.now()).row


def send(viewer: Viewer, path: str, **said: object) -> HttpResponse:
    """Send a form as ``viewer`` and return the page that follows."""
    sent = {"kiriman": str(clock.new_id()), **said}
    return office.signed_in(viewer).post(path, sent, follow=True)  # type: ignore[return-value] # a test client's page is one


def read(viewer: Viewer, path: str) -> HttpResponse:
    """Return a page as ``viewer`` sees it."""
    return office.signed_in(viewer).get(path)  # type: ignore[return-value] # a test client's page is one


def picture() -> SimpleUploadedFile:
    """Return a small photograph."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(file, "JPEG")
    return SimpleUploadedFile("foto.jpg", file.getvalue(), content_type="image/jpeg")


def test_an_empty_ledger_says_so(world: World) -> None:
    """Without promises each tab says in words that there is nothing."""
    assert world
    for tab in queries.Tab:
        said = read(cast.kapolsek, f"/komitmen/?tab={tab}")
        assert said.status_code == 200
        assert re.search(r"Tidak ada|tidak punya|Belum ada", text_of(said)), tab


def test_the_tabs_count_and_hold_what_they_say(world: World) -> None:
    """Own, late, waiting, to check and closed promises stand behind their tabs, with the same number."""
    assert world
    give()
    give_late(cast.kapolsek)
    shown = give(cast.kapolsek, ask=Ask(evidence=EvidenceKind.COUNT, number=2))
    commands.report_promise(
        viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek, at=clock.now()), promise=shown, number=2
    )
    expected = {"milik-saya": 2, "pihak-saya": 2, "terlambat": 1, "menunggu": 1, "periksa": 0, "semua": 3, "selesai": 0}
    for tab, count in expected.items():
        said = read(cast.kapolsek, f"/komitmen/?tab={tab}")
        assert f"{count} komitmen" in text_of(said), tab
        assert re.search(rf'aria-current="page">[^<]*<span class="count">{count}</span>', said.content.decode()), tab
    assert len(rows(read(cast.ppk_chair, "/komitmen/?tab=periksa"), "daftar")) == 1


def test_a_row_says_everything_in_words(world: World) -> None:
    """Number, place, hour, what is left, state, what it waits for and who dissents can be read without colour."""
    assert world
    first = give_late(cast.kapolsek)
    second = give(waits_for=(first,), places=(STATIONS[0],))
    note = "Waktunya terlalu pendek"
    commands.answer(
        viewer=cast.danramil, stamp=cast.stamp(cast.danramil), about=second, stance=Stance.DISSENTED, note=note
    )
    late, coming = rows(read(cast.ppk_chair, "/komitmen/?tab=semua"), "daftar")
    assert "K-1" in late
    assert "lewat 2 hari" in late
    assert "▲ Terlambat" in late
    for part in ("K-2", "TPS 001", "menunggu K-1", "sisa 30 jam", "terhalang", f"keberatan: {note}"):
        assert part in coming, part


def test_filters_narrow_the_ledger(world: World) -> None:
    """Party, place and text leave what fits; a page that fits nothing says so and offers the way back."""
    assert world
    give(places=(STATIONS[2],))
    give(cast.kapolsek, text="Menjaga gudang")
    for query, count in (("pihak=polsek", 1), ("cari=gudang", 1), ("cari=K-1", 1), (f"tempat={STATIONS[2]}", 1)):
        assert len(rows(read(cast.camat, f"/komitmen/?tab=semua&{query}"), "daftar")) == count, query
    said = read(cast.camat, "/komitmen/?tab=semua&cari=tidakada")
    assert "Tidak ada komitmen yang cocok." in text_of(said)
    assert 'href="?tab=semua"' in said.content.decode()


def test_only_offices_get_in(world: World) -> None:
    """The public is sent to sign in."""
    assert world
    promise = give()

    for path in ("/komitmen/", f"/komitmen/{promise}/", "/komitmen/baru/"):
        assert Client().get(path).status_code == 302, path
