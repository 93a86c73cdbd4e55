"""A pseudo-terminal on which `coach` runs, forked from this process so that no run waits for imports.

Between the two stands a shell of a few lines: it leads the session, goes on after a stop as `fg` does, and tells
what the terminal was like before, while stopped, and afterwards. Without it the kernel itself would restore the
terminal at the end, and nothing would be proved.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path

from interview_coach.__main__ import main as coach

LATE = "cli.app cli.assess cli.prep cli.followup cli.debrief terminal.drawn storage.journal.journal rulebook.cases"
for late in LATE.split():  # loaded once, so that no run has to
    import_module(f"interview_coach.{late}")

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOPPED_FOR = 0.1


@dataclass(slots=True)
class Report:
    """What the shell saw: how the run ended, and where the terminal was not as it had been."""

    status: int | None = None
    unlike: list[str] = field(default_factory=list)


class Stage:
    """One run of `coach ARGS`, or of `program`, on a terminal of so many rows and columns. `errors` are written aside."""

    def __init__(
        self,
        args: Sequence[str],
        size: tuple[int, int],
        settings: dict[str, str],
        errors: Path | None = None,
        program: Callable[[], None] = coach,
    ) -> None:
        self.report = Report()
        self._told = b""
        told, tells = os.pipe()
        shell, self.terminal = pty.fork()
        if shell == 0:
            os.close(told)
            _lead(partial(_run, args, settings, errors, program), size, tells)
        os.close(tells)
        self._shell, self._reports = shell, told
        self.is_over = False
        self.pid = 0
        while not self.pid:
            self._hear(5)

    def read(self, seconds: float) -> bytes:
        """What is shown within so many seconds, as soon as there is something; nothing where there is not."""
        watched = [self._reports] + ([self.terminal] if self.terminal >= 0 else [])
        ready = select.select(watched, [], [], max(0, seconds))[0]
        shown = b""
        if self.terminal in ready:
            with suppress(OSError):  # the other end is closed
                shown = os.read(self.terminal, 65536)
        if not shown and self._reports in ready:
            self._hear(0)
            shown = self._rest() if self.is_over else b""
        return shown

    def _rest(self) -> bytes:
        """What is still on its way at the end."""
        shown = b""
        with suppress(OSError):  # nobody has it open any more
            while self.terminal >= 0 and select.select([self.terminal], [], [], 1)[0]:
                shown += os.read(self.terminal, 65536)
        return shown

    def _hear(self, seconds: float) -> None:
        if not select.select([self._reports], [], [], seconds)[0]:
            return
        data = os.read(self._reports, 4096)
        self._told += data
        *lines, self._told = self._told.split(b"\n")
        for line in lines:
            what = json.loads(line)
            self.pid = what.get("pid", self.pid)
            self.report.status = what.get("status", self.report.status)
            self.report.unlike += what.get("unlike", [])
        self.is_over = self.is_over or not data

    def press(self, keys: bytes) -> None:
        with suppress(OSError):
            os.write(self.terminal, keys)

    def signal(self, number: int) -> None:
        if not self.is_over and self.report.status is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def resize(self, rows: int, columns: int) -> None:
        with suppress(OSError):
            _resize(self.terminal, rows, columns)

    def hang_up(self) -> None:
        """Close the terminal's window."""
        if self.terminal >= 0:
            os.close(self.terminal)
            self.terminal = -1

    def close(self) -> None:
        """End everything that is left of it."""
        if self.report.status is None:
            self.signal(signal.SIGKILL)
            with suppress(ProcessLookupError):
                os.kill(self._shell, signal.SIGKILL)
        self.hang_up()
        os.close(self._reports)
        os.waitpid(self._shell, 0)


def _resize(terminal: int, rows: int, columns: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _lead(run: Callable[[], None], size: tuple[int, int], tells: int) -> None:
    """Be the shell, until `coach` has ended. Never returns."""
    for ignored in (signal.SIGHUP, signal.SIGTTOU, signal.SIGINT, signal.SIGTSTP):
        signal.signal(ignored, signal.SIG_IGN)
    _resize(0, *size)
    before = termios.tcgetattr(0)
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    child = os.fork()
    if child == 0:
        os.close(tells)
        run()
    os.setpgid(child, child)
    _tell(tells, pid=child)
    while True:
        _, status = os.waitpid(child, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            break
        if os.WSTOPSIG(status) == signal.SIGTSTP:  # the other one cannot be heeded
            _tell(tells, unlike=_unlike(before, "stopped"))
        with suppress(termios.error):
            termios.tcsetattr(0, termios.TCSANOW, before)
        time.sleep(STOPPED_FOR)
        with suppress(OSError):
            os.tcsetpgrp(0, child)
        os.killpg(child, signal.SIGCONT)
    _tell(tells, unlike=_unlike(before, "ended"), status=os.waitstatus_to_exitcode(status))
    os._exit(0)


def _unlike(before: list[object], when: str) -> list[str]:
    try:
        now = termios.tcgetattr(0)
    except termios.error:  # the window was closed
        return []
    return [] if now == before else [f"{when}: terminal attributes {_brief(before)} became {_brief(now)}"]


def _brief(attributes: list[object]) -> str:
    return "/".join(f"{value:o}" for value in attributes[:4] if isinstance(value, int))


def _tell(tells: int, **what: object) -> None:
    os.write(tells, json.dumps(what).encode() + b"\n")


def _run(
    args: Sequence[str], settings: dict[str, str], errors: Path | None, program: Callable[[], None]
) -> None:
    """Be the program. Never returns."""
    status = 70
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    for number in (signal.SIGHUP, signal.SIGTTOU, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.update(settings)
    if errors is not None:
        os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as the interpreter leaves them
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
    sys.argv = ["coach", *args]
    try:
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
            program()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        except BaseException:
            sys.excepthook(*sys.exc_info())
            status = 1
        with suppress(OSError, ValueError):
            sys.stdout.flush()
    finally:
        os._exit(status)
