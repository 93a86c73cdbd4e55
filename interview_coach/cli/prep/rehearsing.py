"""`coach prep --rehearse`: say the exit line aloud against two push-backs. There is no score."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from interview_coach.cli.prep.card import PIPED, guides_of
from interview_coach.cli.streams import Terminal

if TYPE_CHECKING:
    from interview_coach.book.guides import Rehearsal
    from interview_coach.book.pack import Book
    from interview_coach.dialogue.port import Asker
    from interview_coach.guides.plans import Practised
    from interview_coach.guides.settled import Settled


def rehearse(
    role: str, rules: Iterable[Path], settled: Settled | None, terminal: Terminal, *, plain: bool = False
) -> None:
    """Rehearse on the terminal; without one, print the whole to read. Raises BadRules and BadInput."""
    from interview_coach.storage.books import load_book

    rules = tuple(rules)
    book = load_book(role, rules)
    rehearsal = guides_of(role, rules)[1].rehearsal
    if not terminal.interactive:
        _print(rehearsal, book, settled)
        return
    from interview_coach.cli.askers import asker_for, conversation

    asker = asker_for(terminal, plain=plain)
    with conversation(asker, lambda: "Stopped.\nA line now: coach script"):
        practise(rehearsal, book, settled, asker)


def practise(rehearsal: Rehearsal, book: Book, settled: Settled | None, asker: Asker) -> None:
    """Rehearse with an asker."""
    from interview_coach.dialogue.assess_talk import line_to_leave
    from interview_coach.dialogue.rehearsal_talk import Practice
    from interview_coach.engine.engine import Engine
    from interview_coach.engine.recommendation import recommend

    lines = _lines(book, settled)
    body = dict(book.wording.body).get("any", "")
    Practice(rehearsal, lines, body, asker, lambda: line_to_leave(recommend(Engine(book), {}))).run()


def _lines(book: Book, settled: Settled | None) -> tuple[Practised, ...]:
    from interview_coach.guides.plans import lines_to_practise
    from interview_coach.guides.settled import Settled

    known = settled or Settled()
    return lines_to_practise(book, known.deal_breakers, known.profile().stance)


def _print(rehearsal: Rehearsal, book: Book, settled: Settled | None) -> None:
    from interview_coach.cli.console import print_lines
    from interview_coach.render.rehearsal_page import whole_rehearsal

    body = dict(book.wording.body).get("any", "")
    lines = whole_rehearsal(rehearsal, _lines(book, settled)[0], body, PIPED)
    print_lines(lines, colour=False)
