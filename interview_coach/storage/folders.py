"""Where things live, private by default: folders 0700, files 0600."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec
import platformdirs

APP = "interview-coach"
DAY = 24 * 60 * 60
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The coach's own folders on this machine. `COACH_HOME` puts them all in one place."""

    config: Path
    state: Path
    cache: Path
    data: Path


def folders() -> Folders:
    """The folders for this person on this platform. Creates nothing."""
    if home := os.environ.get("COACH_HOME"):
        root = Path(home)
        return Folders(root / "config", root / "state", root / "cache", root / "data")
    return Folders(
        Path(platformdirs.user_config_dir(APP, appauthor=False)),
        Path(platformdirs.user_state_dir(APP, appauthor=False)),
        Path(platformdirs.user_cache_dir(APP, appauthor=False)),
        Path(platformdirs.user_data_dir(APP, appauthor=False)),
    )


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, open to its owner alone. Raises OSError."""
    for each in (*reversed(folder.parents), folder):
        if not each.exists():
            each.mkdir(mode=0o700, exist_ok=True)
    close_to_others(folder)


def close_to_others(path: Path) -> None:
    """Take every right to a file or folder from all but its owner, where that is possible."""
    with suppress(OSError):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            path.chmod(mode & 0o700)


def write_private(path: Path, data: bytes) -> None:
    """Write a file of ours in one step, readable by its owner alone. Raises OSError if that fails."""
    make_private_folder(path.parent)
    replace_private(path, data)


def replace_private(path: Path, data: bytes) -> None:
    """Write a file in one step, readable by its owner alone, in a folder that is left as it is. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def write_new_private(path: Path, data: bytes) -> None:
    """Write a new file, readable by its owner alone, in a folder that is not ours.

    Raises FileExistsError if it is there, and OSError if it cannot be written; nothing is left of it then.
    """
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def remove(path: Path) -> None:
    """Remove a file if it is there. Raises OSError if it stays."""
    path.unlink(missing_ok=True)


class Recent(Protocol):
    """What is kept for a day, and when it was saved (epoch seconds)."""

    @property
    def saved(self) -> float: ...


RecentT = TypeVar("RecentT", bound=Recent)


def read_recent(file: Path, kind: type[RecentT], now: float) -> RecentT | None:
    """What was saved in the last 24 hours, or None where there is nothing of this kind. What is older is removed."""
    try:
        found = msgspec.json.decode(file.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return None
    if 0 <= now - found.saved < DAY:
        return found
    with suppress(OSError):
        remove(file)
    return None
