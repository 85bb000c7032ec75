"""Meetings, promises and the calendar, for who may read them."""
