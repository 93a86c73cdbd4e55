"""What a terminal sends that was not meant for this screen: keys from before it, the mouse, and a paste that never ends."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys

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


def take_keys_pressed_until_now(application: Application[Any]) -> None:
    """Handle what waits in the terminal, at once: a machine that stalls must not take it for pressed later."""
    application.key_processor.feed_multiple(application.input.read_keys())
    application.key_processor.process_keys()


def ignore_the_mouse(bindings: KeyBindings) -> None:
    """No screen asks for it: what looks like a report of it was typed or pasted, and may not even be a whole one."""
    bindings.add(Keys.Vt100MouseEvent)(lambda _: None)


def end_stalled_pastes(application: Application[Any]) -> None:
    """Let a paste whose end never comes be over soon: until then every key would belong to it, Ctrl-C too."""
    application.pre_run_callables.append(lambda: _start_looking(application))


def _start_looking(application: Application[Any]) -> None:
    application.create_background_task(_keep_looking(application))


async def _keep_looking(application: Application[Any]) -> None:
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
