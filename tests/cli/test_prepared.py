"""What was settled beforehand counts in an assessment, and only there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from person import ENTER, Person, invoke

from interview_coach.book.guides import Settles
from interview_coach.storage.books import load_book, load_guides
from interview_coach.storage.journal import journal_file, open_journal


def step_that(settles: Settles) -> str:
    """The id of the candidate's prep step that settles this."""
    prep = load_guides().prep
    assert prep is not None
    return next(step.id for section in prep.sections for step in section.steps if step.settles is settles)


@pytest.fixture
def prepared() -> int:
    """An interview prepared for: floor, one deal-breaker, stance, need and country. Returns its number."""
    with open_journal(create=True) as journal:
        general = journal.general("candidate").id
        journal.set_answer(general, "prep", step_that(Settles.FLOOR), "45000 EUR a year")
        journal.set_answer(general, "prep", step_that(Settles.DEAL_BREAKERS), ("pay-evasive",))
        journal.set_answer(general, "prep", step_that(Settles.COUNTRY), "gb")
        journal.set_answer(general, "prep", step_that(Settles.NEED), "ordinary")
        interview = journal.begin("candidate", "Mill")
        journal.set_answer(interview.id, "prep", step_that(Settles.MEET_AGAIN), "yes")
        return interview.id


@pytest.mark.usefixtures("prepared")
def test_the_floor_is_asked_as_a_figure() -> None:
    with Person("assess", columns=80) as person:
        person.is_safe()
        person.names("pay")
        person.sees("Less than my minimum of 45000 EUR")


@pytest.mark.usefixtures("prepared")
def test_it_is_told_whose_plan_is_used() -> None:
    with Person("assess", columns=80) as person:
        assert "Mill" not in person.sees_danger()
        person.is_safe()
        person.sees("Using your plan: Mill (no. 1).")


def test_without_a_plan_nothing_is_told_of_one() -> None:
    with Person("assess", columns=80) as person:
        person.is_safe()
        assert "plan" not in person.screen


def test_without_a_floor_it_is_asked_in_general() -> None:
    with Person("assess", columns=80) as person:
        person.is_safe()
        person.names("pay")
        person.sees("Less than the least I'd accept")


@pytest.mark.usefixtures("prepared")
def test_an_own_deal_breaker_makes_a_concern_enough_and_the_result_says_so() -> None:
    with Person("assess", columns=80, rows=40) as person:
        person.is_safe()
        person.names("pay")
        person.saw("pay", "pay-evasive")
        person.asked("pay", "refused")
        person.sees_result("politely-exit")
        person.sees("You wrote this down as a deal-breaker.")
    with Person("assess", "--role", "freelancer") as person:
        person.sees_danger()


@pytest.mark.usefixtures("prepared")
def test_what_is_known_is_not_asked_again() -> None:
    """Whether they will meet again, and how much the job is needed, are questions where nothing is known."""
    fit = load_book().topic_by_id["fit"]
    never = next(option.id for option in fit.options if ("would-take", "no") in option.sets)
    with Person("assess", columns=80, rows=40) as person:
        person.is_safe()
        person.names("fit")
        person.saw("fit", never)
        person.sees_result("stay")


def test_a_file_says_everything_itself_unless_an_interview_is_named(prepared: int) -> None:
    answers = "danger: none\npay: [pay-evasive]\nraised: {pay: cannot}\n"
    alone = json.loads(invoke("assess", "--answers", "-", "--json", stdin=answers).stdout)
    named = json.loads(
        invoke("assess", "--answers", "-", "--json", "--interview", str(prepared), stdin=answers).stdout
    )
    assert (alone["verdict"], named["verdict"]) == ("stay", "politely-exit")
    assert [flag["own_deal_breaker"] for flag in named["flags"]] == [True]


@pytest.mark.usefixtures("prepared")
def test_the_country_gives_the_number_of_emergency_help() -> None:
    with Person("assess", columns=80, rows=40) as person:
        person.sees_danger()
        person.presses("1")
        person.sees("LEAVE NOW", "999")


def test_without_a_country_the_usual_numbers_are_named() -> None:
    result = invoke("assess", "--answers", "-", stdin="danger: [unsafe-here]\n")
    assert "{" not in result.stdout
    assert "112, 911 or 999" in result.stdout


