"""The demo's second and third meeting, and the one that is called for tomorrow's tomorrow. All fictional."""

from __future__ import annotations

from typing import Final

from sinergi.entrypoints.cli.demo_meetings import (
    ACROSS,
    CHECKED,
    FLOODED,
    ISSUED,
    KECAMATAN,
    KORAMIL,
    PANWASCAM,
    PHOTO,
    POLSEK,
    PPK,
    Gathering,
    Owed,
    Ruling,
    at,
    counted,
)

SECOND: Final = Gathering(
    number="B/41/XI/2024/Polsek/peragaan",
    title="Rapat koordinasi kedua: rencana pengamanan dan masa tenang",
    host=POLSEK,
    called=at(11, 10, 9),
    start=at(11, 13, 9),
    end=at(11, 13, 11),
    venue="Ruang rapat Polsek Kempas",
    agenda=("Rencana pengamanan TPS", "TPS rawan banjir", "Masa tenang dan pembersihan APK"),
    notes=(
        (1, "Kelas kerawanan 74 TPS sudah masuk; rencana disusun dengan dua petugas sebagai cadangan."),
        (3, "Jalan utama dibersihkan serentak; jalan desa oleh PPS, Linmas, dan PKD."),
    ),
    rulings=(
        Ruling(
            item=1,
            text="Rencana pengamanan TPS diperiksa kelima pihak sebelum Sprin terbit.",
            party=POLSEK,
            due=at(11, 20, 12),
            owed=(
                Owed(
                    party=POLSEK,
                    text="Menerbitkan rencana pengamanan 74 TPS.",
                    due=at(11, 20, 12),
                    ask=ISSUED,
                ),
                Owed(
                    party=KORAMIL,
                    text="Menanggapi rencana pengamanan TPS.",
                    due=at(11, 19, 12),
                    ask=CHECKED,
                ),
            ),
        ),
        Ruling(
            item=2,
            text="Setiap TPS rawan banjir mempunyai lokasi cadangan yang lebih tinggi.",
            party=KECAMATAN,
            due=at(11, 19, 16),
            public=True,
            owed=(
                Owed(
                    party=KECAMATAN,
                    text="Menyediakan lokasi cadangan untuk enam TPS rawan banjir.",
                    due=at(11, 19, 16),
                    ask=counted(6),
                    places=FLOODED,
                    kept=at(11, 19, 14),
                    number=6,
                ),
            ),
        ),
        Ruling(
            item=3,
            text="Pembersihan APK pada 24 November dipimpin Panwascam, dengan bantuan Satpol PP.",
            party=PANWASCAM,
            due=at(11, 24, 17),
            public=True,
            dissent=(
                KECAMATAN,
                "Penertiban di jalan kabupaten adalah kewenangan Satpol PP; Panwascam mengawasi, bukan memimpin.",
            ),
            owed=(
                Owed(
                    party=PANWASCAM,
                    text="Membersihkan APK bersama Satpol PP dan melaporkannya per desa.",
                    due=at(11, 24, 17),
                    ask=PHOTO,
                ),
                Owed(
                    party=KECAMATAN,
                    text="Menugaskan Satpol PP dan kendaraan untuk pembersihan APK.",
                    due=at(11, 23, 16),
                ),
                Owed(
                    party=KORAMIL,
                    text="Mendampingi patroli malam bersama pada masa tenang.",
                    due=at(11, 24, 20),
                ),
            ),
        ),
    ),
)


THIRD: Final = Gathering(
    number="27/PPK-KPS/XI/2024/peragaan",
    title="Rapat koordinasi ketiga: logistik dan hari pemungutan suara",
    host=PPK,
    called=at(11, 18, 9),
    start=at(11, 20, 13),
    end=at(11, 20, 15, 30),
    venue="Sekretariat PPK Kempas",
    agenda=("Pergeseran logistik", "Pelayanan pemilih", "Masa tenang"),
    notes=(
        (1, "Kotak berangkat lebih dahulu ke desa seberang; tidak ada pergeseran sebelum fajar."),
        (2, "C.Pemberitahuan yang tidak tersampaikan kembali ke PPS dengan rekap."),
    ),
    rulings=(
        Ruling(
            item=1,
            text="Logistik desa seberang berangkat paling awal, dikawal Polri dan TNI, diawasi Panwascam.",
            party=PPK,
            due=at(11, 26, 12),
            public=True,
            owed=(
                Owed(
                    party=PPK,
                    text="Menghitung dan mencocokkan 148 kotak suara di gudang PPK.",
                    due=at(11, 25, 16),
                    ask=counted(148),
                    waits_for=(5,),
                ),
                Owed(
                    party=POLSEK,
                    text="Melaksanakan apel siaga pergeseran logistik.",
                    due=at(11, 26, 7),
                ),
                Owed(
                    party=KORAMIL,
                    text="Mengawal logistik PPS ke TPS lewat sungai.",
                    due=at(11, 26, 17),
                    places=ACROSS,
                    waits_for=(6,),
                ),
            ),
        ),
        Ruling(
            item=2,
            text="Setiap pemilih menerima C.Pemberitahuan paling lambat H-3.",
            party=PPK,
            due=at(11, 24, 16),
            public=True,
            owed=(
                Owed(
                    party=PPK,
                    text="Membagikan C.Pemberitahuan di 74 TPS dan merekap yang tidak tersampaikan.",
                    due=at(11, 24, 16),
                    ask=counted(74),
                ),
            ),
        ),
        Ruling(
            item=3,
            text="Pengawasan politik uang ditingkatkan selama masa tenang.",
            party=PANWASCAM,
            due=at(11, 26, 20),
            owed=(
                Owed(
                    party=PANWASCAM,
                    text="Patroli pengawasan politik uang di 12 desa dan kelurahan.",
                    due=at(11, 26, 20),
                    ask=counted(12),
                ),
            ),
        ),
    ),
    missing=(KORAMIL,),
)


CALLED: Final = Gathering(
    number="005/127/XI/2024/peragaan",
    title="Rapat kesiapan akhir menjelang masa tenang",
    host=KECAMATAN,
    called=at(11, 20, 15, 45),
    start=at(11, 22, 9),
    end=at(11, 22, 11),
    venue="Aula Kantor Camat Kempas",
    agenda=("Kesiapan TPS dan petugas", "Cuaca, pasang, dan jalur sungai", "Komunikasi pada hari pemungutan suara"),
)
