"""Pengamanan in a real browser: draft, read, take an officer away, move by keyboard and by hand, issue; and axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from sinergi.areas.deployment import commands, queries
from sinergi.areas.deployment.queries import PlanState
from tests import cast
from tests.journeys import console_browser, guard_staff

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (320, 1280)


@pytest.fixture
def town(transactional_db: None, data_dir: Path, live_server: LiveServer) -> str:
    """The address of a small kecamatan with police, soldiers, Linmas and classes, served."""
    guard_staff.town()
    return str(live_server.url)


@pytest.fixture
def chief(town: str, visitor: BrowserContext) -> Iterator[Page]:
    """A browser page of the head of the police post; any error in its console fails the test."""
    console_browser.sign_in(visitor, cast.kapolsek, town)
    tab, errors = visitor.new_page(), list[str]()
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    assert errors == []


def test_from_draft_to_order(town: str, chief: Page) -> None:
    """The chief drafts, reads how good it is, replaces who falls ill, sees exactly one mover, and issues."""
    chief.goto(f"{town}/pengamanan/")
    expect(chief.get_by_text("Belum ada rencana")).to_be_visible()
    chief.get_by_role("button", name="Susun rencana").click()
    expect(chief.locator("#seberapa")).to_contain_text(re.compile(r"terbukti terbaik|paling jauh \d+,\d %"))
    expect(chief.locator("#tabel-sektor tbody > tr").first).to_be_visible()
    chief.locator("#tabel-sektor [data-person] button").first.click()
    expect(chief.locator("#ringkas")).to_contain_text("Tepat satu orang berpindah; 1 orang tidak lagi punya pos.")
    chief.get_by_role("link", name=re.compile("Terbitkan rencana 2")).click()
    chief.get_by_label("Nomor Sprin").fill("Sprin/1/XI/2024")
    chief.get_by_label(re.compile("Alasan menerbitkan")).fill("Waktu sudah dekat")
    chief.get_by_role("button", name="Terbitkan").click()
    expect(chief.locator("h1")).to_contain_text("berlaku")
    assert queries.plans(cast.kapolsek)[0].state is PlanState.ISSUED


def test_a_move_by_keyboard_alone(town: str, chief: Page) -> None:
    """The link beside a person chooses them in the form; arrows and Enter do the rest; a full sector asks for whom."""
    plan = guard_staff.drafted()
    first, second = queries.plan(cast.kapolsek, plan=plan).sectors[:2]
    mover = first.officers[0]
    chief.goto(f"{town}/pengamanan/{plan}/")
    link = chief.locator(f"#tabel-sektor [data-person='{mover.person}']").get_by_role("link", name="Pindahkan")
    link.focus()
    chief.keyboard.press("Enter")
    expect(chief.locator("#pindah-ke")).to_be_focused()
    expect(chief.locator("#pindah-orang")).to_have_value(mover.person)
    chief.keyboard.type(second.code)
    expect(chief.locator("#pindah-ke")).to_have_value(second.code)
    chief.keyboard.press("Tab")
    chief.keyboard.press("Enter")
    expect(chief.get_by_role("heading", level=1)).to_contain_text("Bertukar dengan siapa?")
    chief.get_by_role("button", name="Tukar").focus()
    chief.keyboard.press("Enter")
    expect(chief.locator("#ringkas")).to_contain_text("2 orang berpindah")


def test_dragging_does_the_same(town: str, chief: Page) -> None:
    """A person dropped on another sector leads to the same question as the form."""
    plan = guard_staff.drafted()
    first, second = queries.plan(cast.kapolsek, plan=plan).sectors[:2]
    chief.goto(f"{town}/pengamanan/{plan}/")
    held = chief.locator(f"#tabel-sektor [data-person='{first.officers[0].person}']")
    expect(held).to_have_attribute("draggable", "true")
    held.drag_to(chief.locator(f"[data-to='{second.code}']"))
    expect(chief.get_by_role("heading", level=1)).to_contain_text("Bertukar dengan siapa?")


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_accessibility_violations(town: str, chief: Page, language: str) -> None:
    """Axe finds nothing on any page of the guard plan, and nothing scrolls sideways."""
    force, plan = guard_staff.drafted(), guard_staff.drafted()
    issued = {"plan": force, "letter": "Sprin/1/XI/2024", "despite": "uji"}
    commands.issue_plan(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), **issued)
    view = queries.plan(cast.kapolsek, plan=plan)
    person, sector = view.sectors[0].officers[0].person, view.sectors[1].code
    if language == "en":
        console_browser.in_english(chief.context, town)
    found = []
    for path in (
        "/pengamanan/",
        "/pengamanan/kelas/",
        "/pengamanan/pola/",
        "/pengamanan/banding/",
        f"/pengamanan/banding/?lama={force}&baru={plan}",
        f"/pengamanan/{force}/",
        f"/pengamanan/{plan}/",
        f"/pengamanan/{plan}/mengapa/?person={person}&post={sector}",
        f"/pengamanan/{plan}/andai/?absent={person}",
        f"/pengamanan/{plan}/terbit/",
        f"/pengamanan/{plan}/tarik/",
        f"/pengamanan/{plan}/periksa-pesan/",
    ):
        for width in WIDTHS:
            chief.set_viewport_size({"width": width, "height": 800})
            chief.goto(town + path)
            found += [f"{path} {width} {line}" for line in console_browser.violations(chief)]
            if chief.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{path} {width} scrolls sideways")
    assert found == []


def test_everything_works_without_scripts(town: str, chromium: Browser) -> None:
    """With JavaScript off the map is drawn with numbered stops, and an officer is replaced and moved by forms."""
    plan = guard_staff.drafted()
    view = queries.plan(cast.kapolsek, plan=plan)
    context = chromium.new_context(java_script_enabled=False)
    console_browser.sign_in(context, cast.kapolsek, town)
    tab = context.new_page()
    tab.goto(f"{town}/pengamanan/{plan}/")
    expect(tab.locator("#peta svg[role=img]")).to_be_visible()
    assert tab.locator("#peta svg[role=img] g text").count() >= sum(len(one.stops) for one in view.sectors)
    tab.locator("#tabel-sektor [data-person]").first.get_by_role("link", name="Pindahkan").click()
    expect(tab.locator("#pindah-orang")).to_have_value(view.sectors[0].officers[0].person)
    tab.locator("#tabel-sektor [data-person] button").first.click()
    expect(tab.locator("#ringkas")).to_contain_text("Tepat satu orang berpindah")
    context.close()


def test_printed_the_sectors_fit_on_paper(town: str, chief: Page) -> None:
    """On paper the SVG map stands in, and menus, forms and buttons are gone; the table of sectors stays."""
    plan = guard_staff.drafted()
    chief.goto(f"{town}/pengamanan/{plan}/")
    expect(chief.locator("#peta-layar canvas").first).to_be_attached()
    chief.emulate_media(media="print")
    expect(chief.locator("#peta svg[role=img]")).to_be_visible()
    expect(chief.locator("#tabel-sektor")).to_be_visible()
    expect(chief.locator("#pindahkan")).to_be_hidden()
    expect(chief.locator("#tabel-sektor button").first).to_be_hidden()
    assert chief.pdf(format="A4").startswith(b"%PDF")


def test_the_projector_shows_the_plan_without_menus(town: str, chief: Page) -> None:
    """Larger type, no menu, no forms; one link leads back."""
    plan = guard_staff.drafted()
    chief.goto(f"{town}/pengamanan/{plan}/?layar=1")
    expect(chief.locator(".menu")).to_be_hidden()
    expect(chief.locator("#pindahkan")).to_be_hidden()
    expect(chief.locator("#tabel-sektor")).to_be_visible()
    assert chief.evaluate("getComputedStyle(document.documentElement).fontSize") == "22px"
    chief.get_by_role("link", name="Tutup layar proyektor").click()
    expect(chief.locator(".menu")).to_be_visible()
