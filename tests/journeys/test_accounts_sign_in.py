"""Office accounts: opened by a chair, signed in with a second factor, slowed when guessed at, closed at once."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from sinergi.areas.people import commands, queries
from sinergi.config import credentials
from sinergi.config.formats.id import formats
from sinergi.vocabulary.refusal import Refused
from tests import cast
from tests.journeys.office import PASSWORD, account, signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


def code(secret: str, *, step: int = 0) -> str:
    """Return the six digits that an authenticator app shows now, or ``step`` half-minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def sign_in(client: Client, login: str, password: str = PASSWORD) -> object:
    """Send the sign-in form."""
    return client.post("/masuk/", {"login": login, "password": password})


def hidden(page: bytes) -> str:
    """Return the id of a form."""
    found = re.search(r'name="kiriman"[^>]*value="([^"]*)"', page.decode())
    assert found
    return found.group(1)


def set_up(client: Client) -> str:
    """Set up an authenticator app and return its secret."""
    page = client.get("/akun/2fa/totp/activate/", follow=True).content.decode()
    secret = re.search(r'<code class="secret">(\w+)</code>', page).group(1)  # type: ignore[union-attr]
    done = client.post("/akun/2fa/totp/activate/", {"code": code(secret)}, follow=True)
    assert "Kode cadangan" in done.content.decode()
    return secret


def test_without_a_second_factor_only_its_set_up_opens(world: World) -> None:
    """A fresh account is led to the set-up from every page, in whatever way it asks."""
    client = Client()
    sign_in(client, account(cast.camat))
    for path in ("/orang/", "/impor/", "/orang/baru/", "/orang/akun/"):
        assert client.get(path)["Location"] == "/akun/2fa/", path
    assert client.post("/orang/baru/", {})["Location"] == "/akun/2fa/"


def test_password_and_code_let_in_and_a_code_works_once(world: World) -> None:
    """The second step is asked; a used code is refused to the next sign-in; a code of the next half-minute is fine."""
    login = account(cast.camat)
    first = Client()
    sign_in(first, login)
    secret = set_up(first)
    assert first.get("/orang/").status_code == 200
    second = Client()
    assert sign_in(second, login)["Location"].startswith("/akun/2fa/authenticate/")
    assert second.get("/orang/").status_code == 302
    used = code(secret, step=1)
    assert second.post("/akun/2fa/authenticate/", {"code": used}).status_code == 302
    assert second.get("/orang/").status_code == 200
    third = Client()
    sign_in(third, login)
    assert third.post("/akun/2fa/authenticate/", {"code": used}).status_code == 200
    assert third.get("/orang/").status_code == 302


def test_a_recovery_code_opens_once(world: World) -> None:
    """The printed codes are shown once, and each of them lets in once."""
    login = account(cast.camat)
    client = Client()
    sign_in(client, login)
    page = client.get("/akun/2fa/totp/activate/", follow=True).content.decode()
    secret = re.search(r'<code class="secret">(\w+)</code>', page).group(1)  # type: ignore[union-attr]
    shown = client.post("/akun/2fa/totp/activate/", {"code": code(secret)}, follow=True).content.decode()
    spare = re.findall(r"<li><code>(\d+)</code></li>", shown)
    assert len(spare) == 10
    assert spare[0] not in client.get("/akun/2fa/recovery-codes/").content.decode()
    for tries, status in ((spare[0], 302), (spare[0], 200)):
        phone = Client()
        sign_in(phone, login)
        assert phone.post("/akun/2fa/authenticate/", {"code": tries}).status_code == status


def test_the_authenticator_secret_is_not_in_the_database(world: World) -> None:
    """A copy of the database is not enough to make codes."""
    client = Client()
    sign_in(client, account(cast.camat))
    secret = set_up(client)
    assert all(secret not in str(one.data) for one in Authenticator.objects.all())


def test_guessing_is_slowed_by_name_and_address_only(world: World) -> None:
    """Five wrong passwords pause that name from that address; the owner elsewhere still comes in."""
    login = account(cast.camat)
    guesser = Client(REMOTE_ADDR="192.0.2.9")
    for _ in range(5):
        answer = sign_in(guesser, login, "salah-salah-salah")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "Terlalu" in answer.content.decode()
    assert sign_in(guesser, login).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="192.0.2.10"), login).status_code == 302


def test_nobody_can_sign_up_or_reset_by_mail(client: Client) -> None:
    """There is no address for it."""
    for path in ("/accounts/signup/", "/daftar/", "/akun/signup/", "/akun/password/reset/", "/akun/email/"):
        assert client.get(path).status_code == 404


def test_a_chair_opens_an_account_and_sees_its_password_once(world: World) -> None:
    """The first password works; the same form again shows nothing and changes nothing."""
    chair = signed_in(cast.camat)
    data = {
        "kiriman": hidden(chair.get("/orang/akun/").content),
        "account": "kecamatan-operator-2",
        "label": "Operator Kecamatan",
        "role": "operator",
        "party": "kecamatan",
    }
    shown = chair.post("/orang/akun/", data).content.decode()
    password = re.search(r"<code>((?:[a-z0-9]{4}-){3}[a-z0-9]{4})</code>", shown).group(1)  # type: ignore[union-attr]
    again = chair.post("/orang/akun/", data)
    assert password not in again.content.decode()
    operator = Client()
    assert sign_in(operator, "kecamatan-operator-2", password)["Location"] == "/"
    set_up(operator)
    assert operator.get("/orang/").status_code == 200
    assert operator.post("/orang/akun/", {**data, "account": "kecamatan-operator-3"}).status_code in (403, 422)
    assert queries.account("kecamatan-operator-3") is None


