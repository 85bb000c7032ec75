"""Decisions, the word of each party on decisions and promises, and calendar feeds become rows."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from sinergi.areas.meetings.apply.rows import event, next_number, said
from sinergi.areas.meetings.facts import Stance
from sinergi.areas.meetings.models import (
    Answer,
    Decision,
    Feed,
    Meeting,
    Promise,
)
from sinergi.journal.wiring import Noted
from sinergi.vocabulary.facts import to_json


def decisions_taken(noted: Sequence[Noted]) -> None:
    """Write each decision under the next number of its meeting."""
    for one in noted:
        fact = one.fact
        Decision.objects.create(
            decision=fact.decision,
            meeting_id=fact.meeting,
            number=next_number(Decision.objects.filter(meeting=fact.meeting), "number"),
            item=fact.item,
            text=fact.text,
            party=fact.party or "",
            due=fact.due,
            met_at=Meeting.objects.values_list("starts_at", flat=True).get(meeting=fact.meeting),
            information_only=fact.information_only,
            public=fact.public,
            taken_at=one.stamp.happened_at,
            written_by=one.stamp.party,
        )


def decisions_corrected(noted: Sequence[Noted]) -> None:
    """Put the decision right; keep what it said. Other words, owner or hour are to be confirmed anew; dissent stays."""
    for one in noted:
        fact = one.fact
        row = Decision.objects.get(decision=fact.decision)
        before = {name: to_json(getattr(row, name)) for name in ("due", "information_only", "public", "struck")}
        row.history = [*row.history, before | {"owner": row.party} | said(one, text=row.text)]
        if (row.text, row.party, row.due) != (fact.text, fact.party or "", fact.due):
            Answer.objects.filter(about=fact.decision, stance=Stance.CONFIRMED).delete()
        row.text, row.party, row.due = fact.text, fact.party or "", fact.due
        row.information_only, row.public, row.struck = fact.information_only, fact.public, fact.struck
        row.save()


def answers_given(noted: Sequence[Noted]) -> None:
    """Keep the last word of each party."""
    for one in noted:
        Answer.objects.update_or_create(
            about=one.fact.about,
            party=one.fact.party,
            defaults={"stance": one.fact.stance, "note": one.fact.note, "at": one.stamp.happened_at},
        )
        if Promise.objects.filter(promise=one.fact.about).exists():
            event(one, promise=one.fact.about, note=one.fact.note or one.fact.stance)


def feeds_renewed(noted: Sequence[Noted]) -> None:
    """Count the addresses that a feed has had."""
    for one in noted:
        row, _made = Feed.objects.get_or_create(party=one.fact.party)
        Feed.objects.filter(party=row.party).update(generation=F("generation") + 1)
