"""The page for a phone says what the terminal says: proved in Chromium, screen by screen and word by word.

`python -m benchmarks.parity [--walks N]`. Python goes through every case of every pack, and through N
random answer sets for each role (20,000 unless said otherwise), with random profiles; the page as it is shipped does
the same in Chromium (`COACH_CHROMIUM`, or `chromium` on the path), and everything it says and draws is compared.
That it would notice a fault is shown by `python -m benchmarks.mutations`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.browser import chromium
from benchmarks.jobs import Job, job_at_random, job_of_words, jobs_of_cases
from benchmarks.walks import engine_of
from interview_coach.page.page_file import build_page
from interview_coach.rulebook.loader import Loaded
from interview_coach.storage.books import load_layers, roles
from interview_coach.storage.rule_folders import built_in_rules, read_layer

REPLAY = Path(__file__).with_name("replay.js")
WALKS = 20_000
AT_ONCE = 200
"""Random walks, or cases, that share one profile and go to the page in one piece."""


@dataclass(frozen=True)
class Compared:
    """What was compared: walks, screens and results, each different one once; and where the page differs."""

    walks: int = 0
    screens: int = 0
    results: int = 0
    differences: tuple[dict[str, Any], ...] = ()

    def __add__(self, other: Compared) -> Compared:
        return Compared(
            self.walks + other.walks,
            self.screens + other.screens,
            self.results + other.results,
            self.differences + other.differences,
        )


class Replayer:
    """The page, open in a browser, and what walks through it."""

    def __init__(self, browser: Any, file: Path) -> None:
        # A mutated page no longer has the script that its own policy allows.
        self._context = browser.new_context(bypass_csp=True)
        self._page = self._context.new_page()
        self._page.goto(file.as_uri())
        self._page.evaluate(f"() => {{ {REPLAY.read_text('ascii')}\n globalThis.replay = replay; }}")

    def compare(self, jobs: Iterable[Job], at_most: int = 5) -> Compared:
        return sum((self._compare(job, at_most) for job in jobs), Compared())

    def _compare(self, job: Job, at_most: int) -> Compared:
        said = [step["act"][0] for walk in job.walks for step in walk if step["said"]]
        text = json.dumps({"role": job.role, "book": job.book, "walks": job.walks})
        found = self._page.evaluate("([text, most]) => replay(JSON.parse(text), most)", [text, at_most])
        results = said.count("recommend")
        differences = tuple({"role": job.role, **each} for each in found)
        return Compared(len(job.walks), len(said) - results, results, differences)

    def close(self) -> None:
        self._context.close()


@cache
def packs() -> Loaded:
    """The built-in packs with their cases."""
    return load_layers([read_layer(built_in_rules(), "rules")])


# -- many at once, each in a process with a browser of its own --------------------------------------------

_here: dict[str, Any] = {}


def _begin(file: Path) -> None:
    _here["opened"] = chromium()
    _here["replayer"] = Replayer(_here["opened"].__enter__(), file)
    _here["engines"] = {role: engine_of(book) for role, book in packs().books.items()}


def _random(role: str, walks: int, seed: str) -> Compared:
    return _replayed([job_at_random(_here["engines"][role], walks, seed)])


def _cases(role: str, start: int) -> Compared:
    cases = packs().cases[role][start : start + AT_ONCE]
    engine = _here["engines"][role]
    return _replayed([*jobs_of_cases(engine, cases), job_of_words(engine, cases)])


def _replayed(jobs: Iterable[Job]) -> Compared:
    compared: Compared = _here["replayer"].compare(jobs)
    return compared


def prove(file: Path, walks: int) -> bool:
    """Compare everything, and tell what came of it. Returns whether the page never differs."""
    began = time.perf_counter()
    every = Compared()
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), _begin, (file,)) as pool:
        for role in roles():
            cases = len(packs().cases[role])
            tasks = [pool.submit(_cases, role, start) for start in range(0, cases, AT_ONCE)]
            of_cases = sum((task.result() for task in tasks), Compared())
            starts = range(0, walks, AT_ONCE)
            tasks = [
                pool.submit(_random, role, min(AT_ONCE, walks - start), f"{role} {start}") for start in starts
            ]
            at_random = Compared()
            for task in tasks:
                at_random += task.result()
                took = time.perf_counter() - began
                print(f"\r{role}: {at_random.walks:,} ({took / 60:.1f} min)", end="", file=sys.stderr)
            print("\r", end="", file=sys.stderr)
            _tell(f"{role}, {cases:,} cases", of_cases)
            _tell(f"{role}, {walks:,} random answer sets", at_random)
            every += of_cases + at_random
    _tell("all", every)
    print(f"{(time.perf_counter() - began) / 60:.1f} minutes")
    for each in every.differences[:20]:
        print(json.dumps(each, indent=1))
    return not every.differences


def _tell(what: str, compared: Compared) -> None:
    print(
        f"{what}: {compared.walks:,} walks, {compared.screens:,} screens, {compared.results:,} results, "
        f"{len(compared.differences)} differences",
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.parity")
    parser.add_argument("--walks", type=int, default=WALKS, help="random answer sets for each role")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(build_page(roles()), "ascii")
        return 0 if prove(file, given.walks) else 1


if __name__ == "__main__":
    raise SystemExit(main())
