"""Panggilan uji in a real browser: work through a list by keyboard, answer on a phone, without scripts; and axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from sinergi.areas.meetings import queries as meetings_queries
from sinergi.areas.people import queries
from sinergi.journal import clock
from sinergi.vocabulary.viewer import Party
from tests import cast, meetings, world
from tests.journeys import console_browser
from tests.rolls import HOUR, opened, schedule, token, usual

pytestmark = pytest.mark.django_db(transaction=True)
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1366, "height": 768}


@pytest.fixture
def posts(transactional_db: None, data_dir: object) -> tuple[str, ...]:
    """Four posts of the kecamatan: two with a phone, one without, one vacant."""
    return usual(world.small().posts)


@pytest.fixture
def plain(chromium: Browser) -> Iterator[BrowserContext]:
    """A narrow phone without scripts."""
    context = chromium.new_context(locale="id-ID", java_script_enabled=False, viewport=NARROW)
    yield context
    context.close()


def reply_link(call: str, post: str) -> str:
    """Return the address of the message to a post."""
    return reverse("roll_reply", kwargs={"call": call, "post": post, "token": token(call, post)})


def seat_link() -> str:
    """Return what the QR of a seat opens, of a meeting that begins in an hour."""
    starts = clock.now() + HOUR
    seats = (meetings.seat(Party.POLSEK, "Kapolsek"),)
    meeting = meetings.call(meetings.invitation(seats=seats, starts_at=starts, ends_at=starts + HOUR))
    seat = meetings_queries.meeting(cast.camat, meeting=meeting).seats[0].seat
    words = {"meeting": meeting, "seat": seat, "token": meetings_queries.seat_token(meeting, seat)}
    return reverse("check_in", kwargs=words)


def test_a_phone_without_scripts_answers(
    posts: tuple[str, ...], live_server: LiveServer, plain: BrowserContext
) -> None:
    """One big button on a narrow phone; the office ticks a box and says what it sent, all by plain forms."""
    call, page = opened(), plain.new_page()
    page.goto(f"{live_server.url}{reply_link(call, posts[0])}")
    page.get_by_role("button", name="Ya, saya menerima pesan ini").click()
    expect(page.get_by_role("status")).to_contain_text("Jawaban Anda tercatat")
    page.goto(f"{live_server.url}{seat_link()}")
    page.get_by_role("button", name="Saya hadir").click()
    expect(page.get_by_role("status")).to_contain_text("Hadir")
    console_browser.sign_in(plain, cast.camat, str(live_server.url))
    page.goto(f"{live_server.url}/panggilan/{call}/")
    page.get_by_role("link", name="Hubungi pos kita").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Yang dicentang sudah kami kirim").click()
    expect(page.get_by_role("status").first).to_contain_text("1 pos tercatat sudah dikirimi")
    own = queries.roll_call(cast.camat, call=call, now=clock.now()).own
    assert (own.answered, own.sent) == (1, 1)


def test_no_accessibility_violations(posts: tuple[str, ...], live_server: LiveServer, visitor: BrowserContext) -> None:
    """Axe finds nothing on any page, narrow and wide, and no page is wider than the phone."""
    call, planned = opened(), schedule(start=9 * HOUR)
    base = f"/panggilan/{call}/"
    paths = ["/panggilan/", "/panggilan/baru/", base, f"{base}pos/", f"{base}pesan/", f"/panggilan/{planned}/"]
    paths += [f"/panggilan/{planned}/batal/", reply_link(call, posts[0]), seat_link()]
    console_browser.sign_in(visitor, cast.camat, str(live_server.url))
    page = visitor.new_page()
    found = {path: _look(page, f"{live_server.url}{path}") for path in paths}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def _look(page: Page, address: str) -> list[str]:
    """Return what is wrong with a page, narrow and wide."""
    wrong = []
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type] # width and height
        page.goto(address)
        wrong += console_browser.violations(page)
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            wrong.append(f"wider than {size['width']}")
    return wrong
