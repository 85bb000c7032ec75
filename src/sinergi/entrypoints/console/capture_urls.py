"""The address of the meeting mode: a page that one types on while all look."""

from __future__ import annotations

from django.urls import URLPattern, path

from sinergi.entrypoints.console import meeting_capture

urlpatterns: list[URLPattern] = [
    path("<str:meeting>/catat/", meeting_capture.capture, name="meeting_capture"),
]
