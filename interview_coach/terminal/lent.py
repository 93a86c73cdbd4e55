"""The terminal is lent to us: however we end, and whenever we are stopped, it is given back as it was.

A signal that asks us to end raises SystemExit where it arrives. While a screen is drawn it must not, since its
library would take that for a fault of its own: there the screen's holder is asked to leave, and then it is raised.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Protocol

if sys.platform != "win32":
    import termios

TO_END = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name)]
TO_STOP = getattr(signal, "SIGTSTP", None)

Attributes = list[Any]


class Holder(Protocol):
    """Who draws on the whole terminal. Both are called from within a signal handler."""

    def end(self) -> None:
        """Leave the screen as soon as it may be."""

    def stop(self) -> None:
        """Leave the screen for a while, call `stop`, and draw it again."""


class _State:
    """What there is one of in a process: the terminal as it was, who draws on it, and who was told to end it."""

    before: Attributes | None = None
    holder: Holder | None = None
    told: int = 0
    is_broken_off: bool = False


@contextmanager
def given_back() -> Iterator[None]:
    """What a whole run is in: SIGTERM, SIGHUP and SIGQUIT unwind it, and the terminal is afterwards as it was before."""
    _State.before = _attributes()
    sys.unraisablehook = _come_again
    heeded = [
        number for number in TO_END if signal.getsignal(number) is not signal.SIG_IGN
    ]  # as `nohup` has it
    for number in heeded:
        signal.signal(number, _be_told_to_end)
    if TO_STOP is not None and signal.getsignal(TO_STOP) is signal.SIG_DFL:
        signal.signal(TO_STOP, _be_told_to_stop)
    try:
        yield
    finally:
        for number in (*heeded, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        sys.unraisablehook = sys.__unraisablehook__
        _set(_State.before)


def _come_again(lost: sys.UnraisableHookArgs) -> None:
    """A signal that came where nothing can be raised, such as while an object is taken apart, comes again soon."""
    ends = isinstance(lost.exc_value, SystemExit) and isinstance(lost.exc_value.code, int)
    if ends or lost.exc_type is KeyboardInterrupt:
        number = int(str(lost.exc_value)) - 128 if ends else signal.SIGINT
        threading.Timer(0.02, os.kill, (os.getpid(), number)).start()
    else:
        sys.__unraisablehook__(lost)


@contextmanager
def held_by(holder: Holder) -> Iterator[None]:
    """While this lasts the holder draws on the whole terminal.

    Raises SystemExit at the end if told to end meanwhile, and KeyboardInterrupt if broken off by a signal.
    """
    _State.holder, _State.is_broken_off = holder, False
    is_main = threading.current_thread() is threading.main_thread()
    is_heeded = is_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_heeded:
        signal.signal(signal.SIGINT, _be_broken_off)
    try:
        yield
    finally:
        _State.holder = None
        if is_heeded:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        if _State.told:
            raise SystemExit(128 + _State.told)
        if _State.is_broken_off:
            raise KeyboardInterrupt


def is_to_end() -> bool:
    """Whether a signal asked us to end, or to break off what the terminal is held for."""
    return bool(_State.told) or _State.is_broken_off


def stop() -> None:
    """Be stopped, as Ctrl-Z says, until the shell lets us go on. Meanwhile the terminal is as it was."""
    if TO_STOP is None:
        return
    during = _attributes()
    _set(_State.before)
    if is_ours := signal.getsignal(TO_STOP) is not signal.SIG_DFL:
        signal.signal(TO_STOP, signal.SIG_DFL)
    os.kill(0, TO_STOP)
    if is_ours:
        signal.signal(TO_STOP, _be_told_to_stop)
        _set(during)


def _be_told_to_end(number: int, _: object) -> None:
    _State.told = number
    if _State.holder is None:
        raise SystemExit(128 + number)
    _State.holder.end()


def _be_broken_off(_: int, __: object) -> None:
    _State.is_broken_off = True
    if _State.holder is not None:
        _State.holder.end()


def _be_told_to_stop(_: int, __: object) -> None:
    if _State.holder is None:
        stop()
    else:
        _State.holder.stop()


def _attributes() -> Attributes | None:
    """The attributes of our terminal, or None where there is none."""
    with suppress(NameError, AttributeError, OSError, ValueError, *_FAILURES):
        return termios.tcgetattr(sys.stdin.fileno())
    return None


def _set(wanted: Attributes | None) -> None:
    """Set the attributes, if they are others and the terminal is ours to set and not the shell's again."""
    if wanted is None or _attributes() == wanted:
        return
    with suppress(AttributeError, OSError, ValueError, *_FAILURES):
        if os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp():
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, wanted)


_FAILURES: tuple[type[Exception], ...] = () if sys.platform == "win32" else (termios.error,)
