"""The console in a real browser: accessible, without scripts, by keyboard, live, frozen, light, printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser, BrowserContext, FloatRect, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from sinergi.areas.places import commands as places
from tests import cast, world
from tests.journeys import console_browser

pytestmark = pytest.mark.django_db(transaction=True)
STATION = "1404192001001"
PAGES = (
    "/",
    f"/tps/{STATION}/",
    f"/tps/{STATION}/koreksi/",
    f"/tps/{STATION}/cabut/",
    "/lokasi/",
    "/jurnal/",
    "/jurnal/periksa/",
    "/transparansi/",
)
WIDTHS = (360, 1366, 1920)
MAP_PAGE, REPEAT = 120_000, 12_000


@pytest.fixture
def town(transactional_db: None, data_dir: Path, live_server: LiveServer) -> str:
    """The address of the tiny kecamatan, served."""
    world.small()
    return str(live_server.url)


@pytest.fixture
def office(town: str, visitor: BrowserContext) -> Iterator[Page]:
    """A browser page of a PPK operator; any error in its console fails the test."""
    console_browser.sign_in(visitor, cast.ppk_operator, town)
    tab, errors = visitor.new_page(), list[str]()
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    assert errors == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_accessibility_violations(town: str, office: Page, language: str) -> None:
    """Axe finds nothing on any screen of the console, narrow or wide, in either language."""
    if language == "en":
        console_browser.in_english(office.context, town)
    found = []
    for path in PAGES:
        for width in WIDTHS:
            office.set_viewport_size({"width": width, "height": 800})
            office.goto(town + path)
            if path in PAGES[:2]:
                expect(office.locator("#peta-layar canvas").first).to_be_attached()
            found += [f"{path} {width} {line}" for line in console_browser.violations(office)]
    assert found == []


def test_nothing_overflows_at_320_px(town: str, office: Page) -> None:
    """No screen scrolls sideways at 320 px (WCAG reflow)."""
    office.set_viewport_size({"width": 320, "height": 800})
    wide = []
    for path in PAGES:
        office.goto(town + path)
        if office.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)
    assert wide == []


@pytest.mark.parametrize(("width", "most"), [(320, 210), (360, 180)])
def test_the_head_leaves_a_phone_its_screen(town: str, office: Page, width: int, most: int) -> None:
    """What is synthetic stays said on top, in one line that leads to the whole sentence at the foot."""
    office.set_viewport_size({"width": width, "height": 640})
    for path in PAGES:
        office.goto(town + path)
        bottom = office.evaluate("document.querySelector('header.top').getBoundingClientRect().bottom")
        assert bottom <= most, f"{path}: the head takes {bottom} px"
        expect(office.locator(".synthetic")).to_be_in_viewport()
    expect(office.locator("#tiruan")).to_be_visible()
    office.set_viewport_size({"width": 1366, "height": 800})
    expect(office.locator(".synthetic span")).to_be_visible()
    expect(office.locator("#tiruan")).to_be_hidden()


def test_names_on_the_map_do_not_lie_on_each_other(
    transactional_db: None, data_dir: Path, live_server: LiveServer, visitor: BrowserContext
) -> None:
    """On the screen a name moves aside or waits for a closer look; on paper every name is there and readable."""
    console_browser.kempas()
    console_browser.sign_in(visitor, cast.ppk_operator, live_server.url)
    tab = visitor.new_page()
    tab.goto(live_server.url)
    expect(tab.locator("#peta-layar .village")).to_have_count(12)
    _apart(tab, "#peta-layar .village:not([hidden])", least=8)
    tab.emulate_media(media="print")
    _apart(tab, "#peta-kertas svg g[text-anchor=middle] text", least=12)
    tab.close()


def test_everything_works_without_scripts(town: str, chromium: Browser) -> None:
    """With JavaScript off the map is drawn, the filter filters, columns sort, and a correction is recorded."""
    context = chromium.new_context(java_script_enabled=False)
    console_browser.sign_in(context, cast.ppk_operator, town)
    tab = context.new_page()
    tab.goto(town)
    expect(tab.locator("#peta svg[role=img]")).to_be_visible()
    expect(tab.locator("#hasil tbody tr")).to_have_count(4)
    tab.select_option("#keadaan", "sungai")
    tab.get_by_role("button", name="Saring").click()
    expect(tab.locator("#hasil tbody tr")).to_have_count(2)
    tab.goto(f"{town}/tps/{STATION}/koreksi/")
    tab.fill("#id_voters_male", "250")
    tab.fill("#id_source", "Berita acara 12")
    tab.get_by_role("button", name="Catat koreksi").click()
    expect(tab.get_by_text("Koreksi dicatat.")).to_be_visible()
    expect(tab.locator("#pemilih-isi")).to_contain_text("250")
    context.close()


def test_keyboard_alone_reaches_the_popup_of_a_station(town: str, office: Page) -> None:
    """The skip link comes first; from the table a key opens the popup on the map and stands on its link."""
    office.goto(town)
    expect(office.locator("#peta-layar canvas").first).to_be_attached()
    office.keyboard.press("Tab")
    expect(office.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    office.keyboard.press("Enter")
    office.locator(f"[data-show='{STATION}']").focus()
    office.keyboard.press("Enter")
    expect(office.locator(".leaflet-popup a[href^='/tps/']")).to_be_focused()
    office.keyboard.press("Enter")
    expect(office.get_by_role("heading", level=1)).to_contain_text("TPS 001")


def test_a_filter_leaves_map_table_and_counts_in_step(town: str, office: Page) -> None:
    """Choosing a state changes the rows, says how many, and the address can be shared."""
    office.goto(town)
    office.select_option("#keadaan", "sungai")
    expect(office.locator("#hasil tbody tr")).to_have_count(2)
    expect(office.locator("#cocok")).to_contain_text("2 TPS")
    expect(office).to_have_url(re.compile(r"keadaan=sungai"))
    office.reload()
    expect(office.locator("#hasil tbody tr")).to_have_count(2)


def test_a_change_shows_on_another_screen(town: str, office: Page) -> None:
    """What one office records appears on the other's open page by itself, in well under two seconds of waiting."""
    office.goto(town)
    expect(office.locator("#live")).to_contain_text("Tersambung")
    office.wait_for_timeout(500)
    fact = world.station(STATION, name="Gedung Serbaguna Baru")
    places.register_station(viewer=cast.ppk_chair, stamp=cast.stamp(cast.ppk_chair), fact=fact)
    expect(office.locator("#hasil")).to_contain_text("Gedung Serbaguna Baru", timeout=2000)


