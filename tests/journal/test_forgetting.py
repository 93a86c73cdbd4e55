"""Forgetting leaves no byte: of one interview, of everything, and of what was kept for too long."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from interview_coach.book.vocabulary import Stance
from interview_coach.problems import BadInput
from interview_coach.session.log import Event, Log
from interview_coach.storage.drafts import draft_of, save_draft
from interview_coach.storage.folders import DAY, draft_file, result_file
from interview_coach.storage.journal import forget_everything, journal_file, open_journal
from interview_coach.storage.journal.journal import Journal
from interview_coach.storage.traces import LastResult, save_result
from journal.processes import run

CANARY = "canary-7c1f"
OTHER = "other-bird"
NOW = 1_795_348_800.0


def files_with(text: str, home: Path) -> list[str]:
    """Files of the coach that hold this text anywhere, by reading every byte of every one."""
    wanted = (text.encode(), text.encode("utf-16-le"))
    found = []
    for path in home.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            if any(each in data for each in wanted) or text in path.name:
                found.append(path.name)
    return sorted(found)


def keep_much(journal: Journal, id_: int, bird: str) -> None:
    """Keep so much that pages are split, that values flow over into pages of their own, and change it."""
    for turn in range(2):
        for number in range(50):
            journal.set_answer(id_, "prep", f"step-{number}", f"{bird} {turn} " * (number % 20) * 10)
    journal.set_answer(id_, "debrief", "mistakes", (bird, f"{bird} again"))
    journal.set_answer(id_, "prep", "step-3", None)
    journal.set_detail(id_, "their-name", f"Bo {bird}")
    journal.set_detail(id_, "their-name", "Bo")
    journal.add_entry(id_, "assessment", {"verdict": "stay", "line": bird})
    journal.add_entry(id_, "followup", {"text": f"{bird}\n" * 5_000})
    journal.rename(id_, f"Another {bird}")


def test_forgetting_one_leaves_no_byte_of_it_and_all_of_the_others(home: Path) -> None:
    with open_journal(create=True) as journal:
        one = journal.begin("candidate", CANARY).id
        other = journal.begin("candidate", OTHER).id
        for id_, bird in ((one, CANARY), (other, OTHER)):
            keep_much(journal, id_, bird)
        before = journal.record(other)
    assert files_with(CANARY, home) == ["journal.sqlite3"]
    with open_journal() as journal:
        assert journal is not None
        journal.forget(one)
        assert files_with(CANARY, home) == []
        assert journal.record(other) == before
    assert files_with(CANARY, home) == []
    assert files_with(OTHER, home) == ["journal.sqlite3"]
    assert [path.name for path in (home / "data").iterdir()] == ["journal.sqlite3"]


def test_forgetting_what_holds_for_every_interview_leaves_no_byte_of_it(home: Path) -> None:
    with open_journal(create=True) as journal:
        id_ = journal.general("candidate").id
        journal.set_answer(id_, "prep", "floor", CANARY)
    assert files_with(CANARY, home) == ["journal.sqlite3"]
    with open_journal() as journal:
        assert journal is not None
        journal.forget(id_)
        assert journal.generals() == ()
    assert files_with(CANARY, home) == []


def plant_everywhere(home: Path) -> None:
    """Leave the canary wherever the coach keeps something, also as a killed process would leave it."""
    with open_journal(create=True) as journal:
        keep_much(journal, journal.begin("candidate", CANARY).id, CANARY)
    log = Log([Event("topics", ((f"topics/{CANARY}", "yes"),))], {})
    save_draft(draft_of(CANARY, Stance.BALANCED.id, log, time.time()))
    save_result(LastResult(CANARY, "stay", (CANARY,), (), time.time()))
    for file in (journal_file(), draft_file(), result_file()):
        file.with_name(f".{file.name}.x7k2").write_text(CANARY)
    for end in ("journal", "wal", "shm"):
        journal_file().with_name(f"journal.sqlite3-{end}").write_text(CANARY)
    letter = home / "state" / "editing-1" / "letter.txt"
    letter.parent.mkdir()
    letter.write_text(CANARY)


@pytest.mark.parametrize("damage", [b"", b"no journal at all"], ids=["in-order", "damaged"])
def test_forgetting_everything_leaves_no_byte_in_whatever_state_it_is(damage: bytes, home: Path) -> None:
    plant_everywhere(home)
    if damage:
        journal_file().write_bytes(damage + CANARY.encode())
    planted = files_with(CANARY, home)
    assert len(planted) == 10
    rules = home / "config" / "rules" / "mine.yaml"
    rules.parent.mkdir(parents=True)
    rules.write_text("pack: mine")
    forget_everything()
    assert files_with(CANARY, home) == []
    assert list((home / "data").iterdir()) == []
    assert list((home / "state").iterdir()) == []
    assert rules.is_file()
    with open_journal() as journal:
        assert journal is None


FORGETS_ON_A_FULL_DISK = """
import resource
from interview_coach.problems import BadInput
from interview_coach.storage.journal import open_journal, journal_file
with open_journal() as journal:
    size = journal_file().stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        journal.forget(1)
    except BadInput as error:
        print(error)
