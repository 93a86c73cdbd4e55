"""What conversations are made of: a numbered menu, something to read, and keys below a drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeAlias, TypeVar

from interview_coach.dialogue.port import BACK, HIDE, Asker, Pages
from interview_coach.render.layout import BLANK, Commands, Line, keys
from interview_coach.render.screen_page import notice_lines
from interview_coach.session.screens import Choice, Notice, Screen, ScreenKind

T = TypeVar("T")

Stop: TypeAlias = "Callable[[], Way | str]"
"""Shows one screen. What comes after it, or the key that it was left by: b (back) or q (done)."""
Way: TypeAlias = list[Stop]
"""Screens on the way: the last one is shown, and back leads to the one before it."""

HIDING: Commands = ((HIDE, "hide"),)
GO_ON: Commands = (("Enter", "go on"), *HIDING)


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
    commands: Commands = HIDING,
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


def tell(asker: Asker, notice: Notice, commands: Commands = GO_ON) -> str:
    """Show something to read, without a line to leave below it. The key that was pressed."""
    return show(asker, partial(notice_lines, notice), commands)


def show(asker: Asker, draw: Pages, commands: Commands) -> str:
    """Show a drawing with the keys that it offers below it. The key that was pressed."""

    def drawn(width: int) -> list[Line]:
        return [*draw(width), BLANK, *keys(commands, width)]

    return asker.show(drawn, commands)
