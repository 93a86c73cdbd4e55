"""Who asks: screens with keys on a terminal, or plain numbered text; and what stays on the screen afterwards."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from interview_coach.book.wording import Wording
from interview_coach.cli.streams import Terminal, is_on, warn
from interview_coach.dialogue.port import Asker, Hidden
from interview_coach.guides.letters import Filled
from interview_coach.problems import ExitStatus
from interview_coach.render.letter_page import shown
from interview_coach.terminal.plain import PlainAsker

SINGLE_KEYS = "COACH_SINGLE_KEYS"
"""The setting with which a key in plain text answers without Enter. As shipped a line is sent, so that it can be checked."""


def asker_for(terminal: Terminal, wording: Wording, *, plain: bool = False) -> Asker:
    """The asker for this terminal. `plain` asks for text without keys or colours."""
    if plain or terminal.plain:
        key = typer.getchar if is_on(SINGLE_KEYS) else None
        return PlainAsker(wording, None, terminal.screen, key, terminal.grace)
    from interview_coach.terminal.drawn import TerminalAsker

    return TerminalAsker(wording, terminal.grace, colour=terminal.colour, screen=terminal.screen)


@contextmanager
def conversation(
    asker: Asker,
    farewell: Callable[[], str],
    forget: Callable[[], None] = lambda: None,
) -> Iterator[None]:
    """What a conversation with the asker runs in.

    Hiding the screen ends it: `forget` is called and the screen is cleared. Breaking off leaves the screen,
    says `farewell` and raises typer.Exit. What is worth telling meanwhile is told then, however it ends.
    """
    is_broken_off = False
    worth_telling: list[warnings.WarningMessage] = []
    try:
        with warnings.catch_warnings(record=True) as worth_telling:
            try:
                yield
            except Hidden:
                forget()
                asker.clear()
            except KeyboardInterrupt:
                asker.leave()
                is_broken_off = True
    finally:
        for each in worth_telling:
            warnings.showwarning(each.message, each.category, each.filename, each.lineno)
    if is_broken_off:
        warn(farewell())
        raise typer.Exit(ExitStatus.INTERRUPTED)


def leave_letter(filled: Filled, *, says_what_is_open: bool = True) -> None:
    """Print a letter, each paragraph whole so that it can be copied; control characters are shown.

    What is still open in it is said on stderr.
    """
    typer.echo("\n".join(shown(line) for line in filled.text.split("\n")))
    if says_what_is_open and filled.open:
        warn(filled.still_open)
