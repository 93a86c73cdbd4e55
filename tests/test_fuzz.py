"""A little of what `python -m benchmarks.hardness.fuzz` does for minutes: the same inputs and changes, by a fixed chance."""

from __future__ import annotations

import random
from functools import partial
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.hardness.fuzz_mutators import mutate, some_bytes
from benchmarks.hardness.fuzz_targets import TARGETS, run

CHANGED = 40


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.filterwarnings("ignore::interview_coach.problems.WorthTelling")
def test_no_input_near_the_seeds_is_a_crash(name: str, home: Path) -> None:
    for folder in ("state", "data"):
        (home / folder).mkdir(mode=0o700, exist_ok=True)
    target, chance = TARGETS[name], random.Random(name)  # noqa: S311 - the same each time
    seeds = [seed for seed in target.seeds() if len(seed) < 10_000]
    change = target.change()
    for seed in chance.choices(seeds, k=CHANGED):
        data = mutate(seed, target.bytes_at_most, chance.random(), change, partial(some_bytes, chance=chance))
        run(name, data)
    for seed in islice(seeds, 3):
        run(name, seed)


def test_a_crash_is_no_error_that_a_person_is_told() -> None:
    with pytest.raises(AttributeError):
        run("rules", None)  # type: ignore[arg-type]
