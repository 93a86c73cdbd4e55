"""Hands a text to the person's own editor, and takes it back."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from interview_coach.problems import BadInput


class NoEditor(BadInput):
    """There is no editor to be had, or it failed."""


def edit(text: str, *, quiet: bool = False) -> str:
    """The text after the person's own editor had it. An emptied text means: as it was.

    The editor gets a private file that is gone afterwards. With `quiet` what it prints goes to stderr.
    Raises NoEditor if there is none, or if it failed.
    """
    from interview_coach.storage.scratch import read_scratch, scratch

    command = editor()
    try:
        with scratch(f"{text}\n") as file:
            _let_edit([*command, str(file)], quiet=quiet)
            return read_scratch(file).strip() or text
    except OSError as error:
        raise NoEditor(
            f"the text cannot be handed to an editor ({_reason(error)}); copy it instead."
        ) from error


def _let_edit(command: Sequence[str], *, quiet: bool) -> None:
    """Run an editor to its end. Raises NoEditor."""
    try:
        with _left_to_the_editor():
            done = subprocess.run(command, check=False, stdout=2 if quiet else None)  # noqa: S603 - the person's choice
    except OSError as error:
        raise NoEditor(
            f"the editor {command[0]} cannot be used ({_reason(error)}); set EDITOR, for example EDITOR=nano."
        ) from error
    if done.returncode != 0:
        raise NoEditor(f"the editor {Path(command[0]).name} stopped; your letter is as it was.")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


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


@contextmanager
def _left_to_the_editor() -> Iterator[None]:
    """While an editor runs, Ctrl-C is for the editor."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