def test_closing_an_account_ends_its_sessions_at_once(world: World) -> None:
    """The chair closes it; the open browser of its owner is out at the next click, and the password is dead."""
    operator, chair = signed_in(cast.ppk_operator), signed_in(cast.ppk_chair)
    assert operator.get("/orang/").status_code == 200
    path = f"/orang/akun/{cast.ppk_operator.account}/tutup/"
    chair.post(path, {"kiriman": hidden(chair.get(path).content), "reason": "Masa tugas selesai"})
    assert operator.get("/orang/").status_code == 302
    assert sign_in(Client(), cast.ppk_operator.account).status_code == 200


def test_a_right_taken_in_the_journal_applies_at_the_next_request(world: World) -> None:
    """Rights are read anew each time: closed by another process, the session opens nothing."""
    operator = signed_in(cast.ppk_operator)
    commands.close_account(
        viewer=cast.ppk_chair, stamp=cast.stamp(cast.ppk_chair), account=cast.ppk_operator.account, reason="Selesai"
    )
    assert operator.get("/orang/").status_code == 302


def test_another_party_cannot_close_or_renew(world: World) -> None:
    """The account of another party is not there."""
    account(cast.ppk_chair)
    camat = signed_in(cast.kapolsek)
    assert camat.get(f"/orang/akun/{cast.ppk_chair.account}/tutup/").status_code == 404
    assert camat.get(f"/orang/akun/{cast.ppk_chair.account}/kata-sandi/").status_code == 404


def test_a_renewed_password_forgets_the_second_factor_and_the_sessions(world: World) -> None:
    """A lost telephone: the chair gives a new start, the old session and the old password are gone."""
    operator, chair = signed_in(cast.ppk_operator), signed_in(cast.ppk_chair)
    path = f"/orang/akun/{cast.ppk_operator.account}/kata-sandi/"
    shown = chair.post(path, {"kiriman": hidden(chair.get(path).content)}).content.decode()
    fresh = re.search(r"<code>((?:[a-z0-9]{4}-){3}[a-z0-9]{4})</code>", shown).group(1)  # type: ignore[union-attr]
    assert operator.get("/orang/").status_code == 302
    assert sign_in(Client(), cast.ppk_operator.account).status_code == 200
    assert sign_in(Client(), cast.ppk_operator.account, fresh).status_code == 302


def test_weak_passwords_are_refused_without_rules_of_composition(world: World) -> None:
    """Short and common ones are refused; twelve plain letters that are not common are fine."""
    login = account(cast.camat)
    for weak in ("pendek", "password1234"):
        with pytest.raises(Refused) as said:
            credentials.set_password(login, weak)
        assert said.value.code == "account.password-weak"
    credentials.set_password(login, "perahu kayu di hulu")


def test_dates_are_never_read_the_american_way() -> None:
    """No input format puts the month first."""
    assert all(not one.startswith(("%m", "%b", "%B")) for one in formats.DATE_INPUT_FORMATS)


def test_private_pages_are_kept_by_no_cache_and_carry_the_strict_policy(world: World) -> None:
    """No-store, no framing, no inline script, no referrer to others."""
    answer = signed_in(cast.camat).get("/orang/")
    assert "no-store" in answer["Cache-Control"]
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_pages_of_sign_in_hold_nothing_inline(world: World) -> None:
    """Every script has an address or is data; no style and no handler stands in the page."""
    client = Client()
    pages = [client.get("/masuk/").content.decode()]
    sign_in(client, account(cast.camat))
    paths = ("/akun/2fa/", "/akun/2fa/totp/activate/", "/akun/2fa/webauthn/add/", "/akun/kata-sandi/")
    pages.extend(client.get(path, follow=True).content.decode() for path in paths)
    for page in pages:
        for tag in re.findall(r"<script[^>]*>", page):
            assert "src=" in tag or "application/json" in tag, tag
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", page)


def test_guessing_codes_is_slowed_from_however_many_addresses(world: World) -> None:
    """Who has the password gets ten tries at the code in five minutes, not ten from every address."""
    login = account(cast.camat)
    first = Client()
    sign_in(first, login)
    secret = set_up(first)
    for number in range(10):
        thief = Client(REMOTE_ADDR=f"192.0.2.{number}")
        sign_in(thief, login)
        assert thief.post("/akun/2fa/authenticate/", {"code": "000000"}).status_code == 200
    late = Client(REMOTE_ADDR="192.0.2.99")
    sign_in(late, login)
    late.post("/akun/2fa/authenticate/", {"code": code(secret, step=1)})
    assert late.get("/orang/").status_code == 302


def test_a_second_factor_under_a_lost_secret_key_is_refused_by_name(world: World, settings: object) -> None:
    """The sentence says what to do; the program does not fault."""
    login = account(cast.camat)
    first = Client()
    sign_in(first, login)
    secret = set_up(first)
    settings.SECRET_KEY = "x" * 60  # type: ignore[attr-defined]
    later = Client()
    sign_in(later, login)
    answer = later.post("/akun/2fa/authenticate/", {"code": code(secret, step=1)})
    assert answer.status_code == 403
    assert "access.second-factor-unreadable" in answer.content.decode()
