"""Other processes of the coach, which are true ones."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest


def run(code: str, *args: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own, to its end."""
    return subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=False)


def start(code: str, *args: str) -> subprocess.Popen[str]:
    """Start Python code in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def all_at_once(code: str, count: int) -> list[str]:
    """Run the same code so many times, each after a line on standard input. Returns what each printed."""
    others = [start(code, str(number)) for number in range(count)]
    for other in others:
        assert other.stdout is not None and other.stdout.readline() == "ready\n"
    for other in others:
        assert other.stdin is not None
        other.stdin.write("go\n")
        other.stdin.flush()
    printed = []
    for other in others:
        out, err = other.communicate()
        assert other.returncode == 0, err
        printed.append(out)
    return printed


def run_without_privileges(code: str, *args: str) -> subprocess.CompletedProcess[str]:
    """Run Python code so that file modes count, also where the tests are run by root."""
    command = [sys.executable, "-c", code, *args]
    if os.geteuid() == 0:
        if (setpriv := shutil.which("setpriv")) is None:
            pytest.skip("root may write everywhere, and there is no setpriv to give that up")
        command = [setpriv, "--bounding-set=-all", "--inh-caps=-all", *command]
    return subprocess.run(command, capture_output=True, text=True, check=False)
