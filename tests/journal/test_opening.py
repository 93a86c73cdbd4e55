"""Files that are older, newer, damaged, somebody else's, read-only or on a full disk; and who may read them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from interview_coach.problems import BadInput, LeftAside
from interview_coach.storage.journal import journal_file, open_journal
from interview_coach.storage.journal.file import (
    VERSION,
    JournalDamaged,
    JournalTooNew,
    JournalUnusable,
    migrate,
)
from journal.processes import run_without_privileges

FIRST_VERSION = """
CREATE TABLE interview (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    held_on TEXT NOT NULL,
    created REAL NOT NULL,
    touched REAL NOT NULL,
    is_general INTEGER NOT NULL
);
CREATE UNIQUE INDEX one_general_for_each_role ON interview (role) WHERE is_general;
CREATE TABLE answer (
    interview INTEGER NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
    guide TEXT NOT NULL,
    step TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (interview, guide, step)
);
CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    interview INTEGER NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    at REAL NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX entries_of_an_interview ON entry (interview, kind);
INSERT INTO interview VALUES (7, 'candidate', 'Old Example', '2026-11-01', 1.0, 4102444800.0, 0);
INSERT INTO answer VALUES (7, 'prep', 'promised', '["Remote", "A desk"]');
INSERT INTO entry VALUES (3, 7, 'assessment', 1.0, '{"verdict": "stay"}');
PRAGMA application_id = 1129267523;
PRAGMA user_version = 1;
"""
"""A journal as the first version wrote it. It stays as it is, whatever the schema becomes."""


def plant(data: bytes) -> Path:
    """Put a file where the journal would be."""
    file = journal_file()
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    return file


def plant_old() -> Path:
    file = plant(b"")
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(FIRST_VERSION)
    return file


def plant_good() -> Path:
    with open_journal(create=True) as journal:
        id_ = journal.begin("candidate", "Example").id
        for number in range(200):
            journal.set_answer(id_, "prep", f"step-{number}", "words " * 50)
    return journal_file()


def schema_of(file: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    return [(name, " ".join(sql.split()).replace("( ", "(").replace(" )", ")")) for name, sql in rows if sql]


def everything_below(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- older ------------------------------------------------------------------------------------------------


def test_there_is_something_to_migrate() -> None:
    assert VERSION >= 2


def test_an_older_journal_is_migrated_and_keeps_what_it_holds() -> None:
    file = plant_old()
    with open_journal() as journal:
        assert journal is not None
        record = journal.record(7)
        assert record.interview.name == "Old Example"
        assert record.answers == {"prep": {"promised": ("Remote", "A desk")}}
        assert record.entries[0].body == {"verdict": "stay"}
        journal.set_detail(7, "their-name", "Bo")
        assert journal.details(7) == {"their-name": "Bo"}
        assert journal.retention == 365
    assert int.from_bytes(file.read_bytes()[60:64]) == VERSION


def test_a_migrated_journal_is_what_a_new_one_is(home: Path) -> None:
    old = plant_old()
    with open_journal():
        pass
    migrated = schema_of(old)
    old.unlink()
    with open_journal(create=True):
        pass
    assert migrated == schema_of(old)


@pytest.mark.parametrize("place", range(1, 5))
def test_another_process_may_begin_the_journal_between_any_two_statements(place: int, home: Path) -> None:
    """What is read of a file while it is opened comes of one moment."""
    file = home / "new.sqlite3"
    file.touch()
    seen: list[str] = []
    with (
        closing(sqlite3.connect(file, isolation_level=None)) as mine,
        closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as other,
    ):

        def meanwhile(statement: str) -> None:
            seen.append(statement)
            if len(seen) == place and not mine.in_transaction:
                migrate(other, file)

        mine.set_trace_callback(meanwhile)
        migrate(mine, file)
        mine.set_trace_callback(None)
        assert mine.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_a_migration_that_fails_leaves_the_old_journal_as_it_was() -> None:
    file = plant_old()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE setting (in_the_way TEXT)")
    before = file.read_bytes()
    with pytest.raises(BadInput):
        open_journal().__enter__()
    assert file.read_bytes() == before


# -- newer ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_newer_journal_is_refused_and_not_a_byte_of_it_or_beside_it_changes(mode: str, home: Path) -> None:
    file = plant_good()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = everything_below(home / "data")
    for create in (False, True):
        with pytest.raises(JournalTooNew) as told:
            open_journal(create).__enter__()
        assert str(file) in str(told.value)
        assert "update interview-coach, or move the file away" in str(told.value)
    assert everything_below(home / "data") == before


def test_what_a_newer_version_had_not_finished_writing_is_left_to_it(home: Path, tmp_path: Path) -> None:
    file = plant_good()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = wal")
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
        connection.execute("PRAGMA wal_checkpoint")
        connection.execute("DELETE FROM answer")
        connection.commit()
        shutil.copytree(home / "data", tmp_path / "as-it-was-killed")
    shutil.rmtree(home / "data")
    shutil.copytree(tmp_path / "as-it-was-killed", home / "data")
    before = everything_below(home / "data")
    assert f"{file}-wal" in before
    with pytest.raises(JournalTooNew):
        open_journal(create=True).__enter__()
    assert everything_below(home / "data") == before


# -- damaged, or not a journal ----------------------------------------------------------------------------


def broken_in_the_middle(good: bytes) -> bytes:
    return good[:5000] + bytes(range(256)) * 40 + good[5000 + 256 * 40 :]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"hello",
        lambda _: b"\x00" * 8192,
        lambda _: os.urandom(20_000),
        lambda good: good[: len(good) // 2],
        lambda good: good[:50],
        lambda good: good[:100] + b"\xff" * (len(good) - 100),
        broken_in_the_middle,
        lambda good: good[:-4096] + b"\xff" * 4096,
    ],
    ids=["text", "zeros", "noise", "half", "half-a-header", "header-alone", "middle", "last-page"],
)
def test_a_damaged_journal_is_refused_with_the_cure_and_left_as_it_is(
    spoil: Callable[[bytes], bytes], home: Path
) -> None:
    file = plant_good()
    file.write_bytes(spoil(file.read_bytes()))
    before = everything_below(home / "data")
    for create in (False, True):
        with pytest.raises(JournalDamaged) as told:
            open_journal(create).__enter__()
        assert str(file) in str(told.value)
        assert "move it away" in str(told.value)
        assert "coach history forget --all" in str(told.value)
    assert everything_below(home / "data") == before


def test_a_journal_whose_index_lacks_a_row_is_refused_before_anything_is_written(home: Path) -> None:
    """Its pages are sound, and yet whatever goes by the index fails. Old interviews are not even looked for."""
    file = plant_good()
    with closing(sqlite3.connect(file)) as connection:
        index = connection.execute(
            "SELECT * FROM sqlite_schema WHERE name = 'entries_of_an_interview'"
        ).fetchone()
        connection.executescript(
            "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'entries_of_an_interview'"
        )
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("INSERT INTO entry (interview, kind, at, body) VALUES (1, 'followup', 1.0, '{}')")
        connection.execute("UPDATE interview SET touched = 1.0")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", index)
        connection.commit()
    before = everything_below(home / "data")
    with pytest.raises(JournalDamaged, match="missing from index"):
        open_journal().__enter__()
    assert everything_below(home / "data") == before


def test_the_file_of_another_program_is_left_alone(home: Path) -> None:
    file = plant(b"")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    before = everything_below(home / "data")
    with pytest.raises(JournalDamaged, match="it belongs to another program"):
        open_journal(create=True).__enter__()
    assert everything_below(home / "data") == before


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ("DROP TABLE entry", "it has no entry.at"),
        ("ALTER TABLE detail RENAME TO other", "it has no detail.interview"),
        ("ALTER TABLE answer RENAME COLUMN value TO other", "it has no answer.value"),
    ],
)
def test_a_journal_that_lacks_a_table_or_a_column_is_refused_before_anything_is_written(
    home: Path, change: str, missing: str
) -> None:
    """Old interviews are not even looked for."""
    file = plant_good()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE interview SET touched = 1.0")
        connection.execute(change)
        connection.commit()
    before = everything_below(home / "data")
    with pytest.raises(JournalDamaged, match=missing):
        open_journal().__enter__()
    assert everything_below(home / "data") == before


@pytest.mark.parametrize("value", ["{", "", "\x00", "[1, [2"])
def test_a_value_that_is_no_json_is_left_aside_and_costs_nothing_else(value: str) -> None:
    file = plant_good()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE answer SET value = ? WHERE step = 'step-7'", (value,))
        connection.commit()
    with open_journal() as journal:
        assert journal is not None
        with pytest.warns(LeftAside, match=r"the answer to step-7 in .* is damaged and is left aside"):
            answers = journal.answers(1, "prep")
    assert answers.keys() == {f"step-{number}" for number in range(200) if number != 7}


def test_an_empty_file_is_a_new_journal() -> None:
    file = plant(b"")
    with open_journal() as journal:
        assert journal is None
    assert file.read_bytes() == b""
    with open_journal(create=True) as journal:
        assert journal.begin("candidate", "Example").id == 1


def test_a_folder_in_the_place_of_the_journal_is_told() -> None:
    journal_file().mkdir(parents=True)
    with pytest.raises(JournalUnusable, match="cannot be used"):
        open_journal(create=True).__enter__()


# -- for its owner alone ----------------------------------------------------------------------------------


def test_folder_and_file_are_for_their_owner_alone(home: Path) -> None:
    old = os.umask(0)
    try:
        plant_good()
    finally:
        os.umask(old)
    assert stat.S_IMODE((home / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE(journal_file().stat().st_mode) == 0o600
    assert [path.name for path in (home / "data").iterdir()] == ["journal.sqlite3"]


def test_what_sqlite_writes_beside_it_is_for_its_owner_alone_too(home: Path) -> None:
    old = os.umask(0)
    try:
        with open_journal(create=True) as journal, journal._writing():
            journal._connection.execute("INSERT INTO setting VALUES ('retention', '1')")
            beside = [path for path in (home / "data").iterdir() if path != journal_file()]
            assert [stat.S_IMODE(path.stat().st_mode) for path in beside] == [0o600]
    finally:
        os.umask(old)


def test_a_journal_that_others_could_read_is_closed_to_them() -> None:
    file = plant_good()
    file.chmod(0o644)
    with open_journal():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


# -- read-only and full -----------------------------------------------------------------------------------

READ_AND_WRITE = """
from interview_coach.problems import BadInput, LeftAside
from interview_coach.storage.journal import open_journal
try:
    with open_journal(create=True) as journal:
        print(len(journal.answers(1, "prep")), "answers read", flush=True)
        journal.set_answer(1, "prep", "step-0", "other words")
