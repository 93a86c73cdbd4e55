"""The same questions in narrow and wide windows, as drawn."""

from __future__ import annotations

import pytest
from person import Person


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_the_danger_screen_shows_every_word_at_any_width(columns: int) -> None:
    with Person("assess", columns=columns, rows=60) as person:
        book = person.book
        person.sees(book.wording.danger_note, *(option.text for option in book.danger.options))
        person.presses("0")
        titles = [topic.title for topic in book.ordinary_topics]
        person.sees(book.wording.topics_intro, *titles[:9])
        person.presses("+")
        person.sees(book.wording.topics_intro, *titles[9:])


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_a_result_shows_what_to_say_at_any_width(columns: int) -> None:
    with Person("assess", columns=columns, rows=60) as person:
        person.sees("FIRST: ARE YOU SAFE?")
        person.presses("1")
        person.sees("LEAVE NOW", "Can't get out?")


def test_a_window_of_ten_by_three_does_not_break_it() -> None:
    with Person("assess", columns=10, rows=3) as person:
        screen = person.sees("+")
        while not any(row.startswith("1 ") for row in screen.splitlines()):
            person.presses("+")
            screen = person.no_longer_sees(screen)
        person.presses("1")
        person.sees("LEAVE NOW")
