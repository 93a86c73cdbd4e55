"""In one's own words: a line of text finds options, and the person ticks those that are so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from interview_coach.book.pack import Book, Option
from interview_coach.dialogue.port import Asker, TextQuestion, tell
from interview_coach.engine.answers import YES
from interview_coach.engine.search import by_topic, fitting
from interview_coach.session.screens import FITS_COMMANDS, Notice, fits_screen

Picked: TypeAlias = Mapping[str, frozenset[str]]
"""Options under their topics. A topic without options is to be opened, no more."""

SOMETHING_ELSE = "something-else"
"""The topic for what no list holds, where a book has it."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Asks for words until something is ticked, or the person goes back. `tell_line` shows a line to leave."""

    asker: Asker
    book: Book
    tell_line: Callable[[], object]

    def ask(self) -> Picked:
        """What the person ticked of what their words found; nothing if they went back."""
        words = self.book.wording
        texts = (words.own_words_title, words.own_words_ask, words.own_words_hint)
        while True:
            written = self.asker.write(TextQuestion(*texts, hiding=words.keys["h"]))
            if written.command == "?":
                tell(self.asker, Notice(words.why_title, (words.own_words_why,)))
                continue
            if written.command or not written.text:
                return {}
            picked = self._choose(fitting(self.book, written.text))
            if picked is not None:
                return picked

    def choose(self, found: tuple[Option, ...]) -> Picked:
        """The same, beginning with what was found already."""
        picked = self._choose(found)
        return self.ask() if picked is None else picked

    def _choose(self, found: tuple[Option, ...]) -> Picked | None:
        """What is ticked of what was found, or None to try other words."""
        if not found:
            return self._offer_something_else()
        screen = fits_screen(found, self.book.wording)
        ticked: frozenset[str] = frozenset()
        while True:
            reply = self.asker.ask(screen, ticked)
            ticked = reply.ticked
            match reply.command:
                case "":
                    return by_topic(found, [atom for atom, value in reply.answers if value == YES])
                case "b":
                    return {}
                case "x":
                    self.tell_line()
                case _:
                    return None

    def _offer_something_else(self) -> Picked | None:
        other = self.book.topic_by_id.get(SOMETHING_ELSE)
        wording = self.book.wording
        commands = (*([("1", other.title)] if other else []), *wording.commands(FITS_COMMANDS))
        while True:
            match tell(self.asker, Notice(wording.no_fit_title, (wording.no_fit,)), commands):
                case "1":
                    return {SOMETHING_ELSE: frozenset()}
                case "b":
                    return {}
                case "x":
                    self.tell_line()
                case _:
                    return None
