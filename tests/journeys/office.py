"""Office accounts for journeys: opened through the same commands as real ones, with a password that is known here."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from sinergi.areas.people import commands, queries
from sinergi.config import credentials
from sinergi.vocabulary.viewer import Party, Role, Viewer
from tests import cast

PASSWORD = "kuda-laut-menari-pagi"  # noqa: S105 -- of test accounts only


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
    """Return a client that is signed in as ``viewer``; the second factor has tests of its own."""
    settings.SINERGI_REQUIRE_MFA = False
    client = Client()
    client.force_login(
        User.objects.get(username=account(viewer)), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client
