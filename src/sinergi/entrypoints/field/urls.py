"""Addresses of this entrypoint."""

from __future__ import annotations

from django.urls import URLPattern, path

from sinergi.entrypoints.field import absence, check_in, roll_calls, views

urlpatterns: list[URLPattern] = [
    path("kartu/", views.sign_in, name="card"),
    path("kartu/saya/", views.mine, name="card_mine"),
    path("kartu/saya/berhalangan/", absence.absent, name="card_absent"),
    path("kartu/saya/terhubung/", roll_calls.connected, name="card_connected"),
    path("balas/<str:call>/<str:post>/<str:token>/", roll_calls.reply, name="roll_reply"),
    path("hadir/<str:meeting>/<str:seat>/<str:token>/", check_in.check_in, name="check_in"),
    path("kartu/keluar/", views.sign_out, name="card_sign_out"),
]
