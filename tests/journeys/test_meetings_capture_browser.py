"""Meeting mode in a real browser: fast, by keyboard alone, by two, with a bad line, a bad wire, no script; and axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.journeys import console_browser, meeting_room
from tests.world import small

pytestmark = pytest.mark.django_db(transaction=True)
REFUSED = re.compile("Failed to load resource: .*422")  # the browser's own word on a refused line


@pytest.fixture
def address(transactional_db: None, data_dir: Path, live_server: LiveServer) -> str:
    """The address of the meeting mode of a running meeting, served."""
    small()
    return f"{live_server.url}/rapat/{meeting_room.small().running}/catat/"


@pytest.fixture
def desk(address: str, visitor: BrowserContext) -> Iterator[Page]:
    """The secretary's browser page, on the meeting mode; any error in its console fails the test."""
    console_browser.sign_in(visitor, cast.camat, address)
    tab, errors = visitor.new_page(), list[str]()
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(address)
    yield tab
    assert [one for one in errors if not REFUSED.search(one)] == []


def notes(address: str) -> list[str]:
    """Return the notes of the meeting in their order."""
    view = meeting_room.view(address.split("/")[-3])
    return [note.text for item in view.items for note in item.notes]


def test_twenty_promises_by_keyboard(address: str, desk: Page) -> None:
    """The cursor is in the field from the start and stays there; twenty promises as fast as a hand can type."""
    field = desk.locator("#baris")
    expect(field).to_be_focused()
    for number in range(20):
        desk.keyboard.type(f"/komitmen @Koramil truk ke-{number} besok 16.00 #jumlah {number + 1}")
        desk.keyboard.press("Enter")
    expect(desk.locator("#isi-rapat [id^='komitmen-']")).to_have_count(20)
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    expect(desk.locator("#hasil")).to_contain_text("truk ke-19")
    promises = meeting_room.view(address.split("/")[-3]).promises
    assert sorted(one.text for one in promises) == sorted(f"truk ke-{number}" for number in range(20))
    assert [one.number for one in sorted(promises, key=lambda one: one.ask.number)] == sorted(
        one.number for one in promises
    )


def test_a_refused_line_comes_back_with_its_reason(desk: Page) -> None:
    """The line is in the field again, marked, to be put right; corrected, it is saved."""
    field = desk.locator("#baris")
    field.fill("/komitmen @Kodim truk besok")
    field.press("Enter")
    expect(desk.locator("#hasil")).to_contain_text("@Kodim")
    expect(field).to_have_value("/komitmen @Kodim truk besok")
    expect(field).to_be_focused()
    field.fill("/komitmen @Koramil truk besok")
    field.press("Enter")
    expect(desk.locator("#hasil")).to_contain_text("Koramil · truk")
    expect(field).to_have_value("")
    assert field.get_attribute("aria-invalid") is None


def test_a_line_typed_meanwhile_is_not_overwritten(address: str, desk: Page) -> None:
    """A refusal that arrives while the next line is being typed waits below; both lines are there."""
    desk.route("**/catat/", lambda route: route.continue_())
    field = desk.locator("#baris")
    field.fill("/komitmen @Kodim truk besok")
    field.press("Enter")
    desk.keyboard.type("yang berikutnya")
    expect(desk.locator("#ditolak li, #baris:not([value=''])").first).to_be_attached()
    expect(desk.locator("#hasil")).to_contain_text("@Kodim")
    kept = field.input_value() + (desk.locator("#ditolak").text_content() or "")
    assert "yang berikutnya" in kept
    assert "/komitmen @Kodim truk besok" in kept


