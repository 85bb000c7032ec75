"""Scan the records of an Excel 97-2003 workbook: a compound file (MS-CFB) that holds a BIFF stream (MS-XLS)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from sinergi.sheets import guard
from sinergi.sheets.scan import Scan

_END = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_BOF, _EOF, _FILEPASS, _BOUNDSHEET = 0x0809, 0x000A, 0x002F, 0x0085
_FORMULAS = {0x0006, 0x0206, 0x0406}
_VALUES = {0x0203, 0x0204, 0x027E, 0x00FD, 0x00D6, 0x0003, 0x0004}
_MULRK, _BOOLERR, _ROW, _COLINFO = 0x00BD, 0x0205, 0x0208, 0x007D
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def scan_xls(data: bytes) -> list[Scan]:
    """Return one scan per worksheet, in workbook order."""
    try:
        streams = _streams(data)
        if "encryptedpackage" in streams or "encryptioninfo" in streams:
            raise guard.encrypted()
        if "worddocument" in streams or "powerpoint document" in streams:
            raise guard.not_a_table(name="Word/PowerPoint")
        entry = streams.get("workbook") or streams.get("book")
        if entry is None:
            raise guard.damaged()
        return _scan_book(_read(data, *entry))
    except (struct.error, IndexError, ValueError, UnicodeDecodeError):
        raise guard.damaged() from None


def _streams(data: bytes) -> dict[str, tuple[int, int]]:
    """Return first sector and size of each stream by lower-case name."""
    shift = struct.unpack_from("<H", data, 30)[0]
    first = struct.unpack_from("<I", data, 48)[0]
    if shift not in (9, 12):
        raise guard.damaged()
    folder = b"".join(_chain(data, first))
    found = {}
    for at in range(0, len(folder) - 127, 128):
        length = struct.unpack_from("<H", folder, at + 64)[0]
        if not 2 <= length <= 64 or folder[at + 66] != 2:  # noqa: PLR2004 -- 2 is a stream object
            continue
        name = folder[at : at + length - 2].decode("utf-16-le", "replace").lower()
        found[name] = struct.unpack_from("<II", folder, at + 116)
    return found


def _fat(data: bytes) -> list[int]:
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    table = list(struct.unpack_from("<109I", data, 76))
    extra = struct.unpack_from("<I", data, 68)[0]
    seen = 0
    while extra < _END and seen <= len(data) // size:
        block = struct.unpack_from(f"<{size // 4}I", data, (extra + 1) * size)
        table += block[:-1]
        extra, seen = block[-1], seen + 1
    fat: list[int] = []
    for sector in table:
        if sector < _END:
            at = (sector + 1) * size
            if at + size > len(data) + size:
                raise guard.truncated()
            part = data[at : at + size]
            fat += struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])
    return fat


def _chain(data: bytes, first: int) -> Iterator[bytes]:
    """Yield the sectors of a chain; refuse one that runs in a circle or out of the file."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    fat = _fat(data)
    sector, steps = first, 0
    while sector < _END:
        at = (sector + 1) * size
        if sector >= len(fat) or at >= len(data):
            raise guard.truncated()
        steps += 1
        if steps > len(fat):
            raise guard.damaged()
        yield data[at : at + size]
        sector = fat[sector]


def _read(data: bytes, first: int, size: int) -> bytes:
    """Return a stream; small ones live in the mini stream of the root entry."""
    cutoff = struct.unpack_from("<I", data, 56)[0]
    if size >= cutoff:
        content = b"".join(_chain(data, first))[:size]
        if len(content) < size:
            raise guard.truncated()
        return content
    folder = b"".join(_chain(data, struct.unpack_from("<I", data, 48)[0]))
    mini = b"".join(_chain(data, struct.unpack_from("<I", folder, 116)[0]))
    fat = b"".join(_chain(data, struct.unpack_from("<I", data, 60)[0]))
    content, sector, steps = b"", first, 0
    while sector < _END and steps <= len(fat):
        content += mini[sector * 64 : sector * 64 + 64]
        sector = struct.unpack_from("<I", fat, sector * 4)[0]
        steps += 1
    return content[:size]


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def _scan_book(book: bytes) -> list[Scan]:
    scans = []
    left = [len(book) // 4]  # no honest book has more records than that, all sheets together
    for kind, body in _records(book, 0):
        if kind == _FILEPASS:
            raise guard.encrypted()
        if kind == _EOF:
            break
        if kind == _BOUNDSHEET and len(body) > 7:  # noqa: PLR2004 -- position, state, kind and a name
            start, state, sort = struct.unpack_from("<IBB", body)
            if sort == 0:
                scan = Scan(name=_sheet_name(body[6:]), hidden=state & 3 != 0)
                _scan_sheet(book, start, scan, left)
                scans.append(scan)
    if not scans:
        raise guard.damaged()
    return scans


def _sheet_name(body: bytes) -> str:
    length, wide = body[0], body[1] & 1
    return body[2 : 2 + 2 * length].decode("utf-16-le") if wide else body[2 : 2 + length].decode("latin-1")


def _scan_sheet(book: bytes, start: int, scan: Scan, left: list[int]) -> None:
    depth = 0
    for kind, body in _records(book, start):
        left[0] -= 1
        if left[0] < 0:
            raise guard.damaged()
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            _scan_record(kind, body, scan)


def _scan_record(kind: int, body: bytes, scan: Scan) -> None:
    if kind in _VALUES or kind in _FORMULAS or kind in (_MULRK, _BOOLERR):
        row, column = struct.unpack_from("<HH", body)
        last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _MULRK else column
        scan.reach(row=row + 1, column=last + 1)
        if kind in _FORMULAS:
            scan.formulas.add((row + 1, column + 1))
            if body[6] == 2 and body[12:14] == b"\xff\xff":  # noqa: PLR2004 -- 2 marks an error result
                scan.errors[row + 1, column + 1] = _ERRORS.get(body[8], "#N/A")
        elif kind == _BOOLERR and body[7]:
            scan.errors[row + 1, column + 1] = _ERRORS.get(body[6], "#N/A")
    elif kind == _ROW:
        if struct.unpack_from("<H", body, 12)[0] & 0x20:
            scan.hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)
    elif kind == _COLINFO and struct.unpack_from("<H", body, 8)[0] & 1:
        first, last = struct.unpack_from("<HH", body)
        scan.hidden_columns.update(range(first + 1, min(last, first + 500) + 2))
