"""What stands in a typed line beside its text: @party, #marks, &places, “tunggu K-12”. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sinergi.areas.meetings.facts import Ask, EvidenceKind
from sinergi.areas.meetings.rules.grammar_words import AND, EVIDENCE, MARKS, MONTHS, UNITS, WAITS, Mark, bare
from sinergi.vocabulary.ids import VillageCode, station_of
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party

_NUMBER: Final = re.compile(r"[0-9]{1,7}")
_PROMISE: Final = re.compile(r"k-([0-9]{1,7})")
_STATION: Final = re.compile(r"([0-9]{2})\.?([0-9]{2})\.?([0-9]{2})\.?([0-9]{4})\.?([0-9]{3})?")
_STATION_NUMBER: Final = re.compile(r"0*([1-9][0-9]{0,2})")
_KIND: Final = re.compile(r"[a-z_]+(?:\.[a-z_-]+)+\.v[0-9]+")
_POST: Final = re.compile(r"[A-Za-z0-9._:/-]{1,80}")
_NAME_WORDS: Final = 6  # words that the name of a village has at most


@dataclass(slots=True)
class Marks:
    """What was said beside the text; ``words`` are what is left."""

    words: list[str] = field(default_factory=list)
    public: bool = False
    information_only: bool = False
    ask: Ask | None = None
    places: list[str] = field(default_factory=list)
    waits_for: list[int] = field(default_factory=list)
    decision: int = 0
    post: str = ""
    said: dict[Mark, str] = field(default_factory=dict)  # the marks as they were typed


def owner(words: Sequence[str], parties: Mapping[str, Party]) -> tuple[Party | None, list[str]]:
    """Return the party that a line begins with, and the words after it; None: it begins with no @.

    Raises Refused ``meetings.line.party`` (unknown), ``meetings.line.two-parties``.
    """
    if not words or not words[0].startswith("@"):
        return None, list(words)
    said = words[0][1:]
    found, rest = parties.get(bare(said)), list(words[1:])
    if found is None:
        raise _no_party(said, parties)
    also = rest[1:] if rest and rest[0] in AND | {"dan"} else rest
    if also and also[0].startswith("@") and bare(also[0][1:]) in parties:
        raise Refused(
            "meetings.line.two-parties",
            id="Satu komitmen punya satu pihak. Tulis satu baris untuk setiap pihak.",
            en="A promise has one party. Write one line for each.",
        )
    return found, rest


def read(
    words: Sequence[str], *, villages: Mapping[str, VillageCode], records: Mapping[str, str], promise: bool
) -> Marks:
    """Return the marks of a line; places and waiting are only read in a ``promise``.

    ``villages``: code by lower-case name; ``records``: kind of fact by its short word. Raises Refused
    ``meetings.line.mark`` (unknown), ``.number``, ``.record``, ``.place``, ``.marks-twice``.
    """
    marks, index = Marks(), 0
    while index < len(words):
        word = words[index]
        taken = 0
        if word.startswith("#") and len(word) > 1 and not word[1].isdigit():
            taken = _mark(words, index, marks, records)
        elif promise and word.startswith("&") and len(word) > 1:
            code, taken = _place(words, index, villages)
            marks.places += [] if code in marks.places else [code]
        elif promise and bare(word) in WAITS:
            taken = _waiting(words, index, marks)
        if not taken:
            marks.words.append(word)
        index += taken or 1
    return marks


def information_only(words: Sequence[str]) -> bool:
    """Say whether a line bears the mark that it is for information only."""
    return any(word.startswith("#") and MARKS.get(bare(word[1:])) is Mark.INFORMATION for word in words)


def _mark(words: Sequence[str], index: int, marks: Marks, records: Mapping[str, str]) -> int:
    """Read the mark at ``words[index]`` into ``marks``; return how many words it takes."""
    mark = MARKS.get(bare(words[index][1:]))
    if mark is None:
        raise _no_mark(words[index])
    after = words[index + 1] if index + 1 < len(words) else ""
    if mark in marks.said or (mark in EVIDENCE and marks.ask is not None):
        raise Refused(
            "meetings.line.marks-twice",
            id=f"“{words[index]}”: satu baris meminta satu jenis bukti, dan setiap tanda ditulis sekali.",
            en=f"“{words[index]}”: a line asks for one kind of evidence, and each mark is written once.",
        )
    marks.said[mark] = words[index]
    match mark:
        case Mark.PUBLIC:
            marks.public = True
        case Mark.INFORMATION:
            marks.information_only = True
        case Mark.PHOTO | Mark.DOCUMENT:
            marks.ask = Ask(evidence=EVIDENCE[mark])
        case Mark.COUNT:
            marks.ask = Ask(evidence=EvidenceKind.COUNT, number=_number(words[index], after))
            return 2
        case Mark.RECORD:
            return _record(words, index, marks, records)
        case Mark.DECISION:
            marks.decision = _number(words[index], after)
            return 2
        case Mark.POST:
            plain = after.strip(",;")
            marks.post = plain if _POST.fullmatch(plain) else _need(words[index], after)
            return 2
    return 1


def _number(mark: str, after: str) -> int:
    """Return the number after a mark, from 1. Raises Refused ``meetings.line.number``."""
    plain = after.strip(",;.")
    return int(plain) if _NUMBER.fullmatch(plain) and int(plain) else int(_need(mark, after))


def _need(mark: str, after: str) -> str:
    raise Refused(
        "meetings.line.number",
        id=f"Sesudah {mark} perlu angka atau kode; “{after}” tidak dimengerti. Contoh: #jumlah 24.",
        en=f"A number or code is needed after {mark}; “{after}” was not understood. Example: #count 24.",
    )


def _record(words: Sequence[str], index: int, marks: Marks, records: Mapping[str, str]) -> int:
    """Read “#catatan 24 kind” or “#catatan kind 24”: how many facts of which kind show it."""
    number, taken = 0, 2
    word = words[index + 1] if index + 1 < len(words) else ""
    if _NUMBER.fullmatch(word):
        number, taken = int(word), 3
        word = words[index + 2] if index + 2 < len(words) else ""
    plain = bare(word)
    kind = records.get(plain) or (plain if _KIND.fullmatch(plain) else "")
    if not kind:
        some = ", ".join(sorted(records)) or "-"
        raise Refused(
            "meetings.line.record",
            id=f"“{word}” bukan jenis catatan yang dikenal. Yang dikenal: {some}.",
            en=f"“{word}” is no known kind of record. Known are: {some}.",
        )
    if not number and _counts(words, index + taken):
        number, taken = int(words[index + taken].strip(",;.")), taken + 1
    marks.ask = Ask(evidence=EvidenceKind.RECORD, number=number, record=kind)
    return taken


