"""A letter on the table: fill it in, copy it, edit it, get a mail link, keep it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from interview_coach.amounts import day_at, day_of
from interview_coach.book.guides import Detail, FilledWith, Letter, LetterKind
from interview_coach.book.records import Interview
from interview_coach.dialogue.port import BACK, DONE, HIDE, Asker, TextQuestion, tell
from interview_coach.guides.letters import EMAIL, Filled, days_known, edited, fill, mail_link
from interview_coach.render.layout import sentences
from interview_coach.render.letter_page import letter_lines, link_lines
from interview_coach.session.screens import Notice
from interview_coach.storage.journal.journal import Journal
from interview_coach.storage.programs import NoEditor, copy, edit, has_clipboard

COPY, EDIT, LINK = "c", "e", "l"


@dataclass(slots=True)
class Desk:
    """One letter until the person is done with it. What is filled in goes into `details`, by id.

    Nothing is kept unless there is a `keep`, which says what was kept, or why not. `at_once` are the keys c, e
    and l in any order: they are pressed before anything is shown. `is_left_on_screen` tells the person that the
    text stays when they are done: the caller sees to that.
    """

    asker: Asker
    letter: Letter
    declared: Sequence[Detail]
    details: dict[str, str]
    keep: Callable[[Filled], str] | None = None
    at_once: str = ""
    is_left_on_screen: bool = True
    link: str = ""
    """The mail link, once it was asked for."""
    _can_copy: bool = field(default_factory=has_clipboard)
    _was_filled_in: bool = False

    @property
    def filled(self) -> Filled:
        """The letter as it is now."""
        return fill(self.letter, self.details, self.declared)

    def sit(self) -> str:
        """Show the letter until it is left. By which key: b (back) or q (done)."""
        message = ""
        waiting = list(self.at_once)
        while True:
            filled = self.filled
            commands = self._commands(filled)
            draw = partial(letter_lines, filled, commands=commands, message=message)
            key = waiting.pop(0) if waiting else self.asker.show(draw, commands)
            message = ""
            match key:
                case "f":
                    self._fill_in(filled)
                case "c":
                    message = copied(filled, self._elsewhere)
                case "e":
                    try:
                        self.letter = edited(self.letter, edit(filled.text))
                    except NoEditor as error:
                        message = f"{str(error)[:1].upper()}{str(error)[1:]}"
                case "l" if filled.letter.channel != EMAIL:
                    message = "This is no email, so there is no mail link for it."
                case "l":
                    self._show_link(filled)
                case "k" if self.keep is not None:
                    message = self.keep(filled)
                case _:
                    return key

    @property
    def _elsewhere(self) -> str:
        """Where the text can be had if there is no clipboard."""
        if self.is_left_on_screen:
            return "Press q and it stays on your screen."
        return "Your editor (e) can save it."

    def _fill_in(self, filled: Filled) -> None:
        """Ask for what is open, and the next time for everything."""
        asked = filled.wanted if self._is_again(filled) else filled.open
        at = 0
        while 0 <= at < len(asked):
            detail = asked[at]
            title = f"{self.letter.text} ({at + 1} of {len(asked)})"
            hint = sentences(f"Such as: {detail.example}", f"Empty leaves {detail.placeholder} open.")
            written = self.asker.write(TextQuestion(title, detail.ask, hint, self.details.get(detail.id, "")))
            match written.command:
                case "":
                    self.details[detail.id] = written.text
                    at += 1
                case "b":
                    at -= 1
                case _:
                    tell(self.asker, _why(detail))
        self._was_filled_in = self._was_filled_in or at > 0

    def _is_again(self, filled: Filled) -> bool:
        return self._was_filled_in or not filled.open

    def _show_link(self, filled: Filled) -> None:
        link = mail_link(filled)
        self.link = link.url
        copying = ((COPY, "copy the text"),) if self._can_copy else ()
        commands = (*copying, (BACK, "back"), (HIDE, "hide"))
        draw = partial(
            link_lines,
            link,
            commands=commands,
            can_copy=self._can_copy,
            is_left_on_screen=self.is_left_on_screen,
        )
        while self.asker.show(draw, commands) == COPY:
            tell(self.asker, Notice("Copy", (copied(filled, self._elsewhere),)))

    def _commands(self, filled: Filled) -> Sequence[tuple[str, str]]:
        filling = (("f", "fill in again" if self._is_again(filled) else "fill in"),) if filled.wanted else ()
        copying = ((COPY, "copy"),) if self._can_copy else ()
        linking = ((LINK, "mail link"),) if filled.letter.channel == EMAIL else ()
        keeping = (("k", "keep it"),) if self.keep is not None else ()
        last = ((BACK, "back"), (HIDE, "hide"), (DONE, "done"))
        return (*filling, *copying, (EDIT, "edit"), *linking, *keeping, *last)


def _why(detail: Detail) -> Notice:
    kept = "It holds for every letter of yours." if detail.of_me else "It holds for this interview."
    return Notice(
        "Why I ask",
        (
            f"It takes the place of {detail.placeholder} in the letter. Leave it empty and the place stays open.",
            f"{kept} It is remembered only if you keep the letter.",
        ),
    )


def days_of(declared: Sequence[Detail], held_on: str = "") -> dict[str, str]:
    """The details that the computer knows, by id. `held_on` is the interview's day as 2026-11-22, if any."""
    return days_known(declared, day_at(time.time()), day_of(held_on))


def copied(filled: Filled, elsewhere: str = "The text is above.") -> str:
    """Copy the text of a letter, without its subject. Says what came of it, or where else the text is."""
    if not copy(filled.body):
        return f"There is no clipboard here. {elsewhere}"
    return f"Copied{', without the subject' if filled.subject else ''}. {filled.still_open}".strip()


def keep_letter(
    journal: Journal, interview: Interview, kind: LetterKind, filled: Filled, details: Mapping[str, str]
) -> None:
    """Keep a letter and the details in it; what holds for every letter goes to the general record.

    Days that the computer knows are not kept: today is another day tomorrow. Raises JournalUnusable.
    """
    letter = filled.letter
    body = {
        "kind": kind.id,
        "letter": letter.id,
        "label": letter.text,
        "channel": letter.channel,
        "subject": filled.subject,
        "text": filled.body,
    }
    journal.add_entry(interview.id, "followup", body)
    general = journal.general(interview.role)
    days = days_of(filled.wanted, interview.on)
    for detail in filled.wanted:
        text = details.get(detail.id, "").strip()
        if text and text != days.get(detail.id) and detail.filled_with is not FilledWith.TODAY:
            journal.set_detail(general.id if detail.of_me else interview.id, detail.id, text)
