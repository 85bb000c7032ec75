"""A second reader of the log: slow, recursive, straight from the text of RFC 6962 and of docs/spec/journal.md.

It shares no code with the program, on purpose: a log whose only verifier is its author's proves little.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WIDE = 256


class WrongError(Exception):
    """Something in the log is not as the specification says."""


def insist(truth: object, what: str) -> None:
    """Raise WrongError unless ``truth``."""
    if not truth:
        raise WrongError(what)


# -- RFC 6962 section 2.1


def mth(leaves: list[bytes]) -> bytes:
    """Merkle Tree Hash of a list of leaves."""
    n = len(leaves)
    if n == 0:
        return hashlib.sha256().digest()
    if n == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = largest_power_below(n)
    return hashlib.sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def largest_power_below(n: int) -> int:
    """K with k < n <= 2k."""
    k = 1
    while 2 * k < n:
        k = 2 * k
    return k


def audit_path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH(m, D[n])."""
    n = len(leaves)
    if n == 1:
        return []
    k = largest_power_below(n)
    if m < k:
        return [*audit_path(m, leaves[:k]), mth(leaves[k:])]
    return [*audit_path(m - k, leaves[k:]), mth(leaves[:k])]


def consistency(m: int, leaves: list[bytes]) -> list[bytes]:
    """PROOF(m, D[n])."""
    return sub_proof(m, leaves, complete=True)


def sub_proof(m: int, leaves: list[bytes], *, complete: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b)."""
    n = len(leaves)
    if m == n:
        return [] if complete else [mth(leaves)]
    k = largest_power_below(n)
    if m <= k:
        return [*sub_proof(m, leaves[:k], complete=complete), mth(leaves[k:])]
    return [*sub_proof(m - k, leaves[k:], complete=False), mth(leaves[:k])]


def root_of_path(leaf: bytes, m: int, n: int, path: list[bytes]) -> bytes:
    """Follow an audit path from a leaf hash to a root, by the same recursion as PATH."""
    if n == 1:
        insist(not path, "path too long")
        return leaf
    insist(path, "path too short")
    k = largest_power_below(n)
    if m < k:
        return hashlib.sha256(b"\x01" + root_of_path(leaf, m, k, path[:-1]) + path[-1]).digest()
    return hashlib.sha256(b"\x01" + path[-1] + root_of_path(leaf, m - k, n - k, path[:-1])).digest()


# -- keys and notes


def unbase64(text: str) -> bytes:
    """Standard base64, in its only form."""
    try:
        raw = base64.standard_b64decode(text)
    except ValueError as error:
        raise WrongError("base64") from error
    insist(base64.standard_b64encode(raw) == text.encode(), "base64 in a second form")
    return raw


def read_key(line: str, kind: int) -> tuple[str, bytes, bytes]:
    """Name, key id and public key of a verifier key of type ``kind``."""
    parts = line.split("+", 2)
    insist(len(parts) == 3, "verifier key")
    name, identity, rest = parts
    raw = unbase64(rest)
    insist(len(raw) == 33 and raw[0] == kind, "verifier key type")
    insist(all(0x21 <= ord(letter) <= 0x7E for letter in name) and name, "key name")
    wanted = hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8]
    insist(identity == wanted, "key id")
    return name, bytes.fromhex(wanted), raw[1:]


def lines_of(raw: bytes) -> list[str]:
    """Lines of a text file, each of which ends with a newline."""
    try:
        text = raw.decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        raise WrongError("UTF-8") from error
    insist(text.endswith("\n"), "no newline at the end")
    insist(not any(ord(letter) < 32 and letter != "\n" for letter in text), "control character")
    return text[:-1].split("\n")


def read_note(
    raw: bytes, log: tuple[str, bytes, bytes], witnesses: list[tuple[str, bytes, bytes]]
) -> tuple[int, bytes]:
    """Size and root of a checkpoint whose every signature line is known and true."""
    lines = lines_of(raw)
    insist(len(lines) >= 5 and lines[3] == "" and all(lines[:3]), "shape of the checkpoint")
    body = "".join(line + "\n" for line in lines[:3]).encode()
    seen = []
    for line in lines[4:]:
        dash, name, blob = [*line.split(" "), "", ""][:3]
        insist(dash == "\u2014" and line == f"{dash} {name} {blob}", "signature line")
        raw_signature = unbase64(blob)
        who = (name, raw_signature[:4])
        seen.append(who)
        if who == log[:2]:
            check_signature(log[2], raw_signature[4:], body)
            continue
        witness = next((one for one in witnesses if one[:2] == who), None)
        insist(witness, f"nobody knows {name}")
        insist(len(raw_signature) == 76, "length of a cosignature")
        (stamp,) = struct.unpack(">Q", raw_signature[4:12])
        insist(stamp < 2**63, "time of a cosignature")
        check_signature(witness[2], raw_signature[12:], f"cosignature/v1\ntime {stamp}\n".encode() + body)  # type: ignore[index]
    insist(log[:2] in seen and len(set(seen)) == len(seen), "signed once by the log")
    insist(lines[0] == log[0], "origin")
    insist(lines[1].isdigit() and str(int(lines[1])) == lines[1], "tree size")
    root = unbase64(lines[2])
    insist(len(root) == 32, "root")
    return int(lines[1]), root


def check_signature(public: bytes, signature: bytes, message: bytes) -> None:
    """Verify one raw Ed25519 signature."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature as error:
        raise WrongError("signature") from error


# -- entries and tiles


