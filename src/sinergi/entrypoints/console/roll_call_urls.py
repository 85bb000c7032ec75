"""Addresses of the page Panggilan uji."""

from __future__ import annotations

from django.urls import URLPattern, path

from sinergi.entrypoints.console import roll_call_lines, roll_call_write, roll_calls

urlpatterns: list[URLPattern] = [
    path("", roll_calls.roll_calls, name="roll_calls"),
    path("baru/", roll_call_write.schedule, name="roll_call_new"),
    path("<str:call>/", roll_calls.roll_call, name="roll_call"),
    path("<str:call>/pos/", roll_call_lines.lines, name="roll_call_lines"),
    path("<str:call>/pesan/", roll_calls.message, name="roll_call_message"),
    path("<str:call>/buka/", roll_call_write.open_now, name="roll_call_open"),
    path("<str:call>/batal/", roll_call_write.cancel, name="roll_call_cancel"),
]
