"""Choosing a guard pattern of the pack: who may, what is refused, and what planning reads afterwards."""

from __future__ import annotations

import pytest

from sinergi.areas.rulebook import commands, queries
from sinergi.areas.rulebook.facts import PatternChosen, RiskClass
from sinergi.journal.models import Entry
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Viewer
from tests import cast

pytestmark = pytest.mark.django_db
WIDE = "kurang-rawan-pagar-alam-8"


def choose(viewer: Viewer = cast.kapolsek, *, pattern: str = WIDE, source: str = "Rengiat 2024") -> object:
    """Choose a pattern for the low class."""
    fact = PatternChosen(risk_class=RiskClass.LOW, pattern=pattern, source=source)
    return commands.choose_pattern(viewer=viewer, stamp=cast.stamp(viewer), fact=fact)


def test_a_choice_takes_the_place_of_the_default_of_its_class_only() -> None:
    """Planning reads the chosen pattern; the other classes and the pack itself stay as they are."""
    before = queries.pack_for_guarding()
    choose()
    after = queries.pack_for_guarding()
    assert (before.pattern(RiskClass.LOW).stations, after.pattern(RiskClass.LOW).stations) == (4, 8)
    assert after.pattern(RiskClass.HIGH) == before.pattern(RiskClass.HIGH)
    assert queries.pack().pattern(RiskClass.LOW).code == before.pattern(RiskClass.LOW).code
    assert sum(one.default for one in after.guard_patterns if one.risk_class is RiskClass.LOW) == 1


def test_choosing_what_holds_already_records_nothing() -> None:
    """The same choice twice, and the default itself, leave no second entry."""
    assert choose(pattern=queries.pack().pattern(RiskClass.LOW).code) is None
    choose()
    assert choose() is None
    assert Entry.objects.filter(kind=PatternChosen.KIND).count() == 1


@pytest.mark.parametrize("viewer", [cast.camat, cast.ppk_operator, cast.panwascam])
def test_only_the_police_choose(viewer: Viewer) -> None:
    """Another party is refused, and nothing changes."""
    with pytest.raises(Refused) as no:
        choose(viewer)
    assert no.value.code.startswith("access.deployment.write")
    assert queries.pack_for_guarding().pattern(RiskClass.LOW).stations == 4


@pytest.mark.parametrize(
    ("pattern", "source", "code"),
    [
        ("rawan-denpasar", "Rengiat", "rulebook.pattern.unknown"),  # a pattern of another class
        ("", "Rengiat", "rulebook.pattern.unknown"),
        (WIDE, "  ", "rulebook.pattern.source"),
        (WIDE, "x" * 401, "rulebook.pattern.source"),
    ],
)
def test_nonsense_is_refused_by_name(pattern: str, source: str, code: str) -> None:
    """A pattern that the class does not have, and a choice that rests on nothing."""
    with pytest.raises(Refused) as no:
        choose(pattern=pattern, source=source)
    assert no.value.code == code