def test_what_others_write_appears_while_one_types(address: str, desk: Page, chromium: Browser) -> None:
    """A line of another office appears by itself; what is half typed here stays, with the cursor."""
    other = chromium.new_context(locale="id-ID", timezone_id="Asia/Jakarta")
    console_browser.sign_in(other, cast.ppk_chair, address)
    theirs = other.new_page()
    theirs.goto(address)
    desk.locator("#baris").press_sequentially("setengah jadi")
    theirs.locator("#baris").fill("dari PPK")
    theirs.locator("#baris").press("Enter")
    expect(desk.locator("#isi-rapat")).to_contain_text("dari PPK")
    expect(desk.locator("#baris")).to_have_value("setengah jadi")
    expect(desk.locator("#baris")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(theirs.locator("#isi-rapat")).to_contain_text("setengah jadi")
    assert notes(address) == ["dari PPK", "setengah jadi"]
    other.close()


def test_a_wire_that_breaks_loses_nothing(address: str, visitor: BrowserContext) -> None:
    """Lines typed while the server cannot be reached wait, are named, and are sent once it answers; none twice."""
    console_browser.sign_in(visitor, cast.camat, address)
    tab, broken = visitor.new_page(), [2]

    def wire(route: Route) -> None:
        if route.request.method == "POST" and broken[0]:
            broken[0] -= 1
            if broken[0] == 1:
                route.fetch(max_redirects=0)  # it arrived, but the answer was lost
            route.abort()
        else:
            route.continue_()

    tab.goto(address)
    tab.route("**/catat/", wire)
    for line in ("satu", "dua", "tiga"):
        tab.locator("#baris").fill(line)
        tab.locator("#baris").press("Enter")
    expect(tab.locator("#hasil")).to_contain_text("Belum tersimpan")
    expect(tab.locator("#hasil")).to_contain_text("Catatan tersimpan: tiga", timeout=30_000)
    expect(tab.locator("#isi-rapat")).to_contain_text("tiga")
    assert notes(address) == ["satu", "dua", "tiga"]


def test_who_is_signed_out_keeps_the_line(address: str, visitor: BrowserContext) -> None:
    """A line sent after the session ended is named on the page, and not counted as saved."""
    console_browser.sign_in(visitor, cast.camat, address)
    tab = visitor.new_page()
    tab.goto(address)
    visitor.clear_cookies()
    tab.locator("#baris").fill("jangan hilang")
    tab.locator("#baris").press("Enter")
    expect(tab.locator("#hasil")).to_contain_text("“jangan hilang”")
    expect(tab.locator("#hasil")).to_contain_text("Belum tersimpan")
    assert notes(address) == []


def test_items_by_keyboard(address: str, desk: Page) -> None:
    """/acara chooses the item without leaving the field; the chooser does it by Tab and arrow."""
    desk.keyboard.type("/acara 2")
    desk.keyboard.press("Enter")
    expect(desk.locator("#butir")).to_have_value("2")
    expect(desk.locator("#baris")).to_be_focused()
    desk.keyboard.type("/acara + Lain-lain")
    desk.keyboard.press("Enter")
    expect(desk.locator("#butir")).to_have_value("3")
    desk.keyboard.press("Tab")
    expect(desk.locator("#butir")).to_be_focused()
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("Shift+Tab")
    desk.keyboard.type("di bawah butir dua")
    desk.keyboard.press("Enter")
    expect(desk.locator("#hasil")).to_contain_text("di bawah butir dua")
    expect(desk.locator("#butir")).to_have_value("2")
    assert meeting_room.view(address.split("/")[-3]).items[2].notes[0].text == "di bawah butir dua"


def test_without_javascript(address: str, chromium: Browser) -> None:
    """With scripts off the same form saves, shows back, refuses and keeps the line; the cursor is in the field."""
    context = chromium.new_context(locale="id-ID", timezone_id="Asia/Jakarta", java_script_enabled=False)
    console_browser.sign_in(context, cast.camat, address)
    page = context.new_page()
    page.goto(address)
    page.locator("#butir").select_option("2")
    page.locator("#baris").fill("/komitmen @PPK kirim daftar besok")
    page.locator("#baris").press("Enter")
    expect(page.locator("#hasil")).to_contain_text("PPK · kirim daftar")
    expect(page.locator("#hasil")).to_contain_text("17.00")
    expect(page.locator("#butir")).to_have_value("2")
    page.locator("#baris").fill("/komitmen @PPK kirim 31/2")
    page.get_by_role("button", name="Simpan baris").click()
    expect(page.locator("#hasil")).to_contain_text("31/2")
    expect(page.locator("#baris")).to_have_value("/komitmen @PPK kirim 31/2")
    context.close()


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_accessibility_violations(address: str, desk: Page, language: str) -> None:
    """Axe finds nothing at 320 and 1280 px and on the projector, empty, saved and refused; nothing scrolls sideways."""
    if language == "en":
        console_browser.in_english(desk.context, address)
    found: list[str] = []
    for line in (
        "",
        "/keputusan @PPK gudang di GOR besok 08.00 #publik",
        "/komitmen @PPK " + "panjang" * 30 + " besok",
        "/x",
    ):
        desk.goto(address)
        if line:
            desk.locator("#baris").fill(line)
            desk.locator("#baris").press("Enter")
            expect(desk.locator("#hasil p").first).to_be_visible()
        for width in (320, 1280):
            desk.set_viewport_size({"width": width, "height": 800})
            found += [f"{line} {width} {one}" for one in console_browser.violations(desk)]
            if desk.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{line} {width} scrolls sideways")
    desk.goto(f"{address}?layar=1&bantuan=1")
    found += [f"projector {one}" for one in console_browser.violations(desk)]
    assert desk.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 22
    assert found == []
