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
from sinergi.areas.people.commands.contacts import Reply, answer_by_card, answer_by_link, record_told, record_tries
from sinergi.areas.people.commands.imports import apply_import, import_template, marked_copy, preview_import
from sinergi.areas.people.commands.persons import erase_person, register_person, register_persons, why_not_register
from sinergi.areas.people.commands.posts import fill_posts, register_posts, why_not_fill
from sinergi.areas.people.commands.roll_calls import (
    cancel_roll_call,
    open_due_roll_calls,
    open_roll_call,
    schedule_roll_call,
)
from sinergi.areas.places.commands.answers import ImportOutcome, ImportPreview

__all__ = [
    "CardRefused",
    "ImportOutcome",
    "ImportPreview",
    "IssuedCard",
    "PersonEntry",
    "Reply",
    "answer_by_card",
    "answer_by_link",
    "apply_import",
    "cancel_roll_call",
    "close_account",
    "erase_person",
    "fill_posts",
    "import_template",
    "issue_card",
    "issue_cards",
    "marked_copy",
    "open_account",
    "open_due_roll_calls",
    "open_roll_call",
    "preview_import",
    "record_told",
    "record_tries",
    "register_person",
    "register_persons",
    "register_posts",
    "reissue",
    "revoke_card",
    "schedule_roll_call",
    "sign_in_card",
    "why_not_fill",
    "why_not_issue_card",
    "why_not_open_account",
    "why_not_register",
]
