"""Addresses of this entrypoint."""

from __future__ import annotations

from django.urls import URLPattern, path

from sinergi.entrypoints.field import absence, views

urlpatterns: list[URLPattern] = [
    path("kartu/", views.sign_in, name="card"),
    path("kartu/saya/", views.mine, name="card_mine"),
    path("kartu/saya/berhalangan/", absence.absent, name="card_absent"),
    path("kartu/keluar/", views.sign_out, name="card_sign_out"),
]
