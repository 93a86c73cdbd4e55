"""The installed `coach` in a person's shell, on a true pseudo-terminal."""

from __future__ import annotations

import io
import os
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pexpect

from interview_coach.terminal.drawn import GRACE

LIMIT = 20
"""Seconds after which a text is given up."""


SCREEN_BACK = "\x1b[?1049l"
"""The screen as it was before `coach` drew on it."""


class Shell:
    """A shell on a terminal of 24 rows and 80 columns, in which `coach` is found. All it shows is in `shown`."""

    def __init__(self, command: str, **settings: str) -> None:
        path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
        self._shown = io.StringIO()
        self._child: pexpect.spawn[str] = pexpect.spawn(
            "/bin/sh",
            ["-c", command],
            dimensions=(24, 80),
            timeout=LIMIT,
            encoding="utf-8",
            env={**os.environ, "PATH": path, **settings},
        )
        self._child.logfile_read = self._shown

    @property
    def shown(self) -> str:
        return self._shown.getvalue()

    def sees(self, text: str) -> None:
        self._child.expect_exact(text)

    def sends(self, keys: str) -> None:
        self._child.send(keys)

    def presses_until(self, keys: str, text: str, wait: float = 0.15) -> None:
        """Press keys until the text is there: a key within the grace period is dropped, as it should be.

        One that must not come twice gets a long `wait`, and is pressed once that period is over.
        """
        time.sleep(GRACE if wait > GRACE else 0)
        for _ in range(100):
            self._child.send(keys)
            try:
                self._child.expect_exact(text, timeout=wait)
            except pexpect.TIMEOUT:
                continue
            return
        self._child.expect_exact(text)

    def ticks(self, key: str, text: str) -> None:
        """Press a key that must not come twice."""
        self.presses_until(key, text, wait=3)

    def ends(self) -> int | None:
        """Wait for the end and return the exit status."""
        self._child.expect(pexpect.EOF)
        self._child.close()
        return self._child.exitstatus

    def close(self) -> None:
        self._child.close(force=True)


@contextmanager
def shell(command: str, **settings: str) -> Iterator[Shell]:
    """Run a command line in a shell; nothing of it outlives the block."""
    opened = Shell(command, **settings)
    try:
        yield opened
    finally:
        opened.close()