def test_a_frozen_screen_says_so(town: str, visitor: BrowserContext) -> None:
    """Without the server for 45 s the page says that its data may be stale: by a timer, not by an event."""
    tab = visitor.new_page()
    tab.clock.install()
    tab.goto(town)
    expect(tab.locator("#live")).not_to_have_class("lost")
    tab.route("**/hidup/**", lambda route: route.abort())
    tab.clock.run_for(50_000)
    expect(tab.locator("#live")).to_have_class("lost")
    expect(tab.locator("#live")).to_contain_text("Terputus")


def test_the_board_is_light(
    transactional_db: None, data_dir: Path, live_server: LiveServer, visitor: BrowserContext
) -> None:
    """The map page of 74 TPS stays within its budget, at the first visit and at the next (compressed bytes)."""
    console_browser.kempas()
    console_browser.sign_in(visitor, cast.ppk_operator, live_server.url)
    sizes: dict[str, int] = {}
    tab = visitor.new_page()
    tab.on("response", lambda response: sizes.__setitem__(response.url, _compressed(response)))
    with tab.expect_response("**/peta.json*"):
        tab.goto(live_server.url)
    expect(tab.locator("#peta-layar canvas").first).to_be_attached()
    assert tab.locator("#hasil tbody tr").count() == 74
    static = {url: size for url, size in sizes.items() if "/static/" in url}
    assert len(static) >= 5
    assert sum(sizes.values()) <= MAP_PAGE, sizes
    assert sum(sizes.values()) - sum(static.values()) <= REPEAT, sizes


def test_printed_on_paper_the_board_has_its_map_and_no_menus(town: str, office: Page, tmp_path: Path) -> None:
    """On A4 the SVG map stands in for the canvas, the header says when and for whom, menus are gone."""
    office.goto(town)
    expect(office.locator("#peta-layar canvas").first).to_be_attached()
    office.emulate_media(media="print")
    expect(office.locator("#peta svg[role=img]")).to_be_visible()
    expect(office.locator("#peta-layar")).to_be_hidden()
    expect(office.locator(".menu")).to_be_hidden()
    expect(office.locator(".print-head")).to_contain_text("bukan dokumen resmi")
    assert office.pdf(format="A4").startswith(b"%PDF")


def _compressed(response: Response) -> int:
    body = response.body() if response.ok else b""
    return len(brotli.compress(body)) + 300  # and the headers


def _apart(tab: Page, names: str, *, least: int) -> None:
    boxes = [box for one in tab.locator(names).all() if (box := one.bounding_box())]
    assert len(boxes) >= least
    assert [pair for pair in combinations(boxes, 2) if _meet(*pair)] == []


def _meet(a: FloatRect, b: FloatRect) -> bool:
    """Return whether two names share more than their halo."""
    wide = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
    high = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
    return wide > 1 and high > 3  # the box of a text is taller than its letters
