"""Preparing as a conversation: an overview of the sections, one section after another, where it leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from interview_coach.amounts import day_of, day_text
from interview_coach.book.guides import Letter, Outcome, Prep, Section
from interview_coach.book.records import Interview
from interview_coach.dialogue.interviews import at_hand, open_or_warn
from interview_coach.dialogue.menu import GO_ON, Pressed, choose, with_keys
from interview_coach.dialogue.port import HIDE, Asker, Pages
from interview_coach.dialogue.texts import Move
from interview_coach.dialogue.walk import Walk
from interview_coach.guides.path import next_section, progress
from interview_coach.guides.prep_outcome import Prepared
from interview_coach.render.layout import BLANK, Line, paragraph
from interview_coach.render.prep_page import (
    conclusion_commands,
    conclusion_lines,
    plans_lines,
    whole_conclusion,
)

BACK, DONE, CARD = "b", "q", "c"
LOOK = ((BACK, "back"), (HIDE, "hide"))
THIS_ONE, ANOTHER, ALL_OF_THEM = "this", "one", "all"
FOR_ALL = "What you settle for all interviews holds for each one, unless you change it there."
EQUALS = "You are equals there, not at a gate. Short parts, in any order, lead to go, ask first, or don't go."


@dataclass(slots=True)
class Preparing:
    """Goes through a prep.

    `amounts_to` says what the answers come to by now, `work` shows one letter and returns the key that ended
    it, `rehearse` lets the person say a line aloud. `for_all` prepares for every interview at once, which
    leads to plans, and to no decision.
    """

    prep: Prep
    asker: Asker
    walk: Walk
    amounts_to: Callable[[], Prepared]
    card: Callable[[], Pages]
    work: Callable[[Letter], str]
    rehearse: Callable[[], None]
    for_all: bool = False
    is_concluded: bool = False
    """Whether the person left it at the screen that says where it leads."""

    def run(self, section: Section | None = None) -> None:
        """Go through it until the person is done, straight to one section if that is given."""
        if section is not None:
            self._section(section)
        key = BACK
        while key != DONE:
            chosen = self._overview()
            if isinstance(chosen, Pressed):
                key = self._obey(chosen)
            else:
                self._section(chosen)

    def _obey(self, command: str) -> str:
        match command:
            case "g":
                return self._go_on()
            case "r":
                return self._conclude()
            case "p":
                return self._look(partial(plans_lines, self.amounts_to().plans))
            case "c":
                return self._look(self.card())
            case "l":
                self.rehearse()
                return BACK
            case _:
                return command

    def _overview(self) -> Section | Pressed:
        sections = self.prep.sections
        following = next_section(sections, self.walk.answers)
        onward = (("g", "go on"),) if following else ()
        plans = (("p", "my plans"),) if self.amounts_to().plans else ()
        result = plans if self.for_all else (("r", "where it leads"),)
        done = "All parts are done." if self.for_all else "All parts are done. Press r."
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
        come = progress(section, self.prep.sections, self.walk.answers)
        if come.is_complete:
            return f"{section.title} (done)"
        return f"{section.title} ({come})" if come.done else section.title

    def _go_on(self) -> str:
        """The open sections from the next one on, until the person stops; then where it leads."""
        sections = self.prep.sections
        for section in sections:
            if progress(section, sections, self.walk.answers).is_complete:
                continue
            if self._section(section) is Move.BACK:
                return BACK
        return BACK if self.for_all else self._conclude()

    def _section(self, section: Section) -> Move:
        if not progress(section, self.prep.sections, self.walk.answers).done:
            commands = (("Enter", "go on"), *LOOK)
            if self.asker.show(with_keys(partial(_opening, section), commands), commands) == BACK:
                return Move.BACK
        return self.walk.run(section)

    def _conclude(self) -> str:
        while True:
            prepared = self.amounts_to()
            commands = conclusion_commands(prepared)
            key = self.asker.show(partial(conclusion_lines, prepared), commands)
            match key:
                case "w":
                    key = self._message(prepared)
                case "m":
                    key = self._look(partial(whole_conclusion, prepared))
                case "p":
                    key = self._look(partial(plans_lines, prepared.plans))
                case "c":
                    key = self._look(self.card())
                case "l":
                    self.rehearse()
                case _:
                    self.is_concluded = key == DONE
                    return key
            if key == DONE:
                return key

    def _message(self, prepared: Prepared) -> str:
        """Choose among the letters, and work on one."""
        letters = prepared.conclusion.letters
        wait = self.prep.wait if prepared.conclusion.outcome is Outcome.CANCEL else ""
        while True:
            if len(letters) == 1:
                return self.work(letters[0])
            letter = choose(
                self.asker,
                "WHICH MESSAGE?",
                "What fits best comes first.",
                ((letter.text, letter) for letter in letters[:9]),
                commands=LOOK,
                note=wait,
                is_calm=True,
            )
            if isinstance(letter, Pressed):
                return letter
            key = self.work(letter)
            if key != BACK:
                return key

    def _look(self, draw: Pages) -> str:
        return self.asker.show(with_keys(draw, LOOK), LOOK)


def welcome(prep: Prep, asker: Asker, card: Callable[[], Pages]) -> None:
    """The first screen: what this is, and what it is not."""
    commands = (*GO_ON[:1], (CARD, "only the card"), *GO_ON[1:])
    while asker.show(with_keys(partial(_welcome, prep), commands), commands) == CARD:
        asker.show(with_keys(card(), LOOK), LOOK)


def _welcome(prep: Prep, width: int) -> list[Line]:
    lines = [*paragraph(prep.title, width, "title"), *paragraph(prep.welcome, width)]
    return [*lines, BLANK, *paragraph(EQUALS, width, "good")]


def _opening(section: Section, width: int) -> list[Line]:
    return [*paragraph(section.title, width, "title"), *paragraph(section.intro, width)]


def interview_at_hand(role: str, now: float) -> Interview | None:
    """The kept interview that is most likely meant, if there is one. `now` is in epoch seconds."""
    with open_or_warn() as (journal, _):
        return at_hand(journal, role, now) if journal is not None else None


def ask_to_go_on(asker: Asker, interview: Interview, today: date) -> str:
    """Ask whether to go on with an interview. Returns this, one (another) or all."""
    day = day_of(interview.on)
    name = f"{interview.name}, {day_text(day, today)}" if day else interview.name
    options = ((name, THIS_ONE), ("Another interview", ANOTHER), ("All my interviews", ALL_OF_THEM))
    return choose(asker, "GO ON?", FOR_ALL, options, is_calm=True)


def ask_scope(asker: Asker) -> str:
    """Ask whether it is for one interview or for all. Returns one or all."""
    options = (("One interview", ANOTHER), ("All my interviews", ALL_OF_THEM))
    return choose(asker, "WHAT IS IT FOR?", FOR_ALL, options, is_calm=True)
