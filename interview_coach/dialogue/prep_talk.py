"""Preparing as a conversation: an overview of the parts, one after another, where it leads, and where it is kept."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from interview_coach.amounts import day_at
from interview_coach.book.guides import Guides, Letter, Outcome, Prep, Section, StepKind
from interview_coach.book.pack import Book
from interview_coach.book.records import Value
from interview_coach.dialogue.interviews import fault_of_journal
from interview_coach.dialogue.letter_desk import Desk
from interview_coach.dialogue.port import BACK, DONE, HIDE, LOOK, Asker, Pages, Pressed, choose, show, tell
from interview_coach.dialogue.prep_pad import Pad, ask_scope, show_welcome
from interview_coach.dialogue.recall import facts_for_prep
from interview_coach.dialogue.rehearsal_talk import practise
from interview_coach.dialogue.texts import Move
from interview_coach.dialogue.walk import Walk
from interview_coach.guides.letters import Filled
from interview_coach.guides.path import askable, next_section, progress, still_valid
from interview_coach.guides.prep_outcome import Prepared, prepared_from, with_days
from interview_coach.guides.settled import settle
from interview_coach.render.card_page import card_lines
from interview_coach.render.layout import Commands, Line, paragraphs, with_role
from interview_coach.render.prep_page import (
    conclusion_commands,
    conclusion_lines,
    plans_lines,
    whole_conclusion,
)
from interview_coach.session.screens import Notice
from interview_coach.storage.cards import card_of

GO_ON_ANYWAY = "You can go through it all the same. Nothing of it is kept then."


@dataclass(slots=True)
class PrepTalk:
    """Leads through a prep from the first screen on, straight to one `section` if that is named.

    `wanted` names an interview, `keep` says beforehand that it is to be kept, and `rules` are the folders
    laid over the built-in ones. A prep for every interview at once leads to plans, and to no decision.
    """

    guides: Guides
    prep: Prep
    book: Book
    asker: Asker
    section: str = ""
    wanted: str = ""
    keep: bool = False
    rules: Sequence[Path] = ()
    is_left_on_screen: bool = True
    """Whether the letter that the person ends with stays on the screen."""
    _for_all: bool = False
    _pad: Pad = field(init=False)
    """Where answers are kept, if they are."""
    _details: dict[str, str] = field(default_factory=dict)
    _answers: dict[str, Value] = field(default_factory=dict)
    _asked: Prep = field(init=False)
    """The guide with the steps that can be asked."""
    _walk: Walk | None = None
    letter: Filled | None = None
    """The letter that the person ended with, if they did."""
    is_concluded: bool = False
    """Whether they ended with the screen that says where it leads."""
    _today: date = field(default_factory=lambda: day_at(time.time()))

    def run(self) -> Prepared:
        """Lead through it until the person is done. What it came to."""
        self._begin()
        named = next((each for each in self._asked.sections if each.id == self.section), None)
        if named is not None:
            self._through(named)
        key = BACK
        while key != DONE:
            chosen = self._overview()
            if isinstance(chosen, Pressed):
                key = self._obey(chosen)
            else:
                self._through(chosen)
        return self._prepared()

    def _begin(self) -> None:
        """Settle what it is for, and begin with what is kept of that."""
        self._pad = Pad(self.guides)

        def welcome(back: Commands) -> bool:
            return bool(self.section or self.wanted) or show_welcome(self.prep, self.asker, self._card, back)

        role = self.guides.role
        scope = ask_scope(self.asker, role, self.wanted, keep=self.keep, today=self._today, welcome=welcome)
        known = facts_for_prep(self.guides, scope.chosen.interview)
        self._for_all = scope.for_all
        if scope.is_kept and (fault := fault_of_journal()):
            tell(self.asker, Notice("It can't be kept now", (fault, GO_ON_ANYWAY)))
        elif scope.is_kept:
            self._pad = Pad(self.guides, scope.chosen, for_all=scope.for_all)
        self._details = dict(known.details)
        self._answers = still_valid(self.prep.sections, known.answers)
        without = [] if known.fixes else [StepKind.OPEN_FIXES]
        if not self.guides.countries:
            without.append(StepKind.COUNTRY)
        sections = askable(self.prep.sections, without=without, for_all=scope.for_all)
        self._asked = replace(self.prep, sections=sections)
        self._walk = Walk(
            sections,
            self.asker,
            self._pad.keep,
            self._answers,
            self.book,
            self.guides.countries,
            known.fixes,
            self._today,
        )

    def _overview(self) -> Section | Pressed:
        sections = self._asked.sections
        following = next_section(sections, self._answers)
        onward = (("g", "go on"),) if following else ()
        plans = (("p", "my plans"),) if self._prepared().plans else ()
        result = plans if self._for_all else (("r", "where it leads"),)
        done = "All parts are done." if self._for_all else "All parts are done. Press r."
        intro = f"Next: {following.title}." if following else done
        last = (("c", "card"), ("l", "rehearse"), (HIDE, "hide"), (DONE, "done"))
        return choose(
            self.asker,
            self.prep.title,
            intro,
            ((self._titled(section), section) for section in sections),
            commands=(*onward, *result, *last),
            enter="g" if following else "",
            is_calm=True,
        )

    def _titled(self, section: Section) -> str:
        come = progress(section, self._asked.sections, self._answers)
        if come.is_complete:
            return f"{section.title} (done)"
        return f"{section.title} ({come})" if come.done else section.title

    def _obey(self, command: str) -> str:
        """Do what a command of the overview or of the conclusion says. The key that it was left by."""
        match command:
            case "g":
                return self._go_on()
            case "r":
                return self._conclude()
            case "w":
                return self._message()
            case "m":
                return self._look(partial(whole_conclusion, self._prepared()))
            case "p":
                return self._look(partial(plans_lines, self._prepared().plans))
            case "c":
                return self._look(self._card())
            case "l":
                practise(self.prep.rehearsal, self.book, settle(self.prep, self._answers), self.asker)
                return BACK
            case _:
                return command

    def _go_on(self) -> str:
        """The open parts from the next one on, until the person stops; then where it leads."""
        sections = self._asked.sections
        for section in sections:
            if progress(section, sections, self._answers).is_complete:
                continue
            if self._through(section) is Move.BACK:
                return BACK
        return BACK if self._for_all else self._conclude()

    def _through(self, section: Section) -> Move:
        def opening(width: int) -> list[Line]:
            return paragraphs(width, ("title", section.title), ("plain", section.intro))

        assert self._walk is not None
        if not progress(section, self._asked.sections, self._answers).done:
            commands = self.asker.wording.commands("Enter b h-short")
            if show(self.asker, opening, commands) == BACK:
                return Move.BACK
        return self._walk.run(section)

    def _conclude(self) -> str:
        while True:
            prepared = self._prepared()
            command = self.asker.show(partial(conclusion_lines, prepared), conclusion_commands(prepared))
            if command in (BACK, DONE):
                self.is_concluded = command == DONE
                return command
            if self._obey(command) == DONE:
                return DONE

    def _message(self) -> str:
        """Choose among the letters, and work on one."""
        conclusion = self._prepared().conclusion
        letters = conclusion.letters
        wait = self.prep.wait if conclusion.outcome is Outcome.CANCEL else ""
        while True:
            if len(letters) == 1:
                return self._work(letters[0])
            letter = choose(
                self.asker,
                "WHICH MESSAGE?",
                "What fits best comes first.",
                ((letter.text, letter) for letter in letters[:9]),
                commands=self.asker.wording.commands(LOOK),
                note=wait,
                is_calm=True,
            )
            if isinstance(letter, Pressed):
                return letter
            key = self._work(letter)
            if key != BACK:
                return key

    def _look(self, draw: Pages) -> str:
        return show(self.asker, draw, self.asker.wording.commands(LOOK))

    def _prepared(self) -> Prepared:
        return prepared_from(self._asked, self.book, self._answers, self._details, self._today)

    def _card(self) -> Pages:
        answers = self._answers if self._walk else facts_for_prep(self.guides, None).answers
        return partial(card_lines, card_of(self.guides.role, self.rules, settle(self.prep, answers)))

    def _work(self, letter: Letter) -> str:
        before = with_days(self.prep, self._answers, self._details, self._today)
        details = dict(before)
        desk = Desk(self.asker, letter, self.prep.details, details, is_left_on_screen=self.is_left_on_screen)
        key = desk.sit()
        news = {name: text for name, text in details.items() if before.get(name) != text}
        self._details |= news
        self._pad.keep_details(news)
        self.letter = desk.filled if key == DONE else None
        return key

    def where(self) -> str:
        """Where things are, now that it is done."""
        if not self._is_kept:
            return "Nothing was kept. The card, any time: coach prep --card"
        return f"Kept.\nGo on with it: {self._again()}\nYour card: coach prep --card"

    def farewell(self) -> str:
        """What to say when the person breaks off."""
        line = "A line now: coach script"
        if not self._is_kept:
            return f"Stopped. Nothing was kept.\n{line}"
        return f"Stopped. What you answered is kept.\nGo on: {self._again()}\n{line}"

    @property
    def _is_kept(self) -> bool:
        return self._pad.has_kept or self._pad.interview is not None

    def _again(self) -> str:
        again = with_role("coach prep --keep", self.guides.role)
        return f"{again} --interview {self._pad.interview.id}" if self._pad.interview else again
