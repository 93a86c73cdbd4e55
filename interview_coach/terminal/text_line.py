"""One line of the person's own words on a terminal, with the same safety as the other screens."""

from __future__ import annotations

import time
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, VSplit, Window
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import suspend_to_background_supported

from interview_coach.dialogue.port import HIDE, LONE_LETTERS, Hidden, TextQuestion, Written, cleaned, is_slip
from interview_coach.render.layout import Line, keys, paragraph
from interview_coach.terminal.running import rest, run
from interview_coach.terminal.strays import end_stalled_pastes, ignore_the_mouse, take_keys_pressed_until_now

KEYS = (("Enter", "go on"), ("Esc", "back"), ("?", "why"), ("Ctrl-C", "stop"))
WHY = "?"
CAN_SUSPEND = Condition(suspend_to_background_supported)
"""Whether Ctrl-Z hands the terminal back to a shell here."""


def write(entry: TextQuestion, grace: float, style: Style, output: Output, *, colour: bool) -> Written:
    """Ask for a text until it is right or a command is given. Raises KeyboardInterrupt when broken off, and Hidden.

    Whatever is typed stands in the line, also what came early. `grace` is how many seconds the prompt must have
    been visible before a key sends the line or leaves it.
    """
    text, wrong = entry.before, ""
    while True:
        typed = _Prompt(entry, text, wrong, style, output, colour=colour).run(grace)
        if typed is None:
            return Written(command="b")
        text = cleaned(typed)
        if text.lower() == HIDE:
            raise Hidden
        if text.lower() in LONE_LETTERS:
            return Written(command=text.lower())
        if is_slip(text) and text != entry.before:
            text, wrong = entry.before, f"Only {text}? Esc goes back, Enter alone leaves it."
            continue
        wrong = entry.check(text) if text else ""
        if not wrong:
            return Written(text)


class _Prompt:
    """A full screen with the question above the line and the keys below it. Leaves nothing behind."""

    def __init__(
        self, entry: TextQuestion, text: str, wrong: str, style: Style, output: Output, *, colour: bool
    ) -> None:
        self._entry = entry
        self._wrong = wrong
        self._buffer = Buffer(multiline=False, document=Document(text))
        self._visible_since: float | None = None
        line = VSplit(
            [
                Window(FormattedTextControl([("class:label", "> ")]), width=2),
                Window(BufferControl(self._buffer), wrap_lines=True, dont_extend_height=True),
            ]
        )
        parts = [self._part(self._above), line, self._part(self._below), Window()]
        self._application: Application[str | None] = Application(
            layout=Layout(HSplit(parts), focused_element=self._buffer),
            key_bindings=self._bindings(),
            style=style,
            output=output,
            full_screen=True,
            erase_when_done=True,
            color_depth=None if colour else ColorDepth.DEPTH_1_BIT,
        )
        self._application.ttimeoutlen = self._application.timeoutlen = 0.05
        self._application.after_render += self._drawn

    def run(self, grace: float) -> str | None:
        """The text, or None to go back."""
        self._grace = grace
        end_stalled_pastes(self._application)
        answer = run(self._application, self._rest)
        return None if answer is None else str(answer)

    def _drawn(self, _: object) -> None:
        if self._visible_since is None:
            if self._grace and not self._application.is_done:
                take_keys_pressed_until_now(self._application)
            self._visible_since = time.monotonic()

    def _rest(self) -> None:
        self._visible_since = None

    def _is_too_early(self) -> bool:
        since = self._visible_since
        return since is None or time.monotonic() - since < self._grace

    def _part(self, draw: Any) -> Window:
        return Window(FormattedTextControl(lambda: _fragments(draw(self._width()))), dont_extend_height=True)

    def _width(self) -> int:
        return int(self._application.output.get_size().columns)

    def _above(self, width: int) -> list[Line]:
        entry = self._entry
        lines = paragraph(entry.title, width, "hint") if entry.title else []
        lines += paragraph(entry.ask, width, "title")
        if entry.hint:
            lines += paragraph(entry.hint, width)
        if self._wrong:
            lines += paragraph(self._wrong, width, "warning")
        return lines

    def _below(self, width: int) -> list[Line]:
        """The keys that work now: once something is written, a question mark is a part of it."""
        return keys([key for key in KEYS if key[0] != WHY or not self._buffer.text], width)

    def _bindings(self) -> KeyBindings:
        bindings = KeyBindings()
        ignore_the_mouse(bindings)

        can_be_read = ~Condition(self._is_too_early)

        @bindings.add(Keys.Enter)
        def _(event: KeyPressEvent) -> None:
            """Send the line. Where that is too early, or within pasted lines, it parts two words and no more."""
            if self._is_too_early() or _goes_on(event):
                self._buffer.insert_text(" ")
            else:
                self._leave(event, self._buffer.text)

        @bindings.add(WHY, filter=can_be_read & ~Condition(lambda: bool(self._buffer.text)))
        def _(event: KeyPressEvent) -> None:
            if _goes_on(event):
                self._buffer.insert_text(WHY)
            else:
                self._leave(event, WHY)

        @bindings.add(Keys.Escape, filter=can_be_read)
        def _(event: KeyPressEvent) -> None:
            self._leave(event, None)

        @bindings.add(Keys.ControlZ, filter=CAN_SUSPEND)
        def _(event: KeyPressEvent) -> None:
            rest(event.app, self._rest)

        @bindings.add(Keys.ControlC, eager=True)
        @bindings.add(Keys.ControlD, eager=True)
        @bindings.add(Keys.SIGINT, eager=True)
        def _(event: KeyPressEvent) -> None:
            if not event.app.is_done:
                event.app.exit(exception=KeyboardInterrupt)

        return bindings

    @staticmethod
    def _leave(event: KeyPressEvent, text: str | None) -> None:
        if not event.app.is_done:
            event.app.exit(result=text)


def _goes_on(event: KeyPressEvent) -> bool:
    """Whether letters follow at once, as they do in a paste."""
    return any(not isinstance(press.key, Keys) for press in event.key_processor.input_queue)


def _fragments(lines: list[Line]) -> StyleAndTextTuples:
    fragments: StyleAndTextTuples = []
    for number, line in enumerate(lines):
        fragments.extend((f"class:{style}", text) for style, text in line)
        if number < len(lines) - 1:
            fragments.append(("", "\n"))
    return fragments
