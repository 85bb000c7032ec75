"""One word for one thing, in English and in official Indonesian: what the screens and the reference say.

Keys are the values that code and journal use: kinds of facts, parties, roles, levels, choices; and ``field.<name>``
for the fields of facts. ``source`` names a law only where it defines the word; it is empty for plain words.
The definitions want checking by someone who knows the law (CONTRIBUTING).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sinergi.vocabulary.field_terms import FIELDS
from sinergi.vocabulary.term import Term

__all__ = ["TERMS", "Term", "label", "note"]

PILKADA: Final = "UU 1/2015 jo. UU 10/2016, Pasal 1"


_KINDS = (
    Term("rulebook.pack.adopted.v1", "Rule pack adopted", "Paket aturan diberlakukan"),
    Term("rulebook.pattern.chosen.v1", "Guard pattern chosen", "Pola pengamanan dipilih"),
    Term("places.village.registered.v1", "Village registered", "Desa/kelurahan dicatat"),
    Term("places.region.registered.v1", "Region registered", "Wilayah dicatat"),
    Term("places.boundary.drawn.v1", "Boundary drawn", "Batas wilayah digambar"),
    Term("places.station.registered.v1", "Polling station registered", "TPS dicatat"),
    Term("places.station.withdrawn.v1", "Polling station withdrawn", "TPS dicabut"),
    Term("places.site.registered.v1", "Site registered", "Lokasi dicatat"),
    Term("places.link.registered.v1", "Link registered", "Jalur dicatat"),
    Term("places.link.removed.v1", "Link removed", "Jalur dihapus"),
    Term("places.import.applied.v1", "File imported", "Berkas diimpor"),
    Term("places.mapping.saved.v1", "Column mapping saved", "Pemetaan kolom disimpan"),
    Term("people.person.registered.v1", "Person registered", "Personel dicatat"),
    Term("people.person.erased.v1", "Personal data erased", "Data pribadi dihapus"),
    Term("people.duty-post.registered.v1", "Duty post registered", "Pos tugas dicatat"),
    Term("people.duty-post.filled.v1", "Duty post filled", "Pos tugas diisi"),
    Term("people.card.issued.v1", "Field card issued", "Kartu petugas diterbitkan"),
    Term("people.card.revoked.v1", "Field card revoked", "Kartu petugas dicabut"),
    Term("people.account.opened.v1", "Account opened", "Akun dibuka"),
    Term("people.account.closed.v1", "Account closed", "Akun ditutup"),
    Term("people.roll-call.scheduled.v1", "Roll-call scheduled", "Panggilan uji dijadwalkan"),
    Term("people.roll-call.opened.v1", "Roll-call opened", "Panggilan uji dibuka"),
    Term("people.roll-call.cancelled.v1", "Roll-call cancelled", "Panggilan uji dibatalkan"),
    Term("people.contact.tried.v1", "Call or message to a duty holder", "Petugas dihubungi"),
    Term("people.contact.answered.v1", "Duty holder answered", "Petugas menjawab"),
    Term("meetings.meeting.called.v1", "Meeting called", "Rapat diundang"),
    Term("meetings.meeting.changed.v1", "Invitation changed", "Undangan rapat diubah"),
    Term("meetings.meeting.opened.v1", "Meeting opened", "Rapat dibuka"),
    Term("meetings.meeting.closed.v1", "Meeting closed", "Rapat ditutup"),
    Term("meetings.meeting.cancelled.v1", "Meeting cancelled", "Rapat dibatalkan"),
    Term("meetings.agenda.extended.v1", "Agenda item added", "Acara rapat ditambah"),
    Term("meetings.seat.added.v1", "Attendee added", "Peserta rapat ditambah"),
    Term("meetings.attendance.noted.v1", "Attendance noted", "Kehadiran dicatat"),
    Term("meetings.note.taken.v1", "Minutes written", "Catatan rapat ditulis"),
    Term("meetings.note.corrected.v1", "Minutes corrected", "Catatan rapat dikoreksi"),
    Term("meetings.decision.taken.v1", "Decision taken", "Keputusan diambil"),
    Term("meetings.decision.corrected.v1", "Decision corrected", "Keputusan dikoreksi"),
    Term("meetings.promise.given.v1", "Promise given", "Komitmen dibuat"),
    Term("meetings.promise.corrected.v1", "Promise corrected", "Komitmen dikoreksi"),
    Term("meetings.promise.assigned.v1", "Promise assigned", "Komitmen ditugaskan"),
    Term("meetings.promise.postponed.v1", "Promise postponed", "Komitmen ditunda"),
    Term("meetings.promise.reported.v1", "Promise reported done", "Komitmen dilaporkan selesai"),
    Term("meetings.promise.kept.v1", "Promise kept", "Komitmen dipenuhi"),
    Term("meetings.promise.dropped.v1", "Promise dropped", "Komitmen dibatalkan"),
    Term("meetings.promise.reopened.v1", "Promise owed again", "Komitmen dibuka kembali"),
    Term("meetings.promise.reminded.v1", "Reminder sent", "Pengingat dikirim"),
    Term("meetings.answer.given.v1", "Party's answer", "Tanggapan pihak"),
    Term("meetings.feed.renewed.v1", "Calendar address renewed", "Alamat kalender diganti"),
    Term("risk.station.classed.v1", "Polling station classed", "Kelas kerawanan TPS ditetapkan"),
    Term("deployment.plan.drafted.v1", "Guard plan drafted", "Rencana pengamanan disusun"),
    Term("deployment.plan.checked.v1", "Guard plan checked", "Rencana pengamanan ditanggapi"),
    Term("deployment.plan.issued.v1", "Guard plan issued", "Rencana pengamanan diterbitkan"),
    Term("deployment.plan.withdrawn.v1", "Guard plan withdrawn", "Rencana pengamanan ditarik"),
    Term("deployment.absence.reported.v1", "Absence reported", "Halangan bertugas dilaporkan"),
    Term("deployment.absence.ended.v1", "Absence ended", "Petugas kembali bertugas"),
    Term("journal.entry.erased.v1", "Entry erased", "Isi catatan dihapus"),
    Term("journal.contradiction.kept.v1", "Contradiction kept", "Pertentangan disimpan"),
    Term("journal.epoch.opened.v1", "New log opened", "Jurnal baru dibuka"),
    Term("restricted", "Restricted entry", "Catatan terbatas", note="Isi hanya untuk pihak yang mencatat."),
    Term("sealed", "Sealed entry", "Catatan tersegel", note="Isi hanya untuk penerima yang dituju."),
)

_PARTIES = (
    Term("polsek", "Sector Police", "Kepolisian Sektor", "Polsek"),
    Term("koramil", "Military Sub-district Command", "Komando Rayon Militer", "Koramil"),
    Term("kecamatan", "Sub-district Office", "Kantor Kecamatan", "Kecamatan"),
    Term("ppk", "Sub-district Election Committee", "Panitia Pemilihan Kecamatan", "PPK", PILKADA),
    Term(
        "panwascam", "Sub-district Supervisory Committee", "Panitia Pengawas Pemilihan Kecamatan", "Panwascam", PILKADA
    ),
    Term("public", "Public", "Publik"),
    Term("chair", "Head", "Pimpinan", note="Kapolsek, Danramil, Camat, Ketua PPK, Ketua Panwascam."),
    Term("operator", "Operator", "Operator"),
    Term("field", "Field officer", "Petugas lapangan", note="Masuk dengan kartu; hanya pos sendiri."),
    Term("planner", "Planner", "Perencana", note="Usulan yang dihitung mesin; diterbitkan oleh pimpinan Polsek."),
    Term("cli", "Keeper of this server", "Pengelola server", note="Dicatat dari baris perintah di komputer ini."),
)

_MATRIX = (
    Term("none", "Nothing", "Tidak ada"),
    Term("count", "Counts only", "Jumlah saja"),
    Term("summary", "Summary", "Ringkasan"),
    Term("location", "Location only", "Lokasi saja"),
    Term("contact", "One contact per polling station", "Satu narahubung per TPS"),
    Term("own", "Own rows", "Milik sendiri"),
    Term("read", "Read", "Baca"),
    Term("write_own", "Read and write own rows", "Baca dan tulis milik sendiri"),
    Term("write", "Write", "Tulis"),
    Term("export", "Export", "Unduh"),
    Term("calendar", "Calendar and meeting decisions", "Kalender dan keputusan rapat"),
    Term("promise", "Promises", "Komitmen"),
    Term("roll_call", "Communication roll-call", "Panggilan uji"),
    Term("polling_station", "Polling station register", "Daftar TPS", "", PILKADA, "Tempat pemungutan suara."),
    Term("logistics", "Logistics", "Logistik"),
    Term("risk_indicator", "Risk indicators", "Indikator kerawanan"),
    Term("risk_class", "Police risk class of polling stations", "Kelas kerawanan TPS"),
    Term("deployment", "Guard plan", "Rencana pengamanan"),
    Term("plan_check", "Verdicts on guard plans", "Tanggapan atas rencana"),
    Term("absence", "Absences", "Halangan bertugas"),
    Term("personnel", "Personnel", "Personel"),
    Term("incident", "Incidents", "Kejadian"),
    Term("violation", "Violations and reporters", "Pelanggaran dan pelapor"),
    Term("result", "Results of the count", "Hasil penghitungan"),
    Term("welfare", "Welfare of officers", "Kesejahteraan petugas"),
    Term("journal", "Journal", "Jurnal"),
    Term("account", "Accounts", "Akun"),
    Term("card", "Field cards", "Kartu petugas"),
    Term("reporter", "Identity of reporters", "Identitas pelapor"),
    Term("pack", "Rule pack", "Paket aturan"),
    Term("parties", "Five parties", "Lima pihak"),
    Term("kurang_rawan", "Low risk", "Kurang rawan"),
    Term("rawan", "High risk", "Rawan"),
    Term("sangat_rawan", "Very high risk", "Sangat rawan"),
    Term("khusus", "Special", "Khusus"),
)

_CHOICES = (
    Term("desa", "Village (desa)", "Desa", source="UU 6/2014, Pasal 1"),
    Term("kelurahan", "Urban village (kelurahan)", "Kelurahan"),
    Term("road", "Road", "Darat"),
    Term("river", "River", "Sungai"),
    Term("both", "Road and river", "Darat dan sungai"),
    Term("good", "Good", "Baik"),
    Term("weak", "Weak", "Lemah"),
    Term("absent", "None", "Tidak ada"),
    Term("post", "Post", "Pos"),
    Term("store", "Store", "Gudang"),
    Term("crossing", "Junction or jetty", "Simpang atau dermaga"),
    Term("always", "All year", "Sepanjang tahun"),
    Term("dry", "Dry season", "Musim kemarau"),
    Term("wet", "Wet season", "Musim hujan"),
    Term("car", "Car", "Mobil"),
    Term("motorcycle", "Motorcycle", "Sepeda motor"),
    Term("motorcycle-boat", "Motorcycle and boat", "Motor dan perahu"),
    Term("boat", "Boat", "Pompong/perahu"),
    Term("foot", "On foot", "Jalan kaki"),
    Term("police", "Police officer", "Anggota Polri", "Polri"),
    Term("army", "Soldier", "Anggota TNI", "TNI"),
    Term("linmas", "Community protection officer", "Satuan Perlindungan Masyarakat", "Linmas"),
    Term("satpol", "Civil service police", "Satuan Polisi Pamong Praja", "Satpol PP"),
    Term("secretariat", "Secretariat", "Sekretariat"),
    Term("pps", "Village voting committee", "Panitia Pemungutan Suara", "PPS", PILKADA),
    Term("kpps", "Polling station officers", "Kelompok Penyelenggara Pemungutan Suara", "KPPS", PILKADA),
    Term("pkd", "Village supervisor", "Pengawas Kelurahan/Desa", "PKD", PILKADA),
    Term("ptps", "Polling station supervisor", "Pengawas Tempat Pemungutan Suara", "PTPS", PILKADA),
    Term("tps", "Polling stations", "TPS"),
    Term("wilayah", "Regions", "Wilayah"),
    Term("batas", "Boundaries", "Batas wilayah"),
    Term("lokasi", "Sites", "Lokasi"),
    Term("jalur", "Links", "Jalur"),
    Term("personel", "People", "Personel"),
    Term("jurnal", "Journal", "Jurnal"),
)

_PLANS = (
    Term("first", "First draft", "Rancangan pertama"),
    Term("new-data", "New data", "Data baru"),
    Term("by-hand", "Changed by hand", "Diubah tangan"),
    Term("what-if", "What if", "Andaikan"),
    Term("agreed", "Agreed", "Setuju"),
    Term("objected", "Objected", "Keberatan"),
    Term("ill", "Ill", "Sakit"),
    Term("family", "Family matter", "Urusan keluarga"),
    Term("called-away", "Called away", "Penugasan lain"),
    Term("accident", "Accident", "Kecelakaan"),
    Term("other", "Other", "Lainnya"),
    Term("draft", "Draft", "Rancangan"),
    Term("checked", "Checked by all", "Disetujui semua pihak"),
    Term("issued", "In force", "Berlaku"),
    Term("amended", "Amended", "Diganti"),
    Term("withdrawn", "Withdrawn", "Ditarik"),
    Term("optimal", "Proven best", "Terbukti terbaik"),
    Term("feasible", "Keeps all rules", "Memenuhi semua aturan"),
    Term("short", "People or means are missing", "Ada kekurangan"),
    Term("conflict", "Rules contradict one another", "Aturan bertentangan"),
    Term("uncovered", "Uncovered risk", "Kerawanan tak terjaga"),
    Term("response", "Slowest response of the reserve", "Waktu tanggap terlama"),
    Term("travel", "Travel in the sectors", "Perjalanan di sektor"),
    Term("approach", "Way from base to post", "Perjalanan ke pos"),
    Term("changes", "People who move", "Personel berpindah"),
    Term("fairness", "Difference of duty hours", "Selisih jam tugas"),
    Term("guard", "Guard of polling stations", "Jaga TPS"),
    Term("reserve", "Mobile reserve", "Cadangan bergerak"),
)

_MEETINGS = (
    Term("called", "Called", "Diundang"),
    Term("running", "Running", "Berlangsung"),
    Term("closed", "Closed", "Selesai"),
    Term("cancelled", "Cancelled", "Dibatalkan"),
    Term("pending", "Pending", "Berjalan"),
    Term("reported", "Reported done", "Menunggu pemeriksaan"),
    Term("kept", "Kept", "Dipenuhi"),
    Term("dropped", "Dropped", "Tidak dilanjutkan"),
    Term("late", "Late", "Terlambat"),
    Term("attended", "Present", "Hadir"),
    Term("represented", "Represented", "Diwakili"),
    Term("missed", "Absent", "Tidak hadir"),
    Term("by-qr", "By QR on a phone", "Kode QR"),
    Term("by-link", "By the link in the message", "Lewat tautan pesan"),
    Term("by-card", "On the card page", "Lewat halaman kartu"),
    Term("told-to-office", "Told to the office", "Dijawab ke kantor"),
    Term("scheduled", "Scheduled", "Dijadwalkan"),
    Term("open-now", "Open now", "Sedang berlangsung"),
    Term("over", "Over", "Selesai"),
    Term("lapsed", "Never opened", "Tidak jadi dibuka"),
    Term("vacant-post", "Vacant post", "Pos kosong"),
    Term("no-phone", "No phone number", "Tanpa nomor"),
    Term("not-contacted", "Not contacted yet", "Belum dihubungi"),
    Term("sent-by-us", "Sent from here", "Dikirim dari sini"),
    Term("answered", "Answered", "Menjawab"),
    Term("answered-late", "Answered late", "Menjawab terlambat"),
    Term("whatsapp", "WhatsApp message", "WhatsApp"),
    Term("sms", "Text message (SMS)", "SMS"),
    Term("phone-call", "Telephone", "Telepon"),
    Term("radio", "Radio", "Radio (HT)"),
    Term("card-page", "Card page", "Halaman kartu"),
    Term("by-sheet", "From the signed sheet", "Lembar tanda tangan"),
    Term("by-desk", "By the secretary", "Dicatat notulis"),
    Term("no-evidence", "No evidence asked", "Tanpa bukti"),
    Term("photo", "Photograph", "Foto"),
    Term("document", "Document", "Dokumen"),
    Term("counted", "Count", "Jumlah"),
    Term("system-record", "Record of the system", "Catatan sistem"),
    Term("confirmed", "Confirmed", "Setuju"),
    Term("dissented", "Dissent", "Keberatan"),
    Term("half-time", "Half time", "Separuh waktu"),
    Term("day-before", "Day before", "Sehari sebelum"),
    Term("on-the-hour", "On the hour", "Tepat waktu"),
    Term("stage", "Stage", "Tahapan"),
    Term("deadline", "Deadline", "Tenggat"),
    Term("checkpoint", "Reporting point", "Titik lapor"),
    Term("duty", "Duty", "Kewajiban"),
    Term("meeting", "Meeting", "Rapat"),
    Term("clerk", "Clerk", "Juru catat", note="Mesin yang mencatat kewajiban dari paket aturan dan mengingatkan."),
)

TERMS: Final[Mapping[str, Term]] = MappingProxyType(
    {term.key: term for term in (*_KINDS, *_PARTIES, *_MATRIX, *_CHOICES, *_PLANS, *_MEETINGS, *FIELDS)}
)


def label(key: str, language: str = "id") -> str:
    """Return the word to show for ``key``: short where there is a short form, the key itself where there is no term.

    An older version of a kind (``….v1``) borrows the word of whichever version is known.
    """
    term = TERMS.get(key) or _other_version(key)
    if term is None:
        return key
    if language.startswith("en"):
        return term.short if term.short.isupper() else term.english
    return term.short or term.official


def note(key: str, language: str = "id") -> str:
    """Return the full name behind a short label, or the note of the term; empty when there is nothing to add."""
    term = TERMS.get(key)
    if term is None:
        return ""
    if language.startswith("en"):
        return term.english if term.short else ""
    return term.note or (term.official if term.short else "")


def _other_version(key: str) -> Term | None:
    stem = re.sub(r"\.v\d+$", "", key)
    return next((term for name, term in TERMS.items() if re.sub(r"\.v\d+$", "", name) == stem), None)
