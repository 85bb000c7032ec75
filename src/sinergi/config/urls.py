"""Which address belongs to which entrypoint."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("sinergi.config.account_urls")),
    path("", include("sinergi.entrypoints.console.urls")),
    path("", include("sinergi.entrypoints.field.urls")),
    path("", include("sinergi.entrypoints.portal.urls")),
]
