"""Finding options by a person's own words."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from person import invoke

from interview_coach.book.pack import Book
from interview_coach.engine.search import Finder
from interview_coach.storage.books import load_book


@cache
def book() -> Book:
    return load_book("candidate", layered=False)


@cache
def finder() -> Finder:
    return Finder(book())


def first(words: str) -> str:
    return finder().find(words)[0].option.id


@pytest.mark.parametrize(
    "option", [o for topic in book().topics for o in topic.options], ids=lambda option: option.id
)
def test_an_option_is_found_by_its_own_text(option: object) -> None:
    found = [each.option for each in finder().find(option.text, at_most=3)]  # type: ignore[attr-defined]
    assert option in found


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("he shouted at me", "shouting-or-swearing"),
        ("she keeps checking her phone", "distracted-throughout"),
        ("THEY WANT MY BANK DETAILS!!", "money-or-details"),
        ("shoutting at me", "shouting-or-swearing"),
    ],
)
def test_own_words_find_the_option(words: str, option: str) -> None:
    assert first(words) == option


@pytest.mark.parametrize("words", ["", "   ", "?!", "the and of", "qzxv", "\x00\x1b[31m"])
def test_words_that_say_nothing_find_nothing(words: str) -> None:
    assert finder().find(words) == ()


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_searched_and_the_best_comes_first(text: str) -> None:
    found = finder().find(text)
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert len(found) <= 9
    assert found == finder().find(text)


def test_the_command_finds_too() -> None:
    page = invoke("rules", "find", "he", "shouted")
    assert page.exit_code == 0
    assert page.stdout.splitlines()[0].startswith("conduct: shouting-or-swearing  ")
    assert invoke("rules", "find", "qzxv").exit_code == 1
