"""How much a person is asked to reach a settled verdict: screens, keys pressed, words read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from interview_coach.book.vocabulary import DANGER
from interview_coach.engine.answers import NOT_SURE, YES, Profile, atoms_of
from interview_coach.engine.engine import Engine
from interview_coach.render.layout import text_of
from interview_coach.render.screen_page import screen_lines
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.session.screens import ScreenKind, screen_for

NARROW = 40


@dataclass(frozen=True, slots=True)
class Effort:
    """Screens shown, keys pressed and words read up to the verdict, on a screen of 40 columns."""

    screens: int
    keys: int
    words: int


def effort_of(engine: Engine, told: Mapping[str, str], profile: Profile) -> Effort:
    """The effort of someone who answers as told, and *not sure* where nothing was told."""
    asking = Questionnaire(engine, profile)
    screens = keys = words = 0
    while (prompt := asking.next_prompt()) is not None:
        screen = screen_for(engine.book, prompt, is_first=not screens)
        answers = {atom: told.get(atom, NOT_SURE) for atom in atoms_of(engine.book, prompt)}
        if prompt == DANGER and YES in answers.values():
            answers = {atom: value for atom, value in answers.items() if value == YES}
        screens += 1
        ticked = [
            number for number, page in enumerate(screen.pages) for c in page if answers.get(c.atom) == YES
        ]
        turned = max(ticked, default=0)
        keys += 1 if screen.kind is ScreenKind.ONE else max(1, len(ticked)) + 1 + turned
        pages = (screen_lines(screen, NARROW, engine.book.wording, page=page) for page in range(turned + 1))
        drawn = " ".join(text_of(line) for page in pages for line in page)
        words += len(re.findall(r"[A-Za-z][A-Za-z'-]+|I\b", drawn))
        asking.answer(prompt, answers)
    return Effort(screens, keys, words)
