"""Whether a duty of a pack can be owed: a party of the five, a known stage, evidence that fits its number."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sinergi.areas.rulebook.rules.pack import PartyDuty, Proof, RulePack
from sinergi.vocabulary.viewer import FIVE_PARTIES

CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KIND: Final = re.compile(r"[a-z]+\.[a-z-]+\.[a-z-]+\.v[1-9][0-9]*")
LONGEST_CODE: Final = 80
LONGEST_NAME: Final = 400
FARTHEST: Final = 730  # days
NUMBERED: Final = (Proof.COUNT, Proof.RECORD)


class Slip(NamedTuple):
    """What is wrong with a duty: the end of a refusal's code, the key in the file, and why."""

    code: str
    key: str
    id: str
    en: str


def why_not_owed(pack: RulePack, duty: PartyDuty) -> Slip | None:
    """Return what is wrong with ``duty`` in ``pack``, or None."""
    if duty.party not in FIVE_PARTIES:
        return Slip("no-party", ".party", "bukan salah satu dari lima pihak", "is not one of the five parties")
    if CODE.fullmatch(duty.code) is None or len(duty.code) > LONGEST_CODE:
        return Slip("wrong-value", ".code", "huruf kecil, angka, tanda hubung", "small letters, digits, hyphens")
    if duty.stage and duty.stage not in {one.code for one in pack.stages}:
        return Slip("unknown-stage", ".stage", "tidak ada di stages", "is not one of the stages")
    if abs(duty.days) > FARTHEST or duty.at.tzinfo is not None:
        return Slip("wrong-value", ".days", "terlalu jauh, atau jamnya bukan jam setempat", "too far, or no local time")
    if max(len(duty.name.id), len(duty.name.en)) > LONGEST_NAME:
        return Slip("too-long", ".name", f"lebih dari {LONGEST_NAME} huruf", f"more than {LONGEST_NAME} letters")
    return _evidence(duty)


def _evidence(duty: PartyDuty) -> Slip | None:
    if duty.evidence in NUMBERED and duty.number < 1:
        return Slip("not-positive", ".number", "harus lebih dari nol", "must be above zero")
    if duty.evidence not in NUMBERED and duty.number:
        return Slip("wrong-value", ".number", "tidak ada yang dihitung", "nothing is counted")
    if (duty.evidence is Proof.RECORD) is not bool(duty.record):
        return Slip("no-record", ".record", "“system-record” dengan “record”", "“system-record” goes with “record”")
    if duty.record and KIND.fullmatch(duty.record) is None:
        return Slip("wrong-value", ".record", "bukan jenis catatan", "is not a kind of fact")
    return None
