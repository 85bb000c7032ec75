"""What letters of meetings say: the words of the house around an invitation, minutes, and a press release."""

from __future__ import annotations

from typing import Final

from sinergi.areas.meetings.facts import MeetingState
from sinergi.areas.places.letters import Office
from sinergi.documents import dates
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party

DOTS: Final = "...................."
SYNTHETIC: Final = "Orang, tempat, atau isi di naskah ini rekaan untuk latihan; jangan dipakai sebagai naskah dinas."
DISSENT: Final = "KEBERATAN"
STRUCK: Final = "DICORET"
BEFORE: Final = "semula"
BOLD: Final = (DISSENT, STRUCK, "TERLAMBAT")
OPENING: Final = "Komitmen yang belum dipenuhi"
DRAFT_MINUTES: Final = ("DRAF", "Rapat belum ditutup; notulen ini belum lengkap dan belum dapat ditandatangani.")
DRAFT_PRESS: Final = (
    "DRAF", "Belum untuk disiarkan; kelima pihak memeriksa setiap kalimat lebih dahulu.",
)  # fmt: skip
HEADS: Final = {
    Party.POLSEK: "Kapolsek",
    Party.KORAMIL: "Danramil",
    Party.KECAMATAN: "Camat",
    Party.PPK: "Ketua PPK",
    Party.PANWASCAM: "Ketua Panwaslu Kecamatan",
}
LEADS: Final = {  # how the title of a head's seat may begin, in small letters
    Party.POLSEK: ("kapolsek", "kepala kepolisian"),
    Party.KORAMIL: ("danramil", "komandan"),
    Party.KECAMATAN: ("camat",),
    Party.PPK: ("ketua",),
    Party.PANWASCAM: ("ketua",),
}
BODIES: Final = {  # as a press release names them
    Party.POLSEK: "Polsek",
    Party.KORAMIL: "Koramil",
    Party.KECAMATAN: "Pemerintah Kecamatan",
    Party.PPK: "Panitia Pemilihan Kecamatan (PPK)",
    Party.PANWASCAM: "Panwaslu Kecamatan",
}
MET: Final = {  # what a press release says that the parties do
    MeetingState.CALLED: "akan menggelar",
    MeetingState.RUNNING: "menggelar",
    MeetingState.CLOSED: "menggelar",
    MeetingState.CANCELLED: "batal menggelar",
}
ORDINALS: Final = ("Pertama", "Kedua", "Ketiga", "Keempat", "Kelima", "Keenam", "Ketujuh", "Kedelapan", "Kesembilan")
NUMBERS: Final = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")


def head_of(party: Party, *, office: Office) -> str:
    """Return the office of who leads ``party``: "Camat Kempas"."""
    return f"{HEADS[party]} {office.district}".strip()


def cancelled(reason: str) -> tuple[str, str]:
    """Return the mark of a meeting that was called off, and why."""
    return "DIBATALKAN", f"Rapat ini dibatalkan: {reason}" if reason else "Rapat ini dibatalkan."


def minutes_standing(state: MeetingState, *, reason: str) -> tuple[str, str]:
    """Return the mark across minutes of a meeting in this ``state``; both are empty once it is closed."""
    match state:
        case MeetingState.CLOSED:
            return "", ""
        case MeetingState.CANCELLED:
            return cancelled(reason)
        case _:
            return DRAFT_MINUTES


def inviting(office: Office) -> str:
    """Return the sentence that opens an invitation."""
    return (
        f"Dalam rangka memperkuat koordinasi kelima pihak untuk {office.pack.election.name.id} di wilayah Kecamatan "
        f"{office.district}, bersama ini kami mengundang Saudara untuk hadir pada:"
    )


def calling_off(reason: str) -> str:
    """Return the sentence that opens the letter of a meeting that was called off."""
    why = f" karena: {reason}" if reason else ""
    return f"Bersama ini diberitahukan bahwa rapat berikut DIBATALKAN{why}. Undangan sebelumnya tidak berlaku lagi."


def calling_off_ends() -> tuple[str, ...]:
    """Return the sentence that closes the letter of a meeting that was called off."""
    return ("Demikian disampaikan; atas perhatiannya diucapkan terima kasih.",)


def inviting_ends() -> tuple[str, ...]:
    """Return the sentences that close an invitation."""
    return (
        (
            "Mohon membawa bukti pemenuhan komitmen yang sudah jatuh tempo. Bila berhalangan, mohon menugaskan wakil "
            "yang dapat mengambil keputusan."
        ),
        "Demikian disampaikan; atas perhatian dan kehadirannya diucapkan terima kasih.",
    )


def minutes_end() -> tuple[str, ...]:
    """Return the sentence before the signatures of minutes."""
    return ("Demikian notulen ini dibuat dengan sebenarnya. Koreksi kemudian hari dicatat di samping kata semula.",)


def press_end(office: Office) -> str:
    """Return the last paragraph of a press release: where people turn to, and for what day."""
    election = office.pack.election
    return (
        f"Pemungutan suara {election.name.id} berlangsung pada {dates.weekday(election.day)}. Masyarakat Kecamatan "
        f"{office.district} diajak menggunakan hak pilih dengan aman, jujur, dan damai."
    )


def counted(number: int) -> str:
    """Return a small number in words, a larger one in digits."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def listed(names: tuple[str, ...]) -> str:
    """Return names as a sentence lists them: "a", "a dan b", "a, b, dan c"."""
    if len(names) <= 2:  # noqa: PLR2004 -- two have no comma between them
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


def in_order(parties: frozenset[Party]) -> tuple[Party, ...]:
    """Return parties in the order in which the five are always named."""
    return tuple(party for party in FIVE_PARTIES if party in parties)
