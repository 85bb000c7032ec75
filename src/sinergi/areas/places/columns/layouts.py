"""Public files that are recognised as they are: which header is which column, and which are left alone."""

from __future__ import annotations

import re
from typing import Final

from sinergi.sheets.schema import Layout

VOTES: Final = re.compile(r"^(suara|paslon|perolehan|kotak[ _]?kosong)", re.IGNORECASE)
_SIREKAP_IGNORED: Final = (
    *(f"kode_{level}" for level in ("prov", "kab", "kec")),
    *(f"slug_{level}" for level in ("prov", "kab")),
    *("ts_kpu", "n_foto", "foto_pertama", "foto_terakhir", "status"),
    *(f"paslon_{number}" for number in (1, 2, 3)),
    *(f"pengguna_{who}_{part}" for who in ("dpt", "dptb", "dpk", "total") for part in "lpj"),
    *("suara_sah", "suara_tidak_sah", "suara_total"),
)

LAYOUTS: Final = (
    Layout(
        name="Sirekap TPS",
        what="tps",
        required=("tps_code", "kode_desa", "no_tps", "dpt_l", "dpt_p", "dpt_j"),
        columns={
            "tps_code": "code",
            "kode_desa": "village",
            "slug_desa": "village_name",
            "slug_kec": "district_name",
            "no_tps": "number",
            "dpt_l": "voters_male",
            "dpt_p": "voters_female",
            "dpt_j": "voters_total",
            **dict.fromkeys(_SIREKAP_IGNORED, ""),
        },
    ),
    Layout(
        name="Kawal Pemilu 2019",
        what="tps",
        required=("wilayah", "no_tps"),
        columns={
            "wilayah": "region_text",
            "no_tps": "number",
            **dict.fromkeys(("suara_01", "suara_02", "suara_sah", "provinsi", "id_kp"), ""),
        },
    ),
    Layout(
        name="Rekap TPS Pilkada 2024",
        what="tps",
        required=("kecamatan", "kelurahan", "nama_tps", "dpt_j"),
        columns={
            "kecamatan": "district_name",
            "kelurahan": "village_name",
            "nama_tps": "number",
            "dpt_j": "voters_total",
            **dict.fromkeys(
                ("pengguna_dpt_j", "suara_total", "suara_sah", "suara_tidak_sah", "paslon_1", "kotak_kosong"), ""
            ),
        },
    ),
    Layout(
        name="Kemendagri desa",
        what="desa",
        required=("kode", "nama", "jenis"),
        columns={
            "kode": "code",
            "nama": "name",
            "jenis": "kind",
            "lat": "lat",
            "lon": "lon",
            **dict.fromkeys(("kode_kpu", "luas_km2", "tps_pemilu2024", "tps_pemilu2019", "tps_admin_terbaca"), ""),
            "dpt_terbaca_sebagian": "",
        },
    ),
    Layout(
        name="Kemendagri kecamatan",
        what="wilayah",
        required=("kode_kec", "nama_kec", "kode_kab", "kode_prov"),
        columns={
            "kode_kec": "code",
            "nama_kec": "name",
            "kode_kab": "regency",
            "nama_kab": "regency_name",
            "kode_prov": "province",
            "nama_prov": "province_name",
            "lat": "lat",
            "lon": "lon",
            **dict.fromkeys(("n_kelurahan", "n_desa"), ""),
        },
    ),
)


def layouts_of(what: str) -> tuple[Layout, ...]:
    """Return the known public layouts of one kind of file."""
    return tuple(one for one in LAYOUTS if one.what == what)
