"""One screen being answered with keys: what each of them amounts to, and how the screen looks then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from interview_coach.book.vocabulary import DANGER
from interview_coach.book.wording import Wording
from interview_coach.dialogue.port import Reply
from interview_coach.render.layout import Line
from interview_coach.render.screen_page import screen_lines
from interview_coach.session.screens import (
    MORE_KEY,
    NONE_KEY,
    UNSURE_KEY,
    Choice,
    Screen,
    ScreenKind,
    not_taken,
)

A_WORD_LASTS = 0.375
"""Seconds (a pause in typing is longer) after a letter that means nothing in which further letters are taken for the same word."""


class Answering:
    """One screen being answered: what is ticked, where the arrow is, what went wrong last.

    `clock` tells seconds that only go forward.
    """

    def __init__(
        self,
        screen: Screen,
        ticked: frozenset[str],
        wording: Wording,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._screen = screen
        self._wording = wording
        self.ticked = ticked
        self._none = False
        self._page = 0
        self._at: int | None = None
        self._message = ""
        self._clock = clock
        self._word_at: float | None = None
        """When the last letter of a word was typed that this screen does not take."""
        self._seen: set[str] = set()
        self._unseen: set[str] = set()
        """The keys of choices that a small window has not shown yet."""

    def draw(self, width: int) -> Sequence[Line]:
        return screen_lines(
            self._screen,
            width,
            self._wording,
            ticked=self.ticked,
            none=self._none,
            at=self._at,
            message=self._message,
            page=self._page,
        )

    @property
    def _choices(self) -> Sequence[Choice]:
        """The choices in sight."""
        return self._screen.pages[self._page]

    @property
    def has_more(self) -> bool:
        """Whether there are choices beside those in sight."""
        return len(self._screen.pages) > 1

    def shown(self, inside: Iterable[Line], all_lines: Iterable[Line]) -> None:
        """Take note of the lines that a small window shows: only what stood there can be answered."""
        self._seen |= _keys_on(inside)
        self._unseen = {c.digit for c in self._choices} & _keys_on(all_lines) - self._seen

    def is_unseen(self, key: str) -> bool:
        """Whether a key would answer for a choice that has not been in sight yet."""
        answers_for_all = key in (NONE_KEY, UNSURE_KEY) or (
            key == "enter" and self._screen.kind is ScreenKind.MANY
        )
        return key in self._unseen or (answers_for_all and bool(self._unseen))

    def handle(self, key: str) -> Reply | None:
        """What a key amounts to, or None where the screen stays."""
        if self._is_of_a_word(key):
            return None
        self._message = ""
        screen = self._screen
        if key in ("up", "down"):
            step, count = (1 if key == "down" else -1), len(self._choices)
            self._at = (0 if step > 0 else count - 1) if self._at is None else (self._at + step) % count
            return None
        if key == MORE_KEY and self.has_more:
            self._page, self._at = (self._page + 1) % len(screen.pages), None
            self._seen.clear()
            return None
        if key == "escape":
            key = "b"
        if any(key == command for command, _ in screen.commands):
            return Reply(command=key, ticked=self.ticked)
        if key == "t" and screen.prompt == DANGER:
            self._message = self._wording.says("danger-first")
            return None
        if key == "b":
            self._message = self._wording.says("first-screen")
            return None
        if key == "enter" and screen.kind is ScreenKind.MANY and (self.ticked or self._none):
            return Reply(tuple(screen.ticked(self.ticked).items()))
        if key in ("enter", " "):
            if self._at is None:
                if key == "enter" and screen.enter:
                    return Reply(command=screen.enter, ticked=self.ticked)
                is_many = screen.kind is ScreenKind.MANY
                self._message = self._wording.says("nothing-ticked" if is_many else "enter-alone")
                return None
            key = self._choices[self._at].digit
        return self._choose(key)

    def _is_of_a_word(self, key: str) -> bool:
        """Whether the key goes on with a word that was begun a moment ago. Digits and Escape always count."""
        if self._word_at is None or self._clock() - self._word_at >= A_WORD_LASTS:
            self._word_at = None
            return False
        if key != "enter" and (len(key) > 1 or key.isdigit()):
            self._word_at = None
            return False
        if key.isalpha() and len(key) == 1:
            self._word_at = self._clock()
        return True

    def _choose(self, key: str) -> Reply | None:
        choice = next((c for c in self._choices if c.digit == key), None)
        if choice is None:
            if self._screen.is_calm and key != "q" and key.isalpha() and len(key) == 1:
                self._word_at = self._clock()
                self._message = self._screen.takes_keys(self._wording)
            elif key.isprintable():
                self._message = not_taken(key, self._wording)
            return None
        if self._screen.kind is ScreenKind.ONE:
            return Reply(choice.answers)
        if key == UNSURE_KEY:
            return Reply(tuple(self._screen.ticked(self.ticked, unsure=True).items()))
        if key == NONE_KEY:
            self._none, self.ticked = not self._none, frozenset()
        else:
            self._none, self.ticked = False, self.ticked ^ {choice.atom}
        return None


def _keys_on(lines: Iterable[Line]) -> set[str]:
    return {text.strip(" *>") for line in lines for style, text in line if style == "label"}
