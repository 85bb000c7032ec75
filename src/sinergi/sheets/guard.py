"""At the door: what a file really is, and whether it is safe to open. Nothing is trusted but the bytes."""

from __future__ import annotations

import copy
import io
import zipfile
import zlib

from sinergi.sheets.book import Limits
from sinergi.vocabulary.refusal import Refused

_CHUNK = 1 << 20
_SMALL = 1 << 20  # below this much unpacked, a high ratio is no threat
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_GZIP_MEMBERS = 1_000
_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "SQLite"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"{\\rtf", "RTF"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
)
_EXTENSIONS = {
    "xlsx": "xlsx",
    "xlsm": "xlsx",
    "xls": "xls",
    "ods": "ods",
    "csv": "csv",
    "tsv": "csv",
    "txt": "csv",
    "gz": "gz",
}
_NAMES = {"xlsx": "Excel (.xlsx)", "xls": "Excel 97-2003 (.xls)", "ods": "OpenDocument (.ods)", "csv": "CSV (.csv)"}


def format_of(data: bytes, *, file_name: str, limits: Limits) -> str:
    """Return "xlsx", "xls", "ods", "csv" or "gz", read off the bytes; refuse what is none or not what its name says."""
    if len(data) > limits.file_bytes:
        raise too_large(limit=limits.file_bytes, size=len(data))
    found = _magic(data)
    extension = file_name.rsplit(".", 1)[-1].lower() if "." in file_name else ""
    expected = _EXTENSIONS.get(extension, found if extension in ("", "dat", "tmp", "part") else "")
    if found == expected:
        return found
    if not expected:
        raise Refused(
            "sheet.extension",
            id=f"Berkas “.{extension}” bukan berkas tabel. Simpan sebagai .xlsx atau .csv, lalu unggah lagi.",
            en=f"A “.{extension}” file is not a table file. Save it as .xlsx or .csv and upload it again.",
        )
    name = _NAMES.get(found, "gzip (.csv.gz)")
    raise Refused(
        "sheet.extension",
        id=f"Nama berkas berakhiran .{extension}, tetapi isinya {name}. Buka berkas itu, pilih “Simpan sebagai” "
        f"dengan jenis yang benar (jangan hanya mengganti namanya), lalu unggah lagi.",
        en=f"The name ends in .{extension}, but the content is {name}. Open the file, use “Save as” with the right "
        f"type (do not just rename it), and upload it again.",
    )


def _magic(data: bytes) -> str:
    head = data[:4096]
    if head[:4] == b"PK\x03\x04":
        return _zip_kind(data)
    if head[:2] == b"\x1f\x8b":
        return "gz"
    if head[:8] == _OLE:
        return "xls"
    for magic, name in _FOREIGN:
        if head.startswith(magic):
            raise not_a_table(name=name)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe") or head[:4] == b"PK\x05\x06":
        raise Refused(
            "sheet.empty",
            id="Berkas kosong. Periksa apakah berkas yang benar terpilih, lalu unggah lagi.",
            en="The file is empty. Check that the right file was chosen and upload it again.",
        )
    _refuse_markup(head)
    return "csv"


def _refuse_markup(head: bytes) -> None:
    """Refuse HTML and XML saved under the name of a spreadsheet, and JSON."""
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text[:1] == b"<":
        raise Refused(
            "sheet.html",
            id="Isi berkas ini halaman HTML/XML yang diberi nama berkas tabel (lazim pada unduhan dari situs). Buka di "
            "Excel atau LibreOffice, simpan sebagai .xlsx, lalu unggah hasilnya.",
            en="The content is an HTML/XML page under the name of a table file (common in website downloads). Open it "
            "in Excel or LibreOffice, save as .xlsx and upload the result.",
        )
    if text[:1] in (b"{", b"[") and (b'":' in text or b'" :' in text):
        raise not_a_table(name="JSON")


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
            kind = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, zlib.error, EOFError, ValueError) as error:
        if type(error) is RuntimeError:  # zipfile's way to ask for a password
            raise encrypted() from None
        raise truncated() from None
    if "xl/workbook.xml" in names:
        return "xlsx"
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    if "xl/workbook.bin" in names:
        raise not_a_table(name="Excel Binary (.xlsb)")
    if "word/document.xml" in names or "ppt/presentation.xml" in names or kind:
        raise not_a_table(name="Word/PowerPoint/OpenDocument")
    raise Refused(
        "sheet.zip",
        id="Berkas ini arsip ZIP, bukan tabel. Ekstrak dahulu, lalu unggah berkas .xlsx atau .csv di dalamnya.",
        en="The file is a ZIP archive, not a table. Extract it and upload the .xlsx or .csv inside.",
    )


