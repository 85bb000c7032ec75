"""Sign-in, sign-out, password and second factor: allauth's views under Indonesian addresses, and none of its others."""

from __future__ import annotations

from allauth.account import views
from django.urls import include, path

urlpatterns = [
    path("masuk/", views.login, name="account_login"),
    path("keluar/", views.logout, name="account_logout"),
    path("akun/nonaktif/", views.account_inactive, name="account_inactive"),
    path("akun/periksa-ulang/", views.reauthenticate, name="account_reauthenticate"),
    path("akun/kata-sandi/", views.password_change, name="account_change_password"),
    path("akun/", include("allauth.mfa.urls")),
]
