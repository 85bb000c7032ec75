"""Lines and decisions of a meeting with what they said before, and what the parties say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sinergi.areas.meetings.facts import Stance
from sinergi.areas.meetings.models import Answer, Decision, Note
from sinergi.areas.meetings.queries.rows import AnswerRow, CorrectionRow, DecisionRow, NoteRow
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party


def note_rows(meeting: str) -> tuple[NoteRow, ...]:
    """Return the lines of the minutes in the order in which they were written, struck ones among them."""
    return tuple(
        NoteRow(
            note=one.note,
            item=one.item,
            order=one.order,
            text=one.text,
            party=Party(one.party),
            at=one.written_at,
            struck=one.struck,
            history=correction_rows(one.history),
        )
        for one in Note.objects.filter(meeting=meeting).order_by("order")
    )


def decision_rows(meeting: str) -> tuple[DecisionRow, ...]:
    """Return the decisions of a meeting by number, struck ones among them, with the answers of the parties."""
    found = list(Decision.objects.filter(meeting=meeting).order_by("number"))
    answers = answer_rows(one.decision for one in found)
    return tuple(decision_row(one, answers.get(one.decision, ())) for one in found)


def decision_row(one: Decision, answers: tuple[AnswerRow, ...]) -> DecisionRow:
    """Return one decision as a row."""
    return DecisionRow(
        decision=one.decision,
        number=one.number,
        item=one.item,
        text=one.text,
        party=Party(one.party) if one.party else None,
        due=one.due,
        information_only=one.information_only,
        public=one.public,
        struck=one.struck,
        at=one.taken_at,
        history=correction_rows(one.history),
        answers=answers,
        written_by=Party(one.written_by) if one.written_by else None,
    )


def answer_rows(about: Iterable[str]) -> Mapping[str, tuple[AnswerRow, ...]]:
    """Return what the parties said of each of ``about``, in the order of the five parties."""
    found: dict[str, list[AnswerRow]] = defaultdict(list)
    for row in Answer.objects.filter(about__in=list(about)):
        said = AnswerRow(party=Party(row.party), stance=Stance(row.stance), note=row.note, at=row.at)
        found[row.about].append(said)
    return {one: tuple(sorted(said, key=lambda row: FIVE_PARTIES.index(row.party))) for one, said in found.items()}


def correction_rows(history: Iterable[Mapping[str, Any]]) -> tuple[CorrectionRow, ...]:
    """Return what was said before each correction, the oldest first."""
    return tuple(
        CorrectionRow(
            text=one["text"],
            at=datetime.fromisoformat(one["at"]),
            party=Party(one["party"]),
            reason=one["reason"],
            owner=Party(one["owner"]) if one.get("owner") else None,
            due=datetime.fromisoformat(one["due"]) if one.get("due") else None,
        )
        for one in history
    )
