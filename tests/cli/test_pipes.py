"""A reader that has read enough closes the pipe. That is no failure of the coach."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    "args",
    [
        ("assess", "--answers", "-"),
        ("assess", "--answers", "-", "--json"),
        ("script", "--all"),
        ("rules", "list"),
        ("rules", "show", "pay-below-posted"),
    ],
)
def test_a_closed_pipe_ends_quietly_with_success(args: tuple[str, ...]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "interview_coach", *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as coach:
        assert coach.stdin is not None
        assert coach.stdout is not None
        assert coach.stderr is not None
        coach.stdout.close()
        coach.stdin.write("danger: [unsafe-here]\n")
        coach.stdin.close()
        status, told = coach.wait(), coach.stderr.read()
    assert (status, told) == (0, "")


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")
@pytest.mark.parametrize("args", [("script",), ("prep", "--card"), ("history", "--json")])
def test_a_full_disk_under_the_output_is_told_without_a_traceback(args: tuple[str, ...]) -> None:
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "interview_coach", *args],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert "coach: the output cannot be written (no space left on device); make room" in done.stderr
    assert "Traceback" not in done.stderr
