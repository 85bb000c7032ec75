"""Rapat in a real browser: call, open, attend, answer by keyboard; lines of others arrive; axe on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import MeetingState, Stance
from tests import cast, world
from tests.journeys import console_browser, meeting_room
from tests.journeys.meeting_room import Room

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (320, 1280)


@pytest.fixture
def town(transactional_db: None, data_dir: Path, live_server: LiveServer) -> str:
    """The address of the tiny kecamatan, served."""
    world.small()
    return str(live_server.url)


@pytest.fixture
def room(town: str) -> Room:
    """Four meetings, one in each state."""
    assert town
    return meeting_room.small()


@pytest.fixture
def host(town: str, visitor: BrowserContext) -> Iterator[Page]:
    """A browser page of the head of the kecamatan; any error in its console but a refusal's fails the test."""
    console_browser.sign_in(visitor, cast.camat, town)
    tab, errors = visitor.new_page(), list[str]()
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    assert [one for one in errors if "422" not in one] == []


def test_from_invitation_to_closing_by_keyboard(town: str, host: Page) -> None:
    """Call a meeting, open it, note who is there, close it: with keys alone."""
    host.goto(f"{town}/rapat/")
    host.get_by_role("link", name="Undang rapat").focus()
    host.keyboard.press("Enter")
    host.get_by_label("Nama rapat").focus()
    host.keyboard.type("Rapat kesiapan")
    host.keyboard.press("Tab")
    host.keyboard.type("005/1/XI/2024")
    host.get_by_label("Tempat").focus()
    host.keyboard.type("Aula")
    host.keyboard.press("Tab")
    host.keyboard.type("Logistik")
    host.keyboard.press("Enter")
    host.keyboard.type("Pengamanan")
    host.get_by_role("button", name="Undang rapat").focus()
    host.keyboard.press("Enter")
    expect(host.get_by_role("heading", level=1)).to_contain_text("Rapat kesiapan")
    host.get_by_role("button", name="Buka rapat sekarang").focus()
    host.keyboard.press("Enter")
    expect(host.get_by_role("heading", level=1)).to_contain_text("Berlangsung")
    host.get_by_role("region", name="Langkah berikutnya").get_by_role("link", name="Isi daftar hadir").focus()
    host.keyboard.press("Enter")
    host.get_by_label("Kehadiran Kapolsek").focus()
    host.keyboard.type("Hadir")
    host.get_by_role("button", name="Simpan kehadiran").focus()
    host.keyboard.press("Enter")
    expect(host.locator("#hadir")).to_contain_text("1 dari 5 hadir")
    host.get_by_role("button", name="Tutup rapat").focus()
    host.keyboard.press("Enter")
    expect(host.get_by_role("heading", level=1)).to_contain_text("Selesai")
    (row,) = queries.meetings(cast.camat).rows
    assert (row.state, row.present) == (MeetingState.CLOSED, 1)


def test_a_refusal_comes_back_with_what_was_typed(town: str, host: Page) -> None:
    """A meeting that ends before it begins: the reason stands at the box, everything else is as it was."""
    host.goto(f"{town}/rapat/undang/")
    host.get_by_label("Nama rapat").fill("Rapat mundur")
    host.get_by_label("Nomor surat undangan").fill("005/1")
    host.get_by_label("Selesai").fill("08.00")
    host.get_by_label("Tempat").fill("Aula")
    host.get_by_label(re.compile("Acara")).fill("Logistik")
    host.get_by_role("button", name="Undang rapat").click()
    expect(host.get_by_role("alert")).to_contain_text("Mulai:")
    expect(host.get_by_label("Nama rapat")).to_have_value("Rapat mundur")
    expect(host.get_by_label("Kapolsek")).to_be_checked()


