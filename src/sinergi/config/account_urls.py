"""Sign-in, sign-out, password and second factor: allauth's views under Indonesian addresses, and none of its others."""

from __future__ import annotations

from allauth.account import views
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import include, path


def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session, whether an account or a field card opened it."""
    if request.method == "POST" and not request.user.is_authenticated:
        request.session.flush()
        return redirect("account_login")
    answer: HttpResponseBase = views.logout(request)
    return answer


urlpatterns = [
    path("masuk/", views.login, name="account_login"),
    path("keluar/", sign_out, name="account_logout"),
    path("akun/nonaktif/", views.account_inactive, name="account_inactive"),
    path("akun/periksa-ulang/", views.reauthenticate, name="account_reauthenticate"),
    path("akun/kata-sandi/", views.password_change, name="account_change_password"),
    path("akun/2fa/", include("allauth.mfa.urls")),
]
