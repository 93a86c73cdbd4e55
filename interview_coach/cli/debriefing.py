"""What becomes of a debrief: kept under its interview if the person says so, and the fixes it left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview_coach.book.records import Value
from interview_coach.dialogue.interviews import Chosen, How, choose_interview, open_or_warn
from interview_coach.dialogue.recall import before_of
from interview_coach.guides.review import Before
from interview_coach.problems import BadInput
from interview_coach.storage.journal import open_journal

if TYPE_CHECKING:
    from interview_coach.book.guides import Guides
    from interview_coach.dialogue.port import Asker

GUIDE = "debrief"


class Notebook:
    """Keeps answers under the chosen interview as they come, or nothing while none is chosen.

    What cannot be kept never stops a debrief: `troubles` says it at the end. `before` is what is kept of
    the interview already.
    """

    def __init__(
        self,
        asker: Asker | None,
        guides: Guides,
        chosen: Chosen | None = None,
        before: Before | None = None,
    ) -> None:
        self._asker = asker
        self._guides = guides
        self.before = before or Before()
        self._chosen = chosen if chosen is None or chosen.how in (How.KEPT, How.NEW) else None
        self.interview = self._chosen.interview if self._chosen else None
        self.troubles: list[str] = []

    @property
    def is_kept(self) -> bool:
        return self._chosen is not None

    def note(self, step: str, value: Value | None) -> None:
        """Keep an answer, or its taking back, where an interview is chosen."""
        if self._chosen is not None:
            try:
                self.write({step: value})
            except BadInput as error:
                self.troubles.append(f"coach: your answers are not kept: {error}")
                self._chosen = None

    def keep_all(self, answers: dict[str, Value]) -> str:
        """Ask for the interview and keep everything under it. What to say about it."""
        with open_or_warn() as (journal, _):
            chosen = choose_interview(self._asker, journal, self._guides.role)
            if chosen.how is How.KEPT:
                self.before = before_of(self._guides, journal, chosen.interview)
        if chosen.how is How.NONE:
            return "Nothing is kept."
        self._chosen, self.interview = chosen, chosen.interview
        try:
            self.write(answers)
        except BadInput as error:
            self._chosen = None
            return f"It was not kept: {error}"
        return self.where()

    def write(self, answers: dict[str, Value] | dict[str, Value | None]) -> None:
        """Keep answers under the chosen interview; a new one is begun. Raises BadInput if that fails."""
        if self._chosen is None:
            return
        with open_journal(create=True) as journal:
            if journal is None:
                return
            if self.interview is None:
                self.interview = self._chosen.kept_in(journal, self._guides.role)
            if self.interview is not None:
                for step, value in answers.items():
                    journal.set_answer(self.interview.id, GUIDE, step, value)

    def where(self) -> str:
        """Where it is kept, as a sentence; nothing if it is not."""
        return f"Kept. See it: coach history show {self.interview.id}" if self.interview else ""
