"""Situasi: the board as each reader sees it, and what a filter leaves."""

from __future__ import annotations

import pytest
from django.test import Client


pytestmark = pytest.mark.django_db


def test_smoke(world, client: Client) -> None:
    """x."""
    r = client.get("/")
    print(r.status_code, len(r.content))
    print(r.content.decode()[:6000])
