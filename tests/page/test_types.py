"""The scripts of the page hold to the types that they declare."""

from __future__ import annotations

import os
import subprocess

import pytest

from interview_coach.page.page_file import SCRIPTS
from page.phone import ROOT

TSC = os.environ.get("COACH_TSC", "")
STRICT = (
    "--allowJs",
    "--checkJs",
    "--strict",
    "--noEmit",
    "--target",
    "es2022",
    "--lib",
    "es2022,dom,dom.iterable",
)


@pytest.mark.skipif(
    not TSC, reason="there is no tsc; npm install typescript, and set COACH_TSC to its bin/tsc"
)
def test_the_scripts_hold_to_their_types() -> None:
    scripts = [ROOT / "interview_coach" / "page" / name for name in SCRIPTS]
    done = subprocess.run([TSC, *STRICT, *scripts], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
