"""Answers to a guide from a file: what is read, and every problem with its place and cure."""

from __future__ import annotations

import pytest
from guiding.small import COUNTRIES, LIMITS, REAL, STAKE, small_debrief

from interview_coach.book.records import Value
from interview_coach.problems import BadAnswers
from interview_coach.rulebook.guide_answers import read_guide_answers
from interview_coach.storage.books import load_book

STEPS = [step for section in (REAL, LIMITS, STAKE, *small_debrief().sections) for step in section.steps]


def read(text: str) -> dict[str, Value]:
    return read_guide_answers(text, "a.yaml", STEPS, load_book(), COUNTRIES)


def problems(text: str) -> list[str]:
    with pytest.raises(BadAnswers) as refused:
        read(text)
    return [str(problem) for problem in refused.value.problems]


def test_every_kind_of_answer_is_read() -> None:
    text = """
        floor: 45000
        research: [people, website]
        odd: none
        breakers: [shouting-or-swearing, pay-below-floor]
        needs: [a ramp, "quiet: yes"]
        asked: ["yes", ""]
        again: yes
        country: gb
        day: 2026/12/1
        promised: only one
    """
    assert read(text) == {
        "floor": "45000",
        "research": ("website", "people"),
        "odd": (),
        "breakers": ("pay-below-floor", "shouting-or-swearing"),
        "needs": ("a ramp", "quiet: yes"),
        "asked": ("yes", ""),
        "again": "yes",
        "country": "gb",
        "day": "2026-12-01",
        "promised": ("only one",),
    }


@pytest.mark.parametrize(("text", "meant"), [("again: true", "yes"), ('{"again": false}', "no")])
def test_true_and_false_mean_yes_and_no(text: str, meant: str) -> None:
    assert read(text) == {"again": meant}


@pytest.mark.parametrize("text", ["", "{}", "floor:\nresearch: null\n", "# nothing\nfloor: ~"])
def test_what_is_left_empty_is_not_answered(text: str) -> None:
    assert read(text) == {}


def test_no_country_is_an_answer() -> None:
    assert read("country: none") == {"country": "none"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[1]", "a.yaml:1:1: answers are a mapping"),
        ("flor: 1", "a.yaml:1:1: no step is called 'flor'; did you mean 'floor'?"),
        ("floor: lots", "a.yaml:1:8: there is no number in 'lots'; write it as 45000 EUR a year"),
        ("floor: [1]", "a.yaml:1:8: one text is wanted here; write `floor: 45000 EUR a year`"),
        ("day: 2026-13-01", "a.yaml:1:6: '2026-13-01' is no day; write it as 2026-11-22"),
        ("again: perhaps", "a.yaml:1:8: no option is called 'perhaps'; known: no, yes"),
        ("again: {a: 1}", "a.yaml:1:8: one option is wanted here; write `again: yes`"),
        ("research: website", "a.yaml:1:11: write none, or a list of option ids such as [website]"),
        ("research: [web]", "a.yaml:1:12: no option is called 'web'"),
        ("breakers: [kept-from-leaving]", "a.yaml:1:12: 'kept-from-leaving' is danger, which always ends it"),
        ("country: uk", "a.yaml:1:10: no country is called 'uk'"),
        ("needs: [a, [b]]", "a.yaml:1:12: a text is wanted here"),
        ("needs: [a, b]\nasked: [x]", "a.yaml:2:1: `needs` has 2 lines; write as many here"),
        ("asked: [x]", "a.yaml:1:1: `needs` has 0 lines"),
        ("how-many: two", "a.yaml:1:1: 'how-many' is asked only where 'other-offers' is alternatives"),
        ("other-offers: high\nhow-many: two", "a.yaml:2:1: 'how-many' is asked only where"),
        ("floor: 1\nfloor: 2", "a.yaml:2:1: 'floor' is given twice"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_cure(text: str, problem: str) -> None:
    (told,) = problems(text)
    assert told.startswith(problem)


def test_all_problems_are_told_at_once() -> None:
    assert len(problems("floor: lots\nresearch: [web, site]\nzzz: 1")) == 4


def test_a_wrong_answer_is_not_told_a_second_time_by_what_hangs_on_it() -> None:
    (told,) = problems("other-offers: plenty\nhow-many: two")
    assert "no option is called 'plenty'" in told


@pytest.mark.parametrize("wrong", ["[[1]]", "[{a: b}]", "[null]", "[1.5]"])
def test_what_is_no_id_at_all_is_told_and_stops_nothing(wrong: str) -> None:
    assert len(problems(f"breakers: {wrong}")) == 1


def test_a_number_that_nobody_is_paid_is_no_amount() -> None:
    assert "there is no number in" in problems(f"floor: '{'9' * 5000}'")[0]
