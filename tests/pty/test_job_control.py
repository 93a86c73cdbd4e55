"""Ctrl-Z gives the terminal back to the shell, and `fg` draws the screen again."""

from __future__ import annotations

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

from shells import SCREEN_BACK, shell

from interview_coach.storage.books import load_book

pytestmark = pytest.mark.pty

CTRL_Z = "\x1a"


@pytest.mark.parametrize(
    ("command", "last"), [("coach assess", "other side"), ("coach assess --plain", "then Enter:")]
)
def test_a_screen_is_suspended_and_comes_back(command: str, last: str) -> None:
    title = load_book().wording.danger_title
    with shell("exec bash --norc --noprofile -i", PS1="READY ") as person:
        person.sees("READY ")
        person.sends(f"{command}\n")
        person.sees(title)
        person.sees(last)
        person.presses_until(CTRL_Z, "Stopped")
        person.sees("READY ")
        assert (SCREEN_BACK in person.shown) is ("--plain" not in command)
        person.sends("fg\n")
        person.presses_until("?\n", "Why I ask this first")
        person.sends("\x03")
        person.sees("Nothing was kept.")


def test_a_line_being_written_is_still_there_afterwards() -> None:
    with shell("exec bash --norc --noprofile -i", PS1="READY ") as person:
        person.sees("READY ")
        person.sends("coach assess\n")
        person.sees("other side")
        person.presses_until("/", "Esc")
        person.presses_until("they shout", "they shout")
        person.presses_until(CTRL_Z, "Stopped")
        person.sends("fg\n")
        person.sees("they shout")
        person.sends("\x03")
        person.sees("Nothing was kept.")
