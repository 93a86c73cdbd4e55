"""The terminal is given back as it was, whatever ends us or stops us, and wherever that happens."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

import typer
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import DummyInput
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.output import DummyOutput
from shells import LIMIT, SCREEN_BACK

from benchmarks.hardness.onlooker import INTERNAL, Onlooker
from benchmarks.hardness.stage import Stage
from interview_coach.render.layout import Line
from interview_coach.storage.books import load_book
from interview_coach.storage.programs import edit
from interview_coach.terminal.drawn import TerminalAsker
from interview_coach.terminal.lent import given_back
from interview_coach.terminal.plain import PlainAsker
from interview_coach.terminal.running import FullScreen, Look

pytestmark = pytest.mark.pty

SIZE = (24, 80)
Does = Callable[[], None]


def sends(number: int) -> Does:
    return lambda: os.kill(os.getpid(), number)


def fails() -> None:
    raise ValueError("a fault of ours")


def drawing(does: Does, at: int) -> Does:
    """A program that shows a page, and does this while it draws it for the time of that number."""

    def program() -> None:
        drawn: list[int] = []

        def draw(_: int) -> Sequence[Line]:
            drawn.append(0)
            if len(drawn) == at:
                does()
            return [(("plain", f"Page {len(drawn)}"),)]

        with given_back():
            TerminalAsker(load_book().wording, 0.0).show(draw, (("q", "quit"),))

    return program


def waiting_for_a_key() -> None:
    with given_back():
        PlainAsker(load_book().wording, key=typer.getchar).show(
            lambda _: [(("plain", "Page 1"),)], (("q", "quit"),)
        )


def played(program: Does, then: int = 0, keys: bytes = b"") -> tuple[Stage, Onlooker]:
    """Run a program to its end. Once it shows something and waits, it gets a signal or keys."""
    stage, seen = Stage((), SIZE, {"TERM": "xterm-256color"}, program=program), Onlooker(SIZE)
    until = time.monotonic() + LIMIT
    while not stage.is_over and time.monotonic() < until:
        if shown := stage.read(0.15):
            seen.see(shown)
        elif seen.raw:
            stage.press(keys)
            if then:
                stage.signal(then)
                then = 0
    stage.close()
    return stage, seen


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
@pytest.mark.parametrize("at", [1, 2, 6])
def test_a_signal_while_a_screen_is_drawn(number: int, at: int) -> None:
    stage, seen = played(drawing(sends(number), at), keys=b"1")
    assert stage.report.status == 128 + number
    assert stage.report.unlike + seen.left_on() == []
    assert not INTERNAL.search(seen.text), seen.text


@pytest.mark.parametrize("at", [1, 2, 6])
def test_a_fault_while_a_screen_is_drawn(at: int) -> None:
    stage, seen = played(drawing(fails, at), keys=b"1")
    assert stage.report.status == 1
    assert stage.report.unlike + seen.left_on() == []
    assert "a fault of ours" in seen.text.rpartition(SCREEN_BACK)[2]
    assert "Press ENTER" not in seen.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("program", [drawing(fails, 0), waiting_for_a_key], ids=["drawn", "single key"])
def test_a_signal_while_a_key_is_waited_for(program: Does, number: int) -> None:
    stage, seen = played(program, then=number)
    assert stage.report.status == 128 + number if number != signal.SIGINT else stage.report.status
    assert stage.report.unlike + seen.left_on() == []


@pytest.mark.parametrize("program", [drawing(fails, 0), waiting_for_a_key], ids=["drawn", "single key"])
def test_a_stop_from_outside_is_as_ctrl_z(program: Does) -> None:
    stage, seen = played(program, then=signal.SIGTSTP, keys=b"q")
    assert stage.report.status == 0
    assert stage.report.unlike + seen.left_on() == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_while_an_object_is_taken_apart_is_not_lost(number: int) -> None:
    """What is raised there goes nowhere, and Python would tell of it on the person's screen."""

    class Thing:
        def __del__(self) -> None:
            os.kill(os.getpid(), number)
            time.sleep(0.01)

    def program() -> None:
        with given_back():
            Thing()
            os.write(1, b"Page 1")
            time.sleep(LIMIT)

    stage, seen = played(program)
    assert stage.is_over
    assert stage.report.status == (128 + number if number != signal.SIGINT else stage.report.status)
    assert "Exception ignored" not in seen.text


