"""What a person chose to keep, in one SQLite file: opened, refused unharmed, and forgotten for good.

SQLite is imported only where there is a journal, so that a command may look for one at no cost.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Literal, overload

from interview_coach.storage.journal.erasure import forget_everything
from interview_coach.storage.journal.place import journal_file

if TYPE_CHECKING:
    from pathlib import Path

    from interview_coach.storage.journal.journal import Journal

__all__ = ["forget_everything", "journal_file", "open_journal"]


@overload
def open_journal(
    create: Literal[True], *, clock: Callable[[], float] = ...
) -> AbstractContextManager[Journal]: ...
@overload
def open_journal(
    create: bool = ..., *, clock: Callable[[], float] = ...
) -> AbstractContextManager[Journal | None]: ...
def open_journal(
    create: bool = False, *, clock: Callable[[], float] = time.time
) -> AbstractContextManager[Journal | None]:
    """The journal for the time of a `with`; None if there is none yet, unless `create`.

    An older one is migrated, and what has been kept for longer than wanted is forgotten. Raises
    JournalTooNew, JournalDamaged and JournalUnusable, each a BadInput that names the file and the cure;
    the file is unharmed then. `clock` gives epoch seconds.
    """
    return _opened(create, clock)


@contextmanager
def _opened(create: bool, clock: Callable[[], float]) -> Iterator[Journal | None]:
    file = journal_file()
    if not create and _holds_nothing(file):
        yield None
        return
    from contextlib import closing, suppress

    from interview_coach.storage.journal.journal import Journal
    from interview_coach.storage.journal.opening import connect
    from interview_coach.storage.journal.trouble import JournalUnusable

    with closing(connect(file, create=create)) as connection:
        journal = Journal(connection, file, clock)
        with suppress(JournalUnusable):  # a journal that cannot be written to can still be read
            journal.expire()
        yield journal


def _holds_nothing(file: Path) -> bool:
    """Whether there is no journal, or the empty file of one that could not be begun, as on a full disk."""
    return not file.exists() or (file.is_file() and not file.stat().st_size)
