"""How allauth is allowed to behave here: sign in and second factor; no sign-up, no e-mail."""

from __future__ import annotations

import base64
import io
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from sinergi.config.middleware import client_address
from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Accounts are opened by a chair, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every public sign-up."""
        del request
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that all limits count by."""
        return client_address(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: object) -> str:
        """Count wrong passwords by account and address together, so that nobody locks another out from elsewhere.

        Codes of a second factor are counted by account alone: who guesses them has its password already.
        """
        login: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{login}|{client_address(request)}"

    def is_reauthentication_required(self, *, app: str = "") -> bool:
        """Ask again only when the last proof, at sign-in or later, is older than the settings allow."""
        del app
        request = context.request
        proofs = get_authentication_records(request, request.user)
        return not proofs or clock.wall().timestamp() - proofs[-1]["at"] > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def send_mail(self, template_prefix: str, email: str, said: dict[str, Any]) -> None:
        """Send nothing: this installation may have no internet, and no account has an address."""
        del template_prefix, email, said


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth ships no types
    """Secrets of authenticator apps are encrypted at rest under a key that is not in the database."""

    def encrypt(self, text: str) -> str:
        """Return ``text`` encrypted."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what ``encrypt`` was given.

        Raises Refused ``access.second-factor-unreadable`` when the secret key is no longer the one it was kept under.
        """
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise Refused(
                "access.second-factor-unreadable",
                id="Faktor kedua akun ini tidak terbaca: kunci keys/secret.key bukan lagi yang dulu. Pulihkan kunci "
                "itu dari cadangan, atau minta ketua memberi akun ini kata sandi baru.",
                en="The second factor of this account cannot be read: keys/secret.key is no longer what it was. "
                "Restore it from a backup, or ask the chair to give this account a new password.",
            ) from error

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code of an enrolment address."""
        out = io.BytesIO()
        segno.make(url, error="m").save(out, kind="svg", scale=5, border=4, light="white")
        return out.getvalue().decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the name under which a passkey is kept."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Sinergi"}

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Return the login name: an account has no other."""
        return str(user.get_username())


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derive(key))) for key in keys])


def _derive(key: str | bytes) -> bytes:
    raw = key.encode() if isinstance(key, str) else key
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sinergi second factor").derive(raw)
