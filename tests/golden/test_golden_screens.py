"""Whole screens as text. `pytest --update-golden` writes them anew; read the diff before you keep it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from interview_coach.book.vocabulary import Raise, RaiseState
from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import recommend
from interview_coach.render.layout import Line, text_of
from interview_coach.render.result_page import first_page
from interview_coach.render.screen_page import screen_lines
from interview_coach.rulebook.answer_files import read_answers
from interview_coach.rulebook.loader import Loaded
from interview_coach.session.screens import screen_for

Compare = Callable[[str, str], None]

WIDTHS = (40, 80)
RESULTS = {
    "leave-now-danger": "{danger: [physical-threat]}",
    "leave-now-abuse": (
        "{danger: none, topics: [conduct], conduct: [shouting-or-swearing], raised: {conduct: refused}}"
    ),
    "exit-danger-in-doubt": "{danger: not-sure}",
    "exit-pay-refused": "{danger: none, topics: [pay], pay: [pay-below-posted], raised: {pay: refused}}",
    "stay-and-ask": "{danger: none, topics: [pay], pay: [pay-below-posted], raised: {pay: not-yet}}",
    "stay-nerves": "{danger: none, topics: [self], self: [nerves]}",
    "too-early-to-say": "{}",
}


def drawn(lines: Iterable[Line]) -> str:
    return "".join(f"{text_of(line)}\n" for line in lines)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("name", "prompt"),
    [("danger", "danger"), ("topics", "topics"), ("tick-pay", "pay"), ("raise-pay", "raised/pay")],
)
def test_a_screen_looks_as_it_did(packs: Loaded, golden: Compare, name: str, prompt: str, width: int) -> None:
    screen = screen_for(packs.books["candidate"], prompt)
    golden(f"screen-{name}-{width}.txt", drawn(screen_lines(screen, width, packs.books["candidate"].wording)))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", RESULTS)
def test_a_result_looks_as_it_did(packs: Loaded, golden: Compare, name: str, width: int) -> None:
    book = packs.books["candidate"]
    answers, _ = read_answers(RESULTS[name], name, book)
    recommendation = recommend(Engine(book), answers)
    golden(f"result-{name}-{width}.txt", drawn(first_page(recommendation, width)))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_tick_list_being_answered_looks_as_it_did(packs: Loaded, golden: Compare, width: int) -> None:
    screen = screen_for(packs.books["candidate"], "topics")
    lines = screen_lines(
        screen,
        width,
        packs.books["candidate"].wording,
        ticked=frozenset({"topics/pay"}),
        at=2,
        message="z means nothing here.",
    )
    golden(f"screen-topics-ticked-{width}.txt", drawn(lines))


@pytest.mark.parametrize("role", ["candidate", "interviewer", "freelancer", "vendor"])
def test_a_doubt_that_comes_of_no_tick_is_not_quoted(packs: Loaded, role: str) -> None:
    """It isn't safe to ask: danger is in doubt, though no danger was ticked as *not sure*."""
    book = packs.books[role]
    raisable = {flag.topic: flag.id for flag in book.flags if flag.option and flag.raising is not Raise.NO}
    unsafe = [
        topic
        for topic in raisable
        if any(a.means is RaiseState.UNSAFE for a in book.topic_by_id[topic].raise_question.answers)
    ]
    assert unsafe
    engine = Engine(book)
    for topic in unsafe:
        flag = raisable[topic]
        answers = f"{{danger: none, topics: [{topic}], {topic}: [{flag}], raised: {{{topic}: unsafe}}}}"
        recommendation = recommend(engine, read_answers(answers, topic, book)[0])
        assert '""' not in drawn(first_page(recommendation, 80))
