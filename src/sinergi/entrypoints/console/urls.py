"""Addresses of this entrypoint."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.i18n import set_language

from sinergi.entrypoints.console import live

urlpatterns: list[URLPattern] = [
    path("hidup/", live.live, name="live"),
    path("bahasa/", set_language, name="language"),
]
