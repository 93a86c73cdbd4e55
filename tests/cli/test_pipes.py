"""A reader that has read enough closes the pipe. That is no failure of the coach."""

from __future__ import annotations

import subprocess
import sys

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