def _counts(words: Sequence[str], index: int) -> bool:
    """Say whether a bare number stands there that counts something: “4”, but not “26 November” or “24 jam”."""
    if index >= len(words) or not _NUMBER.fullmatch(words[index].strip(",;.")):
        return False
    return index + 1 >= len(words) or bare(words[index + 1]) not in MONTHS.keys() | UNITS


def _waiting(words: Sequence[str], index: int, marks: Marks) -> int:
    """Read “tunggu K-12, K-13 dan K-14”; return how many words it takes, 0 where it is plain text."""
    end, taken = index + 1, 0
    if end < len(words) and bare(words[end]) in ("for", "sampai"):
        end += 1
    while end < len(words):
        match = _PROMISE.fullmatch(bare(words[end]))
        if match is None:
            if not taken or words[end] not in AND:
                break
        else:
            marks.waits_for += [] if int(match[1]) in marks.waits_for else [int(match[1])]
            taken = end + 1 - index
        end += 1
    return taken


def _place(words: Sequence[str], index: int, villages: Mapping[str, VillageCode]) -> tuple[str, int]:
    """Return the code of the place at ``words[index]``, and how many words name it."""
    said = [words[index][1:], *words[index + 1 : index + _NAME_WORDS + 2]]
    if match := _STATION.fullmatch(bare(said[0])):
        parts = match.groups()
        return (".".join(parts[:4]) if parts[4] is None else "".join(parts)), 1
    number = _STATION_NUMBER.fullmatch(bare(said[1])) if len(said) > 1 and bare(said[0]) == "tps" else None
    first = 2 if number else 0
    first += int(first < len(said) and bare(said[first]) in ("desa", "kelurahan", "kel", "village"))
    for count in range(min(_NAME_WORDS, len(said) - first), 0, -1):
        code = villages.get(" ".join(map(bare, said[first : first + count])))
        if code is not None:
            return (station_of(code, int(number[1])) if number else code), first + count
    text = " ".join(said[: first + 2])
    close = difflib.get_close_matches(" ".join(map(bare, said[first : first + 2])), villages, n=1)
    raise Refused(
        "meetings.line.place",
        id=f"Tempat “{text}” tidak dikenal.{_meant(close, 'Maksud Anda', '&')} Contoh: &TPS 3 Kempas Jaya.",
        en=f"The place “{text}” is not known.{_meant(close, 'Did you mean', '&')} Example: &TPS 3 Kempas Jaya.",
    )


def _no_party(said: str, parties: Mapping[str, Party]) -> Refused:
    close = difflib.get_close_matches(bare(said)[:40], parties, n=1)
    return Refused(
        "meetings.line.party",
        id=f"Pihak “@{said}” tidak dikenal.{_meant(close, 'Maksud Anda', '@')} "
        "Kelima pihak: @Polsek @Koramil @Kecamatan @PPK @Panwascam.",
        en=f"The party “@{said}” is not known.{_meant(close, 'Did you mean', '@')} "
        "The five parties: @Polsek @Koramil @Kecamatan @PPK @Panwascam.",
    )


def _no_mark(said: str) -> Refused:
    close = difflib.get_close_matches(bare(said[1:])[:40], MARKS, n=1)
    return Refused(
        "meetings.line.mark",
        id=f"Tanda “{said}” tidak dikenal.{_meant(close, 'Maksud Anda', '#')} "
        "Yang ada: #publik #info #foto #dokumen #jumlah #catatan #keputusan #pos.",
        en=f"The mark “{said}” is not known.{_meant(close, 'Did you mean', '#')} "
        "There are: #public #info #photo #document #count #record #decision #post.",
    )


def _meant(close: Sequence[str], question: str, sign: str) -> str:
    return f" {question} {sign}{close[0].title() if sign == '&' else close[0]}?" if close else ""
