"""Adopting a rule pack: what installation() and pack() say afterwards, who may, and what is refused."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from sinergi.areas.rulebook import commands, queries
from sinergi.areas.rulebook.facts import PackAdopted
from sinergi.journal.models import Entry
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Action, Level, Party
from tests import cast

pytestmark = pytest.mark.django_db


def adopt(viewer: Any = cast.camat, **changes: str) -> object:  # noqa: ANN401 -- any of the cast
    """Adopt a pack for the tiny kecamatan, with ``changes``."""
    usual = {
        "name": "pilkades-example",
        "district": "140419",
        "district_name": "Kecamatan Contoh",
        "timezone": "Asia/Makassar",
        "synthetic": "rekaan",
    }
    return commands.adopt_pack(viewer=viewer, stamp=cast.stamp(viewer), **{**usual, **changes})


def test_before_the_first_adoption_the_default_pack_rules() -> None:
    """An empty installation is unnamed, and under pilkada-2024."""
    assert queries.pack().name == queries.DEFAULT_PACK
    assert (queries.installation().district, queries.installation().pack_name) == ("", "pilkada-2024")


def test_an_adopted_pack_rules_everywhere() -> None:
    """After adoption, pack(), installation() and the matrix are those of the adopted pack, and a second one wins."""
    adopt()
    assert queries.pack().election.day == date(2027, 6, 13)
    ours = queries.installation()
    assert (ours.district, ours.timezone, ours.synthetic, ours.pack_current) == (
        "14.04.19", "Asia/Makassar", "rekaan", True,
    )  # fmt: skip
    assert queries.level(cast.ppk_operator, "personnel", party=Party.POLSEK) is Level.CONTACT
    assert queries.level(cast.kapolsek, "personnel", party=Party.PPK) is Level.CONTACT
    adopt(name="pilkada-2024")
    assert queries.pack().election.day == date(2024, 11, 27)
    assert queries.level(cast.kapolsek, "personnel", party=Party.PPK) is Level.SUMMARY


def test_adopting_the_same_again_records_nothing() -> None:
    """The same adoption twice leaves one entry in the journal."""
    adopt()
    assert adopt() is None
    assert Entry.objects.filter(kind=PackAdopted.KIND).count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "pileg-1955"}, "rulebook.pack.unknown"),
        ({"district": "14.04.19.2001"}, "code.district"),
        ({"timezone": "Asia/Tembilahan"}, "rulebook.pack.timezone"),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(changes: dict[str, str], code: str) -> None:
    """An unknown pack, code or zone is refused by name, and nothing is in force."""
    with pytest.raises(Refused) as refused:
        adopt(**changes)
    assert refused.value.code == code
    assert queries.in_force() is None
    assert not Entry.objects.exists()


def test_only_the_kecamatan_changes_the_pack() -> None:
    """Whoever installs adopts first; after that the head of the kecamatan alone, not an operator, card or stranger."""
    adopt(cast.ppk_chair)
    operator = dataclasses.replace(cast.ppk_operator, party=Party.KECAMATAN)
    for viewer in (cast.ppk_chair, cast.kapolsek, cast.panwascam, operator, cast.linmas_card, cast.outsider):
        with pytest.raises(Refused) as refused:
            adopt(viewer, name="pilkada-2024")
        assert refused.value.code.startswith("access.pack.write"), viewer
    adopt(cast.camat, name="pilkada-2024")
    assert queries.pack().name == "pilkada-2024"


def test_an_outsider_does_not_install() -> None:
    """The first adoption is no door for a card, an operator or the public."""
    for viewer in (cast.outsider, cast.linmas_card, cast.ppk_operator):
        with pytest.raises(Refused):
            adopt(viewer)


def test_a_changed_pack_file_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the file behind an adopted name is another than the one adopted, the installation says so."""
    adopt()
    other = dataclasses.replace(queries.load("pilkades-example"), sha256="0" * 64)
    monkeypatch.setattr(queries, "load", lambda _name: other)
    assert not queries.installation().pack_current


def test_require_raises_what_why_not_returns() -> None:
    """The two twins agree in code and sentence."""
    refused = queries.why_not(cast.kapolsek, Action.READ, "result")
    assert refused is not None
    with pytest.raises(Refused) as raised:
        queries.require(cast.kapolsek, Action.READ, "result")
    assert (raised.value.code, raised.value.sentence) == (refused.code, refused.sentence)
    assert raised.value.code == "access.result.read"
