"""A home for each run, with a warm cache, and a draft or a journal where the plan says so; and whether it is in order."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from benchmarks.hardness.stage import Stage
from interview_coach.storage.books import load_book, load_guides

ANSWERS = "danger: none\ntopics: [pay, time]\npay: [pay-below-posted]\n"
ROLES = ("candidate", "interviewer", "freelancer", "vendor")


def make_model(folder: Path, roles: Sequence[str] = ROLES) -> Path:
    """A home to copy: all rules are checked, and there are a draft and a journal."""
    os.environ["COACH_HOME"] = str(folder)
    for role in roles:
        load_book(role)
        with suppress(Exception):
            load_guides(role)
    answers = folder / "answers.yaml"
    answers.write_text(ANSWERS, "utf-8")
    _do(folder, ["assess", "--answers", str(answers), "--keep"])
    _do(folder, ["assess"], until=folder / "state" / "draft.json")
    return folder


def _do(home: Path, args: list[str], until: Path | None = None) -> None:
    """Run `coach` to its end. `until` there is this file 0 is pressed; then it is broken off."""
    stage = Stage(args, (24, 80), {"COACH_HOME": str(home), "TERM": "xterm-256color"})
    while not stage.is_over:
        if not stage.read(0.4) and until is not None:  # nothing more is drawn: it waits
            stage.press(b"\x03" if until.is_file() else b"0")
    stage.close()


def furnish(home: Path, model: Path, *, draft: bool, journal: bool) -> None:
    """Make this home anew, like the model."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700, parents=True)
    (home / "cache").symlink_to(model / "cache")
    for folder, is_wanted in (("state", draft), ("data", journal)):
        if is_wanted and (model / folder).is_dir():
            shutil.copytree(model / folder, home / folder)


def journals(home: Path) -> list[Path]:
    return [file for file in (home / "data").rglob("*") if file.is_file() and _is_database(file)]


def _is_database(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(15) == b"SQLite format 3"


def faults(home: Path, *, may_be_unfinished: bool = False) -> list[str]:
    """What is not in order among the files of this home."""
    found = []
    for file in (home / "state").rglob("*"):
        if file.suffix == ".json" and not file.name.startswith("."):
            try:
                json.loads(file.read_bytes())
            except ValueError as error:
                found.append(f"{file.name} is damaged: {error}")
        elif not may_be_unfinished and (".coach-" in file.name or file.is_dir()):
            found.append(f"{file.name} was left behind")
    for file in journals(home):
        with closing(sqlite3.connect(file)) as opened:
            try:
                told = opened.execute("PRAGMA integrity_check").fetchone()[0]
            except sqlite3.DatabaseError as error:
                told = str(error)
        if told != "ok":
            found.append(f"{file.name} is damaged: {told}")
    return found
