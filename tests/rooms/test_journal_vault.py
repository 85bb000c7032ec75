"""The vault keeps personal data unreadable, rotates its keys, and forgets for good."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinergi.areas.people.facts import Duty, PersonRegistered
from sinergi.journal import keys, repair, sequencer, vault
from sinergi.journal.book import record
from sinergi.journal.models import Secret
from sinergi.journal.verify import verify_all
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party
from tests.cast import ppk_chair, stamp

pytestmark = pytest.mark.django_db
CONTENT = {"name": "Rekaan Satu", "phone": "0800-000"}


def test_what_goes_in_comes_out_and_is_not_readable_at_rest(data_dir: Path) -> None:
    """The row holds no plain text; the seal is 64 hex digits and new each time."""
    seal = vault.put(ref="person:1", content=CONTENT)
    assert vault.get("person:1") == CONTENT
    assert b"Rekaan" not in bytes(Secret.objects.get().sealed)
    assert len(seal) == 64
    assert vault.put(ref="person:1", content=CONTENT) != seal
    assert vault.get("person:2") is None


def test_many_leaves_out_what_is_gone(data_dir: Path) -> None:
    """Unknown and erased references are simply not in the answer."""
    for number in range(3):
        vault.put(ref=f"p:{number}", content={"name": str(number)})
    vault.erase("p:1")
    assert vault.many(["p:0", "p:1", "p:2", "p:9", "p:0"]) == {"p:0": {"name": "0"}, "p:2": {"name": "2"}}


def test_erasing_leaves_nothing(data_dir: Path) -> None:
    """After erasing there is no content under any key; erasing again, or what never was, is harmless."""
    vault.put(ref="p:1", content=CONTENT)
    size = len(bytes(Secret.objects.get().sealed))
    vault.erase("p:1")
    vault.erase("p:1")
    vault.erase("p:2")
    assert vault.get("p:1") is None
    assert Secret.objects.count() == 1
    assert len(bytes(Secret.objects.get().sealed)) < size


def test_rotation_seals_everything_again(data_dir: Path) -> None:
    """Every row opens under the new key alone, and the old key opens nothing."""
    for number in range(7):
        vault.put(ref=f"p:{number}", content={"name": str(number)})
    old = keys.vault_keys()[0]
    assert vault.rotate() == 7
    (new,) = keys.vault_keys()
    assert new is not old
    assert vault.get("p:3") == {"name": "3"}
    (data_dir / "keys" / "vault.keys").write_text(Fernet.generate_key().decode())
    with pytest.raises(Refused, match=r"vault\.unreadable"):
        vault.get("p:3")


def test_a_stop_during_rotation_loses_nothing(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped before the old keys are forgotten: both keys are there, everything opens, rotating again works."""
    vault.put(ref="p:1", content=CONTENT)
    with monkeypatch.context() as patch:
        patch.setattr(keys, "forget_old_vault_keys", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            vault.rotate()
    assert len(keys.vault_keys()) == 2
    assert vault.get("p:1") == CONTENT
    vault.rotate()
    assert len(keys.vault_keys()) == 1
    assert vault.get("p:1") == CONTENT


def test_keys_belong_to_their_owner(data_dir: Path) -> None:
    """Nobody else can read the key file."""
    vault.put(ref="p:1", content=CONTENT)
    assert (data_dir / "keys" / "vault.keys").stat().st_mode & 0o077 == 0


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gone=st.sets(st.integers(0, 4)), rotated=st.booleans())
def test_erasing_any_of_them_leaves_journal_and_tree_valid(data_dir: Path, gone: set[int], rotated: bool) -> None:
    """Whatever is erased, before or after a rotation, verify finds nothing wrong."""
    for number in range(5):
        seal = vault.put(ref=f"p:{number}", content=CONTENT)
        fact = PersonRegistered(
            person=f"p{number}", party=Party.PPK, duty=Duty.KPPS, vault=f"p:{number}", seal=seal, synthetic=True
        )
        record(fact, stamp=stamp(ppk_chair))
    sequencer.settle()
    for number in gone:
        vault.erase(f"p:{number}")
    if rotated:
        vault.rotate()
    assert verify_all().problems == ()
    assert set(vault.many([f"p:{number}" for number in range(5)])) == {f"p:{n}" for n in range(5) if n not in gone}


def test_a_lost_key_is_refused_by_name_and_not_made_anew(data_dir: Path) -> None:
    """A fresh key would open nothing and seal what comes next apart from the rest; start-up says so too."""
    vault.put(ref="p:1", content=CONTENT)
    path = data_dir / "keys" / "vault.keys"
    kept = path.read_bytes()
    path.unlink()
    for attempt in (lambda: vault.get("p:1"), lambda: vault.put(ref="p:2", content=CONTENT), repair.start_up):
        with pytest.raises(Refused, match=r"vault\.key-missing"):
            attempt()
    assert not path.exists()
    path.write_bytes(kept)
    assert vault.get("p:1") == CONTENT
