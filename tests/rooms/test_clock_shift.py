"""A demo or drill has a clock of its own; an installation without the file lives in the present."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sinergi.config.env import BadSetting, clock_shift
from sinergi.journal import clock


def test_without_the_file_it_is_now(tmp_path: Path) -> None:
    """No file: no shift."""
    assert clock_shift(tmp_path) == timedelta(0)


def test_the_file_moves_the_clock(tmp_path: Path, settings: object) -> None:
    """The journal's clock follows the file, and runs on."""
    (tmp_path / "clock-shift").write_text("-86400\n")
    setattr(settings, "SINERGI_CLOCK_SHIFT", clock_shift(tmp_path))  # noqa: B010 -- the fixture has no types
    first = clock.now()
    assert datetime.now(UTC) - first >= timedelta(days=1)
    assert clock.now() >= first


@pytest.mark.parametrize("text", ["", "kemarin", "1.5", "9" * 30])
def test_nonsense_is_refused_loudly(tmp_path: Path, text: str) -> None:
    """A file that holds no whole number stops the start."""
    (tmp_path / "clock-shift").write_text(text)
    with pytest.raises(BadSetting, match="clock-shift"):
        clock_shift(tmp_path)
