"""The port to whoever answers. Two ways to be one live in `interview_coach.terminal`."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from interview_coach.render.layout import Commands, Line
from interview_coach.session.screens import Notice, Screen

Pages = Callable[[int], Sequence[Line]]
"""Draws a text for a width."""

HIDE = "h"
"""The key that hides the screen, everywhere."""
ENTER, BACK, DONE = "Enter", "b", "q"
"""Keys that go on, go back and end it, wherever they are offered."""


class Hidden(Exception):
    """The person hid the screen: nothing more is asked or told, and nothing stays on the screen."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back from a screen: answers, or the key of a command and what was ticked by then."""

    answers: tuple[tuple[str, str], ...] = ()
    command: str = ""
    ticked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TextQuestion:
    """Something to be written in one's own words.

    `before` is what was written last time; an empty line keeps it. `check` says what is wrong with a
    text, or nothing; what was typed stays in the line.
    """

    title: str
    ask: str
    hint: str = ""
    before: str = ""
    check: Callable[[str], str] = lambda _: ""
    hiding: str = "hide"
    """What h, alone, does here."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, or the key of a command: b (back), ? (why)."""

    text: str = ""
    command: str = ""


LONE_LETTERS = ("b", "?", "h")
"""What is typed alone in answer to an `TextQuestion` is a command, and no text."""


def is_slip(text: str) -> bool:
    """Whether a text is one letter, which somebody pressed as they would press a key elsewhere."""
    return len(text) == 1 and text.isascii() and text.isalpha()


def cleaned(text: str) -> str:
    """What was typed or pasted as one line without control characters."""
    return " ".join("".join(" " if unicodedata.category(ch) == "Cc" else ch for ch in text).split())


class Asker(Protocol):
    """Asks one screen at a time.

    Everything raises KeyboardInterrupt when the person breaks off, and Hidden when they hide the screen.
    """

    ticked: frozenset[str]
    """What was ticked on the screen that was asked last, sent or not."""

    def ask(self, screen: Screen, ticked: frozenset[str]) -> Reply:
        """Show a screen, with what was ticked before, until it is answered or a command is given."""

    def tell(self, notice: Notice) -> str:
        """Show something to read. Returns x (a line to leave), or nothing to go on."""

    def show(self, draw: Pages, commands: Commands) -> str:
        """Show drawn lines until the key of one of `commands` is pressed, and return that key."""

    def clear(self) -> None:
        """Leave nothing on the screen nor above it, as far as the terminal allows."""

    def leave(self) -> None:
        """Leave nothing of the session in sight; what stood there before stays, where it can."""

    def write(self, entry: TextQuestion) -> Written:
        """Ask for a line of text. A lone b, ? or h is a command, an empty line keeps what was written before.

        Any other letter alone is refused.
        """
