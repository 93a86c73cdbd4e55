"""`coach prep --rehearse`: say the exit line aloud against two push-backs. There is no score."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from interview_coach.cli.askers import asker_for, conversation
from interview_coach.cli.prep.card import PIPED
from interview_coach.cli.streams import Terminal
from interview_coach.dialogue.rehearsal_talk import body_of, practise, practised_lines
from interview_coach.guides.settled import Settled
from interview_coach.render.rehearsal_page import whole_rehearsal
from interview_coach.storage.books import load_book
from interview_coach.storage.cards import guides_of


def rehearse(
    role: str, rules: Iterable[Path], settled: Settled | None, terminal: Terminal, *, plain: bool = False
) -> None:
    """Rehearse on the terminal; without one, print the whole to read. Raises BadRules and BadInput."""
    rules = tuple(rules)
    book = load_book(role, rules)
    rehearsal = guides_of(role, rules)[1].rehearsal
    if terminal.interactive:
        asker = asker_for(terminal, plain=plain)
        with conversation(asker, lambda: "Stopped.\nA line now: coach script"):
            practise(rehearsal, book, settled, asker)
        return
    from interview_coach.cli.console import print_lines

    lines = whole_rehearsal(rehearsal, practised_lines(book, settled)[0], body_of(book), PIPED)
    print_lines(lines, colour=False)
