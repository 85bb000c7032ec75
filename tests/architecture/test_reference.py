"""docs/reference is generated from the code, and says what the code says."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.architecture.tree import ROOT


def test_reference_matches_the_code() -> None:
    """Generating the reference again changes nothing; ``script/reference`` brings it up to date."""
    done = subprocess.run(
        [sys.executable, "-m", "refdocs", "--check"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'script'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
