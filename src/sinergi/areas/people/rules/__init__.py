"""What holds of people, posts, cards and accounts; decided from what it is told. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from sinergi.areas.people.facts import Duty
from sinergi.documents import codes
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party, Role, Viewer

CARD_LETTERS: Final = 5  # and a check letter: 6.4 million numbers; a number is an address, not a secret
WORDS_ON_CARD: Final = 4
DUTIES: Final = {
    Party.POLSEK: (Duty.POLICE,),
    Party.KORAMIL: (Duty.ARMY,),
    Party.KECAMATAN: (Duty.LINMAS, Duty.SATPOL, Duty.SECRETARIAT),
    Party.PPK: (Duty.PPK, Duty.PPS, Duty.KPPS, Duty.SECRETARIAT),
    Party.PANWASCAM: (Duty.PANWASCAM, Duty.PKD, Duty.PTPS, Duty.SECRETARIAT),
}

_MOBILE = re.compile(r"\+62[1-9]\d{7,11}")
_PHONE = re.compile(r"(?<!\d)(?:\+?62|0)[\s.\-]?8(?:[\s.\-]?\d){7,11}(?!\d)")
_NIK = re.compile(r"(?<!\d)(?:\d[\s.\-]?){15}\d(?!\d)")
_LOGIN = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_POST = re.compile(r"[a-z0-9][a-z0-9.\-]*")
_LOGIN_LONGEST: Final = 40
_NAME_LONGEST: Final = 120


def phone(text: str) -> str:
    """Return an Indonesian phone number as +62…; empty stays empty. Raises Refused ``people.person.phone``.

    Accepts 0811…, 62811…, +62 811…, 811…, 0062…, with spaces, dots, hyphens, brackets, and "+62 (0)811…".
    """
    bare = re.sub(r"[\s.\-()/\u2010-\u2015\u00a0]+", "", text)
    if not bare:
        return ""
    bare = re.sub(r"^(\+62|0062|62(?=\d{8}))", "+62", bare)
    if bare.startswith("+62"):
        bare = "+62" + bare[3:].removeprefix("0")
    elif bare.startswith("0"):
        bare = "+62" + bare[1:]
    elif bare.startswith("8"):
        bare = "+62" + bare
    if not _MOBILE.fullmatch(bare):
        raise Refused(
            "people.person.phone",
            id="Nomor telepon tidak dikenali; tulis seperti 0811 2345 6789.",
            en="The phone number is not recognised; write it like 0811 2345 6789.",
        )
    return bare


def why_not_person(*, name: str, phone: str, party: Party, duty: Duty, texts: Iterable[str]) -> Refused | None:
    """Return why a person cannot be kept so, or None. ``texts`` are what goes to the journal beside the vault."""
    plain = " ".join(name.split())
    if not plain or len(plain) > _NAME_LONGEST:
        return Refused(
            "people.person.name",
            id=f"Nama wajib diisi, paling panjang {_NAME_LONGEST} huruf.",
            en=f"A name is required, at most {_NAME_LONGEST} letters.",
        )
    if any(_NIK.search(text) for text in (name, *texts)):
        return _nik()
    if duty not in DUTIES.get(party, ()):
        return Refused(
            "people.person.duty",
            id=f"Tugas “{duty}” tidak ada pada pihak “{party}”.",
            en=f"The party “{party}” has no duty “{duty}”.",
        )
    return why_not_text(texts=texts, name=plain, phone=phone)


def why_not_text(*, texts: Iterable[str], name: str = "", phone: str = "") -> Refused | None:
    """Return why texts may not stand in the journal: they hold this person's name, any phone number, or a NIK."""
    for text in texts:
        if _NIK.search(text):
            return _nik()
        digits = re.sub(r"\D", "", text)
        named = bool(name) and " ".join(name.casefold().split()) in " ".join(text.casefold().split())
        if named or _PHONE.search(text) or (phone and phone[3:] in digits):
            return Refused(
                "people.person.outside-vault",
                id="Nama dan nomor telepon hanya boleh di kolom nama dan telepon, tidak di kolom lain.",
                en="Names and phone numbers may stand in their own columns only, not in any other.",
            )
    return None


