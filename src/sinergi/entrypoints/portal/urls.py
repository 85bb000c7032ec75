"""Addresses of this entrypoint."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
