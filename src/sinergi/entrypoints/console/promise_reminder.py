"""A text that reminds whoever must keep a promise: to be copied or sent by hand, since nothing here sends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from django.urls import reverse

from sinergi.areas.meetings.facts import PromiseState
from sinergi.areas.meetings.queries import PromiseRow
from sinergi.areas.people import queries as people
from sinergi.entrypoints.console.asking import Asking
from sinergi.entrypoints.console.promise_words import left
from sinergi.entrypoints.console.templatetags.tata import language, moment, term


@dataclass(frozen=True, slots=True)
class ReminderText:
    """The text, and links that open it in a chat or as an SMS; ``known``: with the telephone of who does it."""

    text: str
    chat: str
    sms: str
    known: bool


def reminder(request: Asking, row: PromiseRow, *, now: datetime) -> ReminderText | None:
    """Return the reminder of an open promise; None for a closed one. It names offices and posts, nobody's name."""
    if row.state not in (PromiseState.PENDING, PromiseState.REPORTED):
        return None
    link = request.build_absolute_uri(reverse("promise", kwargs={"promise": row.promise}))
    who = f"{term(row.party)}, {row.post_label}" if row.post_label else term(row.party)
    due, time = moment(row.due), left(row, now=now).in_(language())
    english = language().startswith("en")
    text = (
        f"Reminder of promise K-{row.number}, {who}: {row.text}\nDue: {due} ({time}).\nReport it at: {link}"
        if english
        else f"Pengingat komitmen K-{row.number}, {who}: {row.text}\nTenggat: {due} ({time}).\nLaporkan di: {link}"
    )
    phone = _phone(request, row)
    return ReminderText(
        text=text,
        chat=f"https://wa.me/{phone.lstrip('+')}?{urlencode({'text': text}, quote_via=quote)}",
        sms=f"sms:{phone}?{urlencode({'body': text}, quote_via=quote)}",
        known=bool(phone),
    )


def _phone(request: Asking, row: PromiseRow) -> str:
    """Return the telephone of who holds the post, for their own party; empty where it is not known or not theirs."""
    if not row.post or row.party is not request.viewer.party:
        return ""
    return next((one.phone for one in people.posts(request.viewer, party=row.party) if one.post == row.post), "")
