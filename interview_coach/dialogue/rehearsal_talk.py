"""A rehearsal as a conversation: say the line, they push, say it again. Nothing is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from interview_coach.book.guides import Push, Rehearsal
from interview_coach.book.pack import Book
from interview_coach.dialogue.menu import show, tell
from interview_coach.dialogue.port import BACK, DONE, ENTER, HIDE, Asker, Pages
from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import recommend
from interview_coach.guides.settled import Practised, Settled, lines_to_practise
from interview_coach.render.layout import Commands
from interview_coach.render.rehearsal_page import end_lines, line_lines, push_lines
from interview_coach.session.screens import Notice, line_to_leave

PUSHES = 2
"""Push-backs in one go."""

ANOTHER, MORE, LEAVE = "s", "m", "x"

ALWAYS = ((BACK, "back"), (LEAVE, "a line to leave"), (HIDE, "hide"), (DONE, "end"))


class Stage(NamedTuple):
    """Where one is: which line, the first of the push-backs of this go, and how many of them were heard."""

    nth: int = 0
    first: int = 0
    at: int = 0


@dataclass(slots=True)
class Practice:
    """Leads through a rehearsal with these lines, of which there is at least one.

    `body` is what to do while saying a line that does not say so itself. `leaving` makes the line to leave
    with for real.
    """

    rehearsal: Rehearsal
    lines: Sequence[Practised]
    body: str
    asker: Asker
    leaving: Callable[[], Notice]

    def run(self) -> None:
        """Rehearse until the person is done. Back from the first screen is out of it."""
        way = [Stage()]
        while way:
            here = way[-1]
            key = self._show(here)
            if key == LEAVE:
                key = self._leave()
            match key:
                case "Enter" if here.at <= len(self._pushes(here)):
                    way.append(here._replace(at=here.at + 1))
                case "s":
                    way.append(Stage(here.nth + 1))
                case "m":
                    way.append(Stage(here.nth, here.first + PUSHES, 1))
                case "b":
                    way.pop()
                case "":
                    continue
                case _:
                    return

    def _pushes(self, place: Stage) -> Sequence[Push]:
        return self.rehearsal.pushes[place.first : place.first + PUSHES]

    def _leave(self) -> str:
        """Show the line to leave with. Returns q (end), or nothing to go back to where one was."""
        commands = ((ENTER, "go on"), (BACK, "back"), (HIDE, "hide"), (DONE, "end"))
        key = tell(self.asker, self.leaving(), commands)
        return "" if key in (ENTER, BACK) else key

    def _show(self, place: Stage) -> str:
        return show(self.asker, *self._screen(place))

    def _screen(self, place: Stage) -> tuple[Pages, Commands]:
        practised = self.lines[place.nth % len(self.lines)]
        if place.at == 0:
            another = ((ANOTHER, "another line"),) if len(self.lines) > 1 else ()
            draw: Pages = partial(line_lines, self.rehearsal, practised, self.body)
            return draw, ((ENTER, "they push"), *another, *ALWAYS)
        pushes = self._pushes(place)
        if place.at <= len(pushes):
            told = f"({place.first + place.at} of {place.first + len(pushes)})"
            draw = partial(push_lines, pushes[place.at - 1], practised, at=told)
            return draw, ((ENTER, "I said it"), *ALWAYS)
        draw = partial(end_lines, self.rehearsal, practised, self.body)
        has_more = len(self.rehearsal.pushes) > place.first + PUSHES
        more = ((MORE, "they push more"),) if has_more else ()
        return draw, ((ENTER, "done"), *more, *ALWAYS)


def practise(rehearsal: Rehearsal, book: Book, settled: Settled, asker: Asker) -> None:
    """Rehearse the lines of a book for what was settled."""

    def leaving() -> Notice:
        return line_to_leave(recommend(Engine(book), {}))

    Practice(rehearsal, practised_lines(book, settled), book.wording.body, asker, leaving).run()


def practised_lines(book: Book, settled: Settled) -> tuple[Practised, ...]:
    """The lines to say aloud for what was settled, the most likely first."""
    return lines_to_practise(book, settled.deal_breakers, settled.profile().stance)