def test_lines_of_others_arrive(town: str, host: Page, room: Room) -> None:
    """What another party writes or answers stands on the open page without a reload, on the projector too."""
    host.goto(f"{town}/rapat/{room.running}/?layar=1")
    expect(host.locator("#rapat")).not_to_contain_text("Tinta belum tiba")
    meeting_room.step(commands.take_note, cast.ppk_chair, meeting=room.running, item=1, text="Tinta belum tiba")
    expect(host.locator("#rapat")).to_contain_text("Tinta belum tiba")
    assert host.evaluate("document.documentElement.classList.contains('projector')")
    decision = meeting_room.step(
        commands.take_decision, meeting=room.running, item=2, text="Patroli malam", information_only=True
    )
    expect(host.locator("#rapat")).to_contain_text("Patroli malam")
    meeting_room.step(commands.answer, cast.danramil, about=decision, stance=Stance.DISSENTED, note="Kurang orang")
    expect(host.locator("#rapat")).to_contain_text("Keberatan Koramil: Kurang orang")


def test_the_next_step_is_the_largest(town: str, host: Page, room: Room) -> None:
    """No text but the heading is larger than the next step, and its button is the tallest, on a phone and a desk."""
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    for width in (360, 1366):
        host.set_viewport_size({"width": width, "height": 768})
        for meeting in (room.called, room.running, room.closed):
            host.goto(f"{town}/rapat/{meeting}/")
            words = host.locator(".next .big").evaluate(size)
            others = host.locator("main h2, main h3, main p:not(.next p), main li").evaluate_all(
                f"(all) => Math.max(...all.map({size}))"
            )
            assert words > others
            assert host.locator(".next .button").bounding_box()["y"] < 768  # type: ignore[index] # it is on the page


def test_without_scripts(town: str, chromium: Browser, room: Room) -> None:
    """Plain forms do it all: agree to a decision, object with a reason, add an item."""
    context = chromium.new_context(java_script_enabled=False, locale="id-ID", viewport={"width": 360, "height": 740})
    console_browser.sign_in(context, cast.danramil, town)
    page = context.new_page()
    page.goto(f"{town}/rapat/{room.closed}/")
    page.get_by_role("button", name=re.compile("Setuju")).click()
    expect(page.locator("#keputusan-1")).to_contain_text("Koramil: ✓ Setuju")
    page.get_by_role("link", name=re.compile("Keberatan")).click()
    page.get_by_label("Alasan").fill("Terlalu jauh")
    page.get_by_role("button", name="Catat keberatan").click()
    expect(page.locator("#keputusan-1")).to_contain_text("Keberatan Koramil: Terlalu jauh")
    page.goto(f"{town}/rapat/{room.running}/acara/")
    page.get_by_label("Acara baru").fill("Lain-lain")
    page.get_by_role("button", name="Tambahkan").click()
    expect(page.locator("#rapat")).to_contain_text("3. Lain-lain")
    context.close()


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_accessibility_violations(town: str, host: Page, room: Room, language: str) -> None:
    """Axe finds nothing on any page of meetings, refused forms among them, and nothing scrolls sideways."""
    if language == "en":
        console_browser.in_english(host.context, town)
    meeting_room.step(commands.take_note, meeting=room.running, item=1, text="x" * 300)
    closed, running = f"/rapat/{room.closed}/", f"/rapat/{room.running}/"
    paths = [
        "/rapat/",
        "/rapat/?status=closed",
        "/rapat/undang/",
        f"/rapat/{room.called}/",
        f"/rapat/{room.cancelled}/",
    ]
    paths += [closed, running, f"{running}?layar=1", f"/rapat/{room.called}/undangan/", f"/rapat/{room.called}/batal/"]
    paths += [f"{running}{part}/" for part in ("hadir", "acara", "peserta", "keputusan", "pesan")]
    paths += [f"{closed}buka-kembali/", f"{closed}catatan/{room.note}/", f"{closed}keputusan/{room.decision}/"]
    paths += [f"{closed}keputusan/{room.decision}/keberatan/"]
    found = []
    for path in paths:
        host.goto(town + path)
        for width in WIDTHS:
            host.set_viewport_size({"width": width, "height": 800})
            found += [f"{path} {width} {line}" for line in console_browser.violations(host)]
            if host.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{path} {width} scrolls sideways")
    for path in ("/rapat/undang/", f"{running}keputusan/"):
        host.goto(town + path)
        host.locator("main form button.button").last.click()
        expect(host.locator(".error-summary")).to_be_visible()
        found += [f"{path} refused {line}" for line in console_browser.violations(host)]
    assert found == []
