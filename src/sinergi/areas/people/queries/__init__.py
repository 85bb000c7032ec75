"""The only reader of people's tables: ``views`` for a viewer, ``known`` for commands that decide."""

from __future__ import annotations

from sinergi.areas.people.queries.views import (
    AccountRow,
    CardRow,
    ContactRow,
    HeadcountRow,
    PersonRow,
    PostRow,
    account,
    accounts,
    card_viewer,
    cards,
    contacts,
    headcount,
    person,
    persons,
    posts,
    why_not,
)

__all__ = [
    "AccountRow",
    "CardRow",
    "ContactRow",
    "HeadcountRow",
    "PersonRow",
    "PostRow",
    "account",
    "accounts",
    "card_viewer",
    "cards",
    "contacts",
    "headcount",
    "person",
    "persons",
    "posts",
    "why_not",
]
