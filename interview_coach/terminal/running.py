"""One screen of prompt_toolkit, from its first drawing to its end, of whatever kind that is."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import questionary
from prompt_toolkit.application import Application, run_in_terminal

from interview_coach.terminal import lent


def run(application: Application[Any], resting: Callable[[], None] = lambda: None) -> Any:
    """Ask, and return the answer. Raises what it was left with; KeyboardInterrupt too where the terminal is gone.

    Nothing stays on the screen. `resting` is called before the screen goes away for a while.
    """
    screen = _Screen(application, resting)
    application.pre_run_callables.append(screen.begin)
    try:
        with lent.held_by(screen):
            return questionary.Question(application).unsafe_ask()
    except EOFError:
        raise KeyboardInterrupt from None
    except BaseException:
        with suppress(OSError, ValueError):
            application.renderer.reset()
        raise


class _Screen:
    """Who holds the terminal meanwhile."""

    def __init__(self, application: Application[Any], resting: Callable[[], None]) -> None:
        self._application = application
        self._resting = resting

    def begin(self) -> None:
        """Be ready to end, once there is a loop. A fault while drawing ends it too, instead of being shown."""
        if (loop := self._application.loop) is not None:
            loop.set_exception_handler(self._fail)
        if lent.is_to_end():
            self._leave()

    def end(self) -> None:
        self._soon(self._leave)

    def stop(self) -> None:
        self._soon(lambda: rest(self._application, self._resting))

    def _soon(self, act: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop was closed just now
            if (loop := self._application.loop) is not None:
                loop.call_soon_threadsafe(act)

    def _leave(self, error: BaseException | None = None) -> None:
        application = self._application
        if application.future is None or application.future.done():
            return
        if error is None:
            application.exit()
        else:
            application.exit(exception=error)

    def _fail(self, _: AbstractEventLoop, context: dict[str, Any]) -> None:
        self._leave(context.get("exception") or RuntimeError(context["message"]))


def rest(application: Application[Any], resting: Callable[[], None]) -> None:
    """Give the screen back, be stopped until the shell lets us go on, and draw it again."""
    if application.future is not None and not application.future.done():
        resting()
        run_in_terminal(lent.stop)
