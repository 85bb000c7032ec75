"""What the sheet of people looks like, and one row of it. Names and phones go from here to the vault only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sinergi.areas.people.facts import Craft, Duty
from sinergi.sheets.schema import Column, Kind, Schema, Value
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import Party

WHAT: Final = "personel"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """A person as somebody enters them. ``person`` names one who is known already; empty: a new one."""

    name: str
    party: Party
    duty: Duty
    phone: str = ""
    person: str = ""
    unit: str = ""
    home_unit: str = ""
    rank: str = ""
    skills: tuple[str, ...] = ()
    home_village: str = ""
    craft: tuple[Craft, ...] = ()
    barred: tuple[str, ...] = ()
    synthetic: bool = False


_PARTIES: Final = {
    Party.POLSEK: ("polsek", "polri", "polisi", "kepolisian"),
    Party.KORAMIL: ("koramil", "tni", "tni ad", "tentara"),
    Party.KECAMATAN: ("kecamatan", "camat", "kantor camat"),
    Party.PPK: ("ppk", "kpu"),
    Party.PANWASCAM: ("panwascam", "panwaslu kecamatan", "bawaslu", "panwas"),
}
_DUTIES: Final = {
    Duty.POLICE: ("police", "polri", "polisi", "pam tps", "bhabinkamtibmas"),
    Duty.ARMY: ("army", "tni", "babinsa"),
    Duty.LINMAS: ("linmas", "petugas ketertiban", "ketertiban tps"),
    Duty.SATPOL: ("satpol", "satpol pp"),
    Duty.SECRETARIAT: ("secretariat", "sekretariat", "staf"),
    Duty.PPK: ("ppk", "anggota ppk"),
    Duty.PPS: ("pps", "anggota pps"),
    Duty.KPPS: ("kpps", "anggota kpps", "ketua kpps"),
    Duty.PANWASCAM: ("panwascam", "anggota panwascam"),
    Duty.PKD: ("pkd", "pengawas desa", "pengawas kelurahan"),
    Duty.PTPS: ("ptps", "pengawas tps"),
}

SCHEMA: Final = Schema(
    key=WHAT,
    title=Sentence(id="Personel", en="People"),
    unique=("name", "party", "unit"),
    columns=(
        Column(
            key="name",
            title=Sentence(id="Nama", en="Name"),
            required=True,
            longest=120,
            aliases=("nama lengkap", "nama personel", "full name"),
            help=Sentence(id="Disimpan di brankas terenkripsi.", en="Kept in the encrypted vault."),
        ),
        Column(
            key="phone",
            title=Sentence(id="Telepon", en="Phone"),
            kind=Kind.TEXT,
            longest=40,
            aliases=("no hp", "nomor hp", "hp", "no. hp", "no telepon", "wa", "nomor wa"),
            help=Sentence(id="Contoh: 0811 2345 6789. Boleh kosong.", en="For example 0811 2345 6789. May be empty."),
        ),
        Column(
            key="party",
            title=Sentence(id="Pihak", en="Party"),
            kind=Kind.CHOICE,
            choices={str(key): words for key, words in _PARTIES.items()},
            aliases=("instansi", "lembaga"),
            help=Sentence(id="Kosong: pihak yang mengimpor.", en="Empty: the party that imports."),
        ),
        Column(
            key="duty",
            title=Sentence(id="Tugas", en="Duty"),
            kind=Kind.CHOICE,
            required=True,
            choices={str(key): words for key, words in _DUTIES.items()},
            aliases=("jabatan", "peran"),
            help=Sentence(id="Untuk apa orang ini hadir.", en="What this person is there for."),
        ),
        Column(
            key="unit",
            title=Sentence(id="Satuan", en="Unit"),
            longest=120,
            aliases=("kesatuan", "unit kerja", "tempat tugas"),
            help=Sentence(id="Tempat bertugas sekarang.", en="Where they serve now."),
        ),
        Column(
            key="home_unit",
            title=Sentence(id="Satuan asal (BKO)", en="Home unit (BKO)"),
            longest=120,
            aliases=("satuan asal", "asal bko", "kesatuan asal"),
            help=Sentence(id="Hanya untuk BKO.", en="For BKO personnel only."),
        ),
        Column(
            key="rank",
            title=Sentence(id="Pangkat", en="Rank"),
            longest=80,
            aliases=("pangkat/gol", "pangkat/golongan", "golongan"),
        ),
        Column(
            key="skills",
            title=Sentence(id="Keahlian", en="Skills"),
            aliases=("kemampuan", "keterampilan"),
            help=Sentence(id="Pisahkan dengan titik koma.", en="Separate with semicolons."),
        ),
        Column(
            key="home_village",
            title=Sentence(id="Kode desa asal", en="Home village code"),
            kind=Kind.CODE,
            digits=(10,),
            aliases=("desa asal", "domisili", "kode desa"),
            help=Sentence(id="Bentuk 14.04.19.2001.", en="In the form 14.04.19.2001."),
        ),
        Column(
            key="craft",
            title=Sentence(id="Kendaraan", en="Vehicle or boat"),
            aliases=("kendaraan/perahu", "alat angkut"),
            help=Sentence(
                id="Mobil, sepeda motor, perahu; pisahkan dengan titik koma.",
                en="Car, motorcycle, boat; separate with semicolons.",
            ),
        ),
        Column(
            key="barred",
            title=Sentence(id="Berhalangan di", en="Barred from"),
            aliases=("dilarang di", "hubungan keluarga di"),
            help=Sentence(
                id="Kode desa atau TPS yang terhalang hubungan keluarga atau jabatan; pisahkan dengan titik koma.",
                en="Codes of desa or TPS barred by a family tie or office; separate with semicolons.",
            ),
        ),
        Column(
            key="synthetic",
            title=Sentence(id="Data tiruan", en="Synthetic"),
            kind=Kind.YESNO,
            aliases=("sintetis",),
            help=Sentence(id="Ya: orang rekaan untuk peragaan atau gladi.", en="Yes: a person made up for a demo."),
        ),
    ),
)

CRAFT_WORDS: Final = {
    Craft.CAR: ("car", "mobil", "roda empat", "r4"),
    Craft.MOTORCYCLE: ("motorcycle", "motor", "sepeda motor", "roda dua", "r2"),
    Craft.BOAT: ("boat", "perahu", "pompong", "speedboat", "sampan"),
}


def parts(value: Value) -> tuple[str, ...]:
    """Return the items of a cell that holds several, separated by ``;`` or line breaks."""
    return tuple(" ".join(one.split()) for one in re.split(r"[;\n]", str(value or "")) if one.strip())


def crafts(value: Value) -> tuple[Craft, ...]:
    """Return the vehicles that a cell names. Raises ValueError with the first word that is none."""
    found = []
    for word in parts(value):
        craft = next((key for key, words in CRAFT_WORDS.items() if word.casefold() in words), None)
        if craft is None:
            raise ValueError(word)
        found.append(craft)
    return tuple(dict.fromkeys(found))


def entry(values: Mapping[str, Value], *, party: Party) -> PersonEntry:
    """Return the entry of one sheet row; ``party`` stands where the row names none. Raises ValueError (vehicle)."""
    text = {key: " ".join(str(value).split()) if value is not None else "" for key, value in values.items()}
    return PersonEntry(
        name=text["name"],
        phone=text.get("phone", ""),
        party=Party(text.get("party") or party),
        duty=Duty(text["duty"]),
        unit=text.get("unit", ""),
        home_unit=text.get("home_unit", ""),
        rank=text.get("rank", ""),
        skills=parts(values.get("skills")),
        home_village=text.get("home_village", ""),
        craft=crafts(values.get("craft")),
        barred=parts(values.get("barred")),
        synthetic=values.get("synthetic") is True,
    )