except BadInput as error:
    print(error)
"""


def test_a_read_only_journal_can_be_read_and_says_that_it_was_not_written() -> None:
    file = plant_good()
    before = file.read_bytes()
    file.chmod(0o400)
    file.parent.chmod(0o500)
    try:
        result = run_without_privileges(READ_AND_WRITE)
    finally:
        file.parent.chmod(0o700)
    assert result.stdout.startswith("200 answers read\n"), result.stderr
    assert f"the journal {file} cannot be used (attempt to write a readonly database)" in result.stdout
    assert "what it held before is still there" in result.stdout
    assert file.read_bytes() == before


def test_a_folder_that_cannot_be_written_to_is_told(home: Path) -> None:
    (home / "data").mkdir(parents=True)
    home.chmod(0o500)
    (home / "data").chmod(0o500)
    try:
        result = run_without_privileges(READ_AND_WRITE)
    finally:
        home.chmod(0o700)
        (home / "data").chmod(0o700)
    assert "cannot be used (permission denied)" in result.stdout, result.stderr
    assert list((home / "data").iterdir()) == []


ON_A_FULL_DISK = """
import resource
from interview_coach.problems import BadInput, LeftAside
from interview_coach.storage.journal import open_journal, journal_file
with open_journal() as journal:
    size = journal_file().stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        journal.add_entry(1, "followup", {"text": "words " * 1_000_000})
    except BadInput as error:
        print(error)
    print(len(journal.answers(1, "prep")), "answers read")
"""


def test_a_full_disk_is_told_and_destroys_nothing() -> None:
    file = plant_good()
    result = run_without_privileges(ON_A_FULL_DISK)
    assert f"the journal {file} cannot be used (" in result.stdout, result.stderr
    assert "make room on the disk" in result.stdout
    assert "200 answers read" in result.stdout
    with open_journal() as journal:
        assert journal is not None
        assert len(journal.answers(1, "prep")) == 200
        assert journal.entries(1) == ()
