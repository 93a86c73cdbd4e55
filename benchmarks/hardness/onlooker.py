"""Somebody who looks on: which screens there were, what stood on them when a key was pressed, how all was left."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pyte

APPEARS, GOES = b"\x1b[?1049h", b"\x1b[?1049l"
MARKS = re.compile(rb"\x1b\[\?1049[hl]|(?:then Enter|x for a line to leave, h to hide|Press one key):\r?\n")
NORMAL = {"1049": "l", "25": "h", "2004": "l", "7": "h", "1000": "l", "1003": "l", "1006": "l"}
"""The modes of a terminal that `coach` or its library turns, as they are for a shell."""

MODE = re.compile(r"\x1b\[\?(\d+)([hl])")
INTERNAL = re.compile(
    r"Traceback|File \"|Exception|[a-z]Error\b|<class|object at 0x|NoneType|asyncio|Press ENTER to continue"
    r"|was never awaited|Warning:"
)
LONGEST = 64
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|.)|\s+")
AT_ONCE = 0.05
"""Seconds before a plain question in which a line may have come after it was printed, and before it was read here."""


@dataclass(slots=True)
class Scene:
    """A screen, or a plain prompt, from its appearance on: what was read on it, and pressed while it was there."""

    at: int
    """Where it begins in all that was shown."""
    words: set[str] = field(default_factory=set)
    pressed: bytes = b""
    is_disturbed: bool = False
    """A signal came meanwhile: it may end without a key."""


class Onlooker:
    def __init__(self, size: tuple[int, int]) -> None:
        self._screen: Any = pyte.Screen(size[1], size[0])
        self._stream: Any = pyte.ByteStream(self._screen)
        self.raw = b""
        self.scenes: list[Scene] = []
        self.is_open = False
        self._looked = 0
        self._is_restless = False
        self._scrolled = 0
        self._pressed_at = 0.0

    def see(self, data: bytes) -> None:
        self.raw += data
        self._stream.feed(data)
        for mark in MARKS.finditer(self.raw, self._looked):
            self.is_open = mark[0] != GOES
            if self.is_open:
                read = b"" if mark[0] == APPEARS else self.raw[self._scrolled : mark.start()]
                words = words_of(read.decode("utf-8", "replace"))
                if b"\nAllowed: " in read and self.scenes:  # the same question once more
                    self._scrolled = mark.end()
                    continue
                is_late = mark[0] != APPEARS and time.monotonic() - self._pressed_at < AT_ONCE
                pressed = self.scenes[-1].pressed if is_late and self.scenes else b""
                self.scenes.append(Scene(mark.end(), words, pressed, self._is_restless))
                self._scrolled = mark.end()
                self._is_restless = False
        ends = [m.end() for m in MARKS.finditer(self.raw, self._looked)]
        self._looked = max([*ends, len(self.raw) - LONGEST, self._looked])

    def resize(self, rows: int, columns: int) -> None:
        self._screen.resize(rows, columns)

    def press(self, keys: bytes) -> None:
        """Note that keys are pressed now, with all that can be read by now."""
        self._pressed_at = time.monotonic()
        if self.is_open:
            scene = self.scenes[-1]
            scene.pressed += keys
            for row in self._screen.display:
                scene.words |= words_of(row)

    def disturb(self) -> None:
        """Note that a signal comes: it finds this screen, or the one that is being drawn."""
        self._is_restless = True
        if self.scenes:
            self.scenes[-1].is_disturbed = True

    def rows(self) -> list[str]:
        """What stands on the screen now."""
        return [row.rstrip() for row in self._screen.display if row.strip()]

    @property
    def text(self) -> str:
        return self.raw.decode("utf-8", "replace")

    def left_on(self) -> list[str]:
        """Modes that are not as they were."""
        last = dict(MODE.findall(self.text))
        return [
            f"mode {mode} was left {last[mode]}"
            for mode in NORMAL
            if last.get(mode, NORMAL[mode]) != NORMAL[mode]
        ]

    def unasked(self) -> list[str]:
        """Screens that another one followed though no key was pressed while they were there."""
        return [
            f"screen {number} of {len(self.scenes)} was left without a key: {self._beginning(scene)}"
            for number, (scene, following) in enumerate(pairwise(self.scenes), 1)
            if not (scene.pressed or scene.is_disturbed)
            and self._beginning(scene) != self._beginning(following)  # not the same one drawn anew
        ]

    def _beginning(self, scene: Scene) -> str:
        text = ESCAPES.sub(" ", self.raw[scene.at : scene.at + 1000].decode("utf-8", "replace"))
        return " ".join(text.split())[:60]


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w{2,}", text.lower()))
