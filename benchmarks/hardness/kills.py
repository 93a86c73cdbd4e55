"""`kill -9` while answers are being kept: `python -m benchmarks.hardness.kills [--runs 200] [--seed N]`.

Somebody answers one screen after another and is killed at a random moment after one of their keys. What had been
kept when they pressed it is there afterwards, so that at most that one answer is lost; no file is damaged; and the
next start goes on, clears up, and loses nothing. What is kept when is taken from one walk that nobody kills.
"""

from __future__ import annotations

import json
import shlex
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.hardness.homes import faults, furnish, journals, make_model
from benchmarks.hardness.onlooker import INTERNAL, Onlooker
from benchmarks.hardness.stage import Stage
from benchmarks.hardness.tally import options, side_by_side

COMMANDS = ("assess", "prep --keep", "debrief --keep")
SIZE = (40, 80)
STEPS = 16
NAME = "Acme"
TO_READ, AGAIN, PATIENCE = 0.3, 1.5, 20.0
"""Seconds that a screen is read, after which a key is pressed again, and after which nothing more is waited for."""

COMPLAINTS = ("damaged", "cannot", "could not", "not kept")
Kept = frozenset[str]


@dataclass(frozen=True, slots=True)
class Way:
    """What one walk to the end had kept when each of its keys was pressed."""

    command: str
    kept: tuple[Kept, ...]


