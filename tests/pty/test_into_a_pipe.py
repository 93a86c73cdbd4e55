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
    person.ticks("0", "*")
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


@pytest.mark.parametrize("errors", ["", "2>/dev/null"])
def test_plain_text_asks_on_the_terminal_too(errors: str, tmp_path: Path) -> None:
    result = tmp_path / "result"
    with shell(f"coach assess --plain {errors} > {result}") as person:
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


def test_with_both_streams_redirected_it_asks_on_the_terminal_itself(tmp_path: Path) -> None:
    result, errors = tmp_path / "result.json", tmp_path / "err.log"
    with shell(f"coach assess --json 2>{errors} | cat > {result}") as person:
        carries_on(person)
        person.presses_until("q", SCREEN_BACK)
        assert person.ends() == 0
    assert json.loads(result.read_text("utf-8"))["verdict"] == "stay"
    assert errors.read_text("utf-8") == ""


def test_without_a_sight_of_errors_tee_still_shows_and_keeps_the_result(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with shell(f"coach assess 2>/dev/null | tee {log}") as person:
        carries_on(person)
        person.presses_until("q", SCREEN_BACK)
        person.sees("STAY FOR NOW")
        assert person.ends() == 0
    assert log.read_text("utf-8").startswith("STAY FOR NOW")


def test_whether_one_is_sure_is_asked_on_the_terminal_too(tmp_path: Path) -> None:
    with shell(f"coach history forget --all > {tmp_path / 'out'} 2> {tmp_path / 'err'}") as person:
        person.sees("y/n")
        person.sends("n\n")
        assert person.ends() == 0
    assert (tmp_path / "out").read_text("utf-8") == "Left as it is.\n"
    assert (tmp_path / "err").read_text("utf-8") == ""


@pytest.mark.parametrize("errors", ["", "2>/dev/null"])
def test_an_editor_draws_on_the_terminal_and_not_into_the_pipe(errors: str, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\necho EDITING\n", "utf-8")
    editor.chmod(0o755)
    result = tmp_path / "result"
    with shell(f"coach followup thank-you --edit {errors} | cat > {result}", EDITOR=str(editor)) as person:
        person.sees("hide")
        person.presses_until("1", "Which one fits?", wait=1)
        person.presses_until("1", "show it", wait=1)
        person.presses_until("\r", "EDITING", wait=1)
        person.presses_until("q", SCREEN_BACK, wait=1)
        assert person.ends() == 0
    assert "EDITING" not in result.read_text("utf-8")


@pytest.mark.parametrize("command", ["assess", "assess < /dev/null", "assess --json < /dev/null"])
def test_what_is_typed_is_never_sought_beside_standard_input(command: str, tmp_path: Path) -> None:
    """A file or nothing in its place answers nothing, and a terminal that cannot be reached is none."""
    reached = "" if "<" in command else "setsid -w "
    streams = f"2> {tmp_path / 'err'} > {tmp_path / 'out'}"
    with shell(f"{reached}coach {command} {streams}; cat {tmp_path / 'err'}") as person:
        person.sees("there is no terminal to ask on")
        assert person.ends() == 0
    assert (tmp_path / "out").read_text("utf-8") == ""


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
