"""A person at the terminal: runs the whole command in this process, reads its screen, presses its keys.

    with Person("assess") as person:
        person.sees("ARE YOU SAFE?")
        person.presses("0")

Keys pressed before a screen is drawn are dropped by design, so a person looks before pressing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache, cached_property, partial
from operator import ne
from types import TracebackType
from typing import Any, Self, TextIO, cast

import pyte
from prompt_toolkit.application import application, create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.key_binding.defaults import load_key_bindings
from prompt_toolkit.output.vt100 import Vt100_Output
from typer.testing import CliRunner, Result

from interview_coach.book.pack import Book
from interview_coach.book.vocabulary import RaiseState
from interview_coach.cli.app import app
from interview_coach.cli.streams import Terminal
from interview_coach.storage.books import load_book

application.load_key_bindings = cache(load_key_bindings)  # type: ignore[attr-defined]
"""The library makes its own key bindings anew for every screen, which is a third of all work: once is enough."""

PATIENCE = 10.0
"""Seconds after which a person gives up waiting. A test that holds never waits for it."""

AT_ONCE, MOST_PAGES = 9, 3
"""A list shows nine choices at once; the rest stands behind `+`."""

CTRL_C, CTRL_D, ENTER, ESCAPE = "\x03", "\x04", "\r", "\x1b"
UP, DOWN, LEFT = "\x1b[A", "\x1b[B", "\x1b[D"
HOME, DELETE, PAGE_UP, PAGE_DOWN, F5 = "\x1b[H", "\x1b[3~", "\x1b[5~", "\x1b[6~", "\x1b[15~"


def invoke(*args: str, stdin: str | bytes = "", terminal: Terminal | None = None) -> Result:
    """Run the command to its end. Without a terminal, unless one is given."""
    runner = CliRunner()
    obj = terminal or Terminal(interactive=False, plain=False, colour=False, width=80)
    result = runner.invoke(app, list(args), input=stdin, obj=obj, prog_name="coach")
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


class Person:
    """Someone who uses `coach ARGS` on a terminal of this size."""

    def __init__(
        self,
        *args: str,
        columns: int = 40,
        rows: int = 24,
        grace: float = 0.0,
        typed_ahead: str = "",
        role: str = "candidate",
    ) -> None:
        self._args = args
        self._size = Size(rows=rows, columns=columns)
        self._terminal = Terminal(interactive=True, plain=False, colour=False, width=columns, grace=grace)
        self._typed_ahead = typed_ahead
        self._role = role
        self._glass = _Glass(columns, rows)
        self._keyboard: PipeInput | None = None
        self._plugged_in = threading.Event()
        self._result: Result | None = None
        self._thread = threading.Thread(target=self._run, name="coach", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._plugged_in.wait(PATIENCE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread.is_alive() and self._keyboard is not None:
            with suppress(OSError):
                self._keyboard.send_text(CTRL_C)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), f"the program did not end:\n{self.screen}"

    def _run(self) -> None:
        output = Vt100_Output(
            cast("TextIO", self._glass), lambda: self._size, term="xterm-256color", enable_cpr=False
        )
        with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=output):
            self._keyboard = keyboard
            keyboard.send_text(self._typed_ahead)
            self._plugged_in.set()
            try:
                self._use()
            finally:
                self._glass.is_over()

    def _use(self) -> None:
        """What the person uses: the whole command."""
        self._result = CliRunner().invoke(app, list(self._args), obj=self._terminal, prog_name="coach")

    # -- looking ------------------------------------------------------------------------------------

    @property
    def screen(self) -> str:
        """What the terminal shows now, without blanks at the ends of rows and below the last one."""
        return self._glass.text()

    @property
    def cursor(self) -> tuple[str, bool]:
        """The row that the terminal's cursor stands on, and whether it is to be seen."""
        return self._glass.cursor()

    def sees(self, *texts: str) -> str:
        """Wait until the screen holds all the texts, wrapped or not, and return it."""

        def holds(screen: str) -> bool:
            unwrapped = " ".join(screen.split())
            return all(text in screen or text in unwrapped for text in texts)

        return self._waits(holds, f"{texts} on the screen")

    def no_longer_sees(self, text: str) -> str:
        """Wait until the screen does not hold the text, and return it."""
        return self._waits(lambda screen: text not in screen, f"{text!r} to go")

    def _waits(self, holds: Callable[[str], bool], what: str) -> str:
        screen, did_hold, over = self._glass.wait(holds)
        if not did_hold:
            reason = "the program had ended" if over else f"{PATIENCE:g} seconds had passed"
            told = f"\nIt ended with: {self._result!r} {self._result and self._result.output}" if over else ""
            raise AssertionError(f"waited for {what}, but {reason}. The screen:\n{screen}{told}")
        return screen

    def ends(self) -> Result:
        """Wait until the command has ended, and return how."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), f"the program did not end. The screen:\n{self.screen}"
        assert self._result is not None
        failure = self._result.exception
        assert failure is None or isinstance(failure, SystemExit), repr(failure)
        return self._result

    # -- pressing -----------------------------------------------------------------------------------

    def presses(self, keys: str) -> None:
        """Press keys, at once."""
        assert self._keyboard is not None
        self._keyboard.send_text(keys)

    def writes(self, text: str) -> None:
        """Type a line and send it."""
        self.presses(f"{text}{ENTER}")

    def chooses(self, text: str) -> None:
        """Find the choice with this text on the screen and press its key."""
        screen = self.sees(text)
        self.presses(next(row for row in screen.splitlines() if text in row)[0])

    # -- answering by id ----------------------------------------------------------------------------

    @cached_property
    def book(self) -> Book:
        return load_book(self._role)

    def sees_danger(self) -> str:
        return self.sees(self.book.wording.danger_title)

    def sees_topics(self) -> str:
        return self.sees(self.book.wording.topics_title)

    def sees_topic(self, topic: str) -> str:
        """Wait for the tick-list of a topic; the last option shown tells it from the list of topics."""
        return self.sees(self.book.topic_by_id[topic].options[:AT_ONCE][-1].text)

    def is_safe(self) -> None:
        self.sees_danger()
        self.presses("0")
        self.sees_topics()

    def is_in_danger(self, flag: str) -> None:
        self.sees_danger()
        self.chooses(self.book.option_by_id[flag].text)

    def ticks(self, texts: Iterable[str]) -> None:
        """Tick choices on the screen, or behind `+`, and wait until they show their mark."""
        for text in texts:
            screen = self._turns_to(text)
            key = next(row for row in screen.splitlines() if text in row)[0]
            self.presses(key)
            self.sees(f"{key}* {text}")

    def _turns_to(self, text: str) -> str:
        """Turn the pages of a long list until this text is on the screen."""
        for _ in range(MOST_PAGES):
            before = self.screen
            if text in before or not any(turn in before for turn in ("+ more", "+ the first ones")):
                break
            self.presses("+")
            self._waits(partial(ne, before), "another page")
        return self.sees(text)

    def names(self, *topics: str) -> None:
        """Tick topics on the second screen and send them."""
        self.sees_topics()
        self.ticks(self.book.topic_by_id[topic].title for topic in topics)
        self.presses(ENTER)

    def saw(self, topic: str, *options: str) -> None:
        """Tick options on the screen of a topic and send them."""
        self.sees_topic(topic)
        self.ticks(self.book.option_by_id[option].text for option in options)
        self.presses(ENTER)

    def asked(self, topic: str, state: str) -> None:
        """Answer what came of raising a topic."""
        question = self.book.topic_by_id[topic].raise_question
        self.sees(question.ask)
        wanted = RaiseState.of(state)
        self.chooses(next(answer.text for answer in question.answers if answer.means is wanted))

    def answers(self, question: str, answer: str) -> None:
        """Answer one of the context questions."""
        asked = self.book.context_by_id[question]
        self.sees(asked.ask)
        self.chooses(next(choice.text for choice in asked.answers if choice.id == answer))

    def sees_result(self, verdict: str) -> str:
        """Wait for the first page of a result whose headline is one of this verdict's."""
        rows = [row.headline for row in self.book.rows if row.verdict.id == verdict]
        told = (*rows, self.book.wording.too_early) if verdict == "stay" else tuple(rows)

        def holds(screen: str) -> bool:
            return "m more" in screen and screen.lstrip().startswith(told)

        return self._waits(holds, f"a result {verdict}")


