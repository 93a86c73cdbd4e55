"""A debrief as one sitting: the welcome, section by section, then one page to end on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from interview_coach.asking.lines import with_keys
from interview_coach.asking.port import Asker
from interview_coach.asking.walk import Ending, Walk
from interview_coach.guide import Debrief, Section
from interview_coach.guiding.review import Review, review
from interview_coach.kept import Value
from interview_coach.rendering.layout import Line
from interview_coach.rendering.questions import notice_lines
from interview_coach.rendering.review import all_notes, last_page
from interview_coach.session.screens import Notice

GO_ON = "Enter"


class Keeping(Protocol):
    """What becomes of the answers."""

    @property
    def is_kept(self) -> bool:
        """Whether answers are kept as they come."""

    def note(self, step: str, value: Value | None) -> None:
        """Take an answer, or take it back."""

    def keep_all(self, answers: dict[str, Value]) -> str | None:
        """Keep what there is, from now on. What to say about it, or None if the person hid the screen."""


@dataclass(slots=True)
class Sitting:
    """Leads through a debrief, with a way back and a way out everywhere.

    `answers` holds what was answered before, and what is answered now.
    """

    debrief: Debrief
    asker: Asker
    keeping: Keeping
    answers: dict[str, Value]
    role: str = ""
    _walk: Walk = field(init=False)

    def __post_init__(self) -> None:
        self._walk = Walk(self.debrief.sections, self.asker, self.keeping.note, self.answers)

    def run(self) -> Review | None:
        """Go through it. What it amounts to, or None if the person hid it. Raises KeyboardInterrupt."""
        at, end = -1, len(self.debrief.sections)
        while True:
            if at < 0:
                key = self._welcome()
            elif at < end:
                key = self._section(self.debrief.sections[at])
            elif (key := self._end()) == "q":
                return self._review()
            if key == "h":
                return None
            at = end if key == "e" else self._beside(at, -1 if key == "b" else 1)

    def _beside(self, at: int, direction: int) -> int:
        """The next section in a direction in which something is asked; beyond the first or last for none."""
        at += direction
        sections = self.debrief.sections
        while 0 <= at < len(sections) and not self._walk.steps(sections[at]):
            at += direction
        return at

    def _welcome(self) -> str:
        notes = (("e", "what you noted"),) if self.answers else ()
        commands = ((GO_ON, "begin" if not self.answers else "go on"), *notes, ("h", "hide"))
        notice = Notice(self.debrief.title, (self.debrief.welcome,))
        return self.asker.show(with_keys(partial(notice_lines, notice), commands), commands)

    def _section(self, section: Section) -> str:
        """Ask one section. Returns how it was left: b (back), s (on), e (to the end) or h (hide)."""
        commands = (
            (GO_ON, "go on"),
            ("s", "skip this part"),
            ("e", "to the end"),
            ("b", "back"),
            ("h", "hide"),
        )
        draw = with_keys(partial(notice_lines, Notice(section.title, (section.intro,))), commands)
        while (key := self.asker.show(draw, commands)) == GO_ON:
            match self._walk.run(section):
                case Ending.DONE:
                    return "s"
                case Ending.HIDDEN:
                    return "h"
                case Ending.BACK:
                    continue
        return key

    def _review(self) -> Review:
        return review(self.debrief, self.answers, role=self.role)

    def _end(self) -> str:
        """The last page. Returns how it was left: b (back), h (hide) or q (done)."""
        message = ""
        while True:
            keep = () if self.keeping.is_kept else (("k", "keep"),)
            commands = (("m", "more"), *keep, ("b", "back"), ("h", "hide"), ("q", "done"))
            draw = partial(last_page, self._review(), commands=commands, message=message)
            key = self.asker.show(draw, commands)
            if key == "m":
                key = self._more()
            elif key == "k":
                said = self.keeping.keep_all(self.answers)
                key, message = ("h", "") if said is None else ("", said)
            if key in ("b", "h", "q"):
                return key

    def _more(self) -> str:
        """Everything that was noted. Returns h (hide), q (done), or nothing to go back."""
        commands = (("b", "back"), ("h", "hide"), ("q", "done"))
        shown = self._review()

        def draw(width: int) -> list[Line]:
            return all_notes(shown, width, commands=commands)

        key = self.asker.show(draw, commands)
        return "" if key == "b" else key
