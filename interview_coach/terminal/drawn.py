"""Screens on a terminal, with digits for choices and letters for commands: prompt_toolkit draws, questionary runs.

Safe under panic: keys pressed before a screen could be read are dropped, Enter alone answers nothing where
it counts, and breaking off raises instead of passing for an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TextIO

from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.output import create_output

from interview_coach.book.wording import Wording
from interview_coach.dialogue.port import HIDE, Hidden, Pages, Reply, TextQuestion, Written
from interview_coach.render.layout import Commands, Line, keys, paragraph, with_stop
from interview_coach.render.screen_page import notice_lines
from interview_coach.session.screens import MORE_KEY, Notice, Screen, not_taken
from interview_coach.terminal.keys import Answering
from interview_coach.terminal.running import FullScreen, Look, drop_keys_typed_before, fragments
from interview_coach.terminal.text_line import write

GRACE = 0.25
"""Seconds that a screen must have been visible before a key can answer it."""

Handle = Callable[[str], Reply | None]
Shown = Callable[[Sequence[Line], Sequence[Line]], None]


class TerminalAsker:
    """Asks on a terminal, a full screen at a time: on standard output, or on `screen`."""

    def __init__(
        self, wording: Wording, grace: float = GRACE, *, colour: bool = True, screen: TextIO | None = None
    ) -> None:
        self.wording = wording
        self.ticked: frozenset[str] = frozenset()
        output = create_output(screen) if screen else get_app_session().output
        self._look = Look(output, colour, grace)

    def ask(self, screen: Screen, ticked: frozenset[str]) -> Reply:
        state = Answering(screen, ticked, self.wording)
        page = _Page(
            self.wording, self._look.output.get_size, state.draw, goes_on=state.has_more, shown=state.shown
        )

        def handle(key: str) -> Reply | None:
            if state.is_unseen(key):
                page.turn(MORE_KEY)
                return None
            return state.handle(key)

        try:
            return self._run(page, handle)
        finally:
            self.ticked = state.ticked

    def tell(self, notice: Notice) -> str:
        commands = self.wording.commands("Enter b x h")

        def draw(width: int) -> Sequence[Line]:
            return [*notice_lines(notice, width), (("plain", ""),), *keys(commands, width)]

        pressed = self.show(draw, commands)
        return pressed if pressed == "x" else ""

    def show(self, draw: Pages, commands: Commands) -> str:
        known = {key.lower(): key for key, _ in commands}
        message: list[str] = []

        def drawn(width: int) -> Sequence[Line]:
            return [*draw(width), *(line for text in message for line in paragraph(text, width, "warning"))]

        def handle(key: str) -> Reply | None:
            if key in ("escape", " ") and key not in known:
                key = "b" if key == "escape" and "b" in known else "enter"
            message[:] = [] if key in known or len(key) > 1 else [not_taken(key, self.wording)]
            return Reply(command=known[key]) if key in known else None

        return self._run(_Page(self.wording, self._look.output.get_size, drawn, commands), handle).command

    def write(self, entry: TextQuestion) -> Written:
        return write(entry, self._look, self.wording)

    def leave(self) -> None:
        """Each screen is gone when it is answered, and what was there before is back."""

    def clear(self) -> None:
        self._look.output.write_raw("\x1b[H\x1b[2J\x1b[3J")
        self._look.output.flush()

    def _run(self, page: _Page, handle: Handle) -> Reply:
        bindings = KeyBindings()

        def pressed(event: KeyPressEvent, key: str) -> None:
            if not (screen.is_asking() and screen.can_be_read()):
                return
            before = page.turned
            reply = None if page.turn(key) else handle(key)
            if reply is not None:
                screen.leave(reply)
            if page.turned != before or (page.goes_on and key == MORE_KEY):
                screen.begin_anew()
            event.app.invalidate()

        for name, key in (
            (Keys.Up, "up"),
            (Keys.Down, "down"),
            (Keys.Enter, "enter"),
            (Keys.Escape, "escape"),
            (Keys.PageDown, MORE_KEY),
        ):
            bindings.add(name)(lambda event, key=key: pressed(event, key))

        @bindings.add(Keys.Any)
        def _(event: KeyPressEvent) -> None:
            """One printable character. Function keys and pastes arrive here too, and mean nothing."""
            key = event.key_sequence[0].key
            if not isinstance(key, Keys) and len(key) == 1 and key.isprintable():
                pressed(event, key.lower())

        hides_cursor = Condition(lambda: not page.has_arrow)
        window = Window(FormattedTextControl(page.fragments), always_hide_cursor=hides_cursor)
        screen = FullScreen(Layout(window), bindings, self._look)
        drop_keys_typed_before(screen.application)
        answer = screen.ask()
        reply = answer if isinstance(answer, Reply) else Reply()
        if reply.command == HIDE:
            raise Hidden
        return reply


class _Page:
    """Lines in a window that may be too small for them: `+` turns to the rest.

    `commands` are the keys that stay in sight while there is more below. With `goes_on` the end of the lines
    is not the end of the list: there `+` leads to the next part of it. `shown` is told which lines are in sight,
    and of which lines; `turned` counts how often others came into sight.
    """

    def __init__(
        self,
        wording: Wording,
        size: Callable[[], Size],
        draw: Pages,
        commands: Commands = (),
        *,
        goes_on: bool = False,
        shown: Shown = lambda *_: None,
    ) -> None:
        self._wording = wording
        self.size = size
        self._draw = draw
        self._commands = commands
        self.goes_on = goes_on
        self._shown = shown
        self._top = 0
        self._at: int | None = None
        """Where the arrow was when the window followed it last."""
        self.has_arrow = False
        """Whether the arrow was in sight when it was drawn last."""
        self.turned = 0

    def turn(self, key: str) -> bool:
        """Turn the page if `key` says so and there is another."""
        if key not in (MORE_KEY, " ") or self._fits():
            return False
        at = self._arrow(self._lines())
        if key == " " and at is not None:
            return False
        self._at = at
        self.turned += 1
        self._top += self._room()
        if self._top < len(self._lines()):
            return True
        self._top = 0
        return key != MORE_KEY or not self.goes_on

    def _lines(self) -> Sequence[Line]:
        width = self.size().columns
        return with_stop(self._draw(width), width, self._wording.keys["stop"])

    def _fits(self) -> bool:
        return len(self._lines()) <= self.size().rows

    @staticmethod
    def _arrow(lines: Sequence[Line]) -> int | None:
        """The number of the line that the arrow is on."""
        return next((n for n, line in enumerate(lines) if any(style == "at" for style, _ in line)), None)

    def _foot(self) -> list[Line]:
        """What stands below a page that has more, as far as there is room for it."""
        size = self.size()
        foot = keys([(MORE_KEY, self._wording.says("rest")), *self._commands], size.columns)
        return foot if len(foot) * 2 < size.rows else foot[:1]

    def _room(self) -> int:
        return max(1, self.size().rows - len(self._foot()))

    def fragments(self) -> StyleAndTextTuples:
        lines = list(self._lines())
        if self._fits():
            self._shown(lines, lines)
        else:
            room = self._room()
            at = self._arrow(lines)
            if at is not None and at != self._at and not self._top <= at < self._top + room:
                self._top = max(0, at - room + 1)
            self._at = at
            has_more = self._top + room < len(lines)
            top: Line = (("label", " ".join((MORE_KEY, self._wording.says("top")))),)
            foot = self._foot() if has_more or self.goes_on else [top]
            inside = lines[self._top : self._top + room]
            self._shown(inside, lines)
            lines = [*inside, *foot]
        highlighted = self._arrow(lines)
        self.has_arrow = highlighted is not None
        return fragments(lines, highlighted)
