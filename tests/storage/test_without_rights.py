"""Folders and files that one may not use, as after `sudo coach`: the verdict comes, and what fails is named."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from journal.processes import run_without_privileges

from interview_coach.session.log import Log
from interview_coach.storage.books import load_book
from interview_coach.storage.drafts import draft_of, save_draft
from interview_coach.storage.folders import draft_file, result_file
from interview_coach.storage.journal import journal_file, open_journal
from interview_coach.storage.traces import LastResult, save_result

COACH = "import sys; from interview_coach.cli.app import main; sys.argv[0] = 'coach'; main()"
ANSWERS = "{danger: none, topics: [pay], pay: [pay-below-posted], raised: {pay: refused}}"
IN_ONE_PROCESS = """
import json, sys
from pathlib import Path
from person import invoke

commands = json.loads(sys.argv[1])
for name in sys.argv[2:]:
    Path(name).chmod(0)
    for words in commands:
        done = invoke(*words)
        print(json.dumps([name, words, done.exit_code, done.stdout, done.stderr]))
    Path(name).chmod(0o700)
"""
"""Runs commands while one folder or file after the other may not be used, and prints how each ended."""

FOLDERS = (".", "config", "config/rules", "config/rules/mine", "state", "cache", "data")
RETAIN = ["history", "retain", "30", "--yes"]
FILES = ("state/draft.json", "state/last-result.json", "data/journal.sqlite3", "config/rules/mine/pack.yaml")


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with rules of its own that have been checked once, and not by each command anew that is started."""
    home = tmp_path_factory.mktemp("checked")
    rules = home / "config" / "rules" / "mine"
    rules.mkdir(parents=True)
    (rules / "pack.yaml").write_text("pack: candidate\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COACH_HOME", str(home))
        load_book()
    return home


@pytest.fixture
def used(home: Path, checked: Path) -> Iterator[Path]:
    """A home in which everything is kept and set up that can be."""
    shutil.copytree(checked, home, dirs_exist_ok=True)
    save_draft(draft_of("candidate", "balanced", Log(), time.time()))
    save_result(LastResult("candidate", "stay", (), (), time.time()))
    with open_journal(create=True) as journal:
        journal.begin("candidate", "Example")
    yield home
    for name in FOLDERS:
        if (home / name).is_dir():
            (home / name).chmod(0o700)


def test_whatever_may_not_be_used_the_advice_comes_and_no_other_command_fails(
    used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one process, since checking rules anew for each would take long."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    answers = tmp_path / "answers.yaml"
    answers.write_text(ANSWERS, "utf-8")
    assess = ["assess", "--answers", str(answers)]
    commands: list[list[str]] = [assess, ["script"], ["history"], ["rules", "check"], RETAIN, []]
    names = [str(used / name) for name in (*FOLDERS, *FILES)]
    ran = run_without_privileges(IN_ONE_PROCESS, json.dumps(commands), *names)
    assert ran.returncode == 0, ran.stderr
    ended = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(ended) == len(names) * len(commands)
    for name, words, status, said, told in ended:
        assert status in ((0,) if words in (assess, ["script"]) else (0, 2)), (name, words, told)
        assert words != assess or said.startswith("END IT POLITELY"), (name, told)
        assert said or words != ["script"], name


@pytest.mark.parametrize("name", [".", "cache"])
def test_the_advice_comes_in_a_process_of_its_own(name: str, used: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(ANSWERS, "utf-8")
    (used / name).chmod(0)
    decided = run_without_privileges(COACH, "assess", "--answers", str(answers))
    assert decided.stdout.startswith("END IT POLITELY"), decided.stderr
    assert decided.returncode == 0


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("state", "draft.json cannot be read (permission denied); it goes on without"),
        ("state/draft.json", "draft.json cannot be read (permission denied); it goes on without"),
        ("config", "config/rules are left aside"),
        ("config/rules/mine", "config/rules/mine are left aside"),
    ],
)
def test_what_could_not_be_read_is_named(name: str, told: str, used: Path) -> None:
    (used / name).chmod(0)
    assert told in run_without_privileges(COACH, "script").stderr


@pytest.mark.parametrize("name", ["data", "state"])
def test_forgetting_goes_on_past_what_may_not_be_removed_and_names_it(name: str, used: Path) -> None:
    (used / name).chmod(0)
    done = run_without_privileges(COACH, "history", "forget", "--all", "--yes")
    (used / name).chmod(0o700)
    assert done.returncode == 2
    stays = {"data": [journal_file()], "state": [draft_file(), result_file()]}[name]
    assert all(f"{file} (permission denied)" in done.stderr for file in stays)
    assert done.stderr.endswith("remove it yourself\n")
    everything = {journal_file(), draft_file(), result_file()}
    assert {file for file in everything if file.exists()} == set(stays)
