"""Who asks: screens with keys on a terminal, or plain numbered text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview_coach.cli.streams import Terminal

if TYPE_CHECKING:
    from interview_coach.dialogue.port import Asker


def asker_for(terminal: Terminal, *, plain: bool = False) -> Asker:
    """The asker for this terminal. `plain` asks for text without keys or colours."""
    if plain or terminal.plain:
        from interview_coach.terminal.plain import PlainAsker

        return PlainAsker()
    from interview_coach.terminal.drawn import TerminalAsker

    return TerminalAsker(terminal.grace, colour=terminal.colour)