def _nik() -> Refused:
    return Refused(
        "people.person.nik",
        id="Ada angka sepanjang NIK; sistem ini tidak menyimpan NIK siapa pun.",
        en="There is a number as long as a NIK; this system keeps nobody's NIK.",
    )


def why_not_seat(*, person_party: Party, post_party: Party, at: str, barred: Collection[str]) -> Refused | None:
    """Return why a person may not hold a post at the place ``at``, or None. A barred village bars its TPS."""
    if person_party is not post_party:
        return Refused(
            "people.post.other-party",
            id="Pos hanya diisi oleh orang dari pihak yang sama.",
            en="A post is held by a person of the same party only.",
        )
    bare = {code.replace(".", "") for code in barred}
    if any(place and (at == place or at.replace(".", "").startswith(place)) for place in bare):
        return Refused(
            "people.post.barred",
            id="Orang ini berhalangan bertugas di sana (hubungan keluarga atau jabatan).",
            en="This person is barred from serving there (family tie or office).",
        )
    return None


def why_not_post(*, post: str, party: Party, duty: Duty, at: str, label: str) -> Refused | None:
    """Return why a post cannot be registered so, or None."""
    if not _POST.fullmatch(post) or not at.strip() or not label.strip():
        return Refused(
            "people.post.incomplete",
            id="Pos memerlukan kode (huruf kecil, angka, titik, tanda hubung), tempat, dan nama pos.",
            en="A post needs a code (small letters, digits, dots, hyphens), a place, and a label.",
        )
    if duty not in DUTIES.get(party, ()):
        return Refused(
            "people.post.duty",
            id=f"Tugas “{duty}” tidak ada pada pihak “{party}”.",
            en=f"The party “{party}” has no duty “{duty}”.",
        )
    return why_not_text(texts=(label,))


def why_not_account(
    *, viewer: Viewer, account: str, party: Party, role: Role, label: str, party_had_accounts: bool
) -> Refused | None:
    """Return why ``viewer`` may not open this account, or None.

    The chair of a party opens its accounts. The chair of the kecamatan, whose office runs the installation, may open
    the first chair's account of a party that never had one, and nothing after that.
    """
    first = viewer.party is Party.KECAMATAN and role is Role.CHAIR and not party_had_accounts
    if party is Party.PUBLIC or viewer.role is not Role.CHAIR or not (viewer.party is party or first):
        return Refused(
            "access.account.write",
            id="Akun dibuka oleh pimpinan pihaknya sendiri.",
            en="An account is opened by the head of its own party.",
        )
    if role not in (Role.CHAIR, Role.OPERATOR):
        return Refused(
            "people.account.role",
            id="Akun kantor hanya untuk pimpinan atau operator; petugas lapangan memakai kartu.",
            en="Office accounts are for heads and operators; field staff use a card.",
        )
    if not _LOGIN.fullmatch(account) or not len(account) <= _LOGIN_LONGEST or not label.strip():
        return Refused(
            "people.account.login",
            id="Nama akun memakai huruf kecil, angka, dan tanda hubung (contoh: ppk-operator), dengan nama jabatan.",
            en="A login has small letters, digits and hyphens (for example ppk-operator), and an office title.",
        )
    return why_not_text(texts=(label,))


def why_not_card(*, valid_until: datetime, now: datetime) -> Refused | None:
    """Return why a card cannot be valid until then, or None."""
    if valid_until.tzinfo is None or valid_until <= now:
        return Refused(
            "people.card.expired",
            id="Masa berlaku kartu harus di masa depan.",
            en="The card's term must lie in the future.",
        )
    return None


def card_closed(*, revoked: bool, valid_until: datetime, now: datetime) -> str:
    """Return why a card opens nothing: "revoked", "expired", or "" when it does."""
    if revoked:
        return "revoked"
    return "expired" if now >= valid_until else ""


def card_number(number: int) -> str:
    """Return the card number made from a random ``number``: five signs and a check letter."""
    return codes.encode(number, letters=CARD_LETTERS)


def said_words(text: str) -> str:
    """Return what somebody typed as the four words, in the form that is verified."""
    return " ".join(re.findall(r"[a-z]+", text.casefold()))