@pytest.mark.parametrize("report", [b"\x1b[3m", b"\x1b[<m", b"\x1b[<0;1;2M"])
def test_what_looks_like_the_mouse_means_nothing(report: bytes) -> None:
    stage, seen = played(drawing(fails, 0), keys=report + b"q")
    assert stage.report.status == 0, seen.text
    assert stage.report.unlike + seen.left_on() == []


ON_A_SCREEN = (
    r"""sh -c 'stty raw; printf "\033[?1049h"; trap "printf \"\033[?1049l\"; exit" TERM; sleep 5 & wait'"""
)
"""An editor that draws on a screen of its own, and leaves it when it is told to end."""


def test_a_signal_while_the_editor_has_the_terminal(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    def editing() -> None:
        with given_back():
            edit("a letter")

    monkeypatch.setenv("VISUAL", ON_A_SCREEN)
    stage, seen = played(editing, then=signal.SIGTERM)
    assert stage.report.status == 128 + signal.SIGTERM
    assert "1049h" in seen.text
    assert stage.report.unlike + seen.left_on() == []
    assert [file for file in (home / "state").rglob("*") if file.is_file()] == []


def stalls(columns: int) -> Does:
    """A program that is slow to draw in a window of that width, and slower to come to the key that arrives meanwhile."""

    def program() -> None:
        with given_back():
            asker = TerminalAsker(load_book().wording, 0.05)
            widths: list[int] = []

            def draw(width: int) -> Sequence[Line]:
                widths.append(width)
                if widths.count(columns) == 1 and width == columns:
                    os.write(1, b"now")
                    time.sleep(0.5)  # what the key arrives in
                    asyncio.get_running_loop().call_soon(time.sleep, 0.2)  # longer than a screen must be read
                return [(("plain", f"Page of {width}"),)]

            asker.show(draw, (("q", "quit"),))

    return program


@pytest.mark.parametrize("sizes", [(SIZE,), ((3, 60), SIZE)], ids=["at first", "after the window has grown"])
def test_a_machine_that_stalls_takes_no_key_for_one_that_was_pressed_later(
    sizes: Sequence[tuple[int, int]],
) -> None:
    stage = Stage((), sizes[0], {"TERM": "xterm-256color"}, program=stalls(SIZE[1]))
    seen = Onlooker(SIZE)
    for size in sizes[1:]:
        while b"Page" not in seen.raw:
            seen.see(stage.read(LIMIT))
        time.sleep(0.2)  # a screen that has long been read
        stage.resize(*size)
    while b"now" not in seen.raw:
        seen.see(stage.read(LIMIT))
    stage.press(b"q")
    while f"Page of {SIZE[1]}".encode() not in seen.raw:
        seen.see(stage.read(LIMIT))
    until = time.monotonic() + 1.0
    while time.monotonic() < until and not stage.is_over:
        seen.see(stage.read(0.1))
    stage.signal(signal.SIGTERM)
    while not stage.is_over:
        seen.see(stage.read(LIMIT))
    stage.close()
    assert stage.report.status == 128 + signal.SIGTERM


def test_ctrl_c_while_a_screen_is_being_made() -> None:
    class Interrupted(asyncio.DefaultEventLoopPolicy):
        def new_event_loop(self) -> asyncio.AbstractEventLoop:
            os.kill(os.getpid(), signal.SIGINT)
            return super().new_event_loop()

    def program() -> None:
        asyncio.set_event_loop_policy(Interrupted())
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            with suppress(KeyboardInterrupt):
                drawing(fails, 0)()
            gc.collect()  # what was begun and not ended is told of now
        sys.exit(1 if told else 130)

    stage, seen = played(program)
    assert stage.report.status == 130
    assert stage.report.unlike + seen.left_on() == []
    assert not INTERNAL.search(seen.text), seen.text


@pytest.mark.parametrize("key", [Keys.SIGINT, Keys.ControlC, Keys.ControlD])
def test_a_signal_that_comes_when_a_screen_has_just_ended_means_nothing(key: Keys) -> None:
    async def pressed() -> None:
        ended = FullScreen(Layout(Window()), KeyBindings(), Look(DummyOutput(), has_colour=False, grace=0.0))
        keys = ended.application.key_processor
        keys.feed(KeyPress(key))
        keys.process_keys()
        assert not ended.is_asking()
        await ended.application.cancel_and_wait_for_background_tasks()

    with create_app_session(DummyInput(), DummyOutput()):
        asyncio.run(pressed())
