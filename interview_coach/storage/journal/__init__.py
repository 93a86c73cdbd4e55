"""What a person chose to keep, in one SQLite file: opened, refused unharmed, and forgotten for good.

SQLite is imported only where there is a journal, so that a command may look for one at no cost.
"""

from __future__ import annotations

import stat
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from interview_coach.problems import BadInput
from interview_coach.storage.folders import (
    StillThere,
    draft_file,
    folders,
    is_there,
    remove,
    result_file,
    unfinished,
)

if TYPE_CHECKING:
    from interview_coach.storage.journal.journal import Journal


def journal_file() -> Path:
    """Where the journal lies, or would lie."""
    return folders().data / "journal.sqlite3"


@overload
def open_journal(
    create: Literal[True], *, clock: Callable[[], float] = ...
) -> AbstractContextManager[Journal]: ...
@overload
def open_journal(
    create: bool = ..., *, hurried: bool = ..., clock: Callable[[], float] = ...
) -> AbstractContextManager[Journal | None]: ...
def open_journal(
    create: bool = False, *, hurried: bool = False, clock: Callable[[], float] = time.time
) -> AbstractContextManager[Journal | None]:
    """The journal for the time of a `with`; None if there is none yet, unless `create`.

    An older one is migrated, and what has been kept for longer than wanted is forgotten. Raises
    JournalTooNew, JournalDamaged and JournalUnusable, each a BadInput that names the file and the cure;
    the file is unharmed then. Whoever is `hurried` does not wait long for another process that writes: advice
    comes first. `clock` gives epoch seconds.
    """
    return _opened(create, hurried, clock)


@contextmanager
def _opened(create: bool, hurried: bool, clock: Callable[[], float]) -> Iterator[Journal | None]:
    file = journal_file()
    if not create and _holds_nothing(file):
        yield None
        return
    from interview_coach.storage.journal.file import JournalUnusable, connect
    from interview_coach.storage.journal.journal import Journal

    with closing(connect(file, create=create, hurried=hurried)) as connection:
        journal = Journal(connection, file, clock)
        with suppress(JournalUnusable):  # a journal that cannot be written to can still be read
            journal.expire()
        yield journal


def _holds_nothing(file: Path) -> bool:
    """Whether there is no journal, or the empty file of one that could not be begun, as on a full disk."""
    if not is_there(file):
        return True
    try:
        found = file.stat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and not found.st_size


def forget_everything() -> None:
    """Remove the journal, the draft and the last result, with whatever a broken-off write left of them.

    None of them is read, so that damaged ones go as well. Raises BadInput naming what stays, after
    removing all the rest.
    """
    file = journal_file()
    _forget(file, *(file.with_name(f"{file.name}-{end}") for end in ("journal", "wal", "shm")))


def forget_traces() -> bool:
    """Remove what an assessment left beside the journal, and say whether there was a draft or a last result.

    Raises BadInput naming what stays.
    """
    is_any = is_there(draft_file()) or is_there(result_file())
    _forget()
    return is_any


def _forget(*files: Path) -> None:
    try:
        remove(*files, draft_file(), result_file(), *unfinished(of_running=True))
    except StillThere as error:
        raise BadInput(f"could not be forgotten: {error}; remove it yourself") from error
