"""Someone who answers a single prompt, without a command round it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from person import PATIENCE, Person

from interview_coach.dialogue.port import Hidden
from interview_coach.storage.books import load_book
from interview_coach.terminal.drawn import TerminalAsker

T = TypeVar("T")


class Asked(Person, Generic[T]):
    """Someone whom `act` asks on a terminal of this size. `returned` is what came of it."""

    def __init__(
        self,
        act: Callable[[TerminalAsker], T],
        *,
        columns: int = 40,
        rows: int = 20,
        grace: float = 0.0,
        typed_ahead: str = "",
    ) -> None:
        super().__init__(columns=columns, rows=rows, grace=grace, typed_ahead=typed_ahead)
        self._act = act
        self._came: list[T] = []
        self._was_broken_off = self._was_hidden = False

    def _use(self) -> None:
        try:
            self._came.append(
                self._act(TerminalAsker(load_book().wording, self._terminal.grace, colour=False))
            )
        except KeyboardInterrupt:
            self._was_broken_off = True
        except Hidden:
            self._was_hidden = True

    def _wait(self) -> None:
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), f"it did not end. The screen:\n{self.screen}"

    def keeps_pressing(self, key: str) -> None:
        """Press a key again and again, as somebody does on whom nothing works, until it is over."""
        deadline = time.monotonic() + PATIENCE
        while self._thread.is_alive() and time.monotonic() < deadline:
            self.presses(key)
            self._thread.join(0.05)

    def returns(self) -> T:
        """Wait until it is over, and return what came of it."""
        self._wait()
        assert self._came, f"nothing came of it. The screen:\n{self.screen}"
        return self._came[0]

    def breaks_off(self) -> None:
        """Wait until it is over because the person broke off."""
        self._wait()
        assert self._was_broken_off
        assert not self._came

    def hides(self) -> None:
        """Wait until it is over because the person hid the screen."""
        self._wait()
        assert self._was_hidden
        assert not self._came
