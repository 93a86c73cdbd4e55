"""A text in a private file, for as long as another program edits it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from interview_coach.storage.folders import DAY, folders, write_private

_PREFIX = "editing-"


@contextmanager
def scratch(text: str) -> Iterator[Path]:
    """A file that holds `text`, in a folder of its own that is removed with all that an editor left there.

    Raises OSError if it cannot be written.
    """
    _discard_forgotten()
    folder = folders().state / f"{_PREFIX}{os.getpid()}"
    file = folder / "letter.txt"
    try:
        write_private(file, text.encode("utf-8", "replace"))
        yield file
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read_scratch(file: Path) -> str:
    """What stands in the file now. Raises OSError if it is gone."""
    return file.read_bytes().decode("utf-8", "replace")


def discard_scratch() -> None:
    """Remove what runs that were killed may have left behind, as forgetting everything asks."""
    for folder in _scratch_folders():
        shutil.rmtree(folder, ignore_errors=True)


def _discard_forgotten() -> None:
    for folder in _scratch_folders():
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > DAY:
                shutil.rmtree(folder, ignore_errors=True)


def _scratch_folders() -> list[Path]:
    with suppress(OSError):
        return [path for path in folders().state.iterdir() if path.name.startswith(_PREFIX)]
    return []
