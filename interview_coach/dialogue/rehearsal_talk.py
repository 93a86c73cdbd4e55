"""A rehearsal as a conversation: say the line, they push, say it again. Nothing is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from interview_coach.book.guides import Rehearsal
from interview_coach.book.pack import Book
from interview_coach.dialogue.port import BACK, DONE, ENTER, HIDE, Asker, Pages, Way, follow, show, tell
from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import recommend
from interview_coach.guides.settled import Practised, Settled, lines_to_practise
from interview_coach.render.layout import Commands
from interview_coach.render.rehearsal_page import end_lines, line_lines, push_lines
from interview_coach.session.screens import line_to_leave

PUSHES = 2
"""Push-backs in one go."""

ANOTHER, MORE, LEAVE = "s", "m", "x"

ALWAYS = ((BACK, "back"), (LEAVE, "a line to leave"), (HIDE, "hide"), (DONE, "end"))
LEAVING = ((ENTER, "go on"), (BACK, "back"), (HIDE, "hide"), (DONE, "end"))


def practise(rehearsal: Rehearsal, book: Book, settled: Settled, asker: Asker) -> None:
    """Rehearse the lines of a book for what was settled."""
    follow([partial(_Practice(rehearsal, book, asker, practised_lines(book, settled)).say, 0)])


def practised_lines(book: Book, settled: Settled) -> tuple[Practised, ...]:
    """The lines to say aloud for what was settled, the most likely first."""
    return lines_to_practise(book, settled.deal_breakers, settled.profile().stance)


@dataclass(frozen=True, slots=True)
class _Practice:
    """The screens of a rehearsal with these lines, of which there is at least one."""

    rehearsal: Rehearsal
    book: Book
    asker: Asker
    lines: Sequence[Practised]

    def say(self, nth: int) -> Way | str:
        """The line of this number."""
        practised = self.lines[nth % len(self.lines)]
        another = ((ANOTHER, "another line"),) if len(self.lines) > 1 else ()
        draw = partial(line_lines, self.rehearsal, practised, self.book.wording.body)
        key = self._show(draw, ((ENTER, "they push"), *another))
        if key == ANOTHER:
            return [partial(self.say, nth + 1)]
        return self._after(practised, 0, is_end=False) if key == ENTER else key

    def _after(self, practised: Practised, heard: int, *, is_end: bool) -> Way:
        """What comes when so many push-backs were heard."""
        if is_end or heard == len(self.rehearsal.pushes):
            return [partial(self._end, practised, heard)]
        return [partial(self._push, practised, heard)]

    def _push(self, practised: Practised, heard: int) -> Way | str:
        pushes = self.rehearsal.pushes
        most = min(heard - heard % PUSHES + PUSHES, len(pushes))
        draw = partial(push_lines, pushes[heard], practised, at=f"({heard + 1} of {most})")
        key = self._show(draw, ((ENTER, "I said it"),))
        return self._after(practised, heard + 1, is_end=heard + 1 == most) if key == ENTER else key

    def _end(self, practised: Practised, heard: int) -> Way | str:
        more = ((MORE, "they push more"),) if heard < len(self.rehearsal.pushes) else ()
        draw = partial(end_lines, self.rehearsal, practised, self.book.wording.body)
        key = self._show(draw, ((ENTER, "done"), *more))
        if key == MORE:
            return self._after(practised, heard, is_end=False)
        return DONE if key == ENTER else key

    def _show(self, draw: Pages, commands: Commands) -> str:
        """Show a screen; a line to leave with for real comes on top of it."""
        while (key := show(self.asker, draw, (*commands, *ALWAYS))) == LEAVE:
            key = tell(self.asker, line_to_leave(recommend(Engine(self.book), {})), LEAVING)
            if key not in (ENTER, BACK):
                break
        return key