def open_archive(data: bytes, *, limits: Limits) -> zipfile.ZipFile:
    """Return the archive after unpacking every member once, within limits; refuse bombs, locks, DTDs and damage."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
        if len(members) > limits.members:
            raise _bomb()
        if len({member.filename for member in members}) != len(members):
            raise damaged()
        left = limits.unpacked_bytes
        for member in members:
            if member.flag_bits & 1:
                raise encrypted()
            left -= _unpack(archive, member, left=left, limits=limits)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise truncated() from None
    except (NotImplementedError, RuntimeError, ValueError, OSError, KeyError, OverflowError):
        raise damaged() from None
    return archive


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, left: int, limits: Limits) -> int:
    """Return the true unpacked size of one member, whatever its header claims."""
    honest = copy.copy(member)
    honest.file_size = limits.unpacked_bytes + _CHUNK  # read past a size that lies
    size, tail = 0, b""
    markup = member.filename.lower().endswith((".xml", ".rels"))
    with archive.open(honest) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            packed = max(member.compress_size, 1)
            if size > left or (size > _SMALL and size / packed > limits.ratio):
                raise _bomb()
            if markup:
                seen = tail + chunk
                if any(word in seen for word in _DTD):
                    raise _unsafe_xml()
                tail = chunk[-32:]
    if size != member.file_size:
        raise damaged()
    return size


_DTD = tuple(word.encode(codec) for word in ("<!DOCTYPE", "<!ENTITY") for codec in ("ascii", "utf-16-le", "utf-16-be"))


def gunzip(data: bytes, *, limits: Limits) -> bytes:
    """Return the content of a gzip file, within limits; refuse bombs, cut files and archives inside archives."""
    parts: list[bytes] = []
    size, rest = 0, data
    try:
        for _ in range(_GZIP_MEMBERS):
            if not rest.strip(b"\x00"):
                break
            one = zlib.decompressobj(wbits=31)
            while True:
                part = one.decompress(rest, _CHUNK)
                rest = one.unconsumed_tail or one.unused_data
                size += len(part)
                parts.append(part)
                if size > limits.unpacked_bytes or (size > _SMALL and size / len(data) > limits.ratio):
                    raise _bomb()
                if one.eof:
                    break
                if not part and not rest:
                    raise truncated()
        else:
            raise damaged()
    except zlib.error:
        raise damaged() from None
    content = b"".join(parts)
    if content[:2] == b"\x1f\x8b" or content[:4] == b"PK\x03\x04" or content[:8] == _OLE:
        raise Refused(
            "sheet.nested",
            id="Di dalam berkas .gz ada arsip atau buku kerja lain. Unggah langsung berkas .xlsx atau .csv-nya.",
            en="The .gz file holds another archive or workbook. Upload that .xlsx or .csv itself.",
        )
    return content


def too_large(*, limit: int, size: int) -> Refused:
    """Return the refusal of a file of ``size`` bytes."""
    return Refused(
        "sheet.too-large",
        id=f"Berkas {size / 1e6:.1f} MB melebihi batas {limit / 1e6:.0f} MB. Hapus gambar dan lembar yang tidak perlu, "
        "atau bagi per kecamatan.",
        en=f"The file has {size / 1e6:.1f} MB; the limit is {limit / 1e6:.0f} MB. Remove pictures and sheets that are "
        "not needed, or split it by kecamatan.",
    )


def truncated() -> Refused:
    """Return the refusal of a file that ends too early."""
    return Refused(
        "sheet.truncated",
        id="Berkas terpotong: akhirnya tidak ada, mungkin unggahan atau salinan terputus. Salin ulang dari sumbernya, "
        "pastikan dapat dibuka, lalu unggah lagi.",
        en="The file is cut off: its end is missing, perhaps an upload or copy was interrupted. Copy it again from "
        "its source, check that it opens, and upload it again.",
    )


def damaged() -> Refused:
    """Return the refusal of a file that cannot be read."""
    return Refused(
        "sheet.damaged",
        id="Berkas rusak dan tidak dapat dibaca. Buka di Excel atau LibreOffice, simpan sebagai .xlsx baru, lalu "
        "unggah lagi.",
        en="The file is damaged and cannot be read. Open it in Excel or LibreOffice, save it as a new .xlsx and upload "
        "it again.",
    )


def encrypted() -> Refused:
    """Return the refusal of a file that needs a password."""
    return Refused(
        "sheet.encrypted",
        id="Berkas dikunci kata sandi. Buka kuncinya di Excel (Berkas > Info > Proteksi), simpan, lalu unggah lagi.",
        en="The file is locked with a password. Unlock it in Excel (File > Info > Protect), save and upload it again.",
    )


def not_a_table(*, name: str) -> Refused:
    """Return the refusal of a file of a kind that holds no table we read."""
    return Refused(
        "sheet.not-a-table",
        id=f"Isi berkas ini {name}, bukan tabel yang dapat dibaca. Simpan datanya sebagai .xlsx atau .csv.",
        en=f"The content is {name}, not a table that can be read. Save the data as .xlsx or .csv and upload that.",
    )


def _bomb() -> Refused:
    return Refused(
        "sheet.zip-bomb",
        id="Isi berkas mengembang jauh melebihi batas saat dibuka, seperti bom ZIP. Berkas tidak dibuka. Salin datanya "
        "ke buku kerja baru, simpan sebagai .xlsx, lalu unggah.",
        en="The content swells far beyond the limit when opened, like a zip bomb. It was not opened. Copy the data to "
        "a new workbook, save as .xlsx and upload that.",
    )


def _unsafe_xml() -> Refused:
    return Refused(
        "sheet.unsafe-xml",
        id="Buku kerja ini memuat definisi XML (DTD/entitas) yang tidak pernah dibuat Excel. Berkas tidak dibuka. "
        "Salin datanya ke buku kerja baru.",
        en="The workbook holds XML definitions (DTD/entities) that Excel never makes. It was not opened. Copy the data "
        "to a new workbook.",
    )
