"""A debrief as one sitting: the welcome, section by section, then one page to end on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from interview_coach.book.guides import Debrief, Guides, Section, Step
from interview_coach.book.records import Value
from interview_coach.dialogue.interviews import How, Notebook, choose_interview, open_or_warn
from interview_coach.dialogue.port import ENTER, HIDE, Asker, show, tell
from interview_coach.dialogue.recall import before_of
from interview_coach.dialogue.texts import Move
from interview_coach.dialogue.walk import Walk
from interview_coach.guides.path import lines_of, steps_to_ask
from interview_coach.guides.review import UNSAFE, Before, Review, as_asked, ending_of, review, supposed_ending
from interview_coach.problems import BadInput
from interview_coach.render.debrief_page import all_notes, last_page
from interview_coach.session.screens import Notice

GUIDE = "debrief"

NOTHING_NEEDED = "Only what you want to. All of it can wait."
"""Said before the first section, where something unsafe happened, in place of what it is about."""


class DebriefNotebook(Notebook):
    """Keeps a debrief under the interview that is chosen. `before` is what is kept of it already."""

    guide = GUIDE

    def __init__(self, asker: Asker | None, guides: Guides) -> None:
        super().__init__(guides)
        self._asker = asker
        self.before = Before()

    def take_up(self, wanted: str, *, keep: bool) -> dict[str, Value]:
        """Choose the interview, under which answers are kept from now on if `keep`.

        Returns the answers that are kept of it already.
        """
        answers: dict[str, Value] = {}
        with open_or_warn() as journal:
            chosen = choose_interview(self._asker, journal, self._guides.role, wanted, may_begin=keep)
            if journal is not None and chosen.interview is not None:
                answers = journal.answers(chosen.interview.id, GUIDE)
                self.before = before_of(self._guides, journal, chosen.interview)
        if keep and chosen.how is not How.NONE:
            self._chosen, self.interview, self.is_on = chosen, chosen.interview, True
        return answers

    def keep_all(self, answers: Mapping[str, Value]) -> str:
        """Ask for the interview and keep everything under it. What to say about it."""
        self.take_up("", keep=True)
        if not self.is_on:
            return "Nothing is kept."
        try:
            self.write(answers)
        except BadInput as error:
            self.is_on = False
            return f"It was not kept: {error}"
        return self.where()

    def where(self) -> str:
        """Where it is kept, as a sentence; nothing if it is not."""
        return f"Kept. See it: coach history show {self.interview.id}" if self.interview else ""


class DebriefWalk(Walk):
    """The way through a debrief: what to do where nobody said how it ended, or where that is only supposed.

    `to_confirm` is the step whose answer is supposed and has not been seen yet: its section begins with it.
    """

    to_confirm = ""

    def steps(self, section: Section) -> tuple[Step, ...]:
        """The steps of a section that are asked as things stand."""
        sections = as_asked(self.sections, self.answers)
        now = next(each for each in sections if each.id == section.id)
        asked = {step.id for step in steps_to_ask(now, sections, self.answers)}
        return tuple(step for step in section.steps if step.id in asked and self._can_ask(step))

    def _first(self, section: Section) -> Step | None:
        supposed = next((step for step in section.steps if step.id == self.to_confirm), None)
        return supposed or super()._first(section)

    def _pick(self, step: Step, section: Section) -> Move:
        move = super()._pick(step, section)
        if step.id == self.to_confirm and move is Move.ON:
            self.to_confirm = ""
            self.keep(step.id, self.answers[step.id])
        return move


@dataclass(slots=True)
class DebriefTalk:
    """Leads through a debrief, with a way back and a way out everywhere.

    `answers` holds what was answered before, and what is answered now. How it ended is taken from what was
    kept before: danger is not asked for again, having left is only to be confirmed.
    """

    debrief: Debrief
    asker: Asker
    notebook: DebriefNotebook
    answers: dict[str, Value]
    role: str = ""
    today: date | None = None
    _walk: DebriefWalk = field(init=False)
    _supposed: dict[str, Value] = field(init=False)
    """How it ended, as far as that is known and was neither confirmed nor kept yet."""

    def __post_init__(self) -> None:
        self._walk = DebriefWalk(
            self.debrief.sections, self.asker, self._note, self.answers, today=self.today
        )
        supposed = supposed_ending(self.debrief, self.notebook.before)
        self._supposed = {id_: value for id_, value in supposed.items() if id_ not in self.answers}
        if not self.notebook.before.is_unsafe:
            self._walk.to_confirm = next(iter(self._supposed), "")

    def run(self) -> Review:
        """Go through it. What it amounts to."""
        end = len(self.debrief.sections)
        is_begun = bool(self.answers)
        self.answers.update(self._supposed)
        is_at_once = self.notebook.before.is_unsafe and not is_begun
        at = 0 if is_at_once else -1
        while True:
            if at < 0:
                key = self._welcome(is_begun=is_begun or self.answers != self._supposed)
            elif at < end:
                key = self._section(self.debrief.sections[at], is_at_once=is_at_once)
                is_at_once = False
            elif (key := self._end()) == "q":
                return self._review()
            at = end if key == "e" else self._beside(at, -1 if key == "b" else 1)

    def _note(self, step: str, value: Value | None) -> None:
        """Hand an answer on, and with the first one how it ended, if that was only supposed."""
        supposed, self._supposed = self._supposed, {}
        for id_, ending in supposed.items():
            if id_ != step:
                self.notebook.keep(id_, ending)
        self.notebook.keep(step, value)

    def _beside(self, at: int, direction: int) -> int:
        """The next section in a direction in which something is asked; beyond the first or last for none."""
        at += direction
        sections = self.debrief.sections
        while 0 <= at < len(sections) and not self._walk.steps(sections[at]):
            at += direction
        return at

    def _welcome(self, *, is_begun: bool) -> str:
        notes = (("e", "what you noted"),) if is_begun else ()
        commands = ((ENTER, "go on" if is_begun else "begin"), *notes, (HIDE, "hide"))
        return tell(self.asker, Notice(self.debrief.title, (self.debrief.welcome,)), commands)

    def _section(self, section: Section, *, is_at_once: bool) -> str:
        """Ask one section, without a word before it if `is_at_once`.

        Returns how it was left: b (back), s (on) or e (to the end).
        """
        beyond = (("s", "skip this part"), ("e", "to the end"))
        commands = ((ENTER, "go on"), *beyond, ("b", "back"), (HIDE, "hide"))
        ending = ending_of(self.debrief.sections)
        while True:
            if not is_at_once:
                is_first = ending is not None and ending.section == section.id
                is_unsafe = ending is not None and UNSAFE in lines_of(self.answers.get(ending.id))
                intro = NOTHING_NEEDED if is_first and is_unsafe else section.intro
                key = tell(self.asker, Notice(section.title, (intro,)), commands)
                if key != ENTER:
                    return key
            is_at_once = False
            if self._walk.run(section) is Move.ON:
                return "s"

    def _review(self) -> Review:
        return review(self.debrief, self.answers, role=self.role, before=self.notebook.before)

    def _end(self) -> str:
        """The last page. Returns how it was left: b (back) or q (done)."""
        message = ""
        while True:
            keep = () if self.notebook.is_on else (("k", "keep"),)
            commands = (("m", "more"), *keep, ("b", "back"), (HIDE, "hide"), ("q", "done"))
            draw = partial(last_page, self._review(), commands=commands, message=message)
            key = self.asker.show(draw, commands)
            if key == "m":
                looking = (("b", "back"), (HIDE, "hide"), ("q", "done"))
                looked = show(self.asker, partial(all_notes, self._review()), looking)
                key = "" if looked == "b" else looked
            elif key == "k":
                key, message = "", self.notebook.keep_all(self.answers)
            if key in ("b", "q"):
                return key
