"""The same questions as numbered text, one sentence to a line, without a single escape byte.

For screen readers, plain terminals and `--plain`. An answer is typed and sent with Enter.
"""

from __future__ import annotations

import re
import select
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TextIO

from interview_coach.book.wording import Wording
from interview_coach.dialogue.port import (
    HIDE,
    LONE_LETTERS,
    Hidden,
    Pages,
    Reply,
    TextQuestion,
    Written,
    cleaned,
    is_slip,
)
from interview_coach.render.layout import STOP, Commands, keys, text_of, visible
from interview_coach.render.screen_page import page_hint
from interview_coach.session.screens import (
    MORE_KEY,
    NONE_KEY,
    PAGE,
    UNSURE_KEY,
    Choice,
    Notice,
    Screen,
    ScreenKind,
    not_taken,
)

WIDE = 10_000
"""A width at which nothing is wrapped: a screen reader reads a sentence as one line."""


class PlainAsker:
    """Asks by printing lines and reading lines.

    With `key`, which waits for one key, a single key answers at once where one is asked for, without Enter.
    `grace` is how many seconds a question must have been there before such a key counts.
    """

    def __init__(
        self,
        wording: Wording,
        stdin: TextIO | None = None,
        stdout: TextIO | None = None,
        key: Callable[[], str] | None = None,
        grace: float = 0.0,
    ) -> None:
        self.wording = wording
        self._stdin = stdin or sys.stdin
        self._stdout = stdout or sys.stdout
        self._key = key
        self._grace = grace
        self.ticked: frozenset[str] = frozenset()

    def ask(self, screen: Screen, ticked: frozenset[str]) -> Reply:
        self.ticked = ticked
        self._say(
            *filter(None, (screen.title, screen.ask)), *_sentences(screen.intro), *_sentences(screen.note)
        )
        pages, page = screen.pages, 0
        self._say_choices(pages[page])
        is_one = screen.kind is ScreenKind.ONE
        if before := ", ".join(choice.key for choice in screen.choices if choice.atom in ticked):
            self._say(self.wording.says("chosen-before" if is_one else "ticked-before", before))
        more = [(MORE_KEY, page_hint(screen, 0, frozenset(), self.wording))] if len(pages) > 1 else []
        self._say(self._offered((*more, *screen.commands)))
        if screen.enter:
            self._say(self.wording.says("empty-does", dict(screen.commands)[screen.enter]))
        such_as = "1 3" if len(pages) == 1 else f"1 3 {PAGE + 1}"
        example = self.wording.says("type-ticks", such_as)
        while True:
            typed = self._read_key([c.key for c in screen.choices]) if is_one else self._read(example)
            typed = typed or screen.enter
            if typed == MORE_KEY and more:
                page = (page + 1) % len(pages)
                self._say_choices(pages[page])
                continue
            if any(typed == key for key, _ in screen.commands):
                return Reply(command=_obeyed(typed))
            answers = self._answers(screen, typed)
            if answers is not None:
                return Reply(answers)

    def _answers(self, screen: Screen, typed: str) -> tuple[tuple[str, str], ...] | None:
        """The answers that a typed line gives, or None after saying what is wrong with it."""
        by_key = {choice.key: choice for choice in screen.choices}
        typed_keys = [
            key
            for word in re.split(r"[\s,]+", typed)
            for key in ([word] if len(word) > 1 and word in by_key else word)
        ]
        unknown = [key for key in typed_keys if key not in by_key]
        if not typed_keys or unknown:
            if unknown and screen.is_calm and len(typed_keys) > 1:
                self._say(*_sentences(screen.takes_keys(self.wording)))
            elif unknown:
                self._say(not_taken(visible(unknown[0]), self.wording))
            else:
                self._say(self.wording.says("empty"))
            self._say(self.wording.says("allowed", ", ".join(by_key)))
            return None
        if screen.kind is ScreenKind.ONE:
            if len(typed_keys) > 1:
                self._say(self.wording.says("one-key"))
                return None
            return by_key[typed_keys[0]].answers
        atoms = frozenset(by_key[key].atom for key in typed_keys if by_key[key].atom)
        if NONE_KEY in typed_keys and atoms:
            self._say(self.wording.says("none-alone"))
            return None
        return tuple(screen.ticked(atoms, unsure=UNSURE_KEY in typed_keys).items())

    def _say_choices(self, choices: Iterable[Choice]) -> None:
        self._say(*(f"{choice.key}: {choice.text}" for choice in choices))

    def _offered(self, commands: Iterable[tuple[str, str]], how: str = "commands") -> str:
        offered = (*commands, (STOP, self.wording.keys["stop"]))
        return self.wording.says(how, ", ".join(f"{key} {does}" for key, does in offered))

    def tell(self, notice: Notice) -> str:
        self._say(notice.title)
        for text in notice.paragraphs:
            self._say(*_sentences(text))
        typed = self._read_key(ask=self.wording.says("after-notice"))
        return _obeyed(typed) if typed in (HIDE, "x") else ""

    def show(self, draw: Pages, commands: Commands) -> str:
        rows = [text_of(line) for line in keys(commands, WIDE)]
        for line in draw(WIDE):
            text = text_of(line).strip()
            if text.strip("-") and text not in rows:  # "Say: ..." is read aloud instead of a gap
                self._say(*_sentences(re.sub(r"\s{2,}", ": ", text).replace("?:", "?")))
        known = {key.lower(): key for key, _ in commands}
        self._say(self._offered(commands))
        while True:
            typed = self._read_key(key for key in known if key != "enter") or "enter"
            if typed in known:
                return _obeyed(known[typed])
            wrong = [not_taken(typed, self.wording)] if typed == "q" else []
            self._say(*wrong, self.wording.says("allowed", ", ".join(known.values())))

    def write(self, entry: TextQuestion) -> Written:
        self._say(*filter(None, (entry.title, entry.ask)), *_sentences(entry.hint))
        if entry.before:
            self._say(self.wording.says("before", entry.before), self.wording.says("empty-keeps"))
        hiding = entry.hiding or self.wording.keys["h-short"]
        self._say(self._offered((*self.wording.commands("b ?"), (HIDE, hiding)), "commands-alone"))
        while True:
            text = cleaned(self._text(self.wording.says("type-text")))
            if text.lower() in LONE_LETTERS:
                return Written(command=_obeyed(text.lower()))
            if not text or (text == "-" and entry.before):
                return Written("" if text else entry.before)
            if is_slip(text):
                self._say(self.wording.says("lone-letter-typed", text))
                continue
            if not (wrong := entry.check(text)):
                return Written(text)
            self._say(wrong)

    def leave(self) -> None:
        self.clear()

    def clear(self) -> None:
        self._say(*[""] * 60)
        self._say(self.wording.says("further-up"))

    def _say(self, *lines: str) -> None:
        for line in lines:
            self._stdout.write(visible(line) + "\n")
        self._stdout.flush()

    def _read(self, ask: str) -> str:
        """What was typed from now on, in small letters. Raises KeyboardInterrupt at the end of input."""
        self._drop_lines_typed_before()
        return self._next_line(ask).strip().lower()

    def _read_key(self, keys: Iterable[str] = (), ask: str = "") -> str:
        """One key in small letters, or nothing for Enter; a line where some of the `keys` are longer.

        Raises KeyboardInterrupt at the end of input.
        """
        if self._key is None or any(len(key) > 1 for key in keys):
            return self._read(ask or self.wording.says("type-key"))
        self._say(ask or self.wording.says("press-key"))
        time.sleep(self._grace)
        self._drop_lines_typed_before()
        try:
            read = self._key()
        except (EOFError, OSError):  # the terminal is gone
            raise KeyboardInterrupt from None
        if not read:
            raise KeyboardInterrupt
        pressed = read.strip().lower()
        self._say(pressed or self.wording.says("enter"))
        return pressed

    def _text(self, ask: str) -> str:
        """One text: what was typed before is a part of it, and lines that were pasted together stay together."""
        if before := self._lines_waiting():
            self._say(self.wording.says("so-far", before), self.wording.says("or-enter"))
        return f"{before} {self._next_line(ask)} {self._lines_waiting()}"

    def _next_line(self, ask: str) -> str:
        """The next line. Raises KeyboardInterrupt at the end of input: silence is no answer."""
        self._stdout.write(ask + "\n")
        self._stdout.flush()
        line = self._stdin.readline()
        if not line:
            raise KeyboardInterrupt
        return line

    def _lines_waiting(self) -> str:
        """The lines that were typed on a terminal and not read yet, as one."""
        lines = ""
        with suppress(OSError, ValueError):
            while self._stdin.isatty() and select.select([self._stdin], [], [], 0)[0]:
                if not (line := self._stdin.readline()):
                    raise KeyboardInterrupt
                lines += line
        return cleaned(lines)

    def _drop_lines_typed_before(self) -> None:
        with suppress(ImportError, OSError, ValueError):
            import termios

            if self._stdin.isatty():
                termios.tcflush(self._stdin.fileno(), termios.TCIFLUSH)


def _obeyed(command: str) -> str:
    """The command. Raises Hidden where it says so."""
    if command == HIDE:
        raise Hidden
    return command


def _sentences(text: str) -> Iterable[str]:
    return (part for part in re.split(r"(?<=[.!?])\s+", text) if part)
