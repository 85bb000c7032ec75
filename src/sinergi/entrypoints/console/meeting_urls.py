"""Addresses of the page Rapat."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from sinergi.entrypoints.console import (
    meeting_call,
    meeting_lines,
    meeting_share,
    meeting_sheet,
    meeting_write,
    meetings,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", meetings.meetings, name="meetings"),
    path("undang/", meeting_call.new, name="meeting_new"),
    path("<str:meeting>/", meetings.meeting, name="meeting"),
    path("<str:meeting>/undangan/", meeting_call.change, name="meeting_change"),
    path("<str:meeting>/buka/", meeting_write.begin, name="meeting_open"),
    path("<str:meeting>/tutup/", meeting_write.close, name="meeting_close"),
    path("<str:meeting>/buka-kembali/", meeting_write.reopen, name="meeting_reopen"),
    path("<str:meeting>/batal/", meeting_write.cancel, name="meeting_cancel"),
    path("<str:meeting>/acara/", meeting_write.extend, name="meeting_extend"),
    path("<str:meeting>/peserta/", meeting_write.seat, name="meeting_seat"),
    path("<str:meeting>/pesan/", meeting_share.messages, name="meeting_messages"),
    path("<str:meeting>/hadir/", meeting_sheet.attendance, name="meeting_attendance"),
    path("<str:meeting>/keputusan/", meeting_lines.decide, name="meeting_decide"),
    path("<str:meeting>/keputusan/<str:decision>/", meeting_lines.correct_decision, name="meeting_decision"),
    path("<str:meeting>/keputusan/<str:decision>/setuju/", meeting_lines.confirm, name="meeting_confirm"),
    path("<str:meeting>/keputusan/<str:decision>/keberatan/", meeting_lines.dissent, name="meeting_dissent"),
    path("<str:meeting>/catatan/<str:note>/", meeting_lines.correct_note, name="meeting_note"),
]
