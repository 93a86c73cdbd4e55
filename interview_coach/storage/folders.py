"""Where things live, private by default: folders 0700, files 0600. What is read and written goes through here.

Only ordinary files are opened, so that nothing waits for a pipe; what a killed run left unfinished is known by
its name; and what could not be removed is told by name.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import sys
import time
import warnings
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

import msgspec
import platformdirs

from interview_coach.problems import LeftAside, reason_of

APP = "interview-coach"
HOUR, DAY = 60 * 60, 24 * 60 * 60
"""Seconds."""

BYTES_AT_MOST = 1_000_000
"""What a file may hold that is read whole."""

EDITING = "editing-"
"""How the folder of a letter in the editor begins; the number of the process follows."""


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
        return Folders(*(Path(home) / name for name in ("config", "state", "cache", "data")))
    here = platformdirs.PlatformDirs(APP, appauthor=False)
    return Folders(here.user_config_path, here.user_state_path, here.user_cache_path, here.user_data_path)


def draft_file() -> Path:
    return folders().state / "draft.json"


def result_file() -> Path:
    """Where what `coach script` continues from lies."""
    return folders().state / "last-result.json"


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, open to its owner alone. Raises OSError."""
    for each in (*reversed(folder.parents), folder):
        if not each.exists():
            each.mkdir(mode=0o700, exist_ok=True)
    close_to_others(folder)


def close_to_others(path: Path) -> None:
    """Take every right to a file or folder of ours from all but its owner, where that is possible.

    What a link leads to is not ours, and no device is.
    """
    with suppress(OSError):
        mode = path.lstat().st_mode
        if mode & 0o077 and (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            path.chmod(stat.S_IMODE(mode) & 0o700)


def is_there(path: Path) -> bool:
    """Whether there is something, or may be: where one may not look, using it will say so."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True
    return True


def open_file(path: Path) -> BinaryIO:
    """An ordinary file, opened to be read. Raises OSError, for a pipe or a device too."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    file = os.fdopen(handle, "rb")
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "It is no ordinary file", str(path))
    return file


def read_file(path: Path, at_most: int = BYTES_AT_MOST) -> bytes:
    """What an ordinary file holds. Raises OSError, also where that is more than a file of its kind may hold."""
    with open_file(path) as file:
        data = file.read(at_most + 1)
    if len(data) > at_most:
        raise OSError(errno.EINVAL, f"It is larger than {at_most // 1000} kB", str(path))
    return data


def write_private(path: Path, data: bytes) -> None:
    """Write a file of ours in one step, readable by its owner alone. Raises OSError if that fails."""
    make_private_folder(path.parent)
    replace_private(path, data)


def replace_private(path: Path, data: bytes) -> None:
    """Write a file in one step, readable by its owner alone, in a folder that is left as it is. Raises OSError."""
    half = path.parent / f".{path.name}.coach-{os.getpid()}-{os.urandom(4).hex()}"
    try:  # it is ours to remove before it is there: a signal may come at any time
        with open(half, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except BaseException:
        with suppress(OSError):
            half.unlink()
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


class StillThere(OSError):
    """Something could not be removed; its text names each such file or folder with the reason."""


def remove(*paths: Path) -> None:
    """Remove what is there of these files and folders. Raises StillThere for what stays, after removing the rest.

    What a link led to is not ours: only the link goes, and what is still there is named.
    """
    kept = []
    for path in paths:
        led_to = None
        try:
            if stat.S_ISLNK(path.lstat().st_mode):
                led_to = Path(os.path.realpath(path))
            if path.name.startswith(EDITING) and led_to is None:
                shutil.rmtree(path)
            else:
                path.unlink()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            kept.append(f"{path} ({reason_of(error)})")
        else:
            if led_to is not None and is_there(led_to):
                kept.append(f"{led_to} ({path} was only a link to it)")
    if kept:
        raise StillThere(", ".join(kept))


_UNFINISHED = re.compile(rf"\..+\.(?:coach-(\d+)-)?\w+|{EDITING}(\d+)")


def unfinished(*, of_running: bool = False) -> list[Path]:
    """What runs that ended too early left half-written in the coach's folders; with `of_running` of all runs."""
    ours, found = folders(), []
    for folder in (ours.state, ours.data, ours.cache):
        with suppress(OSError):
            for path in folder.iterdir():
                match = _UNFINISHED.fullmatch(path.name)
                if match and (of_running or not _is_in_use(path, int(match[1] or match[2] or 0))):
                    found.append(path)
    return found


def _is_in_use(path: Path, process: int) -> bool:
    """Whether the process is still there that made a file, and the file is of today: numbers are given anew."""
    if sys.platform == "win32" or not 0 < process < 2**31:
        return False  # on Windows what is in use cannot be removed anyway
    if time.time() - path.lstat().st_mtime > DAY:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


class Recent(Protocol):
    """What is kept for a day, and when it was saved (epoch seconds)."""

    @property
    def saved(self) -> float: ...


RecentT = TypeVar("RecentT", bound=Recent)


def read_recent(file: Path, kind: type[RecentT], now: float) -> RecentT | None:
    """What was saved in the last 24 hours, or None where there is nothing of this kind.

    What is older is removed; what cannot be read, or removed, is told by the warning LeftAside. A clock that went
    back by less than an hour does no harm.
    """
    try:
        data = read_file(file)
        modified = file.stat().st_mtime
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        _leave_aside(f"{file} cannot be read ({reason_of(error)})")
        return None
    found: RecentT | None = None
    with suppress(msgspec.MsgspecError, ValueError, RecursionError):
        found = msgspec.json.decode(data, type=kind)
    if found is not None and -HOUR <= now - found.saved < DAY:
        return found
    if found is not None or now - modified >= DAY:
        try:
            remove(file)
        except StillThere as error:
            _leave_aside(f"this is older than a day and could not be removed: {error}")
        return None
    _leave_aside(f"{file} is damaged, or from another version of the coach")
    return None


def _leave_aside(why: str) -> None:
    warnings.warn(f"{why}; it goes on without", LeftAside, stacklevel=3)
