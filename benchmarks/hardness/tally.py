"""Many runs side by side: their options, and what is told of them."""

from __future__ import annotations

import argparse
import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterable

Run = tuple[int, str, list[str]]
"""The number of a run, its command and what came of it, and what is wrong with it."""


def options(about: str | None, runs: int) -> argparse.ArgumentParser:
    """What every one of these commands takes."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--runs", type=int, default=runs)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="this run alone")
    parser.add_argument("--jobs", type=int, default=6, help="runs at the same time; most of each is waiting")
    return parser


def side_by_side(
    once: Callable[[int], Run], numbers: Iterable[int], jobs: int, again: str
) -> tuple[str, int]:
    """Do the runs, tell each fault at once with the command that repeats it. How many there were of each, and faults."""
    commands, bad = Counter[str](), 0
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        for number, command, found in pool.imap_unordered(once, numbers):
            commands[command.split()[0].rstrip(",")] += 1
            bad += bool(found)
            for what in found:
                print(f"run {number} (coach {command}): {what}")
            if found:
                print(f"  again: python -m {again} --only {number}", flush=True)
    return ", ".join(f"{count} {name}" for name, count in sorted(commands.items())), bad
