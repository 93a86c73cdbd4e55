"""Every screen of every built-in pack fits: no line too wide, no first page too tall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from interview_coach.book.pack import Book
from interview_coach.engine.answers import Profile, prompts_of
from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import Recommendation, recommend
from interview_coach.render.layout import Line, text_of
from interview_coach.render.more_page import more_lines
from interview_coach.render.result_page import first_page
from interview_coach.render.screen_page import notice_lines, screen_lines
from interview_coach.rulebook.cases import WrittenCase, situation_of
from interview_coach.rulebook.loader import Loaded
from interview_coach.session.screens import Screen, screen_for, why

ROLES = ("candidate", "freelancer", "interviewer", "vendor")
WIDTHS = (20, 40, 80, 200)


def screens(book: Book) -> Iterator[Screen]:
    return (screen_for(book, prompt) for prompt in prompts_of(book))


def results(engine: Engine, cases: Iterable[WrittenCase]) -> Iterator[tuple[str, Recommendation]]:
    """The recommendation of every case of a pack, under the stance of the case."""
    for case in cases:
        answers, profile = situation_of(engine, case)
        yield case.shape.name, recommend(engine, answers, profile)


@pytest.fixture(scope="module", params=ROLES)
def recommendations(
    packs: Loaded, engines: dict[str, Engine], request: pytest.FixtureRequest
) -> list[tuple[str, Recommendation]]:
    return list(results(engines[request.param], packs.cases[request.param]))


def too_wide(lines: Iterable[Line], width: int) -> list[str]:
    return [text_of(line) for line in lines if sum(len(text) for _, text in line) > width]


@pytest.mark.parametrize("role", ROLES)
def test_a_number_to_ring_takes_no_room_that_danger_needs(
    packs: Loaded, engines: dict[str, Engine], role: str
) -> None:
    """With the longest number there is: the page must hold it, and stay on one screen."""
    engine = engines[role]
    numbers = (country.emergency for country in packs.guides[role].countries)
    profile = Profile(emergency=max(numbers, key=len))
    pages = {
        option.id: first_page(recommend(engine, {option.id: "yes"}, profile), 40)
        for option in engine.book.danger.options
    }
    assert {id_: len(page) for id_, page in pages.items() if len(page) > 16} == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_screen_is_at_most_sixteen_rows_at_forty_columns(packs: Loaded, role: str) -> None:
    tall = {
        screen.prompt: len(lines)
        for screen in screens(packs.books[role])
        if len(lines := screen_lines(screen, 40, packs.books[role].wording)) > 16
    }
    assert tall == {}


def test_every_result_s_first_page_is_at_most_sixteen_rows_at_forty_columns(
    recommendations: list[tuple[str, Recommendation]],
) -> None:
    tall = {
        name: len(page)
        for name, recommendation in recommendations
        for nth in range(max(1, min(4, len(recommendation.say_now))))
        if len(page := first_page(recommendation, 40, nth=nth)) > 16
    }
    assert tall == {}


def test_every_first_page_says_its_headline_and_a_reason_at_forty_columns(
    recommendations: list[tuple[str, Recommendation]],
) -> None:
    for name, recommendation in recommendations:
        text = " ".join(" ".join(text_of(line) for line in first_page(recommendation, 40)).split())
        assert recommendation.headline in text, name
        if recommendation.reasons and not recommendation.is_danger:
            assert recommendation.reasons[0].flag.finding in text, name


def test_every_leaving_first_page_has_words_to_say(
    recommendations: list[tuple[str, Recommendation]],
) -> None:
    for name, recommendation in recommendations:
        if recommendation.verdict.id != "stay":
            assert any(text_of(line).startswith("Say ") for line in first_page(recommendation, 40)), name


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("role", ROLES)
def test_no_row_of_a_screen_is_wider_than_the_terminal(packs: Loaded, role: str, width: int) -> None:
    book = packs.books[role]
    for screen in screens(book):
        atoms = frozenset(choice.atom for choice in screen.choices)
        for at in (None, 0, len(screen.choices) - 1):
            lines = screen_lines(
                screen, width, book.wording, ticked=atoms, at=at, message="Nothing is ticked. Press 0."
            )
            assert too_wide(lines, width) == [], screen.prompt
        if screen.prompt != "danger":
            assert too_wide(notice_lines(why(book, screen), width), width) == [], screen.prompt


@pytest.mark.parametrize("width", WIDTHS)
def test_no_row_of_a_result_is_wider_than_the_terminal(
    recommendations: list[tuple[str, Recommendation]], width: int
) -> None:
    wide = {}
    for name, recommendation in recommendations:
        lines = [*first_page(recommendation, width), *more_lines(recommendation, width)]
        if found := too_wide(lines, width):
            wide[name] = found
    assert wide == {}


@pytest.mark.parametrize("width", [1, 5, 10, 19])
def test_a_terminal_narrower_than_twenty_columns_breaks_nothing(packs: Loaded, width: int) -> None:
    book = packs.books["candidate"]
    for screen in screens(book):
        assert too_wide(screen_lines(screen, width, book.wording), 20 + 3) == []


def test_every_choice_of_every_screen_is_one_row_at_forty_columns(packs: Loaded) -> None:
    for book in packs.books.values():
        for screen in screens(book):
            for page, choices in enumerate(screen.pages):
                rows = [text_of(line) for line in screen_lines(screen, 40, book.wording, page=page)]
                for choice in choices:
                    assert any(choice.text in row for row in rows), (screen.prompt, choice.text)


def test_every_choice_has_a_key_of_its_own_that_is_no_command(packs: Loaded) -> None:
    for book in packs.books.values():
        for screen in screens(book):
            for choices in screen.pages:
                keys = [choice.digit for choice in choices] + [key for key, _ in screen.commands]
                assert len(set(keys)) == len(keys), screen.prompt
                assert all(len(key) == 1 for key in keys)
