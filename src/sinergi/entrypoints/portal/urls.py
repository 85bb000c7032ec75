"""Addresses of this entrypoint."""

from __future__ import annotations

from django.urls import URLPattern, path

from sinergi.entrypoints.portal import views

urlpatterns: list[URLPattern] = [
    path("log/checkpoint", views.checkpoint, name="checkpoint"),
    path("log/vkey", views.vkey, name="vkey"),
    path("log/tile/<path:path>", views.tile, name="tile"),
    path("transparansi/", views.transparency, name="transparency"),
]
