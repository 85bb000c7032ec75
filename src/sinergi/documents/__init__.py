"""Letters, cards, rosters, maps, messages: content to PDF, DOCX, text, iCalendar, GPX, KML; check codes, QR. No Django.

``content`` and ``official`` say what papers say; ``paper`` makes PDF of it, ``word`` DOCX, ``message`` chat texts,
``diary`` calendars, ``tracks`` GPX and KML. ``cards`` prints the cards of field officers.
"""

from __future__ import annotations

from sinergi.documents.cards import PrintedCard, card_address, card_sheet
from sinergi.documents.codes import check_code
from sinergi.documents.diary import calendar
from sinergi.documents.message import messages, parcels, verify
from sinergi.documents.paper import cards_pdf, letter_pdf, map_pdf, official_pdf, passes_pdf, report_pdf
from sinergi.documents.tracks import gpx, kml
from sinergi.documents.word import letter_docx, report_docx
from sinergi.documents.word_official import official_docx

__all__ = [
    "PrintedCard",
    "calendar",
    "card_address",
    "card_sheet",
    "cards_pdf",
    "check_code",
    "gpx",
    "kml",
    "letter_docx",
    "letter_pdf",
    "map_pdf",
    "messages",
    "official_docx",
    "official_pdf",
    "parcels",
    "passes_pdf",
    "report_docx",
    "report_pdf",
    "verify",
]
