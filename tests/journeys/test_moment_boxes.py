"""The boxes for a day and an hour in the forms of the office."""

from __future__ import annotations

from datetime import date, time

import pytest
from django import forms
from django.utils import translation

from sinergi.entrypoints.console.moments import Day, Hour


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "said",
    ["2 Desember 2024", "2 Des 2024", " 2  des. 2024", "02-Dec-2024", "2 december 2024", "2/12/2024", "2 / 12 / 2024",
     "2.12.2024", "02-12-2024", "2024-12-02"],
)  # fmt: skip
def test_a_day_is_read_as_it_is_written(said: str, language: str) -> None:
    """In words of both languages, short or long, or in figures with the day first."""
    with translation.override(language):
        assert Day().clean(said) == date(2024, 12, 2)


@pytest.mark.parametrize("said", ["30 Februari 2024", "besok", "2 Foo 2024", "12/31/2024", "Desember 2024"])
def test_what_is_no_day_is_refused_with_an_example(said: str) -> None:
    """Never guessed at."""
    with translation.override("id"), pytest.raises(forms.ValidationError, match="20 November 2024"):
        Day().clean(said)


@pytest.mark.parametrize(("said", "hour"), [("9", time(9)), ("09.00", time(9)), ("16:30", time(16, 30))])
def test_an_hour_is_read_as_it_is_written(said: str, hour: time) -> None:
    """With a dot, with a colon, or the hour alone."""
    assert Hour().clean(said) == hour


def test_what_is_no_hour_is_refused() -> None:
    """Twenty-five o'clock does not exist."""
    with translation.override("id"), pytest.raises(forms.ValidationError, match=r"09\.00"):
        Hour().clean("25.00")
