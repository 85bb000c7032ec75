"""What can be done to people, posts, cards and accounts."""

from __future__ import annotations

from sinergi.areas.people.columns import PersonEntry
from sinergi.areas.people.commands.accounts import close_account, open_account, why_not_open_account
from sinergi.areas.people.commands.cards import (
    CardRefused,
    IssuedCard,
    issue_card,
    issue_cards,
    reissue,
    revoke_card,
    sign_in_card,
    why_not_issue_card,
)
from sinergi.areas.people.commands.persons import erase_person, register_person, register_persons, why_not_register
from sinergi.areas.people.commands.posts import fill_posts, register_posts, why_not_fill

__all__ = [
    "CardRefused",
    "IssuedCard",
    "PersonEntry",
    "close_account",
    "erase_person",
    "fill_posts",
    "issue_card",
    "issue_cards",
    "open_account",
    "register_person",
    "register_persons",
    "register_posts",
    "reissue",
    "revoke_card",
    "sign_in_card",
    "why_not_fill",
    "why_not_issue_card",
    "why_not_open_account",
    "why_not_register",
]
