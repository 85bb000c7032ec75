"""Settings of the test run: the program's own, over a data folder that is thrown away."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("SINERGI_DATA", tempfile.mkdtemp(prefix="sinergi-test-"))

from sinergi.config.settings import *  # noqa: E402, F403 -- the folder must be known before the settings are read
