"""What the sign-in page needs to know."""

from __future__ import annotations

import json
from pathlib import Path

from django import template
from django.conf import settings

from sinergi.vocabulary.viewer import FIVE_PARTIES

register = template.Library()


@register.simple_tag
def demo_accounts() -> list[dict[str, str]]:
    """Return the accounts of the demonstration, and nothing anywhere else."""
    path = Path(settings.SINERGI_DATA) / "demo.json"
    if not settings.SINERGI_DEMO or not path.is_file():
        return []
    accounts: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["accounts"]
    return accounts


@register.simple_tag
def five_parties() -> tuple[str, ...]:
    """Return the five parties, in their usual order."""
    return tuple(str(party) for party in FIVE_PARTIES)
