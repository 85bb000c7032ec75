"""Files that serve as evidence: photographs are made anew, upright and without what the camera wrote; PDF is kept.

Pure: bytes in, bytes out. What the camera wrote says where somebody stood and whose telephone it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from sinergi.areas.meetings.rules.evidence import DOCUMENT, PHOTO
from sinergi.vocabulary.refusal import Refused

LARGEST: Final = 8_000_000  # bytes of one file as it comes in
MOST: Final = 5  # files of one report
EDGE: Final = 2048  # pixels of the longer side as kept
PIXELS: Final = 60_000_000  # of a picture as it comes in: more is a bomb, not a photograph
QUALITY: Final = 85
FORMATS: Final = ("JPEG", "PNG", "WEBP")
WHITE: Final = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file as it is kept."""

    content: bytes
    media: str


def accepted(data: bytes) -> Accepted:
    """Return ``data`` as it is kept. Raises Refused ``meetings.file.too-large``, ``.empty``, ``.kind``, ``.broken``."""
    if not data:
        raise Refused("meetings.file.empty", id="Berkas ini kosong.", en="This file is empty.")
    if len(data) > LARGEST:
        raise _too_large()
    if data.lstrip()[:5] == b"%PDF-":
        return Accepted(_document(data), DOCUMENT)
    return Accepted(_photograph(data), PHOTO)


def why_not_many(count: int) -> Refused | None:
    """Return why so many files cannot come at once, or None."""
    if count <= MOST:
        return None
    return Refused(
        "meetings.files.many",
        id=f"Paling banyak {MOST} berkas sekali kirim; yang datang {count}.",
        en=f"At most {MOST} files at once; {count} came.",
    )


def _document(data: bytes) -> bytes:
    if b"%%EOF" not in data[-2048:]:
        raise _broken()
    return data


def _photograph(data: bytes) -> bytes:
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > PIXELS:
                raise _too_large()
            picture.draft("RGB", (EDGE, EDGE))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((EDGE, EDGE))
            return _written(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except UnidentifiedImageError:
        raise Refused(
            "meetings.file.kind",
            id="Berkas harus berupa foto (JPEG, PNG, WebP) atau PDF.",
            en="The file must be a photograph (JPEG, PNG, WebP) or a PDF.",
        ) from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError, MemoryError):
        raise _broken() from None


def _written(picture: Image.Image) -> bytes:
    """Return the picture as a JPEG that holds nothing but itself; what was see-through is white."""
    solid = picture.convert("RGBA")
    paper = Image.new("RGB", solid.size, WHITE)
    paper.paste(solid, mask=solid.getchannel("A"))
    out = BytesIO()
    paper.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _too_large() -> Refused:
    return Refused(
        "meetings.file.too-large",
        id=f"Berkas terlalu besar: paling banyak {LARGEST // 1_000_000} MB dan {PIXELS // 1_000_000} megapiksel.",
        en=f"The file is too large: at most {LARGEST // 1_000_000} MB and {PIXELS // 1_000_000} megapixels.",
    )


def _broken() -> Refused:
    return Refused(
        "meetings.file.broken",
        id="Berkas ini rusak atau terpotong; kirim ulang.",
        en="This file is damaged or cut off; send it again.",
    )
