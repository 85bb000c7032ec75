"""In a real browser: second factor, passkey, QR card, import; no axe violation, console error or sideways scroll."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from sinergi.areas.people import commands, queries
from sinergi.areas.people.columns import PersonEntry
from sinergi.areas.people.facts import Duty
from sinergi.vocabulary.viewer import Party
from tests import cast
from tests.journeys.office import PASSWORD, account, signed_in
from tests.journeys.test_imports_pages import BAD, GOOD, messy
from tests.world import World, small

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (320, 1366)


@pytest.fixture
def kempas(transactional_db: None, data_dir: Path) -> World:
    """The tiny kecamatan, committed, so that the served program sees it."""
    return small()


@pytest.fixture
def quiet(page: Page) -> Iterator[Page]:
    """A page whose console must stay empty: the strict policy blocks nothing that we send."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert [line for line in said if "status of 4" not in line] == []


def no_axe(page: Page, where: str) -> None:
    """Assert that neither width has an axe violation or a sideways scroll."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        found = Axe().run(page)
        assert found.violations_count == 0, f"{where} at {width}: {found.generate_report()}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{where} scrolls sideways by {wide} px at {width}"


def sign_in(page: Page, server: LiveServer, login: str) -> None:
    """Type name and password."""
    page.goto(f"{server.url}/masuk/")
    page.get_by_label("Nama akun").fill(login)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def enter(context: BrowserContext, server: LiveServer, viewer: object = cast.camat) -> None:
    """Put the cookie of a signed-in session into the browser."""
    client = signed_in(viewer)  # type: ignore[arg-type] # a viewer of the cast
    morsel = client.cookies["sinergi_sesi"]
    context.add_cookies([{"name": "sinergi_sesi", "value": morsel.value, "url": server.url}])


def test_the_authenticator_app_is_set_up_and_used(quiet: Page, live_server: LiveServer, kempas: World) -> None:
    """First sign-in leads to the set-up; the second asks for the code."""
    login = account(cast.camat)
    sign_in(quiet, live_server, login)
    quiet.wait_for_url("**/akun/2fa/")
    no_axe(quiet, "set-up")
    quiet.get_by_role("link", name="Pasang aplikasi autentikator").first.click()
    no_axe(quiet, "activate")
    secret = quiet.locator("code.secret").inner_text()
    quiet.get_by_label("Kode autentikator").fill(_code(secret, 0))
    quiet.get_by_role("button", name="Pasang").click()
    quiet.get_by_role("heading", name="Kode cadangan").wait_for()
    quiet.context.clear_cookies()
    sign_in(quiet, live_server, login)
    quiet.wait_for_url("**/akun/2fa/authenticate/**")
    no_axe(quiet, "second step")
    quiet.get_by_label("Kode").fill(_code(secret, 1))
    quiet.get_by_role("button", name="Masuk", exact=True).click()
    quiet.wait_for_url(f"{live_server.url}/")


def test_a_passkey_lets_in_without_a_password(quiet: Page, live_server: LiveServer, kempas: World) -> None:
    """Registered with a (virtual) device, it opens the account by itself."""
    server = live_server.url.replace("127.0.0.1", "localhost")
    devtools = quiet.context.new_cdp_session(quiet)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    client = signed_in(cast.camat)
    cookie = {"name": "sinergi_sesi", "value": client.cookies["sinergi_sesi"].value, "url": server}
    quiet.context.add_cookies([cookie])  # type: ignore[list-item] # a plain dict will do
    quiet.goto(f"{server}/akun/2fa/webauthn/add/")
    if "periksa-ulang" in quiet.url:
        quiet.get_by_label("Sandi").fill(PASSWORD)
        quiet.get_by_role("button", name="Lanjutkan").click()
    quiet.locator("input[type=checkbox]").check()
    no_axe(quiet, "add passkey")
    quiet.get_by_role("button", name="Tambah", exact=True).click()
    quiet.wait_for_url(re.compile(r"/akun/2fa/(recovery-codes/)?$"))
    quiet.context.clear_cookies()
    quiet.goto(f"{server}/masuk/")
    quiet.get_by_role("button", name="Masuk dengan kunci sandi").click()
    quiet.wait_for_url(f"{server}/")
    assert quiet.get_by_text("Kecamatan · Pimpinan").count() == 1


def test_the_qr_code_lets_in_and_leaves_no_trace(quiet: Page, live_server: LiveServer, kempas: World) -> None:
    """What the QR holds is posted by the script and gone from the address bar and the history."""
    card = commands.issue_card(
        viewer=cast.camat, stamp=cast.stamp(cast.camat), post=kempas.posts[0], valid_until=cast.H_DAY.replace(year=2096)
    )
    quiet.goto(f"{live_server.url}/kartu/")
    no_axe(quiet, "card sign-in")
    quiet.goto("about:blank")
    quiet.goto(f"{live_server.url}/kartu/#{card.card}.{card.token}")
    quiet.wait_for_url("**/kartu/saya/")
    assert card.token not in quiet.url
    no_axe(quiet, "own post")
    quiet.go_back()
    assert card.token not in quiet.url


def test_a_messy_file_goes_through_the_browser(
    quiet: Page, live_server: LiveServer, kempas: World, tmp_path: Path
) -> None:
    """Statement, upload, errors, choice, result; the marked copy is a download."""
    enter(quiet.context, live_server, cast.ppk_chair)
    file = tmp_path / "rekap tps.xlsx"
    file.write_bytes(messy(GOOD, BAD))
    quiet.goto(f"{live_server.url}/impor/")
    no_axe(quiet, "import start")
    quiet.get_by_role("link", name="TPS", exact=True).click()
    no_axe(quiet, "import tps")
    quiet.get_by_label("Berkas", exact=True).set_input_files(file)
    quiet.get_by_role("button", name="Unggah dan lihat pratinjau").click()
    quiet.get_by_role("heading", name="Pratinjau: rekap tps.xlsx").wait_for()
    no_axe(quiet, "import preview")
    with quiet.expect_download() as download:
        quiet.get_by_role("link", name="Unduh berkas bertanda").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    quiet.get_by_role("link", name="Tinggalkan baris bertanda").click()
    quiet.get_by_role("button", name="Terapkan").click()
    quiet.get_by_role("heading", name="Sudah diterapkan").wait_for()
    no_axe(quiet, "import result")


@pytest.mark.parametrize(
    "path",
    [
        "/orang/",
        "/orang/baru/",
        "/orang/{person}/",
        "/orang/{person}/ubah/",
        "/orang/{person}/hapus/",
        "/orang/pos/",
        "/orang/pos/{post}/",
        "/orang/kartu/",
        "/orang/akun/",
        "/orang/akun/{login}/tutup/",
        "/orang/akun/{login}/kata-sandi/",
        "/orang/tidak-ada/",
        "/masuk/",
        "/akun/2fa/",
    ],
)
def test_pages_about_people_are_accessible(quiet: Page, live_server: LiveServer, kempas: World, path: str) -> None:
    """No axe violation at 320 and 1366, and nothing scrolls sideways."""
    entry = PersonEntry(name="Budi Rekaan", party=Party.KECAMATAN, duty=Duty.LINMAS, phone="0811 2345 6789")
    commands.register_person(viewer=cast.camat, stamp=cast.stamp(cast.camat), entry=entry)
    if path != "/masuk/":
        enter(quiet.context, live_server)
    person, login = (
        queries.persons(cast.camat)[0].person,
        queries.accounts(cast.camat)[0].account if path != "/masuk/" else "",
    )
    quiet.goto(live_server.url + path.format(person=person, post=kempas.posts[0], login=login))
    no_axe(quiet, path)


def _code(secret: str, step: int) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))