"""


def test_forgetting_on_a_full_disk_takes_out_what_it_can_and_says_what_it_could_not(home: Path) -> None:
    with open_journal(create=True) as journal:
        for number in range(40):
            id_ = journal.begin("candidate", OTHER if number else CANARY).id
            journal.add_entry(id_, "followup", {"text": OTHER * 300 if number else CANARY})
    result = run(FORGETS_ON_A_FULL_DISK)
    assert result.stdout.startswith("it was forgotten, but "), result.stderr
    assert "make room on the disk, then forget something again" in result.stdout
    assert files_with(CANARY, home) == []
    with open_journal() as journal:
        assert journal is not None
        assert len(journal.interviews()) == 39
        assert all(len(journal.entries(interview.id)) == 1 for interview in journal.interviews())


def test_forgetting_everything_where_nothing_is_kept_is_fine(home: Path) -> None:
    forget_everything()
    forget_everything()
    assert not (home / "data").exists()


def test_what_cannot_be_forgotten_is_named_and_the_rest_goes(home: Path) -> None:
    plant_everywhere(home)
    journal_file().unlink()
    journal_file().mkdir()
    with pytest.raises(BadInput, match=r"could not be forgotten: .*journal\.sqlite3 \(is a directory\)"):
        forget_everything()
    assert files_with(CANARY, home) == []


# -- for how long -----------------------------------------------------------------------------------------


def kept_at(moment: float, name: str) -> int:
    with open_journal(create=True, clock=lambda: moment) as journal:
        return journal.begin("candidate", name).id


def names_at(moment: float) -> list[str]:
    with open_journal(clock=lambda: moment) as journal:
        assert journal is not None
        return [interview.name for interview in journal.interviews()]


def test_what_was_not_touched_for_a_year_is_really_forgotten(home: Path) -> None:
    old, young = kept_at(NOW, CANARY), kept_at(NOW + 10 * DAY, OTHER)
    assert names_at(NOW + 365 * DAY) == [OTHER, CANARY]
    assert files_with(CANARY, home) == ["journal.sqlite3"]
    assert names_at(NOW + 365 * DAY + 1) == [OTHER, CANARY]
    assert names_at(NOW + 366 * DAY + 1) == [OTHER]
    assert files_with(CANARY, home) == []
    assert old != young


def test_a_clock_that_was_wrong_once_destroys_nothing() -> None:
    kept_at(NOW, "Example")
    assert names_at(NOW + 50 * 365 * DAY) == ["Example"]
    assert names_at(NOW + DAY) == ["Example"]
    assert names_at(NOW + 50 * 365 * DAY) == ["Example"]
    assert names_at(NOW + 2 * DAY) == ["Example"]


def test_touching_it_keeps_it_for_longer() -> None:
    id_ = kept_at(NOW, "Example")
    with open_journal(clock=lambda: NOW + 300 * DAY) as journal:
        assert journal is not None
        journal.set_detail(id_, "my-name", "Ann")
    assert names_at(NOW + 600 * DAY) == ["Example"]


def test_what_holds_for_every_interview_is_kept_no_longer(home: Path) -> None:
    with open_journal(create=True, clock=lambda: NOW) as journal:
        journal.set_answer(journal.general("candidate").id, "prep", "floor", CANARY)
    assert names_at(NOW + 366 * DAY) == []
    assert names_at(NOW + 367 * DAY) == []
    assert files_with(CANARY, home) == []


def test_retention_is_set_in_days_and_0_keeps_it_until_it_is_forgotten() -> None:
    kept_at(NOW, "Example")
    with open_journal(clock=lambda: NOW) as journal:
        assert journal is not None
        assert journal.retention == 365
        journal.set_retention(0)
    assert names_at(NOW + 9_999 * DAY) == ["Example"]
    with open_journal(clock=lambda: NOW) as journal:
        assert journal is not None
        journal.set_retention(30)
        assert journal.retention == 30
    assert names_at(NOW + 30 * DAY) == ["Example"]
    assert names_at(NOW + 31 * DAY) == ["Example"]
    assert names_at(NOW + 32 * DAY) == []


@pytest.mark.parametrize("days", [-1, 36_501])
def test_a_retention_that_is_none_is_refused(days: int) -> None:
    with open_journal(create=True) as journal:
        with pytest.raises(BadInput, match="is no number of days"):
            journal.set_retention(days)
        assert journal.retention == 365


def test_the_search_for_bytes_can_fail(home: Path) -> None:
    (home / "elsewhere").mkdir()
    (home / "elsewhere" / "x").write_bytes(os.urandom(5_000) + CANARY.encode() + os.urandom(5_000))
    assert files_with(CANARY, home) == ["x"]
