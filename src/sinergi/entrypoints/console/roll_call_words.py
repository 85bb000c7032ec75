"""What leaves the office about a roll-call: the message to a duty holder, and the result as text with a check code.

Both are Indonesian whatever language the screen has: they are for others to read.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from urllib.parse import quote

from django.utils import timezone, translation
from django.utils.formats import date_format

from sinergi.areas.people.facts import Channel
from sinergi.areas.people.queries import LineRow, RollCallRow, RollCallView, Tally
from sinergi.documents.message import sealed
from sinergi.documents.text import plain
from sinergi.vocabulary.terms import label as term
from sinergi.vocabulary.viewer import Party

HUNDRED: Final = 100


def request_text(row: RollCallRow, line: LineRow, *, party: Party, link: str) -> str:
    """Return the message to who holds a post: short enough for a text message, no name in it."""
    return (
        f"{plain(row.title)}. Kepada {plain(line.label)}: buka tautan ini dan tekan tombolnya sebelum "
        f"{hour(row.ends_at)}, agar kami tahu pesan ini terbaca. {link} ({term(party)})"
    )


def ways(phone: str, text: str) -> tuple[tuple[Channel, str], ...]:
    """Return each real channel of a phone (+62...) with the address that opens it."""
    if not phone:
        return ()
    said = quote(text, safe="")
    return (
        (Channel.WHATSAPP, f"https://wa.me/{phone.removeprefix('+')}?text={said}"),
        (Channel.SMS, f"sms:{phone}?body={said}"),
        (Channel.PHONE, f"tel:{phone}"),
    )


def share(text: str) -> str:
    """Return the address that hands ``text`` to WhatsApp, for whatever group the reader chooses."""
    return f"https://wa.me/?text={quote(text, safe='')}"


def result_text(view: RollCallView, *, now: datetime, synthetic: str) -> str:
    """Return the result for a chat: counts only, with a code that exposes an edited forward."""
    row, total = view.row, view.total
    body = [
        f"*PANGGILAN UJI: {plain(row.title)}*",
        f"{when(row.starts_at)} sampai {hour(row.ends_at)}. Keadaan pukul {hour(now)}.",
        f"DATA SINTETIS. {plain(synthetic)}" if synthetic else "",
        "",
        f"*Terjangkau {total.answered} dari {total.held} petugas ({percent(total)}).*",
        *(f"- {term(one.party)}: {one.tally.answered} dari {one.tally.held}" for one in view.by_party),
        "",
        "Menurut wilayah:",
        *(f"- {plain(one.name)}: {one.tally.answered} dari {one.tally.held}" for one in view.by_place),
        "",
        f"Pos kosong: {total.vacant}. Tanpa nomor telepon: {total.no_phone}. Belum dihubungi: {total.untouched}.",
        f"Sudah dikirimi, belum menjawab: {total.sent}. Menjawab terlambat: {total.late}.",
        "Terjangkau = menjawab dalam waktu panggilan. Pesan terkirim belum tentu sampai.",
    ]
    return sealed("\n".join(line for line, before in zip(body, ["", *body], strict=False) if line or before))


def percent(tally: Tally) -> str:
    """Return the share of held posts that answered in time."""
    return f"{round(HUNDRED * tally.answered / tally.held)} %" if tally.held else "\u2013"


def when(value: datetime) -> str:
    """Return day and hour in Indonesian: "Rabu, 20 November 2024 19.00"."""
    with translation.override("id"):
        return date_format(timezone.localtime(value), "l, j F Y H.i")


def hour(value: datetime) -> str:
    """Return the hour with its zone: "21.00 WIB"."""
    local = timezone.localtime(value)
    return f"{local:%H.%M} {local.tzname()}"
