"""Rulebook facts become rows."""

from __future__ import annotations

from collections.abc import Sequence

from sinergi.areas.rulebook.models import Adoption, PatternChoice
from sinergi.journal.wiring import Noted

ONLY = 1


def packs_adopted(noted: Sequence[Noted]) -> None:
    """Put the last adopted pack in force."""
    fact = noted[-1].fact
    Adoption.objects.update_or_create(
        id=ONLY,
        defaults={
            "name": fact.name,
            "sha256": fact.sha256,
            "district": fact.district,
            "district_name": fact.district_name,
            "timezone": fact.timezone,
            "synthetic": fact.synthetic,
        },
    )


def patterns_chosen(noted: Sequence[Noted]) -> None:
    """Put the last chosen pattern of each class in force."""
    for one in noted:
        PatternChoice.objects.update_or_create(
            risk_class=one.fact.risk_class, defaults={"pattern": one.fact.pattern, "source": one.fact.source}
        )
