"""The server's own log tells addresses, but not the secrets in them."""

from __future__ import annotations

import logging

import pytest

from sinergi.config.logs import Discreet


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/hadir/019348cd/seat-1/ABCDEFGHIJKLMNOP/", "/hadir/019348cd/seat-1/***/"),
        ("/balas/019348cd/linmas-1/ABCDEFGHIJKLMNOP/", "/balas/019348cd/linmas-1/***/"),
        ("/kalender/ppk/abcdefghij.ics", "/kalender/ppk/***"),
        ("/rapat/019348cd/hadir/", "/rapat/019348cd/hadir/"),
        ("/kalender/tahapan.ics", "/kalender/tahapan.ics"),
    ],
)
def test_the_secret_of_an_address_is_masked(address: str, told: str) -> None:
    """Of a seat's QR, of a reply link, of a calendar feed; in the arguments of a line and in its text."""
    for message, args in (("Conflict: %s", (address,)), (f"Conflict: {address}", ())):
        record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
        assert Discreet().filter(record)
        assert record.getMessage() == f"Conflict: {told}"
