"""What a Surat Perintah says: the words of the house around a plan. The law in it comes from the rule pack."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from sinergi.areas.places.letters import Office
from sinergi.documents import dates

DOTS: Final = "...................."
SYNTHETIC: Final = "Orang, tempat, atau angka di naskah ini rekaan untuk latihan; jangan dipakai sebagai perintah."
STANDING: Final = {  # state of a plan -> mark across the page, and the same as a sentence
    "draft": ("DRAF", "Belum diterbitkan; belum berlaku sebagai perintah."),
    "checked": ("DRAF", "Sudah diperiksa kelima pihak, belum diterbitkan; belum berlaku sebagai perintah."),
    "objected": ("DRAF", "Ada pihak yang keberatan; belum diterbitkan dan belum berlaku sebagai perintah."),
    "issued": ("", ""),
    "amended": ("DIGANTI", "Sudah diganti rencana yang lebih baru; tidak berlaku lagi."),
    "withdrawn": ("DICABUT", "Rencana ini dicabut; tidak berlaku."),
}


def standing(state: str, *, office: Office) -> tuple[str, str]:
    """Return the mark of a plan in this ``state`` and its sentence; both are empty for a plan in force.

    What another party prints of the plan in force is marked as its copy: it lacks names.
    """
    if state == "issued" and office.reader:
        return "SALINAN", f"Salinan untuk {office.reader}; nama personel pihak lain tidak ditampilkan."
    return STANDING[state]


def number(letter: str, *, day: date) -> str:
    """Return the number of the letter, or room to write one."""
    return letter or f"Sprin/{DOTS}/{DOTS}/{day.year}"


def considering(office: Office) -> tuple[str, ...]:
    """Return why the order is given."""
    election = office.pack.election
    return (
        (
            f"bahwa dalam rangka pengamanan pemungutan dan penghitungan suara {election.name.id} di wilayah Kecamatan "
            f"{office.district} pada {dates.weekday(election.day)}, perlu menugaskan personel pada setiap TPS; "
            "untuk itu dipandang perlu mengeluarkan surat perintah."
        ),
    )


def basis(office: Office, *, patterns: Iterable[str]) -> tuple[str, ...]:
    """Return what the order rests on: the pack's words on the election, on the voting day, and on each pattern used."""
    pack = office.pack
    stage = pack.stage(pack.election.day)
    found = [f"{pack.election.name.id}: {pack.election.basis};"]
    if stage is not None:
        found.append(f"Tahapan {stage.name.id[:1].lower()}{stage.name.id[1:]}: {stage.basis};")
    used = [one for one in pack.guard_patterns if one.code in set(patterns)]
    for told in dict.fromkeys(one.basis for one in used):
        listed = "; ".join(
            f"{one.police}:{one.stations}:{one.linmas} ({one.source})" for one in used if one.basis == told
        )
        found.append(f"Pola pengamanan Polri:TPS:Linmas {listed}. {told};")
    found.append("Rencana pengamanan TPS sebagaimana terlampir.")
    return tuple(dict.fromkeys(found))


def basis_note(office: Office) -> str:
    """Return where the basis was read, so that whoever signs knows what to check."""
    election = office.pack.election
    return (
        f"Dasar disalin dari paket aturan {office.pack.name} (diperiksa {dates.day(election.checked_on)}). "
        "Cocokkan dengan teks resmi sebelum ditandatangani."
    )


def addressed(*, officers: int, sectors: int) -> tuple[str, ...]:
    """Return whom the order is for."""
    return (f"{officers} personel yang tercantum dalam lampiran surat perintah ini, dalam {sectors} sektor.",)


def orders(office: Office) -> tuple[str, ...]:
    """Return what is ordered. Police stay outside the TPS, and nobody records a count."""
    election = office.pack.election
    return (
        (
            "di samping melaksanakan tugas dan jabatan sehari-hari, melaksanakan pengamanan TPS menurut sektor, pos, "
            "dan urutan ronde dalam lampiran;"
        ),
        (
            f"hadir pada {dates.weekday(election.day)} sebelum TPS dibuka (pukul {office.hours()}), dan pada giliran "
            "jaga lain menurut lampiran;"
        ),
        (
            "berada di luar TPS, masuk hanya atas permintaan Ketua KPPS; tidak mencatat atau memotret hasil "
            "penghitungan suara; bersikap netral;"
        ),
        "bekerja sama dengan Linmas, KPPS, dan Pengawas TPS; melaporkan kejadian serta halangan tugas kepada Posko;",
        "melaksanakan perintah ini dengan saksama dan penuh rasa tanggung jawab.",
    )


def signer(office: Office) -> tuple[str, ...]:
    """Return the office of who signs."""
    return (f"KEPALA KEPOLISIAN SEKTOR {office.district.upper()}",)


def copies(office: Office) -> tuple[str, ...]:
    """Return who gets a copy: the Kapolres and the heads of the other four parties."""
    name = office.district
    return (
        f"Kapolres {office.regency}".strip(),
        f"Camat {name}",
        f"Danramil {name}",
        f"Ketua PPK {name}",
        f"Ketua Panwaslu Kecamatan {name}",
    )


def annex_head(office: Office, *, letter: str, issued: str) -> tuple[str, ...]:
    """Return the three lines over an annex."""
    return (
        f"LAMPIRAN SURAT PERINTAH KAPOLSEK {office.district.upper()}",
        f"NOMOR: {letter}",
        f"TANGGAL: {issued or DOTS * 2}",
    )
