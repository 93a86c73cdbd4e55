"""What runs leave behind is found again: at the next run, at *hide*, after danger, and when something is forgotten."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from person import CTRL_C, Person, invoke

from interview_coach.session.log import Event, Log
from interview_coach.storage.drafts import draft_of, save_draft
from interview_coach.storage.folders import DAY, draft_file, folders, result_file
from interview_coach.storage.journal import journal_file, open_journal
from interview_coach.storage.traces import LastResult, save_result

CANARY = "canary-7c1f"


def ended() -> int:
    """The number of a process that is no more."""
    return int(subprocess.check_output([sys.executable, "-c", "import os; print(os.getpid())"]))


def plant_unfinished(process: int) -> list[Path]:
    """What a run with this number leaves that was killed while it wrote."""
    state = folders().state
    letter = state / f"editing-{process}" / "letter.txt"
    letter.parent.mkdir(parents=True)
    files = [
        letter,
        state / f".draft.json.coach-{process}-ab12cd34",
        folders().cache / f".book-0.json.coach-{process}-ab12cd34",
    ]
    for file in files:
        file.write_text(CANARY, "utf-8")
    return files


def keep_something(age: float = 0, ticked: str = CANARY) -> None:
    """Keep a draft and a last result as a run of then would have."""
    then = time.time() - age
    save_draft(draft_of("candidate", "balanced", Log([Event("topics", ((ticked, "yes"),))], {}), then))
    save_result(LastResult("candidate", "stay", (ticked,), (), then))


def holding(home: Path) -> set[str]:
    """The files that hold the canary."""
    return {str(f) for f in home.rglob("*") if f.is_file() and CANARY.encode() in f.read_bytes()}


@pytest.mark.parametrize("command", [("script",), ("history", "list"), ("page", "--help"), ()], ids=" ".join)
def test_every_run_removes_what_killed_runs_left_and_what_is_older_than_a_day(
    command: tuple[str, ...], home: Path
) -> None:
    plant_unfinished(ended())
    keep_something(age=DAY + 1)
    old = folders().state / ".last-result.json.x7k2ab_1"
    old.write_text(CANARY, "utf-8")
    assert len(holding(home)) == 6
    result = invoke(*command)
    assert (result.exit_code, result.stderr) == (0, "")
    assert holding(home) == set()
    assert not list(folders().state.iterdir())


def test_what_a_run_is_writing_that_goes_on_is_let_be(home: Path) -> None:
    files = plant_unfinished(os.getppid())
    invoke("script")
    assert holding(home) == set(map(str, files))
    for file in (files[0].parent, *files[1:]):
        os.utime(file, (0, 0))
    invoke("script")
    assert holding(home) == set()


def test_a_strange_file_is_removed_too_once_it_is_older_than_a_day(home: Path) -> None:
    folders().state.mkdir()
    draft_file().write_text(f"{CANARY} is no draft", "utf-8")
    told = invoke("script").stderr
    assert told == (
        f"coach: {draft_file()} is damaged, or from another version of the coach; it goes on without\n"
    )
    os.utime(draft_file(), (time.time() - DAY - 1,) * 2)
    assert invoke("script").stderr == ""
    assert holding(home) == set()


@pytest.mark.parametrize("how", ["hide", "danger"])
def test_hide_and_danger_remove_what_a_run_left_that_was_killed_meanwhile(how: str, home: Path) -> None:
    with Person("assess") as person:
        person.sees_danger()
        plant_unfinished(ended())
        keep_something()
        if how == "hide":
            person.presses("h")
        else:
            person.is_in_danger("physical-threat")
            person.sees_result("walk-out")
            assert holding(home) == set()
            person.presses("q")
        assert person.ends().stderr == ""
    assert holding(home) == set()


def test_forgetting_one_interview_leaves_nothing_of_it_beside_the_journal(home: Path) -> None:
    with open_journal(create=True) as journal:
        kept = journal.begin("candidate", CANARY).id
        journal.begin("candidate", "Another")
    keep_something()
    plant_unfinished(ended())
    result = invoke("history", "forget", str(kept), "--yes")
    assert result.stdout == "Forgotten, and the draft and the last result with it.\n"
    assert holding(home) == set()
    assert invoke("history", "forget", "2", "--yes").stdout == "Forgotten.\n"


def test_a_clock_that_went_back_a_little_harms_nothing() -> None:
    keep_something(age=-10, ticked="topics/pay")
    invoke("script")
    assert draft_file().exists()
    with Person("assess", "--resume") as person:
        person.sees_danger()
        person.presses(CTRL_C)


def test_what_was_broken_off_before_is_not_denied() -> None:
    keep_something()
    with Person("assess") as person:
        person.sees_danger()
        person.presses(CTRL_C)
        told = person.ends().stderr
    assert told == (
        "Stopped. Nothing of this was kept.\n"
        "Still there from before: coach assess --resume\n"
        "A line now: coach script\n"
    )


def test_a_journal_behind_a_link_is_not_said_to_be_forgotten(tmp_path: Path) -> None:
    with open_journal(create=True) as journal:
        journal.begin("candidate", CANARY)
    elsewhere = tmp_path / "elsewhere.sqlite3"
    journal_file().rename(elsewhere)
    elsewhere.chmod(0o644)
    journal_file().symlink_to(elsewhere)
    assert CANARY in invoke("history").stdout
    assert elsewhere.stat().st_mode & 0o777 == 0o644
    keep_something()
    result = invoke("history", "forget", "--all", "--yes")
    assert result.exit_code == 2
    assert result.stderr == (
        f"coach: could not be forgotten: {elsewhere} ({journal_file()} was only a link to it); remove it yourself\n"
    )
    assert not draft_file().exists()
    assert not result_file().exists()
    assert not journal_file().is_symlink()


def test_what_is_no_file_is_never_touched(tmp_path: Path) -> None:
    null = Path("/dev/null")
    mode = null.stat().st_mode
    folders().data.mkdir(parents=True)
    journal_file().symlink_to(null)
    result = invoke("history")
    assert result.exit_code == 2
    assert "it is no ordinary file" in result.stderr
    assert null.stat().st_mode == mode


def test_of_two_runs_on_one_draft_the_one_that_took_the_other_s_place_says_so() -> None:
    keep_something()
    with Person("assess") as person:
        person.sees_danger()
        keep_something()
        person.is_safe()
        person.presses("b")
        person.sees_danger()
        person.presses(CTRL_C)
        told = person.ends().stderr
    assert told.count("another run kept its draft meanwhile; the answers given here took its place.") == 1
