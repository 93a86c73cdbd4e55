"""Random keys, sizes and signals on a pseudo-terminal: `python -m benchmarks.hardness.keys [--runs 1000] [--seed N]`.

Each run is one of assess, prep, followup and debrief. Nothing internal may be shown, no screen may go away and no
answer be kept without a key that was pressed while it was there, and the terminal must be given back.
"""

from __future__ import annotations

import json
import shlex
import signal
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.hardness.homes import faults, furnish, make_model
from benchmarks.hardness.onlooker import INTERNAL, Onlooker, words_of
from benchmarks.hardness.plans import Act, Plan, plan
from benchmarks.hardness.stage import Stage
from benchmarks.hardness.tally import options, side_by_side
from interview_coach.engine.answers import YES
from interview_coach.problems import ExitStatus
from interview_coach.session.screens import screen_for
from interview_coach.storage.books import load_book

PATIENCE = 20.0
"""Seconds within which a run has ended after what ends it; two presses of Ctrl-C are among them."""

SIGNALLED = {128 + number: number for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)}


NO_TERMINAL = "Warning: Input is not a terminal"
"""What prompt_toolkit says to the screen that was just closed."""


def run(number: int, seed: int, model: Path, log: bool = False) -> tuple[int, str, list[str]]:
    """Do one run. Returns its number, its command and what was found."""
    todo = plan(seed, number)
    with tempfile.TemporaryDirectory(prefix="coach-") as folder:
        home, errors = Path(folder) / "home", Path(folder) / "errors"
        furnish(home, model, draft=todo.has_draft, journal=todo.has_journal)
        before = _events(home)
        stage = Stage(
            todo.args,
            todo.size,
            {"COACH_HOME": str(home), **todo.settings},
            errors if todo.errors_aside else None,
        )
        onlooker = Onlooker(todo.size)
        try:
            done = _happen(todo, stage, onlooker)
        finally:
            stage.close()
        aside = errors.read_text("utf-8", "replace") if errors.exists() else ""
        found = _ending(todo, stage, onlooker, done, aside) + faults(home) + onlooker.unasked()
        found += _unseen(home, before, onlooker)
        if log:
            print(todo, done, stage.report, onlooker.text, aside, *onlooker.scenes, sep="\n")
    return number, shlex.join(todo.args), found


def _happen(todo: Plan, stage: Stage, onlooker: Onlooker) -> list[Act]:
    """Let everything happen, and wait for the end. Returns what did happen."""
    done: list[Act] = []
    while not (todo.is_hasty or onlooker.raw or stage.is_over):
        onlooker.see(stage.read(PATIENCE))
    for act in todo.acts:
        _look(stage, onlooker, act.after)
        if stage.is_over:
            return done
        done.append(act)
        if act.what == "keys":
            onlooker.press(act.keys)
            stage.press(act.keys)
        elif act.what == "resize":
            onlooker.resize(*act.size)
            stage.resize(*act.size)
        elif act.what == "hang up":
            onlooker.disturb()
            stage.hang_up()
        else:
            onlooker.disturb()
            stage.signal(act.number)
    for _ in range(4):
        _look(stage, onlooker, PATIENCE / 4, to_the_end=True)
        if stage.is_over:
            break
        onlooker.press(b"\x03")
        stage.press(b"\x03")
    return done


def _look(stage: Stage, onlooker: Onlooker, seconds: float, *, to_the_end: bool = False) -> None:
    """Read all that is shown, until nothing more came for so long; or for so long, but to the end."""
    until = time.monotonic() + seconds
    while not stage.is_over:
        left = until - time.monotonic()
        shown = stage.read(left)
        if shown:
            onlooker.see(shown)
            if not to_the_end:
                until = time.monotonic() + seconds
        elif left <= 0:
            return


def _ending(todo: Plan, stage: Stage, onlooker: Onlooker, done: list[Act], aside: str) -> list[str]:
    """What is wrong with how it ended, and with what was shown."""
    status, numbers = stage.report.status, {act.number for act in done}
    if any(act.what == "keys" and b"\x1c" in act.keys for act in done):
        numbers.add(signal.SIGQUIT)  # Ctrl-\ between two screens
    is_gone = any(act.what == "hang up" for act in done)
    found = [] if stage.is_over else ["it did not end"]
    if status is not None and status < 0:
        if onlooker.raw or -status not in numbers:
            found.append(f"it was ended by signal {-status}")
    elif status in SIGNALLED:
        if SIGNALLED[status] not in numbers and not is_gone:
            found.append(f"exit status {status} without that signal")
    elif stage.is_over and status not in list(ExitStatus):
        found.append(f"exit status {status}")
    found += stage.report.unlike
    if not is_gone:
        found += onlooker.left_on()
    for text in (onlooker.text, aside):
        if internal := INTERNAL.search(text.replace(NO_TERMINAL, "") if is_gone else text):
            found.append(f"it showed: {text[max(0, internal.start() - 200) :][:9000]!r}")
    if todo.is_plain and b"\x1b" in onlooker.raw:
        found.append("plain text with an escape byte")
    return found


Events = list[tuple[str, dict[str, str] | None]]


def _events(home: Path) -> tuple[str, Events]:
    """The role and the events of the draft of this home."""
    try:
        kept = json.loads((home / "state" / "draft.json").read_bytes())
    except (OSError, ValueError):
        return "", []
    return kept["role"], kept["events"]


def _unseen(home: Path, before: tuple[str, Events], onlooker: Onlooker) -> list[str]:
    """The answers in the draft for which there was no screen with their words and a key pressed on it, in this order."""
    role, events = _events(home)
    if events[: len(before[1])] == before[1]:
        events = events[len(before[1]) :]
    if not events:
        return []
    book, found = load_book(role), []
    scenes = iter(onlooker.scenes)
    for prompt, answers in events:
        if answers is None:
            continue
        screen = screen_for(book, prompt)
        given = set(answers.items())
        wanted = words_of(screen.title) if screen.kind.value == "one" else set()
        for choice in screen.choices:
            if (choice.atom and answers.get(choice.atom) == YES) or (
                choice.answers and set(choice.answers) == given
            ):
                wanted |= words_of(choice.text)
        if not any(scene.pressed and wanted <= scene.words for scene in scenes):
            found.append(f"an answer that nobody can have seen: {prompt} {answers}")
            break
    return found


def main(argv: list[str] | None = None) -> int:
    chosen = options(__doc__, 1000).parse_args(argv)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="coach-") as folder:
        model = make_model(Path(folder))
        if chosen.only is not None:
            _, _, found = run(chosen.only, chosen.seed, model, log=True)
            print(*found or ["nothing found"], sep="\n")
            return int(bool(found))
        again = f"benchmarks.hardness.keys --seed {chosen.seed}"
        once = partial(run, seed=chosen.seed, model=model)
        told, bad = side_by_side(once, range(chosen.runs), chosen.jobs, again)
    print(
        f"{chosen.runs} runs ({told}) with seed {chosen.seed} in {time.monotonic() - start:.0f} s: {bad} with a fault"
    )
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
