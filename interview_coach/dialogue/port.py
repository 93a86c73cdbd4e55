"""The port to whoever answers, and what conversations make of it: menus, notices, and ways through screens.

Two ways to be one who answers live in `interview_coach.terminal`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeAlias, TypeVar

from interview_coach.book.wording import Wording
from interview_coach.render.layout import BLANK, Commands, Line, keys
from interview_coach.render.screen_page import notice_lines
from interview_coach.session.screens import Choice, Notice, Screen, ScreenKind

Pages = Callable[[int], Sequence[Line]]
"""Draws a text for a width."""

HIDE = "h"
"""The key that hides the screen, everywhere."""
HIDING, GO_ON, LOOK = "h-short", "Enter h-short", "b h-short"
"""Keys by their names in the wording: to hide, to go on, and to look at something and go back."""
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
    hiding: str = ""
    """What h, alone, does here, if it does more than hide."""


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

    wording: Wording
    """The fixed words of the rules that are asked by."""
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


T = TypeVar("T")

Stop: TypeAlias = "Callable[[], Way | str]"
"""Shows one screen. What comes after it, or the key that it was left by: b (back) or q (done)."""
Way: TypeAlias = list[Stop]
"""Screens on the way: the last one is shown, and back leads to the one before it."""


class Pressed(str):
    """The key of a command, pressed in place of choosing."""

    __slots__ = ()


def choose(
    asker: Asker,
    title: str,
    intro: str,
    options: Iterable[tuple[str, T]],
    *,
    last: Iterable[tuple[str, str, T]] = (),
    commands: Commands | None = None,
    note: str = "",
    ask: str = "",
    enter: str = "",
    is_calm: bool = False,
) -> T | Pressed:
    """Have one of several things chosen, or a command given.

    `options` are texts, numbered from 1, with what each stands for; `last` come below them with keys of their
    own. The rest is as on a `Screen`.
    """
    meant = {str(number): option for number, option in enumerate(options, 1)}
    meant |= {key: (text, value) for key, text, value in last}
    choices = tuple(Choice(key, text, (("menu", key),)) for key, (text, _) in meant.items())
    commands = asker.wording.commands(HIDING) if commands is None else commands
    screen = Screen("menu", ScreenKind.ONE, title, intro, choices, note, tuple(commands), ask, enter, is_calm)
    reply = asker.ask(screen, frozenset())
    return Pressed(reply.command) if reply.command else meant[dict(reply.answers)["menu"]][1]


def follow(way: Way) -> None:
    """Show screen after screen until the person is done, or goes back from the first one."""
    while way:
        following = way[-1]()
        if isinstance(following, list):
            way += following
        elif following == BACK:
            way.pop()
        else:
            return


def tell(asker: Asker, notice: Notice, commands: Commands | None = None) -> str:
    """Show something to read, without a line to leave below it. The key that was pressed."""
    return show(asker, partial(notice_lines, notice), commands or asker.wording.commands(GO_ON))


def show(asker: Asker, draw: Pages, commands: Commands) -> str:
    """Show a drawing with the keys that it offers below it. The key that was pressed."""

    def drawn(width: int) -> list[Line]:
        return [*draw(width), BLANK, *keys(commands, width)]

    return asker.show(drawn, commands)
