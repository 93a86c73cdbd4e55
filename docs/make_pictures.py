"""Draws the pictures of the README from the running program: `python docs/make_pictures.py`.

The installed `coach` runs on a pseudo-terminal, keys are pressed as a person would, and what stands on
the screen is saved as SVG by Rich.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

import pexpect
import pyte
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import MONOKAI
from rich.text import Text

HERE = Path(__file__).resolve().parent / "pictures"
COLUMNS, ROWS = 44, 17
COLOURS = {"brown": "yellow"}

# file name: (title, what to press, with the words that must be on the screen before each key)
PICTURES: dict[str, tuple[str, tuple[tuple[str, str], ...], str]] = {
    "danger": ("coach assess", (), "ARE YOU SAFE"),
    "topics": ("coach assess", (("ARE YOU SAFE", "0"), ("GOING ON", "1")), "1\\*"),
    "ticks": (
        "coach assess",
        (("ARE YOU SAFE", "0"), ("GOING ON", "1"), ("1\\*", "\r")),
        "commission|Commission",
    ),
    "stay": (
        "coach assess",
        (
            ("ARE YOU SAFE", "0"),
            ("GOING ON", "6"),
            ("6\\*", "\r"),
            ("minutes late", "1"),
            ("1\\*", "\r"),
            ("ask what", "1"),
        ),
        "STAY FOR NOW",
    ),
    "politely-exit": (
        "coach assess",
        (
            ("ARE YOU SAFE", "0"),
            ("GOING ON", "1"),
            ("1\\*", "\r"),
            ("promise", "LESS"),
            ("\\*", "\r"),
            ("ask about it", "4"),
            ("need or want it", "2"),
        ),
        "END IT POLITELY",
    ),
    "walk-out": ("coach assess", (("ARE YOU SAFE", "4"),), "LEAVE NOW"),
    "prep": (
        "coach prep",
        (
            ("BEFORE YOU GO", "\r"),
            ("KEEP WHAT", "1"),
            ("WHAT IS IT FOR", "1"),
            ("What do you call it", "\r"),
        ),
        "Next:",
    ),
    "followup": (
        "coach followup reconnect",
        (("unsafe happen", "1"), ("Which one", "2"), ("Enter show it", "\r")),
        "fill in",
    ),
    "debrief": (
        "coach debrief",
        (("KEEP WHAT", "2"), ("Enter begin", "\r"), ("Enter go on", "\r")),
        "How did it end",
    ),
}


def main() -> None:
    coach = shutil.which("coach", path=str(Path(sys.executable).parent)) or "coach"
    HERE.mkdir(exist_ok=True)
    for name, (title, presses, until) in PICTURES.items():
        screen = _play(coach, title.split()[1:], presses, until)
        console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
        for row in _rows(screen):
            console.print(row, no_wrap=True, overflow="crop")
        svg = console.export_svg(title=title, theme=MONOKAI, unique_id=f"coach-{name}")
        # Pictures are to be seen offline too: no fonts from elsewhere.
        svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
        (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")
        print(f"docs/pictures/{name}.svg")


def _play(coach: str, args: list[str], presses: tuple[tuple[str, str], ...], until: str) -> pyte.Screen:
    """Run the program, press the keys, and return the screen that stands at the end."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.Stream(screen)
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "COACH_HOME": home, "TERM": "xterm-256color"}
        child: pexpect.spawn[str] = pexpect.spawn(
            coach, args, env=environment, dimensions=(ROWS, COLUMNS), encoding="utf-8", timeout=20
        )
        for words, key in presses:
            _wait(child, stream, screen, words)
            child.send(_key_of(screen, "Less than the advert") if key == "LESS" else key)
        _wait(child, stream, screen, until)
        child.close(force=True)
    return screen


def _key_of(screen: pyte.Screen, text: str) -> str:
    """The key in front of a choice, wherever the screen lists it."""
    return next(row.strip()[0] for row in screen.display if text in row)


def _wait(child: pexpect.spawn[str], stream: pyte.Stream, screen: pyte.Screen, words: str) -> None:
    """Read until the words are on the screen, then a moment longer: a new screen takes no keys at first."""
    deadline = time.monotonic() + 20
    while not re.search(words, "\n".join(screen.display)):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{words!r} never came; the screen holds:\n" + "\n".join(screen.display))
        stream.feed(child.read_nonblocking(4096, timeout=20))
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        try:
            stream.feed(child.read_nonblocking(4096, timeout=0.1))
        except pexpect.TIMEOUT:
            continue


def _rows(screen: pyte.Screen) -> list[Text]:
    rows = []
    for y in range(screen.lines):
        row = Text()
        for x in range(screen.columns):
            cell = screen.buffer[y][x]
            colour = COLOURS.get(cell.fg, cell.fg)
            row.append(
                cell.data,
                Style(
                    bold=cell.bold, underline=cell.underscore, color=None if colour == "default" else colour
                ),
            )
        row.rstrip()
        rows.append(row)
    while rows and not rows[-1].plain:
        rows.pop()
    return rows


if __name__ == "__main__":
    main()
