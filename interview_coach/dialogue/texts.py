"""Asks for what a person writes: lines, one text for each of something, and days as people write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import partial

from interview_coach.amounts import day_meant, day_of, day_text
from interview_coach.book.guides import Step
from interview_coach.dialogue.port import GO_ON, HIDE, Asker, TextQuestion, choose, show
from interview_coach.render.layout import Line, paragraphs, sentences
from interview_coach.render.step_screens import why_lines
from interview_coach.session.screens import PAGE

ENDS = "An empty line ends."
FORMAT = "Such as 23 Nov, next Monday, in two weeks, or 2026-11-23."
FORMAT_WITH_YEAR = "Such as 23 Nov 2026, or 2026-11-23."
RIGHT, CHANGE = "Enter", "b"
SAID_BACK = ((RIGHT, "right"), (CHANGE, "change it"), (HIDE, "hide"))


class Move(Enum):
    """Where to go from a step."""

    ON = "on"
    BACK = "back"


def tell_why(asker: Asker, step: Step) -> None:
    """Show why a step is asked."""
    show(asker, partial(why_lines, step), asker.wording.commands(GO_ON))


@dataclass(slots=True)
class Lines:
    """Several lines for one step. `keep` is handed all of them after every change."""

    asker: Asker
    step: Step
    title: str
    lines: list[str]
    keep: Callable[[list[str]], None]

    def ask(self) -> Move:
        """Ask for new ones, or show those that are there, to be changed, taken out or added to."""
        return self._look_over() if self.lines else self._add()

    def _add(self) -> Move:
        while len(self.lines) < PAGE:
            count = len(self.lines)
            said = f"{count} noted." if count else self.step.hint
            move, text = self._write(sentences(said, ENDS))
            if move is Move.BACK and count:
                return self._look_over()
            if move is Move.BACK or not text:
                return move
            self.lines.append(text)
            self.keep(self.lines)
        return Move.ON

    def _look_over(self) -> Move:
        adding = (("a", "add one"),) if len(self.lines) < PAGE else ()
        while True:
            chosen = choose(
                self.asker,
                self.title,
                "A digit changes a line or takes it out.",
                ((line, number) for number, line in enumerate(self.lines)),
                commands=(*adding, ("s", "go on"), ("b", "back"), ("?", "why"), (HIDE, "hide")),
                ask=self.step.ask,
                enter="s",
                is_calm=True,
            )
            match chosen:
                case int():
                    return self._change(chosen)
                case "?":
                    tell_why(self.asker, self.step)
                case "a":
                    return self._add()
                case "b":
                    return Move.BACK
                case _:
                    return Move.ON

    def _change(self, at: int) -> Move:
        before = self.lines[at]
        move, text = self._write("Change it, or empty the line to take it out.", before)
        if move is Move.ON and text != before:
            self.lines[at : at + 1] = [text] if text else []
            self.keep(self.lines)
        return self.ask()

    def _write(self, hint: str, before: str = "") -> tuple[Move, str]:
        return write(self.asker, self.step, TextQuestion(self.title, self.step.ask, hint, before))


def write(asker: Asker, step: Step, entry: TextQuestion) -> tuple[Move, str]:
    """Ask for one text; says why on `?` and asks again."""
    while True:
        written = asker.write(entry)
        match written.command:
            case "b":
                return Move.BACK, ""
            case "?":
                tell_why(asker, step)
            case _:
                return Move.ON, written.text


def ask_each(
    asker: Asker,
    step: Step,
    over: Sequence[str],
    given: Sequence[str],
    keep: Callable[[list[str]], None],
    *,
    from_end: bool = False,
) -> Move:
    """Ask a step once for each line of another. `keep` is handed as many texts, empty where none was said."""
    texts = [*given, *[""] * len(over)][: len(over)]
    at = len(over) - 1 if from_end else 0
    while at < len(over):
        move, text = write(asker, step, TextQuestion(over[at], step.ask, step.hint, texts[at]))
        if move is Move.BACK and at == 0:
            return move
        if move is Move.BACK:
            at -= 1
            continue
        if text != texts[at]:
            texts[at] = text
            keep(texts)
        at += 1
    return Move.ON


def write_day(asker: Asker, step: Step, title: str, before: str, today: date | None) -> tuple[Move, str]:
    """Ask for a day until one is understood. Returns it as 2026-11-23, or an empty text for none."""
    form, such_as = (FORMAT, "23 Nov") if today else (FORMAT_WITH_YEAR, "23 Nov 2026")

    def check(text: str) -> str:
        if day_meant(text, today):
            return ""
        return f'I don\'t know that day: "{text}". Write the day as 2026-11-23, or {such_as}.'

    def said_back(width: int) -> list[Line]:
        said = day_text(day, today) if day else ""
        return paragraphs(width, ("hint", title), ("plain", step.ask), ("title", said))

    while True:
        known = day_of(before)
        now = f"Now: {day_text(known, today)}." if known else ""
        entry = TextQuestion(title, step.ask, sentences(now, form, step.hint), before, check)
        move, text = write(asker, step, entry)
        day = day_meant(text, today) if move is Move.ON else None
        if day is None or day_of(text):
            return move, day.isoformat() if day else text
        if show(asker, said_back, SAID_BACK) == RIGHT:
            return move, day.isoformat()
        before = day.isoformat()
