"""Addresses of the page Kalender and of the calendars that a telephone subscribes to."""

from __future__ import annotations

from django.urls import URLPattern, path

from sinergi.entrypoints.console import calendar, calendar_feeds

urlpatterns: list[URLPattern] = [
    path("", calendar.calendar, name="calendar"),
    path("alamat/", calendar_feeds.renew, name="calendar_renew"),
    path("tahapan.ics", calendar_feeds.stages, name="calendar_stages"),
    path("<str:party>/<str:token>.ics", calendar_feeds.feed, name="calendar_feed"),
]
