"""Programs of the person's own that a text is handed to: their editor, in a private file, their pager, and the clipboard.

What asks draws where the person sees it: where that is, is known here.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from interview_coach.problems import BadInput, reason_of
from interview_coach.storage.folders import EDITING, folders, read_file, write_private

TO_LEAVE = 2.0
"""Seconds that a program of theirs has to leave its screen."""


class NoEditor(BadInput):
    """There is no editor to be had, or it failed."""


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sees what is written there, or types what is read."""
    return stream is not None and not stream.closed and stream.isatty()


def in_sight() -> TextIO | None:
    """Where a person sees what is drawn: standard output, else standard error, else their terminal itself, if any."""
    return next((s for s in (sys.stdout, sys.stderr) if is_terminal(s)), None) or _own_terminal()


@cache
def _own_terminal() -> TextIO | None:
    """The terminal that the program was started on, wherever its streams lead."""
    with suppress(OSError):
        return Path("/dev/tty").open("w", errors="replace")
    return None


def edit(text: str) -> str:
    """The text after the person's own editor had it. An emptied text means: as it was.

    The editor gets a private file that is gone afterwards, and draws where the person sees it, else on stderr.
    Raises NoEditor if there is none, or if it failed.
    """
    command = editor()
    try:
        with _scratch(f"{text}\n") as file:
            _let_edit([*command, str(file)])
            return read_file(file).decode("utf-8", "replace").strip() or text
    except OSError as error:
        raise NoEditor(
            f"the text cannot be handed to an editor ({reason_of(error)}); copy it instead."
        ) from error


def _let_edit(command: Sequence[str]) -> None:
    """Run an editor to its end. Raises NoEditor."""
    try:
        status = _run(command, stdout=in_sight() or 2)
    except OSError as error:
        raise NoEditor(
            f"the editor {command[0]} cannot be used ({reason_of(error)}); set EDITOR, for example EDITOR=nano."
        ) from error
    if status != 0:
        raise NoEditor(f"the editor {Path(command[0]).name} stopped; your letter is as it was.")


def editor() -> list[str]:
    """The words that start the person's editor. Raises NoEditor if there is none."""
    for name in ("VISUAL", "EDITOR"):
        if chosen := os.environ.get(name, "").strip():
            try:
                return shlex.split(chosen)
            except ValueError as error:
                raise NoEditor(
                    f"{name} cannot be read ({error}); set it again, for example {name}=nano."
                ) from None
    known = ("notepad",) if sys.platform == "win32" else ("nano", "micro", "vi")
    for name in known:
        if found := shutil.which(name):
            return [found]
    raise NoEditor(
        f"no editor was found ({', '.join(known)}); install one, or set EDITOR to the one that you use."
    )


def pager() -> list[str]:
    """The words that start the person's pager, or none: an empty PAGER says that they want none."""
    chosen = os.environ.get("PAGER", shutil.which("less") or shutil.which("more") or "")
    try:
        return shlex.split(chosen, posix=sys.platform != "win32")
    except ValueError:
        return []


def read_in_pager(text: str) -> bool:
    """Hand a text to the person's pager until they leave it. False if they have none, or it cannot be used.

    What is searched for in `less` is kept nowhere, unless the person set it up otherwise.
    """
    settings = {"LESS": "-R", "LESSHISTFILE": "-", **os.environ}
    if not (command := pager()):
        return False
    try:
        encoded = text.encode(sys.stdout.encoding, "replace")
        status = _run(command, encoded, stdin=subprocess.PIPE, env=settings)
    except (OSError, ValueError):
        return False
    return status == 0


def _run(command: Sequence[str], text: bytes | None = None, **streams: Any) -> int:
    """Run a program of theirs to its end, and return its exit status. Raises OSError if it cannot be run.

    Where we are told to end, so is the program first: it knows how to give its screen back.
    """
    with _left_to_the_program(), subprocess.Popen(command, **streams) as program:  # noqa: S603 - the person's choice
        try:
            program.communicate(text)
        except BaseException:
            program.terminate()
            with suppress(subprocess.TimeoutExpired):
                program.wait(TO_LEAVE)
            program.kill()
            raise
    return program.returncode


@contextmanager
def _left_to_the_program() -> Iterator[None]:
    """While a program of theirs runs, Ctrl-C is for that program."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _scratch(text: str) -> Iterator[Path]:
    """A file that holds `text`, in a folder of its own that is removed with all that an editor left there.

    Raises OSError if it cannot be written.
    """
    folder = folders().state / f"{EDITING}{os.getpid()}"
    file = folder / "letter.txt"
    try:
        write_private(file, text.encode("utf-8", "replace"))
        yield file
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def has_clipboard() -> bool:
    """Whether there is a clipboard. It is looked for anew each time: pyperclip remembers one that has gone."""
    import pyperclip

    return bool(pyperclip.determine_clipboard()[0])


def copy(text: str) -> bool:
    """Copy a text. False if there is no clipboard, or it does not take it."""
    import pyperclip

    put = pyperclip.determine_clipboard()[0]
    if not put:
        return False
    try:
        put(text)
    except (pyperclip.PyperclipException, OSError):
        return False
    return True
