"""A rehearsal as a conversation: say the line, they push, say it again. Nothing is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from interview_coach.asking.lines import with_keys
from interview_coach.asking.port import Asker, Commands, Pages
from interview_coach.guide import Push, Rehearsal
from interview_coach.guiding.plans import Practised
from interview_coach.rendering.rehearsal import end_lines, line_lines, push_lines
from interview_coach.session.screens import Notice

PUSHES = 2
"""Push-backs in one go."""

ENTER, BACK, HIDE, DONE, ANOTHER, MORE, LEAVE = "Enter", "b", "h", "q", "s", "m", "x"


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
    _nth: int = 0
    _first: int = 0
    """The first of the push-backs of this go."""

    def run(self) -> bool:
        """Rehearse until the person is done. True if it was hidden. Raises KeyboardInterrupt."""
        at = 0
        while True:
            match self._show(at):
                case "Enter" if at <= len(self._pushes):
                    at += 1
                case "b" if at > 0:
                    at -= 1
                    self._first = self._first if at else 0
                case "s":
                    self._nth += 1
                case "m":
                    self._first += PUSHES
                    at = 1
                case "x":
                    if self.asker.tell(self.leaving()) == HIDE:
                        return True
                case "h":
                    return True
                case _:
                    return False

    @property
    def _pushes(self) -> Sequence[Push]:
        return self.rehearsal.pushes[self._first : self._first + PUSHES]

    def _show(self, at: int) -> str:
        draw, commands = self._screen(at)
        return self.asker.show(with_keys(draw, commands), commands)

    def _screen(self, at: int) -> tuple[Pages, Commands]:
        practised = self.lines[self._nth % len(self.lines)]
        another = ((ANOTHER, "another line"),) if len(self.lines) > 1 else ()
        always = ((LEAVE, "a line to leave"), (HIDE, "hide"))
        if at == 0:
            draw: Pages = partial(line_lines, self.rehearsal, practised, self.body)
            return draw, ((ENTER, "they push"), *another, *always, (DONE, "done"))
        back = (BACK, "back")
        if at <= len(self._pushes):
            told = f"({self._first + at} of {self._first + len(self._pushes)})"
            draw = partial(push_lines, self._pushes[at - 1], practised, at=told)
            return draw, ((ENTER, "I said it"), back, *always)
        draw = partial(end_lines, self.rehearsal, practised, self.body)
        rest = len(self.rehearsal.pushes) - self._first - PUSHES
        more = ((MORE, "they push more"),) if rest > 0 else ()
        return draw, ((ENTER, "done"), *more, back, *always)
