"""One line of the person's own words on a terminal, with the same safety as the other screens."""

from __future__ import annotations

from typing import Any

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, VSplit, Window

from interview_coach.book.wording import Wording
from interview_coach.dialogue.port import HIDE, LONE_LETTERS, Hidden, TextQuestion, Written, cleaned, is_slip
from interview_coach.render.layout import STOP, Commands, Line, keys, paragraphs
from interview_coach.terminal.running import FullScreen, Look, fragments

WHY = "?"


def keys_of(wording: Wording) -> Commands:
    """The keys that a line is left by."""
    does = wording.keys
    return (("Enter", does["Enter"]), ("Esc", does["b"]), (WHY, does["?"]), (STOP, does["stop"]))


def write(entry: TextQuestion, look: Look, wording: Wording) -> Written:
    """Ask for a text until it is right or a command is given. Raises KeyboardInterrupt when broken off, and Hidden.

    Whatever is typed stands in the line, also what came early; a key sends or leaves it only once the prompt
    could be read.
    """
    text, wrong = entry.before, ""
    while True:
        typed = _Prompt(entry, text, wrong, look, wording).ask()
        if typed is None:
            return Written(command="b")
        text = cleaned(typed)
        if text.lower() == HIDE:
            raise Hidden
        if text.lower() in LONE_LETTERS:
            return Written(command=text.lower())
        if is_slip(text) and text != entry.before:
            text, wrong = entry.before, wording.says("lone-letter", text)
            continue
        wrong = entry.check(text) if text else ""
        if not wrong:
            return Written(text)


class _Prompt(FullScreen):
    """The question above the line and the keys below it. Its answer is the text, or None to go back."""

    def __init__(self, entry: TextQuestion, text: str, wrong: str, look: Look, wording: Wording) -> None:
        self._entry = entry
        self._wrong = wrong
        self._keys = keys_of(wording)
        self._buffer = Buffer(multiline=False, document=Document(text))
        line = VSplit(
            [
                Window(FormattedTextControl([("class:label", "> ")]), width=2),
                Window(BufferControl(self._buffer), wrap_lines=True, dont_extend_height=True),
            ]
        )
        parts = [self._part(self._above), line, self._part(self._below), Window()]
        super().__init__(Layout(HSplit(parts), focused_element=self._buffer), self._bindings(), look)

    def _part(self, draw: Any) -> Window:
        return Window(
            FormattedTextControl(lambda: fragments(draw(self._look.output.get_size().columns))),
            dont_extend_height=True,
        )

    def _above(self, width: int) -> list[Line]:
        asked = (("hint", self._entry.title), ("title", self._entry.ask), ("plain", self._entry.hint))
        return paragraphs(width, *asked, ("warning", self._wrong))

    def _below(self, width: int) -> list[Line]:
        """The keys that work now: once something is written, a question mark is a part of it."""
        return keys([key for key in self._keys if key[0] != WHY or not self._buffer.text], width)

    def _bindings(self) -> KeyBindings:
        bindings = KeyBindings()
        can_be_read = Condition(self.can_be_read)

        @bindings.add(Keys.Enter)
        def _(event: KeyPressEvent) -> None:
            """Send the line. Where that is too early, or within pasted lines, it parts two words and no more."""
            if not self.can_be_read() or _goes_on(event):
                self._buffer.insert_text(" ")
            else:
                self.leave(self._buffer.text)

        @bindings.add(WHY, filter=can_be_read & ~Condition(lambda: bool(self._buffer.text)))
        def _(event: KeyPressEvent) -> None:
            if _goes_on(event):
                self._buffer.insert_text(WHY)
            else:
                self.leave(WHY)

        bindings.add(Keys.Escape, filter=can_be_read)(lambda _: self.leave())
        return bindings


def _goes_on(event: KeyPressEvent) -> bool:
    """Whether letters follow at once, as they do in a paste."""
    return any(not isinstance(press.key, Keys) for press in event.key_processor.input_queue)
