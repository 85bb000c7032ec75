"""The rule pack in force, this installation, and who may see and do what."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.conf import settings

from sinergi.areas.rulebook.facts import PackAdopted
from sinergi.areas.rulebook.models import Adoption, PatternChoice
from sinergi.areas.rulebook.rules import pack as shape
from sinergi.areas.rulebook.rules.pack import Grant, RulePack
from sinergi.areas.rulebook.rules.reading import parse
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Action, Level, Party, Viewer

DEFAULT_PACK = "pilkada-2024"
_FOLDER = resources.files("sinergi.areas.rulebook") / "packs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Where this installation stands, and what in it is not real."""

    district: str
    district_name: str
    timezone: str
    synthetic: str
    pack_name: str
    pack_sha256: str
    pack_current: bool  # False: the pack's file is no longer the one that was adopted


def packs() -> tuple[str, ...]:
    """Return the names of the packs that ship with the program."""
    return tuple(sorted(one.name.removesuffix(".toml") for one in _FOLDER.iterdir() if one.name.endswith(".toml")))


@cache
def load(name: str) -> RulePack:
    """Return the pack called ``name``. Raises Refused ``rulebook.pack.unknown`` and all of ``rules.reading.parse``."""
    if name not in packs():
        known = ", ".join(packs())
        raise Refused(
            "rulebook.pack.unknown",
            id=f"Paket aturan “{name}” tidak ada. Yang ada: {known}.",
            en=f"There is no rule pack “{name}”. There are: {known}.",
        )
    return parse((_FOLDER / f"{name}.toml").read_bytes(), name=name)


def pack() -> RulePack:
    """Return the pack in force; the default one when none was adopted yet."""
    name = Adoption.objects.values_list("name", flat=True).first()
    return load(name or DEFAULT_PACK)


def pack_for_guarding() -> RulePack:
    """Return the pack in force with the guard patterns that the police chose as its defaults.

    A choice that the pack in force does not know, left over from another pack, does not count.
    """
    ours = pack()
    chosen = dict(PatternChoice.objects.values_list("risk_class", "pattern"))
    known = {one.risk_class for one in ours.guard_patterns if chosen.get(one.risk_class) == one.code}
    patterns = tuple(
        dataclasses.replace(one, default=chosen[one.risk_class] == one.code) if one.risk_class in known else one
        for one in ours.guard_patterns
    )
    return dataclasses.replace(ours, guard_patterns=patterns)


def installation() -> Installation:
    """Return what this installation is; before the first adoption, an unnamed one under the default pack."""
    row = Adoption.objects.first()
    if row is None:
        ours = load(DEFAULT_PACK)
        return Installation(
            district="", district_name="", timezone=settings.TIME_ZONE, synthetic="",
            pack_name=ours.name, pack_sha256=ours.sha256, pack_current=True,
        )  # fmt: skip
    return Installation(
        district=row.district,
        district_name=row.district_name,
        timezone=row.timezone,
        synthetic=row.synthetic,
        pack_name=row.name,
        pack_sha256=row.sha256,
        pack_current=load(row.name).sha256 == row.sha256,
    )


def in_force() -> PackAdopted | None:
    """Return the adoption in force as the fact that made it; None before the first."""
    row = Adoption.objects.first()
    if row is None:
        return None
    return PackAdopted(
        name=row.name,
        sha256=row.sha256,
        district=row.district,
        district_name=row.district_name,
        timezone=row.timezone,
        synthetic=row.synthetic,
    )


def grant(viewer: Viewer, record: str) -> Grant:
    """Return what ``viewer`` is granted of rows of their own party and of others."""
    return pack().visibility[record].grant(viewer)


def level(viewer: Viewer, record: str, *, party: Party | None = None) -> Level:
    """Return the level of ``viewer`` on rows of ``record`` that ``party`` owns.

    Without ``party`` the answer is for rows of another party, or of none: the careful reading.
    Raises KeyError for a record that is not in the matrix.
    """
    granted = grant(viewer, record)
    return granted.own if party is not None and party is viewer.party else granted.others


def why_not(viewer: Viewer, action: Action, record: str, *, party: Party | None = None) -> Refused | None:
    """Return why ``viewer`` may not do ``action`` to rows of ``record`` of ``party`` (None: their own or nobody's)."""
    reason = shape.why_not(pack(), viewer, action, record, party=party)
    match reason:
        case "":
            return None
        case "card":
            return Refused(
                f"access.{record}.{action}.card",
                id="Kartu petugas hanya untuk pos sendiri; ekspor dilakukan dari akun kantor.",
                en="A field card is for its own post only; exports are made from an office account.",
            )
        case "chair":
            return Refused(
                f"access.{record}.{action}.chair",
                id="Hanya pimpinan pihak yang boleh melakukan ini.",
                en="Only the head of the party may do this.",
            )
        case "own":
            return Refused(
                f"access.{record}.{action}.own",
                id="Setiap pihak hanya mengubah catatannya sendiri.",
                en="Each party changes its own records only.",
            )
        case _:
            return Refused(
                f"access.{record}.{action}",
                id="Peran Anda tidak mencakup data ini.",
                en="Your role does not cover this record.",
            )


def require(viewer: Viewer, action: Action, record: str, *, party: Party | None = None) -> None:
    """Raise the refusal of ``why_not``, if there is one."""
    refused = why_not(viewer, action, record, party=party)
    if refused is not None:
        raise refused
