"""The columns of each kind of file, with the official Indonesian titles and the other names they go by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sinergi.areas.places.columns.groups import AREA, DISABLED, VOTERS
from sinergi.sheets.schema import Block, Column, Kind, Schema
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import FIVE_PARTIES

PLACE_CODE: Final = (10,)  # digits of a village code, dots not counted
STATION_CODE: Final = (13,)
GOOD: Final = {
    "good": ("baik", "ada", "bagus", "kuat", "stabil"),
    "weak": ("lemah", "kurang", "kadang", "terbatas", "tidak stabil"),
    "absent": ("tidak ada", "tanpa", "nihil", "blank spot"),
}


def _column(
    key: str,
    titles: tuple[str, str],
    *aliases: str,
    kind: Kind = Kind.TEXT,
    required: bool = False,
    choices: Mapping[str, tuple[str, ...]] | None = None,
    digits: tuple[int, ...] = (),
    prefixes: tuple[str, ...] = (),
    longest: int = 500,
    derived: bool = False,
    hint: tuple[str, str] = ("", ""),
    groups: tuple[str, ...] = (),
) -> Column:
    return Column(
        key=key,
        title=Sentence(id=titles[0], en=titles[1]),
        kind=kind,
        aliases=aliases,
        required=required,
        choices=choices or {},
        digits=digits,
        prefixes=prefixes,
        longest=longest,
        derived=derived,
        help=Sentence(id=hint[0], en=hint[1]),
        groups=groups,
    )


def _count(
    key: str,
    titles: tuple[str, str],
    *aliases: str,
    derived: bool = False,
    hint: tuple[str, str],
    groups: tuple[str, ...] = (),
) -> Column:
    return _column(key, titles, *aliases, kind=Kind.WHOLE, derived=derived, hint=hint, groups=groups)


UNKNOWN: Final = ("Kosong: belum diketahui (bukan nol).", "Blank: not known (not zero).")
LAT: Final = _column(
    "lat",
    ("Lintang", "Latitude"),
    "latitude",
    "lat pusat",
    kind=Kind.DEGREES,
    hint=("Derajat WGS 84, selatan negatif: -0,555978.", "Degrees WGS 84, south is negative: -0.555978."),
)
LON: Final = _column(
    "lon",
    ("Bujur", "Longitude"),
    "longitude",
    "long",
    "lng",
    "lon pusat",
    kind=Kind.DEGREES,
    hint=("Derajat WGS 84, timur positif: 102,815347.", "Degrees WGS 84, east is positive: 102.815347."),
)
PLACE_HINT: Final = ("Bentuk 14.04.19.2001 atau 1404192001.", "As 14.04.19.2001 or 1404192001.")

SYNTHETIC: Final = _column(
    "synthetic",
    ("Data Tiruan", "Synthetic"),
    "sintetis",
    kind=Kind.YESNO,
    hint=("Ya: rekaan untuk peragaan atau gladi; labelnya ikut ke mana pun.", "Yes: made up; the label travels along."),
)

TPS: Final = Schema(
    key="tps",
    title=Sentence(id="Daftar TPS", en="Polling stations"),
    columns=(
        _column(
            "code",
            ("Kode TPS", "TPS code"),
            "tps_code",
            "id tps",
            kind=Kind.CODE,
            digits=STATION_CODE,
            hint=(
                "13 angka: kode desa dan nomor TPS. Boleh kosong jika desa dan nomor diisi.",
                "13 digits: village code and TPS number. May be blank when village and number are given.",
            ),
        ),
        _column(
            "village",
            ("Kode Desa/Kelurahan", "Village code"),
            "kode desa",
            "kode kelurahan",
            "kode_kel",
            kind=Kind.CODE,
            digits=PLACE_CODE,
            hint=PLACE_HINT,
        ),
        _column(
            "village_name",
            ("Desa/Kelurahan", "Village"),
            "nama desa",
            "nama kelurahan",
            "nama desa/kelurahan",
            "kelurahan",
            "desa",
            "kelurahan/desa",
            "desa/kel",
            hint=("Nama; dipakai bila kode desa kosong.", "Name; used when the village code is blank."),
            groups=AREA,
        ),
        _column("district_name", ("Kecamatan", "Kecamatan (district)"), "nama kecamatan", "district", groups=AREA),
        _column(
            "region_text",
            ("Wilayah", "Area"),
            "area text",
            hint=(
                "Desa, kecamatan, kabupaten, provinsi dalam satu sel, dipisah koma.",
                "Village, kecamatan, kabupaten, province in one cell, separated by commas.",
            ),
        ),
        _column(
            "number",
            ("Nomor TPS", "TPS number"),
            "no_tps",
            "no. tps",
            "nama tps",
            "tps",
            kind=Kind.WHOLE,
            prefixes=("TPS",),
            hint=("1 sampai 999; 901 ke atas lokasi khusus.", "1 to 999; 901 and above are special locations."),
        ),
        _column(
            "name",
            ("Nama Lokasi TPS", "Site of the TPS"),
            "nama lokasi",
            "lokasi",
            "lokasi tps",
            "tempat",
            longest=200,
            hint=("SDN 009, Balai Desa.", "SDN 009, village hall."),
        ),
        _column("address", ("Alamat TPS", "Address of the TPS"), "alamat", "address", longest=400),
        LAT,
        LON,
        _count("voters_male", ("DPT L", "DPT male"), "dpt_l", "laki-laki", hint=UNKNOWN, groups=VOTERS),
        _count("voters_female", ("DPT P", "DPT female"), "dpt_p", "perempuan", hint=UNKNOWN, groups=VOTERS),
        _count(
            "voters_total",
            ("DPT J", "DPT total"),
            "dpt_j",
            "dpt",
            "dpt jumlah",
            "jumlah dpt",
            "jumlah pemilih",
            "l+p",
            derived=True,
            groups=VOTERS,
            hint=(
                "Harus sama dengan L + P; disimpan hanya bila L atau P belum diketahui.",
                "Must equal L + P; kept only where L or P is not known.",
            ),
        ),
        _count(
            "disability_physical", ("Disabilitas Fisik", "Disability: physical"), "fisik", hint=UNKNOWN, groups=DISABLED
        ),
        _count(
            "disability_intellectual",
            ("Disabilitas Intelektual", "Disability: intellectual"),
            "intelektual",
            hint=UNKNOWN,
            groups=DISABLED,
        ),
        _count(
            "disability_mental", ("Disabilitas Mental", "Disability: mental"), "mental", hint=UNKNOWN, groups=DISABLED
        ),
        _count(
            "disability_sensory_speech_hearing",
            ("Disabilitas Rungu/Wicara", "Disability: hearing or speech"),
            "sensorik rungu",
            "sensorik wicara",
            "rungu wicara",
            hint=UNKNOWN,
            groups=DISABLED,
        ),
        _count(
            "disability_sensory_sight",
            ("Disabilitas Netra", "Disability: sight"),
            "sensorik netra",
            "netra",
            hint=UNKNOWN,
            groups=DISABLED,
        ),
        _column(
            "access",
            ("Akses", "Access"),
            "akses tps",
            kind=Kind.CHOICE,
            choices={
                "road": ("jalan", "darat", "jalan darat"),
                "river": ("sungai", "air", "perahu", "pompong"),
                "both": ("jalan dan sungai", "darat dan sungai", "keduanya"),
            },
        ),
        _column("power", ("Listrik", "Power"), "listrik pln", kind=Kind.CHOICE, choices=GOOD),
        _column("signal", ("Sinyal", "Signal"), "sinyal hp", "jaringan", kind=Kind.CHOICE, choices=GOOD),
        _column("flood_prone", ("Rawan Banjir", "Flood-prone"), "banjir", kind=Kind.YESNO),
        SYNTHETIC,
    ),
    identity=(("code",), ("village", "number"), ("village_name", "number"), ("region_text", "number")),
    blocks=(
        Block(keys=("district_name",), unless=("code", "village", "region_text")),
        Block(keys=("village", "village_name"), unless=("code", "region_text"), counter="number"),
    ),
)

DESA: Final = Schema(
    key="desa",
    title=Sentence(id="Daftar desa dan kelurahan", en="Villages"),
    columns=(
        _column(
            "code",
            ("Kode Desa/Kelurahan", "Village code"),
            "kode",
            "kode desa",
            "kode kemendagri",
            kind=Kind.CODE,
            required=True,
            digits=PLACE_CODE,
            hint=PLACE_HINT,
        ),
        _column(
            "name",
            ("Nama Desa/Kelurahan", "Village"),
            "nama",
            "nama desa",
            "desa",
            "desa/kelurahan",
            required=True,
            longest=120,
        ),
        _column(
            "kind",
            ("Jenis", "Kind"),
            kind=Kind.CHOICE,
            choices={"kelurahan": ("kelurahan", "kel", "kel."), "desa": ("desa",)},
            hint=(
                "Kosong: dibaca dari kode (1xxx kelurahan, 2xxx desa).",
                "Blank: read off the code (1xxx kelurahan, 2xxx desa).",
            ),
        ),
        _column("district_name", ("Kecamatan", "Kecamatan (district)"), "nama kecamatan", longest=120),
        LAT,
        LON,
    ),
)

WILAYAH: Final = Schema(
    key="wilayah",
    title=Sentence(id="Daftar provinsi, kabupaten/kota, dan kecamatan", en="Provinces, kabupaten and kecamatan"),
    columns=(
        _column(
            "code",
            ("Kode Wilayah", "Region code"),
            "kode",
            "kode kecamatan",
            kind=Kind.CODE,
            required=True,
            digits=(2, 4, 6),
            hint=("14, 14.04, atau 14.04.19.", "14, 14.04 or 14.04.19."),
        ),
        _column("name", ("Nama Wilayah", "Region"), "nama", "nama kecamatan", "kecamatan", required=True, longest=120),
        _column("regency", ("Kode Kabupaten/Kota", "Kabupaten code"), "kode kab", kind=Kind.CODE, digits=(4,)),
        _column("regency_name", ("Kabupaten/Kota", "Kabupaten"), "nama kab", "kabupaten", longest=120),
        _column("province", ("Kode Provinsi", "Province code"), "kode prov", kind=Kind.CODE, digits=(2,)),
        _column("province_name", ("Provinsi", "Province"), "nama prov", "nama provinsi", longest=120),
        LAT,
        LON,
    ),
)

LOKASI: Final = Schema(
    key="lokasi",
    title=Sentence(id="Pos, gudang, dan simpul jalan", en="Posts, stores and crossings"),
    columns=(
        _column(
            "code",
            ("Kode Lokasi", "Site code"),
            "kode",
            kind=Kind.CODE,
            required=True,
            longest=60,
            hint=("Pendek dan tetap: gudang-ppk.", "Short and stable: gudang-ppk."),
        ),
        _column("name", ("Nama Lokasi", "Site"), "nama", required=True, longest=200),
        _column(
            "kind",
            ("Jenis", "Kind"),
            kind=Kind.CHOICE,
            required=True,
            choices={
                "post": ("pos", "posko", "kantor"),
                "store": ("gudang",),
                "crossing": ("simpul", "simpang", "jeti", "dermaga", "persimpangan", "simpang atau dermaga"),
            },
        ),
        _column(
            "village",
            ("Kode Desa/Kelurahan", "Village code"),
            "kode desa",
            kind=Kind.CODE,
            digits=PLACE_CODE,
            hint=PLACE_HINT,
        ),
        LAT,
        LON,
        _column(
            "party",
            ("Pihak", "Party"),
            "instansi",
            kind=Kind.CHOICE,
            choices={party.value: (party.value,) for party in FIVE_PARTIES},
        ),
        SYNTHETIC,
    ),
)

JALUR: Final = Schema(
    key="jalur",
    title=Sentence(id="Jalur jalan dan sungai", en="Road and river links"),
    columns=(
        _column("code", ("Kode Jalur", "Link code"), "kode", kind=Kind.CODE, required=True, longest=60),
        _column(
            "start",
            ("Dari", "From"),
            "asal",
            kind=Kind.CODE,
            required=True,
            longest=60,
            hint=("Kode desa, TPS, atau lokasi.", "Code of a village, TPS or site."),
        ),
        _column("end", ("Ke", "To"), "tujuan", kind=Kind.CODE, required=True, longest=60),
        _column(
            "way",
            ("Jenis Jalur", "Way"),
            "jenis",
            kind=Kind.CHOICE,
            required=True,
            choices={"road": ("jalan", "darat"), "river": ("sungai", "air")},
        ),
        _count("metres", ("Panjang (meter)", "Length (metres)"), "panjang", "jarak", "meter", hint=("", "")),
        _count("minutes_car", ("Menit Mobil", "Minutes by car"), "mobil", hint=("Kosong: tidak bisa.", "Blank: no.")),
        _count("minutes_motorcycle", ("Menit Motor", "Minutes by motorcycle"), "motor", hint=("", "")),
        _count("minutes_boat", ("Menit Perahu", "Minutes by boat"), "perahu", "pompong", hint=("", "")),
        _count("minutes_foot", ("Menit Jalan Kaki", "Minutes on foot"), "jalan kaki", hint=("", "")),
        _column(
            "season",
            ("Musim", "Season"),
            kind=Kind.CHOICE,
            choices={"always": ("selalu", "sepanjang tahun"), "dry": ("kemarau",), "wet": ("hujan", "pasang")},
        ),
        _column("one_way", ("Satu Arah", "One way"), kind=Kind.YESNO),
        SYNTHETIC,
    ),
)

SCHEMAS: Final[Mapping[str, Schema]] = {schema.key: schema for schema in (TPS, DESA, WILAYAH, LOKASI, JALUR)}
