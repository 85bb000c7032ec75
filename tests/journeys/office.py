"""Office accounts for journeys: opened through the same commands as real ones, with a password that is known here."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import User
from django.test import Client

from sinergi.areas.people import commands, queries
from sinergi.config import credentials
from sinergi.vocabulary.viewer import Party, Role, Viewer
from tests import cast

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "kuda-laut-menari-pagi"


def account(viewer: Viewer) -> str:
    """Open the account of ``viewer`` where it is missing, and return its login."""
    if queries.account(viewer.account) is None:
        if viewer.role is Role.OPERATOR:
            account(Viewer(party=viewer.party, role=Role.CHAIR, account=f"ketua-{viewer.party}"))
        opener = Viewer(party=viewer.party, role=Role.CHAIR, account=f"ketua-{viewer.party}")
        commands.open_account(
            viewer=opener,
            stamp=cast.stamp(opener),
            account=viewer.account,
            role=viewer.role,
            label=f"Jabatan {Party(viewer.party)}",
        )
        credentials.set_password(viewer.account, PASSWORD)
    return viewer.account


def signed_in(viewer: Viewer) -> Client:
    """Return a client that is signed in as ``viewer``, who has a second factor; signing in has tests of its own."""
    user = User.objects.get(username=account(viewer))
    if not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, SECRET)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