class Walker:
    """Somebody who answers whatever is asked, always in the same way."""

    def __init__(self, args: str, home: Path) -> None:
        settings = {"COACH_HOME": str(home), "TERM": "xterm-256color"}
        self.stage, self.seen = Stage(shlex.split(args), SIZE, settings), Onlooker(SIZE)
        self.steps = 0

    def reads(self, seconds: float = TO_READ) -> None:
        """Look until nothing more came for so long."""
        until = time.monotonic() + seconds
        while not self.stage.is_over and (left := until - time.monotonic()) > 0:
            if shown := self.stage.read(left):
                self.seen.see(shown)
                until = time.monotonic() + seconds

    def presses(self) -> bool:
        """Press what answers this screen. False where there is nothing more to answer."""
        keys = _answer("\n".join(self.seen.rows()), self.steps)
        self.stage.press(keys.encode())
        self.steps += bool(keys)
        return bool(keys)

    def goes_on(self) -> bool:
        """Wait for the next screen, and read it; press again where a key came too early. False if none comes."""
        before, until = len(self.seen.scenes), time.monotonic() + PATIENCE
        keys = _answer("\n".join(self.seen.rows()), self.steps - 1)
        again = time.monotonic() + AGAIN
        while len(self.seen.scenes) == before and time.monotonic() < until and not self.stage.is_over:
            self.reads(0.05)
            if time.monotonic() > again:
                self.stage.press(keys.encode())
                again = time.monotonic() + AGAIN
        self.reads()
        return len(self.seen.scenes) > before

    def begins(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self.seen.scenes and time.monotonic() < until and not self.stage.is_over:
            self.reads(0.05)
        self.reads()

    def breaks_off(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self.stage.is_over and time.monotonic() < until:
            self.stage.press(b"\x03")
            self.reads()
        self.stage.close()


def _answer(screen: str, step: int) -> str:
    """The keys that answer a screen."""
    if "ARE YOU SAFE" in screen:
        return "0"
    if "WHAT IS GOING ON" in screen:
        return "1234567\r"
    if "m more" in screen:
        return ""
    if "call it?" in screen:
        return f"{NAME}\r"
    if "Esc" in screen:  # a line to write
        text = "tomorrow" if "2026-11-23" in screen else f"something {step}"
        return "\r" if "noted" in screen or "Write " in screen else f"{text}\r"
    if "all that fit" in screen:
        return "0\r" if "0  " in screen else "1\r"
    return "1" if "\n1  " in screen and "Next: " not in screen else "\r"


def kept_in(home: Path) -> Kept:
    """All that is kept about the person: the events of the draft, and the rows of the journal."""
    kept: set[str] = set()
    draft = home / "state" / "draft.json"
    if draft.is_file():
        events = json.loads(draft.read_bytes())["events"]
        kept |= {f"{number} {json.dumps(event, sort_keys=True)}" for number, event in enumerate(events)}
    for file in journals(home):
        with closing(sqlite3.connect(file)) as opened:
            for table, columns in (
                ("interview", "name"),
                ("answer", "guide, step, value"),
                ("detail", "name, value"),
            ):
                rows = opened.execute(f"SELECT {columns} FROM {table}")  # noqa: S608 - these three
                kept |= {f"{table} {row}" for row in rows}
    return frozenset(kept)


def walked(command: str, model: Path, steps: int = STEPS) -> Way:
    """Walk over so many screens once."""
    with tempfile.TemporaryDirectory(prefix="coach-") as folder:
        home = Path(folder) / "home"
        furnish(home, model, draft=False, journal=False)
        walker = Walker(command, home)
        walker.begins()
        kept = [kept_in(home)]
        while len(kept) < steps and walker.presses() and walker.goes_on():
            kept.append(kept_in(home))
        walker.breaks_off()
    if len(kept[-1]) < 3:
        raise RuntimeError(f"coach {command} kept only {sorted(kept[-1])}: {walker.seen.rows()}")
    return Way(command, tuple(kept))


def run(number: int, seed: int, model: Path, ways: list[Way]) -> tuple[int, str, list[str]]:
    """Kill once. Returns the number, what was killed where, and what was found."""
    rng = Random(f"{seed}/{number}")
    way = rng.choice(ways)
    at = rng.randrange(len(way.kept))
    wait = rng.choice((0.0, 0.02, 0.1)) * rng.random()
    with tempfile.TemporaryDirectory(prefix="coach-") as folder:
        home = Path(folder) / "home"
        furnish(home, model, draft=False, journal=False)
        walker = Walker(way.command, home)
        found = []
        if at or rng.random() < 0.7:  # else it is killed while it starts
            walker.begins()
            for _ in range(at):
                if not (walker.presses() and walker.goes_on()):
                    found.append(f"no screen after {walker.steps} keys: {walker.seen.rows()}")
            walker.presses()
        time.sleep(wait)
        walker.stage.signal(signal.SIGKILL)
        walker.reads(
            PATIENCE
        )  # until it is seen to have ended: a process that nobody has waited for still counts
        walker.stage.close()
        found += faults(home, may_be_unfinished=True)
        try:
            kept = kept_in(home)
        except (ValueError, sqlite3.Error) as error:
            return number, way.command, [*found, f"what was kept cannot be read: {error}"]
        found += [f"lost: {lost}" for lost in sorted(way.kept[at] - kept)]
        found += _next_start(way.command, home, kept)
    return number, f"{way.command}, killed {wait * 1000:.0f} ms after key {at + 1}", found


def _next_start(command: str, home: Path, kept: Kept) -> list[str]:
    """What is wrong with the next start: it is to go on where there is something to go on with."""
    if command == "assess":
        again = f"{command} --resume" if kept else command
    else:
        again = f"{command} --interview {NAME}" if any(NAME in each for each in kept) else command
    walker = Walker(again, home)
    walker.begins()
    walker.breaks_off()
    text = walker.seen.text
    found = [f"coach {again} lost: {lost}" for lost in sorted(kept - kept_in(home))]
    if walker.stage.report.status != 130 or INTERNAL.search(text) or any(each in text for each in COMPLAINTS):
        found.append(f"coach {again} ended with {walker.stage.report.status}: {text[-1500:]!r}")
    return found + faults(home)


def main(argv: list[str] | None = None) -> int:
    chosen = options(__doc__, 200).parse_args(argv)
    start = time.monotonic()
    numbers = range(chosen.runs) if chosen.only is None else [chosen.only]
    with tempfile.TemporaryDirectory(prefix="coach-") as folder:
        model = make_model(Path(folder), roles=["candidate"])
        ways = [walked(command, model) for command in COMMANDS]
        again = f"benchmarks.hardness.kills --seed {chosen.seed}"
        once = partial(run, seed=chosen.seed, model=model, ways=ways)
        told, bad = side_by_side(once, numbers, chosen.jobs, again)
    screens = ", ".join(f"{len(way.kept)} in {way.command}" for way in ways)
    print(
        f"{len(numbers)} kills ({told}; screens: {screens}) with seed {chosen.seed} "
        f"in {time.monotonic() - start:.0f} s: {bad} with a fault"
    )
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
