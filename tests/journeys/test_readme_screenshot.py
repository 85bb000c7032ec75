"""The picture in the README is the Situasi page as the demo serves it: this test takes it."""

from __future__ import annotations

import base64
import os
import socket
import struct
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.shell import Shell

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "images" / "situasi.png"
SIZE = {"width": 1280, "height": 860}
PATIENCE = 240  # seconds until a first demo has loaded; generous, nothing is measured here
MOST_DIFFERENT = 24  # mean difference of 0..255 over a coarse grid: other fonts pass, another page does not
GRID = """async ([picture, columns, rows]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + picture;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = columns; canvas.height = rows;
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, 0, 0, columns, rows);
  return Array.from(pen.getImageData(0, 0, columns, rows).data);
}"""


@pytest.fixture
def served(shell: Shell) -> Iterator[str]:
    """The address of a demo that is being served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = shell.start("demo", "--data", shell.data, "--port", str(port))
    try:
        yield _answering(f"http://127.0.0.1:{port}/")
    finally:
        server.terminate()
        server.communicate(timeout=60)


def _answering(address: str) -> str:
    for _ in range(PATIENCE):
        try:
            with urllib.request.urlopen(address, timeout=10):
                return address
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(1)
    pytest.fail(f"the demo did not answer at {address}")


def _sign_in(page: Page, address: str) -> None:
    """Take the PPK operator's part, which the demo's sign-in page offers by a button."""
    page.goto(f"{address}masuk/")
    page.locator('form:has(input[name=login][value="ppk-operator"]) button').click()
    page.wait_for_url(address)


def _grid(page: Page, picture: bytes) -> list[int]:
    pixels: list[int] = page.evaluate(GRID, [base64.b64encode(picture).decode(), 64, 43])
    return pixels


@pytest.mark.slow
def test_the_readme_shows_the_served_situasi_page(served: str, chromium: Browser) -> None:
    """The committed picture has the size of the screen, is not blank, and looks like the page of today.

    ``SINERGI_UPDATE_SCREENSHOTS=1`` writes it anew.
    """
    context = chromium.new_context(locale="id-ID", timezone_id="Asia/Jakarta", viewport=SIZE)  # type: ignore[arg-type]
    page = context.new_page()
    _sign_in(page, served)
    page.goto(served, wait_until="load")
    page.wait_for_timeout(1500)  # the map draws itself
    taken = page.screenshot(animations="disabled")
    if os.environ.get("SINERGI_UPDATE_SCREENSHOTS") == "1":
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_bytes(taken)
    committed = PICTURE.read_bytes()
    assert struct.unpack(">II", committed[16:24]) == (SIZE["width"], SIZE["height"])
    blank = context.new_page()
    old, new = _grid(blank, committed), _grid(blank, taken)
    assert max(old) - min(old) > 100
    assert sum(abs(one - other) for one, other in zip(old, new, strict=True)) / len(old) < MOST_DIFFERENT
    context.close()
