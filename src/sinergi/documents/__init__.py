"""Letters, cards, rosters: content to PDF; check codes, QR. No Django."""

from __future__ import annotations

from sinergi.documents.cards import PrintedCard, card_address, card_sheet
from sinergi.documents.codes import check_code

__all__ = ["PrintedCard", "card_address", "card_sheet", "check_code"]
