"""The page says what the terminal says: Python's walks are done again by the page's brain, word for word.

Node runs it here; `python -m benchmarks.parity` does much more of the same in Chromium.
"""

from __future__ import annotations

import random

import pytest

from interview_coach.engine.answers import Profile
from interview_coach.engine.engine import Engine
from interview_coach.engine.search import Finder
from interview_coach.rulebook.loader import Loaded
from interview_coach.session.fits import danger_first
from interview_coach.storage.books import roles
from page.walks import NODE, Job, Walk, differences, jobs_at_random, jobs_of_cases

pytestmark = pytest.mark.skipif(
    not NODE, reason="there is no Node; install it (Debian: apt-get install nodejs)"
)

EVERY = 40
"""Of so many cases one is done again here."""

WALKS = 30
"""Walks at random for each role."""


@pytest.mark.parametrize("role", roles())
def test_cases_come_to_the_same_screens_and_words(packs: Loaded, role: str) -> None:
    engine = Engine(packs.books[role])
    assert differences(jobs_of_cases(engine, packs.cases[role][::EVERY])) == []


@pytest.mark.parametrize("role", roles())
def test_random_answers_come_to_the_same_screens_and_words(packs: Loaded, role: str) -> None:
    engine = Engine(packs.books[role])
    dice = random.Random(role)  # noqa: S311 - the same dice every time
    assert differences(jobs_at_random(engine, dice, WALKS, for_each=10)) == []


@pytest.mark.parametrize("role", roles())
def test_own_words_find_the_same_options(packs: Loaded, role: str) -> None:
    engine = Engine(packs.books[role])
    typed = [case.shape.typed for case in packs.cases[role] if case.shape.typed]
    assert typed
    finder = Finder(engine.book)
    walk: Walk = [
        {"act": ("find", words), "said": {"found": [each.id for each in danger_first(finder.find(words))]}}
        for words in typed
    ]
    assert differences([Job.of(engine, Profile(), [walk])]) == []
