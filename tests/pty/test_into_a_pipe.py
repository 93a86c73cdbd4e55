"""What is asked stands on the terminal, also where what is printed goes elsewhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

from shells import SCREEN_BACK, Shell, shell

from interview_coach.storage.books import load_book

pytestmark = pytest.mark.pty


def carries_on(person: Shell) -> None:
    """Nothing is dangerous and nothing fits: stay."""
    person.sees("other side")
    person.presses_until("0", load_book().wording.topics_title)
    person.sees("hide")
    person.presses_until("0", "*", wait=3)
    person.presses_until("\r", "STAY FOR NOW")
    person.sees("done")


def test_screens_are_on_the_terminal_and_the_json_goes_down_the_pipe(tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    with shell(f"coach assess --json | cat > {result}") as person:
        carries_on(person)
        person.presses_until("q", SCREEN_BACK)
        assert person.ends() == 0
    assert json.loads(result.read_text("utf-8"))["verdict"] == "stay"
    assert '"verdict"' not in person.shown


def test_a_result_is_plain_in_a_pipe_and_seen_behind_tee(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with shell(f"coach assess | tee {log}") as person:
        carries_on(person)
        person.presses_until("q", SCREEN_BACK)
        person.sees("STAY FOR NOW")
        assert person.ends() == 0
    assert log.read_text("utf-8").startswith("STAY FOR NOW")
    assert "\x1b" not in log.read_text("utf-8")


def test_danger_is_told_to_whoever_reads_the_pipe(tmp_path: Path) -> None:
    result = tmp_path / "result"
    with shell(f"coach assess > {result}") as person:
        person.sees("other side")
        person.presses_until("2", "LEAVE NOW")
        person.sees("done")
        person.presses_until("q", SCREEN_BACK)
        assert person.ends() == 0
    assert result.read_text("utf-8").startswith("LEAVE NOW")


def test_hiding_leaves_the_pipe_empty(tmp_path: Path) -> None:
    result = tmp_path / "result"
    with shell(f"coach assess > {result}") as person:
        person.sees("other side")
        person.presses_until("h", "\x1b[2J")
        assert person.ends() == 0
    assert result.read_text("utf-8") == ""


def test_plain_text_asks_on_the_terminal_too(tmp_path: Path) -> None:
    result = tmp_path / "result"
    with shell(f"coach assess --plain > {result}") as person:
        person.sees("then Enter:")
        person.sends("0\n")
        person.sees(load_book().wording.topics_title)
        person.sees("then Enter:")
        person.sends("0\n")
        person.sees("then Enter:")
        person.sends("q\n")
        assert person.ends() == 0
    assert result.read_text("utf-8").startswith("STAY FOR NOW")
    assert "\x1b" not in person.shown


@pytest.mark.parametrize("command", ["prep", "followup thank-you", "debrief"])
def test_every_command_that_asks_does_so(command: str, tmp_path: Path) -> None:
    result = tmp_path / "result"
    with shell(f"coach {command} > {result}") as person:
        person.sees("hide")
        person.sends("\x03")
        person.sees("Stopped.")
        assert person.ends() == 130
    assert result.read_text("utf-8") == ""


def test_without_any_terminal_the_answers_are_asked_for() -> None:
    with shell("coach assess --json < /dev/null 2>&1 | cat") as person:
        person.sees("there is no terminal to ask on")
        person.sees("coach assess --answers answers.yaml")
        assert person.ends() == 0


def test_the_first_screen_offers_no_menu_into_a_pipe() -> None:
    with shell("coach | cat") as person:
        person.sees("everything")
        assert person.ends() == 0
    assert "1  decide" not in person.shown
