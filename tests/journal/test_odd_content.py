"""A journal in order that holds what the coach never wrote: it is left aside or stood in for, and that is said."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from person import invoke

from interview_coach.storage.folders import folders
from interview_coach.storage.journal import journal_file, open_journal

DEEP = "[" * 60_000 + "]" * 60_000
COMMANDS = (
    ("history",),
    ("history", "list", "--json"),
    ("history", "show", "1"),
    ("history", "compare", "1", "2"),
    ("history", "export"),
    ("history", "export", "--format", "markdown"),
    ("history", "export", "--redact"),
    ("prep", "--card"),
)


@pytest.fixture
def kept() -> None:
    """Two interviews of which much is kept."""
    with open_journal(create=True) as journal:
        for name in ("One", "Two"):
            id_ = journal.begin("candidate", name, "2026-11-22").id
            journal.set_answer(id_, "prep", "floor", "45000 EUR a year")
            journal.set_detail(id_, "their-name", "Bo")
            journal.add_entry(
                id_, "assessment", {"verdict": "stay", "headline": "STAY", "flags": [], "answers": {}}
            )
            journal.add_entry(id_, "followup", {"kind": "thank-you", "text": "Thank you."})


def change(statement: str, value: object) -> None:
    """Change the journal as another program would."""
    with closing(sqlite3.connect(journal_file(), isolation_level=None)) as connection:
        connection.execute(statement, (value,))


RETENTION = "INSERT INTO setting VALUES ('retention', ?)"
SINCE = "INSERT INTO setting VALUES ('expired-since', ?)"
BODY = "UPDATE entry SET body = ? WHERE id = 1"
CHANGES = [
    (RETENTION, "abc", "for how many days things are kept"),
    (RETENTION, "1e400", "for how many days things are kept"),
    (RETENTION, b"\xff", "for how many days things are kept"),
    (RETENTION, "-7", "for how many days things are kept"),
    (SINCE, "yesterday", "since when something is old"),
    ("UPDATE interview SET touched = ? WHERE id = 1", "soon", "a time of interview 1"),
    ("UPDATE interview SET touched = ? WHERE id = 1", 1e300, "a time of interview 1"),
    ("UPDATE interview SET created = ? WHERE id = 1", float("inf"), "a time of interview 1"),
    ("UPDATE interview SET touched = ? WHERE id = 1", -5.0, "a time of interview 1"),
    ("UPDATE interview SET held_on = ? WHERE id = 1", "Friday", "the day of interview 1"),
    ("UPDATE entry SET at = ? WHERE id = 1", "noon", "the time of entry 1"),
    ("UPDATE entry SET at = ? WHERE id = 1", 9e99, "the time of entry 1"),
    (BODY, "[]", "entry 1"),
    (BODY, DEEP, "entry 1"),
    (BODY, f'{{"verdict": {DEEP}}}', "entry 1"),
    (BODY, '{"flags": 7, "answers": 7}', "entry 1"),
    (BODY, "1" * 5_000, "entry 1"),
    (BODY, b"\x00", "entry 1"),
    ("UPDATE answer SET value = ? WHERE interview = 1", "7", "the answer to floor"),
    ("UPDATE answer SET value = ? WHERE interview = 1", DEEP, "the answer to floor"),
    ("UPDATE answer SET value = ? WHERE interview = 1", "not json", "the answer to floor"),
    ("UPDATE detail SET value = ? WHERE interview = 1", "[1]", "what stands for their-name"),
    ("UPDATE answer SET guide = ? WHERE interview = 1", b"prep", "the name of a guide"),
    ("UPDATE answer SET step = ? WHERE interview = 1", b"floor", "the name of an answer"),
    ("UPDATE detail SET name = ? WHERE interview = 1", b"their-name", "the name of a detail"),
    ("UPDATE entry SET kind = ? WHERE id = 1", b"assessment", "entry 1"),
]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(("statement", "value", "what"), CHANGES)
def test_what_nobody_can_have_kept_is_named_and_all_the_rest_is_there(
    statement: str, value: object, what: str
) -> None:
    change(statement, value)
    before = journal_file().read_bytes()
    told = ""
    for command in COMMANDS:
        result = invoke(*command)
        assert result.exit_code == 0, result.stderr
        told += result.stderr
        if (
            "compare" not in command
            and "--redact" not in command
            and "1" not in command
            and "prep" not in command
        ):
            assert "Two" in result.stdout
    assert f"coach: {what} in {journal_file()} is damaged" in told
    assert journal_file().read_bytes() == before


@pytest.mark.usefixtures("kept")
def test_a_number_beyond_all_bounds_is_shown_as_it_is() -> None:
    change(BODY, f'{{"verdict": 1{"0" * 400}}}')
    assert "0" * 20 in invoke("history", "show", "1").stdout
    assert invoke("history", "export").exit_code == 0


@pytest.mark.parametrize("name", ["data/journal.sqlite3", "data/journal.sqlite3-journal", "state/draft.json",
                                  "state/last-result.json", "config/rules/pay.yaml", "cache/pipe.json"])  # fmt: skip
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_nothing_waits_for_a_pipe(name: str, home: Path) -> None:
    with open_journal(create=True) as journal:
        journal.begin("candidate", "One")
    file = home / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    os.mkfifo(file)
    (folders().config / "rules").mkdir(parents=True, exist_ok=True)
    for command in (("script",), ("history",), ("assess", "--answers", "-")):
        done = subprocess.run(
            [sys.executable, "-m", "interview_coach", *command],
            input=b"danger: none", capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == (2 if "journal" in name and command[0] == "history" else 0), done.stderr
        assert b"Traceback" not in done.stderr
    assert file.is_fifo()
