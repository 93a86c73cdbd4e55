"""Asks for a day as people write it, and says it back where it was not written in full."""

from __future__ import annotations

from datetime import date
from functools import partial

from interview_coach.amounts import day_meant, day_of, day_text
from interview_coach.book.guides import Step
from interview_coach.dialogue.menu import with_keys
from interview_coach.dialogue.port import HIDE, Asker, Entry
from interview_coach.dialogue.texts import Move, write
from interview_coach.render.layout import Line, paragraph, sentences

FORMAT = "Such as 23 Nov, tomorrow, Monday, or 2026-11-23."
FORMAT_WITH_YEAR = "Such as 23 Nov 2026, or 2026-11-23."
RIGHT, CHANGE = "Enter", "b"
SAID_BACK = ((RIGHT, "right"), (CHANGE, "change it"), (HIDE, "hide"))


def write_day(asker: Asker, step: Step, title: str, before: str, today: date | None) -> tuple[Move, str]:
    """Ask for a day until one is understood. Returns it as 2026-11-23, or an empty text for none."""
    while True:
        move, text = write(asker, step, _entry(step, title, before, today))
        day = day_meant(text, today) if move is Move.ON else None
        if day is None or day_of(text):
            return move, day.isoformat() if day else text
        said = partial(_said_back, title, step.ask, day_text(day, today))
        if asker.show(with_keys(said, SAID_BACK), SAID_BACK) == RIGHT:
            return move, day.isoformat()
        before = day.isoformat()


def _entry(step: Step, title: str, before: str, today: date | None) -> Entry:
    form = FORMAT if today else FORMAT_WITH_YEAR
    day = day_of(before)
    now = f"Now: {day_text(day, today)}." if day else ""

    def check(text: str) -> str:
        if day_meant(text, today):
            return ""
        return f'"{text}" is no day that I understand. Write the day as 2026-11-23, or 23 Nov{"" if today else " 2026"}.'

    return Entry(title, step.ask, sentences(now, form, step.hint), before, check, starts_over=True)


def _said_back(title: str, ask: str, day: str, width: int) -> list[Line]:
    return [*paragraph(title, width, "hint"), *paragraph(ask, width), *paragraph(day, width, "title")]