def test_a_deal_breaker_that_the_rules_no_longer_have_is_left_aside() -> None:
    with open_journal(create=True) as journal:
        general = journal.general("candidate").id
        journal.set_answer(general, "prep", step_that(Settles.DEAL_BREAKERS), ("gone-for-good",))
    with Person("assess") as person:
        person.is_safe()


def test_a_journal_that_cannot_be_read_never_stops_a_verdict() -> None:
    journal_file().parent.mkdir(parents=True)
    journal_file().write_bytes(b"not a journal at all")
    with Person("assess") as person:
        person.is_safe()
        person.sees_topics()
        person.presses("0")
        person.presses(ENTER)
        person.sees_result("stay")
        person.presses("q")
        result = person.ends()
    assert str(journal_file()) in result.stderr
    assert journal_file().read_bytes() == b"not a journal at all"


# -- keeping ------------------------------------------------------------------------------------------


def kept() -> list[dict[str, object]]:
    with open_journal() as journal:
        if journal is None:
            return []
        return [entry.body for i in journal.interviews() for entry in journal.entries(i.id, "assessment")]


def test_nothing_is_kept_unless_k_is_pressed() -> None:
    with Person("assess", columns=80) as person:
        person.is_safe()
        person.sees_topics()
        person.presses("0")
        person.presses(ENTER)
        person.sees_result("stay")
        person.presses("q")
    assert not journal_file().exists()


def test_k_keeps_the_result_once_and_says_where() -> None:
    with Person("assess", columns=80) as person:
        person.is_safe()
        person.sees_topics()
        person.presses("0")
        person.presses(ENTER)
        person.sees_result("stay")
        person.presses("k")
        person.sees("Kept as number 1", "coach history forget 1")
        person.presses(ENTER)
        person.sees_result("stay")
        person.presses("k")
        person.sees("It is kept already.")
        person.presses(ENTER)
        person.sees_result("stay")
        person.presses("q")
    (body,) = kept()
    assert body["verdict"] == "stay"
    assert body["answers"] == {"danger": "none", "topics": "none"}


def test_an_assessment_is_kept_with_the_interview_that_was_prepared(prepared: int) -> None:
    with Person("assess", "--keep", columns=80) as person:
        person.is_safe()
        person.sees_topics()
        person.presses("0")
        person.presses(ENTER)
        person.sees_result("stay")
        person.presses("q")
    with open_journal() as journal:
        assert journal is not None
        assert [entry.kind for entry in journal.entries(prepared)] == ["assessment"]


def test_after_danger_keeping_stands_behind_more_and_is_the_persons_own_choice() -> None:
    with Person("assess", columns=80, rows=60) as person:
        person.sees_danger()
        person.presses("1")
        assert "k keep" not in person.sees("LEAVE NOW")
        person.presses("q")
    assert not journal_file().exists()
    with Person("assess", columns=80, rows=60) as person:
        person.sees_danger()
        person.presses("1")
        person.sees("LEAVE NOW")
        person.presses("m")
        person.sees("k keep")
        person.presses("k")
        person.sees("Kept as number 1")
        person.presses("h")
    assert [body["is_danger"] for body in kept()] == [True]


def test_keep_works_without_a_terminal() -> None:
    result = invoke("assess", "--answers", "-", "--keep", stdin="danger: none\n")
    assert "Kept as number 1" in result.stderr
    assert len(kept()) == 1


def test_a_journal_that_cannot_be_written_is_told_and_the_verdict_still_comes(home: Path) -> None:
    home.joinpath("data").write_text("a file in the way")
    result = invoke("assess", "--answers", "-", "--keep", stdin="danger: none\n")
    assert result.exit_code == 2
    assert "STAY" in result.stdout
    assert "not kept" in result.stderr


def test_an_assessment_that_is_to_be_kept_begins_the_interview_that_was_named() -> None:
    for _ in range(2):
        result = invoke("assess", "--answers", "-", "--keep", "--interview", "Acme", stdin="danger: none\n")
        assert result.exit_code == 0
        assert "Kept as number 1" in result.stderr
    with open_journal() as journal:
        assert journal is not None
        assert [each.name for each in journal.interviews()] == ["Acme"]
        assert len(journal.entries(1, "assessment")) == 2
