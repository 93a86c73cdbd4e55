"""If-then plans: every deal-breaker has words, asked first where that is fair, and no word gives a figure away."""

from __future__ import annotations

import pytest

from interview_coach.book.pack import Book
from interview_coach.book.vocabulary import Purpose, Raise, Severity, Stance, Tone
from interview_coach.engine.descriptions import clause
from interview_coach.guides.settled import lines_to_practise, plans_for
from interview_coach.rulebook.loader import Loaded

ROLES = ("candidate", "freelancer", "interviewer", "vendor")


@pytest.fixture
def candidate(packs: Loaded) -> Book:
    return packs.books["candidate"]


@pytest.mark.parametrize("stance", list(Stance))
@pytest.mark.parametrize("role", ROLES)
def test_every_flag_but_danger_has_a_plan(packs: Loaded, role: str, stance: Stance) -> None:
    book = packs.books[role]
    plans = plans_for(book, [flag.id for flag in book.flags], stance)
    assert {plan.flag.id for plan in plans} == {
        flag.id for flag in book.flags if flag.severity is not Severity.DANGER
    }
    for plan in plans:
        assert plan.say.purpose is Purpose.EXIT
        assert (plan.ask is not None) == (plan.flag.raising is Raise.REQUIRED)
        assert plan.ask is None or plan.ask.purpose is Purpose.RAISE


@pytest.mark.parametrize("role", ROLES)
def test_every_plan_reads_as_one_sentence(packs: Loaded, role: str) -> None:
    book = packs.books[role]
    for plan in plans_for(book, [flag.id for flag in book.flags]):
        for condition in (plan.when, plan.when_refused if plan.ask else plan.when):
            assert condition.startswith("If ")
            assert len(condition) > len("If ")
            assert not set(condition) & set(".;{}")
            assert condition[3].islower() or condition[3:5] in ("I ", "I'", "HR")


@pytest.mark.parametrize("role", ROLES)
def test_no_plan_leaves_anything_open_and_none_holds_a_sum(packs: Loaded, role: str) -> None:
    book = packs.books[role]
    for plan in plans_for(book, [flag.id for flag in book.flags]):
        text = " ".join((plan.when, plan.when_refused, plan.say.text, plan.ask.text if plan.ask else ""))
        assert not set(text) & set("{}[]")
        assert not set(text) & set("$£€")


def test_the_gravest_come_first_whatever_the_order_of_ticking(candidate: Book) -> None:
    ticked = ["pay-evasive", "health-question", "pay-below-floor", "shouting-or-swearing"]
    wanted = ["pay-below-floor", "shouting-or-swearing", "health-question", "pay-evasive"]
    assert [plan.flag.id for plan in plans_for(candidate, ticked)] == wanted
    assert [plan.flag.id for plan in plans_for(candidate, reversed(ticked))] == wanted


def test_danger_and_flags_of_older_rules_are_left_out(candidate: Book) -> None:
    plans = plans_for(candidate, ["physical-threat", "no-such-flag", "group-pitch"])
    assert [plan.flag.id for plan in plans] == ["group-pitch"]


def test_stance_gives_the_tone(candidate: Book) -> None:
    def tone(stance: Stance) -> Tone:
        return plans_for(candidate, ["pay-below-floor"], stance)[0].say.tone

    assert [tone(stance) for stance in Stance] == [Tone.WARM, Tone.NEUTRAL, Tone.FIRM]


def test_the_line_is_about_the_deal_breaker(candidate: Book) -> None:
    (plan,) = plans_for(candidate, ["pay-below-floor"])
    assert plan.ask is not None
    assert "pay-below-floor" in plan.ask.fits
    assert "pay-below-floor" in plan.say.fits
    assert plan.when == "If the pay is below the least you would accept"
    assert plan.when_refused == "If they can't reach the least you'd accept"


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Nobody names a figure.", "nobody names a figure"),
        ("HR confirms that there is no way.", "HR confirms that there is no way"),
        ("I saw it.", "I saw it"),
        ("I'm kept waiting.", "I'm kept waiting"),
        ("It is late.", "it is late"),
        ("A day; or two.", "a day, and or two"),
        ("", ""),
    ],
)
def test_a_sentence_goes_on_after_if(sentence: str, wanted: str) -> None:
    assert clause(sentence) == wanted


# -- lines to practise ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_there_is_always_a_line_to_practise_and_it_has_a_repeat(packs: Loaded, role: str) -> None:
    lines = lines_to_practise(packs.books[role], ())
    assert lines
    assert all(each.line.if_they_push for each in lines)
    assert not any(each.when for each in lines)


def test_own_lines_come_first_with_their_condition_and_no_line_comes_twice(candidate: Book) -> None:
    own = ["insult-or-mockery", "integrity-poked", "pay-below-floor"]
    lines = lines_to_practise(candidate, own)
    assert lines[0].when == "If they can't reach the least you'd accept"
    assert lines[1].when.startswith("If they insulted")
    assert len({each.line.id for each in lines}) == len(lines)
    assert [each.line for each in lines[2:]] == [each.line for each in lines_to_practise(candidate, ())]
