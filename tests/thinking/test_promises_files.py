"""Files that serve as evidence: what the camera wrote is gone, pictures stand upright, bombs are refused."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, PngImagePlugin

from sinergi.areas.meetings.rules import files
from sinergi.vocabulary.refusal import Refused
from tests.promises import code_of, picture

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
TURNED = 6  # EXIF: turn by 90 degrees to the right
SECRETS = (b"Exif", b"RAHASIA", b"GPS", b"http://ns.adobe.com")


def exif() -> Image.Exif:
    """Return what a telephone writes: its owner, where it was, and how it was held."""
    found = Image.Exif()
    found[ExifTags.Base.Orientation] = TURNED
    found[ExifTags.Base.Artist] = "RAHASIA"
    found.get_ifd(ExifTags.IFD.GPSInfo).update({1: "S", 2: (0.0, 33.0, 12.0), 3: "E", 4: (103.0, 6.0, 1.0)})
    return found


def opened(content: bytes) -> Image.Image:
    """Return the picture that was kept."""
    image = Image.open(BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright(form: str) -> None:
    """Owner and place go; a picture held sideways is turned, so that its dark left half comes to be the upper one."""
    kept = files.accepted(picture((64, 32), form=form, exif=exif()))
    assert kept.media == "image/jpeg"
    assert not any(word in kept.content for word in SECRETS)
    image = opened(kept.content)
    assert image.size == (32, 64)
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    upper, lower = (image.getpixel((16, y)) for y in (8, 56))
    assert isinstance(upper, tuple)
    assert isinstance(lower, tuple)
    assert (upper[0] < 60, lower[0] > 200) == (True, True)


def test_comments_and_text_of_other_formats_are_gone() -> None:
    """A comment of a JPEG and a text of a PNG do not survive."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "RAHASIA")
    for data in (picture(comment=b"RAHASIA"), picture(form="PNG", pnginfo=words), picture(xmp=b"RAHASIA")):
        assert b"RAHASIA" in data
        assert b"RAHASIA" not in files.accepted(data).content


def test_a_large_photograph_is_made_smaller_and_a_small_one_is_not_blown_up() -> None:
    """The longer side is 2048 pixels at most, and the shape stays."""
    assert opened(files.accepted(picture((3000, 1000))).content).size == (2048, 683)
    assert opened(files.accepted(picture((30, 20))).content).size == (30, 20)


def test_the_same_file_is_kept_the_same() -> None:
    """A second click brings the same bytes, so that it can be answered like the first."""
    data = picture((500, 400), form="PNG")
    assert files.accepted(data) == files.accepted(data)


def test_what_is_see_through_becomes_white() -> None:
    """A transparent PNG does not turn black."""
    out = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(files.accepted(out.getvalue()).content).getpixel((4, 4)) == (255, 255, 255)


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few hundred bytes that says it is huge."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 2, 0, 0, 0))
    body = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("edge", [8_000, 12_000, 40_000, 2_000_000_000])
def test_a_bomb_is_refused_before_it_is_unpacked(edge: int) -> None:
    """64 megapixels, what the library warns of, what it refuses, and what no memory holds."""
    data = bomb(edge, edge)
    assert len(data) < 1000
    assert code_of(lambda: files.accepted(data)) == "meetings.file.too-large"


def test_what_is_no_evidence_is_refused_by_name() -> None:
    """Nothing, too much, cut off, another kind, a PDF without an end: each has its own name."""
    whole = picture((400, 300))
    assert code_of(lambda: files.accepted(b"")) == "meetings.file.empty"
    assert code_of(lambda: files.accepted(bytes(files.LARGEST + 1))) == "meetings.file.too-large"
    assert code_of(lambda: files.accepted(whole[: len(whole) // 2])) == "meetings.file.broken"
    assert code_of(lambda: files.accepted(picture(form="GIF"))) == "meetings.file.kind"
    assert code_of(lambda: files.accepted(picture(form="TIFF"))) == "meetings.file.kind"
    assert code_of(lambda: files.accepted(b"<svg onload='x'/>")) == "meetings.file.kind"
    assert code_of(lambda: files.accepted(b"PK\x03\x04 archive")) == "meetings.file.kind"
    assert code_of(lambda: files.accepted(PDF[:20])) == "meetings.file.broken"


def test_a_document_is_kept_as_it_came() -> None:
    """A PDF is somebody's letter: not a byte of it is changed."""
    kept = files.accepted(PDF)
    assert (kept.content, kept.media) == (PDF, "application/pdf")


def test_so_many_files_at_once() -> None:
    """Five may come, six may not."""
    refused = files.why_not_many(files.MOST + 1)
    assert files.why_not_many(files.MOST) is None
    assert refused is not None
    assert refused.code == "meetings.files.many"


WHOLE = tuple(picture((64, 48), form=form) for form in ("JPEG", "PNG", "WEBP"))


@given(which=st.sampled_from(WHOLE), cut=st.integers(0, 4000), at=st.integers(0, 4000), flip=st.integers(0, 255))
def test_damage_is_refused_or_healed_never_a_fault(which: bytes, cut: int, at: int, flip: int) -> None:
    """Cut it anywhere, change any byte: a picture comes out, or a refusal by name."""
    data = bytearray(which[: max(len(which) - cut, 0)])
    if data:
        data[at % len(data)] ^= flip
    try:
        kept = files.accepted(bytes(data)).content
    except Refused as refused:
        kept, code = picture(), refused.code
    else:
        code = "meetings.file."
    assert code.startswith("meetings.file.")
    assert opened(kept).format == "JPEG"
