"""Komitmen and Kalender in a real browser: report with a photograph, accept, by keyboard, without scripts; and axe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from sinergi.areas.meetings import commands
from sinergi.documents import dates
from sinergi.journal import clock
from tests import cast
from tests.journeys import console_browser, promise_story
from tests.journeys.promise_story import Story

pytestmark = pytest.mark.django_db(transaction=True)
REFUSED = "422 (Unprocessable Entity)"  # the browser's own word on a form that was refused
WIDTHS = (320, 1280)
LATER = dates.day(datetime.now(UTC).date() + timedelta(days=40))  # with the month in Indonesian words
PHOTO = FilePayload(name="foto.jpg", mimeType="image/jpeg", buffer=promise_story.picture())


@pytest.fixture
def town(transactional_db: None, data_dir: Path, live_server: LiveServer) -> str:
    """The address of the demo's kecamatan, served."""
    console_browser.kempas()
    return str(live_server.url)


@pytest.fixture
def story(town: str) -> Story:
    """Promises in every state, and what the clerk says of them."""
    assert town
    told = promise_story.story()
    commands.remind(now=clock.now())
    return told


@pytest.fixture
def chief(town: str, visitor: BrowserContext) -> Iterator[Page]:
    """A browser page of the head of the police post; any error in its console fails the test."""
    console_browser.sign_in(visitor, cast.kapolsek, town)
    tab, errors = visitor.new_page(), list[str]()
    tab.on("console", lambda told: errors.append(told.text) if told.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    assert [one for one in errors if REFUSED not in one] == []


def test_from_the_ledger_to_accepted_evidence(town: str, story: Story, chief: Page) -> None:
    """The chief opens what is to be checked, looks at the photograph, and accepts it; the ledger follows."""
    chief.goto(f"{town}/komitmen/")
    expect(chief.locator("#eskalasi")).to_contain_text("Untuk pimpinan Polsek")
    chief.get_by_role("link", name="Perlu saya periksa 1").click()
    chief.get_by_role("link", name="K-3").click()
    assert chief.url.endswith(f"/komitmen/{story.photo}/")
    chief.get_by_text("Tampilkan foto 1").click()
    picture = chief.get_by_role("img", name="Foto bukti 1")
    expect(picture).to_be_visible()
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 640)
    chief.get_by_role("button", name="Terima, komitmen dipenuhi").click()
    expect(chief.get_by_role("status").filter(has_text="Bukti diterima")).to_be_visible()
    expect(chief.locator("#keadaan")).to_contain_text("Dipenuhi")


def test_postponed_by_keyboard_alone(town: str, story: Story, chief: Page) -> None:
    """Tab, Enter and typing open the form, fill it and send it."""
    chief.goto(f"{town}/komitmen/{story.late}/")
    chief.get_by_text("Tunda", exact=True).first.focus()
    chief.keyboard.press("Enter")
    chief.keyboard.press("Tab")
    expect(chief.get_by_label("Tanggal tenggat")).to_be_focused()
    chief.keyboard.press("Control+a")
    chief.keyboard.type(LATER)
    chief.keyboard.press("Tab")
    chief.keyboard.press("Control+a")
    chief.keyboard.type("14.30")
    chief.keyboard.press("Tab")
    chief.keyboard.type("Menunggu data dari desa")
    chief.keyboard.press("Enter")
    expect(chief.locator("#keadaan")).to_contain_text(f"{LATER} 14.30 WIB")
    expect(chief.locator("#riwayat + ol")).to_contain_text("Menunggu data dari desa")


