"""Signed notes, checkpoints and cosignatures of C2SP: Ed25519 only, strict to the last bit.

Whatever is read here is read strictly: one way to write each note, so that a flipped bit cannot hide in padding,
spaces or the case of a hex digit.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sinergi.journal.tlog import HASH_SIZE, MAX_SIZE
from sinergi.vocabulary.refusal import Refused

ED25519 = 0x01
COSIGNATURE_V1 = 0x04
ALGORITHMS = (ED25519, COSIGNATURE_V1)
KEY_SIZE = 32
MAX_NOTE = 1_000_000  # characters
MAX_SIGNATURES = 100

_DASH = "\N{EM DASH} "
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_KEY_ID = re.compile(r"[0-9a-f]{8}")


def malformed(what: str) -> Refused:
    """Return the refusal of a note, key or tree head that is not written as the specification says."""
    return Refused(
        "note.malformed", id=f"Catatan bertanda tangan tidak sah bentuknya: {what}.", en=f"Malformed: {what}."
    )


def from_base64(text: str, what: str) -> bytes:
    """Return the bytes of standard base64; refuse every second way of writing the same bytes."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise malformed(f"{what}, base64") from error
    if base64.b64encode(data).decode() != text:
        raise malformed(f"{what}, base64")
    return data


def to_base64(data: bytes) -> str:
    """Return standard base64 with padding."""
    return base64.b64encode(data).decode()


def whole(text: str, what: str) -> int:
    """Return a decimal without leading zeros, at most 2**63 - 1."""
    if not _NUMBER.fullmatch(text) or int(text) > MAX_SIZE:
        raise malformed(f"{what}, decimal")
    return int(text)


def _named(name: str) -> str:
    if not name or "+" in name or any(letter.isspace() for letter in name) or _CONTROL.search(name):
        raise malformed("key name")
    return name


def key_id(name: str, algorithm: int, public: bytes) -> bytes:
    """Return the four bytes that stand for a key in a signature line."""
    return sha256(name.encode() + b"\n" + bytes([algorithm]) + public).digest()[:4]


def _key_parts(text: str) -> tuple[str, bytes, int, bytes]:
    """Read ``name+keyid+base64(algorithm || 32 bytes)``."""
    name, _, rest = text.partition("+")
    identity, _, encoded = rest.partition("+")
    data = from_base64(encoded, "key")
    if not _KEY_ID.fullmatch(identity) or len(data) != 1 + KEY_SIZE or data[0] not in ALGORITHMS:
        raise malformed("key")
    return _named(name), bytes.fromhex(identity), data[0], data[1:]


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who, and the bytes behind the key id."""

    name: str
    key: bytes
    data: bytes

    def line(self) -> str:
        """Return the line with its newline."""
        return f"{_DASH}{self.name} {to_base64(self.key + self.data)}\n"

    @classmethod
    def parse(cls, line: str) -> Self:
        """Return the signature of a line (without its newline)."""
        name, _, encoded = line.removeprefix(_DASH).partition(" ")
        data = from_base64(encoded, "signature")
        if not line.startswith(_DASH) or len(data) <= 4:  # noqa: PLR2004 -- four bytes of key id
            raise malformed("signature line")
        return cls(_named(name), data[:4], data[4:])


@dataclass(frozen=True, slots=True)
class Note:
    """A text and its signatures, not yet verified."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, note: str) -> Self:
        """Read a signed note. Raises Refused ``note.malformed``."""
        if len(note) > MAX_NOTE or _CONTROL.search(note):
            raise malformed("note")
        at = note.rfind("\n\n")
        text, lines = note[: at + 1], note[at + 2 :]
        if at < 0 or not text.strip("\n") or not lines.endswith("\n"):
            raise malformed("note")
        found = lines[:-1].split("\n")
        if len(found) > MAX_SIGNATURES:
            raise malformed("number of signatures")
        return cls(text, tuple(Signature.parse(line) for line in found))

    def dump(self) -> str:
        """Return the note as it is written."""
        return f"{self.text}\n{''.join(one.line() for one in self.signatures)}"


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A private key with its name. Of type ``ED25519`` it signs notes, of type ``COSIGNATURE_V1`` it cosigns."""

    name: str
    seed: bytes = field(repr=False)
    algorithm: int = ED25519

    @classmethod
    def generate(cls, name: str, *, algorithm: int = ED25519) -> Self:
        """Make a fresh key."""
        return cls(_named(name), Ed25519PrivateKey.generate().private_bytes_raw(), algorithm)

    @classmethod
    def load(cls, text: str) -> Self:
        """Read ``PRIVATE+KEY+name+keyid+base64(algorithm || seed)``, the form of Go's sumdb/note."""
        prefix = "PRIVATE+KEY+"
        if not text.startswith(prefix):
            raise malformed("private key")
        name, identity, algorithm, seed = _key_parts(text.removeprefix(prefix).removesuffix("\n"))
        key = cls(name, seed, algorithm)
        if key.id != identity:
            raise malformed("key id")
        return key

    def dump(self) -> str:
        """Return the key in the form that ``load`` reads. Secret."""
        return f"PRIVATE+KEY+{self.name}+{self.id.hex()}+{to_base64(bytes([self.algorithm]) + self.seed)}"

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def public(self) -> bytes:
        """The 32 bytes of the public key."""
        return self._private.public_key().public_bytes_raw()

    @property
    def id(self) -> bytes:
        """The four bytes of the key id."""
        return key_id(self.name, self.algorithm, self.public)

    @property
    def vkey(self) -> str:
        """The verifier key, one line without newline: ``name+keyid+base64(algorithm || public key)``."""
        return f"{self.name}+{self.id.hex()}+{to_base64(bytes([self.algorithm]) + self.public)}"

    def sign(self, text: str) -> str:
        """Return ``text`` (which ends with a newline) as a note with this key's signature."""
        if self.algorithm != ED25519 or not text.endswith("\n") or _CONTROL.search(text):
            raise malformed("text to sign")
        signature = Signature(self.name, self.id, self._private.sign(text.encode()))
        return Note(text, (signature,)).dump()

    def cosign(self, note: str, *, time: int) -> str:
        """Return ``note`` with this witness's cosignature/v1 of ``time`` (POSIX seconds) added at the end."""
        old = Note.parse(note)
        if self.algorithm != COSIGNATURE_V1 or not 0 <= time <= MAX_SIZE:
            raise malformed("cosignature")
        data = time.to_bytes(8, "big") + self._private.sign(_cosigned(old.text, time))
        return Note(old.text, (*old.signatures, Signature(self.name, self.id, data))).dump()


