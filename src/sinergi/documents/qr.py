"""QR codes as SVG: black on white, with the quiet zone that scanners need."""

from __future__ import annotations

import io

import segno


def qr_svg(text: str, *, border: int = 4) -> str:
    """Return the QR of ``text`` as an ``<svg>``; ``border`` is the quiet zone in modules."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=border, xmldecl=False, svgns=True, nl=False)
    return out.getvalue().decode()
