"""What can be wrong with a journal, told with the file and the cure. Nothing in it is ever destroyed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interview_coach.problems import BadInput


class JournalTooNew(BadInput):
    """The journal was written by a later version of the coach."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"the journal {file} is from a newer version of the coach and was left as it is;"
            " update interview-coach, or move the file away to begin a new one"
        )


class JournalDamaged(BadInput):
    """The file cannot be read as a journal."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            f"the journal {file} cannot be read ({reason}) and was left as it is;"
            " move it away to begin a new one, or remove it for good with `coach history forget --all`"
        )


class JournalUnusable(BadInput):
    """The journal is in order but cannot be used now: a full or read-only disk, or another process."""

    def __init__(self, file: Path, reason: str) -> None:
        cure = (
            "another coach is busy with it; try again in a moment"
            if "locked" in reason or "busy" in reason
            else "make room on the disk, or see that you may write there"
        )
        super().__init__(
            f"the journal {file} cannot be used ({reason}); what it held before is still there; {cure}"
        )


class TracesLeft(JournalUnusable):
    """Something was forgotten, but the file could not be written anew afterwards."""

    def __init__(self, file: Path, reason: str) -> None:
        BadInput.__init__(
            self,
            f"it was forgotten, but {file} could not be written anew ({reason}), so that traces may be left"
            " in it; make room on the disk, then forget something again",
        )


@contextmanager
def telling(file: Path) -> Iterator[None]:
    """Turn what SQLite and the system say about `file` into an error with its cure."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if str(error).startswith("no such"):
            raise JournalDamaged(file, str(error)) from error
        raise JournalUnusable(file, str(error)) from error
    except (sqlite3.DatabaseError, ValueError, TypeError) as error:
        raise JournalDamaged(file, str(error)) from error
    except OSError as error:
        raise JournalUnusable(file, (error.strerror or str(error)).lower()) from error
