"""The journal's file: its tables, opened privately at the version of this coach, and never against its will.

What can be wrong with it is told with the file and the cure. Nothing in it is ever destroyed.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.resources import files
from itertools import chain
from pathlib import Path

from interview_coach.problems import BadInput, reason_of
from interview_coach.storage.folders import close_to_others, make_private_folder, open_file

APPLICATION_ID = 0x434F4143
"""`COAC` in the file's header tells the journal from any other SQLite file."""

STEPS = tuple(
    tuple(filter(str.strip, files(__package__).joinpath(name).read_text("ascii").split(";")))
    for name in ("step-1.sql", "step-2.sql")
)
"""What leads from version 0, an empty file, to 1, from 1 to 2, and so on.

A step is never changed once it was released: a journal somewhere stands between any two of them.
"""

VERSION = len(STEPS)


PATIENCE, HURRIED = 10.0, 1.5
"""Seconds to wait while another process writes, and where a person waits for advice."""

MAGIC = b"SQLite format 3\x00"


def connect(file: Path, *, create: bool = False, hurried: bool = False) -> sqlite3.Connection:
    """A connection to the journal, migrated to this version.

    Raises JournalTooNew, JournalDamaged or JournalUnusable; the file then is as it was.
    """
    with telling(file):
        if create:  # an empty file that only its owner can read, before SQLite writes to it
            make_private_folder(file.parent)
            with suppress(FileExistsError):
                os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _refuse_a_newer_one(file)
        close_to_others(file)
        connection = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=HURRIED if hurried else PATIENCE,
            isolation_level=None,
        )
    try:
        with telling(file):
            # A temporary file outside the coach's folders would escape `forget`.
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA foreign_keys = ON")
            if (found := connection.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
                raise JournalDamaged(file, str(found).splitlines()[-1])
            _refuse_one_that_lacks_something(connection, file)
            migrate(connection, file)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_a_newer_one(file: Path) -> None:
    """Read the version off the header, since SQLite itself may write to a file that it opens, and wait for a pipe."""
    with open_file(file) as opened:
        header = opened.read(100)
    for end in ("-journal", "-wal"):
        with suppress(FileNotFoundError):
            open_file(file.with_name(f"{file.name}{end}")).close()
    is_ours = header.startswith(MAGIC) and int.from_bytes(header[68:72]) == APPLICATION_ID
    if is_ours and int.from_bytes(header[60:64]) > VERSION:
        raise JournalTooNew(file)


COLUMNS = "SELECT held.name, part.name FROM sqlite_schema AS held, pragma_table_info(held.name) AS part WHERE held.type = 'table'"


def _refuse_one_that_lacks_something(connection: sqlite3.Connection, file: Path) -> None:
    """Look for every table and column of its version, before anything old in it is forgotten."""
    with closing(sqlite3.connect(":memory:")) as model:
        for statement in chain.from_iterable(STEPS[: _version(connection, file)]):
            model.execute(statement)
        missing = set(model.execute(COLUMNS)) - set(connection.execute(COLUMNS))
    if missing:
        raise JournalDamaged(file, "it has no {}.{}".format(*min(missing)))


STAND = """
SELECT user_version, application_id, (SELECT count(*) FROM sqlite_master) FROM pragma_user_version, pragma_application_id
"""
"""Read at once: between two statements another process may have taken the first step."""


def migrate(connection: sqlite3.Connection, file: Path) -> None:
    """Take every step that the file has not taken yet, all of them or none."""
    if _version(connection, file) == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number in range(_version(connection, file), VERSION):
            for statement in STEPS[number]:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection, file: Path) -> int:
    """How many steps the file has taken. Raises JournalTooNew, or JournalDamaged for another program's file."""
    version, application, tables = connection.execute(STAND).fetchone()
    is_new = not version and not application and not tables
    if not is_new and (application != APPLICATION_ID or version < 1):
        raise JournalDamaged(file, "it belongs to another program")
    if version > VERSION:
        raise JournalTooNew(file)
    return int(version)


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
    except (sqlite3.DatabaseError, ArithmeticError, ValueError, TypeError) as error:
        raise JournalDamaged(file, str(error)) from error
    except OSError as error:
        raise JournalUnusable(file, reason_of(error)) from error
