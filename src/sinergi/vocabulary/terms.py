"""One word for one thing, in English and in official Indonesian: what the screens and the reference say.

Keys are the values that code and journal use: kinds of facts, parties, roles, levels, choices; and ``field.<name>``
for the fields of facts. ``source`` names a law only where it defines the word; it is empty for plain words.
The definitions want checking by someone who knows the law (CONTRIBUTING).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

PILKADA: Final = "UU 1/2015 jo. UU 10/2016, Pasal 1"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the screens: ``key`` in code, ``english``, ``official`` Indonesian, ``short`` for a narrow column."""

    key: str
    english: str
    official: str
    short: str = ""
    source: str = ""
    note: str = ""


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

_FIELDS = (
    Term("field.cause", "Cause", "Sebab"),
    Term("field.conflict", "Rules that contradict one another", "Aturan yang bertentangan"),
    Term("field.day", "Day", "Hari"),
    Term("field.despite", "Issued despite", "Diterbitkan walaupun"),
    Term("field.engine", "Solver", "Mesin hitung"),
    Term("field.gap_ppm", "Gap, in millionths", "Selisih dari yang terbaik (per sejuta)"),
    Term("field.goals", "Goals", "Sasaran"),
    Term("field.input_hash", "SHA-256 of the input", "SHA-256 masukan"),
    Term("field.letter", "Number of the letter", "Nomor surat perintah"),
    Term("field.note", "Note", "Keterangan"),
    Term("field.parent", "Amends plan", "Mengubah rencana"),
    Term("field.pattern", "Guard pattern", "Pola pengamanan"),
    Term("field.patterns", "Guard patterns", "Pola pengamanan"),
    Term("field.plan", "Plan", "Rencana"),
    Term("field.reasons", "Reasons", "Alasan penempatan"),
    Term("field.risk_class", "Risk class", "Kelas kerawanan"),
    Term("field.seed", "Seed", "Benih acak"),
    Term("field.shifts", "Shifts", "Giliran jaga"),
    Term("field.shortages", "Shortages", "Kekurangan"),
    Term("field.since", "Since", "Sejak"),
    Term("field.station", "Polling station", "TPS"),
    Term("field.status", "Status", "Status"),
    Term("field.verdict", "Verdict", "Tanggapan"),
    Term("field.version", "Version", "Versi"),
    Term("field.access", "Access", "Akses"),
    Term("field.account", "Account", "Akun"),
    Term("field.address", "Address", "Alamat"),
    Term("field.body", "Content", "Isi"),
    Term("field.entry", "Entry", "Catatan"),
    Term("field.missing", "Missing entries", "Catatan hilang"),
    Term("field.old_checkpoint", "Old checkpoint", "Titik periksa lama"),
    Term("field.remains", "What remains", "Yang tersisa"),
    Term("field.voters_total", "Registered voters, total", "DPT jumlah", "DPT J"),
    Term("field.at", "Place of duty", "Tempat tugas"),
    Term("field.barred", "May not serve at", "Tidak boleh bertugas di"),
    Term("field.card", "Card number", "Nomor kartu"),
    Term("field.changed", "Changed rows", "Baris berubah"),
    Term("field.code", "Code", "Kode"),
    Term("field.columns", "Columns", "Kolom"),
    Term("field.craft", "Vehicle or boat", "Kendaraan atau perahu"),
    Term("field.disability", "Voters with a disability", "Pemilih disabilitas"),
    Term("field.district", "Kecamatan code", "Kode kecamatan"),
    Term("field.district_name", "Kecamatan", "Kecamatan"),
    Term("field.duty", "Duty", "Tugas"),
    Term("field.end", "End", "Ujung akhir"),
    Term("field.file_name", "File", "Berkas"),
    Term("field.file_sha256", "SHA-256 of the file", "SHA-256 berkas"),
    Term("field.flood_prone", "Flood-prone", "Rawan banjir"),
    Term("field.home_unit", "Home unit (BKO)", "Satuan asal (BKO)"),
    Term("field.home_village", "Home village", "Desa asal"),
    Term("field.intellectual", "Intellectual", "Intelektual"),
    Term("field.kind", "Kind", "Jenis"),
    Term("field.label", "Title", "Sebutan"),
    Term("field.lat_e6", "Latitude", "Lintang"),
    Term("field.left_out", "Left out", "Ditinggalkan"),
    Term("field.lon_e6", "Longitude", "Bujur"),
    Term("field.mapping", "Column mapping", "Pemetaan kolom"),
    Term("field.mental", "Mental", "Mental"),
    Term("field.metres", "Length", "Panjang"),
    Term("field.minutes_boat", "Minutes by boat", "Menit dengan perahu"),
    Term("field.minutes_car", "Minutes by car", "Menit dengan mobil"),
    Term("field.minutes_foot", "Minutes on foot", "Menit jalan kaki"),
    Term("field.minutes_motorcycle", "Minutes by motorcycle", "Menit dengan sepeda motor"),
    Term("field.name", "Name", "Nama"),
    Term("field.new", "New rows", "Baris baru"),
    Term("field.number", "Number", "Nomor"),
    Term("field.official", "Official boundary", "Batas resmi"),
    Term("field.one_way", "One way", "Satu arah"),
    Term("field.party", "Party", "Pihak"),
    Term("field.person", "Person", "Personel"),
    Term("field.physical", "Physical", "Fisik"),
    Term("field.polygons", "Outline", "Garis batas"),
    Term("field.post", "Duty post", "Pos tugas"),
    Term("field.power", "Electricity", "Listrik"),
    Term("field.rank", "Rank", "Pangkat"),
    Term("field.reason", "Reason", "Alasan"),
    Term("field.role", "Role", "Peran"),
    Term("field.seal", "Seal of personal data", "Segel data pribadi"),
    Term("field.season", "Season", "Musim"),
    Term("field.sensory_sight", "Sensory: sight", "Sensorik netra"),
    Term("field.sensory_speech_hearing", "Sensory: speech and hearing", "Sensorik wicara dan rungu"),
    Term("field.sha256", "SHA-256", "SHA-256"),
    Term("field.signal", "Phone signal", "Sinyal telepon"),
    Term("field.skills", "Skills", "Keahlian"),
    Term("field.source", "Source", "Sumber"),
    Term("field.start", "Start", "Ujung awal"),
    Term("field.synthetic", "Synthetic", "Data tiruan"),
    Term("field.timezone", "Time zone", "Zona waktu"),
    Term("field.unchanged", "Unchanged rows", "Baris tetap"),
    Term("field.unit", "Unit", "Satuan"),
    Term("field.valid_until", "Valid until", "Berlaku sampai"),
    Term("field.vault", "Reference of personal data", "Rujukan data pribadi"),
    Term("field.village", "Village", "Desa/kelurahan"),
    Term("field.voters_female", "Registered voters, women", "DPT perempuan", "DPT P"),
    Term("field.voters_male", "Registered voters, men", "DPT laki-laki", "DPT L"),
    Term("field.way", "Way", "Jenis jalur"),
    Term("field.what", "What", "Apa"),
)

TERMS: Final[Mapping[str, Term]] = MappingProxyType(
    {term.key: term for term in (*_KINDS, *_PARTIES, *_MATRIX, *_CHOICES, *_PLANS, *_FIELDS)}
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
