"""Office accounts: their rights. Password and second factor are the entrypoints' matter."""

from __future__ import annotations

from sinergi.areas.people import rules
from sinergi.areas.people.commands.persons import record
from sinergi.areas.people.facts import AccountClosed, AccountOpened
from sinergi.areas.people.queries import known
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import book
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Party, Role, Viewer


def why_not_open_account(
    *, viewer: Viewer, account: str, role: Role, label: str, party: Party | None = None
) -> Refused | None:
    """Return why ``viewer`` may not open this account for ``party`` (None: their own), or None."""
    owner = party or viewer.party
    refused = rules.why_not_account(
        viewer=viewer,
        account=account,
        party=owner,
        role=role,
        label=label,
        party_had_accounts=bool(known.accounts(owner)),
    )
    if refused is not None:
        return refused
    old = known.account(account)
    if old is not None and (not old.closed or old.party is not owner):
        return Refused(
            "people.account.taken",
            id=f"Nama akun “{account}” sudah dipakai.",
            en=f"The login “{account}” is taken.",
        )
    return None


def open_account(
    *, viewer: Viewer, stamp: Stamp, account: str, role: Role, label: str, party: Party | None = None
) -> None:
    """Open an office account with the rights of ``role``, or open a closed one again. Raises Refused."""
    with book.writing():
        refused = why_not_open_account(viewer=viewer, account=account, role=role, label=label, party=party)
        if refused is not None:
            raise refused
        fact = AccountOpened(account=account, party=party or viewer.party, role=role, label=label)
        record([fact], stamp=stamp)


def close_account(*, viewer: Viewer, stamp: Stamp, account: str, reason: str) -> None:
    """Close an account; it opens nothing from its next request on. The last chair of a party stays. Raises Refused."""
    with book.writing():
        found = known.account(account)
        if found is None or rulebook.why_not(viewer, Action.READ, "account", party=found.party) is not None:
            raise Refused(
                "people.account.unknown",
                id=f"Tidak ada akun “{account}” untuk Anda.",
                en=f"There is no account “{account}” for you.",
            )
        rulebook.require(viewer, Action.WRITE, "account", party=found.party)
        if found.closed:
            raise Refused("people.account.already-closed", id="Akun ini sudah ditutup.", en="It is closed already.")
        chairs = [one for one in known.accounts(found.party) if one.role is Role.CHAIR and not one.closed]
        if found.role is Role.CHAIR and len(chairs) == 1:
            raise Refused(
                "people.account.last-chair",
                id="Akun pimpinan yang terakhir tidak dapat ditutup; buka dahulu akun penggantinya.",
                en="The last head's account cannot be closed; open the successor's first.",
            )
        if (refused := rules.why_not_text(texts=(reason,))) is not None:
            raise refused
        record([AccountClosed(account=account, reason=reason)], stamp=stamp)