def check_entry(raw: bytes) -> None:
    """One of the two shapes, written canonically."""
    try:
        value: Any = json.loads(raw.decode("utf-8", "strict"))
    except ValueError as error:
        raise WrongError("entry is not JSON") from error
    insist(isinstance(value, dict) and all(isinstance(one, str) for one in value.values()), "entry of strings")
    again = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        insist(again.encode() == raw, "entry is not canonical")
    except UnicodeEncodeError as error:
        raise WrongError("half a surrogate pair") from error
    wide = value.get("visibility") in ("public", "parties")
    names = {"commitment", "id", "kind", "place", "time", "visibility"} if wide else {"commitment", "visibility"}
    insist(set(value) == names, "names in entry")
    insist(value["visibility"] in ("public", "parties", "restricted", "sealed"), "visibility")
    insist(len(value["commitment"]) == 64 and set(value["commitment"]) <= set("0123456789abcdef"), "commitment")
    if wide:
        insist([len(part) for part in value["id"].split("-")] == [8, 4, 4, 4, 12], "id")
        insist(set(value["id"]) <= set("0123456789abcdef-"), "id")
        *words, version = value["kind"].split(".")
        insist(len(words) > 1 and all(plain(word) for word in words), "kind")
        insist(version[:1] == "v" and version[1:].isdigit() and version[1:2] != "0", "version of kind")
        check_time(value["time"])


def plain(word: str) -> bool:
    """A word of a kind: small letters, digits and hyphens, a letter first."""
    return word[:1] in tuple("abcdefghijklmnopqrstuvwxyz") and set(word) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def check_time(text: str) -> None:
    """UTC with six digits of seconds."""
    shape = "".join("9" if letter in "0123456789" else letter for letter in text)
    insist(shape == "9999-99-99T99:99:99.999999Z", "time")
    month, day, hour, minute, second = (int(text[at : at + 2]) for at in (5, 8, 11, 14, 17))
    insist(0 < month < 13 and 0 < day < 32 and hour < 24 and minute < 60 and second < 60, "time")


def tile_name(level: str, index: int, width: int) -> str:
    """Path of a tile."""
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    name = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
    return f"tile/{level}/{name}" + ("" if width == WIDE else f".p/{width}")


def read_entries(folder: Path, size: int) -> list[bytes]:
    """Every entry, from the bundles that a tree of ``size`` must have."""
    entries: list[bytes] = []
    while len(entries) < size:
        width = min(WIDE, size - len(entries))
        path = folder / tile_name("entries", len(entries) // WIDE, width)
        insist(path.is_file(), f"{path.name} is missing")
        rest, count = path.read_bytes(), 0
        while rest:
            insist(len(rest) >= 2, "half a length")
            length = rest[0] * 256 + rest[1]
            insist(len(rest) >= 2 + length, "half an entry")
            entries.append(rest[2 : 2 + length])
            rest, count = rest[2 + length :], count + 1
        insist(count == width, "number of entries in a bundle")
    return entries


def expected_files(entries: list[bytes]) -> dict[str, bytes]:
    """The content of every tile and bundle, of every width, that a log of these entries may hold."""
    found: dict[str, bytes] = {}
    for start in range(0, len(entries), WIDE):
        content = b""
        for width, entry in enumerate(entries[start : start + WIDE], 1):
            content += struct.pack(">H", len(entry)) + entry
            found[tile_name("entries", start // WIDE, width)] = content
    level, span = 0, 1
    while span <= len(entries):
        hashes = [mth(entries[at : at + span]) for at in range(0, len(entries) - span + 1, span)]
        for start in range(0, len(hashes), WIDE):
            row = hashes[start : start + WIDE]
            for width in range(1, len(row) + 1):
                found[tile_name(str(level), start // WIDE, width)] = b"".join(row[:width])
        level, span = level + 1, span * WIDE
    return found


def required_files(size: int) -> set[str]:
    """The names of the tiles and bundles that a log of ``size`` must hold."""
    found, level, row = set(), 0, size
    while row:
        for name in [str(level)] + (["entries"] if level == 0 else []):
            found |= {tile_name(name, index, WIDE) for index in range(row // WIDE)}
            if row % WIDE:
                found.add(tile_name(name, row // WIDE, row % WIDE))
        level, row = level + 1, row // WIDE
    return found


def read_log(folder: Path, *, vkey: str | None = None, witnesses: tuple[str, ...] = ()) -> tuple[int, bytes]:
    """Size and root of a log in which everything is as the specification says; WrongError otherwise."""
    (line,) = lines_of((folder / "vkey").read_bytes()) if (folder / "vkey").is_file() else [""]
    insist(vkey is None or line == vkey, "vkey is not the trusted one")
    log = read_key(line, 1)
    listed = lines_of((folder / "witnesses").read_bytes()) if (folder / "witnesses").is_file() else []
    keys = [read_key(one, 4) for one in [*witnesses, *listed]]
    insist((folder / "checkpoint").is_file(), "no checkpoint")
    size, root = read_note((folder / "checkpoint").read_bytes(), log, keys)
    entries = read_entries(folder, size)
    for entry in entries:
        check_entry(entry)
    insist(mth(entries) == root, "root")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    may = expected_files(entries)
    insist(required_files(size) <= there, "missing tiles")
    for name in there - {"checkpoint", "vkey", "witnesses"}:
        insist(name in may, f"{name} has no place here")
        insist((folder / name).read_bytes() == may[name], f"{name} differs")
    return size, root


def is_whole(folder: Path, *, vkey: str | None = None, witnesses: tuple[str, ...] = ()) -> bool:
    """Tell whether ``read_log`` finds nothing wrong."""
    try:
        read_log(folder, vkey=vkey, witnesses=witnesses)
    except (WrongError, ValueError):
        return False
    return True
