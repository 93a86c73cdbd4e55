"""A sample of the evidence that it is hard to break: `benchmarks/hardness`. There it runs in full."""

from __future__ import annotations

import sys
from itertools import count, islice
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

from benchmarks.hardness import keys, kills
from benchmarks.hardness.plans import plan

pytestmark = pytest.mark.pty

SEED = 1
SHORT = 5
"""So many things happen at most in a run of the sample."""


def sample(size: int) -> list[int]:
    """Short runs of the candidate, whose rules are checked already, without a draft or a journal."""
    plans = ((number, plan(SEED, number)) for number in count())
    fitting = (
        number
        for number, todo in plans
        if len(todo.acts) <= SHORT and "--role" not in todo.args and not (todo.has_draft or todo.has_journal)
    )
    return list(islice(fitting, size))


@pytest.mark.parametrize("number", sample(2))
def test_random_keys_and_signals(number: int, home: Path) -> None:
    assert keys.run(number, SEED, home)[2] == []


def test_a_kill_while_the_draft_is_written(home: Path) -> None:
    way = kills.walked("assess", home, steps=4)
    assert kills.run(0, SEED, home, [way])[2] == []