def _cosigned(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key that someone trusts under a name."""

    name: str
    public: bytes
    algorithm: int = ED25519

    @classmethod
    def parse(cls, vkey: str) -> Self:
        """Read a verifier key (no newline). Raises Refused ``note.malformed``."""
        name, identity, algorithm, public = _key_parts(vkey)
        if key_id(name, algorithm, public) != identity:
            raise malformed("key id")
        return cls(name, public, algorithm)

    @property
    def id(self) -> bytes:
        """The four bytes of the key id."""
        return key_id(self.name, self.algorithm, self.public)

    def owns(self, signature: Signature) -> bool:
        """Tell whether a signature line claims to be of this key."""
        return (signature.name, signature.key) == (self.name, self.id)

    def verify(self, note: str) -> str:
        """Return the text of ``note`` if this key signed (or cosigned) it, else raise Refused ``note.*``."""
        parsed = Note.parse(note)
        self.time_of(parsed)
        return parsed.text

    def time_of(self, note: Note) -> int | None:
        """Verify this key's one signature; return its time (cosignature/v1) or None (plain signature)."""
        mine = [one for one in note.signatures if self.owns(one)]
        if len(mine) != 1:
            raise Refused(
                "note.unsigned",
                id=f"Catatan tidak ditandatangani tepat satu kali oleh {self.name}.",
                en=f"The note is not signed exactly once by {self.name}.",
            )
        time, message, data = None, note.text.encode(), mine[0].data
        if self.algorithm == COSIGNATURE_V1:
            time, data = int.from_bytes(data[:8], "big"), data[8:]
            message = _cosigned(note.text, time)
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(data, message)
        except InvalidSignature as error:
            raise Refused(
                "note.signature",
                id=f"Tanda tangan {self.name} tidak cocok dengan isi catatan.",
                en=f"The signature of {self.name} does not fit the note.",
            ) from error
        if time is not None and time > MAX_SIZE:
            raise malformed("time of cosignature")
        return time


@dataclass(frozen=True, slots=True)
class TreeHead:
    """What a checkpoint says: whose tree, how many leaves, which root. No extension lines."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a checkpoint. Raises Refused ``note.malformed``."""
        lines = text.split("\n")
        if len(lines) != 4 or lines[3] or not lines[0]:  # noqa: PLR2004 -- three lines and the end
            raise malformed("checkpoint")
        root = from_base64(lines[2], "root")
        if len(root) != HASH_SIZE:
            raise malformed("root")
        return cls(lines[0], whole(lines[1], "tree size"), root)

    @classmethod
    def of(cls, note: str) -> Self:
        """Read the tree head of a signed note without verifying a signature."""
        return cls.parse(Note.parse(note).text)
