"""Two processes at once, and processes that are killed."""

from __future__ import annotations

import signal
import stat
from pathlib import Path

from interview_coach.storage.journal import journal_file, open_journal
from journal.processes import all_at_once, run, start

WRITES = """
import sys
from interview_coach.storage.journal import open_journal
number = sys.argv[1]
print("ready", flush=True)
sys.stdin.readline()
with open_journal(create=True) as journal:
    general = journal.general("candidate")
    own = journal.begin("candidate", f"Interview {number}.")
    for step in range(15):
        journal.set_answer(general.id, "prep", f"step-{number}-{step}", f"said {step}")
        journal.set_answer(own.id, "prep", f"step-{step}", number)
        journal.set_detail(general.id, f"detail-{number}-{step}", number)
        journal.add_entry(own.id, "followup", {"number": step})
"""


def test_processes_that_write_at_once_lose_nothing() -> None:
    all_at_once(WRITES, 4)
    with open_journal() as journal:
        assert journal is not None
        general = journal.general("candidate")
        steps = {f"step-{number}-{step}" for number in range(4) for step in range(15)}
        assert set(journal.answers(general.id, "prep")) == steps
        assert len(journal.details(general.id)) == 60
        assert sorted(interview.name for interview in journal.interviews()) == [
            f"Interview {number}." for number in range(4)
        ]
        for interview in journal.interviews():
            assert len(journal.answers(interview.id, "prep")) == 15
            assert [entry.body["number"] for entry in journal.entries(interview.id)] == list(range(15))


FORGETS_AND_WRITES = """
import sys
from interview_coach.storage.journal import open_journal
number = int(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
with open_journal() as journal:
    if number == 0:
        for interview in journal.interviews():
            if interview.name.startswith("Old"):
                journal.forget(interview.id)
    else:
        for step in range(40):
            journal.set_answer(1, "prep", f"step-{number}-{step}", "said")
"""


def test_one_forgets_while_others_write() -> None:
    with open_journal(create=True) as journal:
        assert journal.begin("candidate", "Example").id == 1
        for number in range(8):
            journal.add_entry(
                journal.begin("candidate", f"Old {number}").id, "followup", {"text": "x" * 9_000}
            )
    all_at_once(FORGETS_AND_WRITES, 3)
    with open_journal() as journal:
        assert journal is not None
        assert [interview.name for interview in journal.interviews()] == ["Example"]
        assert len(journal.answers(1, "prep")) == 80


MIGRATES = """
import sys
from interview_coach.storage.journal import open_journal
print("ready", flush=True)
sys.stdin.readline()
with open_journal() as journal:
    journal.set_detail(7, f"detail-{sys.argv[1]}", "said")
"""


def test_processes_that_migrate_at_once_take_every_step_once() -> None:
    from journal.test_opening import plant_old

    plant_old()
    all_at_once(MIGRATES, 4)
    with open_journal() as journal:
        assert journal is not None
        assert set(journal.details(7)) == {f"detail-{number}" for number in range(4)}
        assert journal.interview(7).name == "Old Example"


WRITES_ON_AND_ON = """
from itertools import count
from interview_coach.storage.journal import open_journal
with open_journal(create=True) as journal:
    id_ = journal.begin("candidate", "Example").id
    for step in count():
        journal.set_answer(id_, "prep", f"step-{step}", "words " * 100)
        print(step, flush=True)
"""


def test_a_journal_whose_writer_was_killed_opens_and_holds_all_that_was_said_to_be_kept() -> None:
    kept = 0
    for turn in range(1, 4):
        writer = start(WRITES_ON_AND_ON)
        assert writer.stdout is not None
        for _ in range(turn * 7):
            assert writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        said, _ = writer.communicate()
        assert writer.returncode == -signal.SIGKILL
        kept = turn * 7 + said.count("\n")
        with open_journal() as journal:
            assert journal is not None
            assert len(journal.interviews()) == turn
            answers = journal.answers(journal.interviews()[0].id, "prep")
            assert set(answers) >= {f"step-{step}" for step in range(kept)}
            assert set(answers.values()) == {"words " * 100}


KILLED_IN_THE_MIDDLE = """
import os, signal
from interview_coach.storage.journal import open_journal
with open_journal() as journal, journal._writing(1):
    journal._connection.execute("DELETE FROM answer")
    for step in range(3_000):
        journal._connection.execute(
            "INSERT INTO answer VALUES (1, 'prep', ?, ?)", (f"half-{step}", '"' + "words " * 300 + '"')
        )
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_write_that_was_killed_in_the_middle_is_undone(home: Path) -> None:
    with open_journal(create=True) as journal:
        id_ = journal.begin("candidate", "Example").id
        for step in range(100):
            journal.set_answer(id_, "prep", f"step-{step}", "words " * 100)
    before = journal_file().read_bytes()
    assert run(KILLED_IN_THE_MIDDLE).returncode == -signal.SIGKILL
    half_done = home / "data" / "journal.sqlite3-journal"
    assert stat.S_IMODE(half_done.stat().st_mode) == 0o600
    assert journal_file().read_bytes() != before, "the write was not half done, so this test shows nothing"
    with open_journal() as journal:
        assert journal is not None
        assert set(journal.answers(id_, "prep")) == {f"step-{step}" for step in range(100)}
    assert not half_done.exists()


KILLED_WHILE_IT_IS_MADE = """
import os, signal, sys
from interview_coach.storage.journal import file, open_journal
statements = iter(range(int(sys.argv[1])))

class Step(tuple):
    def __iter__(self):
        for statement in tuple.__iter__(self):
            if next(statements, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            yield statement

file.STEPS = tuple(map(Step, file.STEPS))
open_journal(create=True).__enter__()
"""


def test_a_journal_whose_making_was_killed_at_any_statement_opens() -> None:
    for statement in range(7):
        assert run(KILLED_WHILE_IT_IS_MADE, str(statement)).returncode == -signal.SIGKILL
        with open_journal(create=True) as journal:
            assert journal.interviews() == ()
            journal.begin("candidate", "Example")
        journal_file().unlink()