class _Glass:
    """The terminal's screen: what the program writes to it is drawn by pyte."""

    encoding = "utf-8"

    def __init__(self, columns: int, rows: int) -> None:
        self._screen: Any = pyte.Screen(columns, rows)
        self._stream: Any = pyte.Stream(self._screen)
        self._changed = threading.Condition()
        self._over = False

    def write(self, data: str) -> int:
        with self._changed:
            self._stream.feed(data)
            self._changed.notify_all()
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def is_over(self) -> None:
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def text(self) -> str:
        with self._changed:
            return self._text()

    def cursor(self) -> tuple[str, bool]:
        with self._changed:
            at = self._screen.cursor
            return self._row(at.y), not at.hidden

    def _text(self) -> str:
        """As `pyte.Screen.display` has it, but without measuring every character: this is asked for all the time."""
        return "\n".join(map(self._row, range(self._screen.lines))).rstrip()

    def _row(self, number: int) -> str:
        row = self._screen.buffer.get(number, {})
        cells = (row[column].data if column in row else " " for column in range(max(row, default=-1) + 1))
        return "".join(cells).rstrip()

    def wait(self, holds: Callable[[str], bool]) -> tuple[str, bool, bool]:
        """Wait until the screen is so. Returns the screen, whether it is so, and whether all is over."""
        deadline = time.monotonic() + PATIENCE
        with self._changed:
            while not holds(self._text()) and not self._over:
                left = deadline - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            screen = self._text()
            return screen, holds(screen), self._over
