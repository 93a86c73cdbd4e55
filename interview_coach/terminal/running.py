"""One full screen of prompt_toolkit, from its first drawing to its end, and what a terminal sends that was not meant for it."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, NamedTuple

import questionary
from prompt_toolkit.application import Application, run_in_terminal
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Layout
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import suspend_to_background_supported

from interview_coach.render.layout import Line
from interview_coach.terminal import lent

END_OF_PASTE = "\x1b[201~"

ANSI_SEQUENCES[END_OF_PASTE] = Keys.Ignore  # alone it would be Escape and digits, which answer

LOOK, SLOWEST_PASTE = 0.5, 32
"""Seconds between two looks at a paste, and how many characters must have come between them."""


def drop_keys_typed_before(application: Application[Any]) -> None:
    """Forget what was typed before this screen, in prompt_toolkit's store and in the terminal's."""
    clear_typeahead(application.input)
    with suppress(ImportError, OSError, ValueError):
        import termios

        descriptor = application.input.fileno()
        if os.isatty(descriptor):
            termios.tcflush(descriptor, termios.TCIFLUSH)
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()


async def end_stalled_pastes(application: Application[Any]) -> None:
    """Let a paste whose end never comes be over soon: until then every key would belong to it, Ctrl-C too."""
    parser: Any = getattr(application.input, "vt100_parser", None)
    before: int | None = None
    while parser is not None:
        await asyncio.sleep(LOOK)
        now = len(parser._paste_buffer) if parser._in_bracketed_paste else None  # noqa: SLF001 - it has no other name
        if now is not None and before is not None and now - before < SLOWEST_PASTE:
            parser.feed(END_OF_PASTE)
            application.key_processor.feed_multiple(application.input.flush_keys())
            application.key_processor.process_keys()
            now = None
        before = now


STYLE = Style.from_dict(
    {
        "plain": "",
        "title": "bold",
        "label": "bold",
        "quote": "",
        "hint": "",
        "on": "bold",
        "at": "underline",
        "good": "ansigreen",
        "warning": "ansiyellow bold",
        "grave": "ansired bold",
    }
)


class Look(NamedTuple):
    """How screens are shown: where, in colour or not, and for how many seconds before a key counts."""

    output: Output
    has_colour: bool
    grace: float


class FullScreen:
    """Asks on a full screen of which nothing stays, and holds the terminal meanwhile.

    Whatever its `bindings` are, Ctrl-C breaks it off, Ctrl-Z rests it, and the mouse means nothing: no screen asks
    for it, so that what looks like a report of it was typed or pasted, and may not even be a whole one.
    """

    def __init__(self, layout: Layout, bindings: KeyBindings, look: Look) -> None:
        self._look = look
        self._since: float | None = None
        """When what is on the screen was drawn for the first time."""
        self._size = look.output.get_size()
        bindings.add(Keys.Vt100MouseEvent)(lambda _: None)
        for key in (Keys.ControlC, Keys.ControlD, Keys.SIGINT):
            bindings.add(key, eager=True)(lambda _: self.leave(error=KeyboardInterrupt()))
        bindings.add(Keys.ControlZ, filter=Condition(suspend_to_background_supported))(lambda _: self._rest())
        self.application: Application[Any] = Application(
            layout=layout,
            key_bindings=bindings,
            style=STYLE,
            output=look.output,
            full_screen=True,
            erase_when_done=True,
            color_depth=None if look.has_colour else ColorDepth.DEPTH_1_BIT,
        )
        self.application.ttimeoutlen = self.application.timeoutlen = 0.05
        self.application.after_render += self._drawn
        self.application.pre_run_callables.append(self._begin)

    def ask(self) -> Any:
        """The answer. Raises what the screen was left with; KeyboardInterrupt too where the terminal is gone."""
        try:
            with lent.held_by(self):
                return questionary.Question(self.application).unsafe_ask()
        except EOFError:
            raise KeyboardInterrupt from None
        except BaseException:
            with suppress(OSError, ValueError):
                self.application.renderer.reset()
            raise

    def can_be_read(self) -> bool:
        """Whether what is on the screen has been there for long enough that a key was meant for it."""
        return self._since is not None and time.monotonic() - self._since >= self._look.grace

    def begin_anew(self) -> None:
        """What is drawn next is something else, which nobody has read yet."""
        self._since = None

    def _drawn(self, _: object) -> None:
        size = self._look.output.get_size()
        if size != self._size:  # a window that has grown shows what nobody can have read yet
            self._size = size
            self.begin_anew()
        if self._since is None:
            if self._look.grace and not self.application.is_done:
                # A machine that stalls must not take what waits in the terminal for pressed later.
                self.application.key_processor.feed_multiple(self.application.input.read_keys())
                self.application.key_processor.process_keys()
            self._since = time.monotonic()

    def _begin(self) -> None:
        """Be ready to end, once there is a loop. A fault while drawing ends it too, instead of being shown."""
        self.application.create_background_task(end_stalled_pastes(self.application))
        if (loop := self.application.loop) is not None:
            loop.set_exception_handler(self._fail)
        if lent.is_to_end():
            self.leave()

    def end(self) -> None:
        self._soon(self.leave)

    def stop(self) -> None:
        self._soon(self._rest)

    def _soon(self, act: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop was closed just now
            if (loop := self.application.loop) is not None:
                loop.call_soon_threadsafe(act)

    def leave(self, result: object = None, error: BaseException | None = None) -> None:
        """End with a result, or an error; a key or a signal that comes when it has ended already means nothing."""
        if not self.is_asking():
            return
        if error is None:
            self.application.exit(result=result)
        else:
            self.application.exit(exception=error)

    def _fail(self, _: AbstractEventLoop, context: dict[str, Any]) -> None:
        self.leave(error=context.get("exception") or RuntimeError(context["message"]))

    def _rest(self) -> None:
        """Give the screen back, be stopped until the shell lets us go on, and draw it again."""
        if self.is_asking():
            self.begin_anew()
            run_in_terminal(lent.stop)

    def is_asking(self) -> bool:
        """Whether it has begun and not ended."""
        return self.application.future is not None and not self.application.future.done()


def fragments(lines: Iterable[Line], at: int | None = None) -> StyleAndTextTuples:
    """Lines as prompt_toolkit draws them, the cursor standing on the one with the number `at`."""
    drawn: StyleAndTextTuples = []
    for number, line in enumerate(lines):
        drawn += [("", "\n")] if number else []
        drawn += [("[SetCursorPosition]", "")] if number == at else []
        drawn += [(f"class:{style}", text) for style, text in line]
    return drawn
