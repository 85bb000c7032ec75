"""Addresses of the pages that write: the guard plan, people, cards, accounts, imports."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from sinergi.entrypoints.console import accounts, cards, imports, people

urlpatterns: list[URLPattern | URLResolver] = [
    path("pengamanan/", include("sinergi.entrypoints.console.guard_urls")),
    path("komitmen/", include("sinergi.entrypoints.console.promise_urls")),
    path("rapat/", include("sinergi.entrypoints.console.capture_urls")),
    path("rapat/", include("sinergi.entrypoints.console.meeting_urls")),
    path("rapat/", include("sinergi.entrypoints.console.meeting_papers")),
    path("panggilan/", include("sinergi.entrypoints.console.roll_call_urls")),
    path("kalender/", include("sinergi.entrypoints.console.calendar_urls")),
    path("orang/", people.persons, name="persons"),
    path("orang/baru/", people.edit, name="person_new"),
    path("orang/pos/", people.posts, name="posts"),
    path("orang/pos/<str:post>/", people.fill, name="post_fill"),
    path("orang/kartu/", cards.cards, name="cards"),
    path("orang/kartu/<str:card>/cabut/", cards.revoke, name="card_revoke"),
    path("orang/akun/", accounts.accounts, name="accounts"),
    path("orang/akun/<str:login>/tutup/", accounts.close, name="office_account_close"),
    path("orang/akun/<str:login>/kata-sandi/", accounts.renew, name="office_account_renew"),
    path("orang/<str:person>/", people.person, name="person"),
    path("orang/<str:person>/ubah/", people.edit, name="person_edit"),
    path("orang/<str:person>/hapus/", people.erase, name="person_erase"),
    path("impor/", imports.start, name="imports"),
    path("impor/templat/<str:what>.xlsx", imports.template, name="import_template"),
    path("impor/<str:token>/", imports.preview, name="import_preview"),
    path("impor/<str:token>/kolom/", imports.columns, name="import_columns"),
    path("impor/<str:token>/terapkan/", imports.apply, name="import_apply"),
    path("impor/<str:token>/berkas-bertanda.xlsx", imports.marked, name="import_marked"),
    path("impor/<str:token>/masalah.csv", imports.problems, name="import_problems"),
]
