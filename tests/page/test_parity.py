"""The page says what the terminal says: the page does Python's walks again in Chromium, word for word.

Here it is a sample; `python -m benchmarks.parity` does every case and very many random answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.jobs import Job, job_at_random, job_of_words, jobs_of_cases
from benchmarks.mutations import OF_THE_SCRIPT, in_script, is_noticed, of_the_book
from benchmarks.parity import Compared, Replayer
from benchmarks.walks import engine_of
from interview_coach.engine.answers import Profile
from interview_coach.rulebook.loader import Loaded
from interview_coach.storage.books import roles
from page.phone import PAGE, needs_chromium

pytestmark = needs_chromium

EVERY = 40
"""Of so many cases one is done again here."""

WALKS = 15
"""Walks at random with each profile: the usual one, and one by chance."""


@pytest.fixture(scope="module")
def replayer(browser: Any) -> Iterator[Replayer]:
    replayer = Replayer(browser, PAGE)
    yield replayer
    replayer.close()


def walks_of(packs: Loaded, role: str) -> Iterator[Job]:
    engine = engine_of(packs.books[role])
    yield from jobs_of_cases(engine, packs.cases[role][::EVERY])
    for profile in (Profile(), None):
        yield job_at_random(engine, WALKS, role, profile)


@pytest.mark.parametrize("role", roles())
def test_cases_and_random_answers_come_to_the_same_screens_and_words(
    packs: Loaded, role: str, replayer: Replayer
) -> None:
    compared = replayer.compare(walks_of(packs, role))
    assert compared.differences == ()
    assert compared.walks > 2 * WALKS
    assert min(compared.screens, compared.results) > WALKS


@pytest.mark.parametrize("role", roles())
def test_own_words_find_the_same_options(packs: Loaded, role: str, replayer: Replayer) -> None:
    words = job_of_words(engine_of(packs.books[role]), packs.cases[role])
    assert words.walks
    assert replayer.compare([words]) == Compared(walks=len(words.walks), screens=len(words.walks))


def test_every_fault_has_its_place_in_the_script() -> None:
    page = PAGE.read_text("ascii")
    assert [old for old, new in OF_THE_SCRIPT if in_script(page, old, new) == page] == []


def test_a_fault_in_the_script_is_noticed(packs: Loaded, browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    fault = ("part[place] >= least", "part[place] > least")
    file.write_text(in_script(PAGE.read_text("ascii"), *fault), "ascii")
    assert is_noticed(browser, file, walks_of(packs, "vendor"))


def test_a_fault_in_the_book_is_noticed(packs: Loaded, browser: Any) -> None:
    books = of_the_book(packs.books["vendor"])
    harder_to_raise = next(book for name, book in books if name == "row raise-it wants 2 of to_raise")
    job = job_at_random(engine_of(harder_to_raise), WALKS, "vendor", Profile())
    assert is_noticed(browser, PAGE, [job])
