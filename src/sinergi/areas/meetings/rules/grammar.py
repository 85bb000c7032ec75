"""The grammar of lines typed in a meeting: a note, or a command that begins with “/”. Pure.

It reads a line, or refuses it naming the piece that was not understood; it never guesses an owner, a day or a mark.
How lines are written is told in ``docs/how-to/meetings.md``.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sinergi.areas.meetings.facts import Ask
from sinergi.areas.meetings.rules import grammar_dues, grammar_marks, texts
from sinergi.areas.meetings.rules.grammar_days import Almanac
from sinergi.areas.meetings.rules.grammar_lines import (
    AgendaLine,
    DecisionLine,
    HelpLine,
    ItemLine,
    Line,
    NoteLine,
    PromiseLine,
)
from sinergi.areas.meetings.rules.grammar_marks import Marks
from sinergi.areas.meetings.rules.grammar_words import COMMANDS, Command, Mark, bare
from sinergi.vocabulary.ids import VillageCode
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party

LONGEST: Final = texts.LINE + 400  # letters of a typed line: the text, and what stands beside it
_ITEM: Final = re.compile(r"[0-9]{1,3}")
_OF_PROMISES: Final = (Mark.PHOTO, Mark.DOCUMENT, Mark.COUNT, Mark.RECORD, Mark.DECISION, Mark.POST)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What a line is read against."""

    almanac: Almanac
    zone: str
    parties: Mapping[str, Party]
    villages: Mapping[str, VillageCode]
    records: Mapping[str, str]


def parse(
    text: str,
    *,
    today: date,
    zone: str,
    election_day: date,
    parties: Mapping[str, Party],
    villages: Mapping[str, VillageCode] | None = None,
    records: Mapping[str, str] | None = None,
) -> Line:
    """Return what ``text`` says. ``today`` is the local day of the meeting, ``zone`` an IANA name of a time zone.

    ``parties``, ``villages`` and ``records`` are keyed by lower-case name. Raises Refused ``meetings.line.*``, and
    ``meetings.text.*`` or ``people.person.*`` for texts that may not be recorded; nothing else, whatever is typed.
    """
    if len(text) > LONGEST and (refused := texts.why_not(text, longest=LONGEST)) is not None:
        raise refused
    known = _Known(
        almanac=Almanac(today=today, election_day=election_day),
        zone=zone,
        parties=parties,
        villages=villages or {},
        records=records or {},
    )
    words = text.split()
    first = _without_formats(words[0]) if words else ""
    if not first.startswith("/"):
        return NoteLine(text=_text(words))
    command, rest = COMMANDS.get(bare(first[1:])), words[1:]
    match command:
        case None:
            raise _no_command(first)
        case Command.HELP:
            return HelpLine()
        case Command.NOTE:
            return NoteLine(text=_text(rest))
        case Command.ITEM:
            return _item(rest)
        case Command.DECISION | Command.PROMISE:
            return _agreed(rest, known, promise=command is Command.PROMISE)


def _agreed(words: Sequence[str], known: _Known, *, promise: bool) -> DecisionLine | PromiseLine:
    """Read a decision or a promise; what is for information only is a decision and keeps all its words."""
    promise = promise and not grammar_marks.information_only(words)
    marks = grammar_marks.read(words, villages=known.villages, records=known.records, promise=promise)
    party, left = grammar_marks.owner(marks.words, known.parties)
    if marks.information_only:
        _require_none(marks, _OF_PROMISES)
        return DecisionLine(text=_text(left), party=party, information_only=True, public=marks.public)
    if party is None:
        raise _no_owner(left, promise=promise)
    due = grammar_dues.read(left, almanac=known.almanac, zone=known.zone)
    if not promise:
        _require_none(marks, _OF_PROMISES)
        return DecisionLine(
            text=_text(due.words), party=party, due=due.at, hour_given=due.hour_given, public=marks.public
        )
    _require_none(marks, (Mark.PUBLIC,))
    return PromiseLine(
        party=party,
        text=_text(due.words),
        due=due.at,
        hour_given=due.hour_given,
        ask=marks.ask or Ask(),
        places=tuple(marks.places),
        waits_for=tuple(marks.waits_for),
        decision=marks.decision,
        post=marks.post,
    )


def _item(words: Sequence[str]) -> ItemLine | AgendaLine:
    said = " ".join(words)
    if said.startswith("+"):
        return AgendaLine(title=_text(said[1:].split(), longest=texts.TITLE))
    if _ITEM.fullmatch(said):
        return ItemLine(number=int(said))
    raise Refused(
        "meetings.line.item",
        id="Tulis nomor butir acara, misalnya /acara 3, atau tambahkan yang baru: /acara + Judul.",
        en="Write the number of an agenda item, such as /item 3, or add a new one: /item + Title.",
    )


def _text(words: Sequence[str], *, longest: int = texts.LINE) -> str:
    """Return words as one text that may be recorded. Raises Refused ``meetings.text.*``, ``people.person.*``."""
    text = " ".join(words)
    if (refused := texts.why_not(text, longest=longest)) is not None:
        raise refused
    return text


def _require_none(marks: Marks, barred: Sequence[Mark]) -> None:
    """Refuse marks that say nothing of this kind of line: they were meant for another one."""
    for mark in barred:
        if mark in marks.said:
            where = "keputusan" if mark is Mark.PUBLIC else "komitmen"
            there = "a decision" if mark is Mark.PUBLIC else "a promise"
            raise Refused(
                "meetings.line.mark-elsewhere",
                id=f"“{marks.said[mark]}” hanya berlaku pada {where}.",
                en=f"“{marks.said[mark]}” belongs to {there} only.",
            )


def _no_owner(words: Sequence[str], *, promise: bool) -> Refused:
    word = "/komitmen" if promise else "/keputusan"
    if any(one.startswith("@") and len(one) > 1 for one in words):
        return Refused(
            "meetings.line.party-place",
            id=f"Tulis pihaknya tepat sesudah {word}: {word} @Pihak lalu isinya.",
            en=f"Write the party right after {word}: {word} @Party, then what it does.",
        )
    return Refused(
        "meetings.line.party-missing",
        id=f"Siapa? Tulis pihaknya: {word} @Koramil … Bila hanya informasi, tambahkan #info.",
        en=f"Who? Write the party: {word} @Koramil … If it is for information only, add #info.",
    )


def _no_command(first: str) -> Refused:
    close = difflib.get_close_matches(bare(first[1:])[:40], COMMANDS, n=1)
    meant = f" Maksud Anda /{close[0]}?" if close else ""
    meant_en = f" Did you mean /{close[0]}?" if close else ""
    return Refused(
        "meetings.line.command",
        id=f"Perintah “{first[:40]}” tidak dikenal.{meant} Catatan biasa ditulis tanpa garis miring di depan.",
        en=f"The command “{first[:40]}” is not known.{meant_en} A plain note is written without a slash in front.",
    )


def _without_formats(word: str) -> str:
    """Return a word without the invisible signs that pasted text may begin with."""
    start = next((index for index, sign in enumerate(word) if unicodedata.category(sign) != "Cf"), len(word))
    return word[start:]