def test_another_browser_sees_it_at_once(town: str, story: Story, chief: Page, chromium: Browser) -> None:
    """What another party answers appears on the open page without a reload."""
    chief.goto(f"{town}/komitmen/{story.late}/")
    other = chromium.new_context(locale="id-ID", timezone_id="Asia/Jakarta")
    console_browser.sign_in(other, cast.danramil, town)
    tab = other.new_page()
    tab.goto(f"{town}/komitmen/{story.late}/")
    tab.get_by_text("Setuju atau keberatan").click()
    tab.get_by_label("Keberatan").check()
    tab.get_by_label("Alasan").fill("Daftarnya belum lengkap")
    tab.get_by_role("button", name="Catat pendapat").click()
    expect(chief.locator("#keadaan")).to_contain_text("Koramil berkeberatan")
    other.close()


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_accessibility_violations(town: str, story: Story, chief: Page, language: str) -> None:
    """Axe finds nothing on any page of promises and the calendar, and nothing scrolls sideways."""
    if language == "en":
        console_browser.in_english(chief.context, town)
    found = []
    for path in (
        "/komitmen/",
        "/komitmen/?tab=semua",
        "/komitmen/?tab=selesai&cari=tidakada&pihak=ppk",
        "/komitmen/baru/",
        f"/komitmen/{story.late}/",
        f"/komitmen/{story.counted}/",
        f"/komitmen/{story.photo}/",
        f"/komitmen/{story.dissented}/",
        f"/komitmen/{story.record}/",
        f"/komitmen/{story.kept}/",
        f"/komitmen/{story.late}/koreksi/",
        f"/komitmen/{story.late}/tugaskan/",
        "/kalender/",
        "/kalender/?mulai=semua",
    ):
        chief.goto(town + path)
        chief.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        for width in WIDTHS:
            chief.set_viewport_size({"width": width, "height": 800})
            found += [f"{path} {width} {line}" for line in console_browser.violations(chief)]
            if chief.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{path} {width} scrolls sideways")
    assert found == []


def test_a_refused_form_is_sound_too(town: str, story: Story, chief: Page) -> None:
    """With its errors shown a page has no violation either, and its summary leads to the field."""
    chief.goto(f"{town}/komitmen/{story.photo}/")
    chief.get_by_role("button", name="Kembalikan").click()
    expect(chief.get_by_role("alert")).to_contain_text("Alasan")
    assert console_browser.violations(chief) == []
    chief.get_by_role("alert").get_by_role("link").click()
    expect(chief.locator("#kembalikan_reason")).to_be_focused()
    chief.goto(f"{town}/komitmen/baru/")
    chief.get_by_role("button", name="Catat komitmen").click()
    expect(chief.get_by_role("alert")).to_be_visible()
    assert console_browser.violations(chief) == []


def test_everything_works_without_scripts(town: str, story: Story, chromium: Browser) -> None:
    """With JavaScript off a promise is written down, reported with a photograph and found in the ledger."""
    assert story.late
    context = chromium.new_context(java_script_enabled=False)
    console_browser.sign_in(context, cast.danramil, town)
    tab = context.new_page()
    tab.goto(f"{town}/komitmen/baru/")
    tab.get_by_label("Apa yang dijanjikan").fill("Memasang lampu di dermaga")
    tab.get_by_label("Tanggal tenggat").fill(LATER)
    tab.get_by_label("Jam tenggat").fill("18.00")
    tab.get_by_label("Bukti yang diminta").select_option("photo")
    tab.get_by_role("button", name="Catat komitmen").click()
    expect(tab.locator("#keadaan")).to_contain_text(f"{LATER} 18.00 WIB")
    tab.get_by_label("Foto bukti").set_input_files(PHOTO)
    tab.get_by_role("button", name="Laporkan selesai").click()
    expect(tab.locator("#keadaan")).to_contain_text("Menunggu pemeriksaan")
    tab.goto(f"{town}/komitmen/?tab=menunggu")
    expect(tab.locator("#komitmen")).to_contain_text("Memasang lampu di dermaga")
    context.close()


def test_printed_and_projected(town: str, story: Story, chief: Page) -> None:
    """On paper and on the projector the table stays, and menus, forms and the secret address are gone."""
    assert story.late
    for path, table in (("/komitmen/?tab=semua", ".ledger"), ("/kalender/?mulai=semua", ".agenda")):
        chief.goto(f"{town}{path}&layar=1")
        assert chief.evaluate("getComputedStyle(document.documentElement).fontSize") == "22px"
        expect(chief.locator(".menu")).to_be_hidden()
        expect(chief.locator(table).last).to_be_visible()
        expect(chief.get_by_text("Kalender di telepon")).to_be_hidden()
        chief.get_by_role("link", name="Tutup layar proyektor").click()
        expect(chief.locator(".menu")).to_be_visible()
        chief.emulate_media(media="print")
        expect(chief.locator(table).last).to_be_visible()
        expect(chief.locator("#saring")).to_be_hidden()
        chief.emulate_media(media="screen")
